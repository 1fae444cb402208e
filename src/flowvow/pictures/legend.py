"""The legend: only what occurs in this drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from flowvow.pictures import glyphs
from flowvow.pictures.drawing import Drawing, Shape, Style
from flowvow.pictures.labels import paragraph
from flowvow.pictures.metrics import width
from flowvow.pictures.paper import Element, add, fit, number, words
from flowvow.pictures.styles import FILLS, INK, KINDS, LOOKS, QUIET

_SIZE, _LINE, _SIGN, _GAP = 13.0, 26.0, 46.0, 26.0


@frozen
class Entry:
    """One sign with its meaning; `sign` draws it at the left end of its line."""

    meaning: str
    sign: Callable[[Element, float, float], None]

    @property
    def width(self) -> float:
        """Room for sign, text and the gap to the next."""
        return _SIGN + width(self.meaning, _SIZE) + _GAP


def told_styles(drawing: Drawing) -> list[Style]:
    """The styles that occur, in a fixed order; a plain box says nothing."""
    styles = {arrow.style for arrow in drawing.arrows}
    styles |= {box.style for box in drawing.boxes} - {Style.PLAIN}
    return [style for style in Style if style in styles]


def entries_of(drawing: Drawing) -> tuple[Entry, ...]:
    """What the legend of this drawing explains, in a fixed order."""
    shapes = {box.shape for box in drawing.boxes}
    found = [Entry(KINDS[shape], _shape(shape)) for shape in Shape if shape in shapes]
    found += [Entry(LOOKS[style].meaning, sign_of(style)) for style in told_styles(drawing)]
    if any(arrow.two_way for arrow in drawing.arrows):
        found.append(Entry("which way a line of a two-way arrow runs", turns))
    if any(arrow.step is not None for arrow in drawing.arrows):
        found.append(Entry("step of the route", lambda to, x, y: glyphs.badge(to, 1, x + 20, y)))
    return tuple(found)


def legend_height(drawing: Drawing, wide: float) -> float:
    """How high the legend is when it is this wide."""
    return key_height(entries_of(drawing), drawing.notes, wide)


def write_legend(svg: Element, drawing: Drawing, left: float, top: float, wide: float) -> None:
    """Write the legend and the drawing's notes below it."""
    write_key(svg, entries_of(drawing), drawing.notes, left, top, wide)


def key_height(entries: Sequence[Entry], notes: Sequence[str], wide: float) -> float:
    """How high signs and notes are when they are this wide."""
    rows = len(_rows(entries, wide)) + len(_notes(notes, wide))
    return rows * _LINE + 12 if rows else 0.0


def write_key(
    svg: Element, entries: Sequence[Entry], notes: Sequence[str], left: float, top: float, wide: float
) -> None:
    """Write signs with their meanings, and the notes below them."""
    part = add(svg, "g", id="legend", _class="legend")
    add(part, "path", d=f"M{number(left)} {number(top)} H{number(left + wide)}", stroke="#c4c4c4")
    y = top + 24
    for row in _rows(entries, wide):
        x = left
        for entry in row:
            entry.sign(part, x, y - 4)
            words(part, entry.meaning, x + _SIGN, y, _SIZE, INK)
            x += entry.width
        y += _LINE
    for note in _notes(notes, wide):
        fit(part, note, left, y, _SIZE, wide, QUIET)
        y += _LINE


def _notes(notes: Sequence[str], wide: float) -> list[str]:
    return [row for note in notes for row in paragraph(note, _SIZE, wide)]


def _rows(entries: Sequence[Entry], wide: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    room = 0.0
    for entry in entries:
        if entry.width > room or not rows:
            rows.append([])
            room = wide
        rows[-1].append(entry)
        room -= entry.width
    return rows


def _shape(shape: Shape) -> Callable[[Element, float, float], None]:
    def sign(to: Element, x: float, y: float) -> None:
        fill, line = FILLS[shape]
        glyphs.outline(to, shape, x, y - 10, 38, 20, fill=fill, stroke=line, stroke_width=1.3)
        glyphs.kind(to, shape, x + 19, y, line)

    return sign


def sign_of(style: Style) -> Callable[[Element, float, float], None]:
    """An arrow of this look, for the left end of its line."""

    def sign(to: Element, x: float, y: float) -> None:
        look = LOOKS[style]
        add(to, "path", d=f"M{number(x)} {number(y)} H{number(x + 32)}", stroke=look.colour, stroke_width=look.width,
            stroke_dasharray=look.dash, stroke_linecap="round" if look.dash.startswith("1.5") else "")  # fmt: skip
        tip, above, below = ((x + 40, y), (x + 31, y - 4), (x + 31, y + 4))
        points = " ".join(f"{number(across)},{number(down)}" for across, down in (tip, above, below))
        add(to, "polygon", points=points, fill=look.colour)
        glyphs.mark(to, style, x + 16, y)

    return sign


def turns(to: Element, x: float, y: float) -> None:
    """Both triangles."""
    glyphs.turn(to, False, x + 13, y, LOOKS[Style.PLAIN].colour)
    glyphs.turn(to, True, x + 27, y, LOOKS[Style.PLAIN].colour)
