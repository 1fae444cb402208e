"""Small drawn signs: verdict marks, kinds of boxes, directions. Shapes, not letters: they need no font."""

from __future__ import annotations

from flowvow.pictures.drawing import Shape, Style
from flowvow.pictures.metrics import width
from flowvow.pictures.paper import Element, add, number, words
from flowvow.pictures.styles import LOOKS, PAPER

# Strokes inside a circle of radius 8 around the origin.
_MARKS = {
    Style.GATED: "M-5 0 a2.3 2.3 0 1 0 4.6 0 a2.3 2.3 0 1 0 -4.6 0 M-0.4 0 H5 V2.6 M2.6 0 V2",
    Style.SERVING: "M-3.8 0.4 L-1.2 3.2 L4 -2.8",
    Style.UNDISCLOSED: "M-2.6 -2 C-2.6 -5.4 2.8 -5.4 2.8 -2 C2.8 0 0 0 0 2 M0 4.2 V4.7",
    Style.UNDECIDED: "M-4 0 H-3.6 M-0.2 0 H0.2 M3.6 0 H4",
    Style.FORBIDDEN: "M-3.4 -3.4 L3.4 3.4 M3.4 -3.4 L-3.4 3.4",
    Style.CONFLICTING: "M-4.2 -1.8 H4.2 M-4.2 1.8 H4.2 M2.2 -4.6 L-2.2 4.6",
    Style.DISCLAIMED: "M-3.4 3.4 L3.4 -3.4",
    Style.ADDED: "M-4 0 H4 M0 -4 V4",
    Style.REMOVED: "M-4 0 H4",
    Style.GRANTED: "M-5 0 a2.3 2.3 0 1 0 4.6 0 a2.3 2.3 0 1 0 -4.6 0 M-0.4 0 H5 V2.6 M2.6 0 V2",
    Style.STARTED: "M-4.2 0 H4 M0.8 -3.2 L4 0 L0.8 3.2",
    Style.ANYWAY: "M-4.4 3 C-4.4 -5 4.4 -5 4.4 2.6 M1.8 0.4 L4.4 3 L6 -0.2",
    Style.LEFT: "M-4 -3 H4 M-4 0 H4 M-4 3 H4",
    Style.LIMITED: "M-4.4 -3.6 H4.4 L0.9 0.6 V4.4 H-0.9 V0.6 Z",
    Style.REQUIRED: "M0 -4.4 V1 M0 4 V4.3",
    Style.DUTY: "M-3.2 -3.2 H3.2 V3.2 H-3.2 Z",
}
_KINDS = {
    Shape.PERSON: "M-3.6 -4 a3.6 3.6 0 1 0 7.2 0 a3.6 3.6 0 1 0 -7.2 0 M-7 8 C-7 -0.5 7 -0.5 7 8 Z",
    Shape.PUBLIC: "M-7 0 a7 7 0 1 0 14 0 a7 7 0 1 0 -14 0 M-7 0 H7 M0 -7 C-5 -3 -5 3 0 7 M0 -7 C5 -3 5 3 0 7",
    Shape.AUTHORITY: "M-8 -3 L0 -8 L8 -3 Z M-5.5 -3 V5 M0 -3 V5 M5.5 -3 V5 M-8 7 H8",
}


def mark(parent: Element, style: Style, x: float, y: float) -> None:
    """A verdict's mark, a filled disc with white strokes, around (x, y)."""
    strokes = _MARKS.get(style)
    if strokes is None:
        return
    sign = add(parent, "g", transform=f"translate({number(x)} {number(y)})", _class="mark")
    add(sign, "circle", r=8, fill=LOOKS[style].colour)
    add(sign, "path", d=strokes, fill="none", stroke=PAPER, stroke_width=1.8, stroke_linecap="round")


def badge(parent: Element, step: int, x: float, y: float) -> None:
    """A step's number in a dark disc."""
    sign = add(parent, "g", _class="step")
    text = str(step)
    add(sign, "rect", x=x - 9, y=y - 9, width=18, height=18, rx=9, fill="#1a1a1a")
    size = 12.0 if len(text) < 3 else 9.0
    words(sign, text, x - width(text, size, True) / 2, y + size * 0.36, size, PAPER, bold=True)


def kind(parent: Element, shape: Shape, x: float, y: float, ink: str) -> None:
    """The sign of a kind of box, where it has one."""
    strokes = _KINDS.get(shape)
    if strokes is not None:
        add(parent, "path", transform=f"translate({number(x)} {number(y)})", d=strokes, fill="none", stroke=ink,
            stroke_width=1.5, stroke_linejoin="round")  # fmt: skip


def turn(parent: Element, to_right: bool, x: float, y: float, ink: str) -> None:
    """A small triangle telling which way a row's flow runs."""
    tip, base = (x + 4, x - 3) if to_right else (x - 4, x + 3)
    points = f"{number(tip)},{number(y)} {number(base)},{number(y - 4)} {number(base)},{number(y + 4)}"
    add(parent, "polygon", points=points, fill=ink)


def outline(
    parent: Element, shape: Shape, left: float, top: float, wide: float, high: float, **look: str | float
) -> None:
    """The outline of a box."""
    if shape is Shape.STORE:
        curve = 5.0
        side = f"M{number(left)} {number(top + curve)} V{number(top + high - curve)}"
        bottom = f"A{number(wide / 2)} {number(curve)} 0 0 0 {number(left + wide)} {number(top + high - curve)}"
        lid = f"A{number(wide / 2)} {number(curve)} 0 0 0 {number(left)} {number(top + curve)}"
        rim = f"A{number(wide / 2)} {number(curve)} 0 0 0 {number(left + wide)} {number(top + curve)}"
        add(parent, "path", d=f"{side} {bottom} V{number(top + curve)} {lid} {rim}", **look)
        return
    if shape is Shape.FOLDED:
        add(parent, "rect", x=left + 4, y=top, width=wide - 4, height=high - 4, rx=2, **look)
        add(parent, "rect", x=left, y=top + 4, width=wide - 4, height=high - 4, rx=2, **look)
        return
    round_ = {Shape.PERSON: high / 2 if high < 44 else 18, Shape.SYSTEM: 6.0}.get(shape, 1.5)
    add(parent, "rect", x=left, y=top, width=wide, height=high, rx=round_, **look)
