"""A drawing and its places as SVG."""

from __future__ import annotations

from flowvow.pictures import glyphs
from flowvow.pictures.bands import bands_of
from flowvow.pictures.dot import dot_source
from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Shape, Style
from flowvow.pictures.heading import heading_height, write_heading
from flowvow.pictures.labels import ICON, MARKED, SPREADS, TURN, Spread, arrow_label, box_label
from flowvow.pictures.legend import legend_height, write_legend
from flowvow.pictures.paper import Element, add, group, number, printed, sheet, words
from flowvow.pictures.places import Curve, Places, Point, around, places_of
from flowvow.pictures.render import laid_out
from flowvow.pictures.styles import FILLS, INK, LOOKS, PAPER, QUIET, RULE
from flowvow.pictures.ways import tooltip

_MARGIN = 24.0
# Wider than this, the smallest text (12) is under 9 pixels on a screen of 1920.
_WIDEST = 1920 * 12 / 9


def svg_picture(drawing: Drawing) -> str:
    """The drawing, laid out and written."""
    spread, _, places = laid(drawing)
    return svg_text(drawing, places, spread)


def dot_picture(drawing: Drawing) -> str:
    """The DOT source that `svg_picture` is laid out from."""
    return laid(drawing)[1]


def laid(drawing: Drawing) -> tuple[Spread, str, Places]:
    """The most generous layout that leaves the text large enough, else the narrowest there is."""
    tried = []
    for spread in SPREADS:
        source = dot_source(drawing, spread)
        places = places_of(drawing, laid_out(source), spread)
        wide = _width(drawing, places)
        if wide <= _WIDEST:
            return spread, source, places
        tried.append((wide, (spread, source, places)))
    return min(tried, key=lambda one: one[0])[1]


def _width(drawing: Drawing, places: Places) -> float:
    return around([places.extent(), *(band.rect for band in bands_of(drawing, places))]).width + 2 * _MARGIN


def svg_text(drawing: Drawing, places: Places, spread: Spread) -> str:
    """A drawing whose places are known, as SVG text."""
    bands = bands_of(drawing, places)
    whole = around([places.extent(), *(band.rect for band in bands)])
    wide = max(whole.width + 2 * _MARGIN, 640.0)
    legend = legend_height(drawing, wide - 2 * _MARGIN)
    top = heading_height(drawing, wide - 2 * _MARGIN)
    high = top + whole.height + 2 * _MARGIN + legend
    told = f"{len(drawing.boxes)} boxes and {len(drawing.arrows)} arrows, from people over the party to everyone else."
    svg = sheet(drawing.title, f"{drawing.version}. {told}" if drawing.version else told, wide, high)
    write_heading(svg, drawing, _MARGIN, wide - 2 * _MARGIN)
    body = add(svg, "g", transform=f"translate({number(_MARGIN - whole.left)} {number(top + _MARGIN - whole.top)})")
    for band in bands:
        band.write(body)
    for frame in drawing.frames:
        _write_frame(body, frame, places)
    # Faded arrows lie below all others, grave ones above.
    for arrow in sorted(drawing.arrows, key=lambda one: LOOKS[one.style].width):
        _write_arrow(body, arrow, places)
    for box in drawing.boxes:
        _write_box(body, box, places)
    for arrow in drawing.arrows:
        _write_label(body, arrow, places, spread)
    write_legend(svg, drawing, _MARGIN, high - legend - _MARGIN / 2, wide - 2 * _MARGIN)
    return printed(svg)


def _write_frame(body: Element, frame: Frame, places: Places) -> None:
    rect = places.frames.get(frame.id)
    if rect is None:  # the party's own lane, drawn as a band
        return
    part = group(body, "frame", frame.id, frame.tooltip or frame.label, frame.link)
    add(part, "rect", x=rect.left, y=rect.top, width=rect.width, height=rect.height, rx=8,
        fill=PAPER, fill_opacity="0.55", stroke=RULE, stroke_width=1)  # fmt: skip
    words(part, frame.label, rect.left + 8, rect.top + 17, 13, QUIET, bold=True)


