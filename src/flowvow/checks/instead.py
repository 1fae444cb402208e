"""Flows that happen instead of others: only where a choice is refused, so that no guard of that choice mends them."""

from __future__ import annotations

from collections.abc import Iterable

from flowvow.checks.case import Case
from flowvow.graph.states import NONE, BudgetError
from flowvow.model.conditions import ConditionKind, Expression, Not, names_in


def instead(case: Case, flows: Iterable[int], condition: Expression) -> bool:
    """Whether the guards of all these pairs of ends surely leave no state in which the condition holds."""
    if any(case.system.conditions[name].kind is ConditionKind.SAFEGUARD for name in names_in(condition)):
        return False
    try:
        holds = case.states.of(condition)
        return all(case.states.both(case.presence.guards[i], holds) == NONE for i in flows)
    except BudgetError:  # a remedy is no reason to leave a fault undecided
        return False


def dropped(condition: Expression) -> str:
    """What would mend such a flow."""
    return f"drop it, or except it if the text does: it happens only when {Not(condition)}"
