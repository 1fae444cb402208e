"""Sets of states, exactly, without listing states.

A state assigns every choice and circumstance. A set of states is a diagram, kept as an integer: equal sets are equal
integers.

Some sets have no small diagram in any order, such as the states in which one corner of a grid reaches the other. Where
an algebra goes beyond diagrams, an operation that would make too many nodes gives a formula instead, a negative
integer, and everything is asked of formulas as of diagrams.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flowvow.graph.budget import LIMIT, LISTS, STEP, BudgetError, Purse
from flowvow.graph.diagrams import EVERY, NONE, Diagrams
from flowvow.graph.listing import list_sets
from flowvow.graph.primes import Primes
from flowvow.model.conditions import All, Condition, ConditionKind, Default, Expression, Named, Not, names_in

if TYPE_CHECKING:
    from flowvow.graph.formulas import Formulas

__all__ = ["EVERY", "NONE", "BudgetError", "States", "by_default", "mentioned"]


class States:
    """The algebra of sets of states over named conditions.

    Args:
        order: condition names; conditions that are asked together should stand close together.
        limit: how many diagram nodes may be made, in all, before ``BudgetError``.
        step: how many a single operation may make.
        beyond: whether to go on with formulas instead.

    Attributes:
        diagrams: the sets that have one, and ``primes`` their minimal sets.
        growing: whether what formulas are made of still grows; until then no formula is found to be none or every.
        listed: minimal sets that were asked for.
        purse: pays for lists of minimal sets without a diagram.
    """

    def __init__(self, order: Sequence[str], limit: int = LIMIT, step: int = STEP, beyond: bool = False) -> None:
        self.order = tuple(order)
        self.rank = {name: i for i, name in enumerate(self.order)}
        self.step = step
        self.beyond = beyond
        self.diagrams = Diagrams(len(self.order), limit)
        self.primes = Primes(self.diagrams)
        self.growing = False
        self.purse = Purse(LISTS)
        self.listed: dict[tuple[int, int], tuple[list[tuple[int, ...]], int]] = {}

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas over these conditions; most models never need one."""
        from flowvow.graph.formulas import Formulas

        return Formulas(self)

    def where(self, name: str) -> int:
        """The states in which the condition holds."""
        self.diagrams.allow()
        return self.diagrams.node(self.rank[name], NONE, EVERY)

    def complement(self, a: int) -> int:
        """The states not in ``a``."""
        return a ^ 1 if a < NONE else self.diagrams.complement(a)

    def both(self, a: int, b: int) -> int:
        """The states in ``a`` and in ``b``."""
        if a < NONE or b < NONE:
            return self.formulas.both(a, b)
        self.diagrams.allow(self.step)
        try:
            return self.diagrams.both(a, b)
        except BudgetError:
            if not self.beyond:
                raise
            return self.formulas.both(a, b)

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
        return self.both(a, self.complement(b))

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
        return tuple(self.order[n] for n in (self.formulas.support(a) if a < NONE else self.diagrams.support(a)))

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
        if a < NONE:
            return self.formulas.some_state(a)
        held = self.diagrams.first(a)
        return None if held is None else {name: rank in held for rank, name in enumerate(self.order)}

    def holds_in(self, a: int, state: Mapping[str, bool]) -> bool:
        """Whether ``a`` contains the state; conditions it doesn't name count as not holding."""
        if a < NONE:
            return self.formulas.holds_in(a, state)
        return self.diagrams.holds_in(a, lambda rank: state.get(self.order[rank], False))

    def given(self, a: int, settled: Mapping[str, bool]) -> int:
        """The states of ``a`` seen with some conditions settled."""
        ranks = {self.rank[name]: value for name, value in settled.items() if name in self.rank}
        return self.formulas.given(a, tuple(sorted(ranks.items()))) if a < NONE else self.settled(a, ranks)

    def settled(self, a: int, settled: Mapping[int, bool]) -> int:
        """A diagram with some conditions, by rank, settled."""
        self.diagrams.allow()
        return self.diagrams.given(a, settled)

    def surely_within(self, a: int, b: int) -> bool:
        """Whether every state of one diagram is found to be in another."""
        self.diagrams.allow(self.step)
        try:
            return self.diagrams.both(a, b) == a
        except BudgetError:
            return False

    def cubes(self, a: int) -> tuple[tuple[int, ...], ...] | None:
        """The minimal sets of a small diagram, as literals; None where it is too large, or they are too many."""
        return self.primes.cubes(a, self.step)

    def minimal_sets(self, a: int, most: int = 1000) -> tuple[tuple[tuple[str, ...], ...], int]:
        """The minimal sets of signed conditions that put a state into ``a``, smallest first, then by name.

        Returns at most ``most`` sets and how many more there are, at least. Always is ``((),)``; never is ``()``.
        ``listing`` tells what is said past the budget.
        """
        sets, more = list_sets(self, a, most)
        return tuple(tuple(self._literal(x) for x in one) for one in sets), more

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
    return "yes" if possible == EVERY else "undecided"


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
