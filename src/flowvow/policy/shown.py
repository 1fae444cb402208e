"""The blocks of a web page, from its pieces."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import evolve

from flowvow.policy.block import Block, Kind, Line
from flowvow.policy.characters import evened
from flowvow.policy.landmarks import HEADINGS
from flowvow.policy.marks import grouped
from flowvow.policy.page import read_page
from flowvow.policy.pieces import Piece, Spoken

_ITEMS = frozenset({"li", "td", "th", "dt", "dd"})


def page_blocks(text: str) -> list[Block]:
    """The blocks of a page, in order, each with the lines of the page's source on which it stands."""
    found: list[Block] = []
    group = 0
    for piece in read_page(text).pieces:
        for lines in _paragraphs(piece):
            group += 1
            leads = all(block.kind is Kind.BANNER for block in found)
            found.extend(evolve(block, group=group) for block in _cut(piece.tag, lines, leads))
    return found


def _cut(tag: str, lines: tuple[Line, ...], leads: bool) -> Iterator[Block]:
    if tag in _ITEMS:
        yield Block(Kind.ITEM, tuple(evolve(line, text=line.text.strip("*")) for line in lines))
    elif tag in HEADINGS:
        yield Block(Kind.HEADING, tuple(evolve(line, text=line.text.strip(" *")) for line in lines), int(tag[1:]))
    else:
        yield from grouped(lines, True, leads)


def _paragraphs(piece: Piece) -> Iterator[tuple[Line, ...]]:
    """The piece's rows as lines; an empty row parts paragraphs."""
    if piece.tag in HEADINGS:
        lines = [_line([spoken for row in piece.rows if row for spoken in (*row, Spoken(row[-1].number, " "))])]
    else:
        lines = [_line(row) for row in piece.rows]
    for spoken, some in groupby(lines, lambda line: bool(line.text)):
        if spoken:
            yield tuple(some)


def _line(row: Sequence[Spoken]) -> Line:
    """A row with its blanks folded, and where in it the source goes on to another line."""
    parts: list[str] = []  # joined once: adding to a text copies it, and a row may be the whole page
    size = 0
    turns: list[tuple[int, int]] = []
    for spoken in row:
        said = evened(spoken.text)
        folded = " ".join(said.split())
        if said[:1].isspace() and parts and parts[-1] != " ":
            parts.append(" ")
            size += 1
        if not folded:
            continue
        if not turns or turns[-1][1] != spoken.number:
            turns.append((size, spoken.number))
        parts.append(folded)
        size += len(folded)
        if said[-1].isspace():
            parts.append(" ")
            size += 1
    text = "".join(parts).rstrip()
    bold = all(spoken.bold for spoken in row if spoken.text.strip()) and "*" not in text
    behind = tuple((len(text) - offset, number) for offset, number in turns)
    return Line(turns[0][1] if turns else 0, f"**{text}**" if bold and text else text, behind)
