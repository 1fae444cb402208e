"""P105: a copy that a promised deletion doesn't reach in time.

What: `require: {delete: …}` promises a deletion; a copy at a store, or at an actor who was given it to keep, is
reached by no delete flow in time. A deletion at an actor covers its stores; one sent to a vendor passes the
request on, and the delays add up. What is kept no longer than the deadline, by the place and by every flow that
brings it there, goes by itself.
Why: what is deleted in one place and left in another isn't deleted.
Kept: an order book and its backup, both of the party, each with a delete flow within the promised days.
Broken: the same without a delete flow at the backup; or, where the clause says `travels: yes`, without one to the
mailer who was given the address to keep.
Remedy: add `{act: delete, …}` to the place that the finding names, shorten its delay, or keep it there for less.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.promised import Told, promised
from flowvow.findings.finding import Finding
from flowvow.model.clauses import Need

CODE = "P105"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def words(told: Told) -> tuple[str, str]:
        require = told.require
        within = f" within {require.within}" if require.within is not None else ""
        sooner = f", or keep it there no longer than {require.within}" if require.within is not None else ""
        if told.late:
            deletes = f"{' and '.join(told.late)} delete{'s' if len(told.late) == 1 else ''}"
            steps = ", then ".join(f"{name} ({time})" for name, time in told.chain)
            along = f", {' and '.join(name for name, _ in told.chain)} together" if steps else ""
            return (
                f"{told.clause.name} promises deletion{within}, and {deletes} {told.data} at {told.place} too late"
                + (f": {steps}" if steps else ""),
                f"delete it at {told.place}{within}{along}",
            )
        returning = f"; {' and '.join(told.returned)} only return{'s' if len(told.returned) == 1 else ''} it"
        return (
            f"{told.clause.name} promises deletion{within}, and none reaches {told.data} at {told.place}"
            + (returning if told.returned else ""),
            f"add a delete flow at {told.place}, or to it" + sooner,
        )

    yield from promised(case, CODE, Need.DELETE, words)
