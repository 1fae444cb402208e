"""P107: a promised notice that nobody gives in time.

What: `require: {notify: …, of: …, ahead: …}` promises a notice, and no notify flow from whoever owes it serves it
in every state in which it is due, far enough ahead.
Why: a promise that nobody serves is broken, not idle.
Kept: `{act: notify, from: shop, to: person, data: policy-change, ahead: 30 business days}` under the same promise.
Broken: the same with `ahead: 2 weeks`, or without the flow.
Remedy: add the notify flow, or give it earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.promised import Told, promised
from flowvow.findings.finding import Finding
from flowvow.model.clauses import Need

CODE = "P107"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def words(told: Told) -> tuple[str, str]:
        require = told.require
        whom, what = " or ".join(require.names), " and ".join(require.of) or "it"
        ahead = f" {require.ahead} ahead" if require.ahead is not None else ""
        verb = "is given too late" if told.late else "isn't given"
        return (
            f"{told.clause.name} promises {whom} a notice of {what}{ahead}, and it {verb}",
            f"add a notify flow of {what} to {whom}{ahead}",
        )

    yield from promised(case, CODE, Need.NOTIFY, words)
