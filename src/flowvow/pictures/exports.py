"""SVG to PNG and PDF, with the extra `flowvow[pictures]`: the only door to typst, which needs no system library."""

from __future__ import annotations

import importlib
import importlib.resources
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as Tree

from flowvow.pictures.render import PictureError

# Typst takes pictures as bytes, so nothing is written to disk on the way.
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.title)
"""
_SPARE = "Roboto"
_SVG = "{http://www.w3.org/2000/svg}"
# The first letters that the bundled font lacks; for them alone the machine's own fonts are asked.
_COVERED = 0x0530
_BEGINNING = datetime(1980, 1, 1, tzinfo=UTC)


def pdf_picture(svg: str) -> bytes:
    """The picture as a PDF whose text can be selected, its font inside."""
    return _compiled(svg, "pdf", None)


def png_picture(svg: str, scale: float = 2.0) -> bytes:
    """The picture as PNG, `scale` pixels for each of the SVG's."""
    return _compiled(svg, "png", 96 * scale)


def _compiled(svg: str, kind: str, ppi: float | None) -> bytes:
    try:
        typst = importlib.import_module("typst")
    except ImportError as error:
        raise PictureError(f"{kind.upper()} needs the extra: pip install 'flowvow[pictures]'") from error
    root = Tree.fromstring(svg)
    root.set("font-family", f"{_SPARE}, {root.get('font-family', 'sans-serif')}")
    Tree.register_namespace("", "http://www.w3.org/2000/svg")
    told = "".join(root.itertext())
    title = root.findtext(f"{_SVG}title") or "picture"
    try:
        made = typst.compile(
            _PAGE, format=kind, ppi=ppi, font_paths=_fonts(), timestamp=int(_BEGINNING.timestamp()),
            ignore_system_fonts=all(ord(letter) < _COVERED or 0x2010 <= ord(letter) < 0x2030 for letter in told),
            sys_inputs={"svg": Tree.tostring(root, encoding="unicode"), "title": title},
        )  # fmt: skip
    except Exception as error:  # typst's own error type is not public in every version
        raise PictureError(f"the picture can't be written as {kind.upper()}: {error}") from error
    if not isinstance(made, bytes):
        raise PictureError(f"the picture as {kind.upper()} came in several pages")
    return made


def _fonts() -> list[str | Path]:
    """The folder of the bundled font; without it typst's own serif stands in, squeezed to the same widths."""
    try:
        folder = importlib.resources.files("font_roboto") / "files"
    except ImportError:
        return []
    return [str(folder)]
