"""Sections 1 and 2 of the semantics: what names, forms and times stand for, who holds what, and what each flow does."""

import re
from collections import namedtuple
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from inspect import isgeneratorfunction
from itertools import combinations, product
from math import inf, nan

from flowvow.model.actors import ANYONE, NOBODY, PERSON
from flowvow.model.clauses import PRESENCE, Clause, ClauseForm, PermittedBy, Reach
from flowvow.model.conditions import All, ConditionKind, Expression, Named, Not
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form
from flowvow.model.times import Duration, Length

State = frozenset[str]  # s13: the choices that are granted and the circumstances that hold
NO, MAYBE, YES = 0, 0.5, 1  # s24: `min` is and, `max` is or, `1 - x` is not; a bool is a certain truth
FORMS = [Form.IDENTIFIED, None, *list(Form)[1:]]  # s6, C6: from the highest; one that isn't known may be the second
OTHER = "/other"  # s2: the atom of an open name for what it doesn't list
UNITS = {"hours": ("minutes", 60), "days": ("minutes", 1440), "weeks": ("minutes", 10080), "years": ("months", 12)}
FIRSTS = [date(year, month, 1).toordinal() for year in range(2000, 2800) for month in range(1, 13)]
UNKEPT = (None, Duration(Length.NONE))
CHANGING = ["usable", "steps", "arisen", "by_default"]  # asked of what still grows

# s6, s9: an atom about somebody in a form at a holder. `marks` are its history: ("travel", clause), ("limit", clause),
# ("through", name). It is `own` where it began (C1), `loose` where an origin has it of anybody; `seal` made it (C4).
Copy = namedtuple("Copy", "holder atom subject form marks own loose seal", defaults=(frozenset(), False, False, ""))
Route = tuple[str, ...]  # s29: names of flows, what is needed before what needs it
Known = dict[Copy, Route]  # what is held in a state, each with its shortest route
Step = tuple[tuple[Copy, ...], Copy | None]  # the copies that a flow takes, and the one that it brings or makes of them


def union(sets) -> frozenset:
    return frozenset().union(*sets)


def gathered(rule, *asked, **more) -> frozenset:  # what a rule yields
    return frozenset(rule(*asked, **more))


def grouped(pairs) -> dict:  # what stands with each first
    found = {}
    for first, second in pairs:
        found[first] = found.get(first, frozenset()) | {second}
    return found


def subsets(names) -> list[frozenset[str]]:
    return [frozenset(chosen) for size in range(len(names) + 1) for chosen in combinations(names, size)]


@cache
def natural(name: str) -> list[str | int]:  # s29: f5 before f13
    return [int(part) if i % 2 else part for i, part in enumerate(re.split("([0-9]+)", name))]


def rank(route: Route) -> tuple[int, list]:  # s29: shorter first, ties by name
    return len(route), [natural(name) for name in route]


def true_in(expression: Expression, names: State) -> bool:  # s12: when exactly these conditions hold
    if isinstance(expression, Named | Not):
        return expression.name in names if isinstance(expression, Named) else not true_in(expression.part, names)
    return (all if isinstance(expression, All) else any)(true_in(part, names) for part in expression.parts)


@cache
def reckoned(time: Duration) -> tuple[str, int, float, float]:  # F4: calendar and count, the least and most minutes
    calendar, size = UNITS.get(time.unit, (time.unit or str(time), 1))
    count = time.count * size
    days = [end - start for start, end in zip(FIRSTS, FIRSTS[count * (calendar == "months") :], strict=False)]
    bounds = {"minutes": (count, count), "months": (min(days) * 1440, max(days) * 1440), "none": (0, 0)}
    bounds |= {"business days": (count * 1440, count and 1e99), "forever": (inf, inf)}
    return calendar, count, *bounds.get(calendar, (0, nan))  # a session, or until something happens


def at_most(time: Duration | None, limit: Duration | None) -> float:  # s27, F4: a time is no longer than a limit
    if time is None or limit is None:
        return YES if limit is None else MAYBE
    (calendar, count, low, high), (other, most, least, longest) = reckoned(time), reckoned(limit)
    if other in (calendar, "none"):
        return count <= most if other == calendar else high == 0
    return YES if high <= least else NO if low > longest else MAYBE


