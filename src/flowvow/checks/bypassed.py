"""C102: an opt-out that is bypassed.

What: refusing the choice stops a flow, and another flow, not stopped, brings the same data about the same person to
the same place, or to a part of it, for a common purpose. A purpose that isn't told counts as common. Not a bypass: the
same data for another purpose (an order's mail beside the newsletter), a less identifying form (a count where the person
said no), a return to the person, what the person sends by hand instead, or what the person agreed to by a choice that
the stopped flow doesn't need.
Why: who refuses wants the data not to go there, whichever way they go.
Kept: `share-direct: {…, to: ad-network, when: ads}` and `share-by-tags: {…, to: ad-network, when: ads}`.
Broken: the same with no guard on the second.
Remedy: guard the second flow too, or say what else it is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, listed
from flowvow.checks.bypassing import Bypass
from flowvow.checks.case import Case
from flowvow.checks.instead import instead
from flowvow.findings.finding import Finding, Level
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.conditions import Named

CODE = "C102"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check, one for each choice, flow stopped and flow that goes on."""
    for choice in case.choices.names:
        found: dict[tuple[str, str], list[Bypass]] = {}
        for bypass in case.choices.bypasses(choice):
            found.setdefault((bypass.stopped.flow, bypass.by.flow), []).append(bypass)
        for (stopped, by), together in found.items():
            yield _finding(case, choice, stopped, by, together)


def _finding(case: Case, choice: str, stopped: str, by: str, together: list[Bypass]) -> Finding:
    states = case.states
    refused = states.complement(states.where(choice))
    there = states.both(states.union(one.states for one in together), refused)
    targets = [
        Target(copy, i, states.both(case.presence.happens(i, copy), states.both(one.states, refused)))
        for one in together
        for i, copy in one.by.copies
    ]
    flow = case.system.flows[together[0].by.index[0]]
    atoms = {one.by.atom for one in together}
    ends = sorted({case.system.flows[t.flow].recipient or case.system.flows[t.flow].at for t in targets if t.states})
    data = listed(case.names_of(flow, atoms))
    goes_on = f"uses {data} at" if flow.at else f"brings {data} to"
    message = f"refusing {choice} stops {stopped}, but {by} {goes_on} {listed(ends)} all the same"
    if not flow.purposes or not case.system.flows[together[0].stopped.index[0]].purposes:
        message += ", for a purpose that isn't told"
    # What happens instead of the stopped flow can't be guarded by what it is instead of.
    only_refused = instead(case, {target.flow for target in targets}, Named(choice))
    mend = f"drop {by}" if only_refused else f"guard {by} with {choice} too"
    return as_finding(
        case,
        choice,
        CODE,
        Level.WARNING,
        message,
        f"{mend}, or say what else it is for",
        flow=flow,
        actor=", ".join(ends),
        atoms=atoms,
        about={one.by.subject for one in together},
        targets=[target for target in targets if target.states != NONE],
        states=there,
    )
