"""A budget that is passed makes answers undecided, never kept, and makes up no fault.

With fewer and fewer sets of states allowed, each finding that is still sure is one that is found without a bound, and
each that is told for want of budget says so in the same words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.findings.report import ClauseStatus, Outcome, Report
from flowvow.graph.states import States
from flowvow.reading.model import read_model

from .conftest import Compare

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


TOLD = ["models/webshop", "choices/promised.flow.yaml", "choices/costs.flow.yaml"]
TOLD += ["choices/elsewhere.flow.yaml", "deadlines/two-parties", "deadlines/along-vendors"]


def told(finding: Finding) -> str:
    """A finding that hangs on too many states: itself, where it is there, and what would settle it."""
    if not hangs_on_it(finding) and finding.cause.by_default != "undecided":
        return ""
    cause = finding.cause
    verdict = f" {finding.verdict.value}" if finding.verdict is not None else ""
    enabled, stopped = (" or ".join(map(" and ".join, one)) for one in (cause.enabled_by, cause.stopped_by))
    more = f"{enabled} +{cause.enabled_more}; not {stopped} +{cause.stopped_more}; {cause.by_default} by default"
    routes = [", ".join(step.flow for step in route.steps) for route in finding.routes]
    lines = (f"  when {more}", *(f"  by {route}" for route in routes), f"  needs {', '.join(finding.needs)}")
    return "\n".join((f"{finding.code}{verdict}: {finding.message}", *lines, f"  {finding.help}\n"))


@pytest.mark.parametrize("limit", [6, 10, 20])
def test_what_is_told_past_the_budget(limit: int, monkeypatch: pytest.MonkeyPatch, same_text: Compare) -> None:
    reports = [(model, bounded(HERE / model, limit, monkeypatch)) for model in TOLD]
    parts = [
        "".join((f"# {model}: {report.outcome.value}\n", *map(told, report.findings), *map(ended, report.clauses)))
        for model, report in reports
    ]
    same_text(f"budget/{limit}.txt", "\n".join(parts))


def ended(clause: ClauseStatus) -> str:
    return f"{clause.id} {clause.status.value}\n"
