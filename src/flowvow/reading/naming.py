"""Fields that name things: one, several, parts of a name, conditions joined to a guard."""

from __future__ import annotations

import re

from flowvow.model.conditions import Expression, Named
from flowvow.reading.expressions import WORDS, Garbled, expression
from flowvow.reading.notes import Notes
from flowvow.reading.spaces import Space
from flowvow.reading.values import Schema, Value, listed, scalar
from flowvow.text.nodes import Listing, Node, Scalar

NAME = re.compile(r"[^\W_][\w.-]{0,199}")
NAME_PATTERN = r"^[A-Za-z0-9\u00aa-\uffff][A-Za-z0-9\u00aa-\uffff_.-]*$"


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
        return {"anyOf": [{"$ref": "#/definitions/name"}]}


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
        return {"anyOf": [{"$ref": "#/definitions/names"}]}


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
