"""Sets of states against all states one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.graph.states import EVERY, NONE, BudgetError, States, by_default, mentioned
from flowvow.model.conditions import All, Condition, ConditionKind, Default, Expression, Named, Not, Some

NAMES = ("a", "b", "c", "d")
expressions = st.recursive(
    st.sampled_from(NAMES).map(Named),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Some(tuple(parts))),
    ),
    max_leaves=10,
)


def holds(expression: Expression, state: Mapping[str, bool]) -> bool:
    match expression:
        case Named(name):
            return state[name]
        case Not(part):
            return not holds(part, state)
        case All(parts):
            return all(holds(part, state) for part in parts)
        case Some(parts):
            return any(holds(part, state) for part in parts)


def every_state() -> list[dict[str, bool]]:
    return [dict(zip(NAMES, values, strict=True)) for values in product((False, True), repeat=len(NAMES))]


def meets(one: frozenset[str], state: Mapping[str, bool]) -> bool:
    return all(not state[name[4:]] if name.startswith("not ") else state[name] for name in one)


def enabling(expression: Expression) -> Iterator[frozenset[str]]:
    """All minimal sets of signed conditions, by trying every set from the smallest on."""
    signed = [*NAMES, *(f"not {name}" for name in NAMES)]
    found: list[frozenset[str]] = []
    for size in range(len(NAMES) + 1):
        for one in map(frozenset, combinations(signed, size)):
            if any(f"not {name}" in one for name in one) or any(smaller <= one for smaller in found):
                continue
            if all(holds(expression, state) for state in every_state() if meets(one, state)):
                found.append(one)
    yield from found


@given(expressions)
def test_minimal_sets_are_all_the_minimal_sets(expression: Expression):
    states = States(NAMES)
    sets, more = states.minimal_sets(states.of(expression))
    assert more == 0
    assert {frozenset(one) for one in sets} == set(enabling(expression))
    assert [len(one) for one in sets] == sorted(len(one) for one in sets)


@given(expressions, expressions)
def test_the_algebra_is_that_of_sets(one: Expression, other: Expression):
    states = States(NAMES)
    a, b = states.of(one), states.of(other)
    asked = {
        states.complement(a): lambda s: not holds(one, s),
        states.both(a, b): lambda s: holds(one, s) and holds(other, s),
        states.either(a, b): lambda s: holds(one, s) or holds(other, s),
        states.less(a, b): lambda s: holds(one, s) and not holds(other, s),
    }
    for made, wanted in asked.items():
        assert [states.holds_in(made, s) for s in every_state()] == [wanted(s) for s in every_state()]
    assert states.complement(states.complement(a)) == a
    assert states.within(a, b) == all(holds(other, s) for s in every_state() if holds(one, s))
    found = states.some_state(a)
    assert (found is None) == (a == NONE)
    assert found is None or holds(one, found)


@given(expressions, st.lists(st.sampled_from(Default), min_size=4, max_size=4))
@settings(max_examples=60)
def test_by_default_tries_every_choice_that_is_unstated(expression: Expression, defaults: list[Default]):
    """`a` and `b` are choices, `c` and `d` circumstances of which some assignment will do."""
    conditions = {
        name: Condition(name, ConditionKind.CHOICE if name in "ab" else ConditionKind.CIRCUMSTANCE, "", default)
        for name, default in zip(NAMES, defaults, strict=True)
    }
    states = States(NAMES)
    values = {Default.GRANTED: (True,), Default.REFUSED: (False,), Default.UNSTATED: (False, True)}
    answers = {
        any(holds(expression, dict(zip(NAMES, (a, b, c, d), strict=True))) for c, d in product((0, 1), repeat=2))
        for a in values[defaults[0]]
        for b in values[defaults[1]]
    }
    wanted = {(True,): "yes", (False,): "no"}.get(tuple(answers), "undecided")
    assert by_default(states, states.of(expression), conditions) == wanted


def test_two_to_the_sixteen_sets_are_counted_and_the_smallest_listed():
    pairs = [(f"a{i}", f"b{i}") for i in range(16)]
    states = States([name for pair in pairs for name in pair])
    met = states.of(All(tuple(Some((Named(a), Named(b))) for a, b in pairs)))
    sets, more = states.minimal_sets(met, most=10)
    assert len(sets) == 10
    assert len(sets) + more == 2**16


def test_always_and_never():
    states = States(NAMES)
    assert states.minimal_sets(EVERY) == (((),), 0)
    assert states.minimal_sets(NONE) == ((), 0)


def test_a_set_past_the_budget_is_an_error_and_never_an_answer():
    """Pairs that stand far apart in the order have no small diagram."""
    names = [f"a{i}" for i in range(16)] + [f"b{i}" for i in range(16)]
    states = States(names, limit=2000)
    with pytest.raises(BudgetError):
        states.of(Some(tuple(All((Named(f"a{i}"), Named(f"b{i}"))) for i in range(16))))


def test_what_a_state_is_no_part_of_is_settled_beforehand():
    states = States(NAMES)
    expression = All((Named("a"), Some((Named("signed"), Not(Named("b"))))))
    a, b = states.where("a"), states.where("b")
    assert states.of(expression, {"signed": True}) == a
    assert states.of(expression, {"signed": False}) == states.less(a, b)
    assert states.of(Not(Named("signed")), {"signed": True}) == NONE
    assert states.of(Named("a"), {"signed": True}) == a


def test_conditions_that_a_state_does_not_name_count_as_not_holding():
    states = States(NAMES)
    a, b = states.where("a"), states.where("b")
    assert states.holds_in(states.less(a, b), {"a": True})
    assert not states.holds_in(a, {})
    assert states.given(a, {"unknown": True}) == a
    assert states.given(states.both(a, b), {"b": True, "unknown": False}) == a


def test_an_operation_makes_no_more_nodes_than_a_step_and_the_next_as_many_again():
    states = States(NAMES, step=1)
    a, b, c, d = (states.where(name) for name in NAMES)
    one, other = states.either(a, c), states.either(b, d)
    with pytest.raises(BudgetError):
        states.both(one, other)
    assert not states.surely_within(one, other)
    states.step = 9
    assert states.both(one, other) != NONE


def test_to_settle_conditions_takes_what_it_takes():
    states = States(NAMES)
    a, b, c, _ = (states.where(name) for name in NAMES)
    chosen = states.either(states.both(a, b), states.less(c, a))
    states.step = 0
    assert states.surely_within(a, a)
    settled = states.given(chosen, {"b": True})
    assert [states.holds_in(settled, s) for s in every_state()] == [s["a"] or s["c"] for s in every_state()]


def test_one_diagram_is_found_within_another_where_a_step_will_do():
    states = States(NAMES)
    a, b, c, d = (states.where(name) for name in NAMES)
    two = states.both(a, b)
    assert states.surely_within(two, a)
    assert not states.surely_within(a, two)
    one, other = states.either(a, d), states.either(b, c)
    states.step = 0
    assert not states.surely_within(one, other)
    states.step = 9
    assert states.surely_within(two, other)


def test_by_default_a_circumstance_may_make_up_for_a_choice_that_nobody_states():
    kinds = {"a": ConditionKind.CHOICE, "b": ConditionKind.CHOICE}
    conditions = {
        name: Condition(name, kinds.get(name, ConditionKind.CIRCUMSTANCE), "", Default.UNSTATED) for name in NAMES
    }
    states = States(NAMES)
    a, c = states.where("a"), states.where("c")
    assert by_default(states, states.either(a, c), conditions) == "yes"
    assert by_default(states, states.both(a, c), conditions) == "undecided"
    assert by_default(states, states.less(c, a), conditions) == "undecided"
    assert by_default(states, c, conditions) == "yes"
    assert by_default(states, NONE, conditions) == "no"


def test_by_default_is_undecided_past_the_budget():
    names = [f"a{i}" for i in range(6)] + [f"b{i}" for i in range(6)] + ["c", "d"]
    kind = {"c": ConditionKind.CIRCUMSTANCE}
    conditions = {n: Condition(n, kind.get(n, ConditionKind.CHOICE), "", Default.UNSTATED) for n in names}
    states = States(names)
    far = states.of(Some(tuple(All((Named(f"a{i}"), Named(f"b{i}"))) for i in range(6))))
    near = states.of(All(tuple(Some((Named(f"a{i}"), Named(f"b{5 - i}"))) for i in range(6))))
    chosen = states.either(states.both(states.where("c"), far), states.less(near, states.where("c")))
    assert by_default(states, chosen, conditions) == "undecided"
    states.diagrams.limit = 0
    states.step = 0
    assert by_default(states, chosen, conditions) == "undecided"


def test_conditions_are_mentioned_in_order_and_once():
    expressions = [Some((Named("b"), Not(Named("a")))), All((Named("c"), Named("b")))]
    assert mentioned(expressions) == ["b", "a", "c"]
