"""The text is compared whole; read the files under ``expected`` to see what a reviewer sees."""

from __future__ import annotations

import unicodedata

import pytest

from flowvow.findings.finding import Level
from flowvow.findings.report import Outcome
from flowvow.model.routes import Route, Shows, Step
from flowvow.outputs.hops import _rails
from flowvow.outputs.style import Style
from flowvow.outputs.text import Wishes, write

from .sample import HOSTILE, HOSTILE_SOURCES, KEPT, REPORT, SOURCES


def test_broken_report_tells_fault_route_promise_states_and_help(same_text) -> None:
    same_text("broken.txt", write([REPORT], Outcome.BROKEN, Wishes(SOURCES)))


def test_notes_are_told_on_request(same_text) -> None:
    sentences = {"webshop/4.5": "We do not sell lists of our customers."}
    same_text("notes.txt", write([REPORT], Outcome.BROKEN, Wishes(SOURCES, sentences, notes=True)))


def test_kept_report_is_a_summary(same_text) -> None:
    same_text("kept.txt", write([KEPT], Outcome.KEPT, Wishes()))


def test_several_models_end_with_one_line_for_all(same_text) -> None:
    same_text("several.txt", write([KEPT, REPORT], Outcome.BROKEN, Wishes(SOURCES, fail_on=Level.WARNING)))


def test_lines_fit_a_hundred_columns() -> None:
    text = write([REPORT], Outcome.BROKEN, Wishes(SOURCES, notes=True))
    assert max(map(len, text.splitlines())) <= 100


def test_without_sources_places_stand_alone() -> None:
    text = write([REPORT], Outcome.BROKEN, Wishes())
    assert "--> flows/webshop/proposals/ads.broken.yaml:3:9" in text
    assert "^" not in text


def test_hostile_names_are_inert() -> None:
    text = write([HOSTILE], Outcome.BROKEN, Wishes(HOSTILE_SOURCES, notes=True))
    assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"}} == {"\n"}
    assert "\\x1b[2J\\u202eevil\\x07" in text


def test_colour_only_adds_escapes() -> None:
    coloured = write([REPORT], Outcome.BROKEN, Wishes(SOURCES, style=Style(True)))
    for code in ("1;31", "1;33", "1", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == write([REPORT], Outcome.BROKEN, Wishes(SOURCES))


@pytest.mark.parametrize(
    ("afters", "expected"),
    [
        ([(), (1,), (2,)], ["", "", ""]),
        ([(), (), (1, 2)], ["* ", "| * ", "*-' "]),
        ([(), (), (), (1, 3), (2, 4)], ["* ", "| * ", "| | * ", "*-+-' ", "*-' "]),
        ([(), (1,), (1, 2)], ["* ", "| * ", "*-' "]),
        ([(), (), (), (1, 2, 3)], ["* ", "| * ", "| | * ", "*-'-' "]),
    ],
)
def test_rails_show_what_comes_together(afters: list[tuple[int, ...]], expected: list[str]) -> None:
    steps = tuple(Step(i, after, f"f{i}") for i, after in enumerate(afters, start=1))
    broad = max(map(len, expected))
    assert _rails(Route(Shows.BAD, steps)) == [rail.ljust(broad) for rail in expected]
