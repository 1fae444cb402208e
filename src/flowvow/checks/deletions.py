"""P105: a copy that a promised deletion doesn't reach in time.

What: `require: {delete: …}` promises a deletion; a copy at a store, or at an actor who was given it to keep, is reached by no delete
flow in time. A deletion at an actor covers its stores; one sent to a vendor passes the request on, and the delays add up.
Why: what is deleted in one place and left in another isn't deleted.
Kept: an order book and a mailer's list, each with a delete flow within the promised days.
Broken: the same without the delete flow to the mailer, who keeps the address.
Remedy: add `{act: delete, …}` to the place that the finding names, or shorten its delay.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.promised import promised
from flowvow.findings.finding import Finding
from flowvow.model.clauses import Clause, Need

CODE = "P105"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def words(clause: Clause, data: str, place: str, late: bool) -> tuple[str, str]:
        require = clause.require
        within = f" within {require.within}" if require is not None and require.within is not None else ""
        if late:
            return (
                f"{clause.name} promises deletion{within}, and {data} at {place} is deleted too late",
                f"delete it at {place}{within}",
            )
        return (
            f"{clause.name} promises deletion{within}, and none reaches {data} at {place}",
            f"add a delete flow at {place}, or to it",
        )

    yield from promised(case, CODE, Need.DELETE, words)
