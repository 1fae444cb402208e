"""The changes that are tried for a finding: all of them, in their order, and each is what it says as a proposal.

A model in ``changes/`` has findings; beside it stands for each, in order, what would be tried if nothing before it
helped. A star marks what does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve

from flowvow.checks.remedies import smallest_edit
from flowvow.checks.run import check
from flowvow.findings.account import Edit
from flowvow.findings.finding import Finding
from flowvow.findings.report import Report
from flowvow.model.system import System
from flowvow.reading.model import read_model
from flowvow.text.span import NOWHERE

CHANGES = Path(__file__).parent / "changes"
FILES = sorted(file.name.removesuffix(".flow.yaml") for file in CHANGES.glob("*.flow.yaml"))


def tried(system: System, finding: Finding) -> Iterator[tuple[Edit, System]]:
    """Every change with the model it makes, told by a check that finds fault with all changes before it."""
    whole = check(system)
    edit: Edit | None = None
    count = 0
    while edit is not None or count == 0:
        models: list[System] = []

        def fault(
            model: System, models: list[System] = models, wanted: int = count + 2, finding: Finding = finding
        ) -> Report:
            models.append(model)
            return evolve(whole, findings=() if len(models) == wanted else (finding,))

        edit = smallest_edit(system, finding, fault)
        if edit is not None:
            assert edit.tried == count
            yield edit, models[-1]
        count += 1


@pytest.mark.parametrize("name", FILES)
def test_all_that_is_tried_is_told(name: str, request: pytest.FixtureRequest) -> None:
    system = read_model(CHANGES / f"{name}.flow.yaml")
    lines = []
    for finding in check(system).findings:
        lines.append(f"{finding.code} {finding.message}")
        found = smallest_edit(system, finding, check)
        for edit, _ in tried(system, finding):
            mark = "*" if edit == found else " "
            lines += [f"{mark} {edit.words}", *(f"    {line}" for line in edit.proposal.splitlines())]
    expected = CHANGES / f"{name}.txt"
    text = "".join(f"{line}\n" for line in lines)
    if request.config.getoption("--accept"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_what_is_tried_is_what_the_proposal_says(name: str, tmp_path: Path) -> None:
    file = CHANGES / f"{name}.flow.yaml"
    system = read_model(file)
    proposal = tmp_path / "change.yaml"
    for finding in check(system).findings:
        for edit, model in tried(system, finding):
            text = f"flowvow: 1\nproposal: {json.dumps(edit.words)}\n{edit.proposal}\nexpect: []\n"
            proposal.write_text(text, encoding="utf-8")
            laid = read_model(file, [proposal])
            assert bare(laid) == bare(model), edit.words


def bare(system: System) -> object:
    """What a model says, wherever it stands and in whatever order."""
    flows = {(f.name, f.sender, f.recipient): evolve(f, span=NOWHERE) for f in system.flows}
    actors = {name: evolve(actor, span=NOWHERE) for name, actor in system.actors.items()}
    conditions = {name: evolve(one, span=NOWHERE) for name, one in system.conditions.items()}
    return flows, actors, conditions, system.clauses
