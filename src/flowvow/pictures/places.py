"""The layout engine's answer as places: where each box, frame and label stands and each arrow runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from flowvow.pictures.columns import heading_id, inside
from flowvow.pictures.drawing import Drawing, Frame
from flowvow.pictures.labels import Spread
from flowvow.pictures.stacks import stacks_of
from flowvow.pictures.ways import Half, halves, label_id

_PAD = 8.0
Point = tuple[float, float]


@frozen
class Rect:
    """A rectangle, y running down."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side."""
        return self.top + self.height

    @property
    def middle(self) -> Point:
        """The centre."""
        return self.left + self.width / 2, self.top + self.height / 2


@frozen
class Curve:
    """A chain of Bézier curves: one start point, then three points a piece; `tip` is the arrowhead's, if any."""

    points: tuple[Point, ...]
    tip: Point | None
    half: Half

    @property
    def neck(self) -> Point:
        """Where line and arrowhead meet."""
        return self.points[0] if self.half.first else self.points[-1]


@frozen
class Places:
    """Every place in one picture, by id."""

    boxes: Mapping[str, Rect]
    frames: Mapping[str, Rect]
    labels: Mapping[str, Rect]
    curves: Mapping[str, tuple[Curve, ...]]

    def extent(self) -> Rect:
        """The smallest rectangle around everything."""
        rects = [*self.boxes.values(), *self.frames.values(), *self.labels.values()]
        points = [point for curves in self.curves.values() for curve in curves for point in curve.points]
        return around(rects, points)


def around(rects: Iterable[Rect], points: Iterable[Point] = ()) -> Rect:
    """The smallest rectangle around these."""
    corners = [*points]
    for rect in rects:
        corners += [(rect.left, rect.top), (rect.right, rect.bottom)]
    if not corners:
        return Rect(0, 0, 0, 0)
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return Rect(left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top)


def places_of(drawing: Drawing, layout: Mapping[str, Any], spread: Spread) -> Places:
    """Read the layout of this drawing's DOT source."""
    parts = {part["name"]: part for part in layout.get("objects", ())}
    lines: dict[str, Mapping[str, Any]] = {line["id"]: line for line in layout.get("edges", ()) if "id" in line}
    stacks = stacks_of(drawing)
    place = {box.id: stack for stack in stacks for box in stack.boxes}
    boxes: dict[str, Rect] = {}
    for stack in stacks:
        column = _standing(parts[stack.id])
        for number, (box, label) in enumerate(zip(stack.boxes, stack.labels, strict=True)):
            middle = column.top + stack.cell * (number + 0.5)
            boxes[box.id] = Rect(column.left, middle - label.height / 2, stack.width, label.height)
    frames = {
        frame.id: _frame(parts[f"cluster_{frame.id}"]["bb"])
        for frame in drawing.frames
        if "bb" in parts.get(f"cluster_{frame.id}", {})
    }
    for frame in drawing.frames:
        if heading_id(frame) in parts:
            frames[frame.id] = _run(drawing, frame, parts, boxes)
    labels = {arrow.id: _standing(parts[label_id(arrow)]) for arrow in drawing.arrows}
    curves = {
        arrow.id: tuple(
            _curve(lines[f"{arrow.id}-{number}"], half) for number, half in enumerate(halves(arrow, place, spread), 1)
        )
        for arrow in drawing.arrows
    }
    return Places(boxes, frames, labels, curves)


def _standing(part: Mapping[str, Any]) -> Rect:
    x, y = _point(part["pos"])
    wide, high = float(part["width"]) * 72, float(part["height"]) * 72
    return Rect(x - wide / 2, y - high / 2, wide, high)


def _frame(corners: str) -> Rect:
    left, bottom, right, top = map(float, corners.split(","))
    return Rect(left, -top, right - left, top - bottom)


def _run(drawing: Drawing, frame: Frame, parts: Mapping[str, Any], boxes: Mapping[str, Rect]) -> Rect:
    """A frame drawn around a run of an outer lane: its heading and all that stands below it."""
    heading = _standing(parts[heading_id(frame)])
    own, inner = inside(drawing, frame)
    rects = [boxes[box.id] for box in own]
    rects += [_run(drawing, one, parts, boxes) for one in inner if heading_id(one) in parts]
    span = around([*rects, Rect(heading.left, heading.top + 6, heading.width, heading.height - 6)])
    return Rect(span.left - _PAD, span.top, span.width + 2 * _PAD, span.height + _PAD * 0.75)


def _curve(line: Mapping[str, Any], half: Half) -> Curve:
    tips: dict[str, Point] = {}
    points: list[Point] = []
    for word in str(line["pos"]).split(";")[0].split():
        if word[:2] in {"s,", "e,"}:
            tips[word[0]] = _point(word[2:])
        else:
            points.append(_point(word))
    return Curve(tuple(points), tips.get("s" if half.first else "e") if half.head else None, half)


def _point(text: str) -> Point:
    x, y = text.split(",")[:2]
    return float(x), -float(y)  # the engine's y runs up
