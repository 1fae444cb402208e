"""Which tests reach which lines, noted once and kept while lines move."""

from __future__ import annotations

import os
import pickle
import time
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from .mutants import ROOMS, SOURCE, Mutant, files
from .running import answer, in_a_fork, reached

CHUNK = 50  # tests that are timed in one process
Row = tuple[str, bool, float, dict[str, list[int]]]  # a test, whether it passes, its seconds, and its lines by file


class Reached:
    """Which tests reach which lines, and how long they take."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.seconds: dict[str, float] = {}
        self.within: dict[tuple[str, str], int] = defaultdict(int)
        self.failing: set[str] = set()
        self.lines: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.files: dict[str, set[str]] = defaultdict(set)
        self.rows: list[Row] = []
        if file.exists():
            texts, rows = pickle.loads(file.read_bytes())
            for row in still_true(texts, _texts(), rows):
                self._add(*row)

    def _add(self, name: str, fine: bool, seconds: float, lines: dict[str, list[int]]) -> None:
        self.rows.append((name, fine, seconds, lines))
        self.seconds[name] = seconds
        if not fine:
            self.failing.add(name)
            return
        for file, numbers in lines.items():
            self.files[file].add(name)
            self.within[file, name] = len(numbers)
            for number in numbers:
                self.lines[file, number].append(name)

    def complete(self, items: Sequence[pytest.Item], until: float) -> None:
        """Run the tests that aren't known yet, in copies of this process, while there is time."""
        self._forget_others(items)
        new = [item for item in items if item.nodeid not in self.seconds]
        texts, draft = _texts(), self.file.with_suffix(".draft")
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            if time.monotonic() > until:
                print(f"{len(new) - start} tests weren't timed, and aren't used", flush=True)
                break

            def work(chunk: list[pytest.Item] = chunk) -> str:
                draft.write_bytes(pickle.dumps(list(reached(chunk))))
                return "done"

            pid, reading = in_a_fork(work)
            assert answer(reading) == "done"
            os.waitpid(pid, 0)
            for row in pickle.loads(draft.read_bytes()):
                self._add(*row)
            draft.write_bytes(pickle.dumps((texts, self.rows)))
            draft.replace(self.file)
            print(f"{start + len(chunk)} of {len(new)} tests timed", flush=True)
        if new:
            failing = sorted(self.failing)
            print(f"{len(failing)} tests fail and are left out: {' '.join(failing[:9])}", flush=True)

    def _forget_others(self, items: Sequence[pytest.Item]) -> None:
        """Forget the tests that their files don't have any more: a fault that waits for one would pass for caught."""
        known = {item.nodeid for item in items}
        files = {name.partition("::")[0] for name in known}
        if not self.file.exists():
            return
        texts, rows = pickle.loads(self.file.read_bytes())
        left = [row for row in rows if row[0] in known or row[0].partition("::")[0] not in files]
        if len(left) < len(rows):
            self.file.write_bytes(pickle.dumps((texts, left)))
            Reached.__init__(self, self.file)

    def of(self, mutant: Mutant) -> set[str]:
        """The tests that reach a mutant."""
        if not mutant.live:
            return self.files.get(mutant.file) or self.seconds.keys() - self.failing
        for first, last in ((mutant.start, mutant.end), mutant.around):
            found = {name for line in range(first, last + 1) for name in self.lines.get((mutant.file, line), ())}
            if found:
                return found - self.failing
        return set()


def still_true(texts: dict[str, str], now: dict[str, str], rows: list[Row]) -> list[Row]:
    """What is still true of what was noted of other texts, with the lines as they are numbered now.

    A test that reached a line that is gone, or one below which something new stands, is to be run again.
    """
    changed = {name: _moved(text, now[name]) for name, text in texts.items() if now.get(name, text) != text}
    found = []
    for name, fine, seconds, lines in rows:
        if not any(_is_stale(changed[file], numbers) for file, numbers in lines.items() if file in changed):
            here = {file: [changed.get(file, {}).get(n, n) for n in numbers] for file, numbers in lines.items()}
            found.append((name, fine, seconds, here))
    return found


def _is_stale(moved: dict[int, int], numbers: list[int]) -> bool:
    last = max(moved, default=0)
    return any(n not in moved or (n < last and moved.get(n + 1) != moved[n] + 1) for n in numbers)


def _texts() -> dict[str, str]:
    return {file: (SOURCE / file).read_text(encoding="utf-8") for room in ROOMS for file in files(room)}


def _moved(old: str, new: str) -> dict[int, int]:
    """Where the lines are that stayed the same."""
    same = SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_matching_blocks()
    return {block.a + i + 1: block.b + i + 1 for block in same for i in range(block.size)}
