"""What is sealed, and who can open it: whoever holds the product and its key holds what went in (readings C4)."""

from __future__ import annotations

from flowvow.graph.copies import Copy, Happening
from flowvow.graph.deriving import Way
from flowvow.graph.growth import Growth
from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.graph.states import NONE
from flowvow.model.flows import How
from flowvow.model.vocabulary import Vocabulary


class Seals:
    """The seals of one system that have a key.

    Attributes:
        flows: their indices.
    """

    def __init__(self, vocabulary: Vocabulary, marks: Marks, growth: Growth) -> None:
        self.vocabulary = vocabulary
        self.marks = marks
        self.growth = growth
        system = vocabulary.system.flows
        atoms = vocabulary.data.atoms
        self.flows = [i for i, flow in enumerate(system) if flow.how is How.SEAL and flow.key]
        self._products = {i: atoms(system[i].makes) for i in self.flows}
        self._keys = {i: atoms(system[i].key) for i in self.flows}
        self._inside: dict[tuple[int, str, str], dict[tuple[str, str], int]] = {}
        self._added: dict[tuple[int, str, str], set[tuple[str, str, int]]] = {}
        self._sealings: dict[tuple[int, str, str], dict[Copy, None]] = {}

    def concerned(self, i: int) -> frozenset[str]:
        """The atoms of a seal's product and key."""
        return self._products[i] | self._keys[i]

    def remember(self, i: int, way: Way, product: Copy) -> None:
        """Which data are inside a sealed product, and in which states; what it holds more, its holders hold more."""
        if i not in self._keys:
            return
        atom, subject = product.atom, product.subject
        inside = self._inside.setdefault((i, atom, subject), {})
        sealings = self._sealings.setdefault((i, atom, subject), {})
        grew = product not in sealings
        sealings[product] = None
        for node in way[0]:
            for happening in self.growth.graph.predecessors(node):
                (copy,) = happening.sources
                states = self.growth.both(way[1], self.growth.there(copy))[0]
                if states < NONE:
                    # A formula doesn't show that it holds what is added.
                    if (copy.atom, copy.subject, states) in self._added.setdefault((i, atom, subject), set()):
                        continue
                    self._added[i, atom, subject].add((copy.atom, copy.subject, states))
                before = inside.get((copy.atom, copy.subject), NONE)
                after = self.growth.either(before, states)[0]
                inside[copy.atom, copy.subject] = after
                grew = grew or after != before
        if grew:
            for copy in list(self.growth.states_of):
                if isinstance(copy, Copy) and (copy.atom, copy.subject) == (atom, subject):
                    self.growth.push(copy, copy.holder)

    def open(self, copy: Copy) -> None:
        """Whoever holds what is sealed and its key holds what was sealed (readings C4)."""
        for i in self.flows:
            products, keys = self._products[i], self._keys[i]
            if copy.atom not in products and copy.atom not in keys:
                continue
            for holder in (copy.holder, *self.vocabulary.holders[copy.holder]):
                held = self.growth.at(holder)
                for sealed in [c for c in held if c.atom in products]:
                    for key in [c for c in held if c.atom in keys]:
                        states, unsure = self.growth.both(self.growth.there(sealed), self.growth.there(key))
                        self._unseal(i, holder, sealed, key, states, unsure)

    def _unseal(self, i: int, holder: str, sealed: Copy, key: Copy, states: int, unsure: bool) -> None:
        inside = self._inside.get((i, sealed.atom, sealed.subject), {})
        for (atom, subject), while_sealed in list(inside.items()):
            there, passed = self.growth.both(states, while_sealed)
            if there != NONE:
                marks = self.marks.arrive(sealed.marks, holder, atom, subject)
                opened = Copy(holder, atom, subject, sealed.form, marks, False)
                # A product that somebody had from the start holds nothing but what was sealed all the same.
                made = sealed.marks != UNKNOWN and sealed.marks & self.marks.sealed.get(i, 0)
                sealings = {sealed: None} if made else self._sealings[i, sealed.atom, sealed.subject]
                for sealing in sealings:
                    sources = tuple({sealed: None, sealing: None, key: None})
                    self.growth.opened[Happening(-1, sources, opened)] = there
                    self.growth.happen(-1, sources, opened, there, unsure or passed)
