"""The executable reference: what the semantics says, computed the slow and obvious way.

It shares the model's values with the product and nothing else. Each rule names its item: `s20` of the semantics, `D4`
of the readings. Here are sections 5 and 6, with the promised events: proof, the flows alone, choices.
"""

from collections import Counter, namedtuple
from collections.abc import Iterator
from functools import partial
from itertools import product

from attrs import evolve

from flowvow.findings.finding import Status, Verdict
from flowvow.model.actors import NOBODY
from flowvow.model.clauses import Clause, ClauseForm, Need, Reach
from flowvow.model.conditions import Default, names_in
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form

from .facts import FORMS, MAYBE, NO, UNKEPT, YES, Copy, State, add, at_most, grouped, rank, subsets, true_in, union
from .judging import BAD, COVERING, NOT_USES, Judging, Ruling, Unit

# s33: a promised event that is missing: where (of a deletion), and of what (not of a notice).
Event = namedtuple("Event", "clause place atom subject status")
BLURRING = (How.AGGREGATE, How.STRIP)


def enabling_sets(there, names) -> set[frozenset[str]]:  # s14: prime implicants, by merging neighbours
    cubes, primes = {frozenset((name, name in state) for name in names) for state in there}, set()
    while cubes:
        merged = {(c, c - {(n, so)}) for c in cubes for n, so in c if c - {(n, so)} | {(n, not so)} in cubes}
        primes |= cubes - {cube for cube, _ in merged}
        cubes = {wider for _, wider in merged}
    return {frozenset(n if so else f"not {n}" for n, so in prime) for prime in primes}


def stopping_sets(there, states, names) -> set[frozenset[str]]:  # s14: those of the negation
    return enabling_sets([state for state in states if state not in there], names)


