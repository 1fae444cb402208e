"""P203: a clause with nothing in its reach.

What: no flow, copy or event of the model is in the clause's reach, and the clause gives no reason for that with
`idle:`; or it gives one and isn't idle.
Why: a promise that nothing was held against hasn't been kept, only not looked at.
Kept: a clause on a card processor, and a flow to one; or the clause with `idle: the system takes no cards`.
Broken: the same clause without either.
Remedy: model what it speaks of, or say why the system has nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.statuses import status_of
from flowvow.findings.finding import Finding, Level, Status

CODE = "P203"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for clause in case.system.clauses:
        idle = status_of(case, clause) is Status.IDLE
        if idle == bool(clause.idle):
            continue
        if idle:
            message, help_ = (
                f"nothing is in the reach of {clause.name}",
                "model what it speaks of, or add `idle: reason`",
            )
        else:
            message, help_ = f"{clause.name} gives a reason for being idle, but isn't", "drop `idle:`"
        yield Finding(
            code=CODE,
            level=Level.NOTE,
            message=message,
            clauses=(clause.id,),
            cites=clause.cites,
            span=clause.span,
            help=help_,
        )
