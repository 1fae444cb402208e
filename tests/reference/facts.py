"""Section 2 of the semantics: who holds what in each state, how it came there, and what each flow does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from flowvow.model.actors import NOBODY
from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, Reach
from flowvow.model.conditions import ConditionKind
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form
from flowvow.model.times import Length

from .names import FORMS, Names, State, highest, natural, once, subsets, true_in, union

Mark = tuple[str, str]  # ("travel", clause), ("limit", clause) or ("through", name)
Route = tuple[str, ...]  # s29: names of flows, what is needed before what needs it


def promises_event(clause: Clause) -> bool:  # s17: a requirement by presence
    return clause.require is not None and clause.require.need in PRESENCE


class Copy(NamedTuple):
    """An atom about somebody at a holder: its own from the start (C1), or `loose` as an origin's is of anybody."""

    holder: str
    atom: str
    subject: str
    form: Form | None
    marks: frozenset[Mark] = frozenset()
    own: bool = False
    loose: bool = False


class Step(NamedTuple):
    """One thing that a flow does: the copies it takes, and the one that arises; none in place or by a deletion."""

    taken: tuple[Copy, ...]
    gives: Copy | None


Known = dict[Copy, Route]


def rank(route: Route) -> tuple[object, ...]:  # s29: shorter first, ties by name
    return len(route), [natural(name) for name in route]


def way(known: Known, taken: Iterable[Copy], *further: str) -> Route:  # s29: a join's branches, one by one
    return (*(step for copy in taken for step in known[copy]), *further)


def patterns(reach: Reach, exceptions: Iterable[Exception_]) -> Iterator[Reach]:
    yield reach
    for carve in exceptions:
        yield from patterns(carve.reach, carve.exceptions) if isinstance(carve, Carve) else ()


