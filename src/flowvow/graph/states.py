"""Sets of states, exactly, without listing states.

A state assigns every choice and circumstance. A set of states is a reduced ordered binary decision diagram, kept as
an integer: equal sets are equal integers. Minimal enabling sets are the prime implicants, held in a zero-suppressed
diagram (Coudert and Madre 1992), so that two to the sixteen of them cost no more than their structure.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from flowvow.graph.budget import LIMIT, BudgetError
from flowvow.graph.families import Family
from flowvow.model.conditions import All, Condition, ConditionKind, Default, Expression, Named, Not, names_in

NONE = 0
EVERY = 1

__all__ = ["EVERY", "NONE", "BudgetError", "States", "by_default", "mentioned"]


class States:
    """The algebra of sets of states over named conditions.

    Args:
        order: condition names; conditions that are asked together should stand close together.
        limit: how many diagram nodes may be made before ``BudgetError``.
    """

    def __init__(self, order: Sequence[str], limit: int = LIMIT) -> None:
        self.order = tuple(order)
        self.rank = {name: i for i, name in enumerate(self.order)}
        self.limit = limit
        last = len(self.order)
        self._var = [last, last]
        self._low = [0, 1]
        self._high = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._ands: dict[tuple[int, int], int] = {}
        self._nots: dict[int, int] = {0: 1, 1: 0}
        self._primes: dict[int, int] = {}
        self._family = Family(limit)
        if sys.getrecursionlimit() < 8 * last + 2000:
            sys.setrecursionlimit(8 * last + 2000)

    def _node(self, var: int, low: int, high: int) -> int:
        if low == high:
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

    def where(self, name: str) -> int:
        """The states in which the condition holds."""
        return self._node(self.rank[name], NONE, EVERY)

    def complement(self, a: int) -> int:
        """The states not in ``a``."""
        found = self._nots.get(a)
        if found is None:
            found = self._node(self._var[a], self.complement(self._low[a]), self.complement(self._high[a]))
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
            var = min(va, vb)
            a0, a1 = (self._low[a], self._high[a]) if va == var else (a, a)
            b0, b1 = (self._low[b], self._high[b]) if vb == var else (b, b)
            found = self._node(var, self.both(a0, b0), self.both(a1, b1))
            self._ands[key] = found
        return found

    def either(self, a: int, b: int) -> int:
        """The states in ``a`` or in ``b``."""
        if a == b or b == NONE:
            return a
        if a == NONE:
            return b
        if a == EVERY or b == EVERY:
            return EVERY
        return self.complement(self.both(self.complement(a), self.complement(b)))

    def less(self, a: int, b: int) -> int:
        """The states in ``a`` but not in ``b``."""
        return a if b == NONE else self.both(a, self.complement(b))

    def union(self, parts: Iterable[int]) -> int:
        """The states in any of the parts."""
        result = NONE
        for part in parts:
            result = self.either(result, part)
        return result

    def within(self, a: int, b: int) -> bool:
        """Whether every state of ``a`` is in ``b``."""
        return self.less(a, b) == NONE

    def of(self, expression: Expression, fixed: Mapping[str, bool] | None = None) -> int:
        """The states in which an expression holds; ``fixed`` settles names that are no part of a state (safeguards)."""
        if isinstance(expression, Named):
            if fixed is not None and expression.name in fixed:
                return EVERY if fixed[expression.name] else NONE
            return self.where(expression.name)
        if isinstance(expression, Not):
            return self.complement(self.of(expression.part, fixed))
        if isinstance(expression, All):
            result = EVERY
            for part in expression.parts:
                result = self.both(result, self.of(part, fixed))
            return result
        return self.union(self.of(part, fixed) for part in expression.parts)

    def support(self, a: int) -> tuple[str, ...]:
        """The conditions on which membership in ``a`` depends, in diagram order."""
        seen: set[int] = set()
        found: set[int] = set()
        waiting = [a]
        while waiting:
            node = waiting.pop()
            if node <= EVERY or node in seen:
                continue
            seen.add(node)
            found.add(self._var[node])
            waiting += (self._low[node], self._high[node])
        return tuple(self.order[v] for v in sorted(found))

    def some_state(self, a: int) -> dict[str, bool] | None:
        """One state of ``a``, as few conditions holding as the diagram's first path allows; None if there is none."""
        if a == NONE:
            return None
        state = dict.fromkeys(self.order, False)
        while a != EVERY:
            if self._low[a] != NONE:
                a = self._low[a]
            else:
                state[self.order[self._var[a]]] = True
                a = self._high[a]
        return state

    def holds_in(self, a: int, state: Mapping[str, bool]) -> bool:
        """Whether ``a`` contains the state; conditions it doesn't name count as not holding."""
        while a > EVERY:
            a = self._high[a] if state.get(self.order[self._var[a]], False) else self._low[a]
        return a == EVERY

    def given(self, a: int, settled: Mapping[str, bool]) -> int:
        """The states of ``a`` seen with some conditions settled."""
        memo: dict[int, int] = {}

        def walk(node: int) -> int:
            if node <= EVERY:
                return node
            found = memo.get(node)
            if found is None:
                name = self.order[self._var[node]]
                if name in settled:
                    found = walk(self._high[node] if settled[name] else self._low[node])
                else:
                    found = self._node(self._var[node], walk(self._low[node]), walk(self._high[node]))
                memo[node] = found
            return found

        return walk(a)

    def _prime(self, a: int) -> int:
        if a == NONE:
            return Family.EMPTY
        if a == EVERY:
            return Family.UNIT
        found = self._primes.get(a)
        if found is None:
            var, low, high = self._var[a], self._low[a], self._high[a]
            shared = self._prime(self.both(low, high))
            negative = self._family.less(self._prime(low), shared)
            positive = self._family.less(self._prime(high), shared)
            found = self._family.node(2 * var, self._family.node(2 * var + 1, shared, negative), positive)
            self._primes[a] = found
        return found

    def minimal_sets(self, a: int, most: int = 1000) -> tuple[tuple[tuple[str, ...], ...], int]:
        """The minimal sets of signed conditions that put a state into ``a``, smallest first.

        Returns at most ``most`` sets and how many more there are. Always is ``((),)``; never is ``()``.
        """
        family = self._prime(a)
        sets = self._family.smallest(family, most)
        named = [tuple(self._literal(x) for x in one) for one in sets]
        return tuple(named), self._family.count(family) - len(named)

    def _literal(self, literal: int) -> str:
        name = self.order[literal // 2]
        return f"not {name}" if literal % 2 else name


def by_default(states: States, a: int, conditions: Mapping[str, Condition]) -> str:
    """Whether something happens if nobody touches a choice: ``yes``, ``no`` or ``undecided``.

    Every choice stands at its default; some assignment of the circumstances will do.
    """
    settled, unstated = {}, set()
    for name in states.order:
        condition = conditions[name]
        if condition.kind is ConditionKind.CHOICE:
            if condition.default is Default.UNSTATED:
                unstated.add(name)
            else:
                settled[name] = condition.default is Default.GRANTED
    rest = states.given(a, settled)
    support = states.support(rest)
    if not any(name in unstated for name in support):
        return "yes" if rest != NONE else "no"
    possible = _over_circumstances(states, rest, unstated)
    return "yes" if possible == EVERY else "no" if possible == NONE else "undecided"


def _over_circumstances(states: States, a: int, kept: set[str]) -> int:
    for name in states.support(a):
        if name not in kept:
            a = states.either(states.given(a, {name: False}), states.given(a, {name: True}))
    return a


def mentioned(expressions: Iterable[Expression]) -> list[str]:
    """Condition names in order of first mention."""
    return list(dict.fromkeys(name for expression in expressions for name in names_in(expression)))
