"""Tables of fields: which field may stand where, of what type it is, and how a mapping is read by such a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from flowvow.reading.notes import Notes
from flowvow.reading.values import Schema, Value
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Node, Scalar

Fields = Mapping[str, tuple[Scalar, Node]]


@frozen(eq=False)
class Field:
    """One field.

    Attributes:
        key: as written.
        value: its type.
        says: what it says, for people who edit a file.
        attribute: its name in the value that is built; the key's own where left out.
    """

    key: str
    value: Value
    says: str
    attribute: str = ""

    def schema(self) -> Schema:
        """Its type as JSON Schema, with what it says."""
        return {**self.value.schema(), "description": self.says}


@frozen(eq=False)
class Table:
    """The fields of one kind of thing.

    Attributes:
        what: the thing, with its article.
        fields: by key.
        hints: remedies for keys that are often tried in vain.
    """

    what: str
    fields: Mapping[str, Field]
    hints: Mapping[str, str] = {}

    def schema(self) -> Schema:
        """An object with these fields and no others, as JSON Schema."""
        fields = {key: field.schema() for key, field in self.fields.items()}
        return {"type": "object", "properties": fields, "additionalProperties": False}

    def plus(self, what: str, *more: Field, hints: Mapping[str, str] | None = None) -> Table:
        """A table with further fields."""
        return Table(what, {**self.fields, **{f.key: f for f in more}}, {**self.hints, **(hints or {})})


def table(what: str, *fields: Field, hints: Mapping[str, str] | None = None) -> Table:
    """A table of these fields."""
    return Table(what, {field.key: field for field in fields}, hints or {})


def read_fields(known: Table, fields: Fields, notes: Notes) -> dict[str, Any]:
    """The values of the fields by attribute; those that are unknown or can't be read are noted and left out."""
    found = {}
    table_fields = known.fields
    for key, (where, node) in fields.items():
        field = table_fields.get(key)
        if field is None:
            unknown_field(known, where, notes)
            continue
        value = field.value.read(node, notes)
        if value is not None:
            found[field.attribute or key] = value
    return found


def unknown_field(known: Table, where: Scalar, notes: Notes) -> None:
    """Note that a key is none of the table's."""
    if notes.gathering.no_room():
        return
    key = where.text
    help = known.hints.get(key) or did_you_mean(key, known.fields)  # noqa: A001
    notes.problem(where, f"{known.what} has no field '{key[:80]}'", help or f"its fields are {', '.join(known.fields)}")


def demand(known: Table, fields: Fields, keys: str, at: Node, notes: Notes, why: str = "") -> bool:
    """Whether one of the keys (parted by ``or``) is there; noted if not."""
    wanted = keys.split(" or ")
    if any(key in fields for key in wanted):
        return True
    notes.problem(at, f"{known.what} needs {' or '.join(f'`{key}`' for key in wanted)}", why)
    return False


def refuse(fields: Fields, keys: tuple[str, ...], notes: Notes, message: str, help: str = "") -> bool:  # noqa: A002
    """Note each of the keys that is there, with one message about it (``{}`` is the key); whether any was."""
    found = [fields[key][0] for key in keys if key in fields]
    for key in found:
        notes.problem(key, message.format(f"`{key.text}`"), help)
    return bool(found)
