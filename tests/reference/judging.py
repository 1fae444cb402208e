"""Sections 3 and 4 of the semantics: what each clause reaches and forbids, and the verdicts, per atom and state."""

from collections import namedtuple
from functools import partial
from itertools import product

from flowvow.findings.finding import Verdict
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.clauses import Carve, Clause, ClauseForm, Need, PermittedBy, Reach
from flowvow.model.conditions import Default, names_in
from flowvow.model.flows import Flow

from .facts import FORMS, MAYBE, NO, UNKEPT, YES, Copy, Facts, State, at_most, grouped, subsets, true_in, union

# E1: what is judged; `flow` is an index, `role` is carried, input or output, a purpose None isn't known.
Unit = namedtuple("Unit", "policy flow act role atom subject purpose")
# A verdict (None: the policy has nothing to say), and the clauses that certainly and possibly decide it.
Ruling = namedtuple("Ruling", "verdict certain possible", defaults=(frozenset(), frozenset()))
NOT_USES = ("delete", "return", "notify")
BAD = (Verdict.FORBIDDEN, Verdict.CONFLICTING)
COVERING = (ClauseForm.PERMIT, ClauseForm.DISCLAIM)


class Judging(Facts):  # what the policies make of what happens
    def acts_of(self, flow: Flow, party: str, subject: str) -> list[str]:  # s15, E2
        person, inside = self.persons(flow.recipient), self.matches(flow.recipient, party)
        away = flow.recipient and not inside and subject not in (person and person | {NOBODY})
        ends = "share" if away else "collect" if inside and not self.matches(flow.sender, party) else "use"
        first = flow.act or ("derive" if flow.makes else ends)
        into, out = (getattr(self.actors.get(end), "store", False) for end in (flow.recipient, flow.sender))
        kept = into or (flow.recipient and flow.kept not in UNKEPT)
        more = [] if first in self.acts(*NOT_USES) else ["keep"] * bool(kept) + ["read"] * out
        return list(dict.fromkeys([first, *more]))

    def done_by(self, unit: Unit, *names: str) -> float:  # s16, E3
        flow = self.flows[unit.flow]
        sent, received = self.matches(flow.sender or flow.at, *names), self.arrives(flow, *names)
        both, other = (unit.act in self.acts(*acts) and not flow.at for acts in (["keep"], ["collect", "read"]))
        return max(sent, received) if both else received if other else sent

    def bound(self, clause: Clause, unit: Unit, copy: Copy) -> float:  # s16, s20, E3, E5
        reach, party = clause.reach, self.policies[clause.policy].party
        if self.travels(clause):
            return max(("travel", clause.id) in copy.marks, self.arrives(self.flows[unit.flow], *reach.at))
        named = reach.at or (reach.recipient if unit.act in self.acts("collect", "read") else reach.sender)
        return YES if named and not reach.by else self.done_by(unit, *(reach.by or [party]))

    def fits_data(self, reach: Reach, clause: Clause, unit: Unit, limited: bool) -> bool:  # s11, D2, E6
        flow, data = self.flows[unit.flow], limited or self.names_datum(reach, unit.atom, unit.subject)
        if not reach.makes or not flow.makes:
            return data and not reach.makes
        made = [unit.atom] if unit.role == "output" and not reach.data else self.atoms(flow.makes)
        if clause.form in COVERING:
            about = not reach.about or self.matches(unit.subject, *reach.about)
            data, made = about and (not reach.data or self.atoms(*flow.data) <= self.atoms(*reach.data)), [unit.atom]
        return data and not self.atoms(*reach.makes).isdisjoint(made)

    def fits(self, reach: Reach, clause: Clause, unit: Unit, copy: Copy, carve: bool) -> float:  # s15, E4, E9
        flow, follows, until = self.flows[unit.flow], self.travels(clause) and not carve, not carve and clause.until
        left, named = [flow.via, flow.sender], reach.by or not carve
        touched = any(self.matches(end, *reach.at) for end in (*left, flow.at))
        return min(
            not reach.act or unit.act in self.acts(*reach.act),
            not named or (self.done_by(unit, *reach.by) if carve else self.bound(clause, unit, copy)),
            not reach.sender or follows or (not flow.at and any(self.matches(end, *reach.sender) for end in left)),
            not reach.at or follows or max(self.arrives(flow, *reach.at), touched),
            not reach.recipient or self.arrives(flow, *reach.recipient),
            self.fits_data(reach, clause, unit, not carve and ("limit", clause.id) in copy.marks),
            not reach.purposes or (unit.purpose in self.purposes(*reach.purposes) if unit.purpose else MAYBE),
            not reach.form or (copy.form in reach.form if copy.form else MAYBE),
            not reach.through or any(("through", name) in copy.marks for name in reach.through),
            not until or (FORMS.index(copy.form) < FORMS.index(until) if copy.form else MAYBE),  # s11
            carve or clause.form not in COVERING or unit.role != "input",  # E1
            carve or clause.form is not ClauseForm.ONLY or unit.act not in self.acts(*NOT_USES),  # s19, E7
        )

    def reaches(self, clause: Clause, unit: Unit, copy: Copy, state: State) -> float:  # s18, s21, E9
        fits = self.fits(clause.reach, clause, unit, copy, False)
        given = fits and state | self.safeguards(self.flows[unit.flow])
        if not fits or not true_in(clause.condition, given):
            return NO
        return min(fits, 1 - self.spared(clause.exceptions, given, partial(self.spares, clause, unit, copy, state)))

    def spared(self, exceptions: tuple, given: State, fits) -> float:  # s21, E9, F1: one fits, and none inside it
        ones = [one for one in exceptions if isinstance(one, PermittedBy) or true_in(one.when, given)]
        inner = [self.spared(getattr(one, "exceptions", ()), given, fits) for one in ones]
        return max((min(fits(one), 1 - truth) for one, truth in zip(ones, inner, strict=True)), default=NO)

    def spares(self, clause: Clause, unit: Unit, copy: Copy, state: State, one) -> float:  # s21, E9: one exception
        if isinstance(one, Carve):
            return self.fits(one.reach, clause, unit, copy, True)
        permits = [c for c in self.policies[clause.policy].clauses if c.form is ClauseForm.PERMIT]
        permits = [c for c in permits if c.name in (one.clauses or [c.name])]
        products = self.atoms(self.flows[unit.flow].makes) if unit.role == "input" else ()
        units = [unit._replace(role="output", atom=atom) for atom in products] or [unit]
        return min(max((self.reaches(c, u, copy, state) for c in permits), default=NO) for u in units)

    def unmet(self, clause: Clause, unit: Unit, state: State) -> float:  # s17, s22: how far it forbids what it reaches
        flow, at, only, end = self.flows[unit.flow], clause.reach.at, clause.only, self.flows[unit.flow].recipient
        if not only:
            return self.lacking(clause, unit, state) if clause.require else clause.form is ClauseForm.FORBID
        here = self.arrives(flow, *at) if at and not self.travels(clause) else YES  # s19, E7
        theirs = (at or self.travels(clause)) and unit.subject in self.persons(end)
        kept = YES if not end or only.kept is None else at_most(flow.kept or self.actors[end].kept, only.kept)
        return max(
            bool(only.purposes) and (unit.purpose not in self.purposes(*only.purposes) if unit.purpose else MAYBE),
            bool(only.recipients and end) and 1 - self.arrives(flow, *only.recipients, *at),
            only.while_ is not None and not true_in(only.while_, state | self.safeguards(flow)),
            min(here, not theirs, 1 - kept),
        )

    def lacking(self, clause: Clause, unit: Unit, state: State) -> float:  # s17, E8
        need, names, flow = clause.require.need, clause.require.names, self.flows[unit.flow]
        if need in (Need.WITH, Need.HAPPENS):  # here it happens; `rulings` looks where it doesn't
            return need is Need.WITH and not set(names) <= self.safeguards(flow)
        choice = self.system.conditions[names[0]]
        if need is Need.OPT_OUT or choice.name not in state:
            return choice.name not in state
        asked, default = choice.asked, choice.default
        never = asked and not any(true_in(asking.when, state) for asking in self.flows if asking.name == asked)
        late = flow.name == asked or flow.name in self.before(asked)
        others = choice.by and choice.name not in self.choices(unit.subject)
        first = asked in self.before(flow.name) and default is Default.REFUSED
        return YES if never or late or others or default is Default.GRANTED else NO if first else MAYBE

    def before(self, name: str) -> frozenset[str]:  # s27: the flows that come before one, directly or through others
        direct = union(flow.after for flow in self.flows if flow.name == name)
        return direct.union(*map(self.before, direct))

    def strictly_around(self, permit: Clause, forbid: Clause, act: str) -> bool:  # s22, s34, E10
        names = frozenset({*names_in(permit.condition), *names_in(forbid.condition)})
        pairs = list(zip(*(self.resolved(clause, act, names) for clause in (permit, forbid)), strict=True))
        return all(o is None or (i is not None and i <= o) for o, i in pairs) and any(o != i for o, i in pairs)

    def resolved(self, clause: Clause, act: str, names: frozenset[str]) -> list[frozenset | None]:  # E10; None is all
        reach, party = clause.reach, self.policies[clause.policy].party
        named = reach.recipient if act in self.acts("collect", "read") else reach.sender
        by = reach.by or ((ANYONE,) if reach.at else named or (party,))
        found = [frozenset(state for state in subsets(names) if true_in(clause.condition, state))]
        for listed in (by, reach.sender, reach.recipient, reach.at, reach.about, reach.through):
            actors = [a for a in (*self.actors, *self.subjects()) if self.matches(a, *listed)]
            found.append(None if not listed or ANYONE in listed else frozenset({*listed, *actors}))
        fields = [(reach.act, self.acts), (reach.data, self.atoms), (reach.makes, self.atoms)]
        fields += [(reach.purposes, self.purposes), (reach.form, lambda *forms: frozenset(forms))]
        return found + [stands_for(*listed) if listed else None for listed, stands_for in fields]

    def judge(self, unit: Unit, copy: Copy, state: State) -> Ruling:  # s22, s23, s24, E11: one copy in one state
        policy, flow = self.policies[unit.policy], self.flows[unit.flow]
        clauses = [c for c in policy.clauses if c.form is not ClauseForm.DUTY and c not in self.promises]
        reach = {c: self.reaches(c, unit, copy, state) for c in clauses}
        ends = any(self.matches(end, policy.party) for end in (flow.sender, flow.recipient, flow.at))
        spoken = any(truth for c, truth in reach.items() if c.form is not ClauseForm.DISCLAIM)
        if not (ends or spoken or ("through", policy.party) in copy.marks):  # E13
            return Ruling(None)
        bars = {c: min(truth, self.unmet(c, unit, state)) for c, truth in reach.items() if truth}
        barred, perhaps = (frozenset(c.id for c in bars if bars[c] == truth) for truth in (YES, MAYBE))
        permits, disclaims = ([c for c in clauses if c.form is form and reach[c] == YES] for form in COVERING)
        if barred:
            forbids = [c for c in bars if c.form is ClauseForm.FORBID and bars[c] == YES]
            hit = {p.id for p in permits if not all(self.strictly_around(p, f, unit.act) for f in forbids)}
            return Ruling(Verdict.CONFLICTING if hit else Verdict.FORBIDDEN, barred | hit, perhaps)
        doubted = () if permits else (ClauseForm.PERMIT,) if disclaims else COVERING
        if unit.role != "input":
            perhaps = perhaps or frozenset(c.id for c in clauses if c.form in doubted and reach[c] == MAYBE)
        if perhaps or unit.role == "input":
            return Ruling(Verdict.UNDECIDED if perhaps else None, frozenset(), perhaps)
        verdict = Verdict.PERMITTED if permits else Verdict.DISCLAIMED if disclaims else Verdict.UNDISCLOSED
        return Ruling(verdict, frozenset(c.id for c in permits or disclaims))

    def combine(self, *rulings: Ruling) -> Ruling:  # s25, E12: over all the copies that a sender may use
        verdicts, (certain, possible) = {r.verdict for r in rulings}, (union(r[i] for r in rulings) for i in (1, 2))
        if len(verdicts) == 1:
            return Ruling(*verdicts, certain, possible)
        if verdicts == set(BAD):
            return Ruling(Verdict.FORBIDDEN, certain - {c.id for c in self.clauses if c.form in COVERING}, possible)
        worse = [r for r in rulings if r.verdict in (*BAD, Verdict.UNDECIDED)] or rulings
        return Ruling(Verdict.UNDECIDED, frozenset(), union(r.certain | r.possible for r in worse))

    def units(self, state: State) -> dict[Unit, frozenset[Copy]]:  # s23, E1: all that happens, with its copies
        found = {}
        for policy, (index, flow) in product(self.system.policies, enumerate(self.flows)):
            for (role, *datum), copies in self.uses(state, index).items():
                acts = self.acts_of(flow, policy.party, datum[1])
                for act, purpose in product(acts, self.purposes(*flow.purposes) or [None]):
                    found[Unit(policy.name, index, act, role, *datum, purpose)] = copies
        return found

    def rulings(self, state: State) -> dict[Unit, Ruling]:  # s22: what each policy makes of each unit
        here, always = self.units(state), [c for c in self.clauses if c.require and c.require.need is Need.HAPPENS]
        found = {u: self.combine(*(self.judge(u, copy, state) for copy in copies)) for u, copies in here.items()}
        others = [pair for s in self.states() if always for pair in self.units(s).items() if pair[0] not in here]
        for unit, copies in grouped((u, copy) for u, among in others for copy in among).items():  # E8
            asking = [c for c in always if c.policy == unit.policy]
            truths = {c.id: max(self.reaches(c, unit, copy, state) for copy in copies) for c in asking}
            certain, possible = (frozenset(i for i, t in truths.items() if t == truth) for truth in (YES, MAYBE))
            if certain | possible:
                found[unit] = Ruling(Verdict.FORBIDDEN if certain else Verdict.UNDECIDED, certain, possible)
        return found

    def reported(self, unit: Unit, ruling: Ruling) -> bool:  # E14: a fault, or doubt worth telling
        covers = {c.id for c in self.clauses if c.form in COVERING}
        doubt = ruling.verdict is Verdict.UNDECIDED and ruling.certain | ruling.possible <= covers
        quiet = (doubt or ruling.verdict is Verdict.UNDISCLOSED) and unit.act in self.acts(*NOT_USES, "read")
        return not quiet and ruling.verdict in (*BAD, Verdict.UNDISCLOSED, Verdict.UNDECIDED)
