"""The bound on what a diagram may grow to."""

from __future__ import annotations

LIMIT = 400_000


class BudgetError(Exception):
    """A set of states grew past the budget; what depends on it is undecided."""
