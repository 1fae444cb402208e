"""Section 2 of the semantics: states, copies and their history, and what happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product as every_choice
from typing import NamedTuple

from flowvow.model.actors import NOBODY
from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, Policy
from flowvow.model.conditions import ConditionKind
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form

from .names import FORMS, Names, highest, natural, once, true_in

State = frozenset[str]  # s13: the choices that are granted and the circumstances that hold
Mark = tuple[str, str]  # ("travel", clause id), ("limit", clause id) or ("through", name)
Route = tuple[str, ...]  # names of flows, inputs before what needs them


class Copy(NamedTuple):
    """An atom about somebody at a holder.

    `own` is a copy the holder has from the start (C1); `loose` one that an origin has of anybody, which answers
    only questions about a known subject.
    """

    holder: str
    atom: str
    subject: str
    form: Form | None
    marks: frozenset[Mark] = frozenset()
    own: bool = False
    loose: bool = False


Known = dict[Copy, Route]


class Made(NamedTuple):
    """A product and the copies it is made from, in the natural order of the listed inputs."""

    copy: Copy
    inputs: tuple[Copy, ...]


def through_names(exceptions: Iterable[Exception_]) -> set[str]:
    carves = [e for e in exceptions if isinstance(e, Carve)]
    return {n for c in carves for n in (*c.reach.through, *through_names(c.exceptions))}


def rank(route: Route) -> tuple[object, ...]:
    """s29: shorter first, ties by name in natural order."""
    return len(route), tuple(natural(name) for name in route)


class Facts(Names):
    """What happens, state by state."""

    @once
    def states(self) -> list[State]:
        """s13: every assignment of the choices and circumstances."""
        kinds = (ConditionKind.CHOICE, ConditionKind.CIRCUMSTANCE)
        names = sorted(c.name for c in self.system.conditions.values() if c.kind in kinds)
        rows = every_choice((False, True), repeat=len(names))
        return [frozenset(name for name, holds in zip(names, row, strict=True) if holds) for row in rows]

    # --- history, D1 to D4 --------------------------------------------------------------------------------------

    def policy_of(self, clause: Clause) -> Policy:
        return next(p for p in self.system.policies if p.name == clause.policy)

    @once
    def travelling(self, clause: Clause) -> bool:  # D1, s20
        party = self.policy_of(clause).party
        places = clause.reach.at
        inside = [x for x in places if self.matches(x, party) or self.matches(party, x)]
        return clause.travels or (clause.form is ClauseForm.ONLY and bool(places) and not inside)

    @once
    def start(self, clause: Clause) -> tuple[str, ...]:  # D1
        reach = clause.reach
        if reach.at and (clause.form is ClauseForm.ONLY or not reach.sender):
            return reach.at
        return reach.sender or reach.by or (self.policy_of(clause).party,)

    @once
    def starts_inside(self, clause: Clause) -> bool:  # D4: the start holds the party or something of it
        party = self.policy_of(clause).party
        return any(self.matches(a, party) and self.matches(a, *self.start(clause)) for a in self.actors)

    @once
    def limiting(self) -> list[Clause]:  # D2
        per_flow = [c for c in self.system.clauses if c.require is None or c.require.need not in PRESENCE]
        forms = (ClauseForm.FORBID, ClauseForm.ONLY, ClauseForm.REQUIRE)
        return [c for c in per_flow if c.form in forms and c.reach.data]

    @once
    def asked_through(self) -> frozenset[str]:  # D3
        clauses = {n for c in self.system.clauses for n in (*c.reach.through, *through_names(c.exceptions))}
        return frozenset(clauses | {f.via for f in self.flows if f.via} | {p.party for p in self.system.policies})

    def arrive(self, marks: Iterable[Mark], holder: str, subject: str, flow: Flow | None = None) -> frozenset[Mark]:
        """D4: what a copy remembers once it is at a holder."""
        marks = set(marks)
        if flow is not None:
            marks |= {("through", name) for name in (flow.name, flow.frame) if name in self.asked_through()}
        if subject in self.persons(holder):
            marks.clear()
        for clause in self.system.clauses:
            if self.matches(holder, self.policy_of(clause).party) and not self.starts_inside(clause):
                marks -= {("travel", clause.id), ("limit", clause.id)}
            if self.travelling(clause) and self.matches(holder, *self.start(clause)):
                marks.add(("travel", clause.id))
        return frozenset(marks | {("through", n) for n in self.asked_through() if self.matches(holder, n)})

    def limits(self, inputs: Iterable[Copy]) -> set[Mark]:
        """D2: the limits that a product keeps."""
        found = {mark for copy in inputs for mark in copy.marks if mark[0] == "limit"}
        for clause in self.limiting():
            reach = clause.reach
            for copy in inputs:
                about = not reach.about or self.matches(copy.subject, *reach.about)
                form = not reach.form or copy.form is None or copy.form in reach.form
                if copy.atom in self.atoms(*reach.data) and about and form:
                    found.add(("limit", clause.id))
        return found

    # --- holding, C1 to C6 --------------------------------------------------------------------------------------

    @once
    def own_copies(self) -> frozenset[Copy]:  # C1
        found = set()
        for atom in self.all_atoms():
            about = self.about(atom)
            for actor in self.actors:
                form = self.form(atom) or (Form.IDENTIFIED if self.is_person(actor) else None)
                whose: dict[str, bool] = {}  # subject: whether the copy is loose
                if actor in self.origin(atom):
                    whose |= {s: not about and s != NOBODY for s in about or self.subjects()}
                if self.is_person(actor) and (not about or actor in about):
                    whose[actor] = False
                for s, loose in whose.items():
                    found.add(Copy(actor, atom, s, form, self.arrive((), actor, s), own=True, loose=loose))
        return frozenset(found)

    @once
    def wholes(self, actor: str) -> frozenset[str]:  # C2: those who hold what an actor holds
        reached = self._up(actor, False)
        return frozenset(o for name in reached if name in self.actors for o in self.actors[name].of)

    def is_deletion(self, flow: Flow) -> bool:
        return self.is_act(flow.act, "delete")

    def usable(self, known: Iterable[Copy], flow: Flow, asked: bool) -> list[Copy]:
        """D5, s25: the copies a sender (or place) uses; a loose one only if it is asked about somebody."""
        here = [copy for copy in known if copy.holder == (flow.sender or flow.at)]
        if flow.via:
            here = [copy for copy in here if not copy.own and ("through", flow.via) in copy.marks]
        here = [copy for copy in here if asked or not copy.loose]
        begun = {(copy.atom, copy.subject) for copy in here if copy.own}
        return [copy for copy in here if copy.own or (copy.atom, copy.subject) not in begun]

    def carried(self, known: Iterable[Copy], flow: Flow) -> list[Copy]:
        """s10: the copies that a flow carries or uses in place."""
        listed, found = self.atoms(*flow.data), []
        for asked in (True, False):
            for copy in self.usable(known, flow, asked):
                stated = flow.about or self.about(copy.atom)  # B1, in this order
                whose = stated or self.persons(flow.sender or flow.at) or self.persons(flow.recipient)
                if copy.atom in listed and asked == bool(whose) and (not whose or copy.subject in whose):
                    found.append(copy)
        return found

    def made(self, known: Iterable[Copy], flow: Flow) -> Iterator[Made]:
        """s11: the products of a derivation, one for each choice of a copy for every listed input."""
        here = self.usable(known, flow, asked=False)
        names = sorted(set(flow.data), key=natural)
        for inputs in every_choice(*([c for c in here if c.atom in self.atoms(name)] for name in names)):  # C5
            about = {copy.subject for copy in inputs} - {NOBODY}
            for atom in self.atoms(flow.makes):
                stated = self.about(atom) or flow.about  # B2
                for s in stated or (about or {NOBODY} if len(about) < 2 else ()):
                    marks = {m for copy in inputs for m in copy.marks if m[0] != "limit"} | self.limits(inputs)
                    form = self.form_of_product(flow, atom, inputs)
                    yield Made(Copy(flow.at, atom, s, form, self.arrive(marks, flow.at, s, flow)), inputs)

    def form_of_product(self, flow: Flow, atom: str, inputs: Iterable[Copy]) -> Form | None:  # C6, s6, s11
        top = highest(copy.form for copy in inputs)
        if flow.how is How.REIDENTIFY:
            return Form.IDENTIFIED
        if flow.how is How.AGGREGATE:
            lowered = Form.AGGREGATE
        elif flow.how is How.STRIP:
            lowered = Form.ANONYMOUS if self.form(atom) is Form.ANONYMOUS else Form.PSEUDONYMOUS
        else:
            return top
        return lowered if top is None else max(top, lowered, key=FORMS.index)

    def opened(self, known: Known, flow: Flow) -> Iterator[tuple[Copy, Route]]:
        """C4: what holders of the sealed product and the key hold besides."""
        keys = [copy for copy in known if copy.atom in self.atoms(flow.key)]
        for made in self.made(known, flow):
            sealing = (*(step for copy in made.inputs for step in known[copy]), flow.name)
            for copy in [c for c in known if (c.atom, c.subject) == (made.copy.atom, made.copy.subject)]:
                routes = [known[key] for key in keys if key.holder == copy.holder]
                for inside in made.inputs if routes else ():
                    marks = self.arrive(copy.marks, copy.holder, inside.subject)
                    sealed = known[copy] if flow.name in known[copy] else (*sealing, *known[copy])  # s30: L13
                    route = (*sealed, *min(routes, key=rank))
                    yield Copy(copy.holder, inside.atom, inside.subject, copy.form, marks), route

    def consequences(self, known: Known, state: State) -> Iterator[tuple[Copy, Route]]:
        """What follows in one step from what is known to be held."""
        for copy, route in known.items():
            for whole in self.wholes(copy.holder):
                yield copy._replace(holder=whole, own=False), route
        yield from self.happenings(known, state)

    def happenings(self, known: Known, state: State) -> Iterator[tuple[Copy, Route]]:
        """What flows bring, make and open in one step."""
        for flow in self.flows:
            if not true_in(flow.when, state):
                continue
            if flow.makes:
                for copy, inputs in self.made(known, flow):
                    yield copy, (*(step for c in inputs for step in known[c]), flow.name)
                if flow.how is How.SEAL and flow.key:
                    yield from self.opened(known, flow)
            elif flow.recipient and not self.is_deletion(flow):  # C3
                for copy in self.carried(known, flow):
                    marks = self.arrive(copy.marks, flow.recipient, copy.subject, flow)
                    moved = Copy(flow.recipient, copy.atom, copy.subject, copy.form, marks)
                    yield moved, (*known[copy], flow.name)

    @once
    def known(self, state: State) -> Known:
        """s9: the least fixpoint of holding, each copy with its shortest route (s29)."""
        known: Known = dict.fromkeys(self.own_copies(), ())
        changed = True
        while changed:
            changed = False
            for copy, route in list(self.consequences(known, state)):
                if copy not in known or rank(route) < rank(known[copy]):
                    known[copy], changed = route, True
        return known

    @once
    def placed(self, state: State) -> frozenset[Copy]:
        """The copies that began, arrived or were made where they are; the others are held by C2 alone."""
        known = self.known(state)
        return self.own_copies() | {copy for copy, _ in self.happenings(known, state)}

    # --- what a flow does in a state ----------------------------------------------------------------------------

    @once
    def uses(self, state: State, index: int) -> dict[tuple[str, str, str], frozenset[Copy]]:
        """s13: the copies behind each (role, atom, subject) for which a flow happens."""
        flow, known = self.flows[index], self.known(state)
        found: dict[tuple[str, str, str], set[Copy]] = {}
        if true_in(flow.when, state):
            uses = [("carried", copy) for copy in self.carried(known, flow)] if not flow.makes else []
            for made in self.made(known, flow) if flow.makes else ():
                uses += [("output", made.copy)] + [("input", copy) for copy in made.inputs]
            for role, copy in uses:
                found.setdefault((role, copy.atom, copy.subject), set()).add(copy)
        return {key: frozenset(copies) for key, copies in found.items()}
