"""How long a deletion takes, the requests that are passed on before it included (item 33, readings F1)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from flowvow.checks.keeping import Keeping
from flowvow.graph.states import NONE
from flowvow.model.flows import Flow
from flowvow.model.times import Duration, Sum, add


@frozen(slots=True)
class Delay:
    """One way in which a request reaches a deletion.

    Attributes:
        flows: those that pass it on, in order, and last the one that deletes.
        length: how long all of them take together; None where one doesn't tell.
        states: where it is that way.
    """

    flows: tuple[Flow, ...]
    length: Duration | Sum | None
    states: int


def delays(
    keeping: Keeping,
    party: frozenset[str],
    i: int,
    atom: str,
    subject: str,
    seen: frozenset[int] = frozenset(),
) -> Iterator[Delay]:
    """Every delay of the deletion ``i`` of a datum: a sender outside the party deletes once it is asked itself."""
    presence = keeping.presence
    flow, guard = presence.flows[i], presence.guards[i]
    asked: list[Delay] = []
    passing = seen | {i}
    if flow.sender not in party:
        for j, before in keeping.deleting(flow.sender, atom, subject):
            if before.recipient and j not in passing:
                asked += delays(keeping, party, j, atom, subject, passing)
    for delay in asked:
        length = add(delay.length, flow.within) if delay.length is not None and flow.within is not None else None
        yield Delay((*delay.flows, flow), length, presence.states.both(guard, delay.states))
    first = presence.states.less(guard, presence.states.union(delay.states for delay in asked))
    if first != NONE:
        yield Delay((flow,), flow.within, first)
