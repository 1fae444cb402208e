"""Text to label: wrapped at words, at most three lines and a count, every width known beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from flowvow.pictures.drawing import Arrow, Box, Line, Shape, Style
from flowvow.pictures.escaping import clean
from flowvow.pictures.metrics import width

BOX_SIZE, NOTE_SIZE, LABEL_SIZE = 14.0, 12.0, 13.0
LEADING = 1.25
MOST_ROWS = 3
_BOX_WIDTH = 132.0
_PAD = 8.0
ICON = 20.0  # room for one mark or glyph beside the text
TURN = 18.0  # room for the triangles that tell which way a row runs

# Marks stand left of an arrow's text; a plain or permitted arrow has none.
MARKED = frozenset(Style) - {Style.PLAIN, Style.PERMITTED, Style.FADED}


@frozen
class Row:
    """One printed line of text.

    Attributes:
        turn: 1 where the row's flow runs as its arrow, -1 where it runs back, 2 for both, 0 where nothing is shown.
        quiet: a smaller or greyer row: a note, a count.
    """

    text: str
    size: float = LABEL_SIZE
    bold: bool = False
    turn: int = 0
    quiet: bool = False

    @property
    def width(self) -> float:
        """The row's reckoned width."""
        return width(self.text, self.size, self.bold)

    @property
    def height(self) -> float:
        """The row's height, with its leading."""
        return round(self.size * LEADING, 2)


@frozen
class Label:
    """Rows of text and the shape they need."""

    rows: tuple[Row, ...]
    width: float
    height: float


@frozen
class Spread:
    """How generously a picture is laid out.

    Attributes:
        label: the width at which an arrow's text is wrapped.
        turned: the party's systems stand in one column, its stores in the next, and arrows among equals turn
            beside their column: for systems whose chains are longer than a page is wide.
    """

    label: float = 168.0
    turned: bool = False


# From the most generous to the tightest; a picture takes the first that leaves its text large enough.
SPREADS = (Spread(), Spread(124.0), Spread(168.0, True), Spread(124.0, True))


def wrap(text: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """Break text at spaces into rows of much the same width; a word wider than the limit only at its own hyphens."""
    text = clean(text)
    rows = _filled(text, size, limit, bold)
    narrow = limit / 2
    while len(rows) > 1 and limit - narrow > 4:
        # As few rows as the limit allows, but no last row with one lonely word.
        tried = _filled(text, size, (limit + narrow) / 2, bold)
        if len(tried) == len(rows):
            rows, limit = tried, (limit + narrow) / 2
        else:
            narrow = (limit + narrow) / 2
    return rows


def paragraph(text: str, size: float, limit: float, bold: bool = False) -> list[str]:
    """Break a sentence into full rows; longer than any honest one, it ends in an ellipsis."""
    return _filled(clean(text, 1000), size, limit, bold)


def _filled(text: str, size: float, limit: float, bold: bool) -> list[str]:
    rows: list[str] = []
    for word in text.split(" "):
        pieces = [word] if width(word, size, bold) <= limit else re.findall(r"[^-_/.,:]*[-_/.,:]+|[^-_/.,:]+$", word)
        for place, piece in enumerate(pieces or [word]):
            joined = f"{rows[-1]}{'' if place else ' '}{piece}" if rows else piece
            if rows and width(joined, size, bold) <= limit:
                rows[-1] = joined
            else:
                rows.append(piece)
    return [row for row in rows if row]


def box_label(box: Box) -> Label:
    """The label and size of a box."""
    rows = [Row(row, BOX_SIZE, bold=True) for row in wrap(box.label or "?", BOX_SIZE, _BOX_WIDTH, bold=True)]
    rows += [Row(row, NOTE_SIZE, quiet=True) for row in wrap(box.note, NOTE_SIZE, _BOX_WIDTH)]
    room = ICON + 4 if box.shape in {Shape.PERSON, Shape.PUBLIC, Shape.AUTHORITY} else 0.0
    extra = 8.0 if box.shape in {Shape.STORE, Shape.FOLDED} else 0.0
    wide = max(row.width for row in rows) + 2 * _PAD + 6 + room + (ICON if box.style in MARKED else 0)
    return Label(tuple(rows), _even(max(wide, 84)), _even(sum(row.height for row in rows) + 14 + extra))


def arrow_label(arrow: Arrow, spread: Spread) -> Label:
    """The label of an arrow: at most three rows of "data: purpose", a count of the rest, and the shared choice."""
    gates = {line.gate for line in arrow.lines}
    shared = gates.pop() if len(gates) == 1 else ""
    rows = [Row(row, bold=True) for row in _short_gate(shared, spread.label)]
    rows += fold(arrow.lines, spread.label, two_way=arrow.two_way, gated=not shared)
    marks = ICON * ((arrow.style in MARKED) + (arrow.step is not None))
    if not rows:
        return Label((), _even(marks + 4), 22.0 if marks else 2.0)
    turns = TURN if arrow.two_way else 0
    wide = max(row.width for row in rows) + _PAD * 1.5 + marks + turns
    return Label(tuple(rows), _even(wide), _even(max(sum(row.height for row in rows) + 6, 22)))


def fold(lines: Sequence[Line], limit: float, two_way: bool = False, gated: bool = True) -> list[Row]:
    """The rows told for these flows: whole flows while three rows hold them, then how many more."""
    rows: list[Row] = []
    for place, line in enumerate(lines):
        told = wrap(line.text() if gated else _ungated(line), LABEL_SIZE, limit)
        if place == 0 and len(told) > MOST_ROWS:
            told = _shortened(line, limit)
        if len(rows) + len(told) > MOST_ROWS and rows:
            rows.append(Row(f"+ {len(lines) - place} more", quiet=True))
            break
        turn = (2 if line.both else -1 if line.back else 1) if two_way else 0
        rows += [Row(row, turn=turn if first == 0 else 0) for first, row in enumerate(told)]
    return rows


def _shortened(line: Line, limit: float) -> list[str]:
    """One flow with so many data or purposes that only the first are told."""
    for data in range(len(line.data), 0, -1):
        for purposes in {len(line.purposes), min(1, len(line.purposes))}:
            short = Line(_first(line.data, data), _first(line.purposes, purposes))
            rows = wrap(short.text(), LABEL_SIZE, limit)
            if len(rows) <= MOST_ROWS:
                return rows
    return wrap(Line(_first(line.data, 1), _first(line.purposes, 1)).text(), LABEL_SIZE, limit)


def _first(names: tuple[str, ...], many: int) -> tuple[str, ...]:
    if many >= len(names):
        return names
    return (*names[: many - 1], f"{names[many - 1]} + {len(names) - many} more")


def _short_gate(gate: str, limit: float) -> list[str]:
    rows = wrap(f"if {gate}", LABEL_SIZE, limit) if gate else []
    return rows if len(rows) <= 2 else [rows[0], f"{rows[1]} …"]


def _ungated(line: Line) -> str:
    return Line(line.data, line.purposes).text()


def _even(number: float) -> float:
    # Even whole numbers survive the way through inches and back without rounding noise.
    return float(2 * round(number / 2 + 0.499))
