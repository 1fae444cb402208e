"""YAML as a located tree, in which every scalar stays text."""

from __future__ import annotations

import gc

import pytest

from flowvow.text import events, tree
from flowvow.text.events import DEEPEST
from flowvow.text.nodes import Listing, Mapping, Node, Scalar
from flowvow.text.problem import Gathering
from flowvow.text.source import Source
from flowvow.text.tree import read_tree


def read(text: str) -> Mapping:
    gathering = Gathering()
    found = read_tree(Source("a.yaml", text), gathering)
    gathering.tell()
    assert isinstance(found, Mapping)
    return found


def told(text: str) -> list[str]:
    gathering = Gathering()
    assert read_tree(Source("a.yaml", text), gathering) is None
    return [f"{problem.span.line}:{problem.span.column} {problem.message}" for problem in gathering]


def plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


@pytest.mark.parametrize("parser", ["C", "Python"])
def test_every_scalar_stays_text(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "Python":
        monkeypatch.setattr(events, "Parser", events.pure_parser())
    text = "a: no\nb: 1.10\nc: ~\nd:\ne: 0x1F\nf: 2026-01-01\ng: 'x'\nh: [on, {i: 012}]\nj: |\n  two\n  lines\n"
    assert plain(read(text)) == {
        "a": "no",
        "b": "1.10",
        "c": "~",
        "d": "",
        "e": "0x1F",
        "f": "2026-01-01",
        "g": "x",
        "h": ["on", {"i": "012"}],
        "j": "two\nlines\n",
    }


def test_nothing_and_an_empty_text_differ() -> None:
    entries = read("a:\nb: ''\n").entries
    assert [node.blank for _, node in entries.values() if isinstance(node, Scalar)] == [True, False]


@pytest.mark.parametrize("parser", ["C", "Python"])
def test_places_are_counted_in_characters(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if parser == "Python":
        monkeypatch.setattr(events, "Parser", events.pure_parser())
    root = read("é: {ü: [ä, 😀ö]}\r\nblock:\n  inner: x\n\n# end\n")
    listing = root.entries["é"][1].entries["ü"][1]  # type: ignore[attr-defined]
    span = listing.items[1].span
    assert (str(span), span.end_line, span.end_column) == ("a.yaml:1:12", 1, 14)
    block = root.entries["block"][1].span
    assert (str(block), block.end_line, block.end_column) == ("a.yaml:3:3", 3, 11)


def test_a_piece_of_a_folded_text_is_found_where_it_stands() -> None:
    node = read("when: first and\n   second\n").entries["when"][1]
    assert isinstance(node, Scalar)
    assert node.text == "first and second"
    begin = node.raw.index("second")
    assert str(node.part(begin, begin + 6).span) == "a.yaml:2:4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", ["1:4 anchors are refused: &x", "2:4 aliases are refused: *x"]),
        ("a: !!int 1\nb: ! c\n", ["1:4 tags are refused: tag:yaml.org,2002:int", "2:4 tags are refused: !"]),
        ("%TAG !e! tag:e,2000:\n---\na: 1\n", ["1:1 tags are refused"]),
        ("<<: {a: 1}\n", ["1:1 merge keys are refused"]),
        ("a: 1\nb: {c: 2, c: 3}\na: 4\n", ["2:11 'c' stands here twice", "3:1 'a' stands here twice"]),
        ("? [a]\n: b\n", ["1:3 a key must be a word"]),
        ("a: 1\n---\nb: 2\n", ["2:1 a second document begins here"]),
        ("", ["1:1 the file is empty"]),
        ("---\n...\n", ["1:1 the file is empty"]),
        ('a: "\\u0007"\n', ["1:4 the text hides a character that can't be seen"]),
        ("a: [1, 2\n", ["2:1 the brackets aren't closed, or a comma is missing"]),
        ("*a : b\n", ["1:1 aliases are refused: *a"]),
        ("&a b: c\n", ["1:1 anchors are refused: &a"]),
    ],
)
def test_what_a_model_does_without_is_refused(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", ["[" * 10_000, "{a: " * 10_000, "- " * 10_000, "a: [" + "[" * 900 + "]" * 901])
def test_deep_nesting_is_refused(text: str) -> None:
    assert [line.partition(" ")[2] for line in told(text)] == [f"this is nested more than {DEEPEST} deep"]


def test_aliases_are_never_followed() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 60))
    assert len(told(bomb)) == 60 + 59 * 9


def test_a_file_of_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MOST_NODES", 1000)
    assert told("[" + "x," * 2000 + "]") == ["1:2000 the file holds too many values"]


def test_the_garbage_collector_is_as_before() -> None:
    for was_on in (True, False):
        (gc.enable if was_on else gc.disable)()
        try:
            read("a: b\n")
            told("a: [\n")
            assert gc.isenabled() is was_on
        finally:
            gc.enable()
