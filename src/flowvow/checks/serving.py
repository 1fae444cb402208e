"""What serves a promised event: where it surely happens in time, and where possibly (items 26 and 33, readings F)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from flowvow.checks.delays import delays
from flowvow.checks.due import due_before
from flowvow.checks.keeping import Keeping
from flowvow.graph.states import NONE, States
from flowvow.model.actors import NOBODY
from flowvow.model.clauses import Policy, Require
from flowvow.model.facts import COMPARABLE
from flowvow.model.flows import Flow
from flowvow.model.times import Duration, Sum, Truth, at_most
from flowvow.policy.require import Timeline
from flowvow.policy.rule import Rule

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


class Served(NamedTuple):
    """The states in which an event happens surely in time, and possibly; which flows are late; what would settle it.

    ``behind`` are notices that would be in time but for the flow that they come after, with the states of both.
    """

    sure: int = NONE
    possible: int = NONE
    late: tuple[tuple[str, int], ...] = ()
    needs: tuple[str, ...] = ()
    behind: tuple[tuple[str, str, int], ...] = ()

    def too_late(self, states: States, missing: int) -> tuple[str, ...]:
        """The flows that happen too late in some of the states in which the event is missing."""
        return tuple(dict.fromkeys(name for name, when in self.late if states.both(when, missing) != NONE))


class Serving:
    """Looks for what serves the promised events of one policy.

    Attributes:
        dated: by clause, the flows and places of which only the date tells whether they are in time.
    """

    def __init__(
        self, policy: Policy, keeping: Keeping, timeline: Timeline, reckoning: Reckoning | None = None
    ) -> None:
        self.keeping = keeping
        self.timeline = timeline
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
        for flow, states, reached in self.returning(rule, require, atom, subject):
            timely = _weaker(self._in_time(rule, flow.name, flow.within, require.within), reached)
            served = self._add(served, states, timely, flow.name, "within", flow.within)
        return served

    def returning(self, rule: Rule, require: Require, atom: str, subject: str) -> Iterator[tuple[Flow, int, Truth]]:
        """The flows that return a datum, in which states, and how surely to whom it is promised."""
        anybody = subject == NOBODY and self._of_anybody(rule, atom)
        for i, flow, reached in self.flows(rule, "return", require.to or ("anyone",)):
            for copy in self.presence.sources[i]:
                if copy.atom == atom and (anybody or copy.subject == subject):
                    yield flow, self.presence.happens(i, copy), reached

    def _of_anybody(self, rule: Rule, atom: str) -> bool:
        """Whether a datum begins with the bound about anybody: what is about nobody there goes back about somebody."""
        return not self.vocabulary.about(atom) and not self.vocabulary.origin(atom).isdisjoint(self.owed_by(rule))

    def notice(self, rule: Rule, require: Require) -> Served:
        """What gives a notice, before what it is about happens."""
        served = Served()
        wanted = self.vocabulary.data.all_atoms(require.of)
        about = due_before(rule, self.presence, self.party)
        for i, flow, reached in self.flows(rule, "notify", require.names):
            states = self.presence.guards[i]
            for atom in sorted(wanted):
                carried = [c for c in self.presence.sources[i] if c.atom == atom]
                states = self.states.both(states, self.states.union(self.presence.happens(i, copy) for copy in carried))
            ahead = Truth.YES
            if require.ahead is not None:
                told = flow.ahead
                ahead = self._in_time(rule, flow.name, require.ahead, told) if told is not None else Truth.MAYBE
            served = self._in_order(served, flow, states, _weaker(ahead, reached), about)
        return served

    def _in_order(self, served: Served, notice: Flow, states: int, timely: Truth, about: Mapping[str, int]) -> Served:
        """One more notice: too late after what it is about, perhaps in time where no order is told."""
        st, earlier = self.states, self.timeline.earlier
        unordered: dict[str, int] = {}
        given = states
        for name, there in about.items():
            both = st.both(given, there)
            if both == NONE or notice.name in earlier[name]:
                continue
            if name not in earlier[notice.name]:
                unordered[f"after of flow {name}"] = there
                continue
            states = st.less(states, there)
            if timely is not Truth.NO:
                served = served._replace(behind=(*served.behind, (notice.name, name, both)))
        unsure = st.both(states, st.union(unordered.values()))
        needs = tuple(need for need, there in unordered.items() if st.both(there, states) != NONE)
        served = self._add(served, st.less(states, unsure), timely, notice.name, "ahead", notice.ahead)
        return self._add(served, unsure, timely, notice.name, "ahead", notice.ahead, needs)

    def flows(self, rule: Rule, act: str, names: Iterable[str]) -> Iterator[tuple[int, Flow, Truth]]:
        """The flows of an act from whoever owes it, with how surely they end at one of the names."""
        owed = self.owed_by(rule)
        ends = self.vocabulary.all_matching(names)
        for i, flow in enumerate(self.presence.flows):
            if not self.vocabulary.is_act(flow.act, act) or flow.sender not in owed:
                continue
            reached = Truth.YES if flow.recipient in ends else Truth.NO
            if reached is Truth.NO and flow.any_of and not self.vocabulary.members[flow.recipient].isdisjoint(ends):
                reached = Truth.MAYBE
            if reached is not Truth.NO:
                yield i, flow, reached

    def _add(
        self,
        served: Served,
        states: int,
        timely: Truth,
        flow: str,
        field: str,
        told: Duration | Sum | None,
        unordered: tuple[str, ...] = (),
    ) -> Served:
        """One more flow that serves an event, surely, possibly or too late.

        ``told`` is its time, if it tells one; ``unordered`` are facts that would tell whether it comes first.
        """
        st = self.states
        if states == NONE:
            return served
        if timely is Truth.NO:
            return served._replace(late=(*served.late, (flow, states)))
        need = f"{field} of flow {flow}{COMPARABLE if told is not None else ''}"
        needs = (*served.needs, *([need] if timely is Truth.MAYBE else []), *unordered)
        sure = st.either(served.sure, states) if timely is Truth.YES and not unordered else served.sure
        possible = st.either(served.possible, states)
        return served._replace(sure=sure, possible=possible, needs=tuple(dict.fromkeys(needs)))

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
