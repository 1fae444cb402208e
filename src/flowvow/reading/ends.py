"""The ends of a flow, and what withdraws a choice: fields whose text is a name or something else."""

from __future__ import annotations

import re

from flowvow.reading.naming import NAME_PATTERN
from flowvow.reading.notes import Notes
from flowvow.reading.spaces import ACTOR, FLOWS
from flowvow.reading.values import Schema, Text, Value, listed
from flowvow.text.nodes import Node, Scalar

_ANY_OF = re.compile(r"any +of +(?=\S)")


class End(Value):
    """Actors at one end of a flow, one flow for each; ``any of KIND`` where the end may be left open."""

    def __init__(self, open_ended: bool = False) -> None:
        self.open_ended = open_ended

    def read(self, node: Node, notes: Notes) -> tuple[tuple[str, bool], ...] | None:
        """Each actor, and whether it is some member of that kind."""
        if type(node) is Scalar and node.text and " " not in node.text:
            notes.mentions[ACTOR].append(node)
            return ((node.text, False),)
        return tuple(self._one(one, notes) for one in listed(node, notes, "an actor's name")) or None

    def _one(self, node: Scalar, notes: Notes) -> tuple[str, bool]:
        found = _ANY_OF.match(node.text)
        if not found:
            notes.mentions[ACTOR].append(node)
            return node.text, False
        if not self.open_ended:
            notes.problem(node, "`any of` stands at `to` only", "name the one actor who sends")
        kind = node.part(found.end(), len(node.text)) if node.raw == node.text else node
        notes.mentions[ACTOR].append(kind)
        return node.text[found.end() :], True

    def schema(self) -> Schema:
        """A name or a list of names."""
        name = {
            "type": "string",
            "pattern": NAME_PATTERN.replace("^", "^(any of )?") if self.open_ended else NAME_PATTERN,
        }
        return {"anyOf": [name, {"type": "array", "items": name, "minItems": 1, "uniqueItems": True}]}


class Withdrawal(Text):
    """The flow that withdraws a choice, or in several words why there is none."""

    def read(self, node: Node, notes: Notes) -> str | None:
        """The name or the reason; a single word is a flow's name."""
        said = super().read(node, notes)
        if said and isinstance(node, Scalar) and not any(char.isspace() for char in said.strip()):
            notes.mentions[FLOWS].append(node)
        return said
