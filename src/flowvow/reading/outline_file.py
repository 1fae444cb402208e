"""Outline files: the sentence numbers that a text has."""

from __future__ import annotations

import re
from typing import Any

from flowvow.model.outlines import Banner, Outline, Section, Sentence
from flowvow.reading import values as v
from flowvow.reading.citing import SENTENCE
from flowvow.reading.fields import Field, Table, demand, read_fields, table
from flowvow.reading.notes import Notes
from flowvow.text.nodes import Listing, Mapping, Node

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_SECTION = re.compile(r"\d{1,6}(\.\d{1,6})*", re.ASCII)
_HEX = re.compile(r"[0-9a-f]{0,4096}", re.ASCII)


class Number(v.Value):
    """A count."""

    def read(self, node: Node, notes: Notes) -> int | None:
        """The count."""
        one = v.scalar(node, notes, "a number")
        if one is not None and not _NUMBER.fullmatch(one.text):
            notes.problem(one, f"'{one.text[:80]}' is no number")
            return None
        return int(one.text) if one else None

    def schema(self) -> v.Schema:
        """An integer."""
        return {"type": "integer", "minimum": 0}


class Shaped(v.Value):
    """A text of one shape; it may be empty where the shape may."""

    def __init__(self, shape: re.Pattern[str], wanted: str) -> None:
        self.shape = shape
        self.wanted = wanted

    def read(self, node: Node, notes: Notes) -> str | None:
        """The text."""
        text = getattr(node, "text", None)
        if text is None or not self.shape.fullmatch(text):
            notes.problem(node, f"{self.wanted} is needed here", "write the outline anew with `flowvow outline`")
            return None
        return str(text)

    def schema(self) -> v.Schema:
        """A string of that shape."""
        return {"type": "string", "pattern": f"^{self.shape.pattern}$"}


class Items(v.Value):
    """A list of mappings that are read by a table of their own."""

    def __init__(self, items: Table) -> None:
        self.items = items

    def read(self, node: Node, notes: Notes) -> tuple[dict[str, Any], ...] | None:
        """The values of each item's fields."""
        if not isinstance(node, Listing):
            notes.problem(node, "a list is needed here", "write the outline anew with `flowvow outline`")
            return None
        found = []
        for item in node.items:
            fields = v.is_mapping(item, notes, self.items.what)
            if fields is None:
                continue
            whole = [demand(self.items, fields.entries, key, item, notes) for key in _NEEDED[self.items.what]]
            if all(whole):
                found.append({**read_fields(self.items, fields.entries, notes), "node": item})
        return tuple(found)

    def schema(self) -> v.Schema:
        """A list of such objects."""
        return {"type": "array", "items": self.items.schema()}


_PRINT = Field("print", Shaped(_HEX, "a fingerprint"), "stays the same as long as the words do")
_WORDS = Field("words", Number(), "how many words it has")
BANNER = table("a banner", _WORDS, _PRINT)
_SENTENCES = table(
    "a sentence",
    Field("n", Shaped(SENTENCE, "a sentence's number"), "how it is cited"),
    _WORDS,
    _PRINT,
    Field("sketch", Shaped(_HEX, "a sketch"), "the smallest hashes of its word triples"),
)
SECTION = table(
    "a section",
    Field("section", Shaped(_SECTION, "a section's number"), "its number"),
    Field("level", Number(), "how deep it lies"),
    Field("heading", Shaped(re.compile(".*", re.DOTALL), "a heading"), "its heading, shortened"),
    _PRINT,
    Field("sentences", Items(_SENTENCES), "its sentences, in order"),
)
OUTLINE = table(
    "an outline",
    Field("flowvow", v.Exactly("1"), "the version of the language"),
    Field("outline", v.Text(), "what is outlined"),
    Field("title", v.Text(), "the text's own heading, shortened"),
    Field("banners", Items(BANNER), "lines that are not the policy's own speech"),
    Field("sections", Items(SECTION), "the sections, in order"),
)
_NEEDED = {
    "a banner": ("words", "print"),
    "a sentence": ("n", "words", "print", "sketch"),
    "a section": ("section", "sentences"),
}


def build_outline(tree: Mapping, notes: Notes) -> Outline:
    """The outline that a file says."""
    values = read_fields(OUTLINE, tree.entries, notes)
    demand(OUTLINE, tree.entries, "sections", tree, notes)
    seen: set[str] = set()
    sections = []
    for section in values.get("sections", ()):
        sentences = []
        for one in section.get("sentences", ()):
            number = one.get("n", "")
            if number in seen:
                notes.problem(one["node"], f"the sentence {number} stands here twice", "number each sentence once")
            seen.add(number)
            hashes = one.get("sketch", "")
            sketch = tuple(int(hashes[at : at + 8], 16) for at in range(0, len(hashes), 8))
            sentences.append(Sentence(number, one.get("words", 0), one.get("print", ""), sketch))
        sections.append(
            Section(
                section.get("section", ""),
                section.get("level", 0),
                section.get("heading", ""),
                section.get("print", ""),
                tuple(sentences),
            )
        )
    banners = tuple(Banner(one.get("words", 0), one.get("print", "")) for one in values.get("banners", ()))
    return Outline(values.get("title", ""), banners, tuple(sections))
