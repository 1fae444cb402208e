"""P102: a flow that one clause forbids and another permits.

What: a `forbid` and a `permit` both reach the flow, and the permit doesn't lie strictly around the forbid, so
neither is the special case of the other.
Why: the text contradicts itself where the system needs an answer; the flow counts as forbidden until the text is
mended.
Kept: `{forbid: share, data: card, to: agent}` beside `{permit: share, data: billing, to: agent}`, card being part
of billing: narrowing.
Broken: `{forbid: share, data: billing}` beside `{permit: share, to: agent}`: they cross.
Remedy: have the text say which holds, and write it as an exception of the forbid.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import as_finding, first_flow, groups, movement, weight
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Verdict
from flowvow.model.clauses import ClauseForm

CODE = "P102"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        return "" if ruled.ruling.verdict is Verdict.CONFLICTING else None

    for group in groups(case, wanted):
        flow = first_flow(case, group)
        forbid = case.clause[group.clauses[0]]
        others = [case.clause[id_] for id_ in group.clauses[1:]]
        names = [clause.name for clause in others if clause.form is ClauseForm.PERMIT]
        permits = f"{' and '.join(names)} {'permit' if len(names) > 1 else 'permits'}"
        data = ", ".join(case.names_of(flow, group.atoms))
        message = f"{forbid.name} forbids and {permits} {flow.name}, {movement(case, group.flows)}, for {data}"
        remedy = "drop the flow, or have the text say which of the two holds"
        yield as_finding(case, group, CODE, weight(forbid), message, remedy)
