"""Faults in changed lines alone, with the tests that are known to catch faults in those files."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from pathlib import Path

from .ledger import HERE
from .mutants import ROOT, SOURCE, Mutant
from .running import LEFT_OUT

KILLERS = HERE / "killers.tsv"
MOST = 8  # tests of each file
SLICES = 4  # of those in which product and reference are compared
HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def base() -> str:
    """What the last commit came after: its parent, or of a branch where it left `main`."""
    for words in (["merge-base", "HEAD", "origin/main"], ["rev-parse", "HEAD~1"]):
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode == 0 and done.stdout != head.stdout:
            return done.stdout.strip()
    return "HEAD"


def lines_since(revision: str) -> dict[str, set[int]]:
    """The numbers of the lines that are new or changed, by file."""
    command = ["git", "diff", "-U0", "--no-color", "--no-ext-diff", "--no-prefix", revision, "--", "src", "tests"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, set[int]] = {}
    file = ""
    for line in done.stdout.splitlines():
        if line.startswith("+++ "):
            file = line[4:].rstrip("\t")
        elif hunk := HUNK.match(line):
            first, many = int(hunk[1]), int(hunk[2] or 1)
            found.setdefault(file, set()).update(range(first, first + many))
    return found


def touched(all_: list[Mutant], lines: dict[str, set[int]]) -> list[Mutant]:
    """The mutants whose piece has a changed line."""
    inside = SOURCE.relative_to(ROOT).as_posix()
    return [m for m in all_ if lines.get(f"{inside}/{m.file}", set()) & set(range(m.start, m.end + 1))]


def tests_for(queue: list[Mutant], lines: dict[str, set[int]]) -> tuple[set[str], set[str]]:
    """Tests by name, and files of tests that are taken whole because they changed too."""
    known = killers()
    files = {mutant.file for mutant in queue}
    rooms = {file.split("/")[0] for file in files - known.keys()}
    names = {name for file in files for name in known.get(file, ())}
    names |= {name for file, few in known.items() if file.split("/")[0] in rooms for name in few[:1]}
    names |= {
        f"tests/mutation/slices.py::test_product_and_reference_agree[{kind}-{10 * i}]"
        for kind in ("model", "dense")
        for i in range(SLICES)
    }
    whole = {file for file in lines if file.startswith("tests/") and Path(file).name.startswith("test_")}
    out = tuple(f"tests/{name}" for name in LEFT_OUT)
    return names, {file for file in whole if (ROOT / file).exists() and not file.startswith(out)}


def write_killers(log: Path, files_of: dict[str, str]) -> None:
    """Of each file the tests that caught most faults in it, from the log of a run; other files keep theirs."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for line in log.read_text(encoding="utf-8").splitlines():
        key, _, _, killer = line.split("\t")
        if "::" in killer and key in files_of:
            counted[files_of[key]][killer] += 1
    best = {file: names for file, names in killers().items() if file in files_of.values()}
    for file, tests in counted.items():
        now = sorted(tests, key=lambda name: (-tests[name], name))
        best[file] = list(dict.fromkeys([*now, *best.get(file, ())]))[:MOST]
    KILLERS.write_text("".join("\t".join((file, *best[file])) + "\n" for file in sorted(best)), encoding="utf-8")


def killers() -> dict[str, list[str]]:
    """Of each file the tests that caught most faults in it."""
    rows = KILLERS.read_text(encoding="utf-8").splitlines() if KILLERS.exists() else ()
    return {file: names for file, *names in (row.split("\t") for row in rows)}
