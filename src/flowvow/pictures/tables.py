"""A table: one row a data type, one column an actor, and in each cell the clauses that speak of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from flowvow.pictures import glyphs
from flowvow.pictures.drawing import Box, Style
from flowvow.pictures.grid import HEADING, Column, placed, write_headings, write_tints
from flowvow.pictures.heading import heading_height, write_heading
from flowvow.pictures.labels import MARKED, wrap
from flowvow.pictures.legend import Entry, key_height, sign_of, turns, write_key
from flowvow.pictures.metrics import width
from flowvow.pictures.paper import Element, add, fit, group, number, printed, sheet, words
from flowvow.pictures.styles import INK, LOOKS, PAPER

_SIZE, _SMALL = 13.0, 12.0
_MARGIN, _TEXT, _INDENT = 24.0, 300.0, 16.0
_CHIP, _LINE, _GAP, _NARROW = 21.0, 25.0, 4.0, 34.0
# More chips than these in one cell stand side by side.
_HIGH, _BROAD = 4, 4
_AGAIN = 24


@frozen
class Chip:
    """One clause in one cell.

    Attributes:
        text: its sentence.
        way: 1 where its data run from left to right here, -1 the other way, 0 where neither is said.
        collides: whether it collides with another clause.
    """

    id: str
    text: str
    style: Style
    way: int = 0
    collides: bool = False
    tooltip: str = ""
    link: str = ""

    @property
    def width(self) -> float:
        """Room for mark, text and triangle."""
        signs = (self.style in MARKED) * 18.0 + self.collides * 18.0 + (self.way != 0) * 12.0
        return width(self.text, _SMALL) + 12 + signs


@frozen
class Line:
    """One row.

    Attributes:
        depth: how far it is indented: what stands in a row also reaches those indented below it.
        cells: chips by the column's id.
        apart: whether it stands apart from those above.
    """

    id: str
    label: str
    depth: int
    cells: Mapping[str, tuple[Chip, ...]]
    apart: bool = False
    tooltip: str = ""
    link: str = ""


@frozen
class Table:
    """A whole table; `meanings` tell the marks in the legend, `notes` stand below it."""

    title: str
    version: str
    columns: tuple[Box, ...]
    lines: tuple[Line, ...]
    meanings: Mapping[Style, str]
    notes: tuple[str, ...] = ()


def table_picture(table: Table) -> str:
    """The table as SVG."""
    beside = {box.id: _beside(table.lines, box.id) for box in table.columns}
    widths = {box.id: _width(table.lines, box.id, beside[box.id]) for box in table.columns}
    stood = placed(table.columns, _MARGIN + _TEXT, widths)
    wide = max(_MARGIN + _TEXT + sum(widths.values()) + _MARGIN, 900.0)
    signs = _signs(table)
    key = key_height(signs, table.notes, wide - 2 * _MARGIN)
    top = heading_height(table, wide - 2 * _MARGIN) + 12
    heights = [_height(line, beside) for line in table.lines]
    headings = -(-max(len(heights), 1) // _AGAIN)
    bottom = top + headings * HEADING + sum(heights)
    high = bottom + key + 2 * _MARGIN
    svg = sheet(table.title, table.version, wide, high)
    write_heading(svg, table, _MARGIN, wide - 2 * _MARGIN)
    write_tints(svg, stood, top, bottom)
    y = top
    for place, (line, height) in enumerate(zip(table.lines, heights, strict=True)):
        if place % _AGAIN == 0:
            write_headings(svg, stood, _MARGIN, y, place // _AGAIN)
            y += HEADING
        _write(svg, line, stood, beside, (y, height, wide), place)
        y += height
    if not table.lines:
        write_headings(svg, stood, _MARGIN, y)
    write_key(svg, signs, table.notes, _MARGIN, high - key - _MARGIN / 2, wide - 2 * _MARGIN)
    return printed(svg)


def _cells(lines: Iterable[Line], column: str) -> list[tuple[Chip, ...]]:
    return [line.cells[column] for line in lines if column in line.cells]


def _beside(lines: Sequence[Line], column: str) -> int:
    """How many chips stand side by side in a column."""
    most = max(map(len, _cells(lines, column)), default=1)
    return min(_BROAD, -(-most // _HIGH))


def _width(lines: Sequence[Line], column: str, beside: int) -> float:
    widest = max((chip.width for cell in _cells(lines, column) for chip in cell), default=0)
    return max(_NARROW, beside * (widest + _GAP) + _GAP)


def _rows(cell: Sequence[Chip], beside: int) -> int:
    return -(-len(cell) // beside)


def _label(line: Line) -> list[str]:
    return wrap(line.label, _SIZE, _room(line), bold=line.depth == 0)


def _room(line: Line) -> float:
    return max(_TEXT - 20 - line.depth * _INDENT, _TEXT / 3)


def _height(line: Line, beside: Mapping[str, int]) -> float:
    most = max((_rows(cell, beside[column]) for column, cell in line.cells.items()), default=1)
    return max(most * _LINE, len(_label(line)) * 17.0 + 4) + 6


def _write(
    svg: Element, line: Line, columns: Sequence[Column], beside: Mapping[str, int],
    frame: tuple[float, float, float], place: int,
) -> None:  # fmt: skip
    top, height, wide = frame
    part = group(svg, "line", line.id, line.tooltip or line.label, line.link)
    add(part, "rect", x=_MARGIN, y=top, width=wide - 2 * _MARGIN, height=height, fill="#000000",
        fill_opacity="0.035" if place % 2 == 0 else "0")  # fmt: skip
    if line.apart:
        add(part, "path", d=f"M{number(_MARGIN)} {number(top)} H{number(wide - _MARGIN)}", stroke="#8a8a8a")
    left = _MARGIN + 6 + min(line.depth * _INDENT, _TEXT / 2)
    for number_, row in enumerate(_label(line)):
        fit(part, row, left, top + 17 + number_ * 17, _SIZE, _room(line), INK, line.depth == 0)
    for column in columns:
        chips = line.cells.get(column.box.id, ())
        room, most = column.width / beside[column.box.id], min(beside[column.box.id], len(chips))
        for turn, chip in enumerate(chips):
            across = column.middle + (turn % most - (most - 1) / 2) * room
            _chip(svg, chip, across, top + 5 + turn // most * _LINE)


def _chip(svg: Element, chip: Chip, middle: float, top: float) -> None:
    look = LOOKS[chip.style]
    part = group(svg, f"chip {chip.style.value}", chip.id, chip.tooltip, chip.link)
    wide, y = chip.width, top + _CHIP / 2
    left = middle - wide / 2
    add(part, "rect", x=left, y=top, width=wide, height=_CHIP, rx=5, fill=PAPER, stroke=look.colour,
        stroke_width=min(look.width, 2.4), stroke_dasharray=look.dash)  # fmt: skip
    x = left + 6
    if chip.way < 0:
        glyphs.turn(part, False, x + 3, y, look.colour)
        x += 12
    if chip.style in MARKED:
        glyphs.mark(part, chip.style, x + 7, y)
        x += 18
    words(part, chip.text, x, y + 4.3, _SMALL, look.ink)
    x += width(chip.text, _SMALL)
    if chip.collides:
        glyphs.mark(part, Style.CONFLICTING, x + 11, y)
        x += 18
    if chip.way > 0:
        glyphs.turn(part, True, x + 8, y, look.colour)


def _signs(table: Table) -> tuple[Entry, ...]:
    chips = [chip for line in table.lines for cell in line.cells.values() for chip in cell]
    there = {chip.style for chip in chips}
    found = [Entry(table.meanings[style], sign_of(style)) for style in table.meanings if style in there]
    if any(chip.way for chip in chips):
        found.append(Entry("which way data run: towards the party, or from it", turns))
    if any(chip.collides for chip in chips):
        found.append(Entry("collides with another clause, see below", _collide))
    return tuple(found)


def _collide(to: Element, x: float, y: float) -> None:
    glyphs.mark(to, Style.CONFLICTING, x + 20, y)
