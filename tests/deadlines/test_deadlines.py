"""``flowvow deadlines``: whole outputs of small models without a date, with one, and with a country's business days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.checks.deadlines import deadlines
from flowvow.checks.serving import Serving
from flowvow.findings.deadline import Due
from flowvow.graph.states import BudgetError
from flowvow.model.clauses import Need
from flowvow.model.reckoning import Reckoning
from flowvow.model.times import Truth
from flowvow.reading.calendars import read_calendar
from flowvow.reading.model import read_model
from tests.agreement import disagreements
from tests.faces.running import flowvow
from tests.models import random_system
from tests.outputs.shape import faults

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "schemas" / "deadlines.schema.json").read_text(encoding="utf-8"))
DATED = {
    "undated": (),
    "dated": ("--as-of", "2026-01-31"),
    "counted": ("--as-of", "2026-01-31", "--calendar", "DE"),
}
CODES = {
    "about-whom": 0,
    "along-vendors": 0,
    "given-back": 0,
    "in-unknown-forms": 0,
    "made-and-opened": 0,
    "notice-and-return": 0,
    "two-parties": 0,
    "without-times": 3,
}


@pytest.mark.parametrize("case", sorted(CODES))
@pytest.mark.parametrize("words", sorted(DATED))
def test_deadlines_are_told_whole(case: str, words: str, same_text) -> None:
    run = flowvow("deadlines", *DATED[words], cwd=HERE / case)
    assert (run.code, run.err) == (CODES[case], "")
    same_text(f"{case}-{words}.txt", run.out)


@pytest.mark.parametrize("case", sorted(CODES))
def test_they_are_checked_as_they_were(case: str, same_text) -> None:
    same_text(f"{case}-checked.txt", flowvow("check", "--notes", cwd=HERE / case).out)


@pytest.mark.parametrize("case", sorted(CODES))
def test_product_and_reference_agree_about_them(case: str) -> None:
    assert list(disagreements(read_model(HERE / case))) == []


@pytest.mark.parametrize("words", sorted(DATED))
def test_documents_fit_the_schema(words: str, same_text) -> None:
    run = flowvow("deadlines", *DATED[words], "--format", "json", cwd=HERE)
    document = json.loads(run.out)
    assert faults(document, SCHEMA, SCHEMA) == []
    for kind in ("deadline", "way", "overlap"):
        known = SCHEMA["$defs"][kind]["properties"].keys()
        assert all(one.keys() == known for one in _all(document, kind))
    if words == "counted":
        same_text("counted.json", run.out)


def _all(document: dict, kind: str) -> list[dict]:
    deadlines = [one for model in document["models"] for one in model["deadlines"]]
    if kind == "deadline":
        return deadlines
    return [one for deadline in deadlines for one in deadline[f"{kind}s"]]


def test_a_missing_field_does_not_fit() -> None:
    document = json.loads(flowvow("deadlines", "--format", "json", cwd=HERE).out)
    del document["models"][0]["deadlines"][0]["ways"][0]["timely"]
    assert faults(document, SCHEMA, SCHEMA)


def test_a_proposal_is_laid_over(tmp_path: Path) -> None:
    proposal = tmp_path / "slower.yaml"
    proposal.write_text("flowvow: 1\nproposal: Slower\nchange: {flows: {wipe-book: {within: 3 months}}}\n")
    run = flowvow("deadlines", "--with", str(proposal), cwd=HERE / "along-vendors")
    assert "details at book: wipe-book within 3 months, too late" in run.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--as-of", "2026-02-30"), "there is no such date"),
        (("--as-of", "20260115"), "this is no date"),
        (("--as-of", "today"), "this is no date"),
        (("--calendar", "DE"), "add --as-of DATE"),
        (("--as-of", "2026-01-15", "--calendar", "de"), "did you mean 'DE', Germany?"),
        (("--as-of", "1980-01-15", "--calendar", "DE"), "the holidays of Germany (DE) aren't known in 1980"),
    ],
)
@pytest.mark.parametrize("command", ["deadlines", "check", "expect", "explain"])
def test_what_cannot_be_reckoned_is_unusable(command: str, words: tuple[str, ...], told: str) -> None:
    name = ("clause:erasure",) if command == "explain" else ()
    run = flowvow(command, *name, *words, cwd=HERE / "along-vendors")
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_all_that_is_wrong_with_date_and_country_is_told_at_once() -> None:
    run = flowvow("deadlines", "--as-of", "2026-13-01", "--calendar", "XX", cwd=HERE / "along-vendors")
    assert run.err.endswith("2 problems; nothing was done\n")


@pytest.mark.parametrize("reckoning", [None, Reckoning(date(2026, 1, 31), read_calendar("US"))])
def test_deadlines_agree_with_check(reckoning: Reckoning | None) -> None:
    """On random models: a flow that check calls late isn't in time here, and what check misses is missed here."""
    looked = 0
    for seed in range(400):
        case = Case(random_system(seed), reckoning=reckoning)
        told = {deadline.clause: deadline for deadline in deadlines(case).deadlines}
        for missing in (m for events in case.events.values() for m in events.missing if m.sure and m.rule.key in told):
            deadline = told[missing.rule.key]
            if missing.rule.clause.require.need is not Need.DELETE:
                continue
            here = [way for way in deadline.ways if missing.place in way.places and way.does is Due.DELETE]
            late = {way.steps[-1] for way in here if way.steps and way.timely is Truth.NO}
            assert set(missing.late) <= late
            assert late or any(not way.steps for way in here)
            looked += 1
    assert looked > 10


def test_past_the_budget_nothing_is_told_of_the_model(monkeypatch: pytest.MonkeyPatch, same_text) -> None:
    """The promises and their dates stand; what the model does isn't guessed."""

    def passed(*_: object) -> int:
        raise BudgetError

    monkeypatch.setattr(Serving, "deletion", passed)
    monkeypatch.setattr(Serving, "notice", passed)
    run = flowvow("deadlines", *DATED["dated"], cwd=HERE / "along-vendors")
    assert run.code == 0
    same_text("past-the-budget.txt", run.out)


def _passing(*_: object) -> int:
    raise BudgetError


def test_past_the_budget_a_promise_may_begin_and_nothing_is_seen_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(read_model(HERE / "two-parties"))
    with monkeypatch.context() as patched:
        patched.setattr("flowvow.checks.deadlines.sights", _passing)
        found = deadlines(case).deadlines
    assert [(one.unseen, one.ways, one.overlaps) for one in found if one.triggered] == [(True, (), ())] * 5
    for events in case.events.values():
        monkeypatch.setattr(events.reaching, "where", _passing)
    assert [(one.triggered, one.unseen, one.ways) for one in deadlines(case).deadlines] == [(True, True, ())] * 7
