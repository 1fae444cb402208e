"""Shortest routes through the presence graph, each one that a single state allows.

Knuth's generalisation of Dijkstra's algorithm (1977) finds, for every node at once, the smallest tree of happenings
that makes it, repeated steps counted each time. It looks away from guards; where the tree it finds contradicts itself
or the states asked about, a second search carries the states along, within a stated budget.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import networkx as nx
from attrs import evolve

from flowvow.graph.presence import Copy, Happening, Met, Node, Presence
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.routes import Route, Shows, Step
from flowvow.text.natural import natural

BUDGET = 20_000
LEADING = 256  # steps by which two trees of the same size are compared, and then by their last


class Tree(NamedTuple):
    """A way to make a node: its size, its leading steps and its last by rank for comparing, and how it is put together.

    Parts are shared, as a step that serves twice would otherwise double the tree, and again at each join.
    """

    size: int
    order: tuple[int, ...]
    happening: Happening | None
    parts: tuple[Tree, ...]


class Target(NamedTuple):
    """What a route must show: a copy, then a flow that uses it (-1: the copy is the end), in some of these states.

    Attributes:
        made: the flow makes the copy instead of using it; the route then ends by that flow and by no other that does.
    """

    node: Copy
    flow: int
    states: int
    made: bool = False


_START = Tree(0, (), None, ())


class Routes:
    """Routes of one presence graph."""

    def __init__(self, presence: Presence, budget: int = BUDGET) -> None:
        self.presence = presence
        self.budget = budget
        names = [(natural(f.name), f.sender, f.recipient, f.at, i) for i, f in enumerate(presence.flows)]
        self._rank = [0] * len(names)
        for rank, entry in enumerate(sorted(names)):
            self._rank[entry[-1]] = rank
        self._smallest: dict[Node, Tree] | None = None

    @cached_property
    def _starts(self) -> list[Copy]:
        """The copies that begin where they are, by name: of two routes by the same flows, the first wins."""
        own = [node for node in self.presence.graph if isinstance(node, Copy) and node.own]
        return sorted(own, key=lambda node: (natural(node.atom), natural(node.subject), natural(node.holder)))

    def _grown(self, happening: Happening, parts: Iterable[Tree]) -> Tree:
        trees = tuple(sorted(parts, key=lambda tree: tree.order))
        size = sum(tree.size for tree in trees)
        order: tuple[int, ...] = ()
        for tree in trees:
            order = order + tree.order if order else tree.order
            if len(order) >= LEADING:
                break
        if happening.flow >= 0:
            size += 1
            order = (*order[: LEADING - 1], self._rank[happening.flow])
        return Tree(size, order[:LEADING], happening, trees)

    def _knuth(self, state: Mapping[str, bool] | None = None) -> dict[Node, Tree]:
        """The smallest tree of every node; with a state, only by what happens in it."""
        graph: nx.DiGraph = self.presence.graph
        states, guards = self.presence.states, self.presence.guards
        done: dict[Node, Tree] = {}
        missing: dict[Happening, int] = {}
        heap: list[tuple[int, tuple[int, ...], int, Node, Tree]] = []
        count = 0
        for own in self._starts:
            heap.append((0, (), count, own, _START))
            count += 1
        while heap:
            _, _, _, node, tree = heapq.heappop(heap)
            if node in done:
                continue
            done[node] = tree
            for happening in graph.successors(node):
                left = missing.get(happening)
                if left is None:
                    left = len(set(happening.sources))
                missing[happening] = left - 1
                if left > 1 or happening.product in done:
                    continue
                if state is not None and happening.flow >= 0 and not states.holds_in(guards[happening.flow], state):
                    continue
                grown = self._grown(happening, (done[source] for source in happening.sources))
                count += 1
                heapq.heappush(heap, (grown.size, grown.order, count, happening.product, grown))
        return done

    @property
    def smallest(self) -> dict[Node, Tree]:
        """The smallest tree of every node, guards left aside."""
        if self._smallest is None:
            self._smallest = self._knuth()
        return self._smallest

    def _last(self, target: Target) -> tuple[Node, dict[Node, list[Happening]]]:
        """The end of a target's route, and the happenings beyond the graph that lead there.

        What is asked of a flow is how it comes to use this very copy; of a derivation, with all its inputs.
        """
        copy, i = target.node, target.flow
        if i < 0:
            return copy, {}
        end = copy._replace(holder="")
        if target.made:
            by_it: dict[Node, list[Happening]] = {}
            for happening in self.presence.graph.predecessors(copy):
                if happening.flow == i:
                    for source in dict.fromkeys(happening.sources):
                        by_it.setdefault(source, []).append(Happening(i, happening.sources, end))
            return end, by_it
        if not self.presence.flows[i].makes:
            return end, {copy: [Happening(i, (copy,), end)]}
        beyond: dict[Node, list[Happening]] = {copy: []}
        for step in self.presence.graph.successors(copy):
            met = step.product
            if not isinstance(met, Met) or met.flow != i:
                continue
            alias = met._replace(place=-1 - met.place)
            beyond[copy].append(Happening(-1, (copy,), alias))
            for happening in self.presence.graph.successors(met):
                sources = tuple(alias if source == met else source for source in happening.sources)
                for source in dict.fromkeys(sources):
                    beyond.setdefault(source, []).append(Happening(i, sources, end))
        return end, beyond

    def _ended(self, target: Target, trees: Mapping[Node, Tree]) -> Tree | None:
        """The smallest tree for the target, made of the smallest trees of its parts."""
        end, beyond = self._last(target)
        if not beyond:
            return trees.get(target.node)
        if target.node not in trees:
            return None
        known: dict[Node, Tree] = {}
        for step in beyond.get(target.node, ()):
            if step.flow < 0:
                known[step.product] = self._grown(step, (trees[target.node],))
        ends = [
            self._grown(happening, (known.get(source) or trees[source] for source in happening.sources))
            for happenings in beyond.values()
            for happening in happenings
            if happening.product == end and all(source in known or source in trees for source in happening.sources)
        ]
        return min(ends, key=lambda tree: tree[:2], default=None)

    def _states(self, tree: Tree, within: int) -> int:
        """The states in ``within`` that let every step of the tree happen."""
        waiting = [tree]
        seen: set[int] = set()
        asked: set[int] = set()
        while waiting and within != NONE:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            waiting.extend(part.parts)
            flow = part.happening.flow if part.happening is not None else -1
            if flow >= 0 and flow not in asked:
                asked.add(flow)
                within = self.presence.states.both(within, self.presence.guards[flow])
        return within

    def shortest(self, targets: Iterable[Target], shows: Shows = Shows.BAD) -> Route | None:
        """The shortest route to any of the targets, ties broken by natural order; None if no state allows one."""
        bounds = [(tree, t) for t in targets if (tree := self._ended(t, self.smallest)) is not None]
        ranked = sorted(bounds, key=lambda pair: pair[0][:2])
        best: Tree | None = None
        proven = True
        for bound, target in ranked:
            if best is not None and best[:2] <= bound[:2]:
                break
            try:
                allowed = self._states(bound, target.states) != NONE
            except BudgetError:
                allowed = False
            found: Tree | None = bound
            if not allowed:
                found, sure = self._careful(target)
                proven = proven and sure
            if found is not None and (best is None or found[:2] < best[:2]):
                best = found
        if best is None:
            return None
        # Data that travel together are told together: one route, and at each step all that is on it.
        alike = [tree for tree, _ in ranked if tree[:2] == best[:2]]
        return _together([self._route(tree, shows, proven) for tree in (alike or [best])])

    # -- the careful search

    def _careful(self, target: Target) -> tuple[Tree | None, bool]:
        """The shortest tree that some state of the target allows, and whether that it is the shortest is proven."""
        try:
            found = self._labelled(target)
        except BudgetError:
            return self._in_one_state(target), False
        return found, True

    def _in_one_state(self, target: Target) -> Tree | None:
        presence = self.presence
        try:
            allowed = presence.states.both(target.states, self._possible(target))
        except BudgetError:
            return None
        state = presence.states.some_state(allowed)
        return self._ended(target, self._knuth(state)) if state is not None else None

    def _possible(self, target: Target) -> int:
        """The states in which what a target asks for is so."""
        presence, node, i = self.presence, target.node, target.flow
        if i < 0:
            return presence.states_of[node]
        return dict(presence.products(i))[node] if target.made else presence.happens(i, node)

    def _labelled(self, target: Target) -> Tree | None:
        """Label setting: a node keeps every tree with the states that no smaller trees cover."""
        presence, algebra = self.presence, self.presence.states
        graph: nx.DiGraph = presence.graph
        end, beyond = self._last(target)
        useful = set(beyond) | {target.node}
        for node in list(useful):
            useful |= nx.ancestors(graph, node) if node in graph else set()
        start = target.states
        kept: dict[Node, list[tuple[Tree, int]]] = {}
        covered: dict[Node, int] = {}
        heap: list[tuple[int, tuple[int, ...], int, Node, Tree, int]] = []
        count = 0
        for node in self._starts:
            if node in useful:
                heap.append((0, (), count, node, _START, start))
                count += 1
        heapq.heapify(heap)
        while heap:
            _, _, _, node, tree, states = heapq.heappop(heap)
            states = algebra.less(states, covered.get(node, NONE))
            if states == NONE:
                continue
            if node == end:
                return tree
            covered[node] = algebra.either(covered.get(node, NONE), states)
            kept.setdefault(node, []).append((tree, states))
            inside = (h for h in (graph.successors(node) if node in graph else ()) if h in useful)
            for happening in (*inside, *beyond.get(node, ())):
                for parts, allowed in self._combined(happening, node, (tree, states), kept):
                    if happening.flow >= 0:
                        allowed = algebra.both(allowed, presence.guards[happening.flow])
                    if allowed != NONE:
                        grown = self._grown(happening, parts)
                        count += 1
                        if count > self.budget:
                            raise BudgetError
                        heapq.heappush(heap, (grown.size, grown.order, count, happening.product, grown, allowed))
        return None

    def _combined(
        self, happening: Happening, node: Node, new: tuple[Tree, int], kept: Mapping[Node, list[tuple[Tree, int]]]
    ) -> Iterable[tuple[tuple[Tree, ...], int]]:
        """The new tree of one source with the kept trees of the others."""
        ways: list[tuple[tuple[Tree, ...], int]] = [((), EVERY)]
        for source in happening.sources:
            options = [new] if source == node else kept.get(source, [])
            ways = [
                ((*parts, tree), both)
                for parts, states in ways
                for tree, more in options
                if (both := self.presence.states.both(states, more)) != NONE
            ]
            if len(ways) > self.budget:
                raise BudgetError
        return ways

    # -- printing order

    def _route(self, tree: Tree, shows: Shows, proven: bool) -> Route:
        """Number the steps, inputs first; a step that serves twice is told once."""
        steps: list[Step] = []
        numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        told: dict[int, tuple[int, ...]] = {}
        waiting = [tree]
        while waiting:
            part = waiting[-1]
            untold = [inner for inner in reversed(part.parts) if id(inner) not in told]
            if untold:
                waiting.extend(untold)
                continue
            waiting.pop()
            if id(part) not in told:
                before = tuple(sorted({number for inner in part.parts for number in told[id(inner)]}))
                told[id(part)] = self._tell(part.happening, before, steps, numbers)
        return Route(shows, tuple(steps), proven, tree.size)

    def _tell(
        self,
        happening: Happening | None,
        before: tuple[int, ...],
        steps: list[Step],
        numbers: dict[tuple[int, tuple[int, ...]], int],
    ) -> tuple[int, ...]:
        if happening is None or happening.flow < 0:
            return before
        data = {happening.product.atom} if isinstance(happening.product, Copy) else set()
        number = numbers.setdefault((happening.flow, before), len(steps) + 1)
        if number <= len(steps):
            known = steps[number - 1]
            steps[number - 1] = evolve(known, data=tuple(sorted({*known.data, *data}, key=natural)))
        else:
            flow = self.presence.flows[happening.flow]
            shown = tuple(sorted(data, key=natural))
            steps.append(Step(number, before, flow.name, flow.sender, flow.recipient, flow.at, shown, flow.span))
        return (number,)


def _together(routes: list[Route]) -> Route:
    """Routes of the same steps as one, with the data of all."""
    first = routes[0]
    if any(len(route.steps) != len(first.steps) for route in routes):
        return first
    steps = tuple(
        evolve(step, data=tuple(sorted({atom for other in same for atom in other.data}, key=natural)))
        for step, *same in zip(first.steps, *(route.steps for route in routes), strict=True)
    )
    return evolve(first, steps=steps)