class Facts(Names):
    """What happens, state by state."""

    @once
    def states(self) -> list[State]:  # s13
        return subsets(sorted(c.name for c in self.system.conditions.values() if c.kind is not ConditionKind.SAFEGUARD))

    # --- history: what a copy remembers ---

    def travels(self, clause: Clause) -> bool:  # s20, D1
        party, at = self.policies[clause.policy].party, clause.reach.at
        away = not any(self.matches(name, party) or self.matches(party, name) for name in at)
        return clause.travels or (clause.form is ClauseForm.ONLY and bool(at) and away)

    def start(self, clause: Clause) -> tuple[str, ...]:  # s20, D1
        reach = clause.reach
        at = reach.at if clause.form is ClauseForm.ONLY or not reach.sender else ()
        return at or reach.sender or reach.by or (self.policies[clause.policy].party,)

    @once
    def asked_through(self) -> frozenset[str]:  # D3
        reaches = [reach for c in self.system.clauses for reach in patterns(c.reach, c.exceptions)]
        others = [*(flow.via for flow in self.flows if flow.via), *(p.party for p in self.system.policies)]
        return union(reach.through for reach in reaches).union(others)

    @once
    def arrive(self, marks: frozenset[Mark], holder: str, subject: str, *passed: str) -> frozenset[Mark]:  # s20, D4
        passing = {("through", name) for name in passed if name in self.asked_through()}
        kept = set() if subject in self.persons(holder) else {*marks, *passing}
        for clause in self.system.clauses:
            party, start = self.policies[clause.policy].party, self.start(clause)
            inside = any(self.matches(a, party) and self.matches(a, *start) for a in self.actors)
            if self.matches(holder, party) and not inside:
                kept -= {("travel", clause.id), ("limit", clause.id)}
            if self.travels(clause) and self.matches(holder, *start):
                kept.add(("travel", clause.id))
        return frozenset(kept).union(("through", name) for name in self.asked_through() if self.matches(holder, name))

    def names_datum(self, reach: Reach, atom: str, subject: str) -> bool:  # s15: by `data` and `about`
        data = not reach.data or atom in self.atoms(*reach.data)
        return data and (not reach.about or self.matches(subject, *reach.about))

    @once
    def inherited(self, taken: tuple[Copy, ...]) -> frozenset[Mark]:  # s11, D2: what a product keeps of its inputs
        found = set(union(copy.marks for copy in taken))
        for clause in self.system.clauses:
            per_flow = clause.form in (ClauseForm.FORBID, ClauseForm.ONLY) or (
                clause.require is not None and clause.require.need not in PRESENCE
            )
            for copy in taken if per_flow and clause.reach.data else ():
                form = not clause.reach.form or copy.form in (None, *clause.reach.form)
                if form and self.names_datum(clause.reach, copy.atom, copy.subject):
                    found.add(("limit", clause.id))
        return frozenset(found)

    # --- what a flow does with what is held ---

    @once
    def own_copies(self) -> list[Copy]:  # s9, C1, C6
        found = []
        for atom, actor in product(self.atoms(*self.system.data), self.actors):
            about = self.trait("about", atom)
            form = highest(self.trait("form", atom)) or (Form.IDENTIFIED if self.is_person(actor) else None)
            itself = {actor} if self.is_person(actor) and actor in (about or {actor}) else set()
            for s in itself.union((about or self.subjects()) if actor in self.trait("origin", atom) else ()):
                loose = not about and s not in (NOBODY, *itself)
                found.append(Copy(actor, atom, s, form, self.arrive(frozenset(), actor, s), True, loose))
        return found

    def is_deletion(self, flow: Flow) -> bool:
        return self.is_act(flow.act, "delete")

    def keeps(self, flow: Flow) -> bool:  # F1: somebody keeps what arrives
        return bool(flow.recipient) and flow.kept is not None and flow.kept.kind is not Length.NONE

    def usable(self, known: Iterable[Copy], flow: Flow, asked: bool) -> list[Copy]:  # s25, D5: asked about somebody
        here = [c for c in known if c.holder == (flow.sender or flow.at) and (asked or not c.loose)]
        if flow.via:
            return [c for c in here if not c.own and ("through", flow.via) in c.marks]
        begun = {c[:3] for c in here if c.own}
        return [c for c in here if c.own or c[:3] not in begun]

    def whose(self, flow: Flow, atom: str) -> Iterable[str]:  # s6, s7, B1: empty is all whom the sender has it about
        first = flow.about or self.trait("about", atom) or self.persons(flow.sender or flow.at)
        return first or self.persons(flow.recipient)

    def carried(self, known: Iterable[Copy], flow: Flow) -> list[Copy]:  # s10
        listed, whose = self.atoms(*flow.data), {atom: self.whose(flow, atom) for atom in self.atoms(*flow.data)}
        here = [(c, asked) for asked in (True, False) for c in self.usable(known, flow, asked) if c.atom in listed]
        return [c for c, asked in here if asked == bool(whose[c.atom]) and c.subject in (whose[c.atom] or {c.subject})]

    def product_form(self, flow: Flow, atom: str, taken: Iterable[Copy]) -> Form | None:  # s6, s11, C6
        stripped = Form.ANONYMOUS if highest(self.trait("form", atom)) is Form.ANONYMOUS else Form.PSEUDONYMOUS
        top = highest([copy.form for copy in taken])
        form = {How.AGGREGATE: Form.AGGREGATE, How.STRIP: stripped, How.REIDENTIFY: Form.IDENTIFIED}.get(flow.how, top)
        return form if top is None or flow.how is How.REIDENTIFY else max(top, form, key=FORMS.index)

    def steps(self, known: Iterable[Copy], flow: Flow) -> Iterator[Step]:
        """What a flow does with what is held: brings each copy, or makes of each choice of inputs."""
        moves = bool(flow.recipient) and not self.is_deletion(flow)  # s9, C3
        for copy in self.carried(known, flow) if not flow.makes else ():
            marks = self.arrive(copy.marks, flow.recipient, copy.subject, flow.name, flow.frame)
            yield Step((copy,), Copy(flow.recipient, *copy[1:4], marks) if moves else None)
        here = self.usable(known, flow, asked=False) if flow.makes else []
        listed = [[c for c in here if c.atom in self.atoms(name)] for name in sorted(set(flow.data), key=natural)]
        for taken in product(*listed) if flow.makes else ():  # s11, C5
            about = {copy.subject for copy in taken} - {NOBODY}
            for atom in self.atoms(flow.makes):
                form, stated = self.product_form(flow, atom, taken), self.trait("about", atom) or flow.about
                for s in stated or (about or {NOBODY} if len(about) < 2 else ()):  # B2
                    marks = self.arrive(self.inherited(taken), flow.at, s, flow.name, flow.frame)
                    yield Step(taken, Copy(flow.at, atom, s, form, marks))

    def opened(self, known: Known, flow: Flow) -> Iterator[tuple[Copy, Route]]:
        """s11, C4: what those who hold the sealed product and the key hold besides, with its route."""
        for step in self.steps(known, flow) if flow.how is How.SEAL and flow.key else ():
            for sealed in [c for c in known if c[1:3] == step.gives[1:3]]:
                keys = [known[c] for c in known if c.holder == sealed.holder and c.atom in self.atoms(flow.key)]
                route = (
                    known[sealed]
                    if flow.name in known[sealed]
                    else (*way(known, step.taken, flow.name), *known[sealed])
                )
                for inside in step.taken if keys else ():
                    marks = self.arrive(sealed.marks, sealed.holder, inside.subject)
                    opened = Copy(sealed.holder, *inside[1:3], sealed.form, marks)
                    yield opened, (*route, *min(keys, key=rank))

    # --- holding ---

    def arisen(self, known: Known, state: State) -> Iterator[tuple[Copy, Route]]:
        """What the flows of a state bring, make and open in one step."""
        for flow in self.flows:
            if true_in(flow.when, state):
                given = [step for step in self.steps(known, flow) if step.gives]
                yield from ((step.gives, way(known, step.taken, flow.name)) for step in given)
                yield from self.opened(known, flow)

    @once
    def known(self, state: State) -> Known:
        """s9: the least fixpoint of holding, each copy with its shortest route."""
        known: Known = dict.fromkeys(self.own_copies(), ())
        while True:
            wholes = [
                (copy._replace(holder=whole, own=False), copy) for copy in known for whole in self.wholes(copy.holder)
            ]
            held = [*((whole, known[part]) for whole, part in wholes), *self.arisen(known, state)]
            better = [(copy, route) for copy, route in held if copy not in known or rank(route) < rank(known[copy])]
            if not better:
                return known
            for copy, route in better:
                known[copy] = min(route, known.get(copy, route), key=rank)

    @once
    def placed(self, state: State) -> list[Copy]:  # F1: what began, arrived or was made where it is; C2 moves nothing
        return list(dict.fromkeys([*self.own_copies(), *(copy for copy, _ in self.arisen(self.known(state), state))]))

    @once
    def done(self, state: State, index: int) -> list[Step]:  # s13
        flow = self.flows[index]
        return list(self.steps(self.known(state), flow)) if true_in(flow.when, state) else []

    @once
    def uses(self, state: State, index: int) -> dict[tuple[str, str, str], frozenset[Copy]]:
        """The copies behind each (role, atom, subject) for which a flow happens."""
        found: dict[tuple[str, str, str], frozenset[Copy]] = {}
        for taken, gives in self.done(state, index):
            made = self.flows[index].makes
            rows = [("input" if made else "carried", copy) for copy in taken] + [("output", gives)] * bool(made)
            for role, copy in rows:
                found[role, *copy[1:3]] = found.get((role, *copy[1:3]), frozenset()) | {copy}
        return found
