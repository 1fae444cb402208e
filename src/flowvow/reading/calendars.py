"""A country's code to its business days. The only door to the library that knows the holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from flowvow.model.reckoning import Calendar
from flowvow.text.nearest import nearest
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

EXTRA = "pip install 'flowvow[calendars]'"
_SMALL = {"Of": "of", "And": "and", "The": "the"}


def read_calendar(code: str) -> Calendar:
    """The business days of ``COUNTRY`` or ``COUNTRY-SUBDIVISION``, by their ISO codes. Raises ``Problems``.

    Weekends, public holidays, days observed instead of them, and weekends that were made business days are as the
    library has them; a year that it doesn't cover has none.
    """
    try:
        import holidays
        from holidays.registry import COUNTRIES
    except ImportError:
        raise _unusable(code, "business days can't be counted: the holidays aren't installed", EXTRA) from None
    names = {entry[1]: _name(key) for key, entry in COUNTRIES.items()}
    country, _, part = code.partition("-")
    if country not in names:
        raise _unusable(code, f"no country has the code '{country}'", _country_meant(country, names, COUNTRIES))
    known = holidays.country_holidays(country)
    if "-" in code and part not in known.subdivisions:
        aliases: Mapping[str, str] = known.subdivisions_aliases
        raise _unusable(code, f"{names[country]} has no part '{part}'", _part_meant(country, part, known, aliases))
    if part:
        known = holidays.country_holidays(country, subdiv=part)

    @cache
    def worked(year: int) -> tuple[date, ...] | None:
        if not known.start_year <= year <= known.end_year:
            return None
        first = date(year, 1, 1)
        days = (first + timedelta(number) for number in range((date(year + 1, 1, 1) - first).days))
        return tuple(day for day in days if known.is_working_day(day))

    return Calendar(code, names[country], worked)


def _unusable(code: str, message: str, help_: str) -> Problems:
    return Problems([Problem(Span(f"--calendar {code}", 0, 0), message, help_)])


def _name(key: str) -> str:
    """``isle_of_man`` as it is written."""
    first, *more = key.replace("_", " ").title().split()
    return " ".join([first, *(_SMALL.get(word, word) for word in more)])


def _country_meant(word: str, names: Mapping[str, str], countries: Mapping[str, tuple[str, ...]]) -> str:
    """By another of its codes, or by a name that is near."""
    folded = word.casefold()
    for code, *others in (entry[1:] for entry in countries.values()):
        if folded in {one.casefold() for one in (code, *others)}:
            return f"did you mean '{code}', {names[code]}?"
    by_name = {name: code for code, name in names.items()}
    name = next((one for one in by_name if one.casefold() == folded), "") or nearest(word.title(), by_name)
    if name:
        return f"did you mean '{by_name[name]}', {name}?"
    return "write the two letters of ISO 3166, such as 'DE', or with a part 'DE-BY'"


def _part_meant(country: str, word: str, known: object, aliases: Mapping[str, str]) -> str:
    parts: tuple[str, ...] = getattr(known, "subdivisions", ())
    folded = {one.casefold(): one for one in parts} | {alias.casefold(): part for alias, part in aliases.items()}
    found = folded.get(word.casefold()) or folded.get(nearest(word, folded))
    if found:
        return f"did you mean '{country}-{found}'?"
    return f"known are {', '.join(parts)}" if parts else f"it has none; write '{country}'"
