"""The laws of section 8 of the semantics that speak of choices, on what the flows of random models carry.

What is so in a state is asked of the reference; the sets are the product's. Each docstring ends with a fault that the
test was seen to catch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import product

from attrs import evolve

from flowvow.checks.case import Case
from flowvow.checks.uses import uses
from flowvow.findings.finding import Cause
from flowvow.model.conditions import ConditionKind, Default
from flowvow.model.system import System

from .models_of_choices import choosing_system
from .reference import Reference, State

SEEDS = range(5000, 5150)
Use = tuple[str, str, str]


def causes(system: System) -> dict[Use, Cause]:
    """By what each use is enabled, stopped and so by default."""
    case = Case(system)
    return {(use.flow, use.atom, use.subject): case.cause(use.states) for use in uses(case.presence)}


def with_default(system: System, choice: str, default: Default) -> System:
    return evolve(system, conditions={**system.conditions, choice: evolve(system.conditions[choice], default=default)})


def unstated(system: System) -> list[str]:
    kind = ConditionKind.CHOICE
    return [c.name for c in system.conditions.values() if c.kind is kind and c.default is Default.UNSTATED]


def test_l5_stating_a_default_overturns_nothing_but_undecided() -> None:
    """What happens, or not, by default while one choice's default isn't stated is so whichever way it is stated.

    Fails where an unstated default passes for a refused one, or where undecided is said of what is no either way.
    """
    met: Counter[tuple[str, str]] = Counter()
    for seed in SEEDS:
        system = choosing_system(seed)
        for choice in unstated(system):
            before = causes(system)
            stated = [causes(with_default(system, choice, d)) for d in (Default.GRANTED, Default.REFUSED)]
            for use, was in before.items():
                now = [after[use].by_default for after in stated]
                met += Counter((was.by_default, one) for one in now)
                if was.by_default != "undecided":
                    assert now == [was.by_default] * 2, (seed, choice, use)
                elif len(unstated(system)) == 1:
                    assert set(now) == {"yes", "no"}, (seed, choice, use)
    assert min(met["undecided", "yes"], met["undecided", "no"], met["yes", "yes"], met["no", "no"]) > len(SEEDS) // 4


def implicants(names: list[str], there: set[State], states: list[State]) -> set[frozenset[str]]:
    """Every set of signed names that puts all states into a set of states and has none to spare: by trying them all."""
    found = set()
    for signs in product(("", "not ", None), repeat=len(names)):
        one = frozenset(f"{sign}{name}" for sign, name in zip(signs, names, strict=True) if sign is not None)
        if not any(smaller <= one for smaller in found) and within(one, there, states):
            found = {other for other in found if not one <= other} | {one}
    return found


def within(one: frozenset[str], there: set[State], states: list[State]) -> bool:
    agree = [s for s in states if all((x.removeprefix("not ") in s) != x.startswith("not ") for x in one)]
    return set(agree) <= there


def told_and_tried(system: System) -> Iterator[tuple[Use, Cause, set[frozenset[str]], set[frozenset[str]]]]:
    """Of each use what the product tells, and the enabling and stopping sets that are found by trying."""
    reference, told = Reference(system), causes(system)
    states = reference.states()
    names = sorted({name for state in states for name in state})
    for use, there in reference.there().items():
        without = {state for state in states if state not in there}
        yield use, told[use], implicants(names, {*there}, states), implicants(names, without, states)


def hold_l8(monotone: bool) -> None:
    """Each told set enables (or stops), has no name to spare, and none is left out."""
    met: Counter[int] = Counter()
    for seed in SEEDS:
        system = choosing_system(seed, monotone)
        for use, cause, enabling, stopping in told_and_tried(system):
            assert {frozenset(one) for one in cause.enabled_by} == enabling, (seed, use)
            assert {frozenset(one) for one in cause.stopped_by} == stopping, (seed, use)
            assert len(cause.enabled_by) == len(enabling), (seed, use)
            assert len(cause.stopped_by) == len(stopping), (seed, use)
            assert (cause.enabled_more, cause.stopped_more) == (0, 0), (seed, use)
            signs = {name.startswith("not ") for one in enabling for name in one}
            if monotone:
                assert True not in signs, (seed, use)
                assert all(name.startswith("not ") for one in stopping for name in one), (seed, use)
            met[len(enabling)] += bool(signs) if monotone else True in signs
    assert sum(met.values()) > len(SEEDS) // 4, met
    assert met[2] > len(SEEDS) // 20, met


def test_l8_of_monotone_guards() -> None:
    """Without `not`, choices only enable: no enabling set has a `not`, and every name of a stopping set has one.

    Fails where of two ways the longer is told too, or where a stopping set stops one of two ways alone.
    """
    hold_l8(monotone=True)


def test_l8_of_guards_with_not() -> None:
    """What is so with one name and another, or without the one and with a third, is so with the other two.

    Fails where sets that the others cover together are left out, or where the guards' own sets are told.
    """
    hold_l8(monotone=False)
