"""Columns under turned headings, for pictures that are read row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from flowvow.pictures.drawing import Box, Lane
from flowvow.pictures.labels import wrap
from flowvow.pictures.metrics import width
from flowvow.pictures.paper import Element, add, group, number, words
from flowvow.pictures.styles import INK, TINTS

HEADING = 150.0
_SIZE = 13.0


@frozen
class Column:
    """One column: whose it is, and where its middle is."""

    box: Box
    middle: float
    width: float


def placed(boxes: Iterable[Box], left: float, widths: Mapping[str, float]) -> list[Column]:
    """Columns side by side from the left, each as wide as said for its box's id."""
    found: list[Column] = []
    for box in boxes:
        wide = widths[box.id]
        found.append(Column(box, left + wide / 2, wide))
        left += wide
    return found


def write_tints(svg: Element, columns: Sequence[Column], top: float, bottom: float) -> None:
    """The lanes' grounds, and a thin line down each column."""
    for lane in Lane:
        mine = [column for column in columns if column.box.lane is lane]
        if mine:
            left, right = mine[0].middle - mine[0].width / 2, mine[-1].middle + mine[-1].width / 2
            add(svg, "rect", x=left, y=top, width=right - left, height=bottom - top, fill=TINTS[lane])
    for column in columns:
        line = f"M{number(column.middle)} {number(top + HEADING)} V{number(bottom)}"
        add(svg, "path", d=line, stroke="#d5d5d5", stroke_width=1)


def write_headings(svg: Element, columns: Sequence[Column], left: float, top: float, turn: int = 0) -> None:
    """The columns' names, turned; `turn` tells how often they were written before."""
    right = columns[-1].middle + columns[-1].width / 2 if columns else left
    add(svg, "rect", x=left, y=top, width=right - left, height=HEADING, fill="#ffffff", fill_opacity="0.85")
    for column in columns:
        box = column.box
        part = group(svg, "column", f"{box.id}-{turn}" if turn else box.id, box.tooltip or box.label, box.link)
        rows = wrap(box.label, _SIZE, HEADING - 20, bold=True)
        most = max(1, int(column.width // 16))
        if len(rows) > most:
            rows = [*rows[: most - 1], f"{rows[most - 1]} …"]
        for place, row in enumerate(rows):
            x = column.middle + 5 + (place - (len(rows) - 1) / 2) * 16
            turned = add(part, "g", transform=f"translate({number(x)} {number(top + HEADING - 8)}) rotate(-90)")
            words(turned, row, 0, 0, min(_SIZE, _SIZE * (HEADING - 12) / max(width(row, _SIZE, True), 1)), INK, True)
