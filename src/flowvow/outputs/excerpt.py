"""The line of a file that a message speaks of, with a caret under the part that matters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flowvow.outputs.columns import width
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert
from flowvow.text.span import Span

WIDTH = 100
_CUT = "..."


def excerpt(span: Span, sources: Mapping[str, str], style: Style = PLAIN, mark: str = "") -> list[str]:
    """Place, line and caret; the place alone where the line isn't at hand; nothing for what stands nowhere."""
    if not span.file:
        return []
    head = f"{style.faint('-->')} {inert(str(span))}"
    line = line_of(span, sources)
    if line is None:
        return ["  " + head]
    number = str(span.line)
    gutter = " " * len(number)
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line in (0, span.line) and span.end_column else len(line.rstrip())
    before, under, after = _window(line, start, max(end, start + 1), WIDTH - len(number) - 3)
    caret = " " * width(before) + "^" * max(width(under), 1)
    bar = style.faint("|")
    return [
        f"{gutter} {head}",
        f"{gutter} {bar}",
        f"{style.faint(number)} {bar} {before}{under}{after}".rstrip(),
        f"{gutter} {bar} {style.strong(caret)}{' ' + mark if mark else ''}",
    ]


def line_of(span: Span, sources: Mapping[str, str]) -> str | None:
    """The first line of a span, or None where its file isn't at hand."""
    lines = lines_of(span.file, sources)
    return lines[span.line - 1] if 0 < span.line <= len(lines) else None


def lines_of(file: str, sources: Mapping[str, str]) -> tuple[str, ...]:
    """A file's lines as YAML counts them: other separators don't end a line."""
    return _split(sources.get(file, ""))


@lru_cache(maxsize=64)
def _split(text: str) -> tuple[str, ...]:
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) if text else ()


def _window(line: str, start: int, end: int, room: int) -> tuple[str, str, str]:
    """What stands before, under and after the caret, inert and cut to the room there is."""
    before, under, after = inert(line[:start]), inert(line[start:end]), inert(line[end:])
    if width(before) + width(under) + width(after) <= room:
        return before, under, after
    under = _head(under, room - min(width(before), room // 3))
    before = _tail(before, room - width(under) if width(after) <= len(_CUT) else room - width(under) - len(_CUT))
    return before, under, _head(after, room - width(before) - width(under))


def _head(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    return text[: max(room - len(_CUT), 0)] + _CUT if room >= len(_CUT) else ""


def _tail(text: str, room: int) -> str:
    if width(text) <= room:
        return text
    return _CUT + text[len(text) - room + len(_CUT) :] if room > len(_CUT) else ""
