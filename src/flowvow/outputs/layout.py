"""Labelled paragraphs under a finding, and tables in the summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from flowvow.outputs.columns import pad, width
from flowvow.outputs.excerpt import WIDTH
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_LABEL = 12  # two spaces, the longest label and a gap


def labelled(label: str, paragraphs: Iterable[str], style: Style = PLAIN) -> list[str]:
    """The label in front of its paragraphs, wrapped; nothing where there are none."""
    lines = [line for text in paragraphs for line in wrapped(inert(text))]
    return framed(label, lines, style)


def framed(label: str, lines: Sequence[str], style: Style = PLAIN) -> list[str]:
    """The label in front of lines that are laid out already."""
    if not lines:
        return []
    first = style.faint(f"  {label}") + " " * (_LABEL - 2 - len(label)) + lines[0]
    return [first, *(" " * _LABEL + line for line in lines[1:])]


def wrapped(text: str, room: int = WIDTH - _LABEL) -> list[str]:
    """The text in lines of at most that many columns, broken between words only."""
    return wrap(text, room, break_long_words=False, break_on_hyphens=False) if width(text) > room else [text]


def room() -> int:
    """How many columns stand beside a label."""
    return WIDTH - _LABEL


def table(rows: Sequence[Sequence[str]], words: int = 1) -> list[str]:
    """Rows in columns: the first ones, of words, flush left and the others, of numbers, flush right."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            pad(cell, widths[column]) if column < words else " " * (widths[column] - width(cell)) + cell
            for column, cell in enumerate(row)
        ).rstrip()
        for row in rows
    ]
