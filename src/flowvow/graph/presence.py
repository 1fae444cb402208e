"""The presence graph: who can hold which copy, by which happenings, in which states.

An and-or graph in networkx. A *copy* (or a *met* input of a derivation) is there if one of its happenings is; a
*happening* of a flow is there if all its sources are and its guard holds. The states of every copy are the least
fixpoint, reached along the order of the strongly connected components, so that without loops each copy is visited once.
"""

from __future__ import annotations

from functools import cached_property

import networkx as nx

from flowvow.graph.beginnings import Beginnings
from flowvow.graph.copies import Copy, Happening, Met, Node
from flowvow.graph.deriving import Deriving
from flowvow.graph.growth import Growth
from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.graph.sealing import Seals
from flowvow.graph.states import EVERY, NONE, BudgetError, States
from flowvow.model.actors import NOBODY
from flowvow.model.flows import Flow
from flowvow.model.vocabulary import Vocabulary

__all__ = ["Copy", "Happening", "Met", "Node", "Presence"]


class Presence:
    """The copies of one system.

    Attributes:
        graph: the and-or graph, ``Copy`` and ``Met`` against ``Happening``.
        states_of: the states in which each copy is there.
        sources: for each flow, by index, the copies it uses, in order of discovery.
        guards: for each flow, by index, the states in which its ``when`` holds.
        unsure: nodes whose states are only an upper bound, because the budget was passed.
        vague: flows, by index, whose guard alone passed it; they count as happening always, unsurely.
    """

    def __init__(self, vocabulary: Vocabulary, marks: Marks, states: States) -> None:
        self.vocabulary = vocabulary
        self.marks = marks
        self.states = states
        self.flows = vocabulary.system.flows
        self.deletions = {i for i, flow in enumerate(self.flows) if vocabulary.is_act(flow.act, "delete")}
        self.vague: set[int] = set()
        self._blurred: set[int] = set()
        self.guards = [self._guard(i, flow) for i, flow in enumerate(self.flows)]
        self._parts = self._parts_of()
        self._growth = Growth(states, self._ranks(), self._parts)
        self.graph = self._growth.graph
        self.states_of = self._growth.states_of
        self.unsure = self._growth.unsure
        self.at = self._growth.at
        self.beginnings = Beginnings(vocabulary, marks, self._parts)
        self.sources: list[dict[Copy, None]] = [{} for _ in self.flows]
        self._outgoing: dict[tuple[str, str], list[int]] = {}
        self._fixed: list[dict[str, frozenset[str] | None]] = []
        self._seals = Seals(vocabulary, marks, self._growth)
        self._deriving = Deriving(vocabulary, marks, self._growth, self.guards, self.vague, self._seals.remember)
        self._begin()
        states.growing = True
        self._settle()
        for copy in self._growth.settle(self.guards):
            for used in self.sources:
                used.pop(copy, None)

    # -- preparation

    def _guard(self, i: int, flow: Flow) -> int:
        try:
            return self.states.of(flow.when)
        except BudgetError:
            self.vague.add(i)
            return EVERY

    def _parts_of(self) -> dict[str, list[str]]:
        parts: dict[str, list[str]] = {}
        for name, owners in self.vocabulary.holders.items():
            for owner in owners:
                parts.setdefault(owner, []).append(name)
        return parts

    def _ranks(self) -> dict[str, int]:
        """The order in which holders settle: along the flows, loops together."""
        actors: nx.DiGraph = nx.DiGraph()
        actors.add_nodes_from(self.vocabulary.system.actors)
        brings = (flow for i, flow in enumerate(self.flows) if flow.recipient and i not in self.deletions)
        actors.add_edges_from((flow.sender, flow.recipient) for flow in brings)
        actors.add_edges_from((part, owner) for owner, parts in self._parts.items() for part in parts)
        components = list(nx.strongly_connected_components(actors))
        order = nx.topological_sort(nx.condensation(actors, components))
        return {actor: rank for rank, i in enumerate(order) for actor in components[i]}

    def origin_of(self, flow: Flow) -> str:
        """Who a flow starts from: its sender, or its place."""
        return flow.sender or flow.at

    def _fixed_subjects(self, flow: Flow, atom: str) -> frozenset[str] | None:
        """The subjects that the flow, the definition or the ends fix; None where those held count."""
        if flow.about and not flow.makes:
            return frozenset(flow.about)
        declared = self.vocabulary.about(atom)
        if declared or flow.makes:
            return declared or None
        return self.vocabulary.persons(self.origin_of(flow)) or self.vocabulary.persons(flow.recipient) or None

    def _begin(self) -> None:
        for i, flow in enumerate(self.flows):
            start = self.origin_of(flow)
            fixed: dict[str, frozenset[str] | None] = {}
            for atom in sorted(self.vocabulary.data.all_atoms(flow.data)):
                fixed[atom] = subjects = self._fixed_subjects(flow, atom)
                self._outgoing.setdefault((start, atom), []).append(i)
                for holder in (start, *self._parts.get(start, ())):
                    held = subjects is None or flow.makes
                    asked = self.beginnings.subjects(holder, atom) if held else subjects or frozenset[str]()
                    for subject in sorted(asked):
                        if self.beginnings.owns(holder, atom, subject):
                            self._growth.grow(self.beginnings.copy(holder, atom, subject), EVERY)
            self._fixed.append(fixed)
        for i in self._seals.flows:
            for atom in sorted(self._seals.concerned(i)):
                for copy in self.beginnings.everywhere(atom):
                    self._growth.grow(copy, EVERY)

    # -- the fixpoint

    def _settle(self) -> None:
        while (item := self._growth.pop()) is not None:
            if isinstance(item, int):
                self._deriving.derive(item, self.sources[item])
            else:
                self._spread(item)

    def _usable(self, i: int, start: str, copy: Copy) -> bool:
        """Whether a flow from ``start`` uses this copy (readings B1, D5)."""
        flow = self.flows[i]
        began = copy.own and copy.holder == start
        if flow.via and (began or (copy.marks != UNKNOWN and not copy.marks & self.marks.through[flow.via])):
            return False
        fixed = self._fixed[i][copy.atom]
        if not flow.via and not began and self.beginnings.owns(start, copy.atom, copy.subject):
            # An origin that was asked about nobody in particular sends what it was brought (readings D5).
            loose = fixed is None and start != copy.subject and not self.vocabulary.about(copy.atom)
            if not loose or copy.subject == NOBODY:
                return False
        if fixed is not None:
            return copy.subject in fixed
        if copy.own and copy.subject != NOBODY and copy.holder != copy.subject:
            return bool(self.vocabulary.about(copy.atom))
        return True

    def _spread(self, copy: Copy) -> None:
        for start in (copy.holder, *self.vocabulary.holders[copy.holder]):
            for i in self._outgoing.get((start, copy.atom), ()):
                if self._usable(i, start, copy):
                    self._carry(i, copy)
        if self._seals.flows:
            self._seals.open(copy)

    def _carry(self, i: int, copy: Copy) -> None:
        flow = self.flows[i]
        states, unsure = self._growth.both(self.states_of[copy], self.guards[i])
        self.sources[i][copy] = None
        if states == NONE:
            return
        if flow.makes:
            self._growth.push(i, flow.at, late=1)
        elif flow.recipient and i not in self.deletions:
            marks = self.marks.arrive(copy.marks | self.marks.by_flow(flow), flow.recipient, copy.atom, copy.subject)
            product = Copy(flow.recipient, copy.atom, copy.subject, copy.form, marks, False)
            self._growth.happen(i, (copy,), product, states, unsure or i in self.vague)

    # -- answers

    def happens(self, i: int, copy: Copy) -> int:
        """The states in which flow ``i`` happens with this copy; a derivation uses what it makes something of."""
        if self.flows[i].makes:
            return self._used.get((i, copy), NONE)
        return self._growth.both(self.states_of[copy], self.guards[i])[0]

    def unsure_of(self, i: int, copy: Copy) -> bool:
        """Whether the states in which flow ``i`` happens with this copy, or makes it, are only an upper bound."""
        if copy in self.unsure or i in self.vague:
            return True
        if self.flows[i].makes:
            return i in self._blurred
        return self._growth.both(self.states_of[copy], self.guards[i])[1]

    def products(self, i: int) -> list[tuple[Copy, int]]:
        """The copies that derivation ``i`` makes, with the states in which it makes them."""
        found: dict[Copy, int] = {}
        for happening, states in self._derivations.get(i, ()):
            product = happening.product
            if isinstance(product, Copy) and states != NONE:
                found[product] = self._growth.either(found.get(product, NONE), states)[0]
        return list(found.items())

    @cached_property
    def _derivations(self) -> dict[int, list[tuple[Happening, int]]]:
        """The happenings of each derivation, with their states."""
        found: dict[int, list[tuple[Happening, int]]] = {}
        for node in self.graph:
            if isinstance(node, Happening) and node.flow >= 0 and self.flows[node.flow].makes:
                states = self.guards[node.flow]
                for source in node.sources:
                    states, passed = self._growth.both(states, self.states_of[source])
                    if passed:
                        self._blurred.add(node.flow)
                found.setdefault(node.flow, []).append((node, states))
        return found

    @cached_property
    def _used(self) -> dict[tuple[int, Copy], int]:
        """The states in which each derivation uses each copy."""
        found: dict[tuple[int, Copy], int] = {}
        for i, happenings in self._derivations.items():
            for happening, states in happenings:
                for met in happening.sources:
                    for before in self.graph.predecessors(met):
                        (copy,) = before.sources
                        there, passed = self._growth.both(states, self.states_of[copy])
                        found[i, copy], too = self._growth.either(found.get((i, copy), NONE), there)
                        if passed or too:
                            self._blurred.add(i)
        return found
