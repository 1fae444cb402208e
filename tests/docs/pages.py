"""A page of documentation as its reader follows it: files to write, commands to run, and what they print.

A paragraph that ends in a file's name and a colon writes the block below it to that file; one that begins with `Add`
adds it at the file's end. A ``console`` block holds commands after ``$``, each with all that it prints.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from flowvow.cli import main
from flowvow.reading.tidy import tidy

ROOT = Path(__file__).parents[2]
_FILE = re.compile(r"(?:^|\s)`([\w./-]+\.(?:yaml|txt|md))`[^`]*:$")
_SHORT = re.compile(r"(-\w) [\w{},]+, --")
_TIME = re.compile(r"\bin \d+\.\d+s\b")


class Block(NamedTuple):
    """A fenced block.

    Attributes:
        kind: the word after the fence.
        lines: what stands in it.
        begin: the index of its first line in the page.
        file: the file that the paragraph above names, or empty.
        added: whether it goes to that file's end.
    """

    kind: str
    lines: list[str]
    begin: int
    file: str = ""
    added: bool = False


def blocks(lines: list[str]) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    paragraph: list[str] = []
    i = 0
    while i < len(lines):
        if not lines[i].startswith("```"):
            if lines[i].strip() and paragraph and not paragraph[-1].strip():
                paragraph = []
            paragraph.append(lines[i])
            i += 1
            continue
        end = next(j for j in range(i + 1, len(lines)) if lines[j] == "```")
        said = " ".join(" ".join(paragraph).split())
        named = _FILE.search(said)
        yield Block(lines[i][3:].strip(), lines[i + 1 : end], i + 1, named[1] if named else "", said.startswith("Add"))
        paragraph = []
        i = end + 1


def tidied(page: str) -> str:
    """The page with each of its files written the one way that `flowvow fmt` writes it."""
    lines = page.split("\n")
    for block in reversed(list(blocks(lines))):
        if block.file.endswith(".yaml") and not block.added:
            written = tidy("".join(f"{line}\n" for line in block.lines), block.file)
            lines[block.begin : block.begin + len(block.lines)] = written.removesuffix("\n").split("\n")
    return "\n".join(lines)


def follow(page: str, folder: Path) -> str:
    """The page with what its commands really print, when it is followed in an empty folder."""
    lines = page.split("\n")
    shell = _Shell(folder)
    changes = []
    for block in blocks(lines):
        if block.file and block.kind in ("yaml", "text"):
            shell.write(block.file, "".join(f"{line}\n" for line in block.lines), block.added)
        elif block.kind == "console":
            changes.append((block, _replayed(block.lines, shell)))
    for block, printed in reversed(changes):
        lines[block.begin : block.begin + len(block.lines)] = printed
    return "\n".join(lines)


def _replayed(lines: list[str], shell: _Shell) -> list[str]:
    printed: list[str] = []
    for at, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        until = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("$ ")), len(lines))
        told = lines[at + 1 : until]
        found = shell.run(line[2:])
        same = _alike(told) == _alike(found)
        printed += [line, *(told if same else found)]
    return printed


def _alike(lines: list[str]) -> str:
    """A text less what differs from run to run, and from one Python's help texts to another's."""
    text = _TIME.sub("in a moment", "\n".join(lines))
    return " ".join(_SHORT.sub(r"\1, --", text).split()) if text.startswith("usage: ") else text


class _Shell:
    """As much of a shell as the pages need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0

    def write(self, name: str, text: str, added: bool) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a" if added else "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)

    def run(self, command: str) -> list[str]:
        """The lines that a command prints."""
        command, _, cut = command.partition(" | ")
        name, *words = shlex.split(command)
        if name == "cd":
            self.folder = (self.folder / words[0]).resolve()
            return []
        if name == "mkdir":
            (self.folder / words[-1]).mkdir(parents=True)
            return []
        if name == "touch":
            (self.folder / words[0]).touch()
            return []
        if command == "echo $?":
            return [str(self.code)]
        if name == "cat":
            return (self.folder / words[0]).read_text(encoding="utf-8").removesuffix("\n").split("\n")
        found = self._flowvow(words) if name == "flowvow" else self._pytest(words)
        lines = found.removesuffix("\n").split("\n") if found else []
        end, _, count = cut.partition(" -n ")
        return {"head": lines[: int(count or 0)], "tail": lines[-int(count or 0) :]}.get(end, lines)

    def _flowvow(self, words: list[str]) -> str:
        told = io.StringIO()
        plain = {"COLUMNS": "80", "NO_COLOR": "1"}
        with (
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(told),
            contextlib.redirect_stderr(told),
            mock.patch.dict(os.environ, plain),
        ):
            try:
                self.code = main(words)
            except SystemExit as stop:  # argparse: help, version
                self.code = int(stop.code or 0)
        return told.getvalue()

    def _pytest(self, words: list[str]) -> str:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *words],
            cwd=self.folder,
            env={**plain, "COLUMNS": "80", "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.code = done.returncode
        return done.stdout.replace("collecting ... ", "") + done.stderr  # on a terminal it is wiped away
