"""Pieces of a file's text replaced, and nothing else: comments and layout stay."""

from __future__ import annotations

from collections.abc import Sequence

from flowvow.text.problem import Gathering
from flowvow.text.source import Source
from flowvow.text.span import Span

Edit = tuple[int, int, str]


def rewritten(source: Source, edits: Sequence[Edit], gathering: Gathering) -> str:
    """The text with each piece replaced; a piece with a comment in it is a problem, as the comment would be lost."""
    text = source.text
    for start, end, new in sorted(edits, reverse=True):
        if "#" in text[start:end]:
            line = text.count("\n", 0, start) + 1
            column = start - (text.rfind("\n", 0, start) + 1) + 1
            gathering.add(
                Span(source.file, line, column),
                f"a comment stands inside this list, and the list becomes [{new.strip('[]')}]",
                "move the comment above it",
            )
        text = text[:start] + new + text[end:]
    return text
