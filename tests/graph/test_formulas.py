"""Sets of states without diagrams against all states one by one, and against diagrams that had more room."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.checks.case import Case
from flowvow.graph.budget import BudgetError, Purse
from flowvow.graph.climbing import climb
from flowvow.graph.hitting import hit
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.conditions import Expression
from flowvow.reading.model import read_model
from tests.agreement import disagreements
from tests.agreement_of_choices import disagreements_of_choices
from tests.graph.test_states import NAMES, enabling, every_state, expressions, holds
from tests.models import random_system
from tests.models_of_choices import choosing_system

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def formulas() -> States:
    """An algebra in which no operation may make a node, so that all but single conditions are formulas."""
    return States(NAMES, step=0, beyond=True)


@given(expressions)
@settings(max_examples=300)
def test_minimal_sets_are_all_the_minimal_sets(expression: Expression):
    states = formulas()
    sets, more = states.minimal_sets(states.of(expression))
    assert more == 0
    assert len(set(sets)) == len(sets)
    assert {frozenset(one) for one in sets} == set(enabling(expression))
    assert [len(one) for one in sets] == sorted(len(one) for one in sets)


@given(expressions)
@settings(max_examples=300)
def test_hitting_finds_them_without_climbing_too(expression: Expression):
    states = formulas()
    a = states.of(expression)
    net, complement = states.formulas.net(a), states.formulas.net(states.complement(a))
    names = [(states._literal(label), label) for rank in range(len(NAMES)) for label in (2 * rank, 2 * rank + 1)]
    wanted = {frozenset(label for name, label in names if name in one) for one in enabling(expression)}
    found = list(hit(net, complement, Purse(100_000)))
    assert len(found) == len(wanted)
    assert set(found) == wanted


@given(expressions, expressions)
@settings(max_examples=200)
def test_the_algebra_is_that_of_sets(one: Expression, other: Expression):
    states = formulas()
    a, b = states.of(one), states.of(other)
    asked = [
        (states.complement(a), lambda s: not holds(one, s)),
        (states.both(a, b), lambda s: holds(one, s) and holds(other, s)),
        (states.either(a, b), lambda s: holds(one, s) or holds(other, s)),
        (states.less(a, b), lambda s: holds(one, s) and not holds(other, s)),
        (states.given(a, {"a": True, "c": False}), lambda s: holds(one, s | {"a": True, "c": False})),
    ]
    for made, wanted in asked:
        truths = [wanted(s) for s in every_state()]
        assert [states.holds_in(made, s) for s in every_state()] == truths
        assert (made == NONE) == (not any(truths))
        assert (made == EVERY) == all(truths)
        found = states.some_state(made)
        assert (found is None) == (made == NONE)
        assert found is None or wanted(found)
    assert states.complement(states.complement(a)) == a
    assert states.within(a, b) == all(holds(other, s) for s in every_state() if holds(one, s))


@pytest.fixture
def no_diagrams(monkeypatch: pytest.MonkeyPatch) -> None:
    limit, _, beyond = States.__init__.__defaults__
    monkeypatch.setattr(States.__init__, "__defaults__", (limit, 0, beyond))


@pytest.mark.usefixtures("no_diagrams")
@pytest.mark.parametrize("first", range(0, 60, 15))
def test_all_verdicts_and_causes_are_those_of_the_reference(first: int):
    """Loops, joins, seals, guards of every kind; see `tests/agreement.py` for all that is compared."""
    assert not [
        (seed, text) for seed in range(first, first + 15) for text in islice(disagreements(random_system(seed)), 3)
    ]


@pytest.mark.usefixtures("no_diagrams")
@pytest.mark.parametrize("first", range(0, 24, 8))
def test_all_that_choices_do_is_as_in_the_reference(first: int):
    found = (
        (seed, text)
        for seed in range(first, first + 8)
        for text in islice(disagreements_of_choices(choosing_system(seed)), 3)
    )
    assert not list(found)


# --- networks


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[object]:
    """Writes a network of the benchmarks and gives its case."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from networks import network
    from writing import put

    def made(shape: str, guards: str, *sizes: int) -> Case:
        return Case(read_model(put(tmp_path / f"{shape}-{guards}", network(shape, guards, *sizes))))

    yield made
    for name in ("networks", "writing"):
        sys.modules.pop(name, None)


def far(case: Case) -> int:
    """The states in which the last flow happens."""
    last = len(case.system.flows) - 1
    return case.states.union(case.presence.happens(last, copy) for copy in case.presence.sources[last])


