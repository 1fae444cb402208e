"""The presence graph: who can hold which copy, by which happenings, in which states.

An and-or graph in networkx. A *copy* (or a *met* input of a derivation) is there if one of its happenings is; a
*happening* of a flow is there if all its sources are and its guard holds. The states of every copy are the least
fixpoint, reached along the order of the strongly connected components, so that without loops each copy is visited once.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import networkx as nx

from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.graph.states import EVERY, NONE, BudgetError, States
from flowvow.model.actors import NOBODY, PERSON
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form
from flowvow.model.vocabulary import Vocabulary, at_or_below, highest

VARIANTS = 256  # copies of one datum at one holder that are told apart by their marks
WAYS = 1024  # ways to meet the inputs of one derivation that are told apart


class Copy(NamedTuple):
    """An atom about a subject, in a form and with a history, at a holder; ``own`` if it begins there."""

    holder: str
    atom: str
    subject: str
    form: Form | None
    marks: int
    own: bool


class Met(NamedTuple):
    """One input of a derivation, met by copies that are alike in form and history."""

    flow: int
    place: int
    subject: str
    form: Form | None
    marks: int


Node = Copy | Met


class Happening(NamedTuple):
    """A flow (by index; -1 for what needs no flow) taking its sources to its product."""

    flow: int
    sources: tuple[Node, ...]
    product: Node


Way = tuple[tuple[Met, ...], int, bool]


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
        self.vague: set[int] = set()
        self._blurred: set[int] = set()
        self.guards = [self._guard(i, flow) for i, flow in enumerate(self.flows)]
        self.graph: nx.DiGraph = nx.DiGraph()
        self.states_of: dict[Node, int] = {}
        self._at: dict[str, list[Copy]] = {}
        self.sources: list[dict[Copy, None]] = [{} for _ in self.flows]
        self.unsure: set[Node] = set()
        self._parts = self._parts_of()
        self._rank = self._ranks()
        self._outgoing: dict[tuple[str, str], list[int]] = {}
        self._fixed: list[dict[str, frozenset[str] | None]] = []
        self._variants: dict[tuple[str, str, str], int] = {}
        self._heap: list[tuple[int, int, Node | int]] = []
        self._waiting: set[Node | int] = set()
        self._count = 0
        self._sealed: dict[tuple[int, str, str], dict[tuple[str, str], int]] = {}
        self._sealings: dict[tuple[int, str, str], dict[Copy, None]] = {}
        self._seals = [i for i, flow in enumerate(self.flows) if flow.how is How.SEAL and flow.key]
        self._begin()
        self._settle()

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
        actors.add_edges_from((f.sender, f.recipient) for f in self.flows if f.recipient and f.act != "delete")
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
        return self.vocabulary.persons(self.origin_of(flow)) or self.vocabulary.persons(flow.recipient or "") or None

    def _begin(self) -> None:
        for i, flow in enumerate(self.flows):
            start = self.origin_of(flow)
            fixed: dict[str, frozenset[str] | None] = {}
            for atom in sorted(self.vocabulary.data.all_atoms(flow.data)):
                fixed[atom] = subjects = self._fixed_subjects(flow, atom)
                self._outgoing.setdefault((start, atom), []).append(i)
                for holder in (start, *self._parts.get(start, ())):
                    held = subjects is None or flow.makes
                    asked = self._own_subjects(holder, atom) if held else subjects or frozenset[str]()
                    for subject in sorted(asked):
                        if self.owns(holder, atom, subject):
                            self._seed(holder, atom, subject)
            self._fixed.append(fixed)
        for i in self._seals:
            for atom in sorted(self.vocabulary.data.all_atoms((self.flows[i].key, self.flows[i].makes))):
                for holder in self.vocabulary.system.actors:
                    for subject in sorted(self._own_subjects(holder, atom)):
                        self._seed(holder, atom, subject)

    def owns(self, holder: str, atom: str, subject: str) -> bool:
        """Whether the holder has the datum from the start: as its subject, or as declared origin."""
        about = self.vocabulary.about(atom)
        if about and subject not in about:
            return False
        if holder == subject and PERSON in self.vocabulary.kinds(holder):
            return True
        return holder in self.vocabulary.origin(atom)

    def _own_subjects(self, holder: str, atom: str) -> frozenset[str]:
        about = self.vocabulary.about(atom)
        found = set()
        if PERSON in self.vocabulary.kinds(holder) and (not about or holder in about):
            found.add(holder)
        if holder in self.vocabulary.origin(atom):
            found |= about or {NOBODY}
        return frozenset(found)

    def begins(self, holder: str, atom: str) -> bool:
        """Whether such data begin at the holder or a part of it."""
        return any(self._own_subjects(place, atom) for place in (holder, *self._parts.get(holder, ())))

    def _seed(self, holder: str, atom: str, subject: str) -> None:
        self._grow(self._own(holder, atom, subject), EVERY)

    def _own(self, holder: str, atom: str, subject: str) -> Copy:
        form = self.vocabulary.form(atom)
        if form is None and PERSON in self.vocabulary.kinds(holder):
            form = Form.IDENTIFIED
        return Copy(holder, atom, subject, form, self.marks.arrive(0, holder, atom, subject), True)

    def beginning(self, atom: str) -> Iterator[Copy]:
        """The copies of an atom that begin somewhere, whether or not a flow uses them."""
        for holder in self.vocabulary.system.actors:
            for subject in sorted(self._own_subjects(holder, atom)):
                yield self._own(holder, atom, subject)

    # -- the fixpoint

    def _push(self, item: Node | int, holder: str, late: int) -> None:
        if item not in self._waiting:
            self._waiting.add(item)
            self._count += 1
            heapq.heappush(self._heap, (2 * self._rank.get(holder, 0) + late, self._count, item))

    def _grow(self, node: Node, states: int, unsure: bool = False) -> None:
        """The node is there in these states too."""
        before = self.states_of.get(node)
        new = before is None
        if before is None:
            self.graph.add_node(node)
            after = states
        else:
            after, passed = self._either(before, states)
            unsure = unsure or passed
        if unsure and node not in self.unsure:
            self.unsure.add(node)
        elif after == before:
            return
        self.states_of[node] = after
        if isinstance(node, Copy):
            if new:
                self._at.setdefault(node.holder, []).append(node)
            self._push(node, node.holder, 0)

    def _settle(self) -> None:
        while self._heap:
            item = heapq.heappop(self._heap)[2]
            self._waiting.discard(item)
            if isinstance(item, int):
                self._derive(item)
            elif isinstance(item, Copy):
                self._spread(item)

    def _both(self, a: int, b: int) -> tuple[int, bool]:
        try:
            return self.states.both(a, b), False
        except BudgetError:
            return a, True

    def _either(self, a: int, b: int) -> tuple[int, bool]:
        try:
            return self.states.either(a, b), False
        except BudgetError:
            return EVERY, True

    def _usable(self, i: int, start: str, copy: Copy) -> bool:
        """Whether a flow from ``start`` uses this copy (readings B1, D5)."""
        flow = self.flows[i]
        if flow.via and (copy.own or (copy.marks != UNKNOWN and not copy.marks & self.marks.through[flow.via])):
            return False
        fixed = self._fixed[i][copy.atom]
        if not flow.via and not (copy.own and copy.holder == start) and self.owns(start, copy.atom, copy.subject):
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
        if self._seals:
            self._open(copy)

    def _carry(self, i: int, copy: Copy) -> None:
        flow = self.flows[i]
        states, unsure = self._both(self.states_of[copy], self.guards[i])
        self.sources[i][copy] = None
        if states == NONE:
            return
        if flow.makes:
            self._push(i, flow.at, 1)
        elif flow.recipient and flow.act != "delete":
            marks = copy.marks if copy.marks == UNKNOWN else copy.marks | self.marks.by_flow(flow)
            marks = self.marks.arrive(marks, flow.recipient, copy.atom, copy.subject)
            product = Copy(flow.recipient, copy.atom, copy.subject, copy.form, marks, False)
            self._happen(i, (copy,), product, states, unsure or i in self.vague)

    def _happen(self, i: int, sources: tuple[Node, ...], product: Node, states: int, unsure: bool) -> None:
        if isinstance(product, Copy) and product not in self.states_of:
            key = (product.holder, product.atom, product.subject)
            self._variants[key] = self._variants.get(key, 0) + 1
            if self._variants[key] > VARIANTS:
                product = product._replace(marks=UNKNOWN)
        happening = Happening(i, sources, product)
        for source in sources:
            self.graph.add_edge(source, happening)
        self.graph.add_edge(happening, product)
        self._grow(product, states, unsure or not self.unsure.isdisjoint(sources))

    # -- derivations

    def _derive(self, i: int) -> None:
        """Make what can be made of the inputs that are there now (readings B2, C5)."""
        flow = self.flows[i]
        atoms = sorted(self.vocabulary.data.atoms(flow.makes))
        stated = {atom: self.vocabulary.about(atom) or frozenset(flow.about) for atom in atoms}
        present = [copy for copy in self.sources[i] if self.states_of[copy] != NONE]
        if any(stated.values()):
            for way in self._ways(i, present, None, ""):
                for atom, subjects in stated.items():
                    for subject in sorted(subjects):
                        self._make(i, way, atom, subject)
        free = [atom for atom, subjects in stated.items() if not subjects]
        for subject in sorted({copy.subject for copy in present}) if free else ():
            for way in self._ways(i, present, frozenset((subject, NOBODY)), subject):
                if subject == NOBODY or any(node.subject == subject for node in way[0]):
                    for atom in free:
                        self._make(i, way, atom, subject)

    def _make(self, i: int, way: Way, atom: str, subject: str) -> None:
        flow = self.flows[i]
        chosen, states, unsure = way
        marks = 0
        for node in chosen:
            marks = UNKNOWN if UNKNOWN in (marks, node.marks) else marks | node.marks
        if marks != UNKNOWN:
            marks |= self.marks.by_flow(flow) | self.marks.sealed.get(i, 0)
        marks = self.marks.arrive(marks, flow.at, atom, subject)
        form = self._form(flow.how, atom, [node.form for node in chosen])
        product = Copy(flow.at, atom, subject, form, marks, False)
        self._happen(i, chosen, product, states, unsure)
        if i in self._seals:
            self._remember_sealed(i, way, product)

    def _ways(self, i: int, present: list[Copy], wanted: frozenset[str] | None, subject: str) -> Iterator[Way]:
        """Every way to meet all inputs, with the states in which it is there."""
        inputs = [self.vocabulary.data.atoms(name) for name in dict.fromkeys(self.flows[i].data)]
        ways: list[Way] = [((), self.guards[i], i in self.vague)]
        for place, atoms in enumerate(inputs):
            longer: list[Way] = []
            options = self._meet(i, place, atoms, present, wanted, subject)
            if len(ways) * len(options) > WAYS:
                return iter([self._one_way(i, inputs, present, wanted, subject)])
            for chosen, states, unsure in ways:
                for node in options:
                    narrowed, passed = self._both(states, self.states_of[node])
                    if narrowed != NONE:
                        longer.append(((*chosen, node), narrowed, unsure or passed))
            ways = longer
        return iter(ways)

    def _one_way(
        self, i: int, inputs: list[frozenset[str]], present: list[Copy], wanted: frozenset[str] | None, subject: str
    ) -> Way:
        """All ways as one, where they are too many to tell apart: the states are exact, form and history unknown."""
        chosen: list[Met] = []
        states = self.guards[i]
        for place, atoms in enumerate(inputs):
            met = Met(i, place, subject, None, UNKNOWN)
            chosen.append(met)
            for copy in present:
                if copy.atom in atoms and (wanted is None or copy.subject in wanted):
                    self._happen(-1, (copy,), met, self.states_of[copy], False)
            states = self._both(states, self.states_of.get(met, NONE))[0]
        return tuple(chosen), states, True

    def _meet(
        self,
        i: int,
        place: int,
        atoms: frozenset[str],
        present: list[Copy],
        wanted: frozenset[str] | None,
        subject: str,
    ) -> list[Met]:
        """Group the copies that can serve as one input by what they hand on."""
        found: dict[Met, None] = {}
        for copy in present:
            if copy.atom in atoms and (wanted is None or copy.subject in wanted):
                marks = self.marks.derived(copy.marks, copy.atom, copy.subject, copy.form)
                # Where the product's subject is stated, it doesn't matter about whom the inputs are.
                met = Met(i, place, copy.subject if wanted is not None else subject, copy.form, marks)
                self._happen(-1, (copy,), met, self.states_of[copy], False)
                found[met] = None
        return list(found)

    def _form(self, how: How | None, atom: str, forms: list[Form | None]) -> Form | None:
        """The form of a product (readings C6): replacing lowers, and never raises what is lower already."""
        top = highest(forms)
        if how is How.REIDENTIFY:
            return Form.IDENTIFIED
        if how is How.AGGREGATE:
            lowered = Form.AGGREGATE
        elif how is How.STRIP:
            anonymous = self.vocabulary.form(atom) is Form.ANONYMOUS
            lowered = Form.ANONYMOUS if anonymous else Form.PSEUDONYMOUS
        else:
            return top
        return top if top is not None and at_or_below(top, lowered) else lowered

    # -- seals

    def _remember_sealed(self, i: int, way: Way, product: Copy) -> None:
        """Which data are inside a sealed product, and in which states; what it holds more, its holders hold more."""
        atom, subject = product.atom, product.subject
        inside = self._sealed.setdefault((i, atom, subject), {})
        sealings = self._sealings.setdefault((i, atom, subject), {})
        grew = product not in sealings
        sealings[product] = None
        for node in way[0]:
            for happening in self.graph.predecessors(node):
                (copy,) = happening.sources
                states = self._both(way[1], self.states_of[copy])[0]
                before = inside.get((copy.atom, copy.subject), NONE)
                after = self._either(before, states)[0]
                inside[copy.atom, copy.subject] = after
                grew = grew or after != before
        if grew:
            for copy in list(self.states_of):
                if isinstance(copy, Copy) and (copy.atom, copy.subject) == (atom, subject):
                    self._push(copy, copy.holder, 0)

    def _open(self, copy: Copy) -> None:
        """Whoever holds what is sealed and its key holds what was sealed (readings C4)."""
        for i in self._seals:
            products = self.vocabulary.data.atoms(self.flows[i].makes)
            keys = self.vocabulary.data.atoms(self.flows[i].key)
            if copy.atom not in products and copy.atom not in keys:
                continue
            for holder in (copy.holder, *self.vocabulary.holders[copy.holder]):
                held = self.at(holder)
                for sealed in [c for c in held if c.atom in products]:
                    for key in [c for c in held if c.atom in keys]:
                        states, unsure = self._both(self.states_of[sealed], self.states_of[key])
                        self._unseal(i, holder, sealed, key, states, unsure)

    def _unseal(self, i: int, holder: str, sealed: Copy, key: Copy, states: int, unsure: bool) -> None:
        inside = self._sealed.get((i, sealed.atom, sealed.subject), {})
        for (atom, subject), while_sealed in list(inside.items()):
            there, passed = self._both(states, while_sealed)
            if there != NONE:
                marks = self.marks.arrive(sealed.marks, holder, atom, subject)
                opened = Copy(holder, atom, subject, sealed.form, marks, False)
                if opened in (sealed, key):
                    continue
                # A product that somebody had from the start holds nothing but what was sealed all the same.
                made = sealed.marks != UNKNOWN and sealed.marks & self.marks.sealed.get(i, 0)
                sealings = {sealed: None} if made else self._sealings[i, sealed.atom, sealed.subject]
                for sealing in sealings:
                    self._happen(-1, tuple({sealed: None, sealing: None, key: None}), opened, there, unsure or passed)

    # -- answers

    def at(self, holder: str) -> list[Copy]:
        """The copies at a holder and its parts."""
        places = dict.fromkeys((holder, *self._parts.get(holder, ())))
        return [copy for place in places for copy in self._at.get(place, ())]

    def happens(self, i: int, copy: Copy) -> int:
        """The states in which flow ``i`` happens with this copy; a derivation uses what it makes something of."""
        if self.flows[i].makes:
            return self._used.get((i, copy), NONE)
        return self._both(self.states_of[copy], self.guards[i])[0]

    def unsure_of(self, i: int, copy: Copy) -> bool:
        """Whether the states in which flow ``i`` happens with this copy, or makes it, are only an upper bound."""
        if copy in self.unsure or i in self.vague:
            return True
        if self.flows[i].makes:
            return i in self._blurred
        return self._both(self.states_of[copy], self.guards[i])[1]

    def products(self, i: int) -> list[tuple[Copy, int]]:
        """The copies that derivation ``i`` makes, with the states in which it makes them."""
        found: dict[Copy, int] = {}
        for happening, states in self._derivations.get(i, ()):
            product = happening.product
            if isinstance(product, Copy) and states != NONE:
                found[product] = self._either(found.get(product, NONE), states)[0]
        return list(found.items())

    @cached_property
    def _derivations(self) -> dict[int, list[tuple[Happening, int]]]:
        """The happenings of each derivation, with their states."""
        found: dict[int, list[tuple[Happening, int]]] = {}
        for node in self.graph:
            if isinstance(node, Happening) and node.flow >= 0 and self.flows[node.flow].makes:
                states = self.guards[node.flow]
                for source in node.sources:
                    states, passed = self._both(states, self.states_of[source])
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
                        there, passed = self._both(states, self.states_of[copy])
                        found[i, copy], too = self._either(found.get((i, copy), NONE), there)
                        if passed or too:
                            self._blurred.add(i)
        return found
