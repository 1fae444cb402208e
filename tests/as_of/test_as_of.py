"""``--as-of`` and ``--calendar``: whole texts of models whose times no two calendars compare alike."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from flowvow.findings.finding import Status
from tests.faces.running import flowvow

HERE = Path(__file__).parents[1]
BUSINESS = HERE / "cases" / "P105-deletions" / "undecided-business-days.flow.yaml"
MONTH = HERE / "cases" / "P103-limits" / "undecided-one-month.flow.yaml"
VENDORS = HERE / "deadlines" / "along-vendors"
NOTICES = HERE / "deadlines" / "notice-and-return"
TRAP = HERE / "traps" / "business-days-counted-as-days"
GERMAN = ("--calendar", "DE")


@pytest.mark.parametrize(
    ("name", "model", "words", "code"),
    [
        ("business-days-uncounted", BUSINESS, ("--as-of", "2026-01-15"), 3),
        ("business-days-in-january", BUSINESS, ("--as-of", "2026-01-15", *GERMAN), 0),
        ("business-days-at-easter", BUSINESS, ("--as-of", "2026-04-01", *GERMAN), 1),
        ("one-month-in-january", MONTH, ("--as-of", "2026-01-01"), 1),
        ("one-month-in-february", MONTH, ("--as-of", "2026-02-01"), 0),
        ("along-vendors", VENDORS, ("--as-of", "2026-01-31", *GERMAN), 1),
        ("notices", NOTICES, ("--as-of", "2026-01-31", *GERMAN), 1),
    ],
)
def test_check_as_of(name: str, model: Path, words: tuple[str, ...], code: int, same_text) -> None:
    run = flowvow(
        "check", model.name if model.is_file() else ".", *words, cwd=model.parent if model.is_file() else model
    )
    assert run.err == ""
    same_text(f"{name}.txt", run.out)
    assert run.code == code


@pytest.mark.parametrize(
    ("words", "late"),
    [
        ((), Status.UNDECIDED),
        (("--as-of", "2026-01-15"), Status.UNDECIDED),
        (("--as-of", "2026-01-15", *GERMAN), Status.BROKEN),
        (("--as-of", "2026-12-24", "--calendar", "US"), Status.BROKEN),
    ],
)
def test_business_days_are_never_counted_as_days(words: tuple[str, ...], late: Status) -> None:
    """The trap: ten business days aren't ten days, with a calendar or without; thirty days they always are."""
    document = json.loads(flowvow("check", *words, "--format", "json", cwd=TRAP).out)
    told = {clause["id"]: clause["status"] for clause in document["clauses"]}
    assert told == {"text/late": late.value, "text/ahead": "kept"}


def test_the_document_says_which_date_and_which_country() -> None:
    told = json.loads(flowvow("check", "--format", "json", "--as-of", "2026-01-15", *GERMAN, cwd=TRAP).out)
    assert (told["as_of"], told["calendar"]) == ("2026-01-15", "DE")
    assert {clause["id"]: clause["dated"] for clause in told["clauses"]} == {"text/late": True, "text/ahead": False}
    (finding,) = (one for one in told["findings"] if "text/late" in one["clauses"])
    assert finding["message"].endswith(", as of 2026-01-15")


def test_a_change_is_tried_as_of_the_same_date(same_text) -> None:
    told = json.loads(
        flowvow("check", BUSINESS.name, "--format", "json", "--as-of", "2026-04-01", *GERMAN, cwd=BUSINESS.parent).out
    )
    (finding,) = (one for one in told["findings"] if one["level"] == "error")
    words = ("--as-of", "2026-04-01", *GERMAN)
    run = flowvow("explain", finding["fingerprint"], BUSINESS.name, *words, cwd=BUSINESS.parent)
    assert run.code == 0
    same_text("explain.txt", run.out)
    clause = flowvow("explain", "clause:erasure", BUSINESS.name, *words, cwd=BUSINESS.parent)
    assert "broken, as of 2026-04-01: another date may tell otherwise" in clause.out


def test_what_is_expected_may_hang_on_the_date(tmp_path: Path) -> None:
    for file in (BUSINESS, BUSINESS.parent / "shop.policy.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    model = tmp_path / BUSINESS.name
    model.write_text(f"{BUSINESS.read_text()}\nexpect:\n  - {{breaks: erasure}}\n")
    assert flowvow("expect", cwd=tmp_path).code == 1
    assert flowvow("expect", "--as-of", "2026-04-01", *GERMAN, cwd=tmp_path).code == 0


@pytest.mark.parametrize("command", ["check", "deadlines", "expect"])
def test_without_the_holidays_there_is_a_remedy(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    run = flowvow(command, "--as-of", "2026-01-15", *GERMAN, cwd=TRAP)
    assert (run.code, run.out) == (2, "")
    assert "help: pip install 'flowvow[calendars]'" in run.err
    assert flowvow(command, "--as-of", "2026-01-15", cwd=TRAP).code != 2
