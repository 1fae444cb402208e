"""SVG elements: everything written is escaped by construction and every text has its reckoned length."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from flowvow.pictures.escaping import clean, clean_tooltip, safe_link
from flowvow.pictures.labels import Row
from flowvow.pictures.metrics import FAMILY
from flowvow.pictures.metrics import width as text_width

Element = Tree.Element


def number(value: float) -> str:
    """A coordinate: a tenth is finer than any eye and keeps files small and equal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def add(parent: Element, tag: str, **attributes: str | float) -> Element:
    """A new element in `parent`; underscores in attribute names stand for hyphens."""
    element = Tree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value != "":
            element.set(name.strip("_").replace("_", "-"), value if isinstance(value, str) else number(value))
    return element


def group(parent: Element, kind: str, identity: str, tip: str, link: str = "") -> Element:
    """A part of the picture: with its id, its tooltip and, where it has a safe one, its link."""
    part = add(parent, "g", id=identity, _class=kind)
    if tip:
        add(part, "title").text = clean_tooltip(tip)
    url = safe_link(link)
    return add(part, "a", href=url) if url else part


def write(parent: Element, row: Row, x: float, baseline: float, ink: str) -> Element:
    """One row of text, exactly as wide as reckoned, whatever font the viewer has."""
    return words(parent, row.text, x, baseline, row.size, ink, row.bold)


def words(parent: Element, text: str, x: float, baseline: float, size: float, ink: str, bold: bool = False) -> Element:
    """One line of text starting at x."""
    element = add(parent, "text", x=x, y=baseline, font_size=size, fill=ink, font_weight="bold" if bold else "")
    element.text = clean(text, None)
    if len(element.text) > 1:
        element.set("textLength", number(text_width(element.text, size, bold)))
        element.set("lengthAdjust", "spacingAndGlyphs")
    return element


def fit(
    parent: Element, text: str, x: float, baseline: float, size: float, room: float, ink: str, bold: bool = False
) -> Element:
    """One line of text, smaller where a single word has no room."""
    wide = text_width(clean(text, None), size, bold)
    return words(parent, text, x, baseline, min(size, size * room / wide) if wide else size, ink, bold)


def sheet(title: str, description: str, wide: float, high: float) -> Element:
    """An empty picture with its title and description, for eyes and for screen readers."""
    svg = Tree.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "width": number(wide), "height": number(high),
        "viewBox": f"0 0 {number(wide)} {number(high)}", "role": "img",
        "aria-labelledby": "picture-title picture-desc", "font-family": FAMILY,
    })  # fmt: skip
    add(svg, "title", id="picture-title").text = clean(title, None)
    add(svg, "desc", id="picture-desc").text = clean(description, None)
    add(svg, "rect", width=wide, height=high, fill="#ffffff")
    return svg


def printed(svg: Element) -> str:
    """The picture as text, one element a line."""
    Tree.indent(svg, " ")
    return Tree.tostring(svg, encoding="unicode") + "\n"
