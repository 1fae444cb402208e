"""F101 and F102: data listed on a flow that its sender doesn't hold.

What: the sender can hold nothing of a listed name, in no state (F101, an error), or not in some state in which the
flow's `when` holds (F102, a note). A deletion deletes what is there, so it need not be there in every state.
Why: a flow carries what it lists only if it is there; a forgotten flow before it, or a misspelt source, makes a
check look at nothing.
Kept: a shop that shares an e-mail address which a customer's flow brought it.
Broken: the same sharing without that flow.
Remedy: add the flow that brings the data, declare an `origin`, or take the name off the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import movement
from flowvow.findings.finding import Finding, Level
from flowvow.graph.presence import Copy
from flowvow.graph.states import EVERY, NONE
from flowvow.model.flows import Flow
from flowvow.text.natural import natural

CODE = "F101"
CODE_SOMETIMES = "F102"


def held(case: Case, i: int, flow: Flow, name: str) -> int:
    """The states in which the flow finds something of the name at its sender, its guard left aside."""
    states = case.states
    atoms = case.vocabulary.data.atoms(name)
    if i in case.presence.deletions:
        ends = [end for end in (flow.sender, flow.recipient, flow.at) if end]
        if any(case.presence.beginnings.begins(end, atom) for end in ends for atom in atoms):
            return EVERY
        copies = [copy for end in ends for copy in case.presence.at(end) if copy.atom in atoms]
    else:
        copies = [copy for copy in case.presence.sources[i] if copy.atom in atoms]
    return states.union(case.presence.states_of[copy] for copy in copies)


def missing(case: Case, i: int, there: int) -> int:
    """The states in which the flow lacks what is only ``there``; a deletion lacks nothing."""
    return NONE if i in case.presence.deletions else case.states.less(case.presence.guards[i], there)


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for i, flow in enumerate(case.system.flows):
        if case.presence.guards[i] == NONE:
            continue
        start = flow.sender or flow.at
        for name in flow.data:
            there = held(case, i, flow, name)
            if there == EVERY:
                continue
            lacking = missing(case, i, there)
            if there == NONE:
                message = f"{flow.name}, {movement(case, [i])}, lists {name}, of which {start} can hold nothing"
                help_ = _nearest(case, start, name)
                yield Finding(
                    CODE, Level.ERROR, message, flow=flow.name, actor=start, data=(name,), span=flow.span, help=help_
                )
            elif lacking != NONE:
                message = f"{flow.name}, {movement(case, [i])}, lists {name}, which {start} doesn't always hold"
                yield Finding(
                    CODE_SOMETIMES, Level.NOTE, message, flow=flow.name, actor=start, data=(name,),
                    cause=case.cause(lacking), span=flow.span, help="guard the flow by what brings the data",
                )  # fmt: skip


def _nearest(case: Case, start: str, name: str) -> str:
    """Who does hold it: usually the sender that was meant."""
    atoms = case.vocabulary.data.atoms(name)
    holders = {n.holder for n in case.presence.states_of if isinstance(n, Copy) and n.atom in atoms}
    if not holders:
        return f"add a flow that brings {name} to {start}, or declare its `origin`"
    return f"add a flow that brings {name} to {start}; {', '.join(sorted(holders, key=natural)[:3])} can hold it"
