"""Minimal enabling sets of diagrams: their prime implicants.

They are held in a zero-suppressed diagram (Coudert and Madre 1992), so that two to the sixteen of them cost no more
than their structure.
"""

from __future__ import annotations

from flowvow.graph.budget import BudgetError
from flowvow.graph.diagrams import EVERY, NONE, Diagrams
from flowvow.graph.families import Family

SMALL = 64  # nodes of a diagram that is spelt out in a net
CUBES = 8  # minimal sets with which it is

Cube = tuple[int, ...]


class Primes:
    """The prime implicants of some diagrams, as literals: twice a condition's rank, and one more if negated."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._family = Family(diagrams.limit)
        self._known: dict[int, int] = {NONE: Family.EMPTY, EVERY: Family.UNIT}
        self._cubes: dict[int, tuple[Cube, ...] | None] = {}

    def of(self, a: int, step: int) -> int:
        """The minimal sets of a diagram; ``step`` is how many nodes it may take to find them."""
        self._diagrams.allow(step)
        self._family.bound(self._diagrams.limit, step)
        return self._of(a)

    def _of(self, a: int) -> int:
        found = self._known.get(a)
        if found is None:
            rank, low, high = self._diagrams.branch(a)
            shared = self._of(self._diagrams.both(low, high))
            negative = self._family.less(self._of(low), shared)
            positive = self._family.less(self._of(high), shared)
            found = self._family.node(2 * rank, self._family.node(2 * rank + 1, shared, negative), positive)
            self._known[a] = found
        return found

    def sets(self, family: int, most: int, ties: int) -> tuple[list[Cube], int]:
        """The smallest sets of a family, with those as large as the last if they aren't too many; how many in all."""
        sizes = self._family.sizes(family)
        wanted = last = 0
        for size in sorted(sizes):
            if last < most:
                last += sizes[size]
                wanted = min(last, max(most, ties))
        return self._family.smallest(family, wanted), sum(sizes.values())

    def cubes(self, a: int, step: int) -> tuple[Cube, ...] | None:
        """The minimal sets of a small diagram; None where it is too large, or they are too many."""
        if a not in self._cubes:
            found = None
            if len(self._diagrams.nodes(a, SMALL)) <= SMALL:
                try:
                    family = self.of(a, step)
                    if self._family.count(family) <= CUBES:
                        found = tuple(self._family.smallest(family, CUBES))
                except BudgetError:
                    found = None
            self._cubes[a] = found
        return self._cubes[a]
