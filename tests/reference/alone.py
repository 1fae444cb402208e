"""Sections 4 to 6: promised events, how clauses end, routes, sets of states, the flows alone, and choices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import product
from typing import NamedTuple

from attrs import evolve

from flowvow.findings.finding import Status, Verdict
from flowvow.model.clauses import Carve, Clause, ClauseForm, Exception_, Need, Reach
from flowvow.model.conditions import ConditionKind, Default, names_in
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form
from flowvow.model.times import Duration

from .facts import Copy, Route, promises_event, rank, way
from .judging import BAD, COVERING, NOT_USES, Judging, Ruling, Unit
from .names import FORMS, MAYBE, NO, YES, State, add, at_most, highest, natural, once, true_in, union

BLURRING = (How.AGGREGATE, How.STRIP)
Use = tuple[str, str, str]  # the name of a flow, an atom and whom it is about


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


def enabling_sets(there: Collection[State], names: Collection[str]) -> set[frozenset[str]]:
    """s14: the prime implicants of a set of states, over signed names, by merging neighbours."""
    cubes, primes = {frozenset((name, name in state) for name in names) for state in there}, set()
    while cubes:
        merged = {(c, c - {(n, so)}) for c in cubes for n, so in c if c - {(n, so)} | {(n, not so)} in cubes}
        primes |= cubes - {cube for cube, _ in merged}
        cubes = {wider for _, wider in merged}
    return {frozenset(n if so else f"not {n}" for n, so in prime) for prime in primes}


def stopping_sets(there: Collection[State], states: Iterable[State], names: Collection[str]) -> set[frozenset[str]]:
    """s14: those of the negation."""
    return enabling_sets([state for state in states if state not in there], names)


def added(states: Iterable[State], choice: str, granted: bool) -> set[State]:
    """H1: S/c less S/¬c, or the other way: states of the other conditions."""
    seen = {so: {state - {choice} for state in states if (choice in state) is so} for so in (True, False)}
    return seen[granted] - seen[not granted]


def hangs(states: Collection[State], choice: str) -> bool:  # H1, H4: changing this choice alone changes the answer
    return any(state ^ {choice} not in states for state in states)


class Reference(Judging):
    """Everything the reference can be asked about one system."""

    # --- promised events: s26, s33 ---

    @once
    def resting(self, state: State, anywhere: bool) -> list[Copy]:
        """F1: copies at stores, and with recipients of flows who keep them; not the subject's own."""
        keeping = [(flow, self.uses(state, i)) for i, flow in enumerate(self.flows) if self.keeps(flow)]
        kept = {(flow.recipient, *use[1:]) for flow, uses in keeping for use in uses}
        theirs = [c for c in self.placed(state) if not c.loose and c.subject not in self.persons(c.holder)]
        return [c for c in theirs if anywhere or self.actors[c.holder].store or c[:3] in kept]

    def owed_by(self, clause: Clause) -> tuple[str, ...]:  # F1
        return clause.reach.at or clause.reach.by or (self.policies[clause.policy].party,)

    def covers(self, clause: Clause, copy: Copy) -> bool:  # F1: the data a deletion or return is promised of
        return self.names_datum(evolve(clause.reach, data=clause.require.names), copy.atom, copy.subject)

    @once
    def to_reach(self, clause: Clause, state: State) -> list[Copy]:  # s33, F1, F2
        copies = [c for c in self.resting(state, clause.require.need is Need.RETURN) if self.covers(clause, c)]
        return [c for c in copies if ("travel", clause.id) in c.marks or self.matches(c.holder, *self.owed_by(clause))]

    def excepted(self, exceptions: Iterable[Exception_], state: State, copy: Copy | None) -> float:
        """s21, F1: whether an exception spares a copy; of a notice, whether one holds that says nothing of copies."""
        truth: float = NO
        for carve in exceptions:
            if isinstance(carve, Carve) and true_in(carve.when, state):
                inner = self.excepted(carve.exceptions, state, copy)
                truth = max(truth, min(self.spares(carve.reach, copy), 1 - inner))
        return truth

    def spares(self, reach: Reach, copy: Copy | None) -> float:  # F1
        if copy is None or evolve(reach, data=(), about=(), at=(), form=(), through=()) != Reach():
            return reach == Reach()
        there = not reach.at or self.matches(copy.holder, *reach.at)
        there = there and (not reach.through or any(("through", name) in copy.marks for name in reach.through))
        form = not reach.form or (copy.form in reach.form if copy.form else MAYBE)
        return min(self.names_datum(reach, copy.atom, copy.subject) and there, form)

    def deletions(self, state: State, place: str, atom: str, subject: str) -> list[Flow]:  # s33, F1
        there = [f for f in self.flows if self.is_deletion(f) and self.matches(place, f.recipient or f.at)]
        there = [f for f in there if true_in(f.when, state) and atom in self.atoms(*f.data)]
        return [f for f in there if subject in (self.whose(f, atom) or {subject})]

    def delays(
        self, flow: Flow, party: str, state: State, datum: tuple[str, str], *seen: Flow
    ) -> list[Duration | None]:
        """s33, F1: each delay of a deletion, what was asked of its sender included."""
        outside = flow.sender and not self.matches(flow.sender, party)
        asking = [f for f in self.deletions(state, flow.sender, *datum) if f.recipient and f not in (flow, *seen)]
        before = [delay for f in asking if outside for delay in self.delays(f, party, state, datum, flow, *seen)]
        return [add(delay, flow.within) for delay in before] or [flow.within]

    def goes(self, limit: Duration | None, state: State, copy: Copy) -> bool:
        """F1: whether all there is of a datum at a place surely goes by itself in time."""
        place, begun = self.actors[copy.holder].kept, [c for c in self.own_copies() if not c.loose]
        terms = {place} if place else set()
        for index, flow in enumerate(self.flows):
            brought = [step.gives for step in self.done(state, index)]
            terms |= {flow.kept or place for c in brought if c and c[:3] == copy[:3]}
            begun += [c for c, _ in self.opened(self.known(state), flow) if true_in(flow.when, state)]
        terms |= {place for c in begun if c[:3] == copy[:3]}
        return limit is not None and bool(terms) and all(at_most(term, limit) == YES for term in terms)

    def served(self, clause: Clause, state: State, copy: Copy | None) -> float:
        """F1, F2, F3: whether the promised event happens, and in time."""
        need, party = clause.require, self.policies[clause.policy].party

        def timely(delay: Duration | None) -> float:
            return need.within is None or at_most(delay, need.within)

        if need.need is Need.DELETE:
            flows = self.deletions(state, *copy[:3])
            delays = [delay for flow in flows for delay in self.delays(flow, party, state, copy[1:3])]
            return max(self.goes(need.within, state, copy), *map(timely, delays), NO)
        found: list[float] = [NO]
        for index, flow in enumerate(self.flows):
            uses = self.uses(state, index)
            if not self.is_act(flow.act, need.need.value) or not self.matches(flow.sender, *self.owed_by(clause)):
                continue
            if need.need is Need.RETURN:
                ends = not need.to or self.arrives(flow, *need.to)
                found.append(min(ends, ("carried", *copy[1:3]) in uses, timely(flow.within)))
            elif true_in(flow.when, state) and self.atoms(*need.of) <= {atom for _, atom, _ in uses}:
                ahead = need.ahead is None or (MAYBE if flow.ahead is None else at_most(need.ahead, flow.ahead))
                found.append(min(self.arrives(flow, *need.names), ahead, self.comes_first(flow, clause, state)))
        return max(found)

    def comes_first(self, notice: Flow, clause: Clause, state: State) -> float:  # s27, F3
        reach, party, due = clause.reach, self.policies[clause.policy].party, set()
        for index, flow in enumerate(self.flows):
            ends = (not reach.sender or self.leaves(flow, reach.sender)) and not self.is_act(flow.act, *NOT_USES)
            ends = ends and (not reach.recipient or self.matches(flow.recipient, *reach.recipient))
            purpose = not reach.purposes or self.purposes(*flow.purposes) & self.purposes(*reach.purposes)
            for role, atom, s in self.uses(state, index) if ends and purpose else ():
                act = not reach.act or any(self.is_act(act, *reach.act) for act in self.acts(flow, party, s))
                if act and role != "output" and (not reach.data or atom in self.atoms(*reach.data)):
                    due.add(flow.name)
        if not (reach.act or reach.data or reach.sender or reach.recipient or reach.purposes):
            return YES
        late = due & self.before(notice.name)
        return NO if late else YES if all(notice.name in self.before(name) for name in due) else MAYBE

    @once
    def events(self, state: State) -> set[Event]:
        """s26, s33: the promised deletions, returns and notices that are missing in a state."""
        worst: dict[tuple[str, ...], float] = {}
        for clause in self.system.clauses:
            if promises_event(clause) and true_in(clause.condition, state):
                for copy in [None] if clause.require.need is Need.NOTIFY else self.to_reach(clause, state):
                    met = max(self.excepted(clause.exceptions, state, copy), self.served(clause, state, copy))
                    place, *datum = copy[:3] if copy else ("", "", "")
                    key = (clause.id, place if clause.require.need is Need.DELETE else "", *datum)
                    worst[key] = min(met, worst.get(key, YES))
        return {Event(*k, Status.BROKEN if met == NO else Status.UNDECIDED) for k, met in worst.items() if met != YES}

    # --- how clauses end ---

    def concerned(self, clause: Clause, state: State) -> bool:
        """s26, G1: whether anything in a state keeps a clause from being idle."""
        if promises_event(clause):
            due = clause.require.need is Need.NOTIFY or self.to_reach(clause, state)
            return true_in(clause.condition, state) and bool(due)
        units = [(u, copy) for u, copies in self.units(state).items() if u.policy == clause.policy for copy in copies]
        if clause.form is ClauseForm.FORBID:
            return any(self.in_scope(clause, unit, copy) for unit, copy in units)
        enough = YES if clause.form in COVERING else MAYBE
        return any(self.reaches(clause, unit, copy, state) >= enough for unit, copy in units)

    def in_scope(self, clause: Clause, unit: Unit, copy: Copy) -> bool:  # G1: by act, data and bound
        reach, limited = clause.reach, ("limit", clause.id) in copy.marks
        act = not reach.act or self.is_act(unit.act, *reach.act)
        data = limited or not reach.data or unit.atom in self.atoms(*reach.data)
        return act and data and self.bound(clause, unit, copy) != NO

    @once
    def statuses(self) -> dict[str, Status]:
        """s26, G1: how each clause ends."""
        rulings = [ruling for state in self.states() for ruling in self.rulings(state).values()]
        events = [event for state in self.states() for event in self.events(state)]
        broken = union(r.certain for r in rulings if r.verdict in BAD)
        broken |= {event.clause for event in events if event.status is Status.BROKEN}
        doubtful = union(r.possible for r in rulings).union(event.clause for event in events)
        ends = {}
        for c in self.system.clauses:
            if c.form is ClauseForm.DUTY:
                ends[c.id] = Status.ATTEST
            elif c.form not in COVERING and c.id in broken | doubtful:
                ends[c.id] = Status.BROKEN if c.id in broken else Status.UNDECIDED
            else:
                ends[c.id] = Status.KEPT if any(self.concerned(c, s) for s in self.states()) else Status.IDLE
        return ends

    # --- proof ---

    def routes(self, unit: Unit, state: State) -> dict[Copy, Route]:
        """s29: for each copy behind a unit the shortest route that ends in the unit's own flow."""
        found: dict[Copy, Route] = {}
        for step in self.done(state, unit.flow):
            route = way(self.known(state), step.taken, self.flows[unit.flow].name)
            for copy in [step.gives] if unit.role == "output" else step.taken:
                if copy[1:3] == (unit.atom, unit.subject):
                    found[copy] = min(route, found.get(copy, route), key=rank)
        return found

    def shortest_route(self, unit: Unit, wanted: Callable[[Ruling], bool] = bool) -> tuple[int, Route] | None:
        """s29: over all states with a bad or undisclosed verdict, to a copy whose own ruling shows it and is wanted."""
        shown, found = (*BAD, Verdict.UNDISCLOSED), []
        for state in self.states():
            if unit in self.units(state) and self.rulings(state)[unit].verdict in shown:
                rulings = {copy: self.judge(unit, copy, state) for copy in self.units(state)[unit]}
                routes = self.routes(unit, state)
                found += [routes[copy] for copy, r in rulings.items() if r.verdict in shown and wanted(r)]
        best = min(found, key=rank, default=None)
        return None if best is None else (len(best), best)

    def by_default(self, there: Collection[State]) -> str:  # s14, G2
        defaults = {c.name: c.default for c in self.system.conditions.values() if c.default is not None}
        unstated = {name for name, default in defaults.items() if default is Default.UNSTATED}
        granted = {name for name, default in defaults.items() if default is Default.GRANTED}
        usual = [s for s in self.states() if s & (set(defaults) - unstated) == granted]
        answers = {any(s in there for s in usual if s & unstated == said) for said in {s & unstated for s in usual}}
        return "undecided" if len(answers) == 2 else "yes" if True in answers else "no"

    # --- the flows alone: s31, G4 ---

    def has(self, state: State, flow: Flow, name: str) -> bool:
        """G4: whether a flow would find something of a listed name, its `when` aside."""
        known = self.known(state)
        if self.is_deletion(flow):
            copies = [copy for copy in known if copy.holder in (flow.sender, flow.recipient, flow.at)]
        else:
            copies = self.usable(known, flow, False) if flow.makes else self.carried(known, flow)
        return any(copy.atom in self.atoms(name) for copy in copies)

    def phantoms(self) -> set[Phantom]:
        found = set()
        for index, flow in enumerate(self.flows):
            for name in flow.data:
                without = frozenset(s for s in self.states() if not self.has(s, flow, name))
                live, never = frozenset(s for s in without if true_in(flow.when, s)), len(without) == len(self.states())
                if live or never:
                    found.add(Phantom(index, name, never, without if never else live))
        return found

    def contradictory(self) -> set[int]:  # flows whose `when` holds in no state
        return {i for i, f in enumerate(self.flows) if not any(true_in(f.when, s) for s in self.states())}

    def dead_flows(self) -> set[int]:  # those that happen for nothing in any state
        return {i for i in range(len(self.flows)) if not any(self.uses(s, i) for s in self.states())}

    def dead_actors(self) -> set[str]:  # those that flows name and stores, which no live flow touches
        ends = [{f.sender, f.recipient, f.at, f.via} & set(self.actors) for f in self.flows]
        live = union(named for i, named in enumerate(ends) if i not in self.dead_flows())
        named = union(ends) | {actor.name for actor in self.actors.values() if actor.store}
        return {name for name in named if not any(self.matches(end, name) for end in live)}

    def false_forms(self) -> set[tuple[int, str, Form, Form]]:  # of products: declared, computed
        made = [
            (i, s.gives) for t in self.states() for i, f in enumerate(self.flows) if f.makes for s in self.done(t, i)
        ]
        forms = {(i, c.atom, highest(self.trait("form", c.atom)), c.form) for i, c in made}
        return {row for row in forms if None not in row and row[2] is not row[3]}

    # --- choices: s12, s32 ---

    @once
    def choices(self) -> tuple[str, ...]:
        found = [c.name for c in self.system.conditions.values() if c.kind is ConditionKind.CHOICE]
        return tuple(sorted(found, key=natural))

    def own_choices(self, subject: str) -> set[str]:
        return {c for c in self.choices() if self.chooses(subject, self.system.conditions[c].by)}

    @once
    def carrying(self) -> dict[Use, dict[State, list[tuple[Flow, Copy]]]]:
        """Of each use and state the pairs of the flow that happen, with their copies."""
        found: dict[Use, dict[State, list[tuple[Flow, Copy]]]] = {}
        for state, (index, flow) in product(self.states(), enumerate(self.flows)):
            for (role, atom, s), copies in self.uses(state, index).items():
                if role != "output" and not self.is_deletion(flow):
                    pairs = found.setdefault((flow.name, atom, s), {}).setdefault(state, [])
                    pairs += [(flow, copy) for copy in copies]
        return found

    @once
    def there(self) -> dict[Use, frozenset[State]]:
        """S: the states of each use."""
        return {use: frozenset(states) for use, states in self.carrying().items()}

    def stops(self, choice: str) -> set[tuple[str, str, str, State]]:  # H1
        return {(*use, t) for use, there in self.there().items() for t in added(there, choice, True)}

    def starts(self, choice: str) -> set[tuple[str, str, str, State]]:  # H1
        return {(*use, t) for use, there in self.there().items() for t in added(there, choice, False)}

    def dead(self) -> set[str]:  # H1
        deletions = [[s for s in self.states() if true_in(f.when, s)] for f in self.flows if self.is_deletion(f)]
        sets = [*self.there().values(), *deletions]
        return {c for c in self.choices() if not any(hangs(states, c) for states in sets)}

    @once
    def bypasses(self, choice: str) -> set[tuple[str, str, str, str, State]]:
        """H2: the flow that is stopped, the one that isn't, an atom, whom it is about, and where."""
        found = set()
        for name, atom, s, t in self.stops(choice):
            stopped = [pair for pairs in self.carrying()[name, atom, s].values() for pair in pairs]
            for other, *datum in self.there() if self.is_person(s) else ():
                pairs = self.carrying()[other, *datum].get(t, []) if other != name and datum == [atom, s] else []
                passes = any(self.passes_by(pair, stopped, s) for pair in pairs)
                if passes and not self.agreed_by_itself((other, atom, s), (name, atom, s), choice, pairs[0][0]):
                    found.add((name, other, atom, s, t))
        return found

    def passes_by(self, way_round: tuple[Flow, Copy], stopped: list[tuple[Flow, Copy]], s: str) -> bool:
        """H2: whether a pair of one flow, with a copy, does the errand of another flow's pairs."""
        (flow, copy), first = way_round, stopped[0][0]
        apart = flow.purposes and first.purposes and not self.purposes(*flow.purposes) & self.purposes(*first.purposes)
        blurs = flow.how in BLURRING and first.how not in BLURRING
        by_subject = self.done_by_subject(flow, s) and not any(self.done_by_subject(one, s) for one, _ in stopped)
        if self.is_act(flow.act, "return", "notify") or apart or blurs or by_subject:
            return False
        forms = [(copy.form, one.form) for _, one in stopped]
        no_lower = any(None in pair or FORMS.index(pair[0]) <= FORMS.index(pair[1]) for pair in forms)
        return no_lower and any(self.same_end(flow, one) for one, _ in stopped)

    def same_end(self, flow: Flow, stopped: Flow) -> bool:  # H2
        if stopped.at:
            return self.part_of(flow.at, stopped.at)
        inside = self.part_of(flow.sender, stopped.recipient) and not self.part_of(stopped.sender, stopped.recipient)
        return self.part_of(flow.recipient, stopped.recipient) and not inside

    def part_of(self, name: str, whole: str) -> bool:
        return bool(name) and (name == whole or whole in self.wholes(name))

    def done_by_subject(self, pair: Flow, s: str) -> bool:
        return s in self.persons(pair.sender or pair.at)

    def agreed_by_itself(self, other: Use, stopped: Use, choice: str, flow: Flow) -> bool:
        """H2: whether one use, and not the other, needs another choice of the subject's that is refused by default."""
        conditions, there = self.system.conditions, self.there()
        own = [c for c in self.own_choices(other[2]) - {choice} if conditions[c].default is Default.REFUSED]
        needed = [c for c in own if all(c in s for s in there[other]) and not all(c in s for s in there[stopped])]
        return bool(flow.purposes and needed)

    def bundled(self, choice: str) -> set[str]:  # H3
        stopped = {name for name, *_ in self.stops(choice)}
        flows = [flow for flow in self.flows if flow.name in stopped and choice in names_in(flow.when)]
        listed = {purpose for flow in flows for purpose in flow.purposes}
        covered = any(self.purposes(*listed) <= self.purposes(purpose) for purpose in self.system.purposes)
        return set() if covered else listed

    def wrong_hands(self) -> set[tuple[str, str, str, frozenset[str]]]:  # H4
        found = set()
        for use, there in self.there().items():
            flows = [flow for pairs in self.carrying()[use].values() for flow, _ in pairs]
            by_others = self.is_person(use[2]) and not all(self.done_by_subject(flow, use[2]) for flow in flows)
            on = frozenset(c for c in self.choices() if hangs(there, c))
            if by_others and on and not on & self.own_choices(use[2]):
                found.add((*use, on))
        return found

    def costs(self, choice: str) -> tuple[set[str], set[str]]:
        """H5: the purpose atoms that refusing ends, and those of them that are more than admitted."""
        of = {flow.name: self.purposes(*flow.purposes) for flow in self.flows}
        states = {p: union(t for use, t in self.there().items() if p in of[use[0]]) for p in union(of.values())}
        ended = {purpose for purpose, there in states.items() if there and all(choice in state for state in there)}
        admitted = self.system.conditions[choice].refusing
        return ended, ended - self.purposes(*admitted) if admitted else set()

    def withdrawal(self, choice: str) -> list[Flow]:
        return [flow for flow in self.flows if flow.name == self.system.conditions[choice].withdraw]

    def way_back(self, choice: str) -> str:  # H6
        flows = self.withdrawal(choice)
        live = [
            f
            for f in flows
            for s in self.states()
            if (true_in(f.when, s) if self.is_deletion(f) else self.uses(s, self.flows.index(f)))
        ]
        if not flows:
            return "reason" if self.system.conditions[choice].withdraw else "missing"
        theirs = any(self.matches(flow.sender or flow.at, self.system.conditions[choice].by) for flow in live)
        return "never" if not live else "fine" if theirs else "not theirs"

    # --- withdrawal and deletion: s33 ---

    @once
    def left_behind(self, choice: str) -> set[tuple[str, str, str, State]]:  # H7
        telling: dict[tuple[str, str, str], set[State]] = {}
        for state in self.states():
            for copy in self.resting(state, False):
                if copy.form not in (Form.AGGREGATE, Form.ANONYMOUS):
                    telling.setdefault(copy[:3], set()).add(state)
        left = {(*place, t) for place, states in telling.items() for t in added(states, choice, True)}
        ways = [flow.when for flow in self.withdrawal(choice)]
        can = {t for *_, t in left if not ways or any(true_in(when, s) for when in ways for s in (t, t | {choice}))}
        return {(*place, t) for *place, t in left if t in can and not self.deletions(t, *place)}

    def outlives(self, choice: str) -> set[tuple[str, str, str, State]]:  # H7
        left = self.left_behind(choice) if self.withdrawal(choice) else set()
        return {(*place, t) for *place, t in left if not self.promised(choice, tuple(place), t)}

    def promised(self, choice: str, place: tuple[str, ...], t: State) -> bool:
        """H7: whether a clause asks for the deletion of what is there with the choice granted, granted or refused."""
        for clause, state in product(self.deleting_clauses(), (t, t | {choice})):
            copies = [copy for copy in self.to_reach(clause, t | {choice}) if copy[:3] == place]
            spared = all(self.excepted(clause.exceptions, state, copy) == YES for copy in copies)
            if true_in(clause.condition, state) and not spared:
                return True
        return False

    def deleting_clauses(self) -> list[Clause]:
        return [c for c in self.system.clauses if c.require is not None and c.require.need is Need.DELETE]

    def elsewhere(self, clause: Clause) -> set[tuple[str, str, str, State]]:  # H10
        found = set()
        for state in [s for s in self.states() if true_in(clause.condition, s)]:
            asked = {copy[:3] for copy in self.to_reach(clause, state)}
            for copy in self.resting(state, False):
                spared = self.excepted(clause.exceptions, state, copy) == YES
                due = self.covers(clause, copy) and not spared and copy[:3] not in asked
                if due and not self.deletions(state, *copy[:3]):
                    found.add((*copy[:3], state))
        return found

    def asked_late(self, choice: str) -> set[str]:  # H8
        asked = self.system.conditions[choice].asked
        return {name for name, *_ in self.stops(choice) if asked and name in {asked, *self.before(asked)}}

    def alone(self, s: str, name: str, atom: str) -> int | None:
        """H9: of how many of their own choices s needs a say to stop a use alone; None where they can't."""
        own, there = sorted(self.own_choices(s)), self.there()[name, atom, s]
        says = product((True, False, None), repeat=len(own))
        held = [[c in state for c in own] for state in there]
        stop = [say for say in says if not any(all(v in (None, w) for v, w in zip(say, h, strict=True)) for h in held)]
        return min((len(own) - say.count(None) for say in stop), default=None)

    def others(self, s: str, name: str, atom: str) -> bool:  # H9
        own, there = self.own_choices(s), self.there()[name, atom, s]
        theirs = {state - own for state in self.states()}
        return any(all(state in there for state in self.states() if state - own == rest) for rest in theirs)
