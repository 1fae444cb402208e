"""What serves a promised event: where it surely happens in time, and where possibly (items 26 and 33, readings F)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from flowvow.checks.delays import delays
from flowvow.checks.keeping import Keeping
from flowvow.graph.states import NONE, States
from flowvow.model.clauses import Policy, Require
from flowvow.model.facts import COMPARABLE
from flowvow.model.flows import Flow
from flowvow.model.times import Duration, Sum, Truth, at_most
from flowvow.policy.rule import Rule

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


class Served(NamedTuple):
    """The states in which an event happens surely in time, and possibly; which flows are late; what would settle it."""

    sure: int = NONE
    possible: int = NONE
    late: tuple[tuple[str, int], ...] = ()
    needs: tuple[str, ...] = ()

    def too_late(self, states: States, missing: int) -> tuple[str, ...]:
        """The flows that happen too late in some of the states in which the event is missing."""
        return tuple(dict.fromkeys(name for name, when in self.late if states.both(when, missing) != NONE))


class Serving:
    """Looks for what serves the promised events of one policy.

    Attributes:
        dated: by clause, the flows and places of which only the date tells whether they are in time.
    """

    def __init__(self, policy: Policy, keeping: Keeping, reckoning: Reckoning | None = None) -> None:
        self.keeping = keeping
        self.presence = keeping.presence
        self.vocabulary = self.presence.vocabulary
        self.states = self.presence.states
        self.party = self.vocabulary.matching[policy.party]
        self.reckoning = reckoning
        self.dated: dict[str, set[str]] = {}

    def owed_by(self, rule: Rule) -> frozenset[str]:
        """Those who owe an event, and with whom copies are to be reached."""
        if rule.pattern.at is not None:
            return rule.pattern.at
        return rule.pattern.by if rule.pattern.by is not None else self.party

    def deletion(self, rule: Rule, require: Require, place: str, atom: str, subject: str) -> Served:
        """What deletes a datum at a place; where it surely goes by itself in time, nothing need."""
        gone = self._gone(rule, require, place, atom, subject)
        served = Served(gone, gone)
        for i, flow in self.keeping.deleting(place, atom, subject):
            for delay in delays(self.keeping, self.party, i, atom, subject):
                timely = self._in_time(rule, flow.name, delay.length, require.within)
                served = self._add(served, delay.states, timely, flow.name, "within", delay.length)
        return served

    def giving_back(self, rule: Rule, require: Require, atom: str, subject: str) -> Served:
        """What returns a datum."""
        served = Served()
        for i, flow, reached in self.flows(rule, "return", require.to or ("anyone",)):
            for copy in self.presence.sources[i]:
                if (copy.atom, copy.subject) == (atom, subject):
                    timely = _weaker(self._in_time(rule, flow.name, flow.within, require.within), reached)
                    states = self.presence.happens(i, copy)
                    served = self._add(served, states, timely, flow.name, "within", flow.within)
        return served

    def notice(self, rule: Rule, require: Require) -> Served:
        """What gives a notice."""
        served = Served()
        wanted = self.vocabulary.data.all_atoms(require.of)
        for i, flow, reached in self.flows(rule, "notify", require.names):
            states = self.presence.guards[i]
            for atom in sorted(wanted):
                carried = [c for c in self.presence.sources[i] if c.atom == atom]
                states = self.states.both(states, self.states.union(self.presence.happens(i, copy) for copy in carried))
            ahead = Truth.YES
            if require.ahead is not None:
                ahead = (
                    self._in_time(rule, flow.name, require.ahead, flow.ahead) if flow.ahead is not None else Truth.MAYBE
                )
            served = self._add(served, states, _weaker(ahead, reached), flow.name, "ahead", flow.ahead)
        return served

    def flows(self, rule: Rule, act: str, names: Iterable[str]) -> Iterator[tuple[int, Flow, Truth]]:
        """The flows of an act from whoever owes it, with how surely they end at one of the names."""
        owed = self.owed_by(rule)
        ends = self.vocabulary.all_matching(names)
        for i, flow in enumerate(self.presence.flows):
            if flow.act != act or flow.sender not in owed:
                continue
            reached = Truth.YES if flow.recipient in ends else Truth.NO
            if reached is Truth.NO and flow.any_of and not self.vocabulary.members[flow.recipient].isdisjoint(ends):
                reached = Truth.MAYBE
            if reached is not Truth.NO:
                yield i, flow, reached

    def _add(
        self, served: Served, states: int, timely: Truth, flow: str, field: str, told: Duration | Sum | None
    ) -> Served:
        """One more flow that serves an event, surely, possibly or too late; ``told`` is its time, if it tells one."""
        st = self.states
        if states == NONE:
            return served
        if timely is Truth.NO:
            return served._replace(late=(*served.late, (flow, states)))
        need = f"{field} of flow {flow}{COMPARABLE if told is not None else ''}"
        needs = (*served.needs, need) if timely is Truth.MAYBE else served.needs
        sure = st.either(served.sure, states) if timely is Truth.YES else served.sure
        return Served(sure, st.either(served.possible, states), served.late, tuple(dict.fromkeys(needs)))

    def _gone(self, rule: Rule, require: Require, place: str, atom: str, subject: str) -> int:
        """The states in which whatever is there of a datum is surely kept no longer than the deadline."""
        if require.within is None:
            return NONE
        longer = NONE
        for said_by, length, states in self.keeping.terms(place, atom, subject):
            if self._in_time(rule, said_by, length, require.within) is not Truth.YES:
                longer = self.states.either(longer, states)
        return self.states.complement(longer)

    def _in_time(self, rule: Rule, told_by: str, length: Duration | Sum | None, bound: Duration | None) -> Truth:
        """Whether a delay keeps a deadline; without a deadline it does, and an unknown delay settles nothing."""
        if bound is None:
            return Truth.YES
        if length is None:
            return Truth.MAYBE
        if self.reckoning is None:
            return at_most(length, bound)
        if self.reckoning.settles(length, bound):
            self.dated.setdefault(rule.key, set()).add(told_by)
        return self.reckoning.at_most(length, bound)


def _weaker(a: Truth, b: Truth) -> Truth:
    order = [Truth.NO, Truth.MAYBE, Truth.YES]
    return min(a, b, key=order.index)
