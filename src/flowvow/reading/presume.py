"""What a policy by itself leaves open: names that only a system declares, taken for what they are used as."""

from __future__ import annotations

from typing import Any

from flowvow.model.actors import NOBODY, Actor
from flowvow.model.conditions import Condition, ConditionKind, Default
from flowvow.model.names import Name
from flowvow.reading import spaces as s
from flowvow.reading.notes import Notes
from flowvow.reading.resolve import Known
from flowvow.reading.spaces import Space
from flowvow.text.nodes import Scalar

_CONDITIONS = {s.SAFEGUARD: ConditionKind.SAFEGUARD, s.CHOICE: ConditionKind.CHOICE}
_NAMES = {s.DATA: "data", s.PURPOSE: "purposes", s.ACT: "acts"}


def presume(known: Known, notes: Notes) -> Known:
    """The known names and those presumed; mentions of flows are forgotten, as a policy has none."""
    for space in (s.FLOW, s.FLOWS):
        notes.mentions.pop(space, None)
    found: dict[str, dict[str, Any]] = {
        "actors": dict(known.actors),
        "data": dict(known.data),
        "purposes": dict(known.purposes),
        "acts": dict(known.acts),
        "conditions": dict(known.conditions),
    }
    for space, mentions in notes.mentions.items():
        for mention in mentions:
            if not known.kinds_of(mention.text) and mention.text != NOBODY:
                section = _NAMES.get(space, space.section)
                found[section].setdefault(mention.text, _presumed(mention, space))
    ordered = {section: dict(sorted(names.items())) for section, names in found.items()}
    return Known(**ordered, flows=known.flows, heads=known.heads)


def _presumed(mention: Scalar, space: Space) -> Actor | Name | Condition:
    if space in _NAMES:
        return Name(mention.text, span=mention.span)
    if space.section == "actors":
        return Actor(mention.text, span=mention.span)
    kind = _CONDITIONS.get(space, ConditionKind.CIRCUMSTANCE)
    default = Default.UNSTATED if kind is ConditionKind.CHOICE else None
    return Condition(mention.text, kind, default=default, span=mention.span)