def _write_box(body: Element, box: Box, places: Places) -> None:
    rect, label = places.boxes[box.id], box_label(box)
    part = group(body, f"box {box.shape.value}", box.id, box.tooltip or box.label, box.link)
    fill, line = FILLS[box.shape]
    ink, look = INK, LOOKS[box.style]
    strokes: dict[str, str | float] = {"fill": fill, "stroke": line, "stroke_width": 1.3}
    if box.style is not Style.PLAIN:
        ink = look.ink
        strokes |= {"stroke": look.colour, "stroke_width": look.width, "stroke_dasharray": look.dash}
    glyphs.outline(part, box.shape, rect.left, rect.top, rect.width, rect.height, **strokes)
    lead = 0.0
    middle = rect.middle[1]
    if box.shape in {Shape.PERSON, Shape.PUBLIC, Shape.AUTHORITY}:
        glyphs.kind(part, box.shape, rect.left + 19, middle, look.ink if box.style is not Style.PLAIN else line)
        lead += ICON + 4
    if box.style in MARKED:
        glyphs.mark(part, box.style, rect.left + lead + 17, middle)
        lead += ICON
    shift = 3.0 if box.shape in {Shape.STORE, Shape.FOLDED} else 0.0
    baseline = middle - sum(row.height for row in label.rows) / 2 + shift
    for row in label.rows:
        x = rect.left + lead + (rect.width - lead - row.width) / 2
        words(part, row.text, x, baseline + row.size * 0.95, row.size, QUIET if row.quiet else ink, row.bold)
        baseline += row.height


def _write_arrow(body: Element, arrow: Arrow, places: Places) -> None:
    look = LOOKS[arrow.style]
    part = group(body, f"arrow {arrow.style.value}", arrow.id, tooltip(arrow), arrow.link)
    part.set("data-from", arrow.start)
    part.set("data-to", arrow.end)
    for curve in places.curves[arrow.id]:
        add(part, "path", d=_path(curve), fill="none", stroke=look.colour, stroke_width=look.width,
            stroke_dasharray=look.dash, stroke_linecap="round" if look.dash.startswith("1.5") else "")  # fmt: skip
        if curve.tip is not None:
            add(part, "polygon", points=_head(curve.neck, curve.tip, look.width), fill=look.colour)


def _write_label(body: Element, arrow: Arrow, places: Places, spread: Spread) -> None:
    rect, label, look = places.labels[arrow.id], arrow_label(arrow, spread), LOOKS[arrow.style]
    if not label.rows and arrow.style not in MARKED and arrow.step is None:
        # A bare arrow: its halves are joined by a stroke instead of a label.
        add(body, "path", d=f"M{number(rect.left)} {number(rect.middle[1])} H{number(rect.right)}",
            stroke=look.colour, stroke_width=look.width)  # fmt: skip
        return
    part = group(body, "label", f"label-{arrow.id}", tooltip(arrow), arrow.link)
    plain = arrow.style in {Style.PLAIN, Style.PERMITTED, Style.FADED}
    add(part, "rect", x=rect.left, y=rect.top, width=rect.width, height=rect.height, rx=5, fill=PAPER,
        stroke="#c4c4c4" if plain else look.colour, stroke_width=1)  # fmt: skip
    x, middle = rect.left + 6, rect.middle[1]
    if arrow.step is not None:
        glyphs.badge(part, arrow.step, x + 8, middle)
        x += ICON
    if arrow.style in MARKED:
        glyphs.mark(part, arrow.style, x + 8, middle)
        x += ICON
    rightward = places.boxes[arrow.start].middle[0] <= places.boxes[arrow.end].middle[0]
    top = middle - sum(row.height for row in label.rows) / 2
    for row in label.rows:
        indent = TURN if arrow.two_way else 0
        if row.turn:
            for way in (1, -1) if row.turn == 2 else (row.turn,):
                right = (way > 0) == rightward
                shift = (4 if right else -3) if row.turn == 2 else 0
                glyphs.turn(part, right, x + 5 + shift, top + row.height / 2, look.colour)
        words(part, row.text, x + indent, top + row.size * 0.97, row.size, QUIET if row.quiet else look.ink, row.bold)
        top += row.height


def _path(curve: Curve) -> str:
    pairs = [f"{number(x)} {number(y)}" for x, y in curve.points]
    return f"M{pairs[0]} C{' '.join(pairs[1:])}"


def _head(neck: Point, tip: Point, line: float) -> str:
    across = (tip[0] - neck[0], tip[1] - neck[1])
    half = 0.32 + line * 0.05
    sides = [
        (neck[0] - across[1] * half, neck[1] + across[0] * half),
        (neck[0] + across[1] * half, neck[1] - across[0] * half),
    ]
    return " ".join(f"{number(x)},{number(y)}" for x, y in (tip, *sides))
