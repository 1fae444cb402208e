"""A listing: one row a promise or a change, one column an actor, arrows from column to column.

The same reading as the ledger's, for what has several ends: a mark and words at the left, dots whence data come,
arrowheads where they go, and a ring where something is done in place. Rows that contradict each other are joined by a
bracket before the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from flowvow.pictures import glyphs
from flowvow.pictures.drawing import Box, Style
from flowvow.pictures.grid import HEADING, Column, placed, write_headings, write_tints
from flowvow.pictures.heading import heading_height, write_heading
from flowvow.pictures.labels import MARKED, wrap
from flowvow.pictures.legend import Entry, key_height, sign_of, write_key
from flowvow.pictures.paper import Element, add, fit, group, number, printed, sheet
from flowvow.pictures.styles import INK, LOOKS

_SIZE, _STEP, _MOST = 13.0, 17.0, 4
_MARGIN, _TEXT, _SECTION, _BRACKET = 24.0, 430.0, 34.0, 14.0
_ROOM = _TEXT - 60  # for a row's words
_APART = 15.0  # between two arrows of one row
_NARROW, _BROAD, _WIDEST = 22.0, 46.0, 2480.0
_AGAIN = 24


@frozen
class Row:
    """One promise, or one change.

    Attributes:
        title: bold: who, and where it is written.
        texts: what is said, one paragraph each; at most four rows are shown, and the tooltip has all.
        ways: for each arrow the ids of the columns where it starts and ends.
        section: the heading it stands below; a new one is written where it differs from the row before.
    """

    id: str
    title: str
    style: Style
    texts: tuple[str, ...] = ()
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    section: str = ""
    tooltip: str = ""
    link: str = ""


@frozen
class Join:
    """Two rows that contradict each other."""

    one: str
    other: str
    tooltip: str = ""


@frozen
class Listing:
    """A whole listing.

    Attributes:
        meanings: of the marks that occur, for the legend.
        joins: pairs of rows.
        notes: sentences below the legend.
    """

    title: str
    version: str
    columns: tuple[Box, ...]
    rows: tuple[Row, ...]
    meanings: Mapping[Style, str]
    joins: tuple[Join, ...] = ()
    notes: tuple[str, ...] = ()


@frozen
class _Placed:
    row: Row
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    top: float
    height: float


def listing_picture(listing: Listing) -> str:
    """The listing as SVG."""
    brackets = _MARGIN + len(listing.joins) * _BRACKET
    pitch = max(_NARROW, min(_BROAD, (_WIDEST - _TEXT) / max(len(listing.columns), 1)))
    stood = placed(listing.columns, brackets + _TEXT, {box.id: pitch for box in listing.columns})
    wide = max(brackets + _TEXT + pitch * len(stood) + _MARGIN, 900.0)
    signs = _signs(listing)
    key = key_height(signs, listing.notes, wide - 2 * _MARGIN)
    top = heading_height(listing, wide - 2 * _MARGIN) + 12
    rows, heads, bottom = _stacked(listing.rows, top)
    high = bottom + key + 2 * _MARGIN
    svg = sheet(listing.title, listing.version, wide, high)
    write_heading(svg, listing, _MARGIN, wide - 2 * _MARGIN)
    write_tints(svg, stood, top, bottom)
    for turn, head in enumerate(heads):
        write_headings(svg, stood, brackets, head, turn)
    across = {column.box.id: column for column in stood}
    right = wide - _MARGIN
    for place, one in enumerate(rows):
        if one.row.section and (place == 0 or rows[place - 1].row.section != one.row.section):
            add(svg, "rect", x=brackets, y=one.top - _SECTION, width=right - brackets, height=_SECTION, fill="#e9e9e9")
            fit(svg, one.row.section, brackets + 6, one.top - 11, 15, right - brackets - 12, INK, True)
        _row(svg, one, across, brackets, right, place)
    _joined(svg, listing.joins, {one.row.id: one for one in rows}, brackets)
    write_key(svg, signs, listing.notes, _MARGIN, high - key - _MARGIN / 2, wide - 2 * _MARGIN)
    return printed(svg)


def _stacked(rows: Sequence[Row], top: float) -> tuple[list[_Placed], list[float], float]:
    """Rows with their places, where the columns' names are written, and where the last row ends."""
    found: list[_Placed] = []
    heads: list[float] = [top]
    top += HEADING
    since, section = 0, ""
    for row in rows:
        if since >= _AGAIN:
            heads.append(top)
            top += HEADING
            since = 0
        if row.section != section:
            section = row.section
            top += _SECTION
        titles, texts = tuple(wrap(row.title, _SIZE, _ROOM, bold=True)) or ("?",), _shown(row)
        height = max((len(titles) + len(texts)) * _STEP + 12, len(row.ways) * _APART + 10)
        found.append(_Placed(row, titles, texts, top, height))
        top += height
        since += 1
    return found, heads, top


