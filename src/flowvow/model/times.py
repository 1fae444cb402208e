"""Durations, and what can be said when two of them are compared."""

from __future__ import annotations

from enum import Enum
from functools import cache
from math import inf

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


@frozen
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


@frozen
class Sum:
    """Counts one after another that have no unit in common, such as 10 business days and then a month.

    Attributes:
        parts: at least two, in their order; no two neighbours can be counted together.
    """

    parts: tuple[Duration, ...]

    def __str__(self) -> str:
        return " and then ".join(map(str, self.parts))


_MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080}
_DAY = 1440


def _months(length: Duration) -> int | None:
    if length.kind is Length.COUNT and length.unit in ("months", "years"):
        return length.count * (12 if length.unit == "years" else 1)
    return None


@cache
def _days_of_months(count: int) -> tuple[int, int]:
    """The fewest and most days that ``count`` consecutive months can have, over every start in a 400-year cycle."""
    first_days = _first_days()
    total, cycle = len(first_days) - 1, first_days[-1]
    cycles, offset = divmod(count, total)
    twice = (*first_days, *(cycle + day for day in first_days[1:]))
    spans = [twice[start + offset] - twice[start] for start in range(total)]
    return cycles * cycle + min(spans), cycles * cycle + max(spans)


@cache
def _first_days() -> tuple[int, ...]:
    """Day numbers of the first of each month over the 4800 months after which the calendar repeats."""
    days = [0]
    for year in range(2000, 2400):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        for month_days in (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31):
            days.append(days[-1] + month_days)
    return tuple(days)


def _bounds(length: Duration) -> tuple[int, float]:
    """The least and most minutes that a count can be, over every calendar."""
    months = _months(length)
    if months is not None:
        fewest, most = _days_of_months(months)
        return fewest * _DAY, most * _DAY
    if length.unit == "business days":
        return length.count * _DAY, inf if length.count else 0
    minutes = length.count * _MINUTES[length.unit]
    return minutes, minutes


def at_most(a: Duration | Sum, b: Duration | Sum) -> Truth:
    """Whether ``a`` is no longer than ``b`` in every calendar; MAYBE where calendars differ or nothing compares."""
    if isinstance(a, Sum) or isinstance(b, Sum):
        return Truth.YES if a == b else Truth.MAYBE
    if a == b or a.kind is Length.NONE:
        return Truth.YES
    if a.kind is Length.COUNT and a.count == 0:
        return Truth.YES
    if b.kind is Length.NONE:
        return Truth.NO
    if a.kind is Length.COUNT and b.kind is Length.FOREVER:
        return Truth.YES
    if a.kind is Length.FOREVER and b.kind is Length.COUNT:
        return Truth.NO
    if a.kind is not Length.COUNT or b.kind is not Length.COUNT:
        return Truth.MAYBE
    months_a, months_b = _months(a), _months(b)
    if months_a is not None and months_b is not None:
        return Truth.YES if months_a <= months_b else Truth.NO
    if a.unit == b.unit == "business days":
        return Truth.YES if a.count <= b.count else Truth.NO
    least_a, most_a = _bounds(a)
    least_b, most_b = _bounds(b)
    if most_a <= least_b:
        return Truth.YES
    return Truth.NO if least_a > most_b else Truth.MAYBE


def add(a: Duration | Sum, b: Duration | Sum) -> Duration | Sum | None:
    """``a`` and then ``b``; None where one of them is no count."""
    if isinstance(b, Sum):
        total: Duration | Sum | None = a
        for part in b.parts:
            total = add(total, part) if total is not None else None
        return total
    if isinstance(a, Sum):
        last = add(a.parts[-1], b)
        if last is None:
            return None
        return Sum((*a.parts[:-1], *(last.parts if isinstance(last, Sum) else (last,))))
    if a.kind is Length.NONE:
        return b
    if b.kind is Length.NONE:
        return a
    if a.kind is not Length.COUNT or b.kind is not Length.COUNT:
        return None
    return _together(a, b) or Sum((a, b))


def _together(a: Duration, b: Duration) -> Duration | None:
    """Two counts as one, where they have a unit in common."""
    if a.unit == b.unit:
        return Duration(Length.COUNT, a.count + b.count, a.unit)
    months_a, months_b = _months(a), _months(b)
    if months_a is not None and months_b is not None:
        return Duration(Length.COUNT, months_a + months_b, "months")
    if a.unit in _MINUTES and b.unit in _MINUTES:
        minutes = a.count * _MINUTES[a.unit] + b.count * _MINUTES[b.unit]
        unit = next(u for u in ("weeks", "days", "hours", "minutes") if minutes % _MINUTES[u] == 0)
        return Duration(Length.COUNT, minutes // _MINUTES[unit], unit)
    return None
