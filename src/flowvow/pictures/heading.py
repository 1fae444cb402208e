"""The heading: what the picture shows, and below it, smaller, of which version."""

from __future__ import annotations

from typing import Protocol

from flowvow.pictures.labels import paragraph
from flowvow.pictures.paper import Element, fit
from flowvow.pictures.styles import INK, QUIET

_TITLE, _VERSION = 22.0, 14.0


class Titled(Protocol):
    """Whatever has a title and a version."""

    @property
    def title(self) -> str:
        """What is shown."""

    @property
    def version(self) -> str:
        """Of which version."""


def heading_height(drawing: Titled, wide: float, more: str = "") -> float:
    """How high the heading is when it is this wide."""
    title, version = _rows(drawing, wide, more)
    return 16 + 28.0 * max(len(title), 1) + 20.0 * max(len(version), 1)


def write_heading(svg: Element, drawing: Titled, left: float, wide: float, more: str = "") -> None:
    """Write it, every row as wide as the picture at most."""
    title, version = _rows(drawing, wide, more)
    y = 36.0
    for row in title:
        fit(svg, row, left, y, _TITLE, wide, INK, bold=True)
        y += 28
    y -= 6
    for row in version:
        fit(svg, row, left, y, _VERSION, wide, QUIET)
        y += 20


def _rows(drawing: Titled, wide: float, more: str) -> tuple[list[str], list[str]]:
    version = " · ".join(part for part in (drawing.version, more) if part)
    return paragraph(drawing.title, _TITLE, wide, bold=True), paragraph(version, _VERSION, wide)
