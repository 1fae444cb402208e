"""The main job: a model in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from types import ModuleType
from typing import TYPE_CHECKING

from attrs import evolve

from flowvow.checks import undecided
from flowvow.checks.ask import ask
from flowvow.checks.case import Case
from flowvow.checks.catalogue import CHECKS
from flowvow.checks.expectations import check_expectations
from flowvow.checks.statuses import rests_on_date, status_of
from flowvow.checks.verdicts import flow_verdicts
from flowvow.findings.finding import Finding, Level, Status, Verdict
from flowvow.findings.report import ClauseStatus, Counts, Outcome, Report
from flowvow.graph.states import BudgetError
from flowvow.model.actors import BUILT_IN_ACTORS
from flowvow.model.system import Expectation, System
from flowvow.text.natural import natural

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning

_LEVELS = [Level.ERROR, Level.WARNING, Level.NOTE]


def check(system: System, before: Sequence[Finding] | None = None, reckoning: Reckoning | None = None) -> Report:
    """Check one model.

    Args:
        system: the model, with any proposals laid over it.
        before: with a proposal, the findings of the model without it.
        reckoning: from which day times are reckoned; without it they compare over all calendars.
    """
    return report(Case(system, reckoning=reckoning), before)


def report(case: Case, before: Sequence[Finding] | None = None) -> Report:
    """The report of a case already made."""
    system = case.system
    found = [finding for module in CHECKS for finding in _within_budget(module, case)]

    def answer(_: System, expectation: Expectation) -> object:
        return ask(case, expectation)

    failed = check_expectations(system, found, answer, before)  # type: ignore[arg-type]
    findings = sort_findings((*found, *failed))
    clauses = tuple(
        ClauseStatus(
            c.id,
            c.form,
            status_of(case, c),
            c.cites,
            c.hedged,
            c.implied,
            c.why or c.idle,
            c.span,
            c.says or c.duty,
            rests_on_date(case, c),
        )
        for c in system.clauses
    )
    checked = any(c.status not in (Status.IDLE, Status.ATTEST) for c in clauses)
    return Report(
        system=system.name,
        policies=tuple(
            f"{p.title or p.name} ({p.version})" if p.version else p.title or p.name for p in system.policies
        ),
        outcome=_outcome(findings, checked),
        nothing_checked=not checked,
        counts=_counts(system, clauses),
        findings=findings,
        clauses=clauses,
        verdicts=flow_verdicts(case),
        proposals=system.proposals,
        expected=not failed if system.expects else None,
        titles=tuple((p.name, p.title or p.name) for p in system.policies),
        reckoning=case.reckoning,
    )


def _within_budget(check: ModuleType, case: Case) -> Iterator[Finding]:
    """The findings of one check; one more, undecided, where its states grew past the budget."""
    try:
        yield from check.run(case)
    except BudgetError:
        yield Finding(
            undecided.CODE,
            Level.WARNING,
            f"{check.CODE} couldn't look at everything: the states are too many to decide",
            Verdict.UNDECIDED,
            needs=("budget",),
            help="split the model, or name fewer conditions on one way",
        )


def _outcome(findings: Iterable[Finding], checked: bool) -> Outcome:
    if any(f.level is Level.ERROR and f.verdict is not Verdict.UNDECIDED for f in findings):
        return Outcome.BROKEN
    if not checked or any(f.verdict is Verdict.UNDECIDED for f in findings):
        return Outcome.UNDECIDED
    return Outcome.KEPT


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the one order in which everything shows them, each with its fingerprint."""
    ordered = sorted(
        findings,
        key=lambda f: (
            _LEVELS.index(f.level),
            f.code,
            natural(f.choice),
            natural(f.flow),
            natural(f.actor),
            [natural(c) for c in f.clauses],
            [natural(d) for d in f.data],
            [natural(a) for a in f.about],
            [[natural(n) for n in one] for one in f.cause.enabled_by],
            natural(f.message),
        ),
    )
    seen: dict[str, int] = {}
    named = []
    for finding in ordered:
        choice = (finding.choice,) if finding.choice else ()
        what = (finding.code, *finding.clauses, *choice, finding.flow, finding.actor, *finding.data, *finding.about)
        print_ = blake2b("\x00".join(what).encode(), digest_size=6).hexdigest()
        seen[print_] = seen.get(print_, 0) + 1
        if seen[print_] > 1:
            # The same fault in other states; told apart by its place among them.
            print_ = f"{print_}-{seen[print_]}"
        named.append(evolve(finding, fingerprint=print_))
    return tuple(named)


def _counts(system: System, clauses: Sequence[ClauseStatus]) -> Counts:
    by_status = {status: sum(c.status is status for c in clauses) for status in Status}
    numbers = {f"{p.name}/{n}" for p in system.policies for n in p.sentences}
    cited = {cite for group in (system.actors, system.data, system.purposes, system.acts, system.conditions)
             for entry in group.values() for cite in entry.cites}  # fmt: skip
    cited |= {cite for flow in system.flows for cite in flow.cites}
    cited |= {cite for clause in system.clauses for cite in clause.cites}
    silent = {s if "/" in s else f"{p.name}/{s}" for p in system.policies for n in p.non_normative for s in n.sentences}
    built_in = {actor.name for actor in BUILT_IN_ACTORS}
    return Counts(
        actors=sum(name not in built_in for name in system.actors),
        flows=len({flow.name for flow in system.flows}),
        clauses=len(clauses),
        sentences=len(numbers),
        cited=len(cited & numbers),
        kept=by_status[Status.KEPT],
        broken=by_status[Status.BROKEN],
        undecided=by_status[Status.UNDECIDED],
        idle=by_status[Status.IDLE],
        attest=by_status[Status.ATTEST],
        non_normative=len((silent & numbers) - cited),
    )
