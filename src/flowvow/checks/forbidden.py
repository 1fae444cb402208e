"""P101: a flow that a clause forbids.

What: a `forbid` clause reaches the flow for some datum, in some state, whatever else permits it there.
Why: the published text says that this doesn't happen.
Kept: `{forbid: share, data: email, to: ad-network}` and no flow of an e-mail address to the ad network, by any
number of hops if the clause travels.
Broken: the same clause and `{from: shop, to: ad-network, data: email}`.
Remedy: drop the flow or the datum, guard it by the clause's exception, or change the promise.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import as_finding, first_flow, groups, movement, weight
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Verdict
from flowvow.model.clauses import ClauseForm

CODE = "P101"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        if ruled.ruling.verdict is not Verdict.FORBIDDEN:
            return None
        return "" if case.clause[ruled.ruling.clauses[0]].form is ClauseForm.FORBID else None

    for group in groups(case, wanted):
        flow = first_flow(case, group)
        clause = case.clause[group.clauses[0]]
        data = ", ".join(case.names_of(flow, group.atoms))
        message = f"{clause.name} forbids {flow.name}, {movement(case, group.flows)}, for {data}"
        yield as_finding(case, group, CODE, weight(clause), message, "drop the flow, or the data from it")
