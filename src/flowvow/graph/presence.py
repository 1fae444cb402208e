"""The presence graph: who can hold which copy, by which happenings, in which states.

An and-or graph in networkx. A *copy* (or a *met* input of a derivation) is there if one of its happenings is; a
*happening* of a flow is there if all its sources are and its guard holds. The states of every copy are the least
fixpoint, reached along the order of the strongly connected components, so that without loops each copy is visited once.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx

from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.graph.states import EVERY, NONE, BudgetError, States
from flowvow.model.actors import NOBODY, PERSON
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form
from flowvow.model.vocabulary import Vocabulary, highest

VARIANTS = 256


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


class Presence:
    """The copies of one system.

    Attributes:
        graph: the and-or graph, ``Copy`` and ``Met`` against ``Happening``.
        states_of: the states in which each copy is there.
        sources: for each flow, by index, the copies it uses, in order of discovery.
        guards: for each flow, by index, the states in which its ``when`` holds.
        unsure: nodes whose states are only an upper bound, because the budget was passed.
    """

    def __init__(self, vocabulary: Vocabulary, marks: Marks, states: States) -> None:
        self.vocabulary = vocabulary
        self.marks = marks
        self.states = states
        self.flows = vocabulary.system.flows
        self.guards = [states.of(flow.when) for flow in self.flows]
        self.graph: nx.DiGraph = nx.DiGraph()
        self.states_of: dict[Node, int] = {}
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
        self._seals = [i for i, flow in enumerate(self.flows) if flow.how is How.SEAL and flow.key]
        self._begin()
        self._settle()

    # -- preparation

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
                    asked = subjects if subjects is not None and not flow.makes else self._own_subjects(holder, atom)
                    for subject in sorted(asked):
                        if self.owns(holder, atom, subject):
                            self._seed(holder, atom, subject)
            self._fixed.append(fixed)
        for i in self._seals:
            for atom in sorted(self.vocabulary.data.atoms(self.flows[i].key)):
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

    def _seed(self, holder: str, atom: str, subject: str) -> None:
        form = self.vocabulary.form(atom)
        if form is None and PERSON in self.vocabulary.kinds(holder):
            form = Form.IDENTIFIED
        marks = self.marks.arrive(0, holder, atom, subject)
        self._grow(Copy(holder, atom, subject, form, marks, True), EVERY)

    # -- the fixpoint

    def _push(self, item: Node | int, holder: str, late: int) -> None:
        if item not in self._waiting:
            self._waiting.add(item)
            self._count += 1
            heapq.heappush(self._heap, (2 * self._rank.get(holder, 0) + late, self._count, item))

    def _grow(self, node: Node, states: int, unsure: bool = False) -> None:
        """The node is there in these states too."""
        before = self.states_of.get(node)
        if before is None:
            self.graph.add_node(node)
            before = NONE
            after = states
        else:
            try:
                after = self.states.either(before, states)
            except BudgetError:
                after, unsure = EVERY, True
        if unsure and node not in self.unsure:
            self.unsure.add(node)
        elif after == before and node in self.states_of:
            return
        self.states_of[node] = after
        if isinstance(node, Copy):
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

    def _usable(self, i: int, start: str, copy: Copy) -> bool:
        """Whether a flow from ``start`` uses this copy (readings B1, D5)."""
        flow = self.flows[i]
        if flow.via:
            if copy.own or (copy.marks != UNKNOWN and not copy.marks & self.marks.through[flow.via]):
                return False
        elif not (copy.own and copy.holder == start) and self.owns(start, copy.atom, copy.subject):
            return False
        fixed = self._fixed[i][copy.atom]
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
        if states == NONE:
            return
        self.sources[i][copy] = None
        if flow.makes:
            self._push(i, flow.at, 1)
        elif flow.recipient and flow.act != "delete":
            marks = copy.marks if copy.marks == UNKNOWN else copy.marks | self.marks.by_flow(flow)
            marks = self.marks.arrive(marks, flow.recipient, copy.atom, copy.subject)
            product = Copy(flow.recipient, copy.atom, copy.subject, copy.form, marks, False)
            self._happen(i, (copy,), product, states, unsure)

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
        """Make what can be made of the inputs that are there now."""
        flow = self.flows[i]
        product_atoms = sorted(self.vocabulary.data.atoms(flow.makes))
        stated = self.vocabulary.data.about[flow.makes] or frozenset(flow.about)
        inputs = [self.vocabulary.data.atoms(name) for name in flow.data]
        present = list(self.sources[i])
        subjects = stated or {copy.subject for copy in present}
        for subject in sorted(subjects):
            wanted = None if stated else frozenset((subject, NOBODY))
            met = [self._meet(i, place, atoms, present, wanted, subject) for place, atoms in enumerate(inputs)]
            if not all(met):
                continue
            for chosen, states, unsure in self._choices(met, self.guards[i]):
                if not stated and subject != NOBODY and not any(self._about(node, subject) for node in chosen):
                    continue
                form = self._form(flow.how, flow.makes, [node.form for node in chosen])
                marks = 0
                for node in chosen:
                    marks = UNKNOWN if UNKNOWN in (marks, node.marks) else marks | node.marks
                if marks != UNKNOWN:
                    marks |= self.marks.by_flow(flow)
                for atom in product_atoms:
                    arrived = self.marks.arrive(marks, flow.at, atom, subject)
                    self._happen(i, chosen, Copy(flow.at, atom, subject, form, arrived, False), states, unsure)

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
                # A met input about nobody serves every subject, but doesn't make the product be about one.
                whose = copy.subject if wanted is not None else subject
                met = Met(i, place, whose, copy.form, marks)
                self._happen(-1, (copy,), met, self.states_of[copy], False)
                found[met] = None
        return list(found)

    def _about(self, node: Met, subject: str) -> bool:
        return node.subject == subject

    def _choices(self, met: list[list[Met]], guard: int) -> Iterator[tuple[tuple[Met, ...], int, bool]]:
        """Every way to meet all inputs, with the states in which it is there."""
        ways: list[tuple[tuple[Met, ...], int, bool]] = [((), guard, False)]
        for options in met:
            longer = []
            for chosen, states, unsure in ways:
                for node in options:
                    narrowed, passed = self._both(states, self.states_of[node])
                    if narrowed != NONE:
                        longer.append(((*chosen, node), narrowed, unsure or passed))
            ways = longer
        yield from ways

    def _form(self, how: How | None, makes: str, forms: list[Form | None]) -> Form | None:
        if how is How.AGGREGATE:
            return Form.AGGREGATE
        if how is How.STRIP:
            anonymous = self.vocabulary.data.form[makes] is Form.ANONYMOUS
            return Form.ANONYMOUS if anonymous else Form.PSEUDONYMOUS
        return Form.IDENTIFIED if how is How.REIDENTIFY else highest(forms)

    # -- seals

    def _open(self, copy: Copy) -> None:
        """Whoever holds what is sealed and its key holds what was sealed."""
        for i in self._seals:
            flow = self.flows[i]
            products = self.vocabulary.data.atoms(flow.makes)
            keys = self.vocabulary.data.atoms(flow.key)
            if copy.atom not in products and copy.atom not in keys:
                continue
            for holder in (copy.holder, *self.vocabulary.holders[copy.holder]):
                held = self._held_by(holder)
                for sealed in [c for c in held if c.atom in products and not c.own]:
                    for key in [c for c in held if c.atom in keys]:
                        states, unsure = self._both(self.states_of[sealed], self.states_of[key])
                        if states != NONE:
                            self._unseal(i, holder, sealed, key, states, unsure)

    def _unseal(self, i: int, holder: str, sealed: Copy, key: Copy, states: int, unsure: bool) -> None:
        for atom in sorted({source.atom for source in self.sources[i]}):
            if not self.owns(holder, atom, sealed.subject):
                marks = self.marks.arrive(sealed.marks, holder, atom, sealed.subject)
                opened = Copy(holder, atom, sealed.subject, sealed.form, marks, False)
                self._happen(-1, (sealed, key), opened, states, unsure)

    def _held_by(self, holder: str) -> list[Copy]:
        places = {holder, *self._parts.get(holder, ())}
        return [node for node in self.states_of if isinstance(node, Copy) and node.holder in places]

    # -- answers

    def happens(self, i: int, copy: Copy) -> int:
        """The states in which flow ``i`` happens with this copy."""
        return self._both(self.states_of[copy], self.guards[i])[0]

    def at(self, holder: str) -> Iterable[Copy]:
        """The copies at a holder and its parts."""
        return self._held_by(holder)

    def products(self, i: int) -> list[tuple[Copy, int]]:
        """The copies that derivation ``i`` makes, with the states in which it makes them."""
        found: dict[Copy, int] = {}
        for happening in self._happenings.get(i, ()):
            states = self.guards[i]
            for source in happening.sources:
                states = self._both(states, self.states_of[source])[0]
            product = happening.product
            if isinstance(product, Copy):
                found[product] = self.states.either(found.get(product, NONE), states)
        return list(found.items())

    @property
    def _happenings(self) -> dict[int, list[Happening]]:
        if not hasattr(self, "_by_flow"):
            self._by_flow: dict[int, list[Happening]] = {}
            for node in self.graph:
                if isinstance(node, Happening):
                    self._by_flow.setdefault(node.flow, []).append(node)
        return self._by_flow