SHAPES = [
    (shape, guards) for shape in ("random", "loops", "mesh", "layers") for guards in ("one", "two", "fallback", "not")
]


@pytest.mark.parametrize(("shape", "guards"), SHAPES)
def test_networks_have_the_sets_that_their_diagrams_have(
    write, monkeypatch: pytest.MonkeyPatch, shape: str, guards: str
):
    """Small enough for a diagram, and then told without."""
    seed = next(n for n in range(9) if far(write(shape, guards, 14, 60, 9, n)) != NONE)
    case = write(shape, guards, 14, 60, 9, seed)
    wanted = [case.states.minimal_sets(one) for one in (far(case), case.states.complement(far(case)))]
    limit, _, beyond = States.__init__.__defaults__
    monkeypatch.setattr(States.__init__, "__defaults__", (limit, 0, beyond))
    case = write(shape, guards, 14, 60, 9, seed)
    a = far(case)
    assert a < NONE, "a formula"
    assert [case.states.minimal_sets(one) for one in (a, case.states.complement(a))] == wanted


@pytest.mark.parametrize("guards", ["one", "fallback"])
def test_a_thousand_sets_of_a_large_network_are_minimal_and_meet_what_stops_it(write, guards: str):
    """L8, where states can't be listed: 200 actors, 1,200 flows and 64 choices."""
    case = write("random", guards)
    states, a = case.states, far(case)
    assert a < NONE, "a formula"
    cause = case.cause(a)
    assert len(cause.stopped_by) == 1000
    assert cause.stopped_more > 0
    assert (len(cause.enabled_by), cause.enabled_more > 0) == ((185, False) if guards == "one" else (1000, True))
    for sets, there in ((cause.enabled_by, a), (cause.stopped_by, states.complement(a))):
        assert len({frozenset(one) for one in sets}) == len(sets)
        assert [len(one) for one in sets] == sorted(map(len, sets))
        for one in sets[:: max(1, len(sets) // 10)]:
            held = {name.removeprefix("not "): not name.startswith("not ") for name in one}
            assert states.given(there, held) == EVERY
            assert all(states.given(there, {n: v for n, v in held.items() if n != name}) != EVERY for name in held)
    enabling, stopping = ({frozenset(one) for one in sets} for sets in (cause.enabled_by, cause.stopped_by))
    for one in enabling:
        against = {name.removeprefix("not ") if name.startswith("not ") else f"not {name}" for name in one}
        assert not any(against.isdisjoint(other) for other in stopping)


# --- past the budget


@given(expressions, st.integers(0, 60))
@settings(max_examples=200)
def test_past_the_budget_the_smallest_are_told_and_that_there_are_more(expression: Expression, steps: int):
    states = formulas()
    a = states.of(expression)
    wanted = set(enabling(expression))
    net, complement = states.formulas.net(a), states.formulas.net(states.complement(a))
    found: list[frozenset[int]] = []
    passed = False
    try:
        for one in hit(net, complement, Purse(steps)):
            found.append(one)
    except BudgetError:
        passed = True
    named = [frozenset(states._literal(label) for label in one) for one in found]
    assert set(named) <= wanted
    last = max(map(len, named), default=0)
    assert {one for one in wanted if len(one) < last} <= set(named)
    assert passed or set(named) == wanted


def test_a_list_cut_short_says_that_there_is_more(monkeypatch: pytest.MonkeyPatch, write):
    monkeypatch.setattr("flowvow.graph.budget.FEW", 400)
    case = write("loops", "one")
    a = far(case)
    case.states.purse.rest = 0
    sets, more = case.states.minimal_sets(case.states.complement(a))
    assert 0 < len(sets) < 1000
    assert more > 0


def test_climbing_past_the_budget_is_an_error(write):
    case = write("loops", "one")
    with pytest.raises(BudgetError):
        list(climb(case.states.formulas.net(far(case)), 1000, Purse(50)))


def test_what_is_past_the_budget_is_undecided_for_a_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys):
    from flowvow.cli import main

    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from networks import network
    from writing import put

    monkeypatch.setattr("flowvow.graph.formulas.DECIDE", 0)
    assert main(["consent", "--flow", "far", str(put(tmp_path / "loops", network("loops", "not")))]) == 3
    assert capsys.readouterr().err.startswith("undecided: more choices decide together than can be worked out")