def _shown(row: Row) -> tuple[str, ...]:
    wrapped = [line for text in row.texts if text for line in wrap(text, _SIZE, _ROOM)]
    return tuple(wrapped) if len(wrapped) <= _MOST else (*wrapped[: _MOST - 1], "+ more, see the tooltip")


def _row(svg: Element, one: _Placed, across: Mapping[str, Column], left: float, right: float, place: int) -> None:
    row, look = one.row, LOOKS[one.row.style]
    part = group(svg, f"row {row.style.value}", row.id, row.tooltip or row.title, row.link)
    add(part, "rect", x=left, y=one.top, width=right - left, height=one.height, fill="#000000",
        fill_opacity="0.035" if place % 2 == 0 else "0")  # fmt: skip
    if row.style in MARKED:
        glyphs.mark(part, row.style, left + 14, one.top + 14)
    baseline = one.top + 18
    for turn, line in enumerate((*one.titles, *one.texts)):
        bold = turn < len(one.titles)
        fit(part, line, left + 30, baseline, _SIZE, _ROOM, INK if bold else look.ink, bold)
        baseline += _STEP
    lanes = len(row.ways)
    for turn, (starts, ends) in enumerate(row.ways):
        y = one.top + one.height / 2 + (turn - (lanes - 1) / 2) * _APART
        _way(part, [across[name].middle for name in starts], [across[name].middle for name in ends], y, row.style)


def _way(part: Element, starts: Sequence[float], ends: Sequence[float], y: float, style: Style) -> None:
    look = LOOKS[style]
    for x in sorted({*starts} & {*ends}):
        add(part, "circle", cx=x, cy=y, r=6, fill="#ffffff", stroke=look.colour, stroke_width=look.width,
            stroke_dasharray=look.dash if style is Style.DUTY else "")  # fmt: skip
    from_, to = sorted({*starts} - {*ends}), sorted({*ends} - {*starts})
    if not to or not (from_ or starts):
        to = []
    sources = from_ or sorted(starts)
    for left, right in _stretches(sources, to):
        add(part, "path", d=f"M{number(left)} {number(y)} H{number(right)}", fill="none", stroke=look.colour,
            stroke_width=look.width, stroke_dasharray=look.dash)  # fmt: skip
    for x in from_:
        add(part, "circle", cx=x, cy=y, r=3.5, fill=look.colour)
    for x in to:
        side = 1 if x > min(sources, key=lambda one: abs(one - x)) else -1
        points = ((x, y), (x - side * 10, y - 5), (x - side * 10, y + 5))
        add(part, "polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in points), fill=look.colour)


def _stretches(sources: Sequence[float], to: Sequence[float]) -> Iterator[tuple[float, float]]:
    """The line's pieces to the left and to the right of what it starts from; it stops short of the outermost tips."""
    if not to:
        return
    every = (*sources, *to)
    left, right = min(every), max(every)
    yield left + (9 if left in to else 0), right - (9 if right in to else 0)


def _joined(svg: Element, joins: Sequence[Join], rows: Mapping[str, _Placed], left: float) -> None:
    """A bracket for each pair, each in a lane of its own."""
    look = LOOKS[Style.CONFLICTING]
    for turn, join in enumerate(joins):
        one, other = sorted((rows[join.one], rows[join.other]), key=lambda placed: placed.top)
        x = left - 10 - turn * _BRACKET
        top, bottom = one.top + 14, other.top + 14
        part = group(svg, "join", f"{join.one}-{join.other}", join.tooltip)
        line = f"M{number(left)} {number(top)} H{number(x)} V{number(bottom)} H{number(left)}"
        add(part, "path", d=line, fill="none", stroke=look.colour, stroke_width=1.8, stroke_dasharray=look.dash)
        glyphs.mark(part, Style.CONFLICTING, x, (top + bottom) / 2)


def _signs(listing: Listing) -> tuple[Entry, ...]:
    there = {row.style for row in listing.rows}
    found = [Entry(listing.meanings[style], sign_of(style)) for style in listing.meanings if style in there]
    if any(set(starts) & set(ends) for row in listing.rows for starts, ends in row.ways):
        found.append(Entry("done in place", _ring))
    if listing.joins:
        found.append(Entry("two clauses collide, and neither plainly holds", _collide))
    return tuple(found)


def _ring(to: Element, x: float, y: float) -> None:
    add(to, "circle", cx=x + 20, cy=y, r=6, fill="#ffffff", stroke=INK, stroke_width=1.4)


def _collide(to: Element, x: float, y: float) -> None:
    glyphs.mark(to, Style.CONFLICTING, x + 20, y)
