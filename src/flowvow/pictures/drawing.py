"""The drawing: boxes, frames and arrows as plain frozen values, before anything is laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from hashlib import sha256

from attrs import field, frozen


class Lane(Enum):
    """The three fixed columns of every map, in reading order."""

    PEOPLE = "people"
    PARTY = "party"
    OTHERS = "others"


class Shape(Enum):
    """What kind of thing a box stands for."""

    PERSON = "person"
    SYSTEM = "system"
    STORE = "store"
    OUTSIDER = "outsider"
    PUBLIC = "public"
    AUTHORITY = "authority"
    FOLDED = "folded"  # a whole organisation or role in one box, with counts


class Role(Enum):
    """The order of outsiders from top to bottom; everything in another lane has no role."""

    PROCESSOR = 1
    PARTNER = 2
    THIRD_PARTY = 3
    PUBLIC = 4
    AUTHORITY = 5
    NONE = 6


class Style(Enum):
    """What an arrow's (or a box's) look says about it; `styles.py` gives each colour, line and mark."""

    PLAIN = "plain"
    PERMITTED = "permitted"
    GATED = "gated"
    SERVING = "serving"  # a deletion, return or notice that needs no permit
    UNDISCLOSED = "undisclosed"
    UNDECIDED = "undecided"
    FORBIDDEN = "forbidden"
    CONFLICTING = "conflicting"
    DISCLAIMED = "disclaimed"
    ADDED = "added"
    REMOVED = "removed"
    GRANTED = "granted"  # what a choice adds
    STARTED = "started"  # what refusing it starts
    ANYWAY = "anyway"  # what goes on all the same
    LEFT = "left"  # where copies outlast it
    FADED = "faded"
    LIMITED = "limited"  # what a clause bars but for what it names
    REQUIRED = "required"
    DUTY = "duty"  # a promise that no flow can show


@frozen
class Line:
    """One flow as it is told on an arrow: its data and what for.

    Attributes:
        data: names of the data types, told in this order.
        purposes: names of the purposes, told after a colon.
        back: on a two-way arrow, whether this line runs from the arrow's end to its start.
        gate: the choice or condition that must hold, in words; empty for always.
        both: on a two-way arrow, whether the same runs both ways.
    """

    data: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    back: bool = False
    gate: str = ""
    both: bool = False

    def text(self) -> str:
        """Everything the line says, in one string."""
        told = ", ".join(self.data)
        if self.purposes:
            told = f"{told}: {', '.join(self.purposes)}" if told else ", ".join(self.purposes)
        return f"{told} (if {self.gate})" if self.gate else told


@frozen
class Frame:
    """A box around boxes: an organisation, or outsiders of one role.

    Attributes:
        id: unique in the drawing; see `identity`.
        label: shown at the top left of the frame.
        lane: frames never cross lanes.
        parent: id of the frame around this one, or None.
        role: where the frame stands among outsiders.
    """

    id: str
    label: str
    lane: Lane
    parent: str | None = None
    role: Role = Role.NONE
    tooltip: str = ""
    link: str = ""


@frozen
class Box:
    """One actor, store or folded organisation.

    Attributes:
        note: a second, smaller line, as "12 actors, 4 stores" or "kept 7 years".
        under: id of the box this one is stacked below: a store below its owner.
        style: PLAIN, or ADDED, REMOVED, FADED, FORBIDDEN … to mark the box itself.
    """

    id: str
    label: str
    shape: Shape
    lane: Lane
    frame: str | None = None
    under: str | None = None
    role: Role = Role.NONE
    note: str = ""
    style: Style = Style.PLAIN
    tooltip: str = ""
    link: str = ""


@frozen
class Arrow:
    """All flows between two boxes that look alike, merged.

    Attributes:
        start: id of the box the data leave.
        end: id of the box the data reach; the same as `start` for use in place.
        lines: the flows told on the arrow.
        style: the gravest verdict of its flows.
        two_way: flows run both ways; lines with `back` run from end to start.
        step: number on a route, shown as a badge.
        shapes: whether the arrow may influence where boxes are put.
    """

    id: str
    start: str
    end: str
    lines: tuple[Line, ...] = ()
    style: Style = Style.PLAIN
    two_way: bool = False
    step: int | None = None
    shapes: bool = True
    tooltip: str = ""
    link: str = ""


def _boxes(parts: Iterable[Box]) -> tuple[Box, ...]:
    return tuple(parts)


def _arrows(parts: Iterable[Arrow]) -> tuple[Arrow, ...]:
    return tuple(parts)


def _frames(parts: Iterable[Frame]) -> tuple[Frame, ...]:
    return tuple(parts)


@frozen
class Drawing:
    """A whole picture.

    Attributes:
        title: what the picture shows.
        version: of which version: the second, smaller line.
        party: the name heading the middle lane.
        notes: sentences added below the legend, as "12 further flows are faded".
    """

    title: str
    version: str = ""
    party: str = ""
    boxes: tuple[Box, ...] = field(default=(), converter=_boxes)
    arrows: tuple[Arrow, ...] = field(default=(), converter=_arrows)
    frames: tuple[Frame, ...] = field(default=(), converter=_frames)
    notes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a drawing whose parts don't fit together: a view with a bug, never a user's mistake."""
        for fault in _faults(self):
            raise ValueError(fault)


def identity(kind: str, *names: str) -> str:
    """A stable id made of what it names, so that adding one thing renames no other."""
    slug = "-".join(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] for name in names)
    # Names that differ only in what a slug can't hold still get ids of their own.
    mark = sha256("\x1f".join((kind, *names)).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(part for part in (kind, slug.strip("-"), mark) if part)


def _faults(drawing: Drawing) -> Iterator[str]:
    boxes = {box.id: box for box in drawing.boxes}
    frames = {frame.id: frame for frame in drawing.frames}
    ids = [box.id for box in drawing.boxes] + [frame.id for frame in drawing.frames]
    ids += [arrow.id for arrow in drawing.arrows]
    yield from (f"two parts share the id {one!r}" for one, many in Counter(ids).items() if many > 1)
    for box in drawing.boxes:
        if box.frame is not None and box.frame not in frames:
            yield f"box {box.id!r} stands in no known frame {box.frame!r}"
        if box.under is not None and (box.under not in boxes or boxes[box.under].under is not None):
            yield f"box {box.id!r} is stacked below {box.under!r}, which is unknown or stacked itself"
    for frame in drawing.frames:
        seen, outer = {frame.id}, frame.parent
        while outer is not None:
            if outer in seen or outer not in frames:
                yield f"frame {frame.id!r} stands in a loop or in no known frame"
                break
            seen.add(outer)
            outer = frames[outer].parent
    for arrow in drawing.arrows:
        yield from (
            f"arrow {arrow.id!r} ends at no known box {end!r}" for end in (arrow.start, arrow.end) if end not in boxes
        )
