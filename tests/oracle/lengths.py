"""F4: whether a time is at most another, in every calendar: yes, no or maybe."""

from __future__ import annotations

from calendar import monthrange
from functools import cache
from math import inf

from flowvow.model.times import Duration, Length

HOURS = {"hours": 1, "days": 24, "weeks": 168}


def spoken(length: Duration) -> str:
    """The time as a constant of the programs."""
    if length.kind is Length.NONE:
        return "none"
    return f'"{length}"'


def at_most(length: Duration, bound: Duration) -> str:
    """`none` is no time at all, `forever` longer than any count; the rest that is no count equals itself alone."""
    if length == bound or length.kind is Length.NONE or (length.kind is Length.COUNT and length.count == 0):
        return "yes"
    if bound.kind is Length.NONE:
        return "no"
    kinds = (length.kind, bound.kind)
    if kinds == (Length.COUNT, Length.FOREVER):
        return "yes"
    if kinds == (Length.FOREVER, Length.COUNT):
        return "no"
    if kinds != (Length.COUNT, Length.COUNT):
        return "maybe"
    if comparable(length.unit) == comparable(bound.unit) != "hours":
        return "yes" if size(length) <= size(bound) else "no"
    (least, most), (floor, roof) = hours(length), hours(bound)
    if most <= floor:
        return "yes"
    return "no" if least > roof else "maybe"


def comparable(unit: str) -> str:
    """Months and years compare exactly, and so do business days among themselves."""
    return {"months": "months", "years": "months", "business days": "business days"}.get(unit, "hours")


def size(length: Duration) -> int:
    return length.count * (12 if length.unit == "years" else 1)


def hours(length: Duration) -> tuple[float, float]:
    """The least and the most hours that it can be: n business days are n days at least, without bound."""
    if length.unit == "business days":
        return length.count * 24, inf
    if comparable(length.unit) == "months":
        days = [sum(row) for row in runs(size(length))]
        return min(days) * 24, max(days) * 24
    if length.unit == "minutes":
        return length.count / 60, length.count / 60
    return length.count * HOURS[length.unit], length.count * HOURS[length.unit]


@cache
def runs(count: int) -> list[list[int]]:
    """The lengths of so many months in a row, from each month of four centuries on."""
    months = [(2000 + i // 12, i % 12 + 1) for i in range(4800 + count)]
    days = [monthrange(year, month)[1] for year, month in months]
    return [days[i : i + count] for i in range(4800)]