def add(one: Duration | None, other: Duration | None) -> Duration | None:  # F4: one time after the other
    if one is None or other is None or Length.NONE in (one.kind, other.kind):
        return one and other and (other if one.kind is Length.NONE else one)
    (calendar, count, *_), (same, more, *_) = reckoned(one), reckoned(other)
    return Duration(Length.COUNT, count + more, calendar) if calendar == same and one.unit else None


def throughs(ones) -> frozenset[str]:  # D3: the names in a `through` of clauses and exceptions, nested ones too (s21)
    return union({*one.reach.through, *throughs(one.exceptions)} for one in ones if not isinstance(one, PermittedBy))


class Facts:  # of one system, state by state; every question is answered once, and the answer kept
    def __init__(self, system) -> None:
        self.system, self.actors, self.flows, self.clauses = system, system.actors, system.flows, system.clauses
        self.policies, self.conditions = {policy.name: policy for policy in system.policies}, system.conditions
        self.promises = [c for c in system.clauses if c.require and c.require.need in PRESENCE]  # s17: of events
        vias, parties = (f.via for f in self.flows), (policy.party for policy in system.policies)
        self.passing = {*throughs(self.clauses), *vias, *parties} - {""}
        self.purposes = partial(self.atoms, of="purposes")
        for name in [n for n in dir(self) if callable(getattr(self, n)) and "__" not in n and n not in CHANGING]:
            rule = getattr(self, name)
            setattr(self, name, cache(partial(gathered, rule) if isgeneratorfunction(rule) else rule))

    def states(self) -> list[State]:  # s13
        return subsets(sorted(c.name for c in self.conditions.values() if c.kind is not ConditionKind.SAFEGUARD))

    def above(self, actor: str, *steps: str) -> frozenset[str]:  # s4: what it reaches by `kinds` (`is`), by `of`
        further = [name for step in steps for name in getattr(self.actors.get(actor), step, ())]
        return union([[actor], *(self.above(name, *steps) for name in further)])

    def matches(self, actor: str, *names: str) -> bool:  # s4, A1: an actor or subject matches one of the names
        known = actor not in ("", NOBODY)
        return actor in names or (known and (ANYONE in names or not self.above(actor, "kinds", "of").isdisjoint(names)))

    def arrives(self, flow: Flow, *names: str) -> float:  # s5, A2: a flow's recipient matches one of the names
        members = [a for a in self.actors if flow.any_of and flow.recipient in self.above(a, "kinds") - {a}]
        return max(self.matches(flow.recipient, *names), MAYBE * any(self.matches(a, *names) for a in members))

    def wholes(self, actor: str) -> frozenset[str]:  # s9, C2: those who hold what an actor holds, itself too
        return union(getattr(self.actors.get(name), "of", ()) for name in self.above(actor, "kinds", "of")) | {actor}

    def persons(self, actor: str) -> frozenset[str]:  # A3: the person an actor is, else those it is of
        kinds = self.above(actor, "kinds")
        owners = union(getattr(self.actors.get(kind), "of", ()) for kind in kinds)
        return frozenset([actor]) if PERSON in kinds else union(map(self.persons, owners))

    def subjects(self) -> frozenset[str]:  # s6: everyone whom a datum can be about
        stated = union(stating.about for stating in (*self.system.data.values(), *self.flows))
        return stated.union([NOBODY], (a for a in self.actors if a in self.persons(a)))

    def choices(self, whose: str = "") -> list[str]:  # s12, A3: all of them, or a subject's own
        choices = [c for c in self.conditions.values() if c.kind is ConditionKind.CHOICE]
        kinds = self.above(whose, "kinds").union([ANYONE] if whose != NOBODY else [])
        own = [c for c in choices if not whose or c.by in kinds or whose in self.persons(c.by)]
        return sorted((c.name for c in own), key=natural)

    def atoms(self, *names: str, of: str = "data") -> Iterator[str]:  # s1, s2, s3, A4; `of` data or purposes
        for entry in (getattr(self.system, of)[name] for name in names):
            yield from {Extent.LEAF: {entry.name}, Extent.OPEN: {entry.name + OTHER}}.get(entry.extent, set())
            yield from self.atoms(*entry.parts, of=of) - self.atoms(*entry.without, of=of)

    def acts(self, *names: str) -> frozenset[str]:  # A4: the acts that fit: those named, and those inside them
        inside = union(self.system.acts[name].parts for name in names if name in self.system.acts)
        return frozenset(names).union(inside and self.acts(*inside))

    def trait(self, field: str, atom: str, name: str = "") -> frozenset:  # A5: `about`, `origin` or `form`
        name = name or atom.removesuffix(OTHER)
        own = getattr(self.system.data[name], field)
        parents = [p.name for p in self.system.data.values() if name in p.parts and atom in self.atoms(p.name)]
        inherited = union(self.trait(field, atom, parent) for parent in parents)
        return inherited if not own else frozenset([own] if field == "form" else own)

    def stated_form(self, atom: str) -> Form | None:  # A5: the most identifying of those that its names say
        return min(self.trait("form", atom), key=FORMS.index, default=None)

    def safeguards(self, flow: Flow) -> frozenset[str]:  # s12, A6: its own, and those of its ends and all they match
        ends = union(self.above(end, "kinds", "of") for end in (flow.sender, flow.recipient, flow.at))
        return union(getattr(self.actors.get(end), "safeguards", ()) for end in ends).union(flow.safeguards)

    def travels(self, clause: Clause) -> bool:  # s20, D1
        party, at = self.policies[clause.policy].party, clause.reach.at
        here = any(self.matches(name, party) or self.matches(party, name) for name in at)
        return clause.travels or bool(clause.form is ClauseForm.ONLY and at and not here)

    def starts(self, clause: Clause) -> list[str]:  # s20, D1: where
        reach, party = clause.reach, self.policies[clause.policy].party
        at = reach.at if clause.form is ClauseForm.ONLY or not reach.sender else ()
        return [name for name in self.actors if self.matches(name, *(at or reach.sender or reach.by or [party]))]

    def arrived(self, copy: Copy, *passed: str) -> Copy:  # s20, D3, D4: with the marks that it has at its holder
        here = {("through", name) for name in self.passing if self.matches(copy.holder, name)}
        came = copy.marks.union(("through", name) for name in self.passing.intersection(passed))
        marks = set(came) if copy.subject not in self.persons(copy.holder) else set()
        for clause in self.clauses:
            starts, party = self.starts(clause), self.policies[clause.policy].party
            if self.matches(copy.holder, party) and not any(self.matches(name, party) for name in starts):
                marks -= {("travel", clause.id), ("limit", clause.id)}
            marks |= {("travel", clause.id)} if self.travels(clause) and copy.holder in starts else set()
        return copy._replace(marks=frozenset(marks | here))

    def names_datum(self, reach: Reach, atom: str, subject: str) -> bool:  # s15: by `data` and `about`
        data = not reach.data or atom in self.atoms(*reach.data)
        return data and (not reach.about or self.matches(subject, *reach.about))

    def inherited(self, taken: tuple[Copy, ...]) -> frozenset:  # s11, D2: what a product keeps of its inputs
        limits = [c for c in self.clauses if c.reach.data and c.form not in (ClauseForm.PERMIT, ClauseForm.DISCLAIM)]
        fits = [(c, copy) for c in limits for copy in taken if not c.reach.form or copy.form in (None, *c.reach.form)]
        named = {("limit", c.id) for c, copy in fits if self.names_datum(c.reach, copy.atom, copy.subject)}
        return union(copy.marks for copy in taken) | named

    def own_copies(self) -> Iterator[Copy]:  # s9, C1, C6
        for atom, actor in product(self.atoms(*self.system.data), self.actors):
            about, person = self.trait("about", atom), self.persons(actor) & {actor}
            form = self.stated_form(atom) or (Form.IDENTIFIED if person else None)
            itself = person if not about or person & about else frozenset()
            for s in itself.union((about or self.subjects()) if actor in self.trait("origin", atom) else ()):
                loose = not about and s not in (NOBODY, *itself)
                yield self.arrived(Copy(actor, atom, s, form, own=True, loose=loose))

    def whose(self, flow: Flow) -> dict[str, frozenset[str]]:  # s6, s7, B1: of what it lists; empty is about anybody
        stated = {atom: frozenset(flow.about) or self.trait("about", atom) for atom in self.atoms(*flow.data)}
        ends = self.persons(flow.sender or flow.at) or self.persons(flow.recipient)
        return {atom: frozenset() if flow.makes else about or ends for atom, about in stated.items()}  # B2

    def usable(self, known: Known, flow: Flow) -> list[Copy]:  # s10, s25, D5: of what is known
        whose = self.whose(flow)
        here = [c for c in known if c.holder == (flow.sender or flow.at) and c.atom in whose]
        here = [c for c in here if (c.subject in whose[c.atom] if whose[c.atom] else not c.loose)]  # C1
        begun = {c[:3] for c in here if c.own}
        via = [c for c in here if not c.own and ("through", flow.via) in c.marks]
        return via if flow.via else [c for c in here if c.own or c[:3] not in begun]

    def steps(self, known: Known, flow: Flow) -> Iterator[Step]:  # s9, s10, s11: what a flow does with what is known
        end, passed = flow.recipient if flow.act not in self.acts("delete") else "", (flow.name, flow.frame)
        here = self.usable(known, flow)
        for copy in here if not flow.makes else ():
            brought = copy._replace(holder=end, own=False, loose=False)
            yield (copy,), self.arrived(brought, *passed) if end else None  # C3
        inputs = [[c for c in here if c.atom in self.atoms(name)] for name in sorted(set(flow.data), key=natural)]  # C5
        for taken, atom in product(product(*inputs), self.atoms(flow.makes)) if flow.makes else ():
            about = {copy.subject for copy in taken} - {NOBODY}
            stripped = Form.ANONYMOUS if self.stated_form(atom) is Form.ANONYMOUS else Form.PSEUDONYMOUS
            blurred = {How.AGGREGATE: Form.AGGREGATE, How.STRIP: stripped}.get(flow.how, Form.IDENTIFIED)
            forms = [Form.IDENTIFIED] if flow.how is How.REIDENTIFY else [copy.form for copy in taken]
            form = max(min(forms, key=FORMS.index), blurred, key=FORMS.index)  # C6
            marks, seal = self.inherited(taken), flow.name if flow.key else ""
            for s in self.trait("about", atom) or flow.about or (about or {NOBODY} if len(about) < 2 else ()):  # B2
                yield taken, self.arrived(Copy(flow.at, atom, s, form, marks, seal=seal), *passed)

    def arisen(self, known: Known, flow: Flow) -> Iterator[tuple[Copy, Route, bool]]:  # s9: brought, made; or opened
        for taken, made in self.steps(known, flow):
            route = (*sum((known[copy] for copy in taken), ()), flow.name)
            yield from [(made, route, False)] if made else []
            for sealed in [c for c in known if flow.key and c[1:3] == made[1:3]]:  # s11, C4
                keys = [known[c] for c in known if c.holder == sealed.holder and c.atom in self.atoms(flow.key)]
                sealing = route if sealed.seal != flow.name else ()
                for inside in taken if keys else ():
                    copy = self.arrived(Copy(sealed.holder, *inside[1:3], sealed.form, sealed.marks))
                    yield copy, (*sealing, *known[sealed], *min(keys, key=rank)), True

    def happening(self, flows: tuple[Flow, ...]) -> Known:  # s9, s29: the least fixpoint, where these flows happen
        known, before = {}, None
        while known != before:
            before = dict(known)
            for found in [[(copy, ()) for copy in self.own_copies()], *(self.arisen(known, flow) for flow in flows)]:
                for copy, route, *_ in list(found):
                    for whole in self.wholes(copy.holder):  # C2
                        held = copy._replace(holder=whole, own=copy.own and whole == copy.holder)
                        if held not in known or rank(route) < rank(known[held]):
                            known[held] = route
        return known

    def known(self, state: State) -> Known:  # s13
        return self.happening(tuple(flow for flow in self.flows if true_in(flow.when, state)))

    def done(self, state: State, index: int) -> list[Step]:  # s13
        flow = self.flows[index]
        return list(self.steps(self.known(state), flow)) if true_in(flow.when, state) else []

    def uses(self, state: State, index: int) -> dict[tuple[str, str, str], frozenset[Copy]]:  # s13: (role, atom, whose)
        done, role = self.done(state, index), "input" if self.flows[index].makes else "carried"
        made = [("output", copy) for _, copy in done if role == "input"]
        used = [(role, copy) for taken, _ in done for copy in taken]
        return grouped(((role, *copy[1:3]), copy) for role, copy in used + made)
