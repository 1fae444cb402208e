"""A problem as people read it: its place, its words, the line and a mark under the spot."""

from __future__ import annotations

from unicodedata import east_asian_width

from flowvow.text.problem import Problem, Problems
from flowvow.text.source import Source

_WIDEST = 110


def show(problem: Problem, source: Source | None = None) -> str:
    """The problem in a few lines, safe to print on a terminal whatever the file holds."""
    # A problem of the command's own words has no line.
    place = str(problem.span) if problem.span.line else problem.span.file
    lines = [f"{inert(place)}: {inert(problem.message)}" if place else inert(problem.message)]
    line = source.line(problem.span.line) if source else ""
    if line.strip():
        lines += _marked(line, problem)
    if problem.help:
        lines.append(f"  help: {inert(problem.help)}")
    return "\n".join(lines)


def show_all(problems: Problems) -> str:
    """All problems, in order."""
    return "\n".join(show(problem, problems.sources.get(problem.span.file)) for problem in problems.problems)


def inert(text: str) -> str:
    """The text with everything that a terminal might obey written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _marked(line: str, problem: Problem) -> list[str]:
    span = problem.span
    start = min(span.column - 1, len(line))
    stop = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    stop = max(min(stop, len(line)), start + 1)
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    last = min(len(line), first + _WIDEST)
    shown = [inert(" " if c == "\t" else c) for c in line[first:last]]
    dots = "…" if first else ""
    before = len(dots) + sum(map(_width, shown[: start - first]))
    under = sum(map(_width, shown[start - first : stop - first])) or 1
    return [f"    {dots}{''.join(shown)}{'…' if last < len(line) else ''}", f"    {' ' * before}{'^' * under}"]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
