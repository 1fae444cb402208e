"""P202: a flow permitted only in general.

What: a clause permits the flow by an ancestor of its data or recipient; none names them.
Why: "we may share personal information with third parties" covers everything and tells nobody anything.
Kept: `{permit: share, data: email, to: mailer}` and a flow of the e-mail address to the mailer.
Broken: `{permit: share, data: personal, to: third-party}` and the same flow.
Remedy: have the text name what is shared, and with whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import cited, movement
from flowvow.findings.finding import Finding, Level, Verdict

CODE = "P202"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for sweep in case.sweeps.values():
        for i, (atom, permits) in sweep.seen.vague.items():
            flow = case.system.flows[i]
            clauses = [case.clause[id_] for id_ in permits]
            names = " and ".join(clause.name for clause in clauses)
            verb = "permit" if len(clauses) > 1 else "permits"
            yield Finding(
                code=CODE,
                level=Level.NOTE,
                message=f"{names} {verb} {flow.name}, {movement(case, [i])}, only in general",
                verdict=Verdict.PERMITTED,
                clauses=permits,
                cites=cited(clauses),
                flow=flow.name,
                actor=flow.recipient or flow.at,
                data=case.names_of(flow, [atom]),
                cause=case.cause(case.presence.guards[i]),
                span=flow.span,
                help="have the text name the data and the recipient",
            )
