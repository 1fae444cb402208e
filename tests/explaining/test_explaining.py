"""What `explain` says of every clause and flow of a small library, whole, and of names that aren't there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowvow.checks.explaining import explain, explain_code, names
from flowvow.checks.run import check
from flowvow.findings.account import Account
from flowvow.reading.model import read_model
from tests.conftest import Compare
from tests.faces.running import flowvow

HERE = Path(__file__).parent
DATED = ("--as-of", "2026-01-31")


@pytest.mark.parametrize(("name", "words"), [("undated", ()), ("dated", DATED)])
def test_all_that_it_can_be_asked_about(name: str, words: tuple[str, ...], same_text: Compare) -> None:
    known = names(read_model(HERE))
    runs = [flowvow("explain", *words, one, cwd=HERE) for one in (*known, "clause:library/removal")]
    assert {(run.code, run.err) for run in runs} == {(0, "")}
    same_text(f"{name}.txt", "\n".join(run.out for run in runs))


@pytest.mark.parametrize(("name", "words"), [("undated", ()), ("dated", DATED)])
def test_a_change_is_looked_for_as_of_the_date(name: str, words: tuple[str, ...], same_text: Compare) -> None:
    """From the end of January a month is shorter than 31 days; without a date that isn't told."""
    told = json.loads(flowvow("explain", *words, "clause:removal", "--format", "json", cwd=HERE).out)
    others = json.loads(flowvow("explain", *words, "flow:print-on", "--format", "json", cwd=HERE).out)
    findings = [*told["findings"], *others["findings"]]
    runs = [flowvow("explain", *words, one["fingerprint"], cwd=HERE) for one in findings]
    same_text(f"changes-{name}.txt", "\n".join(run.out for run in runs))


@pytest.mark.parametrize("name", ["P101", "flow:count", "clause:training"])
def test_as_json(name: str, same_text: Compare) -> None:
    run = flowvow("explain", name, "--format", "json", cwd=HERE)
    same_text(f"{name.replace(':', '-')}.json", run.out)


@pytest.mark.parametrize(
    "name", ["flow:", "clause:", "thing:borrow", "flow:lending", "clause:borrow", "borrow", "P999"]
)
def test_what_is_not_there(name: str, same_text: Compare) -> None:
    run = flowvow("explain", name, cwd=HERE)
    assert (run.code, run.out) == (2, "")
    same_text(f"none-{name.replace(':', '-')}.txt", run.err)


def test_the_account_of_a_finding() -> None:
    system = read_model(HERE)
    finding = next(f for f in check(system).findings if f.code == "F201")
    manual = explain_code("f201").manual
    account = explain(system, finding.fingerprint)
    assert account == Account(
        finding.fingerprint, "finding", "Reading room", manual, (), (finding,), account.edit, True, finding.span
    )
