"""Families of sets, for prime implicants: as many as two to the sixteen of them at the cost of their structure."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from flowvow.graph.budget import BudgetError


class Family:
    """Families of sets of small integers, as a zero-suppressed decision diagram."""

    EMPTY = 0
    UNIT = 1

    def __init__(self, limit: int) -> None:
        self.limit = limit
        top = sys.maxsize
        self._var = [top, top]
        self._low = [self.EMPTY, self.UNIT]
        self._high = [self.EMPTY, self.EMPTY]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._differences: dict[tuple[int, int], int] = {}
        self._sizes: dict[int, dict[int, int]] = {self.EMPTY: {}, self.UNIT: {0: 1}}

    def bound(self, limit: int, step: int) -> None:
        """Let no more than ``step`` further nodes be made, nor more than ``limit`` in all."""
        self.limit = min(limit, len(self._var) + step)

    def node(self, var: int, low: int, high: int) -> int:
        """The sets of ``low``, and those of ``high`` with ``var`` added."""
        if high == self.EMPTY:
            return low
        key = (var, low, high)
        found = self._unique.get(key)
        if found is None:
            found = len(self._var)
            if found >= self.limit:
                raise BudgetError
            self._unique[key] = found
            self._var.append(var)
            self._low.append(low)
            self._high.append(high)
        return found

    def less(self, a: int, b: int) -> int:
        """The sets of ``a`` that aren't sets of ``b``."""
        if a == self.EMPTY or a == b:
            return self.EMPTY
        if b == self.EMPTY:
            return a
        key = (a, b)
        found = self._differences.get(key)
        if found is None:
            va, vb = self._var[a], self._var[b]
            if va < vb:
                found = self.node(va, self.less(self._low[a], b), self._high[a])
            elif va > vb:
                found = self.less(a, self._low[b])
            else:
                found = self.node(va, self.less(self._low[a], self._low[b]), self.less(self._high[a], self._high[b]))
            self._differences[key] = found
        return found

    def sizes(self, a: int) -> dict[int, int]:
        """How many sets of each size there are."""
        found = self._sizes.get(a)
        if found is None:
            found = dict(self.sizes(self._low[a]))
            for size, count in self.sizes(self._high[a]).items():
                found[size + 1] = found.get(size + 1, 0) + count
            self._sizes[a] = found
        return found

    def count(self, a: int) -> int:
        """How many sets there are."""
        return sum(self.sizes(a).values())

    def smallest(self, a: int, most: int) -> list[tuple[int, ...]]:
        """The first ``most`` sets by size, then in diagram order."""
        found: list[tuple[int, ...]] = []
        for size in sorted(self.sizes(a)):
            for one in self._of_size(a, size):
                if len(found) == most:
                    return found
                found.append(one)
        return found

    def _of_size(self, a: int, size: int) -> Iterator[tuple[int, ...]]:
        if a == self.UNIT:
            yield ()
            return
        if size - 1 in self.sizes(self._high[a]):
            for rest in self._of_size(self._high[a], size - 1):
                yield (self._var[a], *rest)
        if size in self.sizes(self._low[a]):
            yield from self._of_size(self._low[a], size)
