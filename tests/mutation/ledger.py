"""What became of each mutant, one letter each, a line for each function.

A line stands while its function does: `digest` is of the function's text. `k` killed by a test that failed, `t` by one
that took far too long, `s` survived all tests that reach it, `b` survived as many of them as there was time for,
`n` reached by no test, `.` not tried.
"""

from __future__ import annotations

import ast
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import yaml

from .mutants import ROOMS, Mutant, files, mutants, tree_of

HERE = Path(__file__).parent
LEDGER = HERE / "ledger.tsv"
EQUIVALENT = HERE / "equivalent.yaml"
KILLED, LEFT = "kt", "sbn"


class Function(NamedTuple):
    """The mutants of a function, and the tree they are in."""

    file: str
    name: str
    digest: str
    tree: ast.Module
    mutants: tuple[Mutant, ...]


def functions(rooms: Iterable[str] = ROOMS) -> list[Function]:
    """All functions in which faults are planted, by file."""
    found = []
    for room in rooms:
        for file in files(room):
            tree = tree_of(file)
            texts = _texts(tree)
            by_name: dict[str, list[Mutant]] = defaultdict(list)
            for mutant in mutants(file, tree):
                by_name[mutant.function].append(mutant)
            for name, group in by_name.items():
                text = texts.get(name, "") + " ".join(mutant.id for mutant in group)
                digest = hashlib.sha256(text.encode()).hexdigest()[:8]
                found.append(Function(file, name, digest, tree, tuple(group)))
    return found


def _texts(tree: ast.Module) -> dict[str, str]:
    found = {}

    def walk(node: ast.AST, scope: tuple[str, ...]) -> None:
        for child in ast.iter_child_nodes(node):
            named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
            inner = (*scope, child.name) if named else scope
            if isinstance(child, ast.FunctionDef):
                found[".".join(inner)] = ast.unparse(child)
            walk(child, inner)

    walk(tree, ())
    return found


class Ledger:
    """What is known of each mutant, by its id."""

    def __init__(self, all_: list[Function], path: Path = LEDGER, log: Path | None = None) -> None:
        self.functions, self.path, self.log = all_, path, log
        self.marks: dict[str, str] = {}
        known = {(f.file, f.name, f.digest): f for f in all_}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                file, name, digest, marks, *_ = line.split("\t")
                if found := known.get((file, name, digest)):
                    self.marks.update(zip((m.id for m in found.mutants), marks, strict=True))
        self.digests = {mutant.id: f.digest for f in all_ for mutant in f.mutants}
        self.read()

    def read(self) -> None:
        """What was noted here; it may be older than the ledger, and what was once caught stays so."""
        if self.log is not None and self.log.exists():
            for line in self.log.read_text(encoding="utf-8").splitlines():
                key, digest, mark, _ = line.split("\t")
                if self.digests.get(key) == digest and self.marks.get(key, ".") not in KILLED:
                    self.marks[key] = mark

    def put(self, mutant: Mutant, mark: str, killer: str = "") -> None:
        """Note what became of a mutant, at once and for good."""
        self.marks[mutant.id] = mark
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as stream:
                stream.write(f"{mutant.id}\t{self.digests[mutant.id]}\t{mark}\t{killer}\n")

    def mark(self, mutant: Mutant) -> str:
        return self.marks.get(mutant.id, ".")

    def write(self) -> None:
        """The whole ledger anew; functions without any result are left out."""
        lines = []
        for one in self.functions:
            marks = "".join(self.mark(mutant) for mutant in one.mutants)
            if marks.strip("."):
                lines.append("\t".join((one.file, one.name, one.digest, marks)) + "\n")
        draft = self.path.with_suffix(".draft")
        draft.write_text("".join(lines), encoding="utf-8")
        draft.replace(self.path)


def equivalent() -> dict[str, str]:
    """Why each mutant that changes nothing does so, by its id."""
    lines = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) if EQUIVALENT.exists() else None
    return {str(line["id"]): line["because"] for line in lines or ()}


class Count(NamedTuple):
    """How many mutants of some files there are, and what became of them."""

    mutants: int
    tried: int
    killed: int
    equivalent: int
    survived: int

    @property
    def share(self) -> float:
        return self.killed / max(1, self.killed + self.survived)


def count(ledger: Ledger, group: Iterable[Mutant]) -> Count:
    same = equivalent()
    marks = [(mutant, ledger.mark(mutant)) for mutant in group]
    killed = sum(mark in KILLED for _, mark in marks)
    alike = sum(mark in LEFT and mutant.id in same for mutant, mark in marks)
    left = sum(mark in LEFT and mutant.id not in same for mutant, mark in marks)
    return Count(len(marks), sum(mark != "." for _, mark in marks), killed, alike, left)


def table(ledger: Ledger, of: str = "room") -> str:
    """The counts by room or file, as a table for a page."""
    groups: dict[str, list[Mutant]] = defaultdict(list)
    for one in ledger.functions:
        groups[one.file.split("/")[0] if of == "room" else one.file].extend(one.mutants)
    rows = [(f"`{name}{'/' if of == 'room' else ''}`", count(ledger, group)) for name, group in groups.items()]
    rows.append(("all", count(ledger, [m for group in groups.values() for m in group])))
    head = (
        "| | mutants | tried | killed | equivalent | survived | killed of the non-equivalent |\n" + "|---" * 7 + "|\n"
    )
    cells = (f"| {' | '.join(map(str, (name, *c)))} | {int(c.share * 1000) / 10} % |\n" for name, c in rows)
    return head + "".join(cells)
