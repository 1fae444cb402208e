"""The three lanes as bands behind the picture, each with its heading."""

from __future__ import annotations

from attrs import frozen

from flowvow.pictures.dot import lane_frame
from flowvow.pictures.drawing import Drawing, Lane
from flowvow.pictures.metrics import width
from flowvow.pictures.paper import Element, add, group, words
from flowvow.pictures.places import Places, Rect, around
from flowvow.pictures.styles import INK, TINTS

_SIZE, _HEAD, _PAD = 16.0, 34.0, 14.0


@frozen
class Band:
    """One lane's band.

    Attributes:
        name: its heading.
        identity: its id: the party's frame where that fills the lane.
    """

    name: str
    identity: str
    tooltip: str
    link: str
    tint: str
    rect: Rect

    def write(self, body: Element) -> None:
        """Draw the band and its heading."""
        part = group(body, "lane", self.identity, self.tooltip, self.link)
        add(part, "rect", x=self.rect.left, y=self.rect.top, width=self.rect.width, height=self.rect.height, rx=10,
            fill=self.tint)  # fmt: skip
        middle = self.rect.left + (self.rect.width - width(self.name, _SIZE, True)) / 2
        words(part, self.name, middle, self.rect.top + 23, _SIZE, INK, bold=True)


def bands_of(drawing: Drawing, places: Places) -> tuple[Band, ...]:
    """A band for each lane that has a box, all equally high."""
    extent, whole = places.extent(), lane_frame(drawing)
    names = {Lane.PEOPLE: "People", Lane.PARTY: drawing.party or "The party", Lane.OTHERS: "Everyone else"}
    if whole is not None:
        names[Lane.PARTY] = drawing.party or whole.label
    bands = []
    for lane in Lane:
        rects = [places.boxes[box.id] for box in drawing.boxes if box.lane is lane]
        rects += [
            places.frames[frame.id] for frame in drawing.frames if frame.lane is lane and frame.id in places.frames
        ]
        if not rects:
            continue
        span = around(rects)
        wide = max(span.width + 2 * _PAD, width(names[lane], _SIZE, True) + 2 * _PAD)
        rect = Rect(span.middle[0] - wide / 2, extent.top - _HEAD - 6, wide, extent.height + _HEAD + 6 + _PAD)
        about = (
            (whole.id, whole.tooltip or whole.label, whole.link)
            if lane is Lane.PARTY and whole
            else (f"lane-{lane.value}", names[lane], "")
        )
        bands.append(Band(names[lane], *about, TINTS[lane], rect))
    return tuple(bands)
