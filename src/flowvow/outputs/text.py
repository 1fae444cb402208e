"""The report as text, made to be read aloud in a review: the fault, its line, its route, the promise, a way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from flowvow.findings.finding import Finding, Level
from flowvow.findings.report import Outcome, Report
from flowvow.outputs.excerpt import WIDTH, excerpt, line_of
from flowvow.outputs.hops import hops
from flowvow.outputs.layout import labelled, wrapped
from flowvow.outputs.promises import promises
from flowvow.outputs.states import states
from flowvow.outputs.style import PLAIN, Style
from flowvow.outputs.summary import summary, tally
from flowvow.text.show import inert


@frozen
class Wishes:
    """What to show and how.

    Attributes:
        sources: the text of each file a span may name.
        sentences: the text of cited sentences by ``policy/number``, where it is at hand.
        links: to those sentences on the page that published them, by ``policy/number``.
        texts: for each policy's text at hand, how far it is as outlined.
        notes: whether findings of level note are told, or only counted.
        fail_on: the level from which a finding breaks the run.
        style: colours.
    """

    sources: Mapping[str, str] = field(factory=dict)
    sentences: Mapping[str, str] = field(factory=dict)
    links: Mapping[str, str] = field(factory=dict)
    texts: tuple[str, ...] = ()
    notes: bool = False
    fail_on: Level = Level.ERROR
    style: Style = PLAIN


def write(reports: Sequence[Report], outcome: Outcome, wishes: Wishes) -> str:
    """Findings first, then a summary for each model; several models end with a line for all of them."""
    blocks: list[str] = []
    for report in reports:
        shown = report.findings if wishes.notes else report.at_least(Level.WARNING)
        if len(reports) > 1 and shown:
            blocks.append(wishes.style.strong(f"=== {inert(report.system)} ==="))
        blocks += [write_finding(finding, report, wishes) for finding in shown]
        blocks.append("\n".join(summary(report, wishes.fail_on, wishes.notes, wishes.style)))
    if wishes.texts:
        blocks.append("\n".join(labelled("quoted", wishes.texts, wishes.style)))
    if len(reports) > 1:
        blocks.append(tally(reports, outcome, wishes.style))
    return "\n\n".join(blocks) + "\n"


def write_finding(finding: Finding, report: Report, wishes: Wishes) -> str:
    """One finding, without a blank line around it."""
    style = wishes.style
    lines = [
        *_head(finding, style),
        *excerpt(finding.span, wishes.sources, style),
        *hops(finding, style),
        *promises(finding, report, wishes.sources, wishes.sentences, style, wishes.links),
        *_places(finding, report, wishes),
        *states(finding, style),
        *labelled("needs", finding.needs, style),
        *labelled("help", [finding.help] if finding.help else [], style),
        *labelled("id", [finding.fingerprint] if finding.fingerprint else [], style),
    ]
    return "\n".join(lines)


def write_unexpected(failures: Sequence[Finding], report: Report, wishes: Wishes) -> Iterator[str]:
    """Failed expectations; one that is about an unexpected finding is followed by that finding and its proof."""
    told = {failure.code for failure in failures}
    for failure in failures:
        yield write_finding(failure, report, wishes)
        for finding in report.findings:
            if finding.code not in told and finding.span == failure.span and failure.message.endswith(finding.message):
                yield write_finding(finding, report, wishes)


def _head(finding: Finding, style: Style) -> list[str]:
    label = f"{finding.level.value}[{finding.code}]"
    first, *more = wrapped(f"{label}: {inert(finding.message)}", WIDTH)
    rest = first[len(label) :]
    return [style.level(finding.level, label) + style.strong(rest), *(f"  {style.strong(line)}" for line in more)]


def _places(finding: Finding, report: Report, wishes: Wishes) -> list[str]:
    """Further places with their lines, but for the clauses' own, which are quoted already."""
    quoted = {clause.span for clause in report.clauses if clause.id in finding.clauses}
    lines: list[str] = []
    for place in finding.places:
        if place.span in quoted:
            continue
        line = line_of(place.span, wishes.sources)
        texts = [f"{place.what}: {place.span}", *([line.strip()] if line else [])]
        lines += labelled("see", texts, wishes.style)
    return lines
