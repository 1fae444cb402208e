"""What an ``only`` limits, and what a ``require`` asks for."""

from __future__ import annotations

from flowvow.model.clauses import Need, Only, Require
from flowvow.reading.fields import Fields, read_fields, refuse
from flowvow.reading.notes import Notes
from flowvow.reading.tables import ONLY, REQUIRE
from flowvow.text.nodes import Scalar

_NEEDS = {need.value: need for need in Need}
_BESIDES = ("to", "of", "within", "ahead")
# What a requirement may say beside what it asks for.
_BESIDE = {Need.DELETE: ("within",), Need.RETURN: ("within", "to"), Need.NOTIFY: ("of", "ahead")}


def read_only(where: Scalar, fields: Fields, notes: Notes) -> Only:
    """The limits of an ``only``, which stands at a place."""
    if not fields:
        notes.problem(where, "`only` limits nothing", "write `for`, `to`, `while` or `kept` in it")
    return Only(**read_fields(ONLY, fields, notes))


def read_require(where: Scalar, fields: Fields, notes: Notes) -> Require | None:
    """What a ``require``, which stands at a place, asks for; one thing only."""
    values = read_fields(REQUIRE, fields, notes)
    said = [key for key in _NEEDS if key in fields]
    if not said:
        notes.problem(where, "`require` asks for nothing", f"write one of {', '.join(_NEEDS)}")
        return None
    if len(said) > 1:
        message = f"`require` asks for one thing: {' and '.join(said)} exclude each other"
        notes.problem(where, message, "make them two clauses")
        return None
    need = _NEEDS[said[0]]
    allowed = _BESIDE.get(need, ())
    remedy = f"beside it there may be {', '.join(f'`{key}`' for key in allowed)}" if allowed else "remove it"
    others = tuple(key for key in _BESIDES if key not in allowed)
    refuse(fields, others, notes, f"{{}} says nothing beside `{need.value}`", remedy)
    names = values.get(need.value, ())
    if isinstance(names, str):
        names = () if need is Need.HAPPENS else (names,)
    return Require(need, names, **{key: values[key] for key in _BESIDES if key in values})
