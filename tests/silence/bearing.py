"""Whether each statement of a system bears something: without it, a command that keeps watch says otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from flowvow.checks.run import check
from flowvow.findings.finding import Finding
from flowvow.policy.coverage import coverage
from flowvow.reading.model import read_model
from flowvow.text.problem import Problems

from .deleting import entries, parsed, without, written

FLOWS = Path(__file__).parents[2] / "flows"
SYSTEMS = sorted(folder.name for folder in FLOWS.iterdir() if folder.is_dir())
SECTIONS = {
    "flow": ("actors", "stores", "data", "purposes", "acts", "conditions", "flows", "expect"),
    "policy": ("actors", "data", "purposes", "acts", "conditions", "clauses", "non-normative"),
}


@frozen
class Statement:
    """One statement of a system: in which kind of file, and where in it."""

    system: str
    kind: str
    path: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.system} {self.kind} {'.'.join(part for part in self.path if part != 'each')}"


def statements() -> Iterator[Statement]:
    """Every entry of every section of the systems' flow and policy files."""
    for system in SYSTEMS:
        files = trees(system)
        for kind, sections in SECTIONS.items():
            for path in entries(files[f"{system}.{kind}.yaml"], sections):
                yield Statement(system, kind, path)


def noticed(one: Statement, folder: Path) -> str:
    """What tells that a statement is gone; empty where nothing does.

    That there is one flow or clause fewer to count isn't enough, nor that the clause itself is no longer listed.
    """
    files = trees(one.system)
    name = f"{one.system}.{one.kind}.yaml"
    before = _whole(one.system, folder)
    try:
        after = _told(one.system, {**files, name: without(files[name], one.path)}, folder)
    except Problems:
        return "a problem"
    told = (what for what in before if before[what] != after[what] and not _itself(what, before, after))
    return next(told, "") or ("a proposal" if _missed(one, folder) else "")


def _missed(one: Statement, folder: Path) -> bool:
    """Whether a proposal that names what is gone can't be read any more, or isn't as expected."""
    proposals = sorted(FLOWS.joinpath(one.system, "proposals").glob("*.yaml"))
    proposals = [file for file in proposals if one.path[-1] in file.read_text(encoding="utf-8")]
    path = folder / f"{one.system}.flow.yaml"
    plain = check(read_model(path)).findings
    for proposal in proposals:
        laid = folder / "proposal.yaml"
        laid.write_bytes(proposal.read_bytes())
        try:
            if check(read_model(path, [laid]), before=plain).expected is False:
                return True
        except Problems:
            return True
    return False


@cache
def trees(system: str) -> dict[str, Any]:
    """The files of a system."""
    return parsed(FLOWS / system)


@cache
def _whole(system: str, folder: Path) -> dict[str, Any]:
    return _told(system, trees(system), folder)


def _told(system: str, files: dict[str, Any], folder: Path) -> dict[str, Any]:
    for name, tree in files.items():
        (folder / name).write_text(written(tree), encoding="utf-8")
    model = read_model(folder / f"{system}.flow.yaml")
    report = check(model)
    return {
        "the expect block": [_finding(one) for one in report.findings if one.code == "E101"],
        "the findings": [_finding(one) for one in report.findings if one.code != "E101"],
        "the verdict": (report.outcome, report.nothing_checked),
        "another clause's status": {one.id: one.status for one in report.clauses},
        "coverage": [(one.number, one.state) for policy in coverage(model) for one in policy.sentences],
    }


def _finding(one: Finding) -> tuple[Any, ...]:
    routes = tuple(tuple(step.flow for step in route.steps) for route in one.routes)
    return (one.code, one.level, one.message, one.clauses, one.flow, one.actor, one.data, one.about, routes, one.cause)


def _itself(what: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether all that changed is that a clause is no longer among the clauses."""
    gone = set(before[what]) - set(after[what]) if what == "another clause's status" else set()
    return bool(gone) and {id_: status for id_, status in before[what].items() if id_ not in gone} == after[what]
