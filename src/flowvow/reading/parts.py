"""Fields that hold fields, which are read by a table of their own."""

from __future__ import annotations

from flowvow.reading.fields import Fields, Table
from flowvow.reading.notes import Notes
from flowvow.reading.values import Schema, Value, is_mapping
from flowvow.text.nodes import Node


class Part(Value):
    """Fields of its own, to be read by a table."""

    def __init__(self, table: Table, wanted: str) -> None:
        self.table = table
        self.wanted = wanted

    def read(self, node: Node, notes: Notes) -> Fields | None:
        """The fields, not yet read."""
        found = is_mapping(node, notes, self.wanted)
        return found.entries if found else None

    def schema(self) -> Schema:
        """An object with those fields."""
        return self.table.schema()


class Exceptions(Value):
    """Exceptions, to be read by themselves, as they nest."""

    def read(self, node: Node, notes: Notes) -> Node:  # noqa: ARG002
        """What stands there."""
        return node

    def schema(self) -> Schema:
        """A condition, a reach, permits, or a list of these."""
        return {"anyOf": [{"$ref": "#/definitions/exceptions"}]}
