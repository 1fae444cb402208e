"""The report: everything a run found out, sorted, for writers and pictures to read."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from flowvow.findings.finding import Finding, Level, Status, Verdict
from flowvow.model.clauses import ClauseForm
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


class Outcome(Enum):
    """The verdict of a run; the exit code's word."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDECIDED = "undecided"

    @property
    def exit_code(self) -> int:
        """0, 1 or 3."""
        return {Outcome.KEPT: 0, Outcome.BROKEN: 1, Outcome.UNDECIDED: 3}[self]


@frozen(slots=True)
class ClauseStatus:
    """How one clause ended.

    Attributes:
        says: the modeller's paraphrase, or for a duty its promise; empty where there is none.
        dated: whether the date from which times are reckoned told some of its times apart, so that another may not.
    """

    id: str
    form: ClauseForm
    status: Status
    cites: tuple[str, ...]
    hedged: str = ""
    implied: str = ""
    why: str = ""
    span: Span | None = None
    says: str = ""
    dated: bool = False


@frozen(slots=True)
class FlowVerdict:
    """The verdict of one datum on one flow, over all states, for drawing and tracing.

    Attributes:
        flow, sender, recipient, at: the flow and its ends.
        data: atoms with this verdict.
        verdict: the gravest in any state (forbidden, conflicting, undecided, undisclosed, disclaimed, permitted).
        gated: names of the conditions on which it depends that the flow happens, sorted.
    """

    policy: str
    flow: str
    sender: str
    recipient: str
    at: str
    data: tuple[str, ...]
    verdict: Verdict
    gated: tuple[str, ...] = ()


@frozen(slots=True)
class Counts:
    """Sizes and statuses.

    Attributes:
        sentences: how many the outlines list; 0 without an outline.
        cited: how many of them a clause, word or flow cites.
        non_normative: how many of the others are marked as promising nothing.
    """

    actors: int = 0
    flows: int = 0
    clauses: int = 0
    sentences: int = 0
    cited: int = 0
    kept: int = 0
    broken: int = 0
    undecided: int = 0
    idle: int = 0
    attest: int = 0
    non_normative: int = 0


@frozen(slots=True)
class Report:
    """What one run on one model found.

    Attributes:
        system: the model's name.
        policies: titles of its policies with their versions.
        outcome: kept, broken or undecided.
        nothing_checked: no clause looked at anything.
        findings: sorted: errors first, then by place.
        clauses: in the order of the policy files.
        verdicts: every flow and datum, for pictures.
        titles: each policy's name and its text's title.
        expected: None without an ``expect`` block; else whether every expectation was met and none was missing.
        reckoning: from which day times were reckoned; None where they were compared over all calendars.
    """

    system: str
    policies: tuple[str, ...]
    outcome: Outcome
    nothing_checked: bool
    counts: Counts
    findings: tuple[Finding, ...]
    clauses: tuple[ClauseStatus, ...]
    verdicts: tuple[FlowVerdict, ...] = ()
    proposals: tuple[str, ...] = ()
    expected: bool | None = None
    titles: tuple[tuple[str, str], ...] = ()
    reckoning: Reckoning | None = None

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of that level or above."""
        ranks = [Level.ERROR, Level.WARNING, Level.NOTE]
        return tuple(f for f in self.findings if ranks.index(f.level) <= ranks.index(level))
