"""The two outer lanes as columns: which group stands above which, and where a frame needs a heading.

Graphviz ignores an order among clusters of one rank, so in the outer lanes a frame is no cluster but a run of the
column: a heading, then its boxes. `places.py` draws the frame around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from flowvow.pictures.drawing import Box, Drawing, Frame, Lane, Role
from flowvow.pictures.metrics import width
from flowvow.pictures.stacks import Stack

HEADING = 28.0


@frozen
class Group:
    """A heading, or stacks that may stand in any order among themselves."""

    heading: Frame | None
    stacks: tuple[Stack, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of what stands here, in DOT."""
        return (heading_id(self.heading),) if self.heading else tuple(stack.id for stack in self.stacks)


def heading_id(frame: Frame) -> str:
    """The id of a frame's heading."""
    return f"heading-{frame.id}"


def heading_width(frame: Frame) -> float:
    """Room for a frame's label."""
    return float(round(width(frame.label, 13, True) + 16))


def groups_of(drawing: Drawing, stacks: Sequence[Stack], lane: Lane) -> list[Group]:
    """An outer lane from top to bottom: by role, loose boxes first, then frame by frame."""
    mine = [stack for stack in stacks if stack.lane is lane]
    return list(_level(drawing, mine, lane, None))


def _level(drawing: Drawing, stacks: Sequence[Stack], lane: Lane, parent: str | None) -> Iterator[Group]:
    frames = [frame for frame in drawing.frames if frame.lane is lane and frame.parent == parent]
    loose = [stack for stack in stacks if stack.boxes[0].frame == parent]
    for role in Role:
        here = tuple(stack for stack in loose if stack.boxes[0].role is role)
        if here:
            yield Group(None, here)
        for frame in frames:
            inside = list(_level(drawing, stacks, lane, frame.id)) if frame.role is role else []
            if inside:
                yield Group(frame, ())
                yield from inside


def reading_order(drawing: Drawing, stacks: Sequence[Stack]) -> list[Box]:
    """Every box as the picture is read: people, the party's, then outsiders by role; each owner before its stores."""
    party = [stack for stack in stacks if stack.lane is Lane.PARTY]
    outer = {lane: groups_of(drawing, stacks, lane) for lane in (Lane.PEOPLE, Lane.OTHERS)}
    people, others = ([stack for group in outer[lane] for stack in group.stacks] for lane in outer)
    return [box for stack in (*people, *party, *others) for box in stack.boxes]


def inside(drawing: Drawing, frame: Frame) -> tuple[list[Box], list[Frame]]:
    """The boxes and frames that stand directly in a frame; a box below another stands where that one does."""
    tops = {box.id for box in drawing.boxes if box.frame == frame.id and box.under is None}
    boxes = [box for box in drawing.boxes if box.id in tops or box.under in tops]
    return boxes, [one for one in drawing.frames if one.parent == frame.id]
