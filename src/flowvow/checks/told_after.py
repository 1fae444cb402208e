"""C108: a notice that comes after what it is about.

What: `require: {notify: …}` with an `act`, `data`, `from`, `to` or `for` beside it promises a notice before such flows,
and the notice that there is comes after one of them, directly or through others.
Why: who is told of a collection when it is over could not act on it.
Kept: `collect: {…, after: [tell-privacy]}` under `{act: collect, data: name, require: {notify: person, of: policy}}`.
Broken: `tell-privacy: {…, after: [collect]}`.
Remedy: tell first: turn the order round.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import listed, not_after
from flowvow.checks.case import Case
from flowvow.checks.promised import Told, promised
from flowvow.findings.finding import Finding
from flowvow.model.clauses import Need

CODE = "C108"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def words(told: Told) -> tuple[str, str]:
        by_notice: dict[str, list[str]] = {}
        for notice, flow in told.behind:
            by_notice.setdefault(notice, []).append(flow)
        comes = "; ".join(f"{notice} comes after {listed(flows)}" for notice, flows in by_notice.items())
        whom = " or ".join(told.require.names)
        first, flows = next(iter(by_notice.items()))
        return (
            f"{comes}, and {told.clause.name} promises {whom} that notice first",
            f"put `after: [{first}]` on {listed(flows)}, and let {first} {not_after(flows)}",
        )

    yield from promised(case, CODE, Need.NOTIFY, words, behind=True)
