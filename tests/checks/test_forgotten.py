"""What is told where the ways of copies are forgotten, as they are past some number of copies of one datum at a place.

What hangs on a copy's way is undecided then, for want of budget; all else is as before. Room is for none, or one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.findings.finding import Level, Verdict
from flowvow.findings.report import Report
from flowvow.reading.model import read_model

from ..conftest import Compare

RULINGS = Path(__file__).parents[1] / "models" / "rulings"
NAMES = sorted(file.name.removesuffix(".flow.yaml") for file in RULINGS.glob("*.flow.yaml"))


@pytest.mark.parametrize("remembered", [0, 1])
@pytest.mark.parametrize("name", NAMES)
def test_what_hangs_on_a_forgotten_way_is_undecided(
    name: str, remembered: int, monkeypatch: pytest.MonkeyPatch, same_text: Compare
) -> None:
    system = read_model(RULINGS / f"{name}.flow.yaml")
    whole = check(system)
    monkeypatch.setattr("flowvow.graph.growth.VARIANTS", remembered)
    report = check(system)
    lines = []
    for finding in report.at_least(Level.WARNING):
        lines.append(f"{finding.code} {finding.message}")
        lines += [f"  needs {need}" for need in finding.needs]
    lines += [f"{clause.id}: {clause.status.value}" for clause in report.clauses]
    same_text(f"forgotten-{name}-{remembered}.txt", "".join(f"{line}\n" for line in lines))
    assert sure(report) <= sure(whole)


def sure(report: Report) -> set[tuple[str, tuple[str, ...], str]]:
    """The faults that are no mere doubts."""
    found = report.at_least(Level.WARNING)
    return {(f.code, f.clauses[:1], f.flow) for f in found if f.verdict is not Verdict.UNDECIDED}
