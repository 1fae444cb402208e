"""Reaches, and the exceptions that carve them."""

from __future__ import annotations

from collections.abc import Mapping as Named_
from typing import Any

from flowvow.model.clauses import Carve, Exception_, PermittedBy, Reach
from flowvow.model.conditions import ALWAYS
from flowvow.reading.fields import Fields, Table, read_fields
from flowvow.reading.naming import Guard
from flowvow.reading.notes import Notes
from flowvow.reading.spaces import CONDITION
from flowvow.reading.tables import CARVE
from flowvow.reading.values import is_mapping, listed
from flowvow.text.nodes import Listing, Mapping, Node, Scalar

REACH_KEYS = ("act", "by", "data", "from", "to", "at", "through", "about", "for", "form", "makes")
_ATTRIBUTES = ("act", "by", "sender", "recipient", "at", "through", "about", "data", "purposes", "form", "makes")
_DEEPEST = 20


def reach(values: Named_[str, Any]) -> Reach:
    """The reach among values that were read."""
    return Reach(**{name: values[name] for name in _ATTRIBUTES if name in values})


def read_reach(known: Table, fields: Fields, notes: Notes) -> tuple[Reach, dict[str, Any]]:
    """A reach, and the values of the other fields."""
    values = read_fields(known, fields, notes)
    return reach(values), {name: value for name, value in values.items() if name not in _ATTRIBUTES}


def read_exceptions(node: Node, notes: Notes, permits: list[Scalar], depth: int = 0) -> tuple[Exception_, ...]:
    """The exceptions under ``except``: one, or a list; names of permits are collected to be looked up."""
    if depth > _DEEPEST:
        notes.problem(node, f"exceptions are nested more than {_DEEPEST} deep", "name a part of them as a condition")
        return ()
    if isinstance(node, Listing):
        if not node.items:
            notes.problem(node, "the list is empty", "fill it, or remove `except`")
        found = [_read_one(item, notes, permits, depth) for item in node.items]
    else:
        found = [_read_one(node, notes, permits, depth)]
    return tuple(one for one in found if one is not None)


def _read_one(node: Node, notes: Notes, permits: list[Scalar], depth: int) -> Exception_ | None:
    if isinstance(node, Scalar):
        when = Guard(CONDITION).read(node, notes)
        return Carve(when=when, span=node.span) if when is not None else None
    fields = is_mapping(node, notes, "a condition, a reach or `{clauses: …}`")
    if fields is None:
        return None
    if "clauses" in fields.entries:
        return _permitted(fields, notes, permits)
    inner: tuple[Exception_, ...] = ()
    others = dict(fields.entries)
    if "except" in others:
        inner = read_exceptions(others.pop("except")[1], notes, permits, depth + 1)
    values = read_fields(CARVE, others, notes)
    pattern, when = reach(values), values.get("when", ALWAYS)
    if pattern == Reach() and when == ALWAYS and len(values) == len(others):
        notes.problem(node, "this exception would spare everything", "name a condition, a reach or permits")
    return Carve(pattern, when, inner, node.span)


def _permitted(fields: Mapping, notes: Notes, permits: list[Scalar]) -> PermittedBy | None:
    for key, (where, _) in fields.entries.items():
        if key != "clauses":
            notes.problem(where, f"`{key[:80]}` can't stand beside `clauses`", "make them two exceptions, in a list")
    node = fields.entries["clauses"][1]
    if isinstance(node, Scalar) and node.text == "permits":
        return PermittedBy(span=fields.span)
    found = listed(node, notes, "a permit's name")
    permits.extend(found)
    return PermittedBy(tuple(one.text for one in found), fields.span) if found else None
