"""Section 2 of the semantics: who holds what in each state, how it came there, and what each flow does."""

from collections import namedtuple
from collections.abc import Iterable, Iterator
from itertools import product

from flowvow.model.actors import NOBODY
from flowvow.model.clauses import Carve, Clause, ClauseForm, Reach
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form

from .names import FORMS, Names, State, natural, true_in, union

# s6, s9: an atom about somebody in a form at a holder. `marks` are its history: ("travel", clause), ("limit", clause),
# ("through", name). It is `own` where it began (C1), `loose` where an origin has it of anybody.
Copy = namedtuple("Copy", "holder atom subject form marks own loose", defaults=(frozenset(), False, False))
Route = tuple[str, ...]  # s29: names of flows, what is needed before what needs it
Known = dict[Copy, Route]  # what is held in a state, each with its shortest route
Step = tuple[tuple[Copy, ...], Copy | None]  # the copies that a flow takes, and the one that it brings or makes of them


def rank(route: Route) -> tuple[int, list]:  # s29: shorter first, ties by name
    return len(route), [natural(name) for name in route]


def carves(exceptions) -> list[Carve]:  # s21: nested ones too
    outer = [one for one in exceptions if isinstance(one, Carve)]
    return outer + [inner for one in outer for inner in carves(one.exceptions)]


