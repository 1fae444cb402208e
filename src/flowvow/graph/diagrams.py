"""Reduced ordered binary decision diagrams: sets of states as integers, equal sets as equal integers.

Conditions go by rank. ``NONE`` and ``EVERY`` are the two diagrams without a node.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence

from flowvow.graph.budget import BudgetError

NONE = 0
EVERY = 1


class Diagrams:
    """The diagrams over some conditions.

    Args:
        count: how many conditions there are.
        limit: how many nodes may be made, in all, before ``BudgetError``.
    """

    def __init__(self, count: int, limit: int) -> None:
        self.limit = limit
        self._stop = limit
        self._var = [count, count]
        self._low = [NONE, EVERY]
        self._high = [NONE, EVERY]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._ands: dict[tuple[int, int], int] = {}
        self._nots: dict[int, int] = {NONE: EVERY, EVERY: NONE}
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 8 * count + 2000))

    def allow(self, step: int | None = None) -> None:
        """Let no more than ``step`` further nodes be made, nor more than the limit in all."""
        self._stop = self.limit if step is None else min(self.limit, len(self._var) + step)

    def node(self, rank: int, low: int, high: int) -> int:
        """The states of ``low`` without the condition, and those of ``high`` with it."""
        if low == high:
            return low
        found = self._unique.get((rank, low, high))
        if found is None:
            if len(self._var) >= self._stop:
                raise BudgetError
            found = self._make(rank, low, high)
        return found

    def _make(self, rank: int, low: int, high: int) -> int:
        made = self._unique[rank, low, high] = len(self._var)
        self._var.append(rank)
        self._low.append(low)
        self._high.append(high)
        return made

    def branch(self, a: int) -> tuple[int, int, int]:
        """The first condition of a diagram by rank, and what is left without it and with it."""
        return self._var[a], self._low[a], self._high[a]

    def complement(self, a: int) -> int:
        """The states not in ``a``, in as many nodes; past the limit too, or what hangs on ``a`` couldn't be told."""
        found = self._nots.get(a)
        if found is None:
            key = self._var[a], self.complement(self._low[a]), self.complement(self._high[a])
            found = self._unique.get(key) or self._make(*key)
            self._nots[a] = found
            self._nots[found] = a
        return found

    def both(self, a: int, b: int) -> int:
        """The states in ``a`` and in ``b``."""
        if a == b or b == EVERY:
            return a
        if a == EVERY:
            return b
        if a == NONE or b == NONE:
            return NONE
        key = (a, b) if a < b else (b, a)
        found = self._ands.get(key)
        if found is None:
            va, vb = self._var[a], self._var[b]
            rank = min(va, vb)
            a0, a1 = (self._low[a], self._high[a]) if va == rank else (a, a)
            b0, b1 = (self._low[b], self._high[b]) if vb == rank else (b, b)
            found = self.node(rank, self.both(a0, b0), self.both(a1, b1))
            self._ands[key] = found
        return found

    def given(self, a: int, settled: Mapping[int, bool]) -> int:
        """The states of ``a`` seen with some conditions settled."""
        memo: dict[int, int] = {NONE: NONE, EVERY: EVERY}

        def walk(node: int) -> int:
            found = memo.get(node)
            if found is None:
                rank, low, high = self.branch(node)
                if rank in settled:
                    found = walk(high if settled[rank] else low)
                else:
                    found = self.node(rank, walk(low), walk(high))
                memo[node] = found
            return found

        return walk(a)

    def nodes(self, a: int, most: int | None = None) -> set[int]:
        """The nodes of a diagram, or of a larger one some more than ``most``."""
        seen: set[int] = set()
        waiting = [a]
        while waiting and (most is None or len(seen) <= most):
            node = waiting.pop()
            if node > EVERY and node not in seen:
                seen.add(node)
                waiting += (self._low[node], self._high[node])
        return seen

    def support(self, a: int) -> list[int]:
        """The conditions on which membership in ``a`` depends, in order."""
        return sorted({self._var[node] for node in self.nodes(a)})

    def first(self, a: int) -> set[int] | None:
        """The conditions that hold in one state of ``a``, as few as its first path allows; None if it has no state."""
        if a == NONE:
            return None
        held = set()
        while a != EVERY:
            rank, low, high = self.branch(a)
            if low == NONE:
                held.add(rank)
            a = low or high
        return held

    def holds_in(self, a: int, held: Callable[[int], bool]) -> bool:
        """Whether ``a`` contains the state in which some conditions are held."""
        while a > EVERY:
            a = self._high[a] if held(self._var[a]) else self._low[a]
        return a == EVERY

    def over(self, a: int, samples: Sequence[int], known: dict[int, int]) -> int:
        """Which of some sample states are in a diagram; ``samples`` has a column for each condition."""
        found = known.get(a)
        if found is None:
            rank, below, above = self.branch(a)
            low, high = self.over(below, samples, known), self.over(above, samples, known)
            found = known[a] = (high & samples[rank]) | (low & ~samples[rank])
        return found
