"""Durations reckoned from a date: as every calendar says where all agree, and as a count day by day says elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from flowvow.model.reckoning import Calendar, Reckoning
from flowvow.model.times import UNITS, Duration, Length, Sum, Truth, add, at_most
from flowvow.reading.calendars import read_calendar

COUNTRIES = ("DE", "DE-BY", "US", "AE", "CN", "IL")
CALENDARS = {code: read_calendar(code) for code in COUNTRIES}

dates = st.dates(date(1995, 1, 1), date(2060, 12, 31))
lengths = st.builds(Duration, st.just(Length.COUNT), st.integers(0, 400), st.sampled_from(UNITS))
uncounted = st.sampled_from([Duration(kind) for kind in (Length.SESSION, Length.FOREVER, Length.NONE)])
reckonings = st.builds(Reckoning, dates, st.sampled_from([None, *CALENDARS.values()]))


def count(number: int, unit: str) -> Duration:
    return Duration(Length.COUNT, number, unit)


def on(told: str, code: str = "") -> Reckoning:
    return Reckoning(date.fromisoformat(told), CALENDARS[code] if code else None)


def total(parts: list[Duration]) -> Duration | Sum:
    found: Duration | Sum | None = parts[0]
    for part in parts[1:]:
        found = add(found, part) if found is not None else None
    assert found is not None
    return found


@settings(max_examples=600)
@given(reckonings, st.one_of(lengths, uncounted), st.one_of(lengths, uncounted))
def test_what_every_calendar_says_a_date_says_too(reckoning: Reckoning, a: Duration, b: Duration) -> None:
    sure = at_most(a, b)
    if sure is not Truth.MAYBE:
        assert reckoning.at_most(a, b) is sure


@settings(max_examples=300)
@given(reckonings, st.lists(lengths, min_size=1, max_size=4), lengths)
def test_sums_of_one_unit_are_what_every_calendar_says(
    reckoning: Reckoning, parts: list[Duration], b: Duration
) -> None:
    same = total([count(part.count, parts[0].unit) for part in parts])
    assert isinstance(same, Duration)
    for sure, told in ((at_most(same, b), reckoning.at_most(same, b)), (at_most(b, same), reckoning.at_most(b, same))):
        assert sure in (told, Truth.MAYBE)


@settings(max_examples=300)
@given(reckonings, st.lists(lengths, min_size=1, max_size=4), lengths)
def test_a_sum_is_no_shorter_than_its_parts(reckoning: Reckoning, parts: list[Duration], more: Duration) -> None:
    short = reckoning.end(total(parts))
    for longer in (total([*parts, more]), total([more, *parts])):
        end = reckoning.end(longer)
        if short is not None and end is not None:
            assert short <= end


@settings(max_examples=300)
@given(reckonings, st.lists(lengths, min_size=1, max_size=4), st.data(), st.integers(0, 90))
def test_a_sum_grows_with_each_of_its_parts(
    reckoning: Reckoning, parts: list[Duration], data: st.DataObject, by: int
) -> None:
    k = data.draw(st.integers(0, len(parts) - 1))
    longer = [count(p.count + by, p.unit) if i == k else p for i, p in enumerate(parts)]
    ends = reckoning.end(total(parts)), reckoning.end(total(longer))
    assume(None not in ends)
    assert ends[0] <= ends[1]


@settings(max_examples=200)
@given(reckonings, lengths, lengths)
def test_one_of_two_counts_is_the_longer(reckoning: Reckoning, a: Duration, b: Duration) -> None:
    told = {reckoning.at_most(a, b), reckoning.at_most(b, a)}
    if reckoning.end(a) is None or reckoning.end(b) is None:
        return
    assert Truth.MAYBE not in told
    assert Truth.YES in told


@settings(max_examples=60)
@given(st.sampled_from(COUNTRIES), dates, st.integers(0, 300))
def test_business_days_are_as_counted_one_by_one(code: str, start: date, number: int) -> None:
    country, _, part = code.partition("-")
    library = holidays.country_holidays(country, subdiv=part or None)
    day, left = start, number
    while left:
        day += timedelta(1)
        off = day not in library.weekend_workdays if library.is_weekend(day) else day in library
        left -= not off
    assert Reckoning(start, CALENDARS[code]).end(count(number, "business days")) == datetime.combine(
        day, datetime.min.time()
    )


@pytest.mark.parametrize(
    ("start", "number", "unit", "end"),
    [
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2026-01-31", 2, "months", "2026-03-31"),
        ("2024-02-29", 1, "years", "2025-02-28"),
        ("2024-02-29", 4, "years", "2028-02-29"),
        ("2023-03-01", 365, "days", "2024-02-29"),
        ("1899-12-31", 2, "months", "1900-02-28"),
        ("2026-12-31", 1, "days", "2027-01-01"),
        ("9998-12-31", 1, "years", "9999-12-31"),
        ("2026-03-28", 2, "weeks", "2026-04-11"),  # summer time begins in between, and a day stays a day
        ("2026-03-28", 48, "hours", "2026-03-30"),
    ],
)
def test_calendar_lengths(start: str, number: int, unit: str, end: str) -> None:
    assert on(start).end(count(number, unit)) == datetime.fromisoformat(end)


def test_business_days_are_counted_to_the_last_year_there_is() -> None:
    new_year = Calendar("XX", "Nowhere", lambda year: (date(year, 1, 1),))
    assert str(new_year) == "Nowhere (XX)"
    ends = [new_year.after(date(9997, 6, 1), count) for count in range(4)]
    assert ends == [date(9997, 6, 1), date(9998, 1, 1), date(9999, 1, 1), None]


def test_a_holiday_is_no_business_day() -> None:
    friday = on("2026-04-02", "DE")  # Maundy Thursday: Good Friday and Easter Monday follow
    assert friday.end(count(1, "business days")) == datetime(2026, 4, 7)
    assert friday.end(count(0, "business days")) == datetime(2026, 4, 2)
    assert on("2026-11-30", "DE").end(count(21, "business days")) == datetime(2026, 12, 30)


def test_the_parts_of_a_sum_follow_one_another() -> None:
    both = total([count(10, "business days"), count(1, "months")])
    assert str(both) == "10 business days and then 1 month"
    assert on("2026-01-15", "DE").end(both) == datetime(2026, 2, 28)  # the 29th, and then a month
    assert on("2026-01-15").end(both) is None


def test_without_a_calendar_business_days_stay_undecided() -> None:
    business, days = count(30, "business days"), count(45, "days")
    assert at_most(business, days) is on("2026-01-15").at_most(business, days) is Truth.MAYBE
    assert on("2026-01-15", "DE").at_most(business, days) is Truth.YES
    assert on("2026-04-01", "DE").at_most(business, days) is Truth.NO
    assert on("2026-01-15").at_most(business, count(5, "days")) is Truth.NO


def test_months_against_days_are_settled_by_the_date() -> None:
    month, days = count(1, "months"), count(30, "days")
    assert (on("2026-01-01").at_most(month, days), on("2026-02-01").at_most(month, days)) == (Truth.NO, Truth.YES)
    assert on("2026-01-01").settles(month, days)
    assert not on("2026-01-01").settles(month, count(31, "days"))


@pytest.mark.parametrize("kind", [Length.SESSION, Length.UNTIL, Length.FOREVER])
def test_what_is_not_counted_has_no_end_and_compares_as_ever(kind: Length) -> None:
    open_ = Duration(kind, name="settled" if kind is Length.UNTIL else "")
    reckoning = on("2026-01-15", "DE")
    assert reckoning.end(open_) is None
    for other in (count(1, "days"), Duration(Length.SESSION), Duration(Length.FOREVER)):
        assert reckoning.at_most(open_, other) is at_most(open_, other)


@pytest.mark.parametrize("unit", UNITS)
def test_past_the_last_date_nothing_is_reckoned(unit: str) -> None:
    reckoning = on("2026-01-15", "DE")
    assert reckoning.end(count(10**12, unit)) is None
    assert reckoning.at_most(count(10**12, unit), count(10**12 + 1, unit)) is Truth.YES
    assert CALENDARS["DE"].worked(CALENDARS_END + 1) is None


CALENDARS_END = 2100


def test_business_days_of_a_year_are_in_order() -> None:
    for calendar in CALENDARS.values():
        days = calendar.worked(2026)
        assert days is not None
        assert all(a < b for a, b in pairwise(days))
