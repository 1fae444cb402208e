"""P103: a flow beyond the limit of an `only` clause.

What: the flow is in the reach of an `only` clause and is for another purpose, goes to somebody else, happens while
the condition doesn't hold, or is kept longer. A limit on somebody outside the party travels with the data.
Why: "solely for" and "only to" are the strictest words a policy has.
Kept: `{data: card, at: processor, only: {for: take-payment}}` and a processor that uses the card to take payment.
Broken: the same clause and a processor that scores customers by it, or hands it on for that.
Remedy: keep the flow within the limit, or change the promise.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from flowvow.checks.case import Case
from flowvow.checks.deadline_ways import no_longer
from flowvow.checks.grouping import Group, as_finding, first_flow, groups, movement, weight
from flowvow.checks.instead import dropped, instead
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Place, Verdict
from flowvow.model.clauses import Clause, ClauseForm
from flowvow.model.times import Truth

CODE = "P103"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        if ruled.ruling.verdict is not Verdict.FORBIDDEN:
            return None
        return "" if case.clause[ruled.ruling.clauses[0]].form is ClauseForm.ONLY else None

    for group in groups(case, wanted):
        flow = first_flow(case, group)
        clause = case.clause[group.clauses[0]]
        data = ", ".join(case.names_of(flow, group.atoms))
        message = (
            f"{flow.name}, {movement(case, group.flows)}, takes {data} beyond {clause.name}: {'; '.join(group.why)}"
        )
        finding = as_finding(case, group, CODE, weight(clause), message, _remedy(case, group, clause))
        yield evolve(finding, places=(*finding.places, *_stores(case, clause, group)))


def _remedy(case: Case, group: Group, clause: Clause) -> str:
    """What keeps the flow within the limit; no guard where it happens only when the guard wouldn't hold."""
    only = clause.only
    if only is not None and only.while_ is not None and instead(case, group.flows, only.while_):
        return dropped(only.while_)
    return group.remedy


def _stores(case: Case, clause: Clause, group: Group) -> Iterator[Place]:
    """The stores whose own retention is what exceeds the limit."""
    if clause.only is None or clause.only.kept is None:
        return
    for i in group.flows:
        flow = case.system.flows[i]
        store = case.system.actors.get(flow.recipient)
        if flow.kept is not None or store is None or store.kept is None:
            continue
        if no_longer(case, store.kept, clause.only.kept) is Truth.NO:
            yield Place(store.name, store.span)
