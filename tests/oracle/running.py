"""Compares random models, on all cores, and counts what was in them and what was left out."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.system import System
from tests.differential.dense import dense_system
from tests.models import random_system

from .compare import differences
from .facts import TooManyMarksError
from .solve import Answer, answers

SLICE = 10
LINES = 5  # shown of each model that fails
PASSED_OVER = {
    "delays": "a promised deletion where one waits for another",
}
KINDS = {"plain": random_system, "dense": dense_system}


class Compared(NamedTuple):
    """What came of some models.

    Attributes:
        told: lines by kind and seed; of a model that all agree about none.
        met: in how many models each verdict, role, deciding form and need was.
        left: how many models or clauses the oracle passed over, and why.
    """

    told: dict[tuple[str, int], list[str]]
    met: Counter[str]
    left: Counter[str]

    def __add__(self, other: object) -> Compared:
        assert isinstance(other, Compared)
        return Compared(self.told | other.told, self.met + other.met, self.left + other.left)


def compare(kind: str, seeds: range) -> Compared:
    """The models of these seeds, one after the other."""
    found = Compared({}, Counter(), Counter())
    for seed in seeds:
        found += _one(kind, seed)
    return found


def _one(kind: str, seed: int) -> Compared:
    system = KINDS[kind](seed)
    try:
        ours = answers(system)
        lines = [str(difference) for difference in differences(system, ours)]
    except TooManyMarksError as error:
        return Compared({}, Counter(), Counter([f"model: {error}"]))
    except Exception:
        return Compared({(kind, seed): [traceback.format_exc()]}, Counter(), Counter())
    told = {(kind, seed): lines} if lines else {}
    seen = {"models": 1, **dict.fromkeys(met(system, ours.values()), 1)}
    return Compared(told, Counter(seen), Counter(left_out(system, ours.values())))


def left_out(system: System, found: Iterable[Answer]) -> Iterator[str]:
    """What of a model the oracle says nothing about."""
    over = {clause: why for answer in found for clause, why in answer.passed_over.items()}
    for clause in system.clauses:
        if clause.form is ClauseForm.DUTY:
            yield "clause: a duty"
        elif clause.require is not None and clause.require.need is Need.NOTIFY:
            yield "clause: a promised notice"
        elif clause.id in over:
            yield f"clause: {PASSED_OVER[over[clause.id]]}"


def met(system: System, found: Iterable[Answer]) -> set[str]:
    """What the answers of a model have in them."""
    forms = {clause.id: clause.form.value for clause in system.clauses}
    forms |= {c.id: c.require.need.value for c in system.clauses if c.require is not None}
    seen: set[str] = set()
    for answer in found:
        seen |= {f"role {use.role}" for use in answer.uses}
        seen |= {f"verdict {verdict}" for verdict in answer.verdicts.values()}
        seen |= {f"decided by {forms[clause]}" for clauses in answer.deciding.values() for clause in clauses}
        seen |= {f"missing {forms[event.clause]}" for event in answer.events}
    return seen


def compare_all(kind: str, seeds: range) -> Compared:
    """The same on all cores."""
    slices = [range(start, min(start + SLICE, seeds.stop)) for start in range(seeds.start, seeds.stop, SLICE)]
    found = Compared({}, Counter(), Counter())
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(compare, [kind] * len(slices), slices):
            found += part
    return found
