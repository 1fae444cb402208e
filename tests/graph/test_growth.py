"""The graph as it grows: what is looked at when, what is unsure, and that formulas make the same one as diagrams."""

from __future__ import annotations

from itertools import product

import pytest

from flowvow.checks.case import Case
from flowvow.graph import growth
from flowvow.graph.budget import STEP
from flowvow.graph.copies import Copy
from flowvow.graph.growth import Growth
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Presence
from flowvow.graph.states import EVERY, NONE, States
from tests.differential.dense import dense_system
from tests.graph.building import CHOICES, network
from tests.models import random_system

NAMES = ("a", "b", "c", "d")
EVERY_STATE = [dict(zip(CHOICES, values, strict=True)) for values in product((False, True), repeat=len(CHOICES))]


def copy(holder: str, atom: str = "email", marks: int = 0) -> Copy:
    return Copy(holder, atom, "customer", None, marks, False)


def growing(states: States | None = None) -> Growth:
    parts = {"shop": ["drawer"]}
    return Growth(states or States(NAMES), {"customer": 0, "drawer": 1, "shop": 2, "court": 3}, parts)


def popped(of: Growth) -> list[Copy | int]:
    found = []
    while (item := of.pop()) is not None:
        found.append(item)
    return found


# --- what is looked at when


def test_what_waits_goes_by_its_holder_and_then_as_it_came():
    of = growing()
    court, shop, more, customer = copy("court"), copy("shop"), copy("shop", "card"), copy("customer")
    for item in (court, shop, more, copy("nobody known"), customer):
        of.push(item, item.holder)
    assert popped(of) == [copy("nobody known"), customer, shop, more, court]


def test_a_derivation_waits_until_all_its_holder_gets_was_looked_at():
    of = growing()
    of.push(7, "shop", late=1)
    of.push(8, "drawer", late=1)
    of.push(copy("shop"), "shop")
    of.push(copy("court"), "court")
    of.push(copy("nobody known"), "nobody known")
    assert popped(of) == [copy("nobody known"), 8, copy("shop"), 7, copy("court")]


def test_what_waits_waits_once_and_again_when_it_was_looked_at():
    of = growing()
    for _ in range(2):
        of.push(copy("shop"), "shop")
        of.push(copy("shop"), "shop")
        assert popped(of) == [copy("shop")]


def test_a_copy_is_looked_at_again_when_it_is_there_in_more_states():
    of = growing()
    a, b = (of.states.where(name) for name in "ab")
    of.grow(copy("shop"), a)
    assert popped(of) == [copy("shop")]
    of.grow(copy("shop"), a)
    assert popped(of) == []
    of.grow(copy("shop"), b)
    assert popped(of) == [copy("shop")]
    assert of.there(copy("shop")) == of.states.either(a, b)
    of.grow(copy("shop"), b, unsure=True)
    assert popped(of) == [copy("shop")], "whoever uses it is unsure too"
    of.grow(copy("shop"), b, unsure=True)
    assert popped(of) == []


def test_copies_are_found_at_a_holder_and_its_parts():
    of = growing()
    for holder in ("drawer", "shop", "court", "shop"):
        of.grow(copy(holder), EVERY)
    of.grow(copy("shop", "card"), EVERY)
    assert of.at("shop") == [copy("shop"), copy("shop", "card"), copy("drawer")]
    assert of.at("court") == [copy("court")]
    assert of.at("nobody") == []
    assert of.there(copy("nobody")) == NONE


# --- histories


def test_copies_of_too_many_histories_are_one_of_an_unknown_one(monkeypatch: pytest.MonkeyPatch):
    """Each datum of each subject at each holder by itself."""
    monkeypatch.setattr(growth, "VARIANTS", 2)
    of = growing()
    begun = copy("customer")
    of.grow(begun, EVERY)
    for marks in (1, 1, 1, 2, 3, 4, 2):
        of.happen(0, (begun,), copy("shop", marks=marks), EVERY, False)
    assert [one.marks for one in of.at("shop")] == [1, 2, UNKNOWN]
    others = [copy("shop", "card", 5), copy("court", marks=5), copy("shop", marks=5)._replace(subject="friend")]
    for other in others:
        of.happen(0, (begun,), other, EVERY, False)
        assert other in of.states_of


# --- past the budget


def tight(nodes: int = 4) -> States:
    """Room for two conditions, and no more."""
    states = States(NAMES, limit=nodes)
    states.where("a"), states.where("b")
    return states


