"""What `never`, `reaches` and `always-reaches` answer, held to the reference on random models, state by state."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from attrs import evolve

from flowvow.checks.ask import ask
from flowvow.checks.case import Case
from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.graph.states import BudgetError
from flowvow.model.clauses import Clause, ClauseForm, Policy, Reach
from flowvow.model.conditions import ConditionKind, Expression
from flowvow.model.system import Expect, Expectation, System
from tests.models import Maker
from tests.reference import Reference, enabling_sets
from tests.reference.facts import YES, State, true_in


def asked(seed: int) -> tuple[System, list[Reach], Expression]:
    """A random model, reaches that its flows likely fit, and states to leave out."""
    maker = Maker(seed)
    system = maker.system()
    maker.random = Random(seed)
    reaches = [maker.reach(maker.one(*system.flows), 0.7) for _ in range(4)]
    reaches += [Reach(recipient=("mailer",))] * any(flow.any_of for flow in system.flows)
    expectations = tuple(Expectation(Expect.REACHES, reach) for reach in reaches)
    return evolve(system, expectations=expectations, expects=True), reaches, maker.expression(maker.variables)


def fitting(system: System, reach: Reach) -> dict[State, float]:
    """How well something fits in each state, by the reference: as an exception would fit it."""
    clause = Clause("asked", "asked", ClauseForm.FORBID, reach)
    reference = Reference(evolve(system, policies=(Policy("asked", system.policies[0].party, clauses=(clause,)),)))
    return {
        state: max((reference.fits(reach, clause, unit, c, True) for unit, cs in units.items() for c in cs), default=0)
        for state, units in ((state, reference.units(state)) for state in reference.states())
    }


def questions(reach: Reach, unless: Expression) -> list[Expectation]:
    never = [Expectation(Expect.NEVER, reach, unless=one) for one in (None, unless)]
    return [*never, Expectation(Expect.REACHES, reach), Expectation(Expect.ALWAYS_REACHES, reach)]


def answered(expectation: Expectation, fits: dict[State, float]) -> tuple[str, set[State]]:
    """What becomes of an expectation, and of one that is unmet the states that tell it."""
    spared = {s for s in fits if expectation.unless is not None and true_in(expectation.unless, s)}
    sure, possible = {s for s in fits if fits[s] == YES}, {s for s in fits if fits[s]}
    if expectation.kind is Expect.NEVER:
        if sure - spared:
            return "it happens", sure - spared
        return ("unsure" if possible - spared else "met"), set()
    if expectation.kind is Expect.REACHES:
        return ("met", set()) if sure else ("unsure", set()) if possible else ("no flow does", set(fits))
    if len(possible) < len(fits):
        return "it doesn't in some states", set(fits) - sure
    return ("met" if len(sure) == len(fits) else "unsure"), set()


def told(answer: Answer) -> tuple[str, set[frozenset[str]]]:
    """The same of the product's answer, with what enables those states."""
    match answer:
        case Unmet(because, _, cause):
            return because, {frozenset(one) for one in cause.enabled_by}
        case Unsure():
            return "unsure", set()
        case Met():
            return "met", set()


@pytest.mark.parametrize("start", range(0, 60, 3))
def test_answers_are_those_of_the_reference(start: int) -> None:
    for seed in range(start, start + 3):
        system, reaches, unless = asked(seed)
        case = Case(system)
        names = [name for name, one in system.conditions.items() if one.kind is not ConditionKind.SAFEGUARD]
        for reach in reaches:
            fits = fitting(system, reach)
            for expectation in questions(reach, unless):
                because, states = answered(expectation, fits)
                assert told(ask(case, expectation)) == (because, enabling_sets(states, names)), (seed, expectation)


def test_every_answer_is_given() -> None:
    given: Counter[str] = Counter()
    for seed in range(60):
        system, reaches, unless = asked(seed)
        case = Case(system)
        given.update(told(ask(case, one))[0] for reach in reaches for one in questions(reach, unless))
    assert len(given) == 5
    assert min(given.values()) > 5


def test_past_the_budget_nothing_is_sure_and_nothing_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    system, *_ = asked(0)
    case = Case(system)
    flow = system.flows[0]
    monkeypatch.setattr(case.presence, "unsure_of", lambda *_: True)
    there, elsewhere = Reach(sender=(flow.sender,), recipient=(flow.recipient,)), Reach(act=("sell",))
    assert ask(case, Expectation(Expect.REACHES, there)) == Unsure(("the facts left out on the way",))
    assert ask(case, Expectation(Expect.NEVER, elsewhere)) == Met()
    monkeypatch.setattr(case.states, "either", lambda *_: _raise())
    assert ask(case, Expectation(Expect.REACHES, there)) == Unsure(("a larger budget",))


def _raise() -> int:
    raise BudgetError
