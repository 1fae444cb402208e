"""Boxes that are laid out as one: an owner with its stores below it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from flowvow.pictures.drawing import Box, Drawing, Lane
from flowvow.pictures.labels import Label, box_label

_GAP = 8.0


@frozen
class Stack:
    """A box and those below it, as one column of equally high cells.

    Attributes:
        id: the id of the topmost box.
        boxes: the topmost box, then those stacked below it.
        labels: the label of each box, in the same order.
    """

    id: str
    lane: Lane
    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]

    @property
    def width(self) -> float:
        """The widest box's width."""
        return max(label.width for label in self.labels)

    @property
    def cell(self) -> float:
        """The height of one cell, the gap to the next included."""
        highest = max(label.height for label in self.labels)
        return highest if len(self.labels) == 1 else highest + _GAP

    @property
    def height(self) -> float:
        """The whole stack's height."""
        return self.cell * len(self.boxes)


def stacks_of(drawing: Drawing) -> tuple[Stack, ...]:
    """Every stack of a drawing, in the order of the drawing's boxes."""
    below: dict[str, list[Box]] = {}
    for box in drawing.boxes:
        if box.under is not None:
            below.setdefault(box.under, []).append(box)
    return tuple(_stack((box, *below.get(box.id, []))) for box in drawing.boxes if box.under is None)


def _stack(boxes: Sequence[Box]) -> Stack:
    return Stack(boxes[0].id, boxes[0].lane, tuple(boxes), tuple(map(box_label, boxes)))
