"""A drawing as a Mermaid flowchart, for pull requests: smaller and plainer than the SVG, and nothing in it acts."""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.pictures.dot import lane_frame
from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Lane, Shape, Style
from flowvow.pictures.escaping import mermaid_plain, mermaid_text
from flowvow.pictures.labels import SPREADS, fold
from flowvow.pictures.legend import told_styles
from flowvow.pictures.stacks import stacks_of
from flowvow.pictures.styles import FILLS, LOOKS

_SHAPES = {
    Shape.PERSON: ("([", "])"),
    Shape.STORE: ("[(", ")]"),
    Shape.FOLDED: ("[[", "]]"),
    Shape.PUBLIC: ("{{", "}}"),
    Shape.AUTHORITY: ("[/", "\\]"),
}
# The marks of the SVG as letters, since Mermaid draws no signs.
MARKS = {
    Style.GATED: "🔑",
    Style.SERVING: "✓",
    Style.UNDISCLOSED: "?",
    Style.UNDECIDED: "…",
    Style.FORBIDDEN: "✕",
    Style.CONFLICTING: "≠",
    Style.DISCLAIMED: "⊘",
    Style.ADDED: "+",
    Style.REMOVED: "−",
    Style.GRANTED: "🔑",
    Style.STARTED: "⇢",
    Style.ANYWAY: "↷",
    Style.LEFT: "≡",
}
_THICK = {Style.FORBIDDEN, Style.CONFLICTING, Style.ADDED, Style.ANYWAY}
_DOTTED = {Style.UNDISCLOSED, Style.UNDECIDED, Style.DISCLAIMED, Style.REMOVED, Style.STARTED}


def mermaid_picture(drawing: Drawing) -> str:
    """The drawing as Mermaid text."""
    return "\n".join(_lines(drawing)) + "\n"


def _lines(drawing: Drawing) -> Iterator[str]:
    yield "flowchart LR"
    yield f"  accTitle: {mermaid_plain(drawing.title)}"
    if drawing.version:
        yield f"  accDescr: {mermaid_plain(drawing.version)}"
    # People and outsiders get no frame of their own: Mermaid would set the three frames one above the other.
    whole = lane_frame(drawing)
    for lane in Lane:
        if lane is Lane.PARTY and whole is None and any(box.lane is lane for box in drawing.boxes):
            name = mermaid_text(drawing.party or "The party")
            yield f'  subgraph lane_party["{name}"]'
            yield from _inside(drawing, lane, None, "    ")
            yield "  end"
        else:
            yield from _inside(drawing, lane, None, "  ")
    for arrow in drawing.arrows:
        yield f"  {_arrow(arrow)}"
    for shape in Shape:
        named = [_id(box.id) for box in drawing.boxes if box.shape is shape]
        if named:
            fill, line = FILLS[shape]
            yield f"  classDef {shape.value} fill:{fill},stroke:{line},color:#1a1a1a"
            yield f"  class {','.join(named)} {shape.value}"
    for number, arrow in enumerate(drawing.arrows):
        look = LOOKS[arrow.style]
        if arrow.style not in {Style.PLAIN, Style.PERMITTED}:
            yield f"  linkStyle {number} stroke:{look.colour},stroke-width:{look.width:g}px"
    legend = [f"{MARKS[style]} {LOOKS[style].meaning}" for style in told_styles(drawing) if style in MARKS]
    if legend:
        yield f"  %% {mermaid_plain(', '.join(legend))}"


def _inside(drawing: Drawing, lane: Lane, parent: str | None, indent: str) -> Iterator[str]:
    for stack in stacks_of(drawing):
        if stack.lane is lane and stack.boxes[0].frame == parent:
            for box in stack.boxes:
                yield indent + _box(box)
    for frame in drawing.frames:
        if frame.lane is lane and frame.parent == parent:
            yield from _frame(drawing, frame, indent)


def _frame(drawing: Drawing, frame: Frame, indent: str) -> Iterator[str]:
    inside = list(_inside(drawing, frame.lane, frame.id, indent + "  "))
    if inside:
        yield f'{indent}subgraph {_id(frame.id)}["{mermaid_text(frame.label)}"]'
        yield from inside
        yield f"{indent}end"


def _box(box: Box) -> str:
    before, after = _SHAPES.get(box.shape, ("[", "]"))
    rows = [row for row in (f"{MARKS.get(box.style, '')} {box.label}".strip(), box.note) if row]
    return f'{_id(box.id)}{before}"{mermaid_text(*rows)}"{after}'


def _arrow(arrow: Arrow) -> str:
    rows = [
        ("↔ " if row.turn == 2 else "→ " if row.turn > 0 else "← " if row.turn < 0 else "") + row.text
        for row in fold(arrow.lines, SPREADS[0].label, two_way=arrow.two_way)
    ]
    signs = [str(arrow.step)] if arrow.step is not None else []
    signs += [MARKS[arrow.style]] if arrow.style in MARKS else []
    label = mermaid_text(*[" ".join([*signs, *rows[:1]]), *rows[1:]]) if signs or rows else ""
    first = "<" if arrow.two_way else ""
    line = "==>" if arrow.style in _THICK else "-.->" if arrow.style in _DOTTED else "-->"
    told = f'|"{label}"|' if label else ""
    return f"{_id(arrow.start)} {first}{line}{told} {_id(arrow.end)}"


def _id(identity: str) -> str:
    # Hyphens could meet the arrows' own, and a name such as `end` closes a subgraph.
    return "n_" + "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in identity)
