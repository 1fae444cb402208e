"""Durations reckoned from one date: what calendars disagree about, one calendar settles (item 27, readings F4)."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, datetime, timedelta

from attrs import frozen

from flowvow.model.times import Duration, Length, Sum, Truth, at_most

_MONTHS = {"months": 1, "years": 12}


@frozen
class Calendar:
    """The business days of a country or of a part of it.

    Attributes:
        code: the country's code of two letters, and after a hyphen the part's, such as ``DE-BY``.
        name: what people call it.
        worked: the business days of a year, in order; None for a year of which the holidays aren't known.
    """

    code: str
    name: str
    worked: Callable[[int], tuple[date, ...] | None]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def after(self, day: date, count: int) -> date | None:
        """The last of that many business days that come after the day; the day itself for none, None if unknown."""
        year = day.year
        passed = None
        while count:
            days = self.worked(year) if year <= MAXYEAR else None
            if days is None:
                return None
            first = bisect_right(days, day) if passed is None else 0
            passed = days[first : first + count]
            count -= len(passed)
            year += 1
        return passed[-1] if passed else day


@frozen
class Reckoning:
    """The day on which everything begins, and whose business days are counted.

    Attributes:
        date: the day; what is counted begins as it does.
        calendar: None where business days stay as undecided as they are without a date.
    """

    date: date
    calendar: Calendar | None = None

    def __str__(self) -> str:
        """The date, as findings name it."""
        return self.date.isoformat()

    def end(self, length: Duration | Sum) -> datetime | None:
        """When a length is over that begins on the day; None for what isn't counted, or can't be here.

        Parts of a sum follow one another. A month ends on the day of its number, or else on the month's last.
        """
        moment: datetime | None = datetime(self.date.year, self.date.month, self.date.day)
        for part in length.parts if isinstance(length, Sum) else (length,):
            moment = self._after(moment, part) if moment is not None else None
        return moment

    def at_most(self, a: Duration | Sum, b: Duration | Sum) -> Truth:
        """Whether ``a`` is no longer than ``b`` where both begin on the day; as in every calendar if no date tells."""
        one, other = self.end(a), self.end(b)
        if one is None or other is None:
            return at_most(a, b)
        return Truth.YES if one <= other else Truth.NO

    def settles(self, a: Duration | Sum, b: Duration | Sum) -> bool:
        """Whether only the date tells which of the two is longer, so that another date may tell otherwise."""
        return at_most(a, b) is Truth.MAYBE and self.at_most(a, b) is not Truth.MAYBE

    def _after(self, moment: datetime, length: Duration) -> datetime | None:
        if length.kind is not Length.COUNT:
            return None
        count, unit = length.count, length.unit
        if unit == "business days":
            day = self.calendar.after(moment.date(), count) if self.calendar is not None else None
            return datetime.combine(day, moment.time()) if day is not None else None
        try:
            if unit in _MONTHS:
                return _months_after(moment, count * _MONTHS[unit])
            return moment + timedelta(**{unit: count})
        except OverflowError:
            return None  # past the last date there is


def _months_after(moment: datetime, count: int) -> datetime | None:
    years, month = divmod(moment.month - 1 + count, 12)
    year = moment.year + years
    if year > MAXYEAR:
        return None
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
