"""Promised events, statuses, proofs and the flows alone: items 14, 26, 29, 31 and 33 of the semantics."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple

from flowvow.findings.finding import Status, Verdict
from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, Need
from flowvow.model.conditions import Default
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form
from flowvow.model.times import Duration, Length

from .facts import Copy, Route, State, rank
from .judging import BAD, NOT_USES, Judging, Ruling, Unit
from .names import MAYBE, NO, YES, add, at_most, opposite, true_in

Wanted = str | Callable[[Ruling], bool]
COVERING = (ClauseForm.PERMIT, ClauseForm.DISCLAIM)


class Event(NamedTuple):
    """A promised event that is missing: where (for a deletion) and of what (not for a notice)."""

    clause: str
    place: str
    atom: str
    subject: str
    status: Status


class Phantom(NamedTuple):
    """A listed name of which a sender holds nothing: in no state (error), or not in these though `when` holds."""

    flow: int
    name: str
    error: bool
    states: frozenset[State]


class Reference(Judging):
    """Everything the reference can be asked about one system."""

    # --- promised events, F1 to F3 ------------------------------------------------------------------------------

    def owed_by(self, clause: Clause) -> tuple[str, ...]:
        return clause.reach.at or clause.reach.by or (self.policy_of(clause).party,)

    def excepted(self, exceptions: Iterable[Exception_], state: State, copy: Copy | None) -> int:
        """Whether an exception spares a copy; of a pattern only data, about, at, form and through can fit."""
        truth = NO
        for e in exceptions:
            if isinstance(e, Carve) and true_in(e.when, state):
                inner = opposite(self.excepted(e.exceptions, state, copy))
                truth = max(truth, min(inner, self.copy_fits(e, copy)))
        return truth

    def copy_fits(self, carve: Carve, copy: Copy | None) -> int:
        r = carve.reach
        if r.act or r.by or r.sender or r.recipient or r.purposes or r.makes:
            return NO
        if copy is None:
            return NO if r.data or r.about or r.at or r.form or r.through else YES
        exact = (
            (not r.data or copy.atom in self.atoms(*r.data))
            and (not r.about or self.matches(copy.subject, *r.about))
            and (not r.at or self.matches(copy.holder, *r.at))
            and (not r.through or any(("through", name) in copy.marks for name in r.through))
        )
        form = YES if not r.form or copy.form in r.form else MAYBE if copy.form is None else NO
        return form if exact else NO

    def kept_at(self, state: State) -> set[tuple[str, str, str]]:
        """(place, atom, subject) of what flows leave somewhere with a `kept`."""
        found = set()
        for index, flow in enumerate(self.flows):
            if flow.recipient and flow.kept is not None and flow.kept.kind is not Length.NONE:
                found |= {(flow.recipient, atom, s) for _, atom, s in self.uses(state, index)}
        return found

    def to_reach(self, clause: Clause, state: State) -> set[Copy]:
        """The copies a deletion or return is promised for."""
        owed, kept, found = self.owed_by(clause), self.kept_at(state), set()
        for copy in self.placed(state):
            if copy.atom not in self.atoms(*clause.require.names) or copy.subject in self.persons(copy.holder):
                continue
            if copy.loose or (clause.reach.about and not self.matches(copy.subject, *clause.reach.about)):
                continue
            followed = self.travelling(clause) and ("travel", clause.id) in copy.marks
            stays = self.actors[copy.holder].store or copy[:3] in kept
            if (followed or self.matches(copy.holder, *owed)) and (stays or clause.require.need is Need.RETURN):
                found.add(copy)
        return found

    def deletions(self, state: State, place: str, atom: str, subject: str) -> Iterator[Flow]:
        for flow in self.flows:
            asker = flow.sender or flow.at
            about = flow.about or self.about(atom) or self.persons(asker) or self.persons(flow.recipient)
            there = self.matches(place, flow.recipient or flow.at) and atom in self.atoms(*flow.data)
            if self.is_deletion(flow) and true_in(flow.when, state) and there and (not about or subject in about):
                yield flow

    def delays(
        self, flow: Flow, clause: Clause, state: State, atom: str, subject: str, seen: tuple[Flow, ...] = ()
    ) -> list[Duration | None]:
        """Every delay of a deletion, the asking before it included."""
        if not flow.sender or self.matches(flow.sender, self.policy_of(clause).party):
            return [flow.within]
        asked = [f for f in self.deletions(state, flow.sender, atom, subject) if f.recipient and f not in (*seen, flow)]
        if not asked:
            return [flow.within]
        return [
            add(before, flow.within)
            for f in asked
            for before in self.delays(f, clause, state, atom, subject, (*seen, flow))
        ]

    def goes(self, clause: Clause, state: State, copy: Copy) -> int:
        """Whether all there is of a datum at a place surely goes by itself in time."""
        limit, place, here = clause.require.within, self.actors[copy.holder].kept, copy[:3]
        brought, made = set(), any(own[:3] == here and not own.loose for own in self.own_copies())
        for index, flow in enumerate(self.flows):
            uses = self.uses(state, index)
            if flow.recipient == copy.holder and not self.is_deletion(flow) and ("carried", *here[1:]) in uses:
                brought.add(flow.kept or place)
            made = made or (flow.at == copy.holder and ("output", *here[1:]) in uses)
            sealed = flow.how is How.SEAL and flow.key and true_in(flow.when, state)
            made = made or (sealed and any(c[:3] == here for c, _ in self.opened(self.known(state), flow)))
        terms = brought | ({place} if made or place else set())
        sure = limit is not None and all(term is not None and at_most(term, limit) == YES for term in terms)
        return YES if sure and terms else NO

    def served(self, clause: Clause, state: State, copy: Copy | None) -> int:
        """Whether the promised event happens, and in time."""
        need = clause.require
        truth = NO
        if need.need is Need.DELETE:
            truth = self.goes(clause, state, copy)
            for flow in self.deletions(state, copy.holder, copy.atom, copy.subject):
                for delay in self.delays(flow, clause, state, copy.atom, copy.subject):
                    truth = max(truth, YES if need.within is None else at_most(delay, need.within))
            return truth
        for index, flow in enumerate(self.flows):
            uses = self.uses(state, index)
            if not self.is_act(flow.act, need.need.value) or not self.matches(flow.sender, *self.owed_by(clause)):
                continue
            if need.need is Need.RETURN:
                ends = self.matches_end(flow, need.to) if need.to else YES
                carried = ("carried", copy.atom, copy.subject) in uses
                timely = YES if need.within is None else at_most(flow.within, need.within)
            else:
                ends = self.matches_end(flow, need.names)
                carried = self.atoms(*need.of) <= {atom for _, atom, _ in uses} and true_in(flow.when, state)
                timely = YES if need.ahead is None else MAYBE if flow.ahead is None else at_most(need.ahead, flow.ahead)
                timely = min(timely, self.comes_first(flow, clause, state))
            truth = max(truth, min(ends, timely) if carried else NO)
        return truth

    def due_before(self, clause: Clause, state: State) -> set[str]:
        """F3: the flows before which a notice is due, by name."""
        r, found = clause.reach, set()
        for index, flow in enumerate(self.flows):
            left = any(self.matches(end, *r.sender) for end in (flow.sender, flow.via)) and not flow.at
            ends = (left or not r.sender) and (self.matches(flow.recipient, *r.recipient) or not r.recipient)
            purposes = not r.purposes or self.purposes(*flow.purposes) & self.purposes(*r.purposes)
            for role, atom, s in self.uses(state, index) if ends and purposes else ():
                acts = self.acts(flow, self.policy_of(clause), s)
                act = not r.act or any(self.is_act(one, *r.act) for one in acts)
                data = role != "output" and (not r.data or atom in self.atoms(*r.data))
                if act and data and not self.is_act(flow.act, *NOT_USES):
                    found.add(flow.name)
        return found if r.act or r.data or r.sender or r.recipient or r.purposes else set()

    def comes_first(self, notice: Flow, clause: Clause, state: State) -> int:
        about = self.due_before(clause, state)
        if about & self.before(notice.name):
            return NO
        return YES if all(notice.name in self.before(name) for name in about) else MAYBE

    def events(self, state: State) -> set[Event]:
        """The promised deletions, returns and notices that are missing in a state."""
        worst: dict[tuple[str, str, str, str], int] = {}
        for clause in self.system.clauses:
            if clause.require is None or clause.require.need not in PRESENCE or not true_in(clause.condition, state):
                continue
            for copy in [None] if clause.require.need is Need.NOTIFY else self.to_reach(clause, state):
                met = max(self.excepted(clause.exceptions, state, copy), self.served(clause, state, copy))
                place, atom, s = copy[:3] if copy is not None else ("", "", "")
                place = place if clause.require.need is Need.DELETE else ""
                key = (clause.id, place, atom, s)
                worst[key] = min(met, worst.get(key, YES))
        return {Event(*k, Status.BROKEN if v == NO else Status.UNDECIDED) for k, v in worst.items() if v != YES}

    # --- statuses, s26, G1 --------------------------------------------------------------------------------------

    def concerned(self, clause: Clause, state: State) -> bool:
        """Whether anything in a state keeps a clause from being idle."""
        if clause.require is not None and clause.require.need in PRESENCE:
            notice = clause.require.need is Need.NOTIFY
            return true_in(clause.condition, state) and (notice or bool(self.to_reach(clause, state)))
        enough = YES if clause.form in COVERING else MAYBE
        for unit, copies in self.units(state).items():
            for copy in copies if unit.policy == clause.policy else ():
                if clause.form is ClauseForm.FORBID:
                    if self.in_scope(clause, unit, copy):
                        return True
                elif self.reaches(clause, unit, copy, state) >= enough:
                    return True
        return False

    def in_scope(self, clause: Clause, unit: Unit, copy: Copy) -> bool:
        """Whether act, data and bound of a forbid fit; other fields are left aside."""
        reach, flow = clause.reach, self.flows[unit.flow]
        act = not reach.act or self.is_act(unit.act, *reach.act)
        limited = ("limit", clause.id) in copy.marks
        data = limited or not reach.data or unit.atom in self.atoms(*reach.data)
        return act and data and self.bound_or_followed(clause, flow, unit.act, copy) != NO

    def statuses(self) -> dict[str, Status]:
        """How each clause ends."""
        broken: set[str] = set()
        doubtful: set[str] = set()
        for state in self.states():
            for ruling in self.rulings(state).values():
                broken |= ruling.certain if ruling.verdict in BAD else set()
                doubtful |= ruling.possible
            for event in self.events(state):
                (broken if event.status is Status.BROKEN else doubtful).add(event.clause)
        ends = {}
        for c in self.system.clauses:
            if c.form is ClauseForm.DUTY:
                ends[c.id] = Status.ATTEST
            elif c.form not in COVERING and c.id in broken | doubtful:
                ends[c.id] = Status.BROKEN if c.id in broken else Status.UNDECIDED
            else:
                concerned = any(self.concerned(c, state) for state in self.states())
                ends[c.id] = Status.KEPT if concerned else Status.IDLE
        return ends

    # --- proof, s29 ---------------------------------------------------------------------------------------------

    def routes(self, unit: Unit, state: State) -> dict[Copy, Route]:
        """For each copy behind a unit the shortest route that ends in the unit's own flow."""
        flow, known, found = self.flows[unit.flow], self.known(state), {}
        ways = [(c, (*known[c], flow.name)) for c in self.carried(known, flow)] if not flow.makes else []
        for made in self.made(known, flow) if flow.makes else ():
            route = (*(step for copy in made.inputs for step in known[copy]), flow.name)
            ways += [(copy, route) for copy in ([made.copy] if unit.role == "output" else made.inputs)]
        for copy, route in ways if true_in(flow.when, state) else ():
            if (copy.atom, copy.subject) == (unit.atom, unit.subject):
                found[copy] = min(route, found.get(copy, route), key=rank)
        return found

    def shortest_route(self, unit: Unit, wanted: Wanted | None = None) -> tuple[int, Route] | None:
        """The shortest route, over all states where the unit's verdict is bad or undisclosed, to a copy that shows it.

        `wanted` is a clause that certainly decides the copy, or a question about the copy's own ruling.
        """
        shown = (*BAD, Verdict.UNDISCLOSED)
        found = []
        for state in self.states():
            if unit in self.units(state) and self.rulings(state)[unit].verdict in shown:
                for copy, route in self.routes(unit, state).items():
                    ruling = self.judge(unit, copy, state)
                    asked = wanted(ruling) if callable(wanted) else wanted is None or wanted in ruling.certain
                    if asked and ruling.verdict in shown:
                        found.append(route)
        best = min(found, key=rank, default=None)
        return None if best is None else (len(best), best)

    # --- the flows alone, s31 -----------------------------------------------------------------------------------

    def has(self, state: State, index: int, name: str) -> bool:
        """Whether a flow would find something of a listed name at its sender, its `when` aside."""
        flow, known = self.flows[index], self.known(state)
        if self.is_deletion(flow):
            copies = [copy for copy in known if copy.holder in (flow.sender, flow.recipient, flow.at)]
        elif flow.makes:
            copies = self.usable(known, flow, asked=False)
        else:
            copies = self.carried(known, flow)
        return any(copy.atom in self.atoms(name) for copy in copies)

    def phantoms(self) -> set[Phantom]:
        found = set()
        for index, flow in enumerate(self.flows):
            for name in flow.data:
                without = frozenset(s for s in self.states() if not self.has(s, index, name))
                live = frozenset(s for s in without if true_in(flow.when, s))
                if live or len(without) == len(self.states()):
                    error = len(without) == len(self.states())
                    found.add(Phantom(index, name, error, without if error else live))
        return found

    def contradictory(self) -> set[int]:
        """Flows whose `when` holds in no state."""
        return {i for i, f in enumerate(self.flows) if not any(true_in(f.when, s) for s in self.states())}

    def dead_flows(self) -> set[int]:
        """Flows that happen for nothing in any state; derivations that are never fed are among them."""
        return {i for i in range(len(self.flows)) if not any(self.uses(s, i) for s in self.states())}

    def dead_actors(self) -> set[str]:
        """Actors that flows name but no live flow touches, and stores that none does."""
        dead = self.dead_flows()
        ends = [{f.sender, f.recipient, f.at, f.via} & set(self.actors) for f in self.flows]
        live = set().union(*(e for i, e in enumerate(ends) if i not in dead))
        named = set().union(*ends) | {a.name for a in self.actors.values() if a.store}
        return {name for name in named if not any(self.matches(end, name) for end in live)}

    def false_forms(self) -> set[tuple[int, str, Form, Form]]:
        """Derivations whose product is declared (flow, atom, declared, computed) with a form that it hasn't."""
        found = set()
        for state in self.states():
            for index in range(len(self.flows)):
                for (role, atom, _), copies in self.uses(state, index).items():
                    declared = self.form(atom) if role == "output" else None
                    made = {copy.form for copy in copies} - {declared, None} if declared else set()
                    found |= {(index, atom, declared, form) for form in made}
        return found

    def by_default(self, there: Collection[State]) -> str:  # G2
        choices = [c for c in self.system.conditions.values() if c.default is not None]
        stated = {c.name: c.default is Default.GRANTED for c in choices if c.default is not Default.UNSTATED}
        unstated = {c.name for c in choices if c.default is Default.UNSTATED}
        answers: dict[State, bool] = {}
        for state in self.states():
            if all((name in state) == granted for name, granted in stated.items()):
                answers[state & unstated] = answers.get(state & unstated, False) or state in there
        return "undecided" if len(set(answers.values())) == 2 else "yes" if True in answers.values() else "no"


def enabling_sets(there: Collection[State], variables: Collection[str]) -> set[frozenset[str]]:
    """s14: the prime implicants of a set of states, over signed names, by merging neighbours."""

    def negated(signed: str) -> str:
        return signed.removeprefix("not ") if signed.startswith("not ") else f"not {signed}"

    cubes = {frozenset(v if v in state else f"not {v}" for v in variables) for state in there}
    primes: set[frozenset[str]] = set()
    while cubes:
        merged = {(c, c - {x}) for c in cubes for x in c if c - {x} | {negated(x)} in cubes}
        primes |= cubes - {cube for cube, _ in merged}
        cubes = {wider for _, wider in merged}
    return primes


def stopping_sets(there: Collection[State], states: Iterable[State], names: Collection[str]) -> set[frozenset[str]]:
    """s14: the enabling sets of the negation."""
    return enabling_sets([state for state in states if state not in there], names)
