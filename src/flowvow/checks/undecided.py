"""P301: a flow whose verdict hangs on a fact that isn't told.

What: a clause reaches the flow possibly but not certainly: its purpose, form or retention is left out, it goes to
any of a kind, times can't be compared, no order is told, or its sender has the datum from several sources under
different limits.
Why: an unknown is never taken for kept.
Kept: `{from: shop, to: mailer, data: email, for: ship}` under `{forbid: share, data: email, for: marketing}`.
Undecided: the same flow without `for`.
Remedy: supply the fact that the finding names.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import as_finding, first_flow, groups, movement
from flowvow.checks.sweep import Ruled
from flowvow.checks.undisclosed import is_silent
from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.model.clauses import ClauseForm
from flowvow.model.facts import COMPARABLE, in_words, supply
from flowvow.text.natural import natural

CODE = "P301"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        if ruled.ruling.verdict is not Verdict.UNDECIDED or (is_silent(case, ruled.act) and _only_covers(case, ruled)):
            return None
        return tuple(sorted(ruled.ruling.needs))

    for group in groups(case, wanted):
        flow = first_flow(case, group)
        data = ", ".join(case.names_of(flow, group.atoms))
        needs = sorted(group.needs, key=natural)
        names = ", ".join(case.clause[id_].name for id_ in group.clauses) or "the policy"
        why = f" ({'; '.join(group.why)})" if group.why else ""
        what = f"{flow.name}, {movement(case, group.flows)}, for {data}"
        message = f"whether {names} allows {what} can't be told without knowing {in_words(needs)}{why}"
        # What the clause asks for helps only where nothing but an order or a better measure is missing.
        known = all(need.startswith(("after of", "asked of")) or need.endswith(COMPARABLE) for need in needs)
        remedy = group.remedy if known and group.remedy else supply(needs)
        yield as_finding(case, group, CODE, Level.WARNING, message, remedy)


def _only_covers(case: Case, ruled: Ruled) -> bool:
    """Whether nothing is open but which sentence, if any, tells of it."""
    forms = {case.clause[id_].form for id_ in ruled.ruling.clauses}
    return ruled.ruling.needs != ("budget",) and forms <= {ClauseForm.PERMIT, ClauseForm.DISCLAIM}
