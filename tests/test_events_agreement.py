"""Product and reference agree about promised events, on random models of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from flowvow.checks.case import Case
from flowvow.checks.statuses import status_of
from flowvow.model.system import System

from .agreement import _events
from .models_of_events import eventful_system
from .reference import Reference

MODELS, SLICE = 120, 10


def disagreements(system: System) -> Iterator[str]:
    """What they say differently of a model: what is missing in which state, and what becomes of each clause."""
    case, reference = Case(system), Reference(system)
    for state in reference.states():
        yield from (f"{sorted(state)}: {text}" for text in _events(case, reference, state))
    theirs = reference.statuses()
    for clause in system.clauses:
        if status_of(case, clause) is not theirs[clause.id]:
            yield f"status of {clause.id}: {status_of(case, clause)}, reference {theirs[clause.id]}"


@pytest.mark.parametrize("start", range(0, MODELS, SLICE))
def test_product_and_reference_agree(start: int) -> None:
    assert [(seed, text) for seed in range(start, start + SLICE) for text in disagreements(eventful_system(seed))] == []


def test_every_sort_of_lack_is_there() -> None:
    found: Counter[tuple[str, str]] = Counter()
    for seed in range(MODELS):
        for events in Case(eventful_system(seed)).events.values():
            for one in events.missing:
                how = "late" if one.late else "behind" if one.behind else "missing" if one.sure else "unsure"
                found[one.rule.clause.require.need.value, how] += 1
    assert len(found) == 10, found
