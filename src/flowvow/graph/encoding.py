"""An and-or net as clauses: what is there must be there by one of its arcs, what is absent by none.

Nodes that are there by one another alone meet these clauses too; who asks has to look, and then tells of the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from flowvow.graph.nets import START, Net
from flowvow.graph.solver import Clauses


class Encoding:
    """The clauses that say that a net's first root is there.

    Args:
        clauses: to which they are added.
        net: what is asked.
        held: the literal that says that a label, by its place, is held.
    """

    def __init__(self, clauses: Clauses, net: Net, held: Callable[[int], int]) -> None:
        self.clauses = clauses
        self.net = net
        self.held = held
        self._facts: dict[int, int] = {START: clauses.fact()}
        clauses.add(self._facts[START])
        for node in net.plain:
            if node in net.absent:
                clauses.add(-self._fact(node), -self._fact(net.absent[node]))
            elif node != START:
                self._supported([node], (net.arcs[node]))
        for node in net.second:
            for sources, labels in net.arcs[node]:
                clauses.add(*(-self._fact(s) for s in sources), *(held(label) for label in labels), self._fact(node))
        clauses.add(self._fact(net.roots[0]))

    def _fact(self, node: int) -> int:
        if node not in self._facts:
            self._facts[node] = self.clauses.fact()
        return self._facts[node]

    def _supported(self, nodes: Iterable[int], arcs: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
        """None of the nodes is there but by one of the arcs."""
        ways = []
        for sources, labels in arcs:
            parts = [self._fact(source) for source in sources if source != START]
            parts += [self.held(label) for label in labels]
            if len(parts) == 1:
                ways += parts
                continue
            way = self.clauses.fact()
            for part in parts:
                self.clauses.add(-way, part)
            ways.append(way)
        for node in nodes:
            self.clauses.add(-self._fact(node), *ways)

    def found(self, loop: Collection[int]) -> None:
        """Nodes that are there by one another alone are to be there by an arc from outside."""
        arcs = [arc for node in loop for arc in self.net.arcs[node] if not any(source in loop for source in arc[0])]
        self._supported(loop, arcs)

    def unfounded(self, model: Collection[int], there: list[int]) -> set[int]:
        """The nodes that a model takes to be there, and that aren't."""
        return {node for node in self.net.plain if not there[node] and self._facts.get(node, 0) in model}
