"""Every ruling on the small models of rulings: of each flow, act and datum what the promises make of it, and by what.

A line is a verdict in some states. Below it stands whose copies show it, and of what is undecided whose would be fine;
at the end how each clause ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.checks.statuses import status_of
from flowvow.checks.sweep import Ruled
from flowvow.checks.verdicts import flow_verdicts
from flowvow.graph.presence import Copy
from flowvow.reading.model import read_model

from ..conftest import Compare

RULINGS = Path(__file__).parents[1] / "models" / "rulings"
NAMES = sorted(file.name.removesuffix(".flow.yaml") for file in RULINGS.glob("*.flow.yaml"))


def lines(case: Case, ruled: Ruled) -> Iterator[str]:
    ruling, flow = ruled.ruling, case.system.flows[ruled.flow]
    ends = f"at {flow.at}" if flow.at else f"from {flow.sender} to {flow.recipient}"
    what = f"{ruled.act} {ruled.atom} ({ruled.role}) about {ruled.subject} {ends} for {ruled.purpose}"
    by = ", ".join(id_.partition("/")[2] for id_ in ruling.clauses) or "nothing"
    when = " or ".join(" and ".join(one) for one in case.cause(ruling.states).enabled_by) or "always"
    yield f"{flow.name}: {what}: {ruling.verdict.value} by {by}, if {when}"
    told = (*ruling.why, ruling.remedy, *ruling.needs)
    yield from (f"  {one}" for one in told if one)
    for label, places in (("shown by", ruling.bad), ("but not by", ruling.good)):
        if places:
            yield f"  {label} {', '.join(named(case, ruled.copies[k]) for k in places)}"


def named(case: Case, copy: Copy) -> str:
    """Where a copy is, in which form, and what it remembers."""
    remembered = [mark.key for i, mark in enumerate(case.presence.marks.marks) if copy.marks >> i & 1]
    told = [copy.form.value if copy.form is not None else "in no form told", *remembered]
    return f"copy at {copy.holder} ({', '.join(told)})"


@pytest.mark.parametrize("name", NAMES)
def test_every_ruling_is_told(name: str, same_text: Compare) -> None:
    case = Case(read_model(RULINGS / f"{name}.flow.yaml"))
    found = [line for sweep in case.sweeps.values() for ruled in sweep.rulings for line in lines(case, ruled)]
    ends = [f"{clause.id}: {status_of(case, clause).value}" for clause in case.system.clauses]
    same_text(f"rulings-{name}.txt", "".join(f"{line}\n" for line in (*found, *ends)))


@pytest.mark.parametrize("name", NAMES)
def test_of_each_datum_on_a_flow_the_gravest_verdict_is_told(name: str, same_text: Compare) -> None:
    """For pictures and JSON: over all acts, subjects, purposes and states, and what the flow hinges on."""
    told = []
    for one in flow_verdicts(Case(read_model(RULINGS / f"{name}.flow.yaml"))):
        ends = f"at {one.at}" if one.at else f"from {one.sender} to {one.recipient}"
        hinges = f", hinges on {' and '.join(one.gated)}" if one.gated else ""
        told.append(f"{one.policy}: {one.flow} {ends}: {', '.join(one.data)} {one.verdict.value}{hinges}\n")
    same_text(f"verdicts-{name}.txt", "".join(told))
