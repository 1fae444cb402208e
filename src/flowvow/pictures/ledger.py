"""The ledger: one row a flow, one column an actor, an arrow from column to column. Readable at 500 flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from flowvow.pictures import glyphs
from flowvow.pictures.columns import reading_order
from flowvow.pictures.drawing import Arrow, Drawing, Line
from flowvow.pictures.escaping import clean
from flowvow.pictures.grid import HEADING, placed, write_headings, write_tints
from flowvow.pictures.heading import heading_height, write_heading
from flowvow.pictures.labels import wrap
from flowvow.pictures.legend import legend_height, write_legend
from flowvow.pictures.paper import Element, add, group, number, printed, sheet, words
from flowvow.pictures.stacks import stacks_of
from flowvow.pictures.styles import INK, LOOKS, QUIET

_SIZE, _STEP, _MOST = 13.0, 17.0, 3
_MARGIN, _TEXT = 24.0, 380.0
_WIDEST, _NARROW, _BROAD = 2480.0, 20.0, 44.0
# The columns' names come again after so many rows, so that no row is far from them.
_AGAIN = 20


@frozen
class Entry:
    """One row: a flow with its two columns.

    Attributes:
        turn: which of its arrow's lines it is.
        rows: what stands at the left: who to whom, then data and purpose.
    """

    arrow: Arrow
    line: Line
    turn: int
    start: str
    end: str
    rows: tuple[str, ...]
    hidden: int

    @property
    def height(self) -> float:
        """The row's height."""
        return (len(self.rows) + bool(self.hidden)) * _STEP + 12


def ledger_picture(drawing: Drawing) -> str:
    """The ledger of a drawing, as SVG: a row for each line of each arrow, in the drawing's order."""
    columns = reading_order(drawing, stacks_of(drawing))
    entries = list(_entries(drawing))
    pitch = max(_NARROW, min(_BROAD, (_WIDEST - _TEXT) / max(len(columns), 1)))
    wide = max(_TEXT + pitch * len(columns) + 2 * _MARGIN, 900.0)
    legend = legend_height(drawing, wide - 2 * _MARGIN)
    headings = -(-max(len(entries), 1) // _AGAIN)
    told = f"{len(entries)} flows between {len(columns)} actors and stores, one row each."
    top = heading_height(drawing, wide - 2 * _MARGIN, told) + 12
    high = top + headings * HEADING + sum(entry.height for entry in entries) + legend + 2 * _MARGIN
    svg = sheet(f"{drawing.title}: the ledger", f"{drawing.version}. {told}" if drawing.version else told, wide, high)
    write_heading(svg, drawing, _MARGIN, wide - 2 * _MARGIN, told)
    stood = placed(columns, _MARGIN + _TEXT, {box.id: pitch for box in columns})
    across = {column.box.id: column.middle for column in stood}
    write_tints(svg, stood, top, high - legend - _MARGIN)
    y = top
    for place, entry in enumerate(entries):
        if place % _AGAIN == 0:
            write_headings(svg, stood, _MARGIN, y, place // _AGAIN)
            y += HEADING
        _row(svg, entry, across, y, wide, place)
        y += entry.height
    write_legend(svg, drawing, _MARGIN, high - legend - _MARGIN / 2, wide - 2 * _MARGIN)
    return printed(svg)


def _entries(drawing: Drawing) -> Iterator[Entry]:
    names = {box.id: box.label for box in drawing.boxes}
    for arrow in drawing.arrows:
        for turn, line in enumerate(_each_way(arrow.lines) or (Line(),)):
            start, end = (arrow.end, arrow.start) if line.back else (arrow.start, arrow.end)
            ends = f"{names[start]} → {names[end]}" if start != end else f"at {names[start]}"
            rows = wrap(line.text(), _SIZE, _TEXT - 30)
            shown = rows[:_MOST]
            yield Entry(arrow, line, turn, start, end, (clean(ends), *shown), len(rows) - len(shown))


def _each_way(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """A row tells one way: what runs both ways has two."""
    return tuple(evolve(line, back=back, both=False) for line in lines for back in _ways(line))


def _ways(line: Line) -> tuple[bool, ...]:
    return (False, True) if line.both else (line.back,)


def _row(svg: Element, entry: Entry, across: Mapping[str, float], top: float, wide: float, place: int) -> None:
    arrow, look = entry.arrow, LOOKS[entry.arrow.style]
    identity = arrow.id if entry.turn == 0 else f"{arrow.id}-{entry.turn + 1}"
    part = group(svg, f"row {arrow.style.value}", identity, arrow.tooltip or entry.line.text(), arrow.link)
    if place % 2 == 0:
        add(part, "rect", x=_MARGIN, y=top, width=wide - 2 * _MARGIN, height=entry.height, fill="#000000",
            fill_opacity="0.035")  # fmt: skip
    baseline = top + 18
    for number_, row in enumerate(entry.rows):
        words(part, row, _MARGIN + 6, baseline, _SIZE, INK if number_ == 0 else look.ink, bold=number_ == 0)
        baseline += _STEP
    if entry.hidden:
        words(part, "+ more, see the tooltip", _MARGIN + 6, baseline, _SIZE, QUIET)
    middle = top + entry.height / 2
    start, end = across[entry.start], across[entry.end]
    if start == end:
        add(part, "circle", cx=start, cy=middle, r=7, fill="#ffffff", stroke=look.colour, stroke_width=look.width)
        glyphs.mark(part, arrow.style, start, middle)
        return
    side = 1 if end > start else -1
    add(part, "circle", cx=start, cy=middle, r=3.5, fill=look.colour)
    add(part, "path", d=f"M{number(start)} {number(middle)} H{number(end - side * 9)}", stroke=look.colour,
        stroke_width=look.width, stroke_dasharray=look.dash)  # fmt: skip
    corners = ((end, middle), (end - side * 10, middle - 5), (end - side * 10, middle + 5))
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    add(part, "polygon", points=points, fill=look.colour)
    if abs(end - start) > 34:
        glyphs.mark(part, arrow.style, (start + end) / 2, middle)
    else:
        glyphs.mark(part, arrow.style, min(start, end) - 14, middle)
