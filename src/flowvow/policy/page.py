"""A saved web page as the pieces that its reader sees: headings, paragraphs, list items and cells of tables."""

from __future__ import annotations

import re

from attrs import frozen

from flowvow.policy.pieces import LeftOut, Piece
from flowvow.policy.walker import Walker

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(
    r"\s*<(?:main|article|section|div|h[1-6]|p|ul|ol|table|span|font|center)\b.*</?\w+\s*/?>\s*",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t\n\f\r]+")


@frozen
class Page:
    """A web page, read.

    Attributes:
        pieces: in order.
        left_out: the parts with words in them that aren't the text: menus, what is hidden, what frames the main part.
    """

    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...]


def is_page(text: str) -> bool:
    """Whether a text is HTML: it begins as a page does, or it is tags from its first character to its last."""
    return bool(_PAGE.match(text) or _FRAGMENT.fullmatch(text))


def read_page(text: str) -> Page:
    """The pieces of a page; where there is one main part, of that alone."""
    walker = Walker()
    walker.feed(_settled(text))
    walker.close()
    walker.flush()
    spoken = walker.pieces
    left_out = [LeftOut(line, what, " ".join(said)) for line, what, said in walker.apart]
    if walker.mains == 1 and any(main for _, main in spoken):
        outside = [piece for piece, main in spoken if not main]
        left_out += [LeftOut(_line(piece), "what stands outside of <main>", _said(piece)) for piece in outside]
        spoken = [(piece, main) for piece, main in spoken if main]
    told = tuple(part for part in left_out if part.text.strip())
    return Page(tuple(piece for piece, _ in spoken), tuple(sorted(told, key=lambda part: part.line)))


def _settled(text: str) -> str:
    """The page with what begins a tag after the end of the last one written out: each would be sought to the end."""
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", "&lt;")


def _line(piece: Piece) -> int:
    return next(spoken.number for row in piece.rows for spoken in row if spoken.text.strip())


def _said(piece: Piece) -> str:
    return _SPACES.sub(" ", piece.text).strip()
