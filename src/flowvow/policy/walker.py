"""The tags and words of a page, walked over once and gathered into pieces.

Python's own parser reads them: it takes whatever a browser would, needs no library, and is kept as long as Python is.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from attrs import frozen

from flowvow.policy.block import closed
from flowvow.policy.landmarks import HEADINGS, IMPLIED_ENDS, SILENT, VOID, apart
from flowvow.policy.pieces import Piece, Spoken

DEEPEST = 512  # as in browsers, what is opened deeper than that isn't nested any more

_BLOCKS = HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"),
    ("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "li"),
    ("main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary", "table", "tbody", "td"),
    ("tfoot", "th", "thead", "tr", "ul"),
)
_CELLS = frozenset({"td", "th", "dt", "dd"})
_SECTIONING = frozenset({"article", "main", "section"})
_BOLD = frozenset({"b", "strong"})


@frozen
class _Open:
    """A tag that is still open, and what holds inside of it.

    Attributes:
        tag: the tag.
        why: why what is in it isn't shown; empty where it is.
        main, bold, kept, sectioning: whether it is, or stands in, the main part, bold, `<pre>`, an article or section.
        loose: whether it is, or stands in, the page's header, where words that are no heading and no sentence name
            the site and lead elsewhere.
        heading, cell: the heading, and the cell of a table or list of terms, that it is or stands in.
    """

    tag: str = ""
    why: str = ""
    main: bool = False
    bold: bool = False
    kept: bool = False
    sectioning: bool = False
    loose: bool = False
    heading: str = ""
    cell: str = ""


_NOTHING = _Open()


class Walker(HTMLParser):
    """Walks over tags and text, and gathers pieces.

    Attributes:
        pieces: each with whether it stands in the main part.
        mains: how many main parts there are.
        apart: what isn't the page's text: its line, what it is, and what it says.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[Piece, bool]] = []
        self.apart: list[tuple[int, str, list[str]]] = []
        self.mains = 0
        self._open: list[_Open] = []
        self._piece = Piece("")
        self._fresh_item = False
        self._header: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag in _BLOCKS:
            self.flush()
        self._end_implied(tag)
        if tag == "br":
            self._break()
        if tag not in VOID and len(self._open) < DEEPEST:
            self._enter(tag, {name: value or "" for name, value in reversed(attrs)})
        if tag in _BLOCKS:
            self._fresh_item = self._fresh_item or tag == "li"
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes, and with it whatever is still open inside."""
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

    def parse_html_declaration(self, i: int) -> int:
        """A declaration or section; one of a kind that nobody knows ends with its bracket."""
        try:
            return self._ended(super().parse_html_declaration(i))
        except AssertionError:  # as old Pythons say it
            return self.rawdata.find(">", i) + 1

    def parse_comment(self, i: int, report: bool = True) -> int:
        """A comment."""
        return self._ended(super().parse_comment(i, bool(report)))

    def parse_pi(self, i: int) -> int:
        """An instruction to a program."""
        return self._ended(super().parse_pi(i))

    def _ended(self, at: int) -> int:
        """What is never closed goes on to the end, as in browsers; its end is sought once."""
        return len(self.rawdata) if at < 0 else at

    def handle_data(self, data: str) -> None:
        """Words, or blanks between tags."""
        line = self.getpos()[0]
        if self._top.why:
            if self._top.why != SILENT:
                self.apart[-1][2].append(data)
            return
        bold, kept = self._top.bold, self._top.kept
        for number, part in enumerate(data.split("\n")):
            if number and kept:
                self._piece.rows.append([])
            shown = f"\n{part}" if number else part  # a blank to whoever reads the page
            self._piece.rows[-1].append(Spoken(line + number, shown, bold))

    def flush(self) -> None:
        """End the piece."""
        if not self._piece.silent:
            if self._top.loose and not self._top.heading and not closed(self._piece.text):
                self._header.append(f"{self._piece.text} ")
            else:
                self.pieces.append((self._piece, self._top.main))
            self._fresh_item = False
        self._begin("")

    @property
    def _top(self) -> _Open:
        return self._open[-1] if self._open else _NOTHING

    def _enter(self, tag: str, given: Mapping[str, str]) -> None:
        above = self._top
        own = apart(tag, given, above.sectioning)
        if above.why and own != SILENT:  # told with what it stands in
            own = ""
        if own and own != SILENT:
            self.apart.append((self.getpos()[0], own, []))
        header = tag == "header" and not (above.why or own or above.loose or above.sectioning)
        if header:
            self._header = []
            self.apart.append((self.getpos()[0], "what is no heading and no sentence in <header>", self._header))
        main = not above.why and not own and (tag == "main" or given.get("role", "").lower() == "main")
        self.mains += main
        self._open.append(
            _Open(
                tag,
                own or above.why,
                above.main or main,
                above.bold or tag in _BOLD,
                above.kept or tag == "pre",
                above.sectioning or tag in _SECTIONING,
                above.loose or header,
                tag if tag in HEADINGS else above.heading,
                tag if tag in _CELLS else above.cell,
            )
        )

    def _break(self) -> None:
        if not self._top.why:
            self._piece.rows.append([])

    def _begin(self, tag: str) -> None:
        """A new piece; the first one in a list item is the item, whatever it stands in."""
        top = self._top
        self._piece = Piece(top.heading or ("li" if self._fresh_item else top.cell or tag))

    def _end_implied(self, tag: str) -> None:
        """End what the tag ends unsaid: a paragraph ends where a block begins, an item where the next one does."""
        if tag in _BLOCKS:
            lines = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i].tag in _BLOCKS), None)
            if lines is not None and self._open[lines].tag == "p":
                del self._open[lines:]
        if tag not in IMPLIED_ENDS:
            return
        closed, within = IMPLIED_ENDS[tag]
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag in within:
                return
            if self._open[at].tag in closed:
                del self._open[at:]
                return
