"""What is in whose hands: choices, withdrawal and what stays behind, items 12 to 14, 32 and 33 of the semantics.

Readings H1 to H10. A state "without" a choice is a state of the other conditions: here, one that doesn't hold it.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product as every_choice

from flowvow.model.clauses import Clause, Need
from flowvow.model.conditions import Condition, ConditionKind, Default, names_in
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form

from .facts import Copy, State
from .names import FORMS, YES, natural, once, true_in
from .promises import Reference

BLURRING = (How.AGGREGATE, How.STRIP)
Use = tuple[str, str, str]  # the name of a flow, an atom and whom it is about
Resting = tuple[str, str, str]  # a place, an atom and whom it is about


def granted(states: Iterable[State], choice: str) -> set[State]:
    """S/c: the states of the other conditions that are in S with the choice granted."""
    return {state - {choice} for state in states if choice in state}


def refused(states: Iterable[State], choice: str) -> set[State]:
    """The same with the choice refused."""
    return {state for state in states if choice not in state}


def hangs(states: Iterable[State], choice: str) -> bool:
    """Whether two states that differ in this choice alone differ in S."""
    return granted(states, choice) != refused(states, choice)


class Choices(Reference):
    """Everything that can be asked about the choices of one system."""

    @once
    def choices(self) -> tuple[str, ...]:
        found = [c.name for c in self.system.conditions.values() if c.kind is ConditionKind.CHOICE]
        return tuple(sorted(found, key=natural))

    def own_choices(self, subject: str) -> set[str]:
        return {c for c in self.choices() if self.chooses(subject, self.system.conditions[c].by)}

    @once
    def carrying(self) -> dict[Use, dict[State, dict[int, frozenset[Copy]]]]:
        """Of each use and state the pairs (flows, by index) that happen, with their copies."""
        found: dict[Use, dict[State, dict[int, frozenset[Copy]]]] = {}
        for state in self.states():
            for index, flow in enumerate(self.flows):
                for (role, atom, s), copies in self.uses(state, index).items():
                    if role != "output" and not self.is_deletion(flow):
                        found.setdefault((flow.name, atom, s), {}).setdefault(state, {})[index] = copies
        return found

    @once
    def there(self) -> dict[Use, frozenset[State]]:
        """S: the states of each use."""
        return {use: frozenset(states) for use, states in self.carrying().items()}

    # --- what a choice changes ----------------------------------------------------------------------------------

    def stops(self, choice: str) -> set[tuple[str, str, str, State]]:  # H1
        return {(*use, t) for use, s in self.there().items() for t in granted(s, choice) - refused(s, choice)}

    def starts(self, choice: str) -> set[tuple[str, str, str, State]]:  # H1
        return {(*use, t) for use, s in self.there().items() for t in refused(s, choice) - granted(s, choice)}

    def dead(self) -> set[str]:  # H1
        deletions = [flow for flow in self.flows if self.is_deletion(flow)]

        def deletes(choice: str) -> bool:
            return any(hangs([s for s in self.states() if true_in(f.when, s)], choice) for f in deletions)

        return {c for c in self.choices() if not (self.stops(c) or self.starts(c) or deletes(c))}

    def bypasses(self, choice: str) -> set[tuple[str, str, str, str, State]]:
        """H2: the flow that is stopped, the one that isn't, an atom, whom it is about, and where."""
        found = set()
        for name, atom, s, t in self.stops(choice):
            pairs = [(i, copies) for there in self.carrying()[name, atom, s].values() for i, copies in there.items()]
            stopped, of_them = [self.flows[i] for i, _ in pairs], {copy for _, copies in pairs for copy in copies}
            others = {use: there[t] for use, there in self.carrying().items() if t in there and use[1:] == (atom, s)}
            for (other, *_), there in others.items() if self.is_person(s) else ():
                agreed = self.agreed_by_itself((other, atom, s), (name, atom, s), choice)
                for j, copies in there.items():
                    way = other != name and not agreed and self.passes_by(self.flows[j], stopped, s)
                    if way and no_lower(copies, of_them):
                        found.add((name, other, atom, s, t))
        return found

    def agreed_by_itself(self, other: Use, stopped: Use, choice: str) -> bool:
        """H2: whether one use, and not the other, needs another choice of the subject's that is refused by default."""
        own = (c for c in self.own_choices(other[2]) - {choice} if self.system.conditions[c].default is Default.REFUSED)
        there, told = self.there(), next(flow.purposes for flow in self.flows if flow.name == other[0])
        return bool(told) and any(not refused(there[other], c) and refused(there[stopped], c) for c in own)

    def passes_by(self, pair: Flow, stopped: list[Flow], s: str) -> bool:
        """H2: whether a pair of one flow does the errand of the pairs of another."""
        if self.is_act(pair.act, "return", "notify") or not self.common_purpose(pair, stopped[0]):
            return False
        if pair.how in BLURRING and stopped[0].how not in BLURRING:
            return False
        if self.done_by_subject(pair, s) and not any(self.done_by_subject(one, s) for one in stopped):
            return False
        return any(self.same_end(pair, one) for one in stopped)

    def same_end(self, pair: Flow, stopped: Flow) -> bool:
        if stopped.at:
            return self.part_of(pair.at, stopped.at)
        inside = self.part_of(pair.sender, stopped.recipient) and not self.part_of(stopped.sender, stopped.recipient)
        return self.part_of(pair.recipient, stopped.recipient) and not inside

    def part_of(self, name: str, whole: str) -> bool:
        return bool(name) and (name == whole or whole in self.wholes(name))

    def done_by_subject(self, pair: Flow, s: str) -> bool:
        return s in self.persons(pair.sender or pair.at)

    def common_purpose(self, one: Flow, other: Flow) -> bool:
        known = one.purposes and other.purposes
        return not known or bool(self.purposes(*one.purposes) & self.purposes(*other.purposes))

    def bundled(self, choice: str) -> set[str]:  # H3
        stopped = {name for name, *_ in self.stops(choice)}
        flows = [flow for flow in self.flows if flow.name in stopped and choice in names_in(flow.when)]
        listed = {purpose for flow in flows for purpose in flow.purposes}
        one_covers = any(self.purposes(*listed) <= self.purposes(purpose) for purpose in self.system.purposes)
        return set() if one_covers else listed

    def wrong_hands(self) -> set[tuple[str, str, str, frozenset[str]]]:  # H4
        found = set()
        for (name, atom, s), there in self.there().items():
            pairs = {self.flows[index] for by_pair in self.carrying()[name, atom, s].values() for index in by_pair}
            by_others = any(not self.done_by_subject(pair, s) for pair in pairs)
            on = frozenset(c for c in self.choices() if hangs(there, c))
            if self.is_person(s) and by_others and on and not on & self.own_choices(s):
                found.add((name, atom, s, on))
        return found

    def costs(self, choice: str) -> tuple[set[str], set[str]]:
        """H5: the purpose atoms that refusing ends, and those of them that are more than admitted."""
        by_name = {flow.name: flow for flow in self.flows}
        ended = set()
        for purpose in self.purposes(*self.system.purposes):
            uses = [use for use in self.there() if purpose in self.purposes(*by_name[use[0]].purposes)]
            states = {state for use in uses for state in self.there()[use]}
            if granted(states, choice) and not refused(states, choice):
                ended.add(purpose)
        admitted = self.system.conditions[choice].refusing
        return ended, ended - self.purposes(*admitted) if admitted else set()

    # --- withdrawing --------------------------------------------------------------------------------------------

    def withdrawal(self, choice: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.name == self.system.conditions[choice].withdraw]

    def way_back(self, choice: str) -> str:  # H6
        condition: Condition = self.system.conditions[choice]
        if not condition.withdraw:
            return "missing"
        flows = self.withdrawal(choice)
        if not flows:
            return "reason"
        live = [flow for flow in flows if any(self.happens_in(state, flow) for state in self.states())]
        if not live:
            return "never"
        theirs = [flow for flow in live if self.matches(flow.sender or flow.at, condition.by)]
        return "fine" if theirs else "not theirs"

    def happens_in(self, state: State, flow: Flow) -> bool:
        """A deletion's `when` is enough (F1); anything else carries something."""
        if self.is_deletion(flow):
            return true_in(flow.when, state)
        return bool(self.uses(state, self.flows.index(flow)))

    @once
    def resting(self, state: State) -> dict[Resting, list[Copy]]:
        """F1: the copies at stores, and with recipients who keep them; nobody's own."""
        kept, found = self.kept_at(state), {}
        for copy in self.placed(state):
            stays = self.actors[copy.holder].store or copy[:3] in kept
            if stays and not copy.loose and copy.subject not in self.persons(copy.holder):
                found.setdefault(copy[:3], []).append(copy)
        return found

    def tells(self, state: State, place: Resting) -> list[Copy]:
        """The copies there that aren't aggregate or anonymous."""
        here = self.resting(state).get(place, [])
        return [copy for copy in here if copy.form not in (Form.AGGREGATE, Form.ANONYMOUS)]

    def left_behind(self, choice: str) -> set[tuple[str, str, str, State]]:  # H7
        found = set()
        for place in {place for state in self.states() for place in self.resting(state)}:
            states = [state for state in self.states() if self.tells(state, place)]
            for t in granted(states, choice) - refused(states, choice):
                ways = self.withdrawal(choice)
                can = any(true_in(flow.when, state) for flow in ways for state in (t, t | {choice}))
                if (can or not ways) and not any(self.deletions(t, *place)):
                    found.add((*place, t))
        return found

    def outlives(self, choice: str) -> set[tuple[str, str, str, State]]:  # H7
        left = self.left_behind(choice) if self.withdrawal(choice) else set()
        return {(*place, t) for *place, t in left if not self.promised(choice, tuple(place), t)}

    def promised(self, choice: str, place: Resting, t: State) -> bool:
        """Whether some clause asks for the deletion of what is there with the choice granted, granted or refused."""
        for clause in self.deleting_clauses():
            copies = [copy for copy in self.to_reach(clause, t | {choice}) if copy[:3] == place]
            for state in (t, t | {choice}):
                spared = all(self.excepted(clause.exceptions, state, copy) == YES for copy in copies)
                if true_in(clause.condition, state) and not spared:
                    return True
        return False

    def deleting_clauses(self) -> list[Clause]:
        return [c for c in self.system.clauses if c.require is not None and c.require.need is Need.DELETE]

    def asked_late(self, choice: str) -> set[str]:  # H8
        asked = self.system.conditions[choice].asked
        stopped = {name for name, *_ in self.stops(choice)}
        return {name for name in stopped if asked and (name == asked or name in self.before(asked))}

    # --- whose hands --------------------------------------------------------------------------------------------

    def alone(self, s: str, name: str, atom: str) -> int | None:
        """H9: of how many of their own choices s needs a say to stop a use alone; None where they can't."""
        own = sorted(self.own_choices(s))
        sizes = []
        for said in every_choice((True, False, None), repeat=len(own)):
            settled = {c: value for c, value in zip(own, said, strict=True) if value is not None}
            if not any(agrees(state, settled) for state in self.there()[name, atom, s]):
                sizes.append(len(settled))
        return min(sizes, default=None)

    def others(self, s: str, name: str, atom: str) -> bool:  # H9
        own, there = self.own_choices(s), self.there()[name, atom, s]
        theirs = {state - own for state in self.states()}
        return any(all(state in there for state in self.states() if state - own == rest) for rest in theirs)

    # --- deletions ----------------------------------------------------------------------------------------------

    def elsewhere(self, clause: Clause) -> set[tuple[str, str, str, State]]:  # H10
        found, about = set(), clause.reach.about
        for state in self.states():
            asked = {copy[:3] for copy in self.to_reach(clause, state)}
            for place, copies in self.resting(state).items():
                covered = place[1] in self.atoms(*clause.require.names)
                covered = covered and (not about or self.matches(place[2], *about))
                spared = all(self.excepted(clause.exceptions, state, copy) == YES for copy in copies)
                due = true_in(clause.condition, state) and covered and not spared and place not in asked
                if due and not any(self.deletions(state, *place)):
                    found.add((*place, state))
        return found


def agrees(state: State, settled: dict[str, bool]) -> bool:
    return all((name in state) == value for name, value in settled.items())


def no_lower(copies: Iterable[Copy], than: Iterable[Copy]) -> bool:
    """H2: whether some copy is of no lower form than some other; an unknown form may be any."""
    return any(
        None in (one.form, other.form) or FORMS.index(one.form) <= FORMS.index(other.form)
        for one in copies
        for other in than
    )
