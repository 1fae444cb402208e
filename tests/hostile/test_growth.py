"""Four times the text takes about four times as long, whatever it repeats; measured by ratio, never by a clock.

Work that grows as the square takes sixteen times as long. A ratio is taken anew before it counts against anybody, as
another process may have been in the way.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from flowvow.policy import outline
from flowvow.policy.remarks import remarks
from flowvow.reading.tidy import tidy
from flowvow.text.problem import Gathering, Problems
from flowvow.text.source import Source
from flowvow.text.tree import read_tree

SMALL, LARGE, TOO_MUCH = 3_000, 12_000, 9.0
TRIFLE = 0.008  # seconds of processor time in which nobody waits, and a ratio says nothing
PAGE = "<!DOCTYPE html><body><p>"
REPEATED = {
    "a word": "word ",
    "one long word": "w",
    "full stops": ".",
    "sentences": "We keep it. ",
    "sentences in brackets": "(We keep it. ",
    "brackets": "(",
    "quotes": '." ',
    "spaces": " ",
    "spaces and bars": " |",
    "a table": "|a|b|\n|--|--|\n",
    "a rule of a table": "|-",
    "lines": "A line\n",
    "empty lines": "\n",
    "paragraphs": "We keep your name.\n\n",
    "headings": "# Heading\n\n",
    "numbered headings": "1. Heading\n",
    "list items": "* item\n",
    "bold": "**a**\n",
    "stars": "*",
    "underlines": "a\n===\n",
    "quoted lines": "> a\n",
    "opened links": "[a](",
    "opened references": "[a][",
    "definitions": "[a]: b\n",
    "unclosed comments": "<!-- ",
    "tags in text": "<b ",
    "attributes": '<b a="',
    "ampersands": "&",
    "entities": "&amp;",
    "capitals": "A. ",
    "letters that were misread": "Ã©",
    "what may have been": "Â ",
    "unseen letters": "\u200b",
    "banners": "*a*\n\n",
    "dashes": "---\n",
    "commas": "a, ",
    "numbers": "1.1.1 ",
    "dates": "1 January 2020\n\n",
}
MARKUP = {
    "unclosed comments": "<!--",
    "unclosed declarations": "<!a",
    "unclosed sections": "<![CDATA[",
    "unclosed instructions": "<?a",
    "unclosed tags": "<a ",
    "attributes": " a=1",
    "unclosed attributes": "<a b='",
    "closing tags": "</a",
    "closed tags": "</p>",
    "paragraphs": "<p>a",
    "boxes in boxes": "<div>",
    "lists in lists": "<ul><li>a",
    "tables in tables": "<table><tr><td>",
    "bold in bold": "<b>a ",
    "hidden parts": "<div hidden>a",
    "headers": "<header>a",
    "main parts": "<main>a",
    "scripts": "<script>",
    "half-closed scripts": "<script></",
    "texts": "<textarea>",
    "line breaks": "a<br>",
    "kept lines": "<pre>a\n",
    "numbers of letters": "&#",
    "entities": "&a",
    "angles": "<",
    "slashes": "</",
    "sections that nobody knows": "<![x]>",
    "comments that end as tags do": "<!-- >",
    "sections that end as tags do": "<![CDATA[>",
    "instructions": "<?>",
    "ends": ">",
}
YAML = {
    "lists": "[",
    "mappings": "{a: ",
    "quotes": "'",
    "keys": "a: b\n",
    "anchors": "&a ",
    "aliases": "*a ",
    "tags": "!a ",
    "dashes": "- ",
    "questions": "? ",
    "comments": "# a\n",
    "commas": "[a,",
    "colons": ":",
    "blocks": "|\n",
    "words": "a ",
    "spaces": " ",
    "tabs": "\t",
    "directives": "%A a\n",
    "documents": "---\n",
}


def spent(work: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    with suppress(Problems):
        work(text)
    return time.thread_time() - began


def ratio(work: Callable[[str], object], build: Callable[[int], str]) -> float:
    """How many times as long four times the text takes; the least of three measures."""
    small, large = build(SMALL), build(LARGE)
    found = []
    for _ in range(3):
        much = spent(work, large)
        if much < TRIFLE:
            return 0.0
        found.append(much / max(spent(work, small), 1e-4))
        if found[-1] < TOO_MUCH:
            break
    return min(found)


def read_text(text: str) -> None:
    outline.write(outline.cut(text), "x")
    remarks(text)


def read_ours(text: str) -> None:
    read_tree(Source("a.yaml", text), Gathering())
    with suppress(Problems):
        tidy(text, "a.yaml")


def repeated(piece: str, start: str = "", end: str = "") -> Callable[[int], str]:
    return lambda size: start + piece * (size // len(piece)) + end


@pytest.mark.parametrize("what", REPEATED)
def test_a_text(what: str) -> None:
    piece = REPEATED[what]
    assert ratio(read_text, repeated(piece)) < TOO_MUCH
    assert ratio(read_text, repeated(piece, "Privacy policy\n\nWe do.\n\n| a |\n", "\n|\n\nx")) < TOO_MUCH


@pytest.mark.parametrize("what", MARKUP)
def test_a_page(what: str) -> None:
    assert ratio(read_text, repeated(MARKUP[what], PAGE)) < TOO_MUCH
    assert ratio(read_text, repeated(MARKUP[what], PAGE, "</p>We keep it.</body>")) < TOO_MUCH


@pytest.mark.parametrize("what", YAML)
def test_a_file_of_ours(what: str) -> None:
    assert ratio(read_ours, repeated(YAML[what], "flowvow: 1\nsystem: x\nflows: ")) < TOO_MUCH
    assert ratio(read_ours, repeated(YAML[what], "flowvow: 1\nsystem: x\n")) < TOO_MUCH


def test_a_square_would_be_seen() -> None:
    """The measure itself tells work that grows as the square from work that doesn't."""
    assert ratio(lambda text: [text.count(one) for one in text[: len(text) // 4]], repeated("ab")) > TOO_MUCH
    assert ratio(lambda text: [one for one in text for _ in range(50)], repeated("ab")) < TOO_MUCH
