"""The gravest verdict of every datum on every flow, for pictures and questions."""

from __future__ import annotations

from flowvow.checks.case import Case
from flowvow.checks.undisclosed import is_silent
from flowvow.findings.finding import Verdict
from flowvow.findings.report import FlowVerdict
from flowvow.graph.states import BudgetError, mentioned
from flowvow.text.natural import natural

_GRAVITY = [
    Verdict.FORBIDDEN,
    Verdict.CONFLICTING,
    Verdict.UNDECIDED,
    Verdict.UNDISCLOSED,
    Verdict.DISCLAIMED,
    Verdict.PERMITTED,
]


def flow_verdicts(case: Case) -> tuple[FlowVerdict, ...]:
    """One entry for each policy, flow, pair of ends and verdict."""
    found = []
    for name, sweep in case.sweeps.items():
        gravest: dict[tuple[int, str], Verdict] = {}
        for ruled in sweep.rulings:
            verdict = ruled.ruling.verdict
            if verdict is Verdict.UNDISCLOSED and is_silent(case, ruled.act):
                continue
            key = (ruled.flow, ruled.atom)
            before = gravest.get(key)
            if before is None or _GRAVITY.index(verdict) < _GRAVITY.index(before):
                gravest[key] = verdict
        together: dict[tuple[int, Verdict], list[str]] = {}
        for (i, atom), verdict in gravest.items():
            together.setdefault((i, verdict), []).append(atom)
        for (i, verdict), atoms in sorted(together.items(), key=lambda item: (item[0][0], _GRAVITY.index(item[0][1]))):
            flow = case.system.flows[i]
            data = case.names_of(flow, atoms)
            found.append(
                FlowVerdict(name, flow.name, flow.sender, flow.recipient, flow.at, data, verdict, _gated(case, i))
            )
    return tuple(found)


def _gated(case: Case, i: int) -> tuple[str, ...]:
    """The conditions on which a flow hinges; past the budget all that it names."""
    try:
        found = case.states.support(case.presence.guards[i])
    except BudgetError:
        found = tuple(mentioned([case.system.flows[i].when]))
    return tuple(sorted(found, key=natural))
