"""Plant small faults in the rooms that decide, and see whether a test notices: `python -m tests.mutation [ROOM…]`.

What was tried isn't tried again while its function stays as it is. `--again` tries what survived once more, after new
tests; `--thorough` with all tests that reach a fault and not only the quickest.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from pathlib import Path

from . import changed
from .ledger import LEFT, Count, Ledger, count, equivalent, functions, table
from .mutants import ROOT, SOURCE, Mutant
from .trying import Limits, Tests, try_all

ENOUGH, LEAST = 20, 0.6  # in changed lines: of at least so many faults, so large a share is caught by a few quick tests
CACHE = ROOT / ".cache" / "mutation"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="ROOM or FILE", help="which rooms or files; otherwise all rooms")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after so long, and go on another time")
    parser.add_argument("--again", action="store_true", help="try what survived again, and nothing else")
    parser.add_argument("--thorough", action="store_true", help="with all tests that reach a fault, however slow")
    parser.add_argument("--sample", type=int, metavar="N", help="of each function only some mutants: one in N")
    parser.add_argument("--survivors", action="store_true", help="list what survived, and run nothing")
    parser.add_argument("--table", choices=("room", "file"), help="print the counts, and run nothing")
    since = "only faults in lines that are new since then, otherwise since the commit before the last"
    parser.add_argument("--changed", nargs="?", const="", metavar="REVISION", help=since)
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + options.minutes * 60
    if options.changed is not None:
        return in_changed_lines(options.changed or changed.base(), Limits(options.jobs, until))
    log = CACHE / "results.log"
    ledger = Ledger(functions(), log=log)
    chosen = [m for f in ledger.functions for m in f.mutants if _within(m, options.parts)]
    if options.table:
        print(table(ledger, options.table), end="")
        return 0
    if options.survivors:
        print("".join(f"{ledger.mark(mutant)} {mutant}\n" for mutant in left(ledger, chosen)), end="")
        return 0
    wanted = LEFT if options.again else "."
    same = equivalent()
    queue = [m for m in chosen if ledger.mark(m) in wanted and m.id not in same]
    if options.sample:
        queue = [m for m in queue if int(m.id, 16) % options.sample == 0]
    try:
        answers = CACHE / f"recorded-{asked()}"
        try_all(
            queue,
            ledger,
            Limits(options.jobs, until, options.thorough),
            Tests(CACHE / "reached.pickle", answers),
        )
    finally:
        ledger.write()
        changed.write_killers(log, {m.id: m.file for f in ledger.functions for m in f.mutants})
    print(table(ledger), end="")
    return 0


def in_changed_lines(since: str, limits: Limits) -> int:
    """Try the faults in new lines; fails where too many of enough survive."""
    lines = changed.lines_since(since)
    whole = functions()
    queue = changed.touched([m for f in whole for m in f.mutants], lines)
    same = equivalent()
    queue = sorted((m for m in queue if m.id not in same), key=lambda m: m.id)
    if not queue:
        print(f"no fault to plant in what changed since {since[:12]}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(whole, path=Path(folder) / "ledger.tsv", log=Path(folder) / "results.log")
        names, files = changed.tests_for(queue, lines)
        paths = tuple(sorted({name.partition("::")[0] for name in names} | files))
        given = Tests(Path(folder) / "reached.pickle", Path(folder) / "recorded", paths, frozenset(names))
        try_all(queue, ledger, limits, given)
        result = count(ledger, queue)
        print("".join(f"{ledger.mark(mutant)} {mutant}\n" for mutant in left(ledger, queue)), end="")
    print(f"{result.killed} of {result.tried} faults in changed lines caught; {len(queue) - result.tried} not tried")
    return int(_too_few(result))


def asked() -> str:
    """What the reference's answers hang on, in short: itself, the models it is asked about, and how."""
    files = [*(ROOT / "tests").glob("*.py"), *(ROOT / "tests" / "reference").glob("*.py")]
    files += [ROOT / "tests" / "differential" / "dense.py", *(SOURCE / "model").glob("*.py")]
    whole = b"".join(file.read_bytes() for file in sorted(files) if not file.name.startswith("test_"))
    return hashlib.sha256(whole).hexdigest()[:8]


def left(ledger: Ledger, group: list[Mutant]) -> list[Mutant]:
    """What survived, but for what changes nothing."""
    same = equivalent()
    return [m for m in group if ledger.mark(m) in LEFT and m.id not in same]


def _too_few(result: Count) -> bool:
    return result.killed + result.survived >= ENOUGH and result.share < LEAST


def _within(mutant: Mutant, parts: list[str]) -> bool:
    return not parts or any(mutant.file == part or mutant.file.startswith(part.rstrip("/") + "/") for part in parts)


if __name__ == "__main__":
    raise SystemExit(main())
