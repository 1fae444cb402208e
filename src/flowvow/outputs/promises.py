"""The clause behind a finding, in the modeller's words, and the sentence it is cited to."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from flowvow.findings.finding import Finding
from flowvow.findings.report import ClauseStatus, Report
from flowvow.outputs.excerpt import lines_of
from flowvow.outputs.layout import framed, labelled, wrapped
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert
from flowvow.text.span import Span


def promises(
    finding: Finding,
    report: Report,
    sources: Mapping[str, str],
    sentences: Mapping[str, str],
    style: Style = PLAIN,
    links: Mapping[str, str] | None = None,
) -> list[str]:
    """Each clause with its words, its place and its citation; sentences cited beyond that at the end."""
    known = {clause.id: clause for clause in report.clauses}
    titles = dict(report.titles)
    lines: list[str] = []
    told: set[str] = set()
    for identity in finding.clauses:
        clause = known.get(identity)
        name = inert(identity)
        first, *more = wrapped(name + (_strength(clause) if clause else ""))
        lines += framed("clause", [style.strong(name) + first[len(name) :], *more], style)
        if clause:
            lines += labelled("", [_words(clause, sources)], style)
            lines += citations(clause.cites, titles, sentences, style, links)
            told.update(clause.cites)
    lines += citations(tuple(cite for cite in finding.cites if cite not in told), titles, sentences, style, links)
    return lines


def _strength(clause: ClauseStatus) -> str:
    """Only what weakens a clause is said: a firm and stated one needs no word."""
    hedge = f', hedged: "{inert(clause.hedged)}"' if clause.hedged else ""
    basis = f", implied: {inert(clause.implied)}" if clause.implied else ""
    return hedge + basis


def _words(clause: ClauseStatus, sources: Mapping[str, str]) -> str:
    """The modeller's paraphrase, else the clause's own lines, else its form."""
    if clause.says:
        return clause.says
    written = _written(clause.span, sources) if clause.span else ""
    return written or f"({clause.form.value})"


def _written(span: Span, sources: Mapping[str, str]) -> str:
    """What the file says of a clause: its line and the deeper ones that follow, without name, braces and comments."""
    lines = lines_of(span.file, sources)[span.line - 1 :]
    if not lines:
        return ""
    depth = _indent(lines[0])
    body = [lines[0], *takewhile(lambda line: _indent(line) > depth, lines[1:])]
    parts = [line.partition(" #")[0].strip() for line in body]
    head = parts[0].partition(":")[2].strip()
    rest = [part for part in parts[1:] if part and not part.startswith("#")]
    if not head and rest and not rest[0].startswith("{"):
        return ", ".join(rest)  # one field a line
    inside = " ".join([head, *rest]).strip()
    return inside[1:-1] if inside.startswith("{") and inside.endswith("}") else inside


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else 0


def citations(
    cites: tuple[str, ...],
    titles: Mapping[str, str],
    sentences: Mapping[str, str],
    style: Style,
    links: Mapping[str, str] | None = None,
) -> list[str]:
    """The cited sentences by their text's title, quoted where the text is at hand, and linked where it is published."""
    if not cites:
        return []
    by_policy: dict[str, list[str]] = {}
    for cite in cites:
        policy, _, number = cite.rpartition("/")
        by_policy.setdefault(policy, []).append(number)
    lines: list[str] = []
    for policy, numbers in by_policy.items():
        quoted: list[str] = []
        for number in numbers:
            identity = f"{policy}/{number}"
            if sentence := sentences.get(identity):
                quoted += wrapped(inert(f'{number}: "{sentence}"'))
            if link := (links or {}).get(identity):
                quoted.append(f"  {link}")
        title = titles.get(policy) or policy
        lines += framed("cites", [f"{inert(title)}, {inert(', '.join(numbers))}", *quoted], style)
    return lines
