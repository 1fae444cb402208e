"""P106: data that were promised back and aren't returned.

What: `require: {return: …, to: …}` promises data back, the party holds them, and no return flow carries them there
in time.
Why: leaving a service without one's data is what the promise was to prevent.
Kept: `{act: return, from: shop, to: customer, data: order-history}` under the promise to return the order history.
Broken: the same promise and no such flow, or one that leaves out part of the data.
Remedy: add the return flow, or the data to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.promised import Told, promised
from flowvow.findings.finding import Finding
from flowvow.model.clauses import Need

CODE = "P106"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def words(told: Told) -> tuple[str, str]:
        require = told.require
        whom = " or ".join(require.to) or "anyone"
        is_ = "are" if ", " in told.data else "is"
        verb = f"{is_} returned too late" if told.late else f"{is_}n't returned"
        return (
            f"{told.clause.name} promises a return to {whom}, and {told.data} {verb}",
            f"add a return flow of {told.data} to {whom}",
        )

    yield from promised(case, CODE, Need.RETURN, words)
