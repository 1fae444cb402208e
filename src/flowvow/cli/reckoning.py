"""``--as-of`` and ``--calendar``: the one date there is, and whose business days are counted from it."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from flowvow.text.problem import Gathering, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from datetime import date

    from flowvow.model.reckoning import Reckoning


def add_reckoning(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument(
        "--as-of", metavar="DATE", default=None, help="reckon times from this date, such as 2026-01-15; never today's"
    )
    parser.add_argument(
        "--calendar",
        metavar="COUNTRY",
        default=None,
        help="count the business days of this country, such as DE, or of a part of it, such as DE-BY",
    )


def reckoning(options: Namespace) -> Reckoning | None:
    """From which day times are reckoned, or None. Raises ``Problems``."""
    if options.as_of is None and options.calendar is None:
        return None
    from flowvow.model.reckoning import Reckoning
    from flowvow.reading.calendars import read_calendar

    gathering = Gathering()
    day = _date(options.as_of, gathering) if options.as_of is not None else None
    calendar = None
    if options.calendar is not None:
        try:
            calendar = read_calendar(options.calendar)
        except Problems as problems:
            gathering.take(problems)
        if options.as_of is None:
            where = Span(f"--calendar {options.calendar}", 0, 0)
            gathering.add(where, "business days are counted from a date, and there is none", "add --as-of DATE")
    if day is not None and calendar is not None and calendar.worked(day.year) is None:
        where = Span(f"--as-of {options.as_of}", 0, 0)
        gathering.add(where, f"the holidays of {calendar} aren't known in {day.year}", "take another year")
    gathering.tell()
    return Reckoning(day, calendar) if day is not None else None


def _date(told: str, gathering: Gathering) -> date | None:
    from datetime import date

    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told):
            return date.fromisoformat(told)
    except ValueError:
        gathering.add(Span(f"--as-of {told}", 0, 0), "there is no such date", "look at the month and the day")
        return None
    gathering.add(Span(f"--as-of {told}", 0, 0), "this is no date", "write year, month and day, such as 2026-01-15")
    return None
