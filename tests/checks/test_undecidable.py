"""What is told of units whose states are too many to decide, or known only roughly: undecided, by what might speak.

A judge that gives up at once stands in for one that passes the budget: which small model passes it, and where, hangs on
how states are kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.checks.run import check
from flowvow.checks.uses import uses
from flowvow.findings.finding import Level
from flowvow.graph.presence import Copy, Presence
from flowvow.graph.states import BudgetError
from flowvow.reading.model import read_model

from ..conftest import Compare

RULINGS = Path(__file__).parents[1] / "models" / "rulings"
NAMES = sorted(file.name.removesuffix(".flow.yaml") for file in RULINGS.glob("*.flow.yaml"))


def told(name: str) -> str:
    """Findings, by which routes, and how each clause ends."""
    report = check(read_model(RULINGS / f"{name}.flow.yaml"))
    lines = []
    for finding in report.at_least(Level.WARNING):
        lines.append(f"{finding.code} {finding.message}")
        lines += [f"  {route.shows.value}: {', '.join(s.flow for s in route.steps)}" for route in finding.routes]
    lines += [f"{clause.id}: {clause.status.value}" for clause in report.clauses]
    return "".join(f"{line}\n" for line in lines)


def give_up(*_: object) -> None:
    raise BudgetError


@pytest.mark.parametrize("name", NAMES)
def test_whatever_might_speak_of_a_unit_is_undecided(
    name: str, monkeypatch: pytest.MonkeyPatch, same_text: Compare
) -> None:
    monkeypatch.setattr("flowvow.checks.sweep.Bench", give_up)
    same_text(f"undecidable-{name}.txt", told(name))


def of_the_first(presence: Presence, i: int, copy: Copy) -> bool:
    return copy == next(iter(presence.sources[i]), None)


@pytest.mark.parametrize("name", NAMES)
def test_where_one_source_is_known_roughly_nothing_is_sure(
    name: str, monkeypatch: pytest.MonkeyPatch, same_text: Compare
) -> None:
    monkeypatch.setattr(Presence, "unsure_of", of_the_first)
    same_text(f"roughly-{name}.txt", told(name))


def test_what_a_flow_carries_is_known_roughly_past_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the states of its first pair of ends, unsurely."""
    case = Case(read_model(RULINGS / "sources.flow.yaml"))
    whole = list(uses(case.presence))
    monkeypatch.setattr(case.states, "union", give_up)
    rough = list(uses(case.presence))
    assert [(one.flow, one.atom, one.subject) for one in rough] == [(one.flow, one.atom, one.subject) for one in whole]
    assert [one.states for one in rough] == [case.presence.happens(*one.copies[0]) for one in rough]
    assert {one.unsure for one in rough} == {True}
