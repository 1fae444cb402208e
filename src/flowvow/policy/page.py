"""A saved web page as the pieces that its reader sees: headings, paragraphs, list items and cells of tables.

Python's own parser reads it: it takes whatever a browser would, needs no library, and is kept as long as Python is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from attrs import define, evolve, field, frozen

from flowvow.policy.landmarks import IMPLIED_ENDS, SILENT, VOID, apart

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
    ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li"),
    ("main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "td"),
    ("tfoot", "th", "thead", "tr", "ul"),
)
_CELLS = frozenset({"td", "th", "dt", "dd"})
_BOLD = frozenset({"b", "strong"})
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRAGMENT = re.compile(
    r"\s*<(?:main|article|section|div|h[1-6]|p|ul|ol|table|span|font|center)\b.*</?\w+\s*/?>\s*",
    re.IGNORECASE | re.DOTALL,
)
_SPACES = re.compile(r"[ \t\n\f\r]+")


@frozen
class Spoken:
    """Text that stands on one line of the source.

    Attributes:
        number: which line.
        text: what stands there, its blanks not yet folded.
        bold: whether it is in bold.
    """

    number: int
    text: str
    bold: bool = False


@define
class Piece:
    """What a reader sees as one block.

    Attributes:
        tag: what it stands in: ``h1`` to ``h6``, ``li``, ``td``, ``th``, ``dt``, ``dd``, or anything else for a
            paragraph.
        rows: its lines as shown; a line ends at a ``<br>``, and where the source's does only in ``<pre>``.
    """

    tag: str
    rows: list[list[Spoken]] = field(factory=lambda: [[]])

    @property
    def silent(self) -> bool:
        """Whether it says nothing."""
        return not any(spoken.text.strip() for row in self.rows for spoken in row)


@frozen
class LeftOut:
    """A part of the page that isn't the text.

    Attributes:
        line: where it begins.
        what: what it is, such as ``<nav>``.
        text: what it says.
    """

    line: int
    what: str
    text: str


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
    walker = _Walker()
    walker.feed(text)
    walker.close()
    walker.flush()
    spoken = [(piece, main) for piece, main in walker.pieces if not piece.silent]
    left_out = list(walker.left_out)
    if walker.mains == 1 and any(main for _, main in spoken):
        outside = [piece for piece, main in spoken if not main]
        left_out += [LeftOut(_line(piece), "what stands outside of <main>", _said(piece)) for piece in outside]
        spoken = [(piece, main) for piece, main in spoken if main]
    told = tuple(part for part in left_out if part.text.strip())
    return Page(tuple(piece for piece, _ in spoken), tuple(sorted(told, key=lambda part: part.line)))


def _line(piece: Piece) -> int:
    return next(spoken.number for row in piece.rows for spoken in row if spoken.text.strip())


def _said(piece: Piece) -> str:
    return _SPACES.sub(" ", " ".join("".join(spoken.text for spoken in row) for row in piece.rows)).strip()


@frozen
class _Open:
    """A tag that is still open: whether it is the main part, and why what is in it isn't shown, if it isn't."""

    tag: str
    main: bool
    why: str


class _Walker(HTMLParser):
    """Walks over tags and text, and gathers pieces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[tuple[Piece, bool]] = []
        self.left_out: list[LeftOut] = []
        self.mains = 0
        self._open: list[_Open] = []
        self._piece = Piece("")
        self._fresh_item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            self._break()
        if tag not in VOID:
            self._enter(tag, {name: value or "" for name, value in reversed(attrs)})
        if tag in _BLOCKS:
            self._fresh_item = self._fresh_item or tag == "li"
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self._break()
        if tag in _BLOCKS:
            self.flush()
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                break
        if tag in _BLOCKS:
            self._fresh_item = self._fresh_item and tag != "li"
            self._begin("")

    def handle_data(self, data: str) -> None:
        line = self.getpos()[0]
        if self._why:
            if self._why != SILENT:
                last = self.left_out.pop()
                self.left_out.append(evolve(last, text=f"{last.text} {data}"))
            return
        bold = any(opened.tag in _BOLD for opened in self._open)
        kept = any(opened.tag == "pre" for opened in self._open)
        for number, part in enumerate(data.split("\n")):
            if number and kept:
                self._piece.rows.append([])
            shown = f"\n{part}" if number and not kept else part  # a blank to whoever reads the page
            self._piece.rows[-1].append(Spoken(line + number, shown, bold))

    def flush(self) -> None:
        """End the piece."""
        if not self._piece.silent:
            self.pieces.append((self._piece, any(opened.main for opened in self._open)))
            self._fresh_item = False
        self._begin("")

    @property
    def _why(self) -> str:
        return self._open[-1].why if self._open else ""

    def _enter(self, tag: str, given: Mapping[str, str]) -> None:
        own = "" if self._why else apart(tag, given, {opened.tag for opened in self._open})
        if own and own != SILENT:
            self.left_out.append(LeftOut(self.getpos()[0], own, ""))
        why = self._why or own
        main = not why and (tag == "main" or given.get("role", "").lower() == "main")
        self.mains += main
        self._open.append(_Open(tag, main, why))

    def _break(self) -> None:
        if not self._why:
            self._piece.rows.append([])

    def _begin(self, tag: str) -> None:
        """A new piece; the first one in a list item is the item, whatever it stands in."""
        above = [opened.tag for opened in reversed(self._open)]
        heading = next((name for name in above if name in _HEADINGS), "")
        cell = next((name for name in above if name in _CELLS), "")
        self._piece = Piece(heading or ("li" if self._fresh_item else cell or tag))

    def _end_implied(self, tag: str) -> None:
        """End what the tag ends unsaid: a paragraph ends where a block begins, an item where the next one does."""
        if tag in _BLOCKS:
            lines = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].tag in _BLOCKS), None)
            if lines is not None and self._open[lines].tag == "p":
                del self._open[lines:]
        closed, within = IMPLIED_ENDS.get(tag, ((), ()))
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag in within:
                return
            if self._open[at].tag in closed:
                self.flush()
                del self._open[at:]
                return
