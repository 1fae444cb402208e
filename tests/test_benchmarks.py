"""The generated models of the benchmarks are valid and say something, at a size that takes no time."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.findings.finding import Status, Verdict
from flowvow.findings.report import Report
from flowvow.reading.model import read_model


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parent.parent / "benchmarks"))
    yield
    for name in ("company", "diamonds", "writing"):
        sys.modules.pop(name, None)


def checked(folder: Path, files: dict[str, str]) -> Report:
    from writing import put

    return check(read_model(put(folder, files)))


@pytest.mark.parametrize("framed", [False, True])
def test_a_company_keeps_some_of_its_promises_and_breaks_others(tmp_path: Path, framed: bool):
    from company import company

    report = checked(tmp_path, company(400, framed=framed))
    assert report.counts.flows == 400
    assert report.counts.clauses == 20
    found = Counter(finding.verdict for finding in report.findings)
    assert all(found[verdict] for verdict in (Verdict.FORBIDDEN, Verdict.UNDISCLOSED, Verdict.PERMITTED))
    assert found[None] < 200, "data are held where flows list them"
    statuses = Counter(clause.status for clause in report.clauses)
    assert statuses[Status.KEPT] >= 5
    assert statuses[Status.BROKEN] >= 2


def test_the_same_size_gives_the_same_company():
    from company import company

    assert company(200) == company(200)
    assert company(200) != company(200, seed=2)


def test_a_strict_company_breaks_its_promise_with_nearly_every_flow(tmp_path: Path):
    from company import company

    report = checked(tmp_path, company(200, strict=True))
    broken = {finding.flow for finding in report.findings if finding.verdict is Verdict.FORBIDDEN and finding.routes}
    assert len(broken) > 190


def test_a_chain_of_diamonds_breaks_a_promise_and_a_limit_in_many_states(tmp_path: Path):
    from diamonds import diamonds

    report = checked(tmp_path, diamonds(6))
    bad = (Verdict.FORBIDDEN, Verdict.CONFLICTING)
    by_clause = {finding.clauses[0]: finding for finding in report.findings if finding.verdict in bad}
    assert set(by_clause) == {"promises/no-vendor", "promises/partner-limit"}
    assert len(by_clause["promises/partner-limit"].cause.enabled_by) > 8
    assert any(name.startswith("not ") for one in by_clause["promises/no-vendor"].cause.enabled_by for name in one)


def test_sixteen_diamonds_have_forty_choices():
    from diamonds import diamonds

    assert diamonds(16)["diamonds.policy.yaml"].count("{choice: customer") == 40
