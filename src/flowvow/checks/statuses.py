"""How every clause ends (item 26, readings G1)."""

from __future__ import annotations

from flowvow.checks.case import Case
from flowvow.findings.finding import Status
from flowvow.model.clauses import Clause, ClauseForm


def status_of(case: Case, clause: Clause) -> Status:
    """Kept, broken, undecided, idle or, for a duty, attest."""
    if clause.form is ClauseForm.DUTY:
        return Status.ATTEST
    seen = case.sweeps[clause.policy].seen
    if clause.form in (ClauseForm.PERMIT, ClauseForm.DISCLAIM):
        return Status.KEPT if clause.id in seen.covered else Status.IDLE
    events = case.events[clause.policy]
    missing = [m for m in events.missing if m.rule.key == clause.id]
    if clause.id in seen.broken or any(m.sure for m in missing):
        return Status.BROKEN
    if clause.id in seen.undecided or missing:
        return Status.UNDECIDED
    return Status.KEPT if clause.id in seen.looked or clause.id in events.looked else Status.IDLE


def rests_on_date(case: Case, clause: Clause) -> bool:
    """Whether only the date from which times are reckoned tells some of a clause's times apart; another may not."""
    return clause.id in case.events[clause.policy].dated or clause.id in case.sweeps[clause.policy].reaching.dated
