"""What an SVG says: titles, lengths, tooltips, a legend of what occurs, colours that can be read."""

from __future__ import annotations

from xml.etree import ElementTree as Tree

import attrs
import pytest

from flowvow.pictures.drawing import Arrow, Box, Drawing, Lane, Line, Shape, Style
from flowvow.pictures.labels import SPREADS, arrow_label, fold, wrap
from flowvow.pictures.legend import entries_of
from flowvow.pictures.metrics import width
from flowvow.pictures.styles import INK, LOOKS, PAPER, QUIET, TINTS
from flowvow.pictures.svg import svg_picture
from tests.pictures.saas import saas

_SVG = "{http://www.w3.org/2000/svg}"


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", [PAPER, *TINTS.values()])
def test_text_can_be_read(ground: str) -> None:
    for ink in (INK, QUIET, *(look.ink for look in LOOKS.values())):
        assert _contrast(ink, ground) >= 4.5, ink


def test_marks_and_lines_can_be_seen() -> None:
    for style, look in LOOKS.items():
        if style is not Style.FADED:
            assert _contrast(look.colour, PAPER) >= 3, style


def test_no_two_verdicts_share_line_and_colour() -> None:
    looks = {(look.colour, look.dash, look.width) for style, look in LOOKS.items() if style is not Style.PLAIN}
    assert len(looks) == len(LOOKS) - 1


def test_every_text_has_its_length_and_every_part_its_tooltip() -> None:
    root = Tree.fromstring(svg_picture(saas()))
    texts = [text for text in root.iter(f"{_SVG}text") if len(text.text or "") > 1]
    assert len(texts) > 100
    assert all(text.get("textLength") and text.get("lengthAdjust") for text in texts)
    parts = [
        part
        for part in root.iter(f"{_SVG}g")
        if (part.get("class") or "").split(" ")[0] in {"box", "arrow", "label", "frame"}
    ]
    assert len(parts) == 30 + 37 + 37 + 5
    assert all(part.get("id") and part.find(f"{_SVG}title") is not None for part in parts)
    assert root.get("role") == "img"
    assert root.findtext(f"{_SVG}title") == "All data flows of Sitesmith"
    assert "Policy of 1 May 2010" in (root.findtext(f"{_SVG}desc") or "")


def test_the_legend_shows_only_what_occurs() -> None:
    boxes = (Box("a", "a", Shape.PERSON, Lane.PEOPLE), Box("b", "b", Shape.SYSTEM, Lane.PARTY))
    drawing = Drawing("t", boxes=boxes, arrows=(Arrow("x", "a", "b", style=Style.FORBIDDEN),))
    assert [entry.meaning for entry in entries_of(drawing)] == ["person", "system of the party", "forbidden"]
    stepped = attrs.evolve(drawing, arrows=(Arrow("x", "a", "b", step=1),))
    assert [entry.meaning for entry in entries_of(stepped)][2:] == [
        "data flow no clause speaks of",
        "step of the route",
    ]


def test_words_are_never_cut() -> None:
    text = "a considerably-hyphenated description of incomprehensibilities"
    assert " ".join(wrap(text, 13, 60)).replace("- ", "-") == text
    assert all(width(row, 13) <= 200 for row in wrap(text, 13, 200))


def test_three_rows_and_how_many_more() -> None:
    rows = fold([Line((f"data{n}",), ("purpose",)) for n in range(7)], 168)
    assert [row.text for row in rows] == ["data0: purpose", "data1: purpose", "data2: purpose", "+ 4 more"]


def test_a_long_list_in_one_flow_tells_how_many_more() -> None:
    rows = fold([Line(tuple(f"some-data-{n}" for n in range(30)), ("purpose",))], 168)
    assert len(rows) <= 3
    assert "more: purpose" in " ".join(row.text for row in rows)


def test_a_shared_choice_is_told_once() -> None:
    arrow = Arrow("x", "a", "b", (Line(("p",), gate="newsletter"), Line(("q",), gate="newsletter")), Style.GATED)
    assert [row.text for row in arrow_label(arrow, SPREADS[0]).rows] == ["if newsletter", "p", "q"]


def test_an_empty_drawing_and_a_use_in_place() -> None:
    assert "<svg" in svg_picture(Drawing("nothing"))
    box = Box("a", "a", Shape.SYSTEM, Lane.PARTY)
    assert 'id="x"' in svg_picture(
        Drawing("use", boxes=(box,), arrows=(Arrow("x", "a", "a", (Line(("d",), ("p",)),)),))
    )
