"""The example of two policies at once: as expected, cut clause for clause out of the whole, its pictures current."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.cli import draw
from flowvow.findings.finding import Verdict
from flowvow.model.clauses import Clause
from flowvow.model.system import System
from flowvow.reading.folder import find_models
from flowvow.reading.model import read_model
from flowvow.reading.tidy import tidy

ROOT = Path(__file__).parents[1]
JOINT = ROOT / "examples" / "joint-archive"
WHOLE = {"archive": "liveoffice-2010", "add-in": "conferencing-add-in-2007"}


def joint() -> System:
    return read_model(JOINT)


def whole(part: str) -> dict[str, Clause]:
    (policy,) = read_model(ROOT / "flows" / WHOLE[part]).policies
    return {clause.name: clause for clause in policy.clauses}


def test_it_is_as_it_expects() -> None:
    found = check(joint())
    assert found.expected is True, [finding.message for finding in found.findings if finding.code == "E101"]


def test_a_limit_of_each_party_is_broken_at_the_other_whose_own_text_permits_the_flow() -> None:
    found = check(joint()).findings
    forbidden = {(f.flow, *f.clauses) for f in found if f.verdict is Verdict.FORBIDDEN}
    assert {flow for flow, *_ in forbidden} == {"mirror-at-microsoft", "learn-from-mail"}
    permitted = {(f.flow, *f.clauses) for f in found if f.code == "P202"}
    assert ("mirror-at-microsoft", "add-in/scheduling-stays") in forbidden
    assert ("mirror-at-microsoft", "archive/hosting-helpers") in permitted
    assert ("learn-from-mail", "archive/hosting-helpers-limit") in forbidden
    assert ("learn-from-mail", "add-in/supporting") in permitted


def test_one_flow_is_told_by_one_text_and_not_by_the_other() -> None:
    found = [f for f in check(joint()).findings if f.flow == "keep-with-agent"]
    assert {(f.code, *f.clauses) for f in found} == {("P201",), ("P202", "add-in/storage")}


@pytest.mark.parametrize("part", sorted(WHOLE))
def test_the_part_has_the_clauses_of_the_whole(part: str) -> None:
    """By name, form and sentences; a word that both texts use has a name of its own here."""
    (policy,) = (policy for policy in joint().policies if policy.name == part)
    clauses = whole(part)
    assert policy.clauses
    for clause in policy.clauses:
        assert clause.name in clauses, f"{WHOLE[part]} has no clause '{clause.name}'"
        other = clauses[clause.name]
        numbers = [[cite.rpartition("/")[2] for cite in one.cites] for one in (clause, other)]
        assert (clause.form, set(numbers[0]) <= set(numbers[1])) == (other.form, True), clause.name


@pytest.mark.parametrize("file", sorted(JOINT.glob("*.yaml")), ids=lambda file: file.name)
def test_its_files_are_written_the_one_way(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert tidy(text, file.name) == text


def test_its_pictures_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    options = Namespace(all=True, views=[], output="diagrams", proposals=[], format="svg")
    (place,) = find_models([JOINT.relative_to(ROOT)])
    drawn = {file: str(one.content) for file, one in draw._of_model(place, [], options, "").items()}
    kept = {f"{file.parent.name}/{file.name}" for file in ROOT.joinpath("diagrams", JOINT.name).glob("*.svg")}
    assert kept == set(drawn)
    for file, svg in drawn.items():
        assert ROOT.joinpath("diagrams", file).read_text(encoding="utf-8") == svg, f"{file} is out of date"
