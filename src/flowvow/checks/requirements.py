"""P104: a flow that lacks what a clause requires of it.

What: a `require` clause reaches the flow, and its safeguard, the subject's prior consent, its opt-out, or its
always happening is missing in some state. Permitted or not, the flow is then forbidden by the requirement.
Why: a promise about how something is done is broken by doing it otherwise.
Kept: `{act: publish, data: praise, require: {consent: praise-consent}}` and a flow guarded by that choice, after
the flow that asks.
Broken: the same clause and a flow without the guard, or one that comes before the question.
Remedy: add what is missing; the finding names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import Group, as_finding, first_flow, groups, movement, weight
from flowvow.checks.instead import dropped, instead
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Verdict
from flowvow.model.clauses import Clause, ClauseForm, Need
from flowvow.model.conditions import Named

CODE = "P104"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        if ruled.ruling.verdict is not Verdict.FORBIDDEN:
            return None
        return "" if case.clause[ruled.ruling.clauses[0]].form is ClauseForm.REQUIRE else None

    for group in groups(case, wanted):
        flow = first_flow(case, group)
        clause = case.clause[group.clauses[0]]
        data = ", ".join(case.names_of(flow, group.atoms))
        message = f"{flow.name}, {movement(case, group.flows)}, fails {clause.name} for {data}: {'; '.join(group.why)}"
        yield as_finding(case, group, CODE, weight(clause), message, _remedy(case, group, clause))


def _remedy(case: Case, group: Group, clause: Clause) -> str:
    """A guard, or whatever is missing; no guard where the flow is what happens without the choice."""
    require = clause.require
    if require is not None and require.need in (Need.CONSENT, Need.OPT_OUT):
        choice = Named(require.names[0])
        if instead(case, group.flows, choice):
            return dropped(choice)
    return group.remedy
