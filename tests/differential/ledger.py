"""What was compared so far: one line for each run of seeds, appended and never changed.

Columns: date, commit (with ``+`` where the files at work differed from it), kind, first and last seed, models, and how
many of them product and reference disagreed about.
"""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "ledger.tsv"
ROOT = Path(__file__).parents[2]
HEAD = ("date", "commit", "kind", "first", "last", "models", "disagreements")
AT_WORK = (
    "src/flowvow",
    "tests/reference",
    "tests/differential",
    ":(exclude)tests/differential/ledger.tsv",  # it grows with every run
    *(f"tests/{name}.py" for name in ("agreement", "agreement_of_choices", "models", "models_of_choices")),
)


class Entry(NamedTuple):
    """One line."""

    date: str
    commit: str
    kind: str
    first: int
    last: int
    models: int
    disagreements: int


def read(file: Path = FILE) -> list[Entry]:
    """All lines; none where there is no file yet."""
    lines = file.read_text(encoding="utf-8").splitlines()[1:] if file.exists() else []
    rows = [line.split("\t") for line in lines if line]
    return [Entry(*row[:3], *map(int, row[3:])) for row in rows]


def write(entries: list[Entry], file: Path = FILE) -> None:
    """The whole file, replaced at once."""
    rows = (HEAD, *entries)
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    fresh = file.with_suffix(f".{os.getpid()}")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(file)


def add(kind: str, seeds: range, disagreements: int, file: Path = FILE) -> Entry:
    """One more run of seeds; a line that it goes on from, of the same day and commit, grows instead."""
    entries = read(file)
    here = Entry(datetime.now(UTC).date().isoformat(), commit(), kind, seeds[0], seeds[-1], len(seeds), disagreements)
    before = entries[-1] if entries else None
    if before and before[:3] == here[:3] and before.last + 1 == here.first:
        models, wrong = before.models + here.models, before.disagreements + disagreements
        here = here._replace(first=before.first, models=models, disagreements=wrong)
        entries.pop()
    write([*entries, here], file)
    return here


def next_seed(kind: str, file: Path = FILE) -> int:
    """The first seed after all that were compared."""
    return max((entry.last + 1 for entry in read(file) if entry.kind == kind), default=0)


def commit() -> str:
    """The commit that is checked out, short."""
    try:
        name = _git("rev-parse", "--short", "HEAD").strip()
        return name + "+" * bool(_git("status", "--porcelain", "--", *AT_WORK).strip())
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout
