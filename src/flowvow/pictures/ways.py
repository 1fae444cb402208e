"""The way of an arrow: from its start to its label and on to its end, always drawn with the lanes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from flowvow.pictures.drawing import Arrow, Lane, Shape
from flowvow.pictures.labels import Spread
from flowvow.pictures.stacks import Stack

_ORDER = {Lane.PEOPLE: 0, Lane.PARTY: 1, Lane.OTHERS: 2}


@frozen
class Half:
    """One half of an arrow.

    Attributes:
        box: the box at its outer end.
        first: whether the box stands to the left: the half is composed from box to label.
        head: whether an arrowhead points at the box.
    """

    box: str
    first: bool
    head: bool

    @property
    def dir(self) -> Literal["none", "back", "forward"]:
        """Graphviz's word for where the head is."""
        if not self.head:
            return "none"
        return "back" if self.first else "forward"


def label_id(arrow: Arrow) -> str:
    """The id of the small box in the middle of an arrow."""
    return f"label-{arrow.id}"


def halves(arrow: Arrow, place: Mapping[str, Stack], spread: Spread) -> tuple[Half, Half]:
    """Both halves of an arrow, the one at its start first.

    An arrow back to an earlier lane is composed from left to right all the same, so that it can't turn the
    picture round; one within a column turns at its label beside the column.
    """
    start, end = place[arrow.start], place[arrow.end]
    left, right = _column(start, spread), _column(end, spread)
    if left != right:
        sides = (left < right, right < left)
    elif start.lane is Lane.PEOPLE:
        sides = (False, False)
    elif start.lane is Lane.OTHERS or start is end or spread.turned:
        sides = (True, True)
    else:
        sides = (True, False)
    return Half(arrow.start, sides[0], arrow.two_way), Half(arrow.end, sides[1], True)


def steered(arrow: Arrow, place: Mapping[str, Stack], spread: Spread) -> bool:
    """Whether it is known which side of each box the arrow leaves or reaches.

    Among the party's systems it isn't, unless they stand in one column: a loop may turn an arrow round.
    """
    start, end = place[arrow.start], place[arrow.end]
    return spread.turned or start is end or start.lane is not Lane.PARTY or end.lane is not Lane.PARTY


def _column(stack: Stack, spread: Spread) -> float:
    second = spread.turned and stack.lane is Lane.PARTY and stack.boxes[0].shape is Shape.STORE
    return _ORDER[stack.lane] + (0.5 if second else 0)


def tooltip(arrow: Arrow) -> str:
    """The arrow's own tooltip, else everything it tells."""
    return arrow.tooltip or "\n".join(
        ("↔ " if line.both else "← " if line.back else "") + line.text() for line in arrow.lines
    )
