"""Which data a flow can carry at all, and in which states: the presence graph, without any policy's marks."""

from __future__ import annotations

from attrs import frozen

from flowvow.graph.marks import Marks
from flowvow.graph.presence import Presence
from flowvow.graph.states import NONE, BudgetError, States
from flowvow.model.questions import Through
from flowvow.model.vocabulary import Vocabulary


@frozen
class Carried:
    """What the flows of one model carry."""

    presence: Presence
    states: States

    def atoms(self, number: int) -> frozenset[str]:
        """The atoms that a flow carries or uses in some state."""
        return frozenset(copy.atom for copy in self.presence.sources[number] if self.when(number, copy.atom) != NONE)

    def when(self, number: int, atom: str) -> int:
        """The states in which a flow carries or uses an atom."""
        found = NONE
        try:
            for copy in self.presence.sources[number]:
                if copy.atom == atom:
                    both = self.states.both(self.presence.states_of[copy], self.presence.guards[number])
                    found = self.states.either(found, both)
        except BudgetError:
            return self.presence.guards[number]
        return found


def carried_by(vocabulary: Vocabulary, states: States) -> Carried:
    """What the flows of a model carry."""
    data = vocabulary.data
    makes = [(data.all_atoms(f.data), data.atoms(f.makes)) for f in vocabulary.system.flows if f.makes]
    # Only the places that flows name by `via` need remembering; nobody asks about any clause here.
    places = dict.fromkeys(flow.via for flow in vocabulary.system.flows if flow.via)
    passed = [Through(name, vocabulary.matching.get(name, frozenset())) for name in places]
    return Carried(Presence(vocabulary, Marks(passed, vocabulary, makes), states), states)
