"""What is made of states past the budget: unsure events, wide bounds, and no remedy that might be none."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.checks.choosing import Choices
from flowvow.checks.events import Events, Missing
from flowvow.checks.instead import instead
from flowvow.graph.presence import Copy
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.conditions import All, Named, Not
from flowvow.reading.model import read_model

TESTS = Path(__file__).parents[1]
PASSED = {"sure": False, "needs": ("budget",), "late": ()}


@pytest.fixture
def case() -> Case:
    return Case(read_model(TESTS / "deadlines" / "two-parties"))


def missing(case: Case) -> list[Missing]:
    """What is missing of the shop's promises, asked anew."""
    policy, sweep = case.system.policies[0], case.sweeps["shop"]
    return Events(policy, case.rules, case.presence, sweep.reaching, case.keeping).missing


def passing(*_: object) -> int:
    raise BudgetError


def test_what_is_late_for_a_copy_whose_states_are_unsure_is_not_said_to_be_late() -> None:
    case = Case(read_model(TESTS / "deadlines" / "in-unknown-forms"))
    before = missing(case)
    assert [one.late for one in before if one.late]
    case.presence.unsure.update(node for node in case.presence.states_of if isinstance(node, Copy))
    assert missing(case) == [evolve(one, **PASSED) if one.copies else one for one in before]


def test_what_is_missing_of_a_copy_whose_states_are_unsure_is_unsure(case: Case) -> None:
    before = missing(case)
    assert {(one.rule.clause.name, one.atom, one.sure) for one in before} >= {
        ("erasing", "note-10", True),
        ("giving", "note-1", True),
        ("telling", "", True),
    }
    copies = [node for node in case.presence.states_of if isinstance(node, Copy)]
    case.presence.unsure.update(copies)
    assert missing(case) == [evolve(one, **PASSED) if one.copies else one for one in before]


def test_where_a_guard_is_unsure_every_promise_looked_at_is(case: Case) -> None:
    case.presence.vague.add(0)
    found = [(one.rule.clause.name, one.place, one.atom, one.subject, one.states, one.sure) for one in missing(case)]
    assert found == [(name, "", "", "", EVERY, False) for name in ("erasing", "giving", "telling")]


def test_what_can_not_be_worked_out_is_unsure_in_every_state(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    [first, *_] = missing(case)
    monkeypatch.setattr(Events, "spared", passing)
    assert missing(case)[0] == Missing(first.rule, "", "", "", EVERY, False, ("budget",))


def test_bounds_are_wide(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    posts = case.states.where("posts")
    before = list(case.keeping.terms("lists", "note-2", "customer"))
    assert not case.some(posts, case.states.complement(posts))
    monkeypatch.setattr(case.states, "both", passing)
    assert case.some(posts, case.states.complement(posts))
    after = list(case.keeping.terms("lists", "note-2", "customer"))
    assert [term[:2] for term in after] == [term[:2] for term in before]
    assert [term.states for term in after] == [EVERY, posts]


def test_nothing_is_said_to_happen_instead_where_it_is_unsure(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    flows = {flow.name: i for i, flow in enumerate(case.system.flows)}
    pass_on, order = flows["pass-on"], flows["order"]
    refused = Not(Named("posts"))
    assert instead(case, [pass_on], refused)
    assert not instead(case, [pass_on, order], refused)
    assert not instead(case, [pass_on], Named("posts"))
    assert case.states.of(All((Named("posts"), refused))) == NONE
    monkeypatch.setattr(case.states, "both", passing)
    assert not instead(case, [pass_on], refused)


def test_a_safeguard_is_nothing_that_happens_instead() -> None:
    case = Case(read_model(TESTS / "models" / "webshop"))
    both = All((Named("tls"), Not(Named("tls"))))
    assert not instead(case, [0], both)
    assert not instead(case, [0], All((Named("orders"), both)))


def test_of_uses_that_are_unsure_nothing_is_said_to_be_dead_or_in_wrong_hands() -> None:
    choices = Choices(Case(read_model(TESTS / "choices" / "visitor.flow.yaml")))
    wrong = choices.wrong_hands()
    assert wrong
    choices.uses = tuple(evolve(use, unsure=use is wrong[0].use) for use in choices.uses)
    assert {hands.use.flow for hands in choices.wrong_hands()} == {hands.use.flow for hands in wrong[1:]}
    dead = Choices(Case(read_model(TESTS / "choices" / "dead.flow.yaml")))
    assert dead.dead() == ["absorbed", "nowhere"]
    dead.uses = tuple(evolve(use, unsure=use.flow == "send") for use in dead.uses)
    assert dead.dead() == []
