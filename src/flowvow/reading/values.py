"""The types that a field can have: how each is read, and what its schema is."""

from __future__ import annotations

from enum import Enum
from typing import Any

from flowvow.model.times import UNITS, Duration, Length
from flowvow.reading.durations import Unclear, duration
from flowvow.reading.notes import Notes
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Listing, Mapping, Node, Scalar

Schema = dict[str, Any]


class Value:
    """A field's type. What can't be read is noted as a problem, and None returned."""

    def read(self, node: Node, notes: Notes) -> Any:
        """The value written at a place, or None."""
        raise NotImplementedError

    def schema(self) -> Schema:
        """The type as JSON Schema."""
        raise NotImplementedError


def scalar(node: Node, notes: Notes, wanted: str) -> Scalar | None:
    """The node, if it is a text that isn't empty."""
    if type(node) is Scalar:
        if node.text.strip():
            return node
        notes.problem(node, f"nothing is written here, where {wanted} is needed", "write it, or remove the field")
    else:
        found = "a list" if type(node) is Listing else "a mapping"
        notes.problem(node, f"{wanted} is needed here, not {found}")
    return None


def listed(node: Node, notes: Notes, wanted: str) -> list[Scalar]:
    """The scalars of a list, or the one scalar in its stead; no repeats."""
    if type(node) is Scalar:
        one = scalar(node, notes, wanted)
        return [one] if one else []
    if type(node) is not Listing:
        notes.problem(node, f"{wanted} or a list is needed here, not a mapping")
        return []
    if not node.items:
        notes.problem(node, "the list is empty", "fill it, or remove the field")
    found: dict[str, Scalar] = {}
    for item in node.items:
        if one := scalar(item, notes, wanted):
            if one.text in found:
                notes.problem(one, f"'{one.text[:80]}' stands twice in this list", "remove one")
            found.setdefault(one.text, one)
    return list(found.values())


class Text(Value):
    """Words for people."""

    def read(self, node: Node, notes: Notes) -> str | None:
        """The text."""
        one = scalar(node, notes, "a text")
        return one.text.strip() if one else None

    def schema(self) -> Schema:
        """A string, or what a schema's reader takes a bare number or date for."""
        return {"type": ["string", "number"]}


class Word(Value):
    """One of a few words."""

    def __init__(self, words: type[Enum]) -> None:
        self.words = {member.value: member for member in words}

    def read(self, node: Node, notes: Notes) -> Enum | None:
        """The member that the word is the value of."""
        one = scalar(node, notes, " or ".join(f"`{word}`" for word in self.words))
        if one is None:
            return None
        if one.text not in self.words:
            choices = ", ".join(f"`{word}`" for word in self.words)
            notes.unknown(one, f"'{one.text[:80]}' isn't one of {choices}", self.words)
            return None
        return self.words[one.text]

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.words)}


class WordList(Word):
    """One or several of a few words."""

    def read(self, node: Node, notes: Notes) -> tuple[Enum, ...] | None:  # type: ignore[override]
        """The members."""
        found = [super(WordList, self).read(one, notes) for one in listed(node, notes, "a word")]
        return tuple(member for member in found if member is not None) or None

    def schema(self) -> Schema:
        """One, or a list."""
        return one_or_list(super().schema())


class Period(Value):
    """A duration."""

    def __init__(self, counts_only: bool = False) -> None:
        self.counts_only = counts_only

    def read(self, node: Node, notes: Notes) -> Duration | None:
        """The duration."""
        one = scalar(node, notes, "a duration")
        if one is None:
            return None
        try:
            found = duration(one.text)
        except Unclear as error:
            notes.problem(one, error.message, error.remedy)
            return None
        if self.counts_only and found.kind is not Length.COUNT:
            notes.problem(one, f"`{one.text}` is no deadline", "write a count such as `30 days`")
            return None
        return found

    def schema(self) -> Schema:
        """A string of one of the shapes."""
        units = "|".join(f"{unit}?" for unit in UNITS)
        words = "" if self.counts_only else "|session|forever|none|until .+"
        return {"type": "string", "pattern": f"^([0-9]+ ({units}){words})$"}


class Yes(Value):
    """``yes`` or ``no``."""

    def read(self, node: Node, notes: Notes) -> bool | None:
        """Whether it says yes."""
        one = scalar(node, notes, "`yes` or `no`")
        if one is None or one.text in ("yes", "no"):
            return one.text == "yes" if one else None
        notes.problem(one, f"'{one.text[:80]}' is neither `yes` nor `no`")
        return None

    def schema(self) -> Schema:
        """What YAML 1.1 and 1.2 readers make of the two words."""
        return {"enum": ["yes", "no", True, False]}


class Exactly(Value):
    """One fixed word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def read(self, node: Node, notes: Notes) -> str | None:
        """The word."""
        one = scalar(node, notes, f"`{self.word}`")
        if one is not None and one.text != self.word:
            notes.problem(one, f"only `{self.word}` can stand here", did_you_mean(one.text, [self.word]))
            return None
        return self.word if one else None

    def schema(self) -> Schema:
        """A constant."""
        return {"enum": ["yes", True]} if self.word == "yes" else {"const": self.word}


def one_or_list(item: Schema) -> Schema:
    """The schema of one such item, or a list of some."""
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}]}


def is_mapping(node: Node, notes: Notes, wanted: str) -> Mapping | None:
    """The node, if it is a mapping."""
    if type(node) is Mapping:
        return node
    notes.problem(node, f"{wanted} is needed here", "write `field: value` lines, or `{field: value}`")
    return None
