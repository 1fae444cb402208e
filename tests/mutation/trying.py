"""Trying mutants: first those that can be planted while the program runs, then those that can't."""

from __future__ import annotations

import os
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from math import inf
from pathlib import Path
from typing import NamedTuple

import pytest

from .ledger import Ledger
from .mutants import Mutant
from .reaching import Reached
from .running import SLOW, answer, collected, first_failing, in_a_fork, settled

SLICES = "tests/mutation/slices.py"
QUICK = 1.5  # seconds of tests for a mutant, the quickest first
BUDGET = 8.0  # and so many with those that reach most in a second
EARLY = 3.0  # for one that is planted before the tests are imported
ANEW = 25  # how much longer a slice takes when the reference is asked anew
KEPT = 6  # how many tests that killed in a function come first in it


class Limits(NamedTuple):
    """How many processes, until when, and which tests: the quickest, those that reach most, or all."""

    jobs: int
    until: float
    thorough: bool = False


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


Order = list[tuple[str, float]]


def chosen(mutant: Mutant, tests: Reached, limits: Limits, before: Sequence[str], budget: float) -> tuple[Order, bool]:
    """The tests to run with their seconds, in their order, and whether these are all."""
    anew = mutant.file.startswith("model/")

    def seconds(name: str) -> float:
        return tests.seconds[name] * (ANEW if anew and name.startswith(SLICES) else 1)

    def quick(name: str) -> tuple[float, str]:
        if name in before:
            return -1 - before.index(name), name
        return seconds(name) * (0.25 if name.startswith(SLICES) else 1), name

    def telling(name: str) -> tuple[float, str]:
        return -tests.within[mutant.file, name] / (0.05 + seconds(name)), name

    found = tests.of(mutant)
    usable = [name for name in found - tests.failing if seconds(name) < SLOW or limits.thorough]
    taken: dict[str, float] = {}
    for rank, most in ((quick, QUICK), (telling, inf if limits.thorough else budget)):
        for name in sorted(usable, key=rank):
            if name not in taken:
                taken[name] = seconds(name)
                if sum(taken.values()) > most:
                    break
    return list(taken.items()), len(taken) == len(found)


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
        now = time.monotonic()
        tests.complete(items, (now + limits.until) / 2)
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
    sound: set[str] = set()
    waiting = deque(queue)
    begun, done = time.monotonic(), 0

    def is_sound(name: str) -> bool:
        """Whether a test that killed passes without a fault; what it is compared with may have changed."""
        if name in sound or name not in items:
            return True
        pid, reading = in_a_fork(lambda: first_failing([(items[name], tests.seconds[name])]) or "passes")
        fine = answer(reading) == "passes"
        os.waitpid(pid, 0)
        (sound if fine else tests.failing).add(name)
        if not fine:
            print(f"fails without a fault, and is left out: {name}", flush=True)
        return fine

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
        if killer and not is_sound(killer):
            waiting.append(one.mutant)
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

    while (waiting or running) and time.monotonic() < limits.until:
        if not waiting:
            finish()
            continue
        mutant = waiting.popleft()
        names, whole = chosen(mutant, tests, limits, killers[mutant.file, mutant.function], BUDGET)
        order = [(items[name], seconds) for name, seconds in names if name in items]
        if not order:
            ledger.put(mutant, "n")
            continue
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
            room = one.mutant.file.split("/")[0]
            killers[room] = [*[k for k in killers[room] if k != killer], killer][-2 * KEPT :]
        ledger.put(one.mutant, mark, killer)

    for i, mutant in enumerate(queue):
        if time.monotonic() > limits.until:
            break
        names, whole = chosen(mutant, tests, limits, killers[mutant.file.split("/")[0]], EARLY)
        if not names:
            ledger.put(mutant, "n")
            continue
        while len(running) >= limits.jobs:
            finish()
        pid, reading = in_a_fork(_early_attempt(mutant, trees[id(mutant)], names, given))
        running[pid] = Running(mutant, reading, whole)
        if i % 100 == 99:
            print(f"{i + 1} of {len(queue)} early ones", flush=True)
    while running:
        finish()


def _early_attempt(mutant: Mutant, tree: object, order: Order, given: Tests) -> Callable[[], str]:
    def work() -> str:
        from .planting import plant_early

        told = ["killed while imported"]

        def run(session: pytest.Session) -> None:
            from . import slices

            slices.FOLDER[:] = [given.answers]
            slices.ANEW[0] = mutant.file.startswith("model/")
            items = {item.nodeid: item for item in session.items}
            if any(name not in items for name, _ in order):
                return  # a file of tests can't be imported, or has others
            name = first_failing([(items[name], seconds) for name, seconds in order])
            told[0] = f"killed {name}" if name else "survived"

        try:
            plant_early(tree, mutant)  # type: ignore[arg-type]
            collected(run, sorted({name.partition("::")[0] for name, _ in order} | {SLICES}))
        except BaseException:
            return "killed while imported"
        return told[0]

    return work
