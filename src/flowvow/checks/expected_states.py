"""In which states findings are there, compared with the states in which they are expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.findings.finding import Cause, Finding
from flowvow.graph.states import EVERY, NONE, BudgetError, States
from flowvow.model.conditions import All, Expression, Named, Not, names_in

Signed = Sequence[Sequence[str]]


def in_states(when: Expression, findings: Sequence[Finding]) -> Answer:
    """Whether the findings together are there in all states of ``when``."""
    causes = [finding.cause for finding in findings]
    states = _algebra(names_in(when), causes)
    try:
        wanted = states.of(when)
        if wanted == NONE:
            return Unmet("its `when` never holds")
        there = states.union(_states(states, cause.enabled_by) for cause in causes)
        if states.within(wanted, there):
            return Met()
        stopped = EVERY
        for cause in causes:
            stopped = states.both(stopped, _states(states, cause.stopped_by))
        if states.both(wanted, stopped) == NONE and any(cause.enabled_more for cause in causes):
            return Unsure(("more of the states in which it is found than are listed",))
    except BudgetError:
        return Unsure(("a larger budget",))
    return Unmet("it is not found in all those states", cause=causes[0])


def within(inner: Cause, outer: Cause) -> bool:
    """Whether the states of one cause are certainly among those of another."""
    if inner.enabled_more:
        return False
    states = _algebra((), (inner, outer))
    try:
        return states.within(_states(states, inner.enabled_by), _states(states, outer.enabled_by))
    except BudgetError:
        return False


def _algebra(names: Iterable[str], causes: Sequence[Cause]) -> States:
    signed = {name for cause in causes for one in (*cause.enabled_by, *cause.stopped_by) for name in one}
    return States(sorted({*names, *(name.removeprefix("not ") for name in signed)}))


def _states(states: States, sets: Signed) -> int:
    return states.union(states.of(All(tuple(map(_literal, one)))) for one in sets)


def _literal(signed: str) -> Expression:
    name = signed.removeprefix("not ")
    return Named(name) if name == signed else Not(Named(name))
