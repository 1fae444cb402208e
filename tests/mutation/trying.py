"""Trying mutants: first those that can be planted while the program runs, then those that can't."""

from __future__ import annotations

import os
import pickle
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from .ledger import Ledger
from .mutants import Mutant
from .running import SLOW, answer, collected, first_failing, in_a_fork, reached, settled

SLICES = "tests/mutation/slices.py"
BUDGET = 6.0  # seconds of tests for a mutant, the quickest first
EARLY = 3.0  # for one that is planted before the tests are imported
CHUNK = 100  # tests that are timed in one process
KEPT = 6  # how many tests that killed in a function come first in it


class Limits(NamedTuple):
    """How many processes, until when, and whether all tests are run, not the quickest alone."""

    jobs: int
    until: float
    thorough: bool


class Tests(NamedTuple):
    """Which tests there are: where what they reach is noted, their files, and their names; otherwise all."""

    noted: Path
    answers: Path
    paths: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    def among(self, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The items that are wanted: those with a name that is, and all of files that are wanted whole."""
        named = {name.partition("::")[0] for name in self.names}
        return [
            i for i in items if not self.names or i.nodeid in self.names or i.nodeid.partition("::")[0] not in named
        ]


class Reached:
    """Which tests reach which lines, and how long they take."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.seconds: dict[str, float] = {}
        self.failing: set[str] = set()
        self.lines: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.files: dict[str, set[str]] = defaultdict(set)
        self.order: dict[str, int] = {}
        if file.exists():
            for name, fine, seconds, lines in pickle.loads(file.read_bytes()):
                self._add(name, fine, seconds, lines)

    def _add(self, name: str, fine: bool, seconds: float, lines: dict[str, list[int]]) -> None:
        self.seconds[name] = seconds
        if not fine:
            self.failing.add(name)
            return
        for file, numbers in lines.items():
            self.files[file].add(name)
            for number in numbers:
                self.lines[file, number].append(name)

    def complete(self, items: Sequence[pytest.Item]) -> None:
        """Run the tests that aren't known yet, in a copy of this process."""
        new = [item for item in items if item.nodeid not in self.seconds]
        if not new:
            return
        old = pickle.loads(self.file.read_bytes()) if self.file.exists() else []
        for start in range(0, len(new), CHUNK):
            chunk = new[start : start + CHUNK]
            draft = self.file.with_suffix(".draft")

            def work(chunk: list[pytest.Item] = chunk, draft: Path = draft) -> str:
                draft.write_bytes(pickle.dumps(list(reached(chunk))))
                return "done"

            pid, reading = in_a_fork(work)
            assert answer(reading) == "done"
            os.waitpid(pid, 0)
            old += pickle.loads(draft.read_bytes())
            draft.write_bytes(pickle.dumps(old))
            draft.replace(self.file)
            print(f"{start + len(chunk)} of {len(new)} tests timed", flush=True)
        self.__init__(self.file)  # type: ignore[misc]
        failing = sorted(self.failing)
        print(f"{len(failing)} tests fail and are left out: {' '.join(failing[:9])}", flush=True)

    def of(self, mutant: Mutant) -> set[str]:
        """The tests that reach a mutant."""
        if not mutant.live:
            return self.files.get(mutant.file, set())
        for first, last in ((mutant.start, mutant.end), mutant.around):
            found = {name for line in range(first, last + 1) for name in self.lines.get((mutant.file, line), ())}
            if found:
                return found
        return set()


def chosen(
    found: Iterable[str], tests: Reached, limits: Limits, before: Sequence[str], budget: float
) -> tuple[list[str], bool]:
    """The tests to run, in their order, and whether these are all."""
    usable = [name for name in found if tests.seconds[name] < SLOW or limits.thorough]

    def rank(name: str) -> tuple[float, str]:
        if name in before:
            return -1 - before.index(name), name
        return tests.seconds[name] * (0.25 if name.startswith(SLICES) else 1), name

    usable.sort(key=rank)
    if limits.thorough:
        return usable, True
    taken, spent = [], 0.0
    for name in usable:
        spent += tests.seconds[name]
        if spent > budget and taken:
            return taken, False
        taken.append(name)
    return taken, len(taken) == len(list(found))


def try_all(queue: Sequence[Mutant], ledger: Ledger, limits: Limits, given: Tests) -> None:
    """Try mutants until time is up; each result is in the ledger at once."""
    if not queue:
        return
    early: list[Mutant] = []
    pid, reading = in_a_fork(lambda: _in_a_warm_process(queue, ledger, limits, given), quiet=False)
    ids = set(answer(reading).split())
    os.waitpid(pid, 0)
    ledger.read()
    early = [mutant for mutant in queue if mutant.id in ids]
    _early(early, ledger, limits, given)


def _in_a_warm_process(queue: Sequence[Mutant], ledger: Ledger, limits: Limits, given: Tests) -> str:
    early: list[str] = []

    def work(session: pytest.Session) -> None:
        from . import slices
        from .planting import alive

        items = given.among(session.items)
        slices.record(given.answers, {item.nodeid for item in items})
        tests = Reached(given.noted)
        tests.complete(items)
        live = alive()
        settled()
        early.extend(_live(queue, ledger, limits, tests, items, live))

    collected(work, given.paths)
    return " ".join(early)


class Running(NamedTuple):
    mutant: Mutant
    reading: int
    whole: bool


def _live(
    queue: Sequence[Mutant],
    ledger: Ledger,
    limits: Limits,
    tests: Reached,
    wanted: Sequence[pytest.Item],
    live: object,
) -> Iterable[str]:
    items = {item.nodeid: item for item in wanted}
    killers: dict[tuple[str, str], list[str]] = defaultdict(list)
    early: list[str] = []
    running: dict[int, Running] = {}
    trees = {id(m): f.tree for f in ledger.functions for m in f.mutants}
    begun, done = time.monotonic(), 0

    def finish() -> None:
        nonlocal done
        pid, status = os.waitpid(-1, 0)
        one = running.pop(pid)
        told = answer(one.reading)
        mark, killer = _mark(status, told, one.whole)
        if mark == "e" or (mark in "sbn" and not one.mutant.live):
            early.append(one.mutant.id)
            return
        if mark == ".":
            print(f"can't be tried: {one.mutant}", flush=True)
            return
        if killer:
            first = killers[one.mutant.file, one.mutant.function]
            if killer in first:
                first.remove(killer)
            first.append(killer)
            del first[:-KEPT]
        ledger.put(one.mutant, mark, killer)
        done += 1
        if done % 250 == 0:
            print(f"{done} of {len(queue)}, {(time.monotonic() - begun) / done:.2f} s each", flush=True)

    for mutant in queue:
        if time.monotonic() > limits.until:
            break
        found = tests.of(mutant) & items.keys()
        if not found:
            ledger.put(mutant, "n")
            continue
        names, whole = chosen(found, tests, limits, killers[mutant.file, mutant.function], BUDGET)
        order = [(items[name], tests.seconds[name]) for name in names]
        while len(running) >= limits.jobs:
            finish()
        pid, reading = in_a_fork(_attempt(mutant, trees[id(mutant)], live, order))
        running[pid] = Running(mutant, reading, whole)
    while running:
        finish()
    return early


def _attempt(mutant: Mutant, tree: object, live: object, order: list[tuple[pytest.Item, float]]) -> Callable[[], str]:
    def work() -> str:
        from . import slices
        from .planting import NotLiveError, plant_live

        slices.ANEW[0] = mutant.file.startswith("model/")
        try:
            plant_live(tree, mutant, live)  # type: ignore[arg-type]
        except NotLiveError:
            return "early"
        except Exception:  # the fault shows while a constant is made
            return "killed while imported"
        name = first_failing(order)
        return f"killed {name}" if name else "survived"

    return work


def _mark(status: int, told: str, whole: bool) -> tuple[str, str]:
    """A letter for the ledger, and the test that killed."""
    if told.startswith("killed "):
        return "k", told.removeprefix("killed ")
    if told == "survived":
        return ("s" if whole else "b"), ""
    if told == "early":
        return "e", ""
    return ("t" if os.WIFSIGNALED(status) else "."), ""  # ended from outside, as time ran out; or a fault of ours


def _early(queue: Sequence[Mutant], ledger: Ledger, limits: Limits, given: Tests) -> None:
    """Each in a process that imports the program and the tests anew."""
    import attrs  # noqa: F401
    import graphviz  # noqa: F401
    import hypothesis  # noqa: F401
    import networkx  # noqa: F401
    import yaml  # noqa: F401

    tests = Reached(given.noted)
    trees = {id(m): f.tree for f in ledger.functions for m in f.mutants}
    killers: dict[str, list[str]] = defaultdict(list)
    running: dict[int, Running] = {}
    settled()

    def finish() -> None:
        pid, status = os.waitpid(-1, 0)
        one = running.pop(pid)
        mark, killer = _mark(status, answer(one.reading), one.whole)
        if killer and not killer.startswith("while"):
            killers[one.mutant.file] = [*[k for k in killers[one.mutant.file] if k != killer], killer][-KEPT:]
        ledger.put(one.mutant, mark, killer)

    for i, mutant in enumerate(queue):
        if time.monotonic() > limits.until:
            break
        found = tests.of(mutant)
        if not found:
            ledger.put(mutant, "n")
            continue
        names, whole = chosen(found, tests, limits, killers[mutant.file], EARLY)
        while len(running) >= limits.jobs:
            finish()
        pid, reading = in_a_fork(_early_attempt(mutant, trees[id(mutant)], names, tests, given))
        running[pid] = Running(mutant, reading, whole)
        if i % 100 == 99:
            print(f"{i + 1} of {len(queue)} early ones", flush=True)
    while running:
        finish()


def _early_attempt(mutant: Mutant, tree: object, names: list[str], tests: Reached, given: Tests) -> Callable[[], str]:
    def work() -> str:
        from .planting import plant_early

        told = ["killed while imported"]

        def run(session: pytest.Session) -> None:
            from . import slices

            slices.FOLDER[:] = [given.answers]
            slices.ANEW[0] = mutant.file.startswith("model/")
            items = {item.nodeid: item for item in session.items}
            if not names or any(name not in items for name in names):
                return  # a file of tests can't be imported, or has others
            name = first_failing([(items[name], tests.seconds[name]) for name in names])
            told[0] = f"killed {name}" if name else "survived"

        try:
            plant_early(tree, mutant)  # type: ignore[arg-type]
            collected(run, sorted({name.partition("::")[0] for name in names} | {SLICES}))
        except BaseException:
            return "killed while imported"
        return told[0]

    return work
