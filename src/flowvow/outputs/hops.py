"""A route hop by hop; where several inputs are joined, rails on the left show what comes together."""

from __future__ import annotations

from flowvow.findings.finding import Finding
from flowvow.model.routes import Route, Shows, Step
from flowvow.outputs.columns import pad, width
from flowvow.outputs.layout import framed, room, wrapped
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_GAP = "  "


def hops(finding: Finding, style: Style = PLAIN) -> list[str]:
    """All routes of a finding, each under its label."""
    lines: list[str] = []
    for route in finding.routes:
        lines += framed(_label(finding, route), route_lines(route, finding.span.file, style), style)
        if not route.shortest:
            lines += framed("", [style.faint("(a shorter route was not ruled out within the budget)")], style)
    return lines


def _label(finding: Finding, route: Route) -> str:
    """Routes are told apart only where one finding shows a bad and a good one."""
    mixed = len({other.shows for other in finding.routes}) > 1
    if not mixed:
        return "route"
    return "bad" if route.shows is Shows.BAD else "good"


def route_lines(route: Route, file: str, style: Style) -> list[str]:
    """One line a step; where that is too wide the places lose their folders, then the data go to lines of their own."""
    rows = _rows(route, file, bare=False)
    if _broad(rows) > room():
        rows = _rows(route, file, bare=True)
    widths = _widths(rows)
    tight = _broad(rows) <= room()
    indent = widths[0] + len(_GAP)
    lines: list[str] = []
    for row in rows:
        head = _GAP.join(pad(cell, widths[column]) for column, cell in enumerate(row[:3]))
        place = style.faint(row[4])
        if tight:
            lines.append(f"{head}{_GAP}{pad(row[3], widths[3])}{_GAP}{place}".rstrip())
        else:
            lines.append(f"{head}{_GAP}{place}".rstrip())
            lines += [" " * indent + style.faint(part) for part in wrapped(row[3], room() - indent) if part]
    return lines


def _rows(route: Route, file: str, bare: bool) -> list[tuple[str, ...]]:
    return [
        (f"{rail}{step.step}.", inert(step.flow), _ends(step), inert(", ".join(step.data)), _place(step, file, bare))
        for rail, step in zip(_rails(route), route.steps, strict=True)
    ]


def _widths(rows: list[tuple[str, ...]]) -> list[int]:
    return [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]


def _broad(rows: list[tuple[str, ...]]) -> int:
    return sum(_widths(rows)) + (len(rows[0]) - 1) * len(_GAP)


def _ends(step: Step) -> str:
    if step.at:
        return f"at {inert(step.at)}"
    return f"{inert(step.sender)} -> {inert(step.recipient)}"


def _place(step: Step, file: str, bare: bool) -> str:
    span = step.span
    if not span.file:
        return ""
    if span.file == file:
        return f"line {span.line}"
    return f"{inert(span.file.rpartition('/')[2] if bare else span.file)}:{span.line}"


def _rails(route: Route) -> list[str]:
    """In front of each step: ``*`` on its own rail, ``|`` for results that wait, ``-'`` where rails end in it."""
    if all(len(step.after) <= 1 for step in route.steps) and _is_chain(route):
        return [""] * len(route.steps)
    last_use = {number: step.step for step in route.steps for number in step.after}
    waiting: list[int] = []  # the step whose result each rail carries, left to right
    drawn: list[str] = []
    for step in route.steps:
        ending = [rail for rail, number in enumerate(waiting) if number in step.after and last_use[number] == step.step]
        own = ending[0] if ending else len(waiting)
        rightmost = ending[-1] if ending else own
        cells = []
        for rail in range(max(len(waiting), own + 1)):
            if rail == own:
                cells.append("*-" if rightmost > own else "* ")
            elif rail in ending:
                cells.append("'-" if rail < rightmost else "' ")
            else:
                cells.append("+-" if own < rail < rightmost else "| ")
        drawn.append("".join(cells))
        waiting = [number for rail, number in enumerate(waiting) if rail not in ending]
        waiting.insert(own, step.step)
    broad = max(map(len, drawn))
    return [rail.ljust(broad) for rail in drawn]


def _is_chain(route: Route) -> bool:
    """Whether each step but the first needs just the one before it."""
    numbers = [step.step for step in route.steps]
    return all(step.after == ((numbers[i - 1],) if i else ()) for i, step in enumerate(route.steps))
