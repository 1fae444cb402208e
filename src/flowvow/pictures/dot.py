"""A drawing as DOT source: three lanes, frames as clusters, an arrow's label as a box on its way."""

from __future__ import annotations

from itertools import pairwise, product

import graphviz

from flowvow.pictures import styles
from flowvow.pictures.columns import HEADING, groups_of, heading_id, heading_width
from flowvow.pictures.drawing import Arrow, Drawing, Frame, Lane, Shape
from flowvow.pictures.escaping import clean, clean_tooltip, dot_record, dot_text, safe_link
from flowvow.pictures.labels import SPREADS, Spread, arrow_label
from flowvow.pictures.stacks import Stack, stacks_of
from flowvow.pictures.ways import Half, halves, label_id, steered, tooltip

_FONT = "Helvetica"  # dot measures it with the widths of `metrics.py`
_SHAPES = {Shape.STORE: "cylinder", Shape.FOLDED: "box3d"}
_GRAPH = {
    "rankdir": "LR",
    "newrank": "true",  # lanes reach across frames
    "nodesep": "0.17",
    "ranksep": "0.42",
    "fontname": _FONT,
    "fontsize": "13",
    "labelloc": "t",
    "labeljust": "l",
    "pad": "0.2",
    "outputorder": "edgesfirst",
}
_BOX = {"shape": "box", "fontname": _FONT, "fontsize": "14", "fixedsize": "true", "margin": "0"}
_UNSEEN = {"shape": "point", "style": "invis", "width": "0.01", "height": "0.01", "label": ""}
# A little heavier among the systems: labels then stand where there is room, and no lane becomes one tall column.
_WEIGHTS = {Lane.PEOPLE: "2", Lane.PARTY: "3", Lane.OTHERS: "2"}
_HOLD = {"style": "invis", "weight": "0", "minlen": "2"}


def dot_source(drawing: Drawing, spread: Spread = SPREADS[0]) -> str:
    """The DOT source of a drawing: one line a box, three an arrow, each naming only what it is about."""
    return _Source(drawing, spread).text()


def lane_frame(drawing: Drawing) -> Frame | None:
    """The one frame that holds the party's whole lane, if there is one.

    It is the lane itself, drawn as a band and not as a cluster: Graphviz sends every arrow that leaves a
    cluster out at once and round it, so that all arrows of a wide frame would meet at its corners.
    """
    outer = [frame for frame in drawing.frames if frame.lane is Lane.PARTY and frame.parent is None]
    loose = any(box.lane is Lane.PARTY and box.frame is None and box.under is None for box in drawing.boxes)
    return outer[0] if len(outer) == 1 and not loose else None


