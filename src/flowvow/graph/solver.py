"""The only door to the SAT solver: clauses over numbered facts, and how much may be tried to meet them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pysat.card import ITotalizer
from pysat.solvers import Solver

from flowvow.graph.budget import BudgetError, Purse

NAME = "glucose4"
CALL = 5  # steps that one call takes besides
FIRST = 16  # to how many a tally counts at first


class Clauses:
    """Clauses, each of which some literal must hold of: a fact's number, negative where it must be false.

    Each call, and each conflict that the solver runs into, is paid for.
    """

    def __init__(self, purse: Purse) -> None:
        self._purse = purse
        self._solver = Solver(name=NAME)
        self._facts = 0
        self._conflicts = 0
        self._tally: ITotalizer | None = None

    def fact(self) -> int:
        """A new fact."""
        self._facts += 1
        return self._facts

    def add(self, *literals: int) -> None:
        """One of these must hold."""
        self._solver.add_clause(literals)

    def prefer(self, literals: Iterable[int]) -> None:
        """Try these first."""
        self._solver.set_phases(list(literals))

    def meet(self, *assumed: int) -> Sequence[int] | None:
        """All facts, as literals in their order, that meet the clauses and what is assumed; None if none do."""
        self._purse.pay(CALL)
        self._solver.conf_budget(self._purse.held + 1)
        met = self._solver.solve_limited(assumptions=assumed)
        before, self._conflicts = self._conflicts, self._solver.accum_stats()["conflicts"]
        self._purse.pay(self._conflicts - before)
        if met is None:
            raise BudgetError
        return self._solver.get_model() if met else None

    def at_most(self, count: int, facts: Sequence[int]) -> list[int]:
        """What to assume for at most so many of some facts to hold, always the same ones."""
        if count >= len(facts):
            return []
        if self._tally is None:
            self._tally = ITotalizer(list(facts), ubound=min(FIRST, len(facts) - 1), top_id=self._facts)
            fresh = self._tally.cnf.clauses
        elif count > self._tally.ubound:
            self._tally.increase(ubound=min(2 * count, len(facts) - 1), top_id=self._facts)
            fresh = self._tally.cnf.clauses[-self._tally.nof_new :]
        else:
            fresh = []
        for clause in fresh:
            self._solver.add_clause(clause)
        self._facts = max(self._facts, self._tally.top_id)
        return [-self._tally.rhs[count]]
