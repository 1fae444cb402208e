"""Copies that stay somewhere, and the deletions that reach them (item 33, readings F1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flowvow.graph.presence import Copy, Happening, Presence
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.actors import NOBODY
from flowvow.model.flows import Flow
from flowvow.model.times import Duration, Length

Datum = tuple[str, str, str]  # holder, atom, subject


class Term(NamedTuple):
    """How long something stays where it is: by whose word, how long (None is unknown), and in which states."""

    said_by: str
    length: Duration | None
    states: int


class Keeping:
    """What stays where, over one presence graph.

    Attributes:
        deletions: the deletions, with their indices.
    """

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        self.deletions = [(i, flow) for i, flow in enumerate(presence.flows) if i in presence.deletions]

    @cached_property
    def given(self) -> dict[Datum, int]:
        """The states in which flows leave a datum with somebody for a time, by holder, atom and subject."""
        presence, found = self.presence, dict[Datum, int]()
        for i, flow in enumerate(presence.flows):
            stays = flow.kept is not None and flow.kept.kind is not Length.NONE
            if flow.recipient and stays and i not in presence.deletions:
                for copy in presence.sources[i]:
                    key = (flow.recipient, copy.atom, copy.subject)
                    found[key] = presence.states.either(found.get(key, NONE), presence.happens(i, copy))
        return found

    def staying(self, copy: Copy, states: int) -> int:
        """Of some states those in which a copy stays: all at a store, elsewhere where it was given to keep."""
        if self.presence.vocabulary.system.actors[copy.holder].store:
            return states
        return self.presence.states.both(states, self.given.get((copy.holder, copy.atom, copy.subject), NONE))

    def terms(self, place: str, atom: str, subject: str) -> Iterator[Term]:
        """How long a datum stays at a place: as the place says, and each flow that brings it, else again the place.

        What begins, is made or is opened there stays as long as the place says.
        """
        presence, kept = self.presence, self.presence.vocabulary.system.actors[place].kept
        owned = presence.beginnings.owns(place, atom, subject)
        if kept is not None or (owned and not self.loose(presence.beginnings.copy(place, atom, subject))):
            yield Term(place, kept, EVERY)
        for copy in self._copies.get((place, atom, subject), ()):
            for happening in presence.graph.predecessors(copy):
                flow = presence.flows[happening.flow] if happening.flow >= 0 else None
                brought = flow is not None and not flow.makes and flow.kept is not None
                states = self._states(happening)
                yield Term(flow.name, flow.kept, states) if flow and brought else Term(place, kept, states)

    @cached_property
    def _copies(self) -> dict[Datum, list[Copy]]:
        found: dict[Datum, list[Copy]] = {}
        for node in self.presence.states_of:
            if isinstance(node, Copy):
                found.setdefault((node.holder, node.atom, node.subject), []).append(node)
        return found

    def _states(self, happening: Happening) -> int:
        """The states of one happening; an upper bound where the budget was passed."""
        presence = self.presence
        states = presence.guards[happening.flow] if happening.flow >= 0 else EVERY
        try:
            for source in happening.sources:
                states = presence.states.both(states, presence.states_of[source])
        except BudgetError:
            return states
        return states

    def deleting(self, place: str, atom: str, subject: str) -> Iterator[tuple[int, Flow]]:
        """The deletions that reach a datum at a place."""
        vocabulary = self.presence.vocabulary
        for i, flow in self.deletions:
            target = flow.recipient or flow.at
            if target not in vocabulary.matches(place) or atom not in vocabulary.data.all_atoms(flow.data):
                continue
            about = (
                frozenset(flow.about)
                or vocabulary.about(atom)
                or vocabulary.persons(flow.sender or flow.at)
                or vocabulary.persons(flow.recipient)
            )
            if not about or subject in about:
                yield i, flow

    def loose(self, copy: Copy) -> bool:
        """Whether it is an origin's copy about somebody who was only asked about (readings C1)."""
        asked = copy.subject not in (copy.holder, NOBODY)
        return copy.own and asked and not self.presence.vocabulary.about(copy.atom)
