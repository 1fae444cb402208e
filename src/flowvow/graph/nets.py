"""A formula as an and-or net over signed conditions, asked about many cubes at once.

A cube holds some signed conditions. A node is there in it if one of its arcs is: if all sources of the arc are, and the
cube holds all its labels. Loops feed nobody. Where a formula asks that something be absent, that has a second net, in
which a condition counts as soon as the cube doesn't hold its negation. So a net never loses by what a cube holds more:
asked with all that a cube settles it says what is sure there, asked with all that it leaves open what is possible, as
in Kleene's logic of three values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import networkx as nx
from attrs import define

START = 0

Arc = tuple[tuple[int, ...], tuple[int, ...]]
Values = list[int]


@define(slots=False)
class Net:
    """Nodes by number; the first is there always.

    Attributes:
        arcs: for each node its arcs, each some nodes (never none) and some labels.
        absent: for each node that stands for an absence, of which node of the second net.
        roots: the nodes asked about.
        labels: the signed conditions that matter, twice the condition's rank and one more if negated; arcs name them
            by place, those of the second net by the negation.
    """

    arcs: list[list[Arc]]
    absent: dict[int, int]
    roots: tuple[int, ...]
    labels: tuple[int, ...]

    @cached_property
    def opposite(self) -> tuple[int, ...]:
        """For each label the place of its negation among the labels, or -1."""
        place = {label: n for n, label in enumerate(self.labels)}
        return tuple(place.get(label ^ 1, -1) for label in self.labels)

    @cached_property
    def unate(self) -> bool:
        """Whether no condition stands both plain and negated; then every cube knows its answer."""
        return all(n < 0 for n in self.opposite)

    @property
    def plain(self) -> list[int]:
        """The nodes that the roots depend on, loops together, each loop after what leads to it."""
        return [node for loop in self._needed[0] for node in loop]

    @property
    def second(self) -> list[int]:
        """The nodes of the second net that absences depend on."""
        return [node for loop in self._needed[1] for node in loop]

    @property
    def loops(self) -> bool:
        """Whether nodes that the roots depend on can be there by one another."""
        return any(
            len(loop) > 1 or any(loop[0] in sources for sources, _ in self.arcs[loop[0]]) for loop in self._needed[0]
        )

    @cached_property
    def _needed(self) -> tuple[list[list[int]], list[list[int]]]:
        """The nodes that the roots depend on, and those that absences depend on; in order, loops together."""
        plain = self._upwards(self.roots)
        return self._ordered(plain), self._ordered(self._upwards(self.absent[n] for n in plain if n in self.absent))

    def _upwards(self, nodes: Iterable[int]) -> set[int]:
        waiting = list(nodes)
        found = set(waiting)
        while waiting:
            for sources, _ in self.arcs[waiting.pop()]:
                more = [source for source in sources if source not in found]
                found.update(more)
                waiting += more
        return found

    def _ordered(self, nodes: set[int]) -> list[list[int]]:
        graph: nx.DiGraph = nx.DiGraph()
        graph.add_nodes_from(sorted(nodes))
        graph.add_edges_from((s, n) for n in sorted(nodes) for sources, _ in self.arcs[n] for s in sources)
        loops = list(nx.strongly_connected_components(graph))
        order = nx.topological_sort(nx.condensation(graph, loops))
        place = {node: n for n, node in enumerate(self._outwards)}
        return [sorted(loops[i], key=lambda node: place.get(node, node)) for i in order]

    @cached_property
    def _outwards(self) -> list[int]:
        """The nodes by how many arcs it takes at least to come to them."""
        found = {START: None}
        waiting = [START]
        for node in waiting:
            more = [after for after in self._after[node] if after not in found]
            found.update(dict.fromkeys(more))
            waiting += dict.fromkeys(more)
        return waiting

    @property
    def climbs(self) -> bool:
        """Whether no condition stands both plain and negated, and no absence is asked for."""
        return self.unate and not self.absent

    @cached_property
    def onward(self) -> list[list[tuple[int, tuple[int, ...], tuple[int, ...]]]]:
        """The arcs from each node: where they lead, all their sources, and their labels."""
        found: list[list[tuple[int, tuple[int, ...], tuple[int, ...]]]] = [[] for _ in self.arcs]
        for node, arcs in enumerate(self.arcs):
            for sources, labels in arcs:
                for source in sources:
                    found[source].append((node, sources, labels))
        return found

    @cached_property
    def _after(self) -> list[list[int]]:
        return [list(dict.fromkeys(node for node, _, _ in arcs)) for arcs in self.onward]

    def there(self, held: Sequence[int], full: int) -> Values:
        """For each node the roots depend on where it is there; ``held`` has a column for each label."""
        absent: dict[int, int] = {}
        if self.absent:
            counted = [full & ~column for column in held]
            second = self._solve(self._needed[1], counted, full, {})
            absent = {node: full & ~second[of] for node, of in self.absent.items()}
        return self._solve(self._needed[0], held, full, absent)

    def _solve(self, order: list[list[int]], held: Sequence[int], full: int, absent: dict[int, int]) -> Values:
        values = [0] * len(self.arcs)
        values[START] = full
        for node, value in absent.items():
            values[node] = value
        for component in order:
            if len(component) == 1:
                (node,) = component
                if self.arcs[node]:
                    values[node] = self._there(node, values, held)
                continue
            inside = set(component)
            changed = inside
            while changed:
                onward: set[int] = set()
                for node in component:
                    if node in changed or node in onward:
                        value = self._there(node, values, held)
                        if value != values[node]:
                            values[node] = value
                            onward.update(self._after[node])
                changed = onward & inside
        return values

    def _there(self, node: int, values: Values, held: Sequence[int]) -> int:
        value = 0
        for sources, labels in self.arcs[node]:
            here = values[sources[0]]
            for source in sources[1:]:
                here &= values[source]
            if here:
                for label in labels:
                    here &= held[label]
                value |= here
        return value
