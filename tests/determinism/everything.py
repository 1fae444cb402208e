"""Every command on the three systems, in one process that may be disturbed; run as a script by the tests.

``everything.py FLOWS OUT SEED [PART]`` writes what each command prints, and its exit code, to a file of its own in OUT.
With a SEED other than 0 the commands run in another order, models are named in another order, folders list their files
in another order, and it is another day. PART is one of the groups below; all where it is left out.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

SYSTEMS = ("conferencing-add-in-2007", "liveoffice-2007", "liveoffice-2010")
_DATA = dict(zip(SYSTEMS, ("log-content", "personal", "personal-info"), strict=True))
_CHOICE = dict(zip(SYSTEMS, ("cross-border", "purchase", "identifies-self"), strict=True))
_TOLD = dict(zip(SYSTEMS, ("flow:send-log", "clause:need-to-know", "clause:erasure"), strict=True))
_LATER = datetime.timedelta(days=4321)


def commands() -> dict[str, list[str]]:
    """The command lines by group; MODELS are the three systems, OUT is a file of the command's own."""
    two = "liveoffice-2007 liveoffice-2010 --mapping liveoffice-2007-to-2010.mapping.yaml"
    quick = [
        "check MODELS --format json",
        "consent MODELS --format json",
        "coverage MODELS --format json",
        "conflicts MODELS --format json",
        "deadlines MODELS --format json",
        f"diff {two} --format json",
        *(f"ask {one} --act share --data {_DATA[one]} --closest --format json" for one in SYSTEMS),
        *(f"trace {one} --data {_DATA[one]} --format json" for one in SYSTEMS),
        "explain flow:send-log conferencing-add-in-2007 --format json",
        *(f"draw {one} --view ledger --format svg -o OUT" for one in SYSTEMS),
        "draw liveoffice-2007 --view map --format svg -o OUT",
        "draw liveoffice-2007 --view map --format dot -o OUT",
    ]
    rest = [
        "check MODELS --notes",
        "consent MODELS --flows",
        "coverage MODELS",
        "conflicts MODELS --notes",
        "deadlines MODELS",
        "deadlines MODELS --as-of 2026-02-28",
        "check MODELS --as-of 2026-02-28 --format json",
        f"diff {two} --words",
        f"diff {two} --refines",
        f"draw --diff {two} --format svg -o OUT",
        "expect MODELS",
        "fmt --check MODELS",
        "check liveoffice-2007 --with liveoffice-2007/proposals/PROPOSAL",
        "draw liveoffice-2007 --with liveoffice-2007/proposals/PROPOSAL --view change --format svg -o OUT",
        *(f"schema {kind}" for kind in ("flow", "policy", "proposal", "outline", "mapping")),
        *(f"ask {one} --silent" for one in SYSTEMS),
        *(f"trace {one} --data {_DATA[one]}" for one in SYSTEMS),
        *(f"explain {_TOLD[one]} {one}" for one in SYSTEMS),
        "explain P103",
        *(
            f"draw {one} --view {view} --format {form} -o OUT"
            for one in SYSTEMS
            for view, form in (
                ("map", "svg"),
                ("map", "dot"),
                ("map", "mermaid"),
                ("clauses", "svg"),
                (f"data:{_DATA[one]}", "dot"),
                (f"choice:{_CHOICE[one]}", "dot"),
            )
        ),
        "draw liveoffice-2007 --view ledger --format png -o OUT",
        "draw liveoffice-2007 --view ledger --format pdf -o OUT",
    ]
    return {"quick": quick, "rest": rest}


class _Entries:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return self._entries

    def __next__(self) -> os.DirEntry[str]:
        return next(self._entries)

    def __enter__(self) -> _Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is open."""


def disturb(chance: random.Random) -> None:
    """Folders list their files in another order, and it is another day."""
    scandir, listdir = os.scandir, os.listdir

    def shuffled(path: str = ".") -> _Entries:
        with scandir(path) as found:
            entries = list(found)
        chance.shuffle(entries)
        return _Entries(entries)

    def listed(path: str = ".") -> list[str]:
        names = listdir(path)
        chance.shuffle(names)
        return names

    class Date(datetime.date):
        @classmethod
        def today(cls) -> datetime.date:
            return datetime.datetime.now().date()

    class DateTime(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return super().now(tz) + _LATER

    os.scandir, os.listdir = shuffled, listed
    datetime.date, datetime.datetime = Date, DateTime


def run(words: list[str]) -> tuple[int, bytes]:
    """One command's exit code, and the bytes it prints."""
    from flowvow.cli import main

    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=sys.stdout.encoding, errors="strict", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
    out.flush()
    return code, raw.getvalue()


def everything(flows: Path, out: Path, seed: int, part: str = "") -> None:
    """Run them all."""
    chance = random.Random(seed)
    lines = [line for group, lines in commands().items() for line in lines if part in ("", group)]
    models = list(SYSTEMS)
    if seed:
        disturb(chance)
        chance.shuffle(lines)
    os.chdir(flows)
    out.mkdir(parents=True, exist_ok=True)
    proposal = min(name for name in os.listdir("liveoffice-2007/proposals") if name.endswith(".broken.yaml"))
    for line in lines:
        if seed:
            chance.shuffle(models)
        name = line.replace(" ", "_").replace("/", "-")
        words = []
        for word in line.split():
            words += models if word == "MODELS" else [word.replace("PROPOSAL", proposal)]
        form = line.partition("--format ")[2].partition(" ")[0]
        target = out / f"file.{form.replace('mermaid', 'mmd')}"
        code, told = run([str(target) if word == "OUT" else word for word in words])
        if target.exists():
            told += target.read_bytes()
            target.unlink()
        (out / name).write_bytes(f"exit {code}\n".encode() + told)


if __name__ == "__main__":
    everything(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), int(sys.argv[3]), *sys.argv[4:5])