class Reference(Judging):  # everything that can be asked about one system
    def placed(self, state: State) -> Iterator[tuple]:  # F1: what is at a place itself, and how long who brings it says
        yield from ((copy, None) for copy in self.own_copies() if not copy.loose)
        for flow in [flow for flow in self.flows if true_in(flow.when, state)]:
            yield from ((c, None if opened else flow.kept) for c, _, opened in self.arisen(self.known(state), flow))

    def resting(self, state: State, anywhere: bool = False) -> list[Copy]:  # F1: at stores, and with who keeps them
        kept = {copy[:3] for copy, term in self.placed(state) if term not in UNKEPT}
        theirs = {copy for copy, _ in self.placed(state) if copy.subject not in self.persons(copy.holder)}
        return [c for c in theirs if anywhere or self.actors[c.holder].store or c[:3] in kept]

    def owes(self, clause: Clause, actor: str) -> bool:  # F1
        return self.matches(actor, *(clause.reach.at or clause.reach.by or (self.policies[clause.policy].party,)))

    def to_reach(self, clause: Clause, state: State, bound: bool = True) -> list[Copy]:  # s33, F1, F2; H10: or anywhere
        reach, anywhere = evolve(clause.reach, data=clause.require.names), clause.require.need is Need.RETURN
        copies = [c for c in self.resting(state, anywhere) if self.names_datum(reach, c.atom, c.subject)]
        return [c for c in copies if not bound or ("travel", clause.id) in c.marks or self.owes(clause, c.holder)]

    def asks(self, clause: Clause, state: State, copy: Copy | None) -> float:  # F1: its `if` holds, nothing spares it
        spared = self.spared(clause.exceptions, state, partial(self.spares_copy, copy))
        return true_in(clause.condition, state) and 1 - spared

    def spares_copy(self, copy: Copy | None, one) -> float:  # F1: one exception; a `clauses` of it spares nothing
        reach = getattr(one, "reach", None)
        if not copy or not reach or evolve(reach, data=(), about=(), at=(), form=(), through=()) != Reach():
            return reach == Reach()
        through = not reach.through or any(("through", name) in copy.marks for name in reach.through)
        form = not reach.form or (copy.form in reach.form if copy.form else MAYBE)
        at, data = not reach.at or self.matches(copy.holder, *reach.at), self.names_datum(reach, *copy[1:3])
        return min(through, form, at, data)

    def deletions(self, state: State, place: str, atom: str, subject: str) -> list[Flow]:  # s33, F1
        there = [f for f in self.flows if self.deletes(f, state) and self.matches(place, f.recipient or f.at)]
        return [f for f in there if atom in self.whose(f) and subject in (self.whose(f)[atom] or [subject])]

    def deletes(self, flow: Flow, state: State) -> bool:  # F1: its `when` is enough
        return flow.act in self.acts("delete") and true_in(flow.when, state)

    def delays(self, flow: Flow, party: str, state: State, atom: str, subject: str, *seen: Flow) -> list:  # s33, F1
        outside = [flow.sender] if flow.sender and not self.matches(flow.sender, party) else []
        asking = [f for sender in outside for f in self.deletions(state, sender, atom, subject) if f.recipient]
        before = [self.delays(f, party, state, atom, subject, flow, *seen) for f in asking if f not in (flow, *seen)]
        return [add(delay, flow.within) for delays in before for delay in delays] or [flow.within]

    def stays(self, state: State, copy: Copy) -> set:  # F1: how long all there is of it stays; None isn't known
        place = self.actors[copy.holder].kept
        return {term or place for c, term in self.placed(state) if c[:3] == copy[:3]} | ({place} if place else set())

    def served(self, clause: Clause, state: State, copy: Copy | None) -> float:  # s33, F1, F2, F3: and in time
        need, party, truths = clause.require, self.policies[clause.policy].party, [NO]
        if need.need is Need.DELETE:
            flows, terms = self.deletions(state, *copy[:3]), self.stays(state, copy) if need.within else ()
            delays = [delay for flow in flows for delay in self.delays(flow, party, state, *copy[1:3])]
            gone = terms and all(at_most(term, need.within) == YES for term in terms)  # surely, by itself
            return max(bool(gone), *(at_most(delay, need.within) for delay in delays), NO)
        serving = [(i, f) for i, f in enumerate(self.flows) if f.act in self.acts(need.need.value)]
        for flow, uses in [(flow, self.uses(state, i)) for i, flow in serving if self.owes(clause, flow.sender)]:
            if need.need is Need.RETURN:
                loose = {c.atom for c in self.own_copies() if c.loose and self.owes(clause, c.holder)}  # about anybody
                subjects = self.subjects() if copy.subject == NOBODY and copy.atom in loose else [copy.subject]
                back = any(("carried", copy.atom, s) in uses for s in subjects)
                truths.append(min(back, not need.to or self.arrives(flow, *need.to), at_most(flow.within, need.within)))
            elif true_in(flow.when, state) and self.atoms(*need.of) <= {atom for _, atom, _ in uses}:
                timely = at_most(need.ahead, flow.ahead) if need.ahead and flow.ahead else MAYBE if need.ahead else YES
                truths.append(min(self.arrives(flow, *need.names), timely, self.comes_first(flow, clause, state)))
        return max(truths)

    def comes_first(self, notice: Flow, clause: Clause, state: State) -> float:  # s27, F3
        reach = evolve(clause.reach, by=(), at=(), through=(), about=(), form=(), makes=())
        units = [(u, copy) for u, copy in self.judged(clause, state) if u.act not in self.acts(*NOT_USES)]
        fit = [u for u, copy in units if u.role != "output" and self.fits(reach, clause, u, copy, True) == YES]
        due = {self.flows[unit.flow].name for unit in fit}
        first, late = all(notice.name in self.before(name) for name in due), due & self.before(notice.name)
        return YES if reach == Reach() else NO if late else YES if first else MAYBE

    def due(self, clause: Clause, state: State) -> Iterator[tuple]:  # s33: where, of what, and how far it is met
        need = clause.require.need
        for copy in [None] if need is Need.NOTIFY else self.to_reach(clause, state):
            place, *datum = copy[:3] if copy else ("", "", "")
            asks = self.asks(clause, state, copy)
            if asks:
                yield (place if need is Need.DELETE else "", *datum), max(1 - asks, self.served(clause, state, copy))

    def events(self, state: State) -> set[Event]:  # s26, s33
        missed = {(c.id, *what): min(met) for c in self.promises for what, met in grouped(self.due(c, state)).items()}
        ends = {NO: Status.BROKEN, MAYBE: Status.UNDECIDED}
        return {Event(*what, ends[met]) for what, met in missed.items() if met in ends}

    def judged(self, clause: Clause, state: State) -> list[tuple[Unit, Copy]]:  # E1: what its policy looks at
        return [(u, c) for u, copies in self.units(state).items() if u.policy == clause.policy for c in copies]

    def concerned(self, clause: Clause, state: State) -> bool:  # G1: not idle
        if clause in self.promises:
            due = clause.require.need is Need.NOTIFY or self.to_reach(clause, state)
            return true_in(clause.condition, state) and bool(due)
        if clause.form is ClauseForm.FORBID:
            scope, whole = Reach(act=clause.reach.act, data=clause.reach.data), evolve(clause, until=None)
            return any(self.fits(scope, whole, unit, copy, False) for unit, copy in self.judged(clause, state))
        enough = YES if clause.form in COVERING else MAYBE
        return any(self.reaches(clause, unit, copy, state) >= enough for unit, copy in self.judged(clause, state))

    def statuses(self) -> dict[str, Status]:  # s26, G1
        rulings = [ruling for state in self.states() for ruling in self.rulings(state).values()]
        events, covering = union(map(self.events, self.states())), {c.id for c in self.clauses if c.form in COVERING}
        doubtful = union(r.possible for r in rulings) | {event.clause for event in events}
        broken = {event.clause for event in events if event.status is Status.BROKEN}
        broken |= union(r.certain for r in rulings if r.verdict in BAD)
        kept = {c.id for c in self.clauses if any(self.concerned(c, state) for state in self.states())}
        ends = {c.id: Status.KEPT if c.id in kept else Status.IDLE for c in self.clauses}
        ends |= dict.fromkeys(doubtful - covering, Status.UNDECIDED) | dict.fromkeys(broken - covering, Status.BROKEN)
        return ends | {c.id: Status.ATTEST for c in self.clauses if c.form is ClauseForm.DUTY}

    def shortest_route(self, unit: Unit, wanted=bool) -> tuple | None:  # s29: its length, and it; to a wanted ruling
        shown, found = (*BAD, Verdict.UNDISCLOSED), []
        for state in [s for s in self.states() if self.rulings(s).get(unit, Ruling(None)).verdict in shown]:
            for taken, made in self.done(state, unit.flow):
                copies = [copy for copy in ([made] if unit.role == "output" else taken) if copy[1:3] == unit[4:6]]
                rulings = [self.judge(unit, copy, state) for copy in copies]
                if any(ruling.verdict in shown and wanted(ruling) for ruling in rulings):
                    found.append((*sum((self.known(state)[copy] for copy in taken), ()), self.flows[unit.flow].name))
        best = min(found, key=rank, default=None)
        return best and (len(best), best)

    def by_default(self, there) -> str:  # s14, G2
        granted, refused, open_ = ({c.name for c in self.conditions.values() if c.default is one} for one in Default)
        usual = [state for state in self.states() if granted <= state and state.isdisjoint(refused)]
        answers = {any(s in there for s in usual if s & open_ == said) for said in {s & open_ for s in usual}}
        return "undecided" if len(answers) == 2 else "yes" if True in answers else "no"

    def had(self, state: State, flow: Flow) -> frozenset[str]:  # G4: the atoms that it would carry if its `when` held
        known, ends = self.known(state), (flow.sender, flow.recipient, flow.at)
        deleted = [copy for copy in known if copy.holder in ends and flow.act in self.acts("delete")]
        return frozenset(copy.atom for copy in [*self.usable(known, flow), *deleted])

    def phantoms(self) -> Iterator[tuple[int, str, bool, frozenset]]:  # s31, G4: of a listed name, whether never
        for index, name in [(i, name) for i, flow in enumerate(self.flows) for name in flow.data]:
            flow = self.flows[index]
            without = [state for state in self.states() if self.atoms(name).isdisjoint(self.had(state, flow))]
            live, never = [state for state in without if true_in(flow.when, state)], without == self.states()
            if never or (live and flow.act not in self.acts("delete")):
                yield index, name, never, frozenset(without if never else live)

    def contradictory(self) -> set[int]:  # s31: flows whose `when` holds in no state
        return {i for i, f in enumerate(self.flows) if not any(true_in(f.when, s) for s in self.states())}

    def alive(self, index: int) -> bool:  # G4, H6: in some state it happens; of a deletion its `when` is enough
        return any(self.uses(s, index) or self.deletes(self.flows[index], s) for s in self.states())

    def dead_flows(self) -> set[int]:  # s31, G4
        return {i for i in range(len(self.flows)) if not self.alive(i)}

    def dead_actors(self) -> set[str]:  # s31, G4
        ends = [{f.sender, f.recipient, f.at, f.via} & set(self.actors) for f in self.flows]
        live = union(named for i, named in enumerate(ends) if self.alive(i))
        named = union(ends).union(actor.name for actor in self.actors.values() if actor.store)
        return {name for name in named if not any(self.matches(end, name) for end in live)}

    def false_forms(self) -> set[tuple[int, str, Form, Form]]:  # s31, G4: of products: declared, computed
        made = [(i, c) for s in self.states() for i, f in enumerate(self.flows) if f.makes for _, c in self.done(s, i)]
        forms = {(i, c.atom, self.stated_form(c.atom), c.form) for i, c in made}
        return {row for row in forms if None not in row and row[2] is not row[3]}

    def carrying(self) -> dict[tuple[str, str, str], frozenset[tuple[State, Flow, Copy]]]:  # H1: of each use
        flows = [(i, flow) for i, flow in enumerate(self.flows) if flow.act not in self.acts("delete")]
        uses = [(s, flow, use) for s, (i, flow) in product(self.states(), flows) for use in self.uses(s, i).items()]
        rows = [(s, flow, key[1:], copies) for s, flow, (key, copies) in uses if key[0] != "output"]
        return grouped(((flow.name, *datum), (s, flow, copy)) for s, flow, datum, copies in rows for copy in copies)

    def there(self) -> dict[tuple[str, str, str], frozenset[State]]:  # H1: the states S of each use
        return {use: frozenset(state for state, *_ in rows) for use, rows in self.carrying().items()}

    def turned(self, states: frozenset, choice: str, granted: bool = True) -> set[State]:  # H1: S/c less S/¬c, or back
        return {state - {choice} for state in states if (choice in state) is granted and state ^ {choice} not in states}

    def stops(self, choice: str, stops: bool = True) -> set[tuple[str, str, str, State]]:  # s32, H1; or starts
        return {(*use, t) for use, there in self.there().items() for t in self.turned(there, choice, stops)}

    def hangs_on(self, states: frozenset) -> set[str]:  # H1, H4: choices of which one alone changes the answer
        return {c for c in self.choices() if any(state ^ {c} not in states for state in states)}

    def dead(self) -> set[str]:  # s31, H1
        deleting = [frozenset(s for s in self.states() if self.deletes(flow, s)) for flow in self.flows]
        return set(self.choices()).difference(*map(self.hangs_on, [*self.there().values(), *deleting]))

    def bypasses(self, choice: str) -> Iterator[tuple[str, str, str, str, State]]:  # s32, H2
        there = self.there()
        for name, atom, s, t in self.stops(choice):
            own = {c for c in self.choices(s) if self.conditions[c].default is Default.REFUSED} - {choice}
            own = [c for c in own if any(c not in state for state in there[name, atom, s])]
            for use in [use for use in there if use[0] != name and use[1:] == (atom, s) and s in self.persons(s)]:
                agreed = any(all(c in state for state in there[use]) for c in own)
                for flow, copy in [(flow, copy) for state, flow, copy in self.carrying()[use] if state == t]:
                    if not (agreed and flow.purposes) and self.passes_by(flow, copy, self.carrying()[name, atom, s], s):
                        yield name, use[0], atom, s, t

    def passes_by(self, flow: Flow, copy: Copy, stopped: frozenset, s: str) -> bool:  # s32, H2
        pairs, forms = {one for _, one, _ in stopped}, {FORMS.index(other.form) for *_, other in stopped}
        purposes, others = (self.purposes(*union(one.purposes for one in flows)) for flows in ([flow], pairs))
        lower = None not in (copy.form, *(other.form for *_, other in stopped)) and FORMS.index(copy.form) > max(forms)
        doers = [one.sender or one.at for one in pairs]
        theirs = s in self.persons(flow.sender or flow.at) and not any(s in self.persons(doer) for doer in doers)
        blurs = flow.how in BLURRING and not any(one.how in BLURRING for one in pairs)
        apart = (purposes and others and not purposes & others) or flow.act in self.acts("return", "notify")
        ends = [(one, one.recipient or one.at, flow.recipient if one.recipient else flow.at) for one in pairs]
        ends = [(end, self.wholes(one.sender)) for one, end, to in ends if end in self.wholes(to)]
        there = any(end not in self.wholes(flow.sender) or end in brought for end, brought in ends)
        return there and not (apart or lower or theirs or blurs)

    def bundled(self, choice: str) -> set[str]:  # s32, H3
        stopped = {name for name, *_ in self.stops(choice)}
        flows = [flow for flow in self.flows if flow.name in stopped and choice in names_in(flow.when)]
        listed = union(flow.purposes for flow in flows)
        return set() if any(self.purposes(*listed) <= self.purposes(p) for p in self.system.purposes) else listed

    def wrong_hands(self) -> Iterator[tuple[str, str, str, frozenset[str]]]:  # s32, H4
        for (name, atom, s), rows in self.carrying().items():
            hands = frozenset(self.hangs_on(self.there()[name, atom, s]))
            by_others = any(s not in self.persons(flow.sender or flow.at) for _, flow, _ in rows)
            if s in self.persons(s) and by_others and hands and hands.isdisjoint(self.choices(s)):
                yield name, atom, s, hands

    def costs(self, choice: str) -> tuple[set[str], set[str]]:  # s32, H5: what refusing ends, and what isn't admitted
        of = {flow.name: self.purposes(*flow.purposes) for flow in self.flows}
        states = grouped((p, state) for use, there in self.there().items() for p in of[use[0]] for state in there)
        ended = {purpose for purpose, there in states.items() if all(choice in state for state in there)}
        admitted = self.conditions[choice].refusing
        return ended, ended - self.purposes(*admitted) if admitted else set()

    def withdrawal(self, choice: str) -> list[int]:  # H6: the flows that its `withdraw` names
        return [i for i, flow in enumerate(self.flows) if flow.name == self.conditions[choice].withdraw]

    def way_back(self, choice: str) -> str:  # s32, H6
        condition, ways = self.conditions[choice], self.withdrawal(choice)
        doers = [self.flows[i].sender or self.flows[i].at for i in ways if self.alive(i)]
        never = "never" if ways else "reason" if condition.withdraw else "missing"
        return never if not doers else "fine" if any(self.matches(a, condition.by) for a in doers) else "not theirs"

    def left_behind(self, choice: str) -> Iterator[tuple[str, str, str, State]]:  # s33, H7
        resting = [(copy, state) for state in self.states() for copy in self.resting(state)]
        places = grouped((c[:3], s) for c, s in resting if c.form not in (Form.AGGREGATE, Form.ANONYMOUS))
        ways = [self.flows[i].when for i in self.withdrawal(choice)]
        for place, t in [(place, t) for place, there in places.items() for t in self.turned(there, choice)]:
            can = not ways or any(true_in(when, s) for when in ways for s in (t, t | {choice}))
            yield from [(*place, t)] if can and not self.deletions(t, *place) else []

    def outlives(self, choice: str) -> Iterator[tuple[str, str, str, State]]:  # s33, H7
        deleting = [c for c in self.promises if c.require.need is Need.DELETE]
        for *place, t in self.left_behind(choice) if self.withdrawal(choice) else ():
            due = [(clause, copy) for clause in deleting for copy in self.to_reach(clause, t | {choice})]
            due = [(clause, copy) for clause, copy in due if copy[:3] == tuple(place)]
            if not any(self.asks(clause, state, copy) for clause, copy in due for state in (t, t | {choice})):
                yield *place, t

    def elsewhere(self, clause: Clause) -> Iterator[tuple[str, str, str, State]]:  # s33, H10
        for state in self.states():
            due = {c[:3] for c in self.to_reach(clause, state, bound=False) if self.asks(clause, state, c)}
            due -= {c[:3] for c in self.to_reach(clause, state)}
            yield from ((*place, state) for place in due if not self.deletions(state, *place))

    def asked_late(self, choice: str) -> set[str]:  # s32, H8
        asked = self.conditions[choice].asked
        return {name for name, *_ in self.stops(choice) if asked and name in {asked, *self.before(asked)}}

    def hands(self, s: str, name: str, atom: str) -> tuple[int | None, bool]:  # s12, H9
        """How many of their own choices stop a use, if any do; whether others can have none of these stop it."""
        there, own, sets = self.there()[name, atom, s], self.choices(s), subsets(self.choices(s))
        stopping = [len(some) for some in sets if len({state & some for state in there}) < 2 ** len(some)]
        return min(stopping, default=None), 2 ** len(own) in Counter(state.difference(own) for state in there).values()
