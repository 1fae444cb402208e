"""Sections 3 and 4 of the semantics: what each clause reaches, and the verdict on each datum in each state."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from flowvow.findings.finding import Verdict
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.clauses import Clause, ClauseForm, Exception_, Need, PermittedBy, Reach
from flowvow.model.conditions import Default, names_in
from flowvow.model.flows import Flow

from .facts import Copy, Facts, promises_event
from .names import FORMS, MAYBE, NO, YES, State, at_most, once, subsets, true_in, union

NOT_USES = ("delete", "return", "notify")
BAD = (Verdict.FORBIDDEN, Verdict.CONFLICTING)
COVERING = (ClauseForm.PERMIT, ClauseForm.DISCLAIM)


class Unit(NamedTuple):
    """E1: what is judged; `flow` is an index, `role` is carried, input or output, no purpose is an unknown one."""

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

    # --- reach ---

    @once
    def acts(self, flow: Flow, party: str, subject: str) -> list[str]:  # s15, E2
        person, inside = self.persons(flow.recipient), self.matches(flow.recipient, party)
        first = "derive" if flow.makes else "use"
        if flow.recipient and inside and not self.matches(flow.sender, party):
            first = "collect"
        elif flow.recipient and not inside and subject not in person and not (subject == NOBODY and person):
            first = "share"
        into, out = (getattr(self.actors.get(end), "store", False) for end in (flow.recipient, flow.sender))
        more = ["keep"] * (into or self.keeps(flow)) + ["read"] * out
        first = flow.act or first
        return [first] if self.is_act(first, *NOT_USES) else list(dict.fromkeys([first, *more]))

    def leaves(self, flow: Flow, names: Iterable[str]) -> bool:  # E4: from
        return not flow.at and any(self.matches(end, *names) for end in (flow.sender, flow.via))

    def done_by(self, unit: Unit, names: Iterable[str]) -> float:  # s16, E3
        flow = self.flows[unit.flow]
        sent, received = self.matches(flow.sender or flow.at, *names), self.arrives(flow, *names)
        if flow.at or not self.is_act(unit.act, "keep", "collect", "read"):
            return sent
        return max(sent, received) if self.is_act(unit.act, "keep") else received

    def bound(self, clause: Clause, unit: Unit, copy: Copy) -> float:  # s16, s20, E3, E5
        reach = clause.reach
        if self.travels(clause):
            return max(("travel", clause.id) in copy.marks, self.arrives(self.flows[unit.flow], *reach.at))
        named = reach.recipient if self.is_act(unit.act, "collect", "read") else reach.sender
        unnamed = YES if reach.at or named else self.done_by(unit, [self.policies[clause.policy].party])
        return self.done_by(unit, reach.by) if reach.by else unnamed

    def fits_data(self, reach: Reach, clause: Clause, unit: Unit, limited: bool) -> bool:  # s11, D2, E6
        flow, listed = self.flows[unit.flow], self.atoms(*reach.data)
        if not reach.makes or not flow.makes:
            return not reach.makes and (limited or self.names_datum(reach, unit.atom, unit.subject))
        products, about = (
            self.atoms(*reach.makes),
            limited or self.matches(unit.subject, *reach.about or (unit.subject,)),
        )
        if clause.form in COVERING:
            return about and unit.atom in products and (not reach.data or self.atoms(*flow.data) <= listed)
        itself = unit.role == "output" and not reach.data
        made = unit.atom in products if itself else bool(self.atoms(flow.makes) & products)
        return about and made and (limited or not reach.data or unit.atom in listed)

    @once
    def fits(self, reach: Reach, clause: Clause, unit: Unit, copy: Copy, carve: bool) -> float:
        """E4, E9: how far the weakest field of a clause's pattern, or of an exception's, fits."""
        flow, follows = self.flows[unit.flow], self.travels(clause) and not carve
        touched = any(self.matches(end, *reach.at) for end in (flow.sender, flow.at, flow.via))
        until = None if carve else clause.until
        fields = [
            (reach.act, self.is_act(unit.act, *reach.act)),
            (reach.by if carve else YES, self.done_by(unit, reach.by) if carve else self.bound(clause, unit, copy)),
            (reach.sender and not follows, self.leaves(flow, reach.sender)),
            (reach.at and not follows, max(touched, self.arrives(flow, *reach.at))),
            (reach.recipient, self.arrives(flow, *reach.recipient)),
            (YES, self.fits_data(reach, clause, unit, not carve and ("limit", clause.id) in copy.marks)),
            (reach.purposes, unit.purpose in self.purposes(*reach.purposes) if unit.purpose else MAYBE),
            (reach.form, copy.form in reach.form if copy.form else MAYBE),
            (reach.through, any(("through", name) in copy.marks for name in reach.through)),
            (until, FORMS.index(copy.form) < FORMS.index(until) if until and copy.form else MAYBE),  # s11
        ]
        return min(truth for stated, truth in fields if stated)

    def reaches(self, clause: Clause, unit: Unit, copy: Copy, state: State) -> float:  # s15, s18, s21, E9
        given = state | self.safeguards(self.flows[unit.flow])
        aside = clause.form in COVERING and unit.role == "input"  # E1
        aside = aside or (clause.form is ClauseForm.ONLY and self.is_act(unit.act, *NOT_USES))  # s19, E7
        if aside or not true_in(clause.condition, given):
            return NO
        truth = self.fits(clause.reach, clause, unit, copy, False)
        return truth and min(truth, 1 - self.spared(clause.exceptions, clause, unit, copy, state))

    def spared(
        self, exceptions: Iterable[Exception_], clause: Clause, unit: Unit, copy: Copy, state: State
    ) -> float:  # s21, E9
        truth, given = NO, state | self.safeguards(self.flows[unit.flow])
        for one in exceptions:
            if isinstance(one, PermittedBy):
                truth = max(truth, self.permitted(one.clauses, clause.policy, unit, copy, state))
            elif true_in(one.when, given):
                inner = self.spared(one.exceptions, clause, unit, copy, state)
                truth = max(truth, min(self.fits(one.reach, clause, unit, copy, True), 1 - inner))
        return truth

    def permitted(self, names: Iterable[str], policy: str, unit: Unit, copy: Copy, state: State) -> float:  # s21, E9
        permits = [
            c for c in self.policies[policy].clauses if c.form is ClauseForm.PERMIT and c.name in (names or [c.name])
        ]
        products = self.atoms(self.flows[unit.flow].makes) if unit.role == "input" else ()
        units = [unit._replace(role="output", atom=atom) for atom in products] or [unit]
        return min(max((self.reaches(c, one, copy, state) for c in permits), default=NO) for one in units)

    # --- what is forbidden ---

    def unmet(self, clause: Clause, unit: Unit, state: State) -> float:  # s17, s22
        """How far a clause forbids what it reaches."""
        if clause.only is not None:
            return self.exceeded(clause, unit, state)
        if clause.require is not None:
            return self.lacking(clause, unit, state)
        return clause.form is ClauseForm.FORBID

    def exceeded(self, clause: Clause, unit: Unit, state: State) -> float:  # s17, s19, E7
        only, flow, at = clause.only, self.flows[unit.flow], clause.reach.at
        end, kept, bars = flow.recipient, flow.kept, [NO]
        if only.purposes:
            bars.append(unit.purpose not in self.purposes(*only.purposes) if unit.purpose else MAYBE)
        if only.recipients and end:
            bars.append(1 - self.arrives(flow, *only.recipients, *at))
        if only.while_ is not None:
            bars.append(not true_in(only.while_, state | self.safeguards(flow)))
        if only.kept is not None and end:
            theirs = (at or self.travels(clause)) and unit.subject in self.persons(end)
            there = self.arrives(flow, *at) if at and not self.travels(clause) else YES
            bars.append(min(not theirs, there, 1 - at_most(kept or self.actors[end].kept, only.kept)))
        return max(bars)

    def lacking(self, clause: Clause, unit: Unit, state: State) -> float:  # s17, E8
        need, names, flow = clause.require.need, clause.require.names, self.flows[unit.flow]
        if need in (Need.WITH, Need.HAPPENS):  # here it happens; `rulings` looks where it doesn't
            return need is Need.WITH and not set(names) <= self.safeguards(flow)
        choice = self.system.conditions[names[0]]
        asked, granted = choice.asked, choice.name in state
        if need is Need.OPT_OUT or not granted:
            return not granted
        never = asked and not any(true_in(asking.when, state) for asking in self.flows if asking.name == asked)
        late = asked == flow.name or flow.name in self.before(asked)
        others = choice.by and not self.chooses(unit.subject, choice.by)
        if never or late or others or choice.default is Default.GRANTED:
            return YES
        return NO if asked in self.before(flow.name) and choice.default is Default.REFUSED else MAYBE

    def before(self, name: str) -> frozenset[str]:  # s27: the flows that come before one, directly or through others
        direct = union(flow.after for flow in self.flows if flow.name == name)
        return direct.union(*map(self.before, direct))

    @once
    def strictly_around(self, permit: Clause, forbid: Clause, act: str) -> bool:  # s22, s34, E10
        names = {*names_in(permit.condition), *names_in(forbid.condition)}
        outer, inner = (self.resolved(clause, act, frozenset(names)) for clause in (permit, forbid))
        around = all(o is None or (i is not None and i <= o) for o, i in zip(outer, inner, strict=True))
        return around and outer != inner

    def resolved(self, clause: Clause, act: str, names: frozenset[str]) -> list[frozenset[object] | None]:
        """E10: what each field stands for, and in which states; None is everything."""
        reach, party = clause.reach, self.policies[clause.policy].party
        named = reach.recipient if self.is_act(act, "collect", "read") else reach.sender
        by = reach.by or ((ANYONE,) if reach.at else named or (party,))
        found = [frozenset(row for row in subsets(names) if true_in(clause.condition, row))]
        for listed in (by, reach.sender, reach.recipient, reach.at, reach.about, reach.through):
            actors = [a for a in (*self.actors, *self.subjects()) if self.matches(a, *listed)]
            found.append(None if not listed or ANYONE in listed else frozenset({*listed, *actors}))
        sets = [(reach.act, self.acts_inside), (reach.data, self.atoms), (reach.makes, self.atoms)]
        sets += [(reach.purposes, self.purposes), (reach.form, lambda *forms: frozenset(forms))]
        return found + [stands_for(*listed) if listed else None for listed, stands_for in sets]

    # --- verdicts ---

    @once
    def judge(self, unit: Unit, copy: Copy, state: State) -> Ruling:
        """s22, s23, s24, E11: one copy in one state."""
        policy, flow = self.policies[unit.policy], self.flows[unit.flow]
        clauses = [c for c in policy.clauses if c.form is not ClauseForm.DUTY and not promises_event(c)]
        reach = {c.id: self.reaches(c, unit, copy, state) for c in clauses}
        bars = {c.id: reach[c.id] and min(reach[c.id], self.unmet(c, unit, state)) for c in clauses}

        def those(truths: dict[str, float], truth: float, *forms: ClauseForm) -> frozenset[str]:
            return frozenset(c.id for c in clauses if truths[c.id] == truth and (not forms or c.form in forms))

        ends = any(self.matches(end, policy.party) for end in (flow.sender, flow.recipient, flow.at))
        spoken = any(reach[c.id] for c in clauses if c.form is not ClauseForm.DISCLAIM)
        if not (ends or spoken or ("through", policy.party) in copy.marks):  # E13
            return Ruling(None)
        barred, perhaps = those(bars, YES), those(bars, MAYBE)
        permits, disclaims = (those(reach, YES, form) for form in COVERING)
        if barred:
            forbids = [c for c in clauses if c.id in barred and c.form is ClauseForm.FORBID]
            around = [p for p in clauses if all(self.strictly_around(p, f, unit.act) for f in forbids)]
            hit = permits - {p.id for p in around}
            return Ruling(Verdict.CONFLICTING if hit else Verdict.FORBIDDEN, barred | hit, perhaps)
        if perhaps or unit.role == "input":
            return Ruling(Verdict.UNDECIDED if perhaps else None, frozenset(), perhaps)
        if permits:
            return Ruling(Verdict.PERMITTED, permits)
        perhaps = those(reach, MAYBE, ClauseForm.PERMIT, *([] if disclaims else [ClauseForm.DISCLAIM]))
        if perhaps:
            return Ruling(Verdict.UNDECIDED, frozenset(), perhaps)
        return Ruling(Verdict.DISCLAIMED if disclaims else Verdict.UNDISCLOSED, disclaims)

    def combine(self, rulings: list[Ruling]) -> Ruling:
        """s25, E12: all the copies that a sender may use."""
        verdicts, (certain, possible) = {r.verdict for r in rulings}, (union(r[i] for r in rulings) for i in (1, 2))
        if len(verdicts) == 1:
            verdict = rulings[0].verdict
            return Ruling(verdict, certain, possible)
        if verdicts == set(BAD):
            permits = {c.id for c in self.system.clauses if c.form is ClauseForm.PERMIT}
            return Ruling(Verdict.FORBIDDEN, certain - permits, possible)
        worse = [r for r in rulings if r.verdict in (*BAD, Verdict.UNDECIDED)] or rulings
        return Ruling(Verdict.UNDECIDED, frozenset(), union(r.certain | r.possible for r in worse))

    @once
    def units(self, state: State) -> dict[Unit, frozenset[Copy]]:
        """s23, E1: all that happens in a state, one by one, with the copies each may be about."""
        found = {}
        for policy, (index, flow) in product(self.system.policies, enumerate(self.flows)):
            for (role, atom, s), copies in self.uses(state, index).items():
                for act, purpose in product(self.acts(flow, policy.party, s), self.purposes(*flow.purposes) or [None]):
                    found[Unit(policy.name, index, act, role, atom, s, purpose)] = copies
        return found

    @once
    def rulings(self, state: State) -> dict[Unit, Ruling]:
        """What each policy makes of each unit in a state."""
        here = self.units(state)
        found = {u: self.combine([self.judge(u, copy, state) for copy in copies]) for u, copies in here.items()}
        always = [c for c in self.system.clauses if c.require is not None and c.require.need is Need.HAPPENS]
        missing: dict[Unit, set[Copy]] = {}
        for unit, copies in [pair for other in self.states() if always for pair in self.units(other).items()]:
            if unit not in here:
                missing.setdefault(unit, set()).update(copies)
        for unit, copies in missing.items():  # s17, E8: what should happen and doesn't
            truths = {
                c.id: max(self.reaches(c, unit, copy, state) for copy in copies)
                for c in always
                if c.policy == unit.policy
            }
            certain, possible = (frozenset(i for i, t in truths.items() if t == truth) for truth in (YES, MAYBE))
            if certain | possible:
                found[unit] = Ruling(Verdict.FORBIDDEN if certain else Verdict.UNDECIDED, certain, possible)
        return found

    def reported(self, unit: Unit, ruling: Ruling) -> bool:
        """E14: whether a verdict is a fault or doubt worth telling."""
        covers = {c.id for c in self.system.clauses if c.form in COVERING}
        doubt = ruling.verdict is Verdict.UNDECIDED
        quiet = ruling.verdict is Verdict.UNDISCLOSED or (doubt and ruling.certain | ruling.possible <= covers)
        quiet = quiet and self.is_act(unit.act, *NOT_USES, "read")
        return ruling.verdict in (*BAD, Verdict.UNDISCLOSED, Verdict.UNDECIDED) and not quiet
