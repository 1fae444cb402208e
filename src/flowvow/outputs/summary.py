"""What a run comes to: statuses by form, coverage, duties to attest, the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flowvow.findings.finding import Level, Status, Verdict
from flowvow.findings.report import Counts, Outcome, Report
from flowvow.model.clauses import ClauseForm
from flowvow.outputs.layout import framed, labelled, table
from flowvow.outputs.reckoned import as_of
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_JUDGED = (Status.KEPT, Status.BROKEN, Status.UNDECIDED, Status.IDLE)


def summary(report: Report, fail_on: Level = Level.ERROR, notes: bool = False, style: Style = PLAIN) -> list[str]:
    """The lines under a model's findings; the verdict comes last."""
    counts = report.counts
    return [
        style.strong(inert(_title(report))),
        *labelled("policy", report.policies, style),
        *labelled("model", [f"{_many(counts.actors, 'actor')}, {_many(counts.flows, 'flow')}"], style),
        *labelled("as of", _as_of(report), style),
        *framed("clauses", _clauses(report), style),
        *_unhappy(report, style),
        *_duties(report, style),
        *labelled("coverage", [_coverage(counts)], style),
        *labelled("findings", [_findings(report, notes)], style),
        *labelled("expected", _expected(report), style),
        *framed("verdict", [style.outcome(report.outcome, report.outcome.value) + _why(report, fail_on)], style),
    ]


def tally(reports: Sequence[Report], outcome: Outcome, style: Style = PLAIN) -> str:
    """One line for all models of a run."""
    found = Counter(report.outcome for report in reports)
    parts = ", ".join(f"{found[one]} {one.value}" for one in Outcome if found[one])
    return f"{_many(len(reports), 'model')}: {parts}; verdict {style.outcome(outcome, outcome.value)}"


def _as_of(report: Report) -> list[str]:
    """The date of the reckoning, and what another one may tell otherwise."""
    if report.reckoning is None:
        return []
    dated = [clause.id for clause in report.clauses if clause.dated]
    return [as_of(report.reckoning), *([f"another date may tell otherwise of {', '.join(dated)}"] if dated else [])]


def _title(report: Report) -> str:
    laid = " and ".join(f'"{name}"' for name in report.proposals)
    return f"{report.system}, with {laid}" if laid else report.system


def _clauses(report: Report) -> list[str]:
    """One row a form: how its clauses end, and how many of the text's sentences it is cited to."""
    if not report.clauses:
        return ["none"]
    rows = [["form", "clauses", *(status.value for status in _JUDGED), "sentences"]]
    for form in ClauseForm:
        mine = [clause for clause in report.clauses if clause.form is form]
        if not mine:
            continue
        ends = Counter(clause.status for clause in mine)
        judged = [_number(ends[status]) if form is not ClauseForm.DUTY else "" for status in _JUDGED]
        sentences = len({cite for clause in mine for cite in clause.cites})
        rows.append([form.value, str(len(mine)), *judged, str(sentences) + _share(sentences, report.counts.sentences)])
    counts = report.counts
    ends_all = [_number(n) for n in (counts.kept, counts.broken, counts.undecided, counts.idle)]
    cited = len({cite for clause in report.clauses for cite in clause.cites})
    rows.append(["all", str(len(report.clauses)), *ends_all, str(cited) + _share(cited, counts.sentences)])
    return table(rows)


def _unhappy(report: Report, style: Style) -> list[str]:
    lines: list[str] = []
    for status in (Status.BROKEN, Status.UNDECIDED):
        names = [clause.id for clause in report.clauses if clause.status is status]
        lines += labelled(status.value, [", ".join(names)] if names else [], style)
    return lines


def _duties(report: Report, style: Style) -> list[str]:
    """Duties are neither kept nor broken here: a person attests them."""
    names = [clause.id for clause in report.clauses if clause.status is Status.ATTEST]
    if not names:
        return []
    return labelled("to attest", [f"{_many(len(names), 'duty', 'duties')}, by a person: {', '.join(names)}"], style)


def _coverage(counts: Counts) -> str:
    if not counts.sentences:
        return "not known: no outline of the text was read"
    told = counts.cited + counts.non_normative
    left = counts.sentences - told
    missing = f", {left} left out" if left else ""
    return (
        f"{told} of {_many(counts.sentences, 'sentence')}{_share(told, counts.sentences)}: "
        f"{counts.cited} cited, {counts.non_normative} marked non-normative{missing}"
    )


def _findings(report: Report, notes: bool) -> str:
    found = Counter(finding.level for finding in report.findings)
    hidden = " (told with --notes)" if found[Level.NOTE] and not notes else ""
    return ", ".join(_many(found[level], level.value) for level in Level) + hidden


def _expected(report: Report) -> list[str]:
    if report.expected is None:
        return []
    return ["yes, all that the expect block says and nothing else" if report.expected else "no, see E101"]


def _why(report: Report, fail_on: Level) -> str:
    """What the word alone would hide."""
    if report.nothing_checked:
        return ", nothing was checked"
    if report.outcome is Outcome.KEPT and report.counts.broken:
        return f", though {_many(report.counts.broken, 'clause')} broke below --fail-on {fail_on.value}"
    if report.outcome is Outcome.BROKEN:
        failing = [f for f in report.at_least(fail_on) if f.verdict is not Verdict.UNDECIDED]
        return f", {_many(len(failing), 'finding')} at --fail-on {fail_on.value}"
    warnings = sum(finding.level is Level.WARNING for finding in report.findings)
    return f", with {_many(warnings, 'warning')}" if report.outcome is Outcome.KEPT and warnings else ""


def _share(part: int, whole: int) -> str:
    """A percentage that is never rounded up."""
    if not whole:
        return ""
    tenths = part * 1000 // whole
    return f" ({tenths // 10}.{tenths % 10} %)"


def _number(count: int) -> str:
    return str(count) if count else "-"


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
