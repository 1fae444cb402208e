"""Sets of states without diagrams against the reference, and against diagrams that had more room."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.graph.budget import BudgetError, Purse
from flowvow.graph.climbing import climb
from flowvow.graph.states import EVERY, NONE, States
from flowvow.reading.model import read_model
from tests.agreement import disagreements
from tests.agreement_of_choices import disagreements_of_choices
from tests.models import random_system
from tests.models_of_choices import choosing_system

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


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