def test_past_the_budget_there_is_an_upper_bound():
    states = tight()
    of = growing(states)
    a, b = states.where("a"), states.where("b")
    assert of.both(a, b) == (a, True)
    assert of.either(a, b) == (EVERY, True)
    assert of.both(a, EVERY) == of.either(a, NONE) == (a, False)


def test_what_grows_past_the_budget_is_unsure_and_so_is_what_hangs_on_it():
    states = tight()
    of = growing(states)
    a, b = states.where("a"), states.where("b")
    of.grow(copy("shop"), a)
    assert of.unsure == set()
    of.grow(copy("shop"), b)
    assert of.unsure == {copy("shop")}
    assert of.there(copy("shop")) == EVERY
    of.happen(0, (copy("shop"),), copy("court"), a, False)
    assert copy("court") in of.unsure
    of.happen(0, (copy("customer"),), copy("drawer"), a, True)
    assert copy("drawer") in of.unsure
    of.happen(0, (copy("customer"),), copy("court", "card"), a, False)
    assert copy("court", "card") not in of.unsure


def test_when_all_has_settled_formulas_are_found_to_be_none_or_every_at_once():
    of = growing()
    of.states.growing = True
    assert of.settle([]) == set()
    assert not of.states.growing


def test_what_can_not_be_decided_is_unsure_and_stays_in_the_graph(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("flowvow.graph.formulas.DECIDE", 0)
    limit, _, beyond = States.__init__.__defaults__
    monkeypatch.setattr(States.__init__, "__defaults__", (limit, 0, beyond))
    undecided = 0
    for seed in range(8):
        presence = Case(network(seed)).presence
        monkeypatch.setattr(States.__init__, "__defaults__", (limit, STEP, beyond))
        usual = Case(network(seed)).presence
        monkeypatch.setattr(States.__init__, "__defaults__", (limit, 0, beyond))
        assert set(usual.states_of) <= set(presence.states_of), seed
        undecided += len(set(presence.states_of) - set(usual.states_of))
        for node, states in presence.states_of.items():
            there = [usual.states.holds_in(usual.states_of.get(node, NONE), state) for state in EVERY_STATE]
            assert [presence.states.holds_in(states, state) for state in EVERY_STATE] == there, seed
            assert any(there) or node in presence.unsure, seed
    assert undecided > 0


# --- with formulas


@pytest.fixture
def no_diagrams(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    limit, _, beyond = States.__init__.__defaults__
    monkeypatch.setattr(States.__init__, "__defaults__", (limit, 0, beyond))
    return monkeypatch


def told(presence: Presence, states: list[dict[str, bool]]) -> dict[str, object]:
    """All that can be seen of a graph."""
    algebra = presence.states
    everywhere = {node: [algebra.holds_in(s, state) for state in states] for node, s in presence.states_of.items()}
    happening = [
        {copy: [algebra.holds_in(presence.happens(i, copy), state) for state in states] for copy in used}
        for i, used in enumerate(presence.sources)
    ]
    makes = [i for i, flow in enumerate(presence.flows) if flow.makes]
    return {
        "nodes": set(presence.graph),
        "edges": set(presence.graph.edges),
        "states": everywhere,
        "happens": happening,
        "unsure": presence.unsure
        | {(i, c) for i, used in enumerate(presence.sources) for c in used if presence.unsure_of(i, c)},
        "made": {
            i: {c: [algebra.holds_in(s, state) for state in states] for c, s in presence.products(i)} for i in makes
        },
        "held": {holder: set(presence.at(holder)) for holder in presence.vocabulary.system.actors},
    }


@pytest.mark.parametrize("make", [random_system, dense_system, network])
def test_a_graph_is_the_same_with_formulas(make, no_diagrams: pytest.MonkeyPatch):
    formulas = 0
    for seed in range(1, 9):
        system = make(seed)
        without = Case(system).presence
        formulas += any(states < NONE for states in without.states_of.values())
        no_diagrams.undo()
        usual = Case(system).presence
        names = usual.states.order
        states = [
            {name: bool(n >> i & 1) for i, name in enumerate(names)} for n in (0, 5, 2**9 - 1, 2**12 - 1, 1365, 2730)
        ]
        found, wanted = told(without, states), told(usual, states)
        for key, value in wanted.items():
            assert found[key] == value, (seed, key)
        limit, _, beyond = States.__init__.__defaults__
        no_diagrams.setattr(States.__init__, "__defaults__", (limit, 0, beyond))
    assert formulas > 1
