"""The types that a field can have: how each is read, and what its schema is."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from flowvow.model.conditions import Expression, Named
from flowvow.model.times import UNITS, Duration, Length
from flowvow.reading.durations import Unclear, duration
from flowvow.reading.expressions import WORDS, Garbled, expression
from flowvow.reading.notes import Notes
from flowvow.reading.spaces import Space
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Listing, Mapping, Node, Scalar

Schema = dict[str, Any]
NAME = re.compile(r"[^\W_][\w.-]{0,199}")
NAME_PATTERN = r"^[A-Za-z0-9\u00aa-\uffff][A-Za-z0-9\u00aa-\uffff_.-]*$"
_NAME_SCHEMA: Schema = {"type": "string", "pattern": NAME_PATTERN}
SENTENCE = re.compile(r"\d{1,6}(?:\.\d{1,6})+", re.ASCII)


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
        return _one_or_list(super().schema())


class Naming(Value):
    """What draws its names from one set."""

    def __init__(self, space: Space) -> None:
        self.space = space


class OneName(Naming):
    """A name that is declared somewhere."""

    def read(self, node: Node, notes: Notes) -> str | None:
        """The name; its mention is noted."""
        if type(node) is Scalar and node.text:
            notes.mentions[self.space].append(node)
            return node.text
        scalar(node, notes, f"{self.space.word}'s name")
        return None

    def schema(self) -> Schema:
        """A name."""
        return dict(_NAME_SCHEMA)


class Names(Naming):
    """A name or a list of names."""

    def read(self, node: Node, notes: Notes) -> tuple[str, ...] | None:
        """The names, in the order written; their mentions are noted."""
        if type(node) is Scalar and node.text:
            notes.mentions[self.space].append(node)
            return (node.text,)
        found = listed(node, notes, f"{self.space.word}'s name")
        notes.mentions[self.space].extend(found)
        return tuple([one.text for one in found]) or None

    def schema(self) -> Schema:
        """One, or a list."""
        return _one_or_list(_NAME_SCHEMA)


class Acts(Names):
    """Acts, or ``any`` for all of them."""

    def read(self, node: Node, notes: Notes) -> tuple[str, ...] | None:
        """The acts; none for ``any``."""
        if type(node) is Scalar and node.text == "any":
            return ()
        return super().read(node, notes)


class Parts(Names):
    """The parts of a name. Being listed makes them known."""

    def read(self, node: Node, notes: Notes) -> tuple[str, ...] | None:
        """The parts, in the order written."""
        found = [one for one in listed(node, notes, f"{self.space.word}'s name") if defines(one, notes)]
        known = notes.listed[self.space]
        for one in found:
            known.setdefault(one.text, one)
        return tuple(one.text for one in found) or None


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


class Guard(Naming):
    """An expression over conditions."""

    def read(self, node: Node, notes: Notes) -> Expression | None:
        """The expression; its names are noted as mentions."""
        if type(node) is Scalar and node.text not in WORDS and NAME.fullmatch(node.text):
            notes.mentions[self.space].append(node)
            return Named(node.text)
        if type(node) is Listing:
            notes.problem(node, "conditions can't stand in a list here", "join them with `and` or `or`")
            return None
        one = scalar(node, notes, "a condition")
        if one is None:
            return None
        raw = one.raw
        try:
            known = notes.expressions.get(raw)
            if known is None:
                known = notes.expressions[raw] = expression(raw)
        except Garbled as error:
            notes.problem(one.part(error.token.begin, error.token.end), error.message, error.remedy)
            return None
        notes.mentions[self.space].extend(one.part(begin, end) for begin, end in known[1])
        return known[0]

    def schema(self) -> Schema:
        """A string."""
        return {"type": "string", "minLength": 1}


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


class Cited(Value):
    """Sentences of a policy."""

    def read(self, node: Node, notes: Notes) -> tuple[str, ...] | None:
        """Each as ``policy/section.sentence``."""
        if type(node) is Scalar:
            cited = self._one(node, notes)
            return (cited,) if cited else None
        found = [self._one(one, notes) for one in listed(node, notes, "a sentence's number")]
        return tuple(cited for cited in found if cited) or None

    def _one(self, node: Scalar, notes: Notes) -> str:
        policy, slash, sentence = node.text.rpartition("/")
        if not SENTENCE.fullmatch(sentence):
            said = f"'{node.text[:80]}' is no sentence's number" if node.text else "a sentence's number is missing here"
            ranged = any(dash in sentence for dash in "-–—")
            remedy = "list them one by one" if ranged else "write `section.sentence`, such as `4.5`"
            notes.problem(node, "ranges of sentences are refused" if ranged else said, remedy)
            return ""
        if not slash:
            if not notes.policy:
                several = len(notes.policies) > 1
                notes.problem(
                    node,
                    f"it isn't said which policy '{sentence}' is in"
                    if several
                    else "no policy is named that could be cited",
                    f"write `{notes.policies[0]}/{sentence}`" if several else "name the policy files under `policies:`",
                )
                return ""
            policy = notes.policy
        cited = f"{policy}/{sentence}"
        notes.cited.append((cited, node))
        return cited

    def schema(self) -> Schema:
        """A number such as 4.5 is a number to a schema's reader."""
        return _one_or_list({"type": ["string", "number"]})


def defines(name: Scalar, notes: Notes) -> bool:
    """Whether a new name can be written like that; if not, the problem is noted."""
    text = name.text
    if NAME.fullmatch(text) and (text.isascii() or text.isprintable()):
        return True
    if not text:
        notes.problem(name, "a name is missing here", "write it")
    elif len(text) > 200:
        notes.problem(name, "this name is longer than 200 characters", "shorten it")
    else:
        remedy = "-".join(re.findall(r"[^\W_][\w.]*", text))
        notes.problem(
            name,
            f"'{text[:80]}' can't be a name: names are letters, digits, `-`, `_` and `.`",
            f"write `{remedy}`" if remedy else "rename it",
        )
    return False


def _one_or_list(item: Schema) -> Schema:
    return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1, "uniqueItems": True}]}


def is_mapping(node: Node, notes: Notes, wanted: str) -> Mapping | None:
    """The node, if it is a mapping."""
    if type(node) is Mapping:
        return node
    notes.problem(node, f"{wanted} is needed here", "write `field: value` lines, or `{field: value}`")
    return None
