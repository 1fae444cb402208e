"""The and-or graph as it grows: nodes, the states in which they are there, and what waits to be looked at again."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence

import networkx as nx

from flowvow.graph.copies import Copy, Happening, Node
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.states import EVERY, NONE, BudgetError, States

VARIANTS = 256  # copies of one datum at one holder that are told apart by their marks


class Growth:
    """Grows towards the least fixpoint.

    Attributes:
        graph: ``Copy`` and ``Met`` against ``Happening``.
        states_of: the states in which each node is there, so far.
        unsure: nodes whose states are only an upper bound, because the budget was passed.
        symbols: nodes whose states have no small diagram, by the symbol that is their states until they settle.
        opened: the states of happenings that hang on more than their sources and their flow.
    """

    def __init__(self, states: States, rank: Mapping[str, int], parts: Mapping[str, Sequence[str]]) -> None:
        self.states = states
        self.graph: nx.DiGraph = nx.DiGraph()
        self.states_of: dict[Node, int] = {}
        self.unsure: set[Node] = set()
        self.symbols: dict[int, Node] = {}
        self.opened: dict[Happening, int] = {}
        self._rank = rank
        self._parts = parts
        self._at: dict[str, list[Copy]] = {}
        self._variants: dict[tuple[str, str, str], int] = {}
        self._heap: list[tuple[int, int, Copy | int]] = []
        self._waiting: set[Copy | int] = set()
        self._count = 0

    def push(self, item: Copy | int, holder: str, late: int = 0) -> None:
        """Have a copy, or a derivation by its index, looked at when what its holder gets has settled."""
        if item not in self._waiting:
            self._waiting.add(item)
            self._count += 1
            heapq.heappush(self._heap, (2 * self._rank.get(holder, 0) + late, self._count, item))

    def pop(self) -> Copy | int | None:
        """What is to be looked at next; None if all has settled."""
        if not self._heap:
            return None
        item = heapq.heappop(self._heap)[2]
        self._waiting.discard(item)
        return item

    def both(self, a: int, b: int) -> tuple[int, bool]:
        """The states in both, and whether the budget was passed; then an upper bound."""
        try:
            return self.states.both(a, b), False
        except BudgetError:
            return a, True

    def either(self, a: int, b: int) -> tuple[int, bool]:
        """The states in either, and whether the budget was passed; then an upper bound."""
        try:
            return self.states.either(a, b), False
        except BudgetError:
            return EVERY, True

    def grow(self, node: Node, states: int, unsure: bool = False) -> None:
        """The node is there in these states too."""
        before = self.states_of.get(node)
        new = before is None
        if before is None:
            self.graph.add_node(node)
            after = states
        elif before in self.symbols:
            after = before
        else:
            after, passed = self.either(before, states)
            unsure = unsure or passed
        if after < NONE and after != before:
            # It will be there by its happenings, whatever these come to be; so whoever uses it needn't ask again.
            after = self.states.formulas.symbol()
            self.symbols[after] = node
        if unsure and node not in self.unsure:
            self.unsure.add(node)
        elif after == before:
            return
        self.states_of[node] = after
        if isinstance(node, Copy):
            if new:
                self._at.setdefault(node.holder, []).append(node)
            self.push(node, node.holder)

    def happen(self, flow: int, sources: tuple[Node, ...], product: Node, states: int, unsure: bool) -> None:
        """A flow takes its sources to its product in these states."""
        if isinstance(product, Copy) and product not in self.states_of:
            key = (product.holder, product.atom, product.subject)
            self._variants[key] = self._variants.get(key, 0) + 1
            if self._variants[key] > VARIANTS:
                product = product._replace(marks=UNKNOWN)
        happening = Happening(flow, sources, product)
        for source in sources:
            self.graph.add_edge(source, happening)
        self.graph.add_edge(happening, product)
        self.grow(product, states, unsure or not self.unsure.isdisjoint(sources))

    def settle(self, guards: Sequence[int]) -> set[Copy]:
        """Say what symbols are there by; gives the copies that are so in no state after all, and takes these out."""
        if not self.symbols:
            self.states.growing = False
            return set()
        formulas = self.states.formulas
        formulas.settle(self._ways(guards))
        for symbol, node in self.symbols.items():
            try:
                self.states_of[node] = formulas.decided(symbol)
            except BudgetError:
                self.states_of[node] = formulas.symbols.same[symbol]
                self.unsure.add(node)
        gone = {node for node in self.symbols.values() if self.states_of[node] == NONE}
        idle = {h for node in gone for h in (*self.graph.predecessors(node), *self.graph.successors(node))}
        for node in self.symbols.values():
            if node not in gone:
                idle |= {h for h in self.graph.predecessors(node) if self._never(h, guards)}
        self.graph.remove_nodes_from(gone | idle)
        for node in gone:
            del self.states_of[node]
            if isinstance(node, Copy):
                self._at[node.holder].remove(node)
        return {node for node in gone if isinstance(node, Copy)}

    def _ways(self, guards: Sequence[int]) -> dict[int, list[int]]:
        """The ways of all symbols; a diagram that one of them hangs on is told by its happenings as well."""
        formulas = self.states.formulas
        ways: dict[int, list[int]] = {}
        waiting = list(self.symbols.items())
        shadows: dict[Node, int] = {}

        def states_of(node: Node) -> int:
            states = self.states_of[node]
            if states in (NONE, EVERY) or states in self.symbols:
                return states
            # One for each node, as nodes with the same states may be there by one another.
            if node not in shadows:
                shadows[node] = formulas.symbol()
                formulas.tell(states, shadows[node])
                waiting.append((shadows[node], node))
            return shadows[node]

        while waiting:
            symbol, node = waiting.pop()
            ways[symbol] = [self._by(h, guards, states_of) for h in self.graph.predecessors(node)]
        return ways

    def _by(self, happening: Happening, guards: Sequence[int], states_of: Callable[[Node], int]) -> int:
        """The states in which a happening is there, given those of its sources."""
        if happening in self.opened:
            return self.opened[happening]
        states = guards[happening.flow] if happening.flow >= 0 else EVERY
        for source in happening.sources:
            states = self.states.both(states, states_of(source))
        return states

    def _never(self, happening: Happening, guards: Sequence[int]) -> bool:
        try:
            return self._by(happening, guards, self.states_of.__getitem__) == NONE
        except BudgetError:
            return False

    def at(self, holder: str) -> list[Copy]:
        """The copies at a holder and its parts."""
        places = dict.fromkeys((holder, *self._parts.get(holder, ())))
        return [copy for place in places for copy in self._at.get(place, ())]

    def there(self, node: Node) -> int:
        """The states in which a node is there."""
        return self.states_of.get(node, NONE)
