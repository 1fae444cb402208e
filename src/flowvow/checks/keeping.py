"""Copies that stay somewhere, and the deletions that reach them (item 33, readings F1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from flowvow.graph.presence import Copy, Presence
from flowvow.graph.states import NONE
from flowvow.model.actors import NOBODY
from flowvow.model.flows import Flow
from flowvow.model.times import Length

Datum = tuple[str, str, str]  # holder, atom, subject


class Keeping:
    """What stays where, over one presence graph.

    Attributes:
        deletions: the deletions, with their indices.
    """

    def __init__(self, presence: Presence) -> None:
        self.presence = presence
        self.deletions = [(i, flow) for i, flow in enumerate(presence.flows) if flow.act == "delete"]

    @cached_property
    def given(self) -> dict[Datum, int]:
        """The states in which flows leave a datum with somebody for a time, by holder, atom and subject."""
        presence, found = self.presence, dict[Datum, int]()
        for i, flow in enumerate(presence.flows):
            if flow.recipient and flow.kept is not None and flow.kept.kind is not Length.NONE and flow.act != "delete":
                for copy in presence.sources[i]:
                    key = (flow.recipient, copy.atom, copy.subject)
                    found[key] = presence.states.either(found.get(key, NONE), presence.happens(i, copy))
        return found

    def staying(self, copy: Copy, states: int) -> int:
        """Of some states those in which a copy stays: all at a store, elsewhere where it was given to keep."""
        if self.presence.vocabulary.system.actors[copy.holder].store:
            return states
        return self.presence.states.both(states, self.given.get((copy.holder, copy.atom, copy.subject), NONE))

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
