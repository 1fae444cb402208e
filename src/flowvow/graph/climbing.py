"""Minimal enabling sets in order of size, by climbing a net that never asks for an absence.

A set of labels is kept where some node is there by all of it and by nothing less. Each such set is one arc's labels
more than such a set of the arc's source (or than the union of one for each of its sources), so that from the empty set
on sizes come one after the other, and what is kept at the root are its minimal sets: the label-setting of shortest
paths with several costs (Martins 1984), with sets in place of costs. No diagram is made, and no state is looked at;
which nodes are there, and whether by less, is asked of many sets at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowvow.graph.budget import BudgetError, Purse
from flowvow.graph.nets import Net, Values
from flowvow.graph.slices import chosen, columns, without_parts

JOINED = 200_000  # sets that one join may give before the budget is passed
CHUNK = 1 << 14
MANY = 1 << 13  # sets in view, from which on it pays to ask first whether the next size is the last


def climb(net: Net, most: int, purse: Purse) -> Iterator[list[int]]:
    """The minimal sets of the first root, as bits over the net's labels: all of size 0, all of size 1, and so on.

    Ends after the size with which they are more than ``most``; past the budget, with ``BudgetError``.
    """
    climber = _Climber(net)
    size = count = 0
    while climber.waiting:
        batch = list(climber.waiting.pop(size, ()))
        purse.pay(len(batch))
        found = climber.level(size, batch)
        yield found
        count += len(found)
        after = len(climber.waiting.get(size + 1, ()))
        if count <= most and after > MANY and climber.steady:
            ahead = climber.ahead(batch)
            if count + len(ahead) > most or after > purse.held:
                yield ahead
                count += len(ahead)
        if count > most:
            return
        size += 1


class _Climber:
    """What is kept where, while the sizes rise.

    Attributes:
        waiting: by size the sets to be looked at.
        found: the minimal sets of the root.
        steady: whether each arc adds one label at most to one source, so that no size is passed over.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        self.root = net.roots[0]
        self.waiting: dict[int, set[int]] = {0: {0}}
        # Arcs from one source by that, with the labels and where they lead; joins of several apart.
        self.onward: dict[int, list[tuple[tuple[int, ...], int]]] = {}
        self.joins: list[tuple[tuple[int, ...], int]] = []
        for node in net.plain:
            for sources, labels in net.arcs[node]:
                if len(sources) > 1:
                    self.joins.append((sources, sum(1 << label for label in labels)))
                elif labels:
                    self.onward.setdefault(sources[0], []).append((labels, node))
        self.found: list[int] = []
        self.steady = not self.joins and all(len(arc[0]) == 1 for arcs in self.onward.values() for arc in arcs)
        self.kept: dict[int, list[int]] = {source: [] for sources, _ in self.joins for source in sources}

    def level(self, size: int, batch: list[int]) -> list[int]:
        """Look at all sets of one size; gives those that are minimal for the root."""
        found: list[int] = []
        fresh: dict[int, list[int]] = {}
        for start in range(0, len(batch), CHUNK):
            chunk = batch[start : start + CHUNK]
            held = columns(chunk, len(self.net.labels))
            full = (1 << len(chunk)) - 1
            there = self.net.there(held, full)
            new = self._new(size, chunk, there)
            found += chosen(chunk, new[self.root])
            open_ = full & ~there[self.root]
            self._extend(size, chunk, held, there, [value & open_ for value in new])
            for node in self.kept:
                if new[node] & open_:
                    fresh.setdefault(node, []).extend(chosen(chunk, new[node] & open_))
        if fresh:
            self._join(size, fresh)
        self.found += found
        return found

    def ahead(self, batch: list[int]) -> list[int]:
        """The minimal sets of the root of the next size, where no size is passed over, from all sets of this size."""
        larger: set[int] = set()
        for start in range(0, len(batch), CHUNK):
            chunk = batch[start : start + CHUNK]
            held = columns(chunk, len(self.net.labels))
            full = (1 << len(chunk)) - 1
            open_ = full & ~self.net.there(held, full)[self.root]
            more = list(held)
            for label, column in enumerate(held):
                more[label] = full
                enough = self.net.there(more, full)[self.root] & open_
                larger.update(map((1 << label).__or__, chosen(chunk, enough)))
                more[label] = column
        ordered = list(larger)
        found: list[int] = []
        for start in range(0, len(ordered), CHUNK):
            chunk = ordered[start : start + CHUNK]
            found += chosen(chunk, without_parts(chunk, self.found, len(self.net.labels)))
        return found

    def _new(self, size: int, chunk: list[int], there: Values) -> Values:
        """Where each node is there by the whole set and by nothing less."""
        new = list(there)
        full = (1 << len(chunk)) - 1
        rest = chunk
        for _ in range(size):
            # Each set without one of its labels, in turn.
            less = [one & (left & -left ^ -1) for one, left in zip(chunk, rest, strict=True)]
            rest = [left & left - 1 for left in rest]
            for node, value in enumerate(self.net.there(columns(less, len(self.net.labels)), full)):
                if value:
                    new[node] &= ~value
        return new

    def _extend(self, size: int, chunk: list[int], held: Sequence[int], there: Values, new: Values) -> None:
        wanted: dict[tuple[int, ...], int] = {}
        for source, arcs in self.onward.items():
            if new[source]:
                for labels, node in arcs:
                    wanted[labels] = wanted.get(labels, 0) | (new[source] & ~there[node])
        for labels, mask in wanted.items():
            by_missing = [mask]
            for label in labels:
                lacking = [value & ~held[label] for value in by_missing]
                having = [value & held[label] for value in by_missing]
                by_missing = [a | b for a, b in zip([*having, 0], [0, *lacking], strict=True)]
            added = sum(1 << label for label in labels)
            for missing, value in enumerate(by_missing):
                if value:
                    self.waiting.setdefault(size + missing, set()).update(map(added.__or__, chosen(chunk, value)))

    def _join(self, size: int, fresh: dict[int, list[int]]) -> None:
        for node, sets in fresh.items():
            self.kept[node] += sets
        for sources, added in self.joins:
            for place, source in enumerate(sources):
                whole = fresh.get(source, [])
                for other in sources[:place] + sources[place + 1 :]:
                    if len(whole) * len(self.kept[other]) > JOINED:
                        raise BudgetError
                    whole = [one | more for one in whole for more in self.kept[other]]
                for one in whole:
                    together = one | added
                    if together.bit_count() > size:
                        self.waiting.setdefault(together.bit_count(), set()).add(together)
