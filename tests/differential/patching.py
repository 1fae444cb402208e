"""Applies a patch to a folder, without a program for it: each hunk where its old lines stand, and stand once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class PatchError(Exception):
    """A patch that doesn't fit the files."""


class Hunk(NamedTuple):
    """Lines of one file that become others."""

    file: str
    old: str
    new: str


def hunks(patch: str) -> Iterator[Hunk]:
    """The hunks of a unified diff; what stands above its first file is left alone."""
    file, old, new = "", [], []
    for line in [*patch.splitlines(), "@@"]:
        if line.startswith(("--- a/", "@@", "+++ b/")):
            if old or new:
                yield Hunk(file, "".join(old), "".join(new))
            old, new = [], []
            file = line.removeprefix("--- a/") if line.startswith("---") else file
        elif file:
            old += [f"{line[1:]}\n"] if line[:1] in (" ", "-", "") else []
            new += [f"{line[1:]}\n"] if line[:1] in (" ", "+", "") else []


def apply(patch: str, folder: Path) -> None:
    """Change the files of a folder.

    Raises:
        PatchError: the old lines of a hunk aren't in its file, or are there more than once.
    """
    for hunk in hunks(patch):
        path = folder / hunk.file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if text.count(hunk.old) != 1:
            raise PatchError(f"{hunk.file} has these lines {text.count(hunk.old)} times, not once:\n{hunk.old}")
        path.write_text(text.replace(hunk.old, hunk.new), encoding="utf-8", newline="\n")
