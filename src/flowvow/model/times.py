"""Durations, and what can be said when two of them are compared."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Truth(Enum):
    """Three-valued: certainly not, unknown, certainly."""

    NO = "no"
    MAYBE = "maybe"
    YES = "yes"


class Length(Enum):
    """What kind of length a duration is."""

    COUNT = "count"
    SESSION = "session"
    UNTIL = "until"
    FOREVER = "forever"
    NONE = "none"


UNITS = ("minutes", "hours", "days", "business days", "weeks", "months", "years")


@frozen(slots=True)
class Duration:
    """How long something is kept, or how soon or far ahead it happens.

    Attributes:
        kind: a count of a unit, a session, until a named event, forever, or none (never kept).
        count: how many units; 0 unless ``kind`` is a count.
        unit: one of ``UNITS`` (plural); empty unless ``kind`` is a count.
        name: the event of ``until NAME``.
    """

    kind: Length
    count: int = 0
    unit: str = ""
    name: str = ""

    def __str__(self) -> str:
        if self.kind is Length.COUNT:
            return f"{self.count} {self.unit if self.count != 1 else self.unit.removesuffix('s')}"
        return f"until {self.name}" if self.kind is Length.UNTIL else self.kind.value
