"""The bounds on what a diagram may grow to, and on what is done where it would grow further."""

from __future__ import annotations

LIMIT = 400_000  # diagram nodes in all
STEP = 2_000  # diagram nodes that one operation may make
DECIDE = 300_000  # steps that it may take to decide which formulas hold in some state, all together
LISTS = 500_000  # steps that all lists of minimal sets may take without a diagram, before each must do with few
LIST = 250_000  # steps that one of them may take
FEW = 1_000  # steps that it may take in any case
ARCS = 64  # arcs looked at that make a step


class BudgetError(Exception):
    """A set of states grew past the budget; what depends on it is undecided."""


class Purse:
    """Steps that may be taken; a step is a conflict of a solver, a set looked at, or ``ARCS`` arcs.

    Attributes:
        rest: how many are left in all.
        held: how many are left for what was begun last.
    """

    def __init__(self, rest: int) -> None:
        self.rest = rest
        self.held = rest

    def share(self) -> None:
        """Begin a list, which may take a part of what the lists before it left."""
        self.held = max(FEW, min(LIST, self.rest // 2))

    def pay(self, steps: int) -> None:
        """Take steps; ``BudgetError`` where too few are left."""
        self.held -= steps
        self.rest -= steps
        if self.held < 0:
            raise BudgetError
