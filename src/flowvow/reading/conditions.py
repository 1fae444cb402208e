"""Conditions: choices, circumstances and safeguards."""

from __future__ import annotations

from flowvow.model.conditions import Condition, ConditionKind
from flowvow.reading.expressions import WORDS
from flowvow.reading.fields import refuse
from flowvow.reading.names import Defined
from flowvow.reading.notes import Notes

_KINDS = {kind.value: kind for kind in ConditionKind}
_OF_A_CHOICE = ("default", "withdraw", "refusing", "asked")


def build_condition(name: str, one: Defined, notes: Notes) -> Condition | None:
    """The condition that a definition says."""
    values = one.values
    said = [key for key in _KINDS if key in one.keys]
    if name in WORDS or name == "never":
        notes.problem(one.entry.name, f"'{name}' is a word of the guards", "choose another name")
    if len(said) != 1:
        message = f"a condition is one of choice, circumstance and safeguard; '{name}' " + (
            "says none" if not said else "says several"
        )
        notes.problem(one.entry.name, message, "write `choice: WHO`, `circumstance: WHO` or `safeguard: contract`")
        return None
    kind = _KINDS[said[0]]
    if kind is not ConditionKind.CHOICE:
        refuse(one.keys, _OF_A_CHOICE, notes, f"a {kind.value} has no {{}}", "only a choice has it")
    elif "default" not in one.keys:
        notes.problem(one.entry.name, f"the choice '{name}' has no `default`", "write granted, refused or unstated")
    by = values.get(kind.value, "")
    return Condition(
        name,
        kind,
        by if isinstance(by, str) else by.value,
        values.get("default"),
        values.get("withdraw", ""),
        values.get("refusing", ()),
        values.get("asked", ""),
        values.get("cites", ()),
        values.get("implied", ""),
        values.get("says", ""),
        one.entry.shown,
    )
