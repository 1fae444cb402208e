"""A budget that is passed makes answers undecided, never kept, and makes up no fault.

With fewer and fewer sets of states allowed, each finding that is still sure is one that is found without a bound, and
each that is told for want of budget says so in the same words.
"""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.findings.report import Outcome, Report
from flowvow.graph.states import BudgetError, States
from flowvow.reading.model import read_model

from .conftest import Compare
from .faces.running import flowvow

HERE = Path(__file__).parent
MODELS = [
    HERE / "models" / "webshop",
    *sorted(HERE.glob("choices/*.flow.yaml")),
    *sorted(HERE.glob("cases/*/broken-*.flow.yaml")),
]
SAID = "the states are too many to decide"
HELPS = {
    "split the model, or name fewer conditions on one way",
    "split the model, or name fewer conditions on one way: the states are too many to decide",
}


def bounded(model: Path, limit: int, monkeypatch: pytest.MonkeyPatch) -> Report:
    with monkeypatch.context() as patched:
        patched.setattr(States.__init__, "__defaults__", (limit, limit, False))
        patched.setattr("flowvow.graph.formulas.DECIDE", limit)
        return check(read_model(model))


def hangs_on_it(finding: Finding) -> bool:
    return "budget" in finding.needs


@pytest.mark.parametrize("limit", [4, 8, 16, 32, 64])
def test_past_the_budget_nothing_is_kept_and_no_fault_is_made_up(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    passed = 0
    for model in MODELS:
        whole, small = check(read_model(model)), bounded(model, limit, monkeypatch)
        there = {(f.code, f.flow, f.actor, f.choice, f.clauses) for f in whole.findings}
        undecided = [f for f in small.findings if hangs_on_it(f)]
        passed += bool(undecided)
        for finding in undecided:
            assert finding.verdict is Verdict.UNDECIDED
            assert finding.level is Level.WARNING
            assert any(said in finding.help for said in HELPS)
            assert SAID in finding.message or SAID in finding.help
            assert "knowing budget" not in finding.message
        faults = [f for f in small.findings if f.level is Level.ERROR and f.code != "E101"]
        assert [f.message for f in faults if (f.code, f.flow, f.actor, f.choice, f.clauses) not in there] == []
        if not undecided:
            assert small.outcome is whole.outcome
        elif whole.outcome is not Outcome.KEPT:
            assert small.outcome is not Outcome.KEPT
    assert passed or limit > 32


PASSED = {
    "what-serves": "flowvow.checks.serving.Serving.deletion",
    "what-is-given": "flowvow.checks.serving.Serving.giving_back",
    "what-is-told": "flowvow.checks.events.Events.spared",
    "what-enables": "flowvow.graph.states.States.minimal_sets",
    "what-is-asked": "flowvow.checks.ask._hits",
    "what-hinges": "flowvow.checks.uses.Hinges.halves",
}


@pytest.mark.parametrize("where", PASSED)
def test_where_the_budget_is_passed_the_rest_is_told(
    where: str, monkeypatch: pytest.MonkeyPatch, same_text: Compare
) -> None:
    """What hangs on it is undecided, and nothing is made up for it."""

    def passed(*_: object, **_named: object) -> object:
        raise BudgetError

    whole = flowvow("check", "--notes", cwd=HERE / "explaining").out
    monkeypatch.setattr(PASSED[where], passed)
    less = flowvow("check", "--notes", cwd=HERE / "explaining").out
    same_text(f"budget/{where}.diff", "\n".join(unified_diff(whole.splitlines(), less.splitlines(), n=0, lineterm="")))