class _Source:
    """The source under way; one method a part."""

    def __init__(self, drawing: Drawing, spread: Spread) -> None:
        self.spread = spread
        self.drawing = drawing
        self.stacks = stacks_of(drawing)
        self.place = {box.id: stack for stack in self.stacks for box in stack.boxes}
        self.frames = {frame.id: frame for frame in drawing.frames}
        self.whole = lane_frame(drawing)
        self.graph = graphviz.Digraph(name="flows")

    def text(self) -> str:
        """The whole source."""
        title = dot_text(*(clean(line) for line in (self.drawing.title, self.drawing.version) if line))
        self.graph.attr(label=graphviz.nohtml(title), **_GRAPH)
        self.graph.attr("node", **_BOX)
        self.graph.attr("edge", arrowsize="0.8")
        self._inside(self.graph, None)
        self._lanes()
        for arrow in self.drawing.arrows:
            self._arrow(arrow)
        return str(self.graph.source)

    def _inside(self, graph: graphviz.Digraph, frame: str | None) -> None:
        for stack in self.stacks:
            if self._cluster_of(stack) == frame:
                self._stack(graph, stack)
        for arrow in self.drawing.arrows:
            if self._home(arrow) == frame:
                self._label(graph, arrow)
        for inner in self.drawing.frames:
            if inner.parent == frame and inner is self.whole:
                self._inside(graph, inner.id)
            elif inner.parent == frame and inner.lane is Lane.PARTY:
                self._cluster(graph, inner)

    def _cluster(self, outer: graphviz.Digraph, frame: Frame) -> None:
        with outer.subgraph(name=f"cluster_{frame.id}") as inner:
            inner.attr(label=graphviz.nohtml(dot_text(clean(frame.label))), style="rounded", color=styles.RULE,
                       margin="10", **_about(frame.id, frame.tooltip or frame.label, frame.link))  # fmt: skip
            self._inside(inner, frame.id)

    def _stack(self, graph: graphviz.Digraph, stack: Stack) -> None:
        first = stack.boxes[0]
        texts = [[row.text for row in label.rows] for label in stack.labels]
        if len(texts) == 1:
            label, shape = dot_text(*texts[0]), _SHAPES.get(first.shape, "box")
        else:
            # Cells with as many rows each are equally high, so their places need no reading back.
            most = max(map(len, texts))
            cells = [dot_record(*rows, *[" "] * (most - len(rows))) for rows in texts]
            label, shape = "|".join(f"<c{number}> {cell}" for number, cell in enumerate(cells)), "record"
        fill, line = styles.FILLS[first.shape]
        graph.node(stack.id, label=graphviz.nohtml(label), shape=shape, style="filled", fillcolor=fill, color=line,
                   width=_inches(stack.width), height=_inches(stack.height),
                   **_about(first.id, first.tooltip or first.label, first.link))  # fmt: skip

    def _label(self, graph: graphviz.Digraph, arrow: Arrow) -> None:
        label, look = arrow_label(arrow, self.spread), styles.LOOKS[arrow.style]
        graph.node(label_id(arrow), label=graphviz.nohtml(dot_text(*(row.text for row in label.rows))),
                   fontsize="13", color=look.colour, fontcolor=look.ink, style="filled", fillcolor=styles.PAPER,
                   width=_inches(label.width), height=_inches(label.height),
                   **_about(label_id(arrow), tooltip(arrow), arrow.link))  # fmt: skip

    def _home(self, arrow: Arrow) -> str | None:
        """The innermost frame around both ends: a label elsewhere would pull the arrow out of it."""
        start, end = (self._around(self._cluster_of(self.place[box])) for box in (arrow.start, arrow.end))
        return next((frame for frame in start if frame in end), None)

    def _cluster_of(self, stack: Stack) -> str | None:
        return stack.boxes[0].frame if stack.lane is Lane.PARTY else None

    def _around(self, frame: str | None) -> list[str]:
        found = []
        while frame is not None and (self.whole is None or frame != self.whole.id):
            found.append(frame)
            frame = self.frames[frame].parent
        return found

    def _lanes(self) -> None:
        """Two unseen anchors hold the lanes apart: people before every system, everyone else after."""
        for lane in (Lane.PEOPLE, Lane.OTHERS):
            groups = groups_of(self.drawing, self.stacks, lane)
            with self.graph.subgraph() as column:
                column.attr(rank="same")
                column.node(f"lane-{lane.value}", **_UNSEEN)
                for group in groups:
                    if group.heading is not None:
                        self._heading(column, group.heading)
                    for stack in group.stacks:
                        column.node(stack.id)
                for above, below in pairwise(groups):
                    for one, other in product(above.ids, below.ids):
                        column.edge(one, other, style="invis")
        self.graph.edge("lane-people", "lane-others", **_HOLD)
        for stack in self.stacks:
            if stack.lane is Lane.PARTY:
                self.graph.edge("lane-people", stack.id, **_HOLD)
                self.graph.edge(stack.id, "lane-others", **_HOLD)

    def _heading(self, graph: graphviz.Digraph, frame: Frame) -> None:
        graph.node(heading_id(frame), label=graphviz.nohtml(dot_text(clean(frame.label))), shape="plaintext",
                   fontsize="13", width=_inches(heading_width(frame)), height=_inches(HEADING),
                   **_about(frame.id, frame.tooltip or frame.label, frame.link))  # fmt: skip

    def _arrow(self, arrow: Arrow) -> None:
        look = styles.LOOKS[arrow.style]
        common = {"color": look.colour, "style": look.dot_style, "penwidth": f"{look.width:g}"}
        if not arrow.shapes:
            common["constraint"] = "false"
        for number, half in enumerate(halves(arrow, self.place, self.spread), 1):
            tail, head = self._ends(arrow, half)
            weight = _WEIGHTS[self.place[half.box].lane]
            self.graph.edge(tail, head, dir=half.dir, weight=weight, **common,
                            **_about(f"{arrow.id}-{number}", tooltip(arrow), arrow.link))  # fmt: skip

    def _ends(self, arrow: Arrow, half: Half) -> tuple[str, str]:
        stack, label = self.place[half.box], label_id(arrow)
        box = stack.id
        if len(stack.boxes) > 1:
            box += f":c{[one.id for one in stack.boxes].index(half.box)}"
        if steered(arrow, self.place, self.spread):
            box, label = (f"{box}:e", f"{label}:w") if half.first else (f"{box}:w", f"{label}:e")
        return (box, label) if half.first else (label, box)


def _about(identity: str, tip: str, link: str) -> dict[str, str]:
    about = {"id": identity, "tooltip": graphviz.nohtml(dot_text(*clean_tooltip(tip).split("\n")))}
    url = safe_link(link)
    return {**about, "URL": dot_text(url)} if url else about


def _inches(points: float) -> str:
    return f"{points / 72:.5f}".rstrip("0").rstrip(".")
