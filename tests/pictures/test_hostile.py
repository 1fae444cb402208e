"""Hostile names and links stay inert in every form a drawing is written in."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

import pytest

from flowvow.pictures.dot import dot_source
from flowvow.pictures.drawing import Drawing
from flowvow.pictures.escaping import clean, dot_text, mermaid_text, safe_link
from flowvow.pictures.labels import SPREADS
from flowvow.pictures.ledger import ledger_picture
from flowvow.pictures.mermaid import mermaid_picture
from flowvow.pictures.render import laid_out
from flowvow.pictures.svg import svg_picture
from tests.pictures.hostile import LINKS, NAMES, harmless, hostile

_TAGS = {"svg", "title", "desc", "g", "a", "rect", "path", "polygon", "circle", "text"}


@pytest.mark.parametrize("spread", SPREADS)
def test_dot_has_the_same_parts_whatever_the_names(spread: object) -> None:
    def parts(drawing: Drawing) -> tuple[list[str], list[tuple[int, int]]]:
        layout = laid_out(dot_source(drawing, spread))  # type: ignore[arg-type]
        return [part["name"] for part in layout["objects"]], [(line["tail"], line["head"]) for line in layout["edges"]]

    assert parts(hostile()) == parts(harmless())


def test_dot_keeps_only_safe_links() -> None:
    layout = laid_out(dot_source(hostile()))
    assert {part["URL"] for part in (*layout["objects"], *layout["edges"]) if "URL" in part} == {"ok.html#L3"}


def test_dot_labels_are_plain_text() -> None:
    """No label is taken for HTML, and none of Graphviz's escapes is left alive."""
    source = dot_source(hostile())
    assert not re.search(r"(label|tooltip)=<", source)
    assert not re.search(r"(?<!\\)(\\\\)*\\[NGLETHlr]", source)


@pytest.mark.parametrize("write", [svg_picture, ledger_picture])
def test_svg_holds_only_harmless_elements(write: object) -> None:
    text = write(hostile())  # type: ignore[operator]
    for element in Tree.fromstring(text).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in _TAGS
        assert not any(name.lower().startswith("on") or name == "style" for name in element.attrib)
        assert element.get("href", "ok.html#L3") == "ok.html#L3"
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)


def test_svg_has_the_same_parts_whatever_the_names() -> None:
    def parts(drawing: Drawing) -> list[str | None]:
        return sorted(part.get("id") or "" for part in Tree.fromstring(svg_picture(drawing)).iter() if part.get("id"))

    assert parts(hostile()) == parts(harmless())


def test_mermaid_has_the_same_statements_whatever_the_names() -> None:
    def statements(drawing: Drawing) -> list[str]:
        lines = mermaid_picture(drawing).splitlines()
        return [re.sub(r'"[^"]*"', '""', line) for line in lines if not line.strip().startswith(("acc", "%%"))]

    assert statements(hostile()) == statements(harmless())


@pytest.mark.parametrize("name", NAMES)
def test_a_mermaid_label_is_one_inert_string(name: str) -> None:
    label = mermaid_text(name)
    assert not set(label) & set('"<>`{}[]|\\%&\n')
    assert re.fullmatch(r"([^#;]|#\d+;)*", label)


@pytest.mark.parametrize("name", NAMES)
def test_a_dot_string_never_ends_early(name: str) -> None:
    text = dot_text(clean(name))
    assert '"' not in text
    assert not (len(text) - len(text.rstrip("\\"))) % 2


@pytest.mark.parametrize(
    "link", [link for link in LINKS if link != "ok.html#L3"] + ["http:x", "a:b", "\\\\evil\\x", "/etc", "x\ny"]
)
def test_links_that_could_act_are_dropped(link: str) -> None:
    assert safe_link(link) == ""


@pytest.mark.parametrize("link", ["a.html", "a/b.yaml#L3", "#here", "https://example.org/a?b=c", "http://example.org"])
def test_plain_links_survive(link: str) -> None:
    assert safe_link(link) == link
