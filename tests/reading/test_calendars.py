"""The codes of calendars: strict, with a suggestion where one isn't known."""

from __future__ import annotations

import sys

import pytest

from flowvow.reading.calendars import read_calendar
from flowvow.text.problem import Problems


@pytest.mark.parametrize(
    ("code", "told"), [("DE", "Germany (DE)"), ("US-NY", "United States (US-NY)"), ("IM", "Isle of Man (IM)")]
)
def test_a_calendar_says_whose_it_is(code: str, told: str) -> None:
    assert str(read_calendar(code)) == told


@pytest.mark.parametrize(
    ("code", "message", "help_"),
    [
        (
            "XX",
            "no country has the code 'XX'",
            "write the two letters of ISO 3166, such as 'DE', or with a part 'DE-BY'",
        ),
        ("de", "no country has the code 'de'", "did you mean 'DE', Germany?"),
        ("DEU", "no country has the code 'DEU'", "did you mean 'DE', Germany?"),
        ("UK", "no country has the code 'UK'", "did you mean 'GB', United Kingdom?"),
        ("Swizerland", "no country has the code 'Swizerland'", "did you mean 'CH', Switzerland?"),
        ("", "no country has the code ''", "write the two letters of ISO 3166, such as 'DE', or with a part 'DE-BY'"),
        ("DE-Bayern", "Germany has no part 'Bayern'", "did you mean 'DE-BY'?"),
        ("CH-zh", "Switzerland has no part 'zh'", "did you mean 'CH-ZH'?"),
        ("LU-1", "Luxembourg has no part '1'", "it has none; write 'LU'"),
        ("LU-", "Luxembourg has no part ''", "it has none; write 'LU'"),
    ],
)
def test_an_unknown_code_gets_a_suggestion(code: str, message: str, help_: str) -> None:
    with pytest.raises(Problems) as told:
        read_calendar(code)
    (problem,) = told.value.problems
    assert (problem.message, problem.help) == (message, help_)


def test_without_the_library_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(Problems) as told:
        read_calendar("DE")
    (problem,) = told.value.problems
    assert problem.help == "pip install 'flowvow[calendars]'"
