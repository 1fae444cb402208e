"""What flows carry, by datum, and in which states: the rows of every question about consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from flowvow.graph.presence import Copy, Presence
from flowvow.graph.states import NONE, BudgetError, States
from flowvow.model.conditions import ConditionKind
from flowvow.text.natural import natural


@frozen(slots=True, eq=False)
class Use:
    """What one flow, all its pairs of ends together, carries (a derivation: takes in) of one atom about one subject.

    Attributes:
        flow: the flow's name.
        index: its pairs that carry it in some state.
        states: in which it happens.
        copies: what is carried, each with its pair.
        unsure: whether the states are only an upper bound, because the budget was passed.
    """

    flow: str
    index: tuple[int, ...]
    atom: str
    subject: str
    states: int
    copies: tuple[tuple[int, Copy], ...]
    unsure: bool


def uses(presence: Presence) -> Iterator[Use]:
    """All uses that happen in some state, deletions aside, in natural order of flow, atom and subject."""
    found: dict[tuple[str, str, str], list[tuple[int, Copy, int]]] = {}
    for i, flow in enumerate(presence.flows):
        for copy in presence.sources[i] if i not in presence.deletions else ():
            states = presence.happens(i, copy)
            if states != NONE:
                found.setdefault((flow.name, copy.atom, copy.subject), []).append((i, copy, states))
    for name, atom, subject in sorted(found, key=lambda key: [natural(part) for part in key]):
        ways = found[name, atom, subject]
        unsure = any(presence.unsure_of(i, copy) for i, copy, _ in ways)
        try:
            states = presence.states.union(states for _, _, states in ways)
        except BudgetError:
            states, unsure = ways[0][2], True
        copies = tuple((i, copy) for i, copy, _ in ways)
        yield Use(name, tuple(dict.fromkeys(i for i, _ in copies)), atom, subject, states, copies, unsure)


class Hinges:
    """What sets of states hinge on, asked again and again.

    Args:
        states: the algebra.
        choosers: for each choice the actors whose choice it is.
    """

    def __init__(self, states: States, choosers: Mapping[str, frozenset[str]]) -> None:
        self.states = states
        self.choosers = choosers
        self._support: dict[int, tuple[str, ...]] = {}
        self._halves: dict[tuple[int, str], tuple[int, int]] = {}

    def support(self, a: int) -> tuple[str, ...]:
        """The conditions it depends on."""
        found = self._support.get(a)
        if found is None:
            found = self._support[a] = self.states.support(a)
        return found

    def choices(self, a: int) -> tuple[str, ...]:
        """The choices it depends on."""
        return tuple(name for name in self.support(a) if name in self.choosers)

    def halves(self, a: int, name: str) -> tuple[int, int]:
        """The states seen with a condition holding, and with it not holding; neither depends on it any more."""
        if name not in (self.support(a) if a >= NONE else self.states.named(a)):
            return a, a
        found = self._halves.get((a, name))
        if found is None:
            given = self.states.given
            found = self._halves[a, name] = given(a, {name: True}), given(a, {name: False})
        return found

    def some(self, a: int, name: str) -> int:
        """The states that are in it whichever way one condition may turn."""
        return self.states.either(*self.halves(a, name))

    def any_of(self, a: int, names: tuple[str, ...]) -> int:
        """The states that are in it for some assignment of the names."""
        for name in names:
            a = self._turned(a, name, better=True)
        return a

    def all_of(self, a: int, names: tuple[str, ...]) -> int:
        """The states that are in it for every assignment of the names."""
        for name in names:
            a = self._turned(a, name, better=False)
        return a

    def _turned(self, a: int, name: str, better: bool) -> int:
        side = self.states.better(a, name)
        if side is not None:
            return self.states.given(a, {name: side is better})
        return (self.states.either if better else self.states.both)(*self.halves(a, name))


def choosers(presence: Presence) -> dict[str, frozenset[str]]:
    """The choices, in natural order, each with the actors whose choice it is."""
    vocabulary = presence.vocabulary
    conditions = vocabulary.system.conditions
    names = sorted((n for n, one in conditions.items() if one.kind is ConditionKind.CHOICE), key=natural)
    known = set(presence.states.order)
    return {n: vocabulary.choosers(conditions[n].by) for n in names if n in known}


def own_doing(presence: Presence, i: int, subject: str) -> bool:
    """Whether the person whom a datum is about sends it, or uses it at a place of their own."""
    flow = presence.flows[i]
    return subject in presence.vocabulary.persons(flow.sender or flow.at)


def is_person(presence: Presence, subject: str) -> bool:
    """Whether a subject is a person, rather than nobody or an organisation."""
    return subject in presence.vocabulary.system.actors and subject in presence.vocabulary.persons(subject)
