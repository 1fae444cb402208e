"""Sets of states, exactly, without listing states.

A state assigns every choice and circumstance. A set of states is a reduced ordered binary decision diagram, kept as
an integer: equal sets are equal integers. Minimal enabling sets are the prime implicants, held in a zero-suppressed
diagram (Coudert and Madre 1992), so that two to the sixteen of them cost no more than their structure.

Some sets have no small diagram in any order, such as the states in which one corner of a grid reaches the other. Where
an algebra goes beyond diagrams, an operation that would make too many nodes gives a formula instead, a negative
integer, and everything is asked of formulas as of diagrams.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flowvow.graph.budget import LIMIT, LISTS, STEP, BudgetError, Purse
from flowvow.graph.families import Family
from flowvow.graph.listing import list_sets
from flowvow.model.conditions import All, Condition, ConditionKind, Default, Expression, Named, Not, names_in

if TYPE_CHECKING:
    from flowvow.graph.formulas import Formulas

NONE = 0
EVERY = 1
SMALL = 64  # nodes of a diagram that is spelt out in a net
CUBES = 8  # minimal sets with which it is

__all__ = ["EVERY", "NONE", "BudgetError", "States", "by_default", "mentioned"]


class States:
    """The algebra of sets of states over named conditions.

    Args:
        order: condition names; conditions that are asked together should stand close together.
        limit: how many diagram nodes may be made, in all, before ``BudgetError``.
        step: how many a single operation may make.
        beyond: whether to go on with formulas instead.

    Attributes:
        growing: whether what formulas are made of still grows; until then no formula is found to be none or every.
        listed: minimal sets that were asked for.
        purse: pays for lists of minimal sets without a diagram.
    """

    def __init__(self, order: Sequence[str], limit: int = LIMIT, step: int = STEP, beyond: bool = False) -> None:
        self.order = tuple(order)
        self.rank = {name: i for i, name in enumerate(self.order)}
        self.limit = limit
        self.step = step
        self.beyond = beyond
        self._stop = limit
        self.growing = False
        last = len(self.order)
        self._var = [last, last]
        self._low = [0, 1]
        self._high = [0, 1]
        self._unique: dict[tuple[int, int, int], int] = {}
        self._ands: dict[tuple[int, int], int] = {}
        self._nots: dict[int, int] = {0: 1, 1: 0}
        self._primes: dict[int, int] = {}
        self._family = Family(limit)
        self._cubes: dict[int, tuple[tuple[int, ...], ...] | None] = {}
        self.purse = Purse(LISTS)
        self.listed: dict[tuple[int, int], tuple[list[tuple[int, ...]], int]] = {}
        if sys.getrecursionlimit() < 8 * last + 2000:
            sys.setrecursionlimit(8 * last + 2000)

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas over these conditions; most models never need one."""
        from flowvow.graph.formulas import Formulas

        return Formulas(self)

    def _node(self, var: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = (var, low, high)
        found = self._unique.get(key)
        if found is None:
            found = len(self._var)
            if found >= self._stop:
                raise BudgetError
            self._unique[key] = found
            self._var.append(var)
            self._low.append(low)
            self._high.append(high)
        return found

    def where(self, name: str) -> int:
        """The states in which the condition holds."""
        self._stop = self.limit
        return self._node(self.rank[name], NONE, EVERY)

    def complement(self, a: int) -> int:
        """The states not in ``a``."""
        if a < NONE:
            return a ^ 1
        self._stop = self.limit
        try:
            return self._not(a)
        except BudgetError:
            if not self.beyond:
                raise
            return self.formulas.kept(a) ^ 1

    def _not(self, a: int) -> int:
        found = self._nots.get(a)
        if found is None:
            found = self._node(self._var[a], self._not(self._low[a]), self._not(self._high[a]))
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
        if a < NONE or b < NONE:
            return self.formulas.both(a, b)
        found = self._ands.get((a, b) if a < b else (b, a))
        if found is not None:
            return found
        self._stop = min(self.limit, len(self._var) + self.step)
        try:
            return self._and(a, b)
        except BudgetError:
            if not self.beyond:
                raise
            return self.formulas.both(a, b)

    def _and(self, a: int, b: int) -> int:
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
            found = self._node(var, self._and(a0, b0), self._and(a1, b1))
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
        found = list(parts)
        # By pairs, so that a formula of many parts isn't deep.
        while len(found) > 1:
            found = [
                self.either(*found[n : n + 2]) if n + 1 < len(found) else found[n] for n in range(0, len(found), 2)
            ]
        return found[0] if found else NONE

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
        if a < NONE:
            return tuple(self.order[rank] for rank in self.formulas.support(a))
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

    def named(self, a: int) -> frozenset[str]:
        """The conditions on which membership in ``a`` may depend; found at once."""
        return (
            frozenset(self.order[rank] for rank in self.formulas.named(a)) if a < NONE else frozenset(self.support(a))
        )

    def better(self, a: int, name: str) -> bool | None:
        """The value of a condition with which no state is lost from ``a``, where a formula shows it; else None."""
        return self.formulas.better(a).get(name) if a < NONE else None

    def some_state(self, a: int) -> dict[str, bool] | None:
        """One state of ``a``, as few conditions holding as the diagram's first path allows; None if there is none."""
        if a == NONE:
            return None
        if a < NONE:
            return self.formulas.some_state(a)
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
        if a < NONE:
            return self.formulas.holds_in(a, state)
        while a > EVERY:
            a = self._high[a] if state.get(self.order[self._var[a]], False) else self._low[a]
        return a == EVERY

    def given(self, a: int, settled: Mapping[str, bool]) -> int:
        """The states of ``a`` seen with some conditions settled."""
        if a < NONE:
            ranks = ((self.rank[name], value) for name, value in settled.items() if name in self.rank)
            return self.formulas.given(a, tuple(sorted(ranks)))
        self._stop = self.limit
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
            shared = self._prime(self._and(low, high))
            negative = self._family.less(self._prime(low), shared)
            positive = self._family.less(self._prime(high), shared)
            found = self._family.node(2 * var, self._family.node(2 * var + 1, shared, negative), positive)
            self._primes[a] = found
        return found

    def family(self, a: int, step: int) -> int:
        """The minimal sets of a diagram; ``step`` is how many nodes it may take to find them."""
        self._stop = min(self.limit, len(self._var) + step)
        self._family.bound(self.limit, step)
        return self._prime(a)

    def family_sets(self, family: int, most: int, ties: int) -> tuple[list[tuple[int, ...]], int]:
        """The smallest sets of a family, with those as large as the last if they aren't too many; how many in all."""
        sizes = self._family.sizes(family)
        wanted = last = 0
        for size in sorted(sizes):
            if last < most:
                last += sizes[size]
                wanted = min(last, max(most, ties))
        return self._family.smallest(family, wanted), sum(sizes.values())

    def minimal_sets(self, a: int, most: int = 1000) -> tuple[tuple[tuple[str, ...], ...], int]:
        """The minimal sets of signed conditions that put a state into ``a``, smallest first, then by name.

        Returns at most ``most`` sets and how many more there are, at least. Always is ``((),)``; never is ``()``.
        ``listing`` tells what is said past the budget.
        """
        sets, more = list_sets(self, a, most)
        return tuple(tuple(self._literal(x) for x in one) for one in sets), more

    # -- what nets are made of

    def cubes(self, a: int) -> tuple[tuple[int, ...], ...] | None:
        """The minimal sets of a small diagram, as literals; None where it is too large, or they are too many."""
        if a not in self._cubes:
            found = None
            if self._small(a):
                try:
                    family = self.family(a, self.step)
                    if self._family.count(family) <= CUBES:
                        found = tuple(self._family.smallest(family, CUBES))
                except BudgetError:
                    found = None
            self._cubes[a] = found
        return self._cubes[a]

    def _small(self, a: int) -> bool:
        seen: set[int] = set()
        waiting = [a]
        while waiting and len(seen) <= SMALL:
            node = waiting.pop()
            if node > EVERY and node not in seen:
                seen.add(node)
                waiting += (self._low[node], self._high[node])
        return len(seen) <= SMALL

    def branch(self, a: int) -> tuple[int, int, int]:
        """The first condition of a diagram by rank, and what is left without it and with it."""
        return self._var[a], self._low[a], self._high[a]

    def surely_within(self, a: int, b: int) -> bool:
        """Whether every state of one diagram is found to be in another."""
        self._stop = min(self.limit, len(self._var) + self.step)
        try:
            return self._and(a, b) == a
        except BudgetError:
            return False

    def settled(self, a: int, settled: Mapping[int, bool]) -> int:
        """A diagram with some conditions, by rank, settled."""
        return self.given(a, {self.order[rank]: value for rank, value in settled.items()})

    def over(self, a: int, samples: Sequence[int], known: dict[int, int]) -> int:
        """Which of some sample states are in a diagram; ``samples`` has a column for each condition."""
        found = known.get(a)
        if found is None:
            column = samples[self._var[a]]
            low, high = self.over(self._low[a], samples, known), self.over(self._high[a], samples, known)
            found = known[a] = (high & column) | (low & ~column)
        return found

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
    try:
        possible = _over_circumstances(states, rest, unstated)
    except BudgetError:
        return "undecided"
    return "yes" if possible == EVERY else "no" if possible == NONE else "undecided"


def _over_circumstances(states: States, a: int, kept: set[str]) -> int:
    better = states.formulas.better(a) if a < NONE else dict[str, bool]()
    a = states.given(a, {name: value for name, value in better.items() if name not in kept})
    for name in states.support(a):
        if name not in kept:
            a = states.either(states.given(a, {name: False}), states.given(a, {name: True}))
    return a


def mentioned(expressions: Iterable[Expression]) -> list[str]:
    """Condition names in order of first mention."""
    return list(dict.fromkeys(name for expression in expressions for name in names_in(expression)))
