"""Under which names data, choices and states are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.about_choice import listed, names_at, weighty, widest
from flowvow.checks.case import Case, _tidy
from flowvow.findings.finding import Level
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY
from flowvow.reading.model import read_model

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def case() -> Case:
    return Case(read_model(TESTS / "checks" / "names"))


@pytest.mark.parametrize(
    ("atoms", "names"),
    [
        ({"part-1", "part-2", "part-10", "part-11"}, ("all",)),
        ({"part-1", "part-2", "part-10"}, ("part-10", "same", "some")),
        ({"part-1", "part-2"}, ("same", "some")),
        ({"part-10", "part-2"}, ("part-2", "part-10")),
        ({"part-11"}, ("part-11",)),
        ({"sum-1", "sum-2", "part-10"}, ("part-10", "sums")),
    ],
)
def test_the_widest_names(case: Case, atoms: set[str], names: tuple[str, ...]) -> None:
    assert widest(case, atoms) == names
    assert names_at(case, None, atoms) == names


@pytest.mark.parametrize(
    ("flow", "atoms", "names"),
    [
        ("send", {"part-1", "part-2"}, ("some",)),
        ("send", {"part-1"}, ("part-1",)),
        ("send", {"part-1", "part-2", "part-10"}, ("part-10", "some")),
        ("whole", {"part-1", "part-2", "part-10"}, ("all",)),
        ("whole", {"part-10", "part-2"}, ("part-2", "part-10")),
        ("whole", {"part-1", "part-2", "part-10", "part-11"}, ("all", "one")),
        ("add", {"sum-1", "sum-2"}, ("sums",)),
        ("add", {"sum-1"}, ("sum-1",)),
        ("add", {"sum-1", "part-1"}, ("part-1", "sum-1")),
        ("order", {"part-1", "part-2"}, ("part-1", "part-2")),
    ],
)
def test_the_names_that_a_flow_lists(case: Case, flow: str, atoms: set[str], names: tuple[str, ...]) -> None:
    """A name where all that the flow carries of it is meant, or all of it."""
    [found] = [one for one in case.system.flows if one.name == flow]
    assert case.names_of(found, atoms) == names
    assert names_at(case, found, atoms) == names


@pytest.mark.parametrize(
    ("choice", "level"),
    [("part-1", Level.NOTE), ("part-2", Level.WARNING), ("news", Level.WARNING), ("given", Level.WARNING)],
)
def test_a_choice_weighs_as_it_is_promised(case: Case, choice: str, level: Level) -> None:
    """Not so one that only has the name of data that are to be deleted."""
    assert weighty(case, choice) is level


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a", "a"),
        ("ab", "a and b"),
        ("abcdef", "a, b, c, d, e and f"),
        ("abcdefg", "a, b, c, d, e, f and 1 more"),
        ("abcdefgh", "a, b, c, d, e, f and 2 more"),
    ],
)
def test_words_in_a_row(words: str, told: str) -> None:
    assert listed(words) == told


@pytest.mark.parametrize(("atom", "holder"), [("number", "archive"), ("email", "customer")])
def test_what_begins_somewhere_took_no_route_there(atom: str, holder: str) -> None:
    """Whether or not a flow carries it on."""
    case = Case(read_model(TESTS / "choices" / "elsewhere.flow.yaml"))
    [copy] = [one for one in case.presence.beginnings.everywhere(atom) if one.holder == holder]
    assert case.route_to([Target(copy, -1, EVERY, False)]) == ()


def test_sets_stand_by_size_then_by_name_whatever_the_sign() -> None:
    sets = [("not a", "b"), ("not b", "a"), ("c10",), ("b", "not a", "c2"), ("not c2",)]
    assert _tidy(sets) == (("not c2",), ("c10",), ("a", "not b"), ("not a", "b"), ("not a", "b", "c2"))