class Facts(Names):  # what happens, state by state
    def travels(self, clause: Clause) -> bool:  # s20, D1
        party, at = self.policies[clause.policy].party, clause.reach.at
        away = at and not any(self.matches(name, party) or self.matches(party, name) for name in at)
        return clause.travels or bool(clause.form is ClauseForm.ONLY and away)

    def asked_through(self) -> frozenset[str]:  # D3
        asked = union(one.reach.through for c in self.clauses for one in (c, *carves(c.exceptions)))
        return asked.union(flow.via for flow in self.flows if flow.via).union(p.party for p in self.system.policies)

    def arrive(self, marks: frozenset, holder: str, subject: str, *passed: str) -> frozenset:  # s20, D1, D4
        asked = self.asked_through()
        kept = set() if subject in self.persons(holder) else {*marks, *(("through", n) for n in passed if n in asked)}
        for clause in self.clauses:
            party, reach = self.policies[clause.policy].party, clause.reach
            at = reach.at if clause.form is ClauseForm.ONLY or not reach.sender else ()
            start = at or reach.sender or reach.by or (party,)
            inside = any(self.matches(name, party) and self.matches(name, *start) for name in self.actors)
            if self.matches(holder, party) and not inside:
                kept -= {("travel", clause.id), ("limit", clause.id)}
            if self.travels(clause) and self.matches(holder, *start):
                kept.add(("travel", clause.id))
        return frozenset(kept).union(("through", name) for name in asked if self.matches(holder, name))

    def names_datum(self, reach: Reach, atom: str, subject: str) -> bool:  # s15: by `data` and `about`
        data = not reach.data or atom in self.atoms(*reach.data)
        return data and (not reach.about or self.matches(subject, *reach.about))

    def inherited(self, taken: tuple[Copy, ...]) -> frozenset:  # s11, D2: what a product keeps of its inputs
        found = set(union(copy.marks for copy in taken))
        limiting = (ClauseForm.FORBID, ClauseForm.ONLY, ClauseForm.REQUIRE)
        for clause in [c for c in self.clauses if c.form in limiting and c.reach.data and c not in self.promises]:
            fits = [c for c in taken if not clause.reach.form or c.form in (None, *clause.reach.form)]
            if any(self.names_datum(clause.reach, copy.atom, copy.subject) for copy in fits):
                found.add(("limit", clause.id))
        return frozenset(found)

    def own_copies(self) -> list[Copy]:  # s9, C1, C6
        found = []
        for atom, actor in product(self.atoms(*self.system.data), self.actors):
            about, person = self.trait("about", atom), self.persons(actor) & {actor}
            form = min(self.trait("form", atom), key=FORMS.index, default=Form.IDENTIFIED if person else None)
            itself = person if not about or person & about else frozenset()
            for s in itself.union((about or self.subjects()) if actor in self.trait("origin", atom) else ()):
                loose = not about and s not in (NOBODY, *itself)
                found.append(Copy(actor, atom, s, form, self.arrive(frozenset(), actor, s), True, loose))
        return found

    def usable(self, known: Iterable[Copy], flow: Flow, asked: bool) -> list[Copy]:  # s25, D5: asked about somebody
        here = [c for c in known if c.holder == (flow.sender or flow.at) and (asked or not c.loose)]
        begun = {c[:3] for c in here if c.own}
        via = [c for c in here if not c.own and ("through", flow.via) in c.marks]
        return via if flow.via else [c for c in here if c.own or c[:3] not in begun]

    def whose(self, flow: Flow, atom: str) -> Iterable[str]:  # s6, s7, B1: empty is all whom the sender has it about
        stated = flow.about or self.trait("about", atom)
        return stated or self.persons(flow.sender or flow.at) or self.persons(flow.recipient)

    def carried(self, known: Iterable[Copy], flow: Flow) -> list[Copy]:  # s10
        whose = {atom: self.whose(flow, atom) for atom in self.atoms(*flow.data)}
        here = [(c, asked) for asked in (True, False) for c in self.usable(known, flow, asked) if c.atom in whose]
        return [c for c, asked in here if asked == bool(whose[c.atom]) and c.subject in (whose[c.atom] or [c.subject])]

    def product_form(self, flow: Flow, atom: str, taken: tuple[Copy, ...]) -> Form | None:  # s6, s11, C6
        stripped = Form.ANONYMOUS if self.trait("form", atom) == {Form.ANONYMOUS} else Form.PSEUDONYMOUS
        top = min((copy.form for copy in taken), key=FORMS.index)
        form = {How.AGGREGATE: Form.AGGREGATE, How.STRIP: stripped, How.REIDENTIFY: Form.IDENTIFIED}.get(flow.how, top)
        return form if top is None or flow.how is How.REIDENTIFY else max(top, form, key=FORMS.index)

    def steps(self, known: Iterable[Copy], flow: Flow) -> Iterator[Step]:  # s9, s10, s11: what a flow does with it
        moves = flow.recipient and flow.act not in self.acts("delete")  # C3
        for copy in self.carried(known, flow) if not flow.makes else ():
            marks = self.arrive(copy.marks, flow.recipient, copy.subject, flow.name, flow.frame)
            yield (copy,), Copy(flow.recipient, *copy[1:4], marks) if moves else None
        here = self.usable(known, flow, False) if flow.makes else []
        inputs = [[c for c in here if c.atom in self.atoms(name)] for name in sorted(set(flow.data), key=natural)]  # C5
        for taken, atom in product(product(*inputs), self.atoms(flow.makes)) if flow.makes else ():
            about = {copy.subject for copy in taken} - {NOBODY}
            stated, form = self.trait("about", atom) or flow.about, self.product_form(flow, atom, taken)
            for s in stated or (about or {NOBODY} if len(about) < 2 else ()):  # B2
                marks = self.arrive(self.inherited(taken), flow.at, s, flow.name, flow.frame)
                yield taken, Copy(flow.at, atom, s, form, marks)

    def opened(self, known: Known, flow: Flow) -> Iterator[tuple[Copy, Route]]:  # s11, C4: with product and key
        for taken, made in self.steps(known, flow) if flow.how is How.SEAL and flow.key else ():
            for sealed in [c for c in known if c[1:3] == made[1:3]]:
                keys = [known[c] for c in known if c.holder == sealed.holder and c.atom in self.atoms(flow.key)]
                sealing = (*sum((known[c] for c in taken), ()), flow.name) if flow.name not in known[sealed] else ()
                for inside in taken if keys else ():
                    marks = self.arrive(sealed.marks, sealed.holder, inside.subject)
                    copy = Copy(sealed.holder, *inside[1:3], sealed.form, marks)
                    yield copy, (*sealing, *known[sealed], *min(keys, key=rank))

    def arisen(self, known: Known, state: State) -> Iterator[tuple[Copy, Route]]:  # s9: what flows bring, make and open
        for flow in [flow for flow in self.flows if true_in(flow.when, state)]:
            given = [(taken, copy) for taken, copy in self.steps(known, flow) if copy]
            yield from ((copy, (*sum((known[c] for c in taken), ()), flow.name)) for taken, copy in given)
            yield from self.opened(known, flow)

    def known(self, state: State) -> Known:  # s9, s29: the least fixpoint
        known, better = {}, dict.fromkeys(self.own_copies(), ())
        while better:
            known |= better
            wholes = [(copy, whole) for copy in known for whole in self.wholes(copy.holder) - {copy.holder}]  # C2
            found = [(copy._replace(holder=whole, own=False), known[copy]) for copy, whole in wholes]
            better = {}
            for copy, route in found + list(self.arisen(known, state)):
                shortest = better.get(copy, known.get(copy))
                if shortest is None or rank(route) < rank(shortest):
                    better[copy] = route
        return known

    def done(self, state: State, index: int) -> list[Step]:  # s13
        flow = self.flows[index]
        return list(self.steps(self.known(state), flow)) if true_in(flow.when, state) else []

    def uses(self, state: State, index: int) -> dict[tuple[str, str, str], frozenset[Copy]]:  # s13: (role, atom, whose)
        found, made = {}, self.flows[index].makes
        for taken, copy in self.done(state, index):
            for role, one in [("input" if made else "carried", c) for c in taken] + [("output", copy)] * bool(made):
                found[role, *one[1:3]] = found.get((role, *one[1:3]), frozenset()) | {one}
        return found
