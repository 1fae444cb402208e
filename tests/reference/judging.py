"""Sections 3 and 4 of the semantics: what each clause reaches, and the verdict of each unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flowvow.findings.finding import Verdict
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.clauses import PRESENCE, Clause, ClauseForm, Exception_, Need, PermittedBy, Policy, Reach
from flowvow.model.conditions import Default, names_in
from flowvow.model.flows import Flow
from flowvow.model.times import Length

from .facts import Copy, Facts, State
from .names import FORMS, MAYBE, NO, YES, at_most, once, opposite, true_in

NOT_USES = ("delete", "return", "notify")
BAD = (Verdict.FORBIDDEN, Verdict.CONFLICTING)


class Unit(NamedTuple):
    """E1: what is judged; `flow` is an index, `role` is carried, input or output, purpose None is unknown."""

    policy: str
    flow: int
    act: str
    role: str
    atom: str
    subject: str
    purpose: str | None


class Ruling(NamedTuple):
    """A verdict (None: the policy has nothing to say) and the clauses that certainly and possibly decide it."""

    verdict: Verdict | None
    certain: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()


class Judging(Facts):
    """What the policies make of what happens."""

    # --- units, E1 to E3 ----------------------------------------------------------------------------------------

    def acts(self, flow: Flow, policy: Policy, subject: str) -> list[str]:  # E2, s15
        to_person = self.persons(flow.recipient)
        sent, received = (self.matches(end, policy.party) for end in (flow.sender, flow.recipient))
        if flow.act:
            first = flow.act
        elif flow.at:
            first = "derive" if flow.makes else "use"
        elif received:
            first = "use" if sent else "collect"
        else:
            first = "use" if subject in to_person or (subject == NOBODY and to_person) else "share"
        acts = [first]
        if not self.is_act(first, *NOT_USES):
            kept = bool(flow.recipient) and flow.kept is not None and flow.kept.kind is not Length.NONE
            into, out = (bool(end) and self.actors[end].store for end in (flow.recipient, flow.sender))
            acts += ["keep"] * (into or kept) + ["read"] * out
        return list(dict.fromkeys(acts))

    def doers(self, flow: Flow, act: str) -> tuple[str, ...]:  # E3, s16
        if flow.at:
            return (flow.at,)
        if self.is_act(act, "keep"):
            return (flow.sender, flow.recipient)
        return (flow.recipient,) if self.is_act(act, "collect", "read") else (flow.sender,)

    def done_by(self, flow: Flow, act: str, names: Iterable[str]) -> int:
        doers = self.doers(flow, act)
        arriving = self.matches_end(flow, names) if flow.recipient in doers else NO
        return max(arriving, *(YES if self.matches(doer, *names) else NO for doer in doers))

    def bound(self, clause: Clause, flow: Flow, act: str) -> int:  # E3, s16
        reach = clause.reach
        if reach.by:
            return self.done_by(flow, act, reach.by)
        named = reach.recipient if self.is_act(act, "collect", "read") else reach.sender
        return YES if reach.at or named else self.done_by(flow, act, [self.policy_of(clause).party])

    # --- reach, E4 to E6 and E9 ---------------------------------------------------------------------------------

    def bound_or_followed(self, clause: Clause, flow: Flow, act: str, copy: Copy) -> int:  # E5, s20
        if not self.travelling(clause):
            return self.bound(clause, flow, act)
        followed = ("travel", clause.id) in copy.marks
        return YES if followed else self.matches_end(flow, clause.reach.at) if flow.recipient else NO

    def fields(self, reach: Reach, clause: Clause, unit: Unit, copy: Copy, carve: bool) -> Iterator[int]:
        """E4: how far each field fits; a carve is an exception's pattern (E9)."""
        flow = self.flows[unit.flow]
        yield NO if reach.act and not self.is_act(unit.act, *reach.act) else YES
        if not carve:
            yield self.bound_or_followed(clause, flow, unit.act, copy)
        elif reach.by:
            yield self.done_by(flow, unit.act, reach.by)
        if carve or not self.travelling(clause):
            left = any(self.matches(end, *reach.sender) for end in (flow.sender, flow.via))
            yield NO if reach.sender and (flow.at or not left) else YES
            if reach.at:
                touched = any(self.matches(end, *reach.at) for end in (flow.sender, flow.at, flow.via))
                yield max(YES if touched else NO, self.matches_end(flow, reach.at))
        if reach.recipient:
            yield self.matches_end(flow, reach.recipient)
        yield self.data_fits(reach, clause, unit, copy, carve)
        if reach.purposes:
            yield MAYBE if unit.purpose is None else YES if unit.purpose in self.purposes(*reach.purposes) else NO
        if reach.form:
            yield MAYBE if copy.form is None else YES if copy.form in reach.form else NO
        if reach.through:
            yield YES if any(("through", name) in copy.marks for name in reach.through) else NO
        if clause.until is not None and not carve:  # s11: ends at or below this form
            above = copy.form is not None and FORMS.index(copy.form) < FORMS.index(clause.until)
            yield MAYBE if copy.form is None else YES if above else NO

    def data_fits(self, reach: Reach, clause: Clause, unit: Unit, copy: Copy, carve: bool) -> int:
        """D2 and E6: data, subject and product."""
        flow, listed, products = self.flows[unit.flow], self.atoms(*reach.data), self.atoms(*reach.makes)
        if reach.makes and not flow.makes:
            return NO
        limited = not carve and ("limit", clause.id) in copy.marks
        about = limited or not reach.about or self.matches(unit.subject, *reach.about)
        data = limited or not reach.data or unit.atom in listed
        if reach.makes and clause.form in (ClauseForm.PERMIT, ClauseForm.DISCLAIM):
            data = unit.atom in products and (not reach.data or self.atoms(*flow.data) <= listed)
        elif reach.makes:
            by_itself = unit.role == "output" and not reach.data
            data = data and (unit.atom in products if by_itself else bool(self.atoms(flow.makes) & products))
        return YES if about and data else NO

    def pattern(self, reach: Reach, clause: Clause, unit: Unit, copy: Copy, carve: bool = False) -> int:
        truth = YES
        for field in self.fields(reach, clause, unit, copy, carve):
            truth = min(truth, field)
            if truth == NO:
                break
        return truth

    def reaches(self, clause: Clause, unit: Unit, copy: Copy, state: State) -> int:
        """E9: the pattern and `if`, less the exceptions."""
        if clause.form is ClauseForm.DUTY or (clause.require is not None and clause.require.need in PRESENCE):
            return NO
        if clause.form in (ClauseForm.PERMIT, ClauseForm.DISCLAIM) and unit.role == "input":  # E1
            return NO
        if clause.form is ClauseForm.ONLY and self.is_act(unit.act, *NOT_USES):  # E7, s19
            return NO
        if not true_in(clause.condition, state | self.safeguards(self.flows[unit.flow])):
            return NO
        truth = self.pattern(clause.reach, clause, unit, copy)
        return min(truth, opposite(self.spared(clause.exceptions, clause, unit, copy, state))) if truth else NO

    def spared(
        self, exceptions: Iterable[Exception_], clause: Clause, unit: Unit, copy: Copy, state: State
    ) -> int:  # E9, s21
        truth = NO
        for exception in exceptions:
            if isinstance(exception, PermittedBy):
                truth = max(truth, self.permitted(exception.clauses, clause.policy, unit, copy, state))
            elif true_in(exception.when, state | self.safeguards(self.flows[unit.flow])):
                inner = self.spared(exception.exceptions, clause, unit, copy, state)
                pattern = self.pattern(exception.reach, clause, unit, copy, carve=True)
                truth = max(truth, min(pattern, opposite(inner)))
        return truth

    def permitted(self, names: Iterable[str], policy: str, unit: Unit, copy: Copy, state: State) -> int:
        """Whether some permit covers a unit; an input is as permitted as all its products are."""
        permits = [c for c in self.clauses_of(policy) if c.form is ClauseForm.PERMIT]
        permits = [c for c in permits if not names or c.name in names]
        units = [unit]
        if unit.role == "input":
            units = [unit._replace(role="output", atom=p) for p in self.atoms(self.flows[unit.flow].makes)]
        return min(max((self.reaches(c, u, copy, state) for c in permits), default=NO) for u in units)

    # --- what is forbidden, E7, E8 and E10 ----------------------------------------------------------------------

    def forbids(self, clause: Clause, unit: Unit, copy: Copy, state: State) -> int:
        reached = self.reaches(clause, unit, copy, state)
        if reached and clause.only is not None:
            return min(reached, max(self.breaches(clause, unit, state)))
        if reached and clause.require is not None:
            return min(reached, self.lacks(clause, unit, state))
        return reached if clause.form is ClauseForm.FORBID else NO

    def breaches(self, clause: Clause, unit: Unit, state: State) -> Iterator[int]:  # E7, s19
        only, flow = clause.only, self.flows[unit.flow]
        yield NO
        if only.purposes:
            yield MAYBE if unit.purpose is None else NO if unit.purpose in self.purposes(*only.purposes) else YES
        if only.recipients and flow.recipient:
            yield opposite(self.matches_end(flow, (*only.recipients, *clause.reach.at)))
        if only.while_ is not None and not true_in(only.while_, state | self.safeguards(flow)):
            yield YES
        if only.kept is not None and flow.recipient:
            at, follows, end = clause.reach.at, self.travelling(clause), flow.recipient
            there = NO if (at or follows) and unit.subject in self.persons(end) else YES
            if at and not follows:
                there = min(there, self.matches_end(flow, at))
            yield min(there, opposite(at_most(flow.kept or self.actors[end].kept, only.kept)))

    def lacks(self, clause: Clause, unit: Unit, state: State) -> int:  # E8, s17
        need, names, flow = clause.require.need, clause.require.names, self.flows[unit.flow]
        if need is Need.WITH:
            return NO if set(names) <= self.safeguards(flow) else YES
        if need is Need.HAPPENS:
            return NO  # here it happens; `rulings` looks where it doesn't
        choice = self.system.conditions[names[0]]
        if choice.name not in state:
            return YES
        if need is Need.OPT_OUT:
            return NO
        if choice.by and not self.chooses(unit.subject, choice.by):
            return YES
        if choice.default is Default.GRANTED or (choice.asked and not self.asked_in(choice.asked, flow, state)):
            return YES
        ordered = choice.asked and choice.asked in self.before(flow.name)
        return NO if ordered and choice.default is Default.REFUSED else MAYBE

    def asked_in(self, asked: str, flow: Flow, state: State) -> bool:
        """E8: whether a question comes at all, and not after what it is about."""
        if asked == flow.name or flow.name in self.before(asked):
            return False
        return any(true_in(question.when, state) for question in self.flows if question.name == asked)

    def before(self, name: str) -> frozenset[str]:
        """s27: the flows that come before one, directly or through others."""
        direct = {earlier for flow in self.flows if flow.name == name for earlier in flow.after}
        return frozenset(direct).union(*(self.before(earlier) for earlier in direct))

    def strictly_around(self, permit: Clause, forbid: Clause, act: str) -> bool:  # E10, s22, s34
        outer, inner = self.resolved(permit, act), self.resolved(forbid, act)
        names = {*names_in(permit.condition), *names_in(forbid.condition)}
        rows = [frozenset()]
        for name in names:
            rows += [row | {name} for row in rows]
        here = [(true_in(permit.condition, row), true_in(forbid.condition, row)) for row in rows]
        if any(forbidden and not permitted for permitted, forbidden in here):
            return False
        if not all(o is None or (i is not None and i <= o) for o, i in zip(outer, inner, strict=True)):
            return False
        return outer != inner or any(permitted and not forbidden for permitted, forbidden in here)

    def resolved(self, clause: Clause, act: str) -> list[frozenset[object] | None]:
        """The set that each field stands for; None is everything."""
        reach, party = clause.reach, self.policy_of(clause).party
        named = reach.recipient if self.is_act(act, "collect", "read") else reach.sender
        by = reach.by or ((ANYONE,) if reach.at else named or (party,))
        found: list[frozenset[object] | None] = []
        for names in (by, reach.sender, reach.recipient, reach.at, reach.about, reach.through):
            actors = [a for a in (*self.actors, *self.subjects()) if self.matches(a, *names)]
            found.append(None if not names or ANYONE in names else frozenset({*names, *actors}))
        for names, of in ((reach.act, self.acts_inside), (reach.data, self.atoms), (reach.makes, self.atoms)):
            found.append(of(*names) if names else None)
        found.append(self.purposes(*reach.purposes) if reach.purposes else None)
        return [*found, frozenset(reach.form) if reach.form else None]

    # --- verdicts, E11 to E14 -----------------------------------------------------------------------------------

    def clauses_of(self, policy: str) -> tuple[Clause, ...]:
        return next(p for p in self.system.policies if p.name == policy).clauses

    def judge(self, unit: Unit, copy: Copy, state: State) -> Ruling:
        """E11, s22: one copy in one state."""
        clauses, flow = self.clauses_of(unit.policy), self.flows[unit.flow]
        reach = {c.id: self.reaches(c, unit, copy, state) for c in clauses}
        bad = {c.id: self.forbids(c, unit, copy, state) for c in clauses}
        party = next(p for p in self.system.policies if p.name == unit.policy).party
        ends = any(self.matches(end, party) for end in (flow.sender, flow.recipient, flow.at))
        spoken = any(reach[c.id] for c in clauses if c.form is not ClauseForm.DISCLAIM)
        if not (ends or spoken or ("through", party) in copy.marks):  # E13
            return Ruling(None)
        worst = frozenset(i for i, truth in bad.items() if truth == YES)
        doubtful = frozenset(i for i, truth in bad.items() if truth == MAYBE)
        permits = [c for c in clauses if c.form is ClauseForm.PERMIT and reach[c.id] == YES]
        if worst:
            forbids = [c for c in clauses if c.id in worst and c.form is ClauseForm.FORBID]
            hit = {p.id for p in permits if not all(self.strictly_around(p, f, unit.act) for f in forbids)}
            return Ruling(Verdict.CONFLICTING if hit else Verdict.FORBIDDEN, worst | hit, doubtful)
        if doubtful:
            return Ruling(Verdict.UNDECIDED, frozenset(), doubtful)
        if unit.role == "input":
            return Ruling(None)
        if permits:
            return Ruling(Verdict.PERMITTED, frozenset(c.id for c in permits))
        disclaimed = frozenset(c.id for c in clauses if c.form is ClauseForm.DISCLAIM and reach[c.id] == YES)
        covers = (ClauseForm.PERMIT,) if disclaimed else (ClauseForm.PERMIT, ClauseForm.DISCLAIM)
        perhaps = frozenset(c.id for c in clauses if c.form in covers and reach[c.id] == MAYBE)
        if perhaps:
            return Ruling(Verdict.UNDECIDED, frozenset(), perhaps)
        return Ruling(Verdict.DISCLAIMED if disclaimed else Verdict.UNDISCLOSED, disclaimed)

    def combine(self, rulings: list[Ruling]) -> Ruling:
        """E12, s25: all the copies a sender may use."""
        verdicts = {r.verdict for r in rulings}
        certain = frozenset().union(*(r.certain for r in rulings))
        possible = frozenset().union(*(r.possible for r in rulings))
        if verdicts <= set(BAD):
            if verdicts == {Verdict.CONFLICTING}:
                return Ruling(Verdict.CONFLICTING, certain, possible)
            return Ruling(Verdict.FORBIDDEN, self.not_permits(certain), possible)
        if len(verdicts) == 1:
            return Ruling(rulings[0].verdict, certain, possible)
        worse = [r for r in rulings if r.verdict in (*BAD, Verdict.UNDECIDED)] or rulings
        return Ruling(Verdict.UNDECIDED, frozenset(), frozenset().union(*(r.certain | r.possible for r in worse)))

    def not_permits(self, ids: frozenset[str]) -> frozenset[str]:
        return ids - {c.id for c in self.system.clauses if c.form is ClauseForm.PERMIT}

    def units(self, state: State) -> dict[Unit, frozenset[Copy]]:
        """E1: every unit that happens in a state, with the copies it may be about."""
        found = {}
        for policy in self.system.policies:
            for index, flow in enumerate(self.flows):
                for (role, atom, s), copies in self.uses(state, index).items():
                    for act in self.acts(flow, policy, s):
                        for purpose in self.purposes(*flow.purposes) or (None,):
                            found[Unit(policy.name, index, act, role, atom, s, purpose)] = copies
        return found

    @once
    def all_units(self) -> dict[Unit, frozenset[Copy]]:
        """The units of all states with their copies of all states."""
        found: dict[Unit, frozenset[Copy]] = {}
        for state in self.states():
            for unit, copies in self.units(state).items():
                found[unit] = found.get(unit, frozenset()) | copies
        return found

    @once
    def rulings(self, state: State) -> dict[Unit, Ruling]:
        """What each policy makes of each unit in a state."""
        here = self.units(state)
        found = {u: self.combine([self.judge(u, copy, state) for copy in copies]) for u, copies in here.items()}
        always = [c for c in self.system.clauses if c.require is not None and c.require.need is Need.HAPPENS]
        for unit, copies in self.all_units().items() if always else ():  # E8: what should happen and doesn't
            if unit not in here:
                truth = {
                    c.id: max(self.reaches(c, unit, copy, state) for copy in copies)
                    for c in always
                    if c.policy == unit.policy
                }
                missed = frozenset(i for i, t in truth.items() if t == YES)
                perhaps = frozenset(i for i, t in truth.items() if t == MAYBE)
                if missed or perhaps:
                    found[unit] = Ruling(Verdict.FORBIDDEN if missed else Verdict.UNDECIDED, missed, perhaps)
        return found
