"""Where product and reference disagree about one system: nowhere, if both are right.

Everything is compared in every state: which flows use and make what, the verdict of every unit and the clauses that
decide it or leave it in doubt, promised events, statuses, phantoms, what is dead, false forms; then enabling and
stopping sets, and the length of every route.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flowvow.checks import dead, forms, guards
from flowvow.checks.case import Case
from flowvow.checks.phantom import held, missing
from flowvow.checks.statuses import status_of
from flowvow.findings.finding import Status, Verdict
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE, States
from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.system import System
from flowvow.policy.pattern import OUTPUT
from tests.reference import BAD, COVERING, Reference, State, Unit, enabling_sets, stopping_sets


def disagreements(system: System, routes: bool = True) -> Iterator[str]:
    """Each disagreement in a line; nothing where there is none."""
    case = Case(system)
    reference = Reference(system)
    ours = _rulings(case)
    for state in reference.states():
        where = dict.fromkeys(case.states.order, False) | dict.fromkeys(state, True)
        shown = "{" + ", ".join(sorted(state)) + "}"
        for text in (
            *_flows(case, reference, state, where),
            *_units(ours, reference, state),
            *_events(case, reference, state),
        ):
            yield f"{shown}: {text}"
    theirs = reference.statuses()
    for clause in system.clauses:
        if status_of(case, clause) is not theirs[clause.id]:
            yield f"status of {clause.id}: {status_of(case, clause)}, reference {theirs[clause.id]}"
    yield from _phantoms(case, reference)
    yield from _facts(case, reference)
    yield from _sets(case, ours, reference)
    if routes:
        yield from _routes(case, reference)


def _flows(case: Case, reference: Reference, state: State, where: dict[str, bool]) -> Iterator[str]:
    """Which copies each flow uses and makes."""
    holds = case.states.holds_in
    for i, flow in enumerate(case.system.flows):
        ours: dict[tuple[str, str, str], set[object]] = {}
        role = "input" if flow.makes else "carried"
        used = [(role, c, case.presence.happens(i, c)) for c in case.presence.sources[i]]
        used += [(OUTPUT, c, s) for c, s in case.presence.products(i)] if flow.makes else []
        for part, copy, there in used:
            if holds(there, where):
                ours.setdefault((part, copy.atom, copy.subject), set()).add(copy.form)
        theirs = {key: {copy.form for copy in copies} for key, copies in reference.uses(state, i).items()}
        if ours != theirs:
            yield f"{flow.name} uses {_differ(ours, theirs)}"


Entry = tuple[Verdict, tuple[str, ...], int]


class Ours(NamedTuple):
    """The product's rulings by unit, and the algebra of their states."""

    states: States
    units: dict[tuple[object, ...], list[Entry]]


def _rulings(case: Case) -> Ours:
    """The product's rulings; a purpose stands for all that no clause tells apart."""
    found: dict[tuple[object, ...], list[Entry]] = {}
    for sweep in case.sweeps.values():
        for ruled in sweep.rulings:
            flow = case.system.flows[ruled.flow]
            purposes: list[str | None] = [None]
            if flow.purposes:
                alike = sweep._purpose_class.get(ruled.purpose or "", 0)
                atoms = case.vocabulary.purposes.all_atoms(flow.purposes)
                purposes = [p for p in atoms if sweep._purpose_class.get(p, 0) == alike]
            for purpose in purposes:
                key = (ruled.policy, ruled.flow, ruled.act, ruled.role, ruled.atom, ruled.subject, purpose)
                found.setdefault(key, []).append((ruled.ruling.verdict, ruled.ruling.clauses, ruled.ruling.states))
    return Ours(case.states, found)


def _verdict(entries: list[tuple[Verdict, tuple[str, ...]]]) -> tuple[Verdict | None, frozenset[str]]:
    """The one verdict of a unit in a state, with the clauses that decide a bad one or leave one in doubt."""
    verdicts = {verdict for verdict, _ in entries}
    if not verdicts:
        return None, frozenset()
    for verdict in (Verdict.CONFLICTING, Verdict.FORBIDDEN):
        if verdict in verdicts:
            return verdict, frozenset(c for v, clauses in entries for c in clauses if v in BAD)
    assert len(verdicts) == 1, verdicts
    (verdict,) = verdicts
    return verdict, frozenset(c for _, clauses in entries for c in clauses if verdict is Verdict.UNDECIDED)


def _units(ours: Ours, reference: Reference, state: State) -> Iterator[str]:
    algebra = ours.states
    where = dict.fromkeys(algebra.order, False) | dict.fromkeys(state, True)
    covering = frozenset(c.id for c in reference.system.clauses if c.form in COVERING)
    theirs = {tuple(unit): ruling for unit, ruling in reference.rulings(state).items() if ruling.verdict is not None}
    here: dict[tuple[object, ...], list[tuple[Verdict, tuple[str, ...]]]] = {}
    for key, entries in ours.units.items():
        there = [(verdict, clauses) for verdict, clauses, states in entries if algebra.holds_in(states, where)]
        if there:
            here[key] = there
    for key in sorted({*here, *theirs}, key=str):
        try:
            verdict, clauses = _verdict(here.get(key, []))
        except AssertionError as error:
            yield f"{key}: two verdicts {error}"
            continue
        ruling = theirs.get(key)
        expected = ruling.verdict if ruling is not None else None
        if verdict is not expected:
            yield f"{key}: {verdict} {here.get(key)}, reference {expected} {ruling}"
        elif verdict in BAD and ruling is not None and not _same_clauses(clauses, ruling.certain, covering):
            yield f"{key}: {verdict} by {sorted(clauses)}, reference {sorted(ruling.certain)}"
        elif verdict is Verdict.UNDECIDED:
            doubts = _doubts(reference, Unit(*key), state, covering)
            if not _same_clauses(clauses, doubts, covering):
                yield f"{key}: {verdict} by {sorted(clauses)}, reference {sorted(doubts)}"


def _same_clauses(ours: frozenset[str], theirs: frozenset[str], covering: frozenset[str]) -> bool:
    """The same clauses bar; a finding names those that cover in any of its states, so here perhaps more."""
    return ours - covering == theirs - covering and theirs <= ours


def _doubts(reference: Reference, unit: Unit, state: State, covering: frozenset[str]) -> frozenset[str]:
    """The clauses of the gravest doubt, which alone is told: who bars some sources; who may bar; who may cover."""
    ruling = reference.rulings(state)[unit]
    judged = [reference.judge(unit, copy, state) for copy in reference.units(state).get(unit, ())]
    barring = frozenset(c for one in judged if one.verdict in BAD for c in one.certain) - covering
    doubtful = ruling.certain | ruling.possible
    return barring or doubtful - covering or doubtful


def _events(case: Case, reference: Reference, state: State) -> Iterator[str]:
    where = dict.fromkeys(case.states.order, False) | dict.fromkeys(state, True)
    ours = {
        (m.rule.key, m.place, m.atom, m.subject, Status.BROKEN if m.sure else Status.UNDECIDED)
        for events in case.events.values()
        for m in events.missing
        if case.states.holds_in(m.states, where)
    }
    theirs = {tuple(event) for event in reference.events(state)}
    if ours != theirs:
        yield f"events: ours only {sorted(map(str, ours - theirs))}, reference only {sorted(map(str, theirs - ours))}"


def _phantoms(case: Case, reference: Reference) -> Iterator[str]:
    ours, theirs = set(), set(reference.phantoms())
    states = [(s, dict.fromkeys(case.states.order, False) | dict.fromkeys(s, True)) for s in reference.states()]
    for i, flow in enumerate(case.system.flows):
        for name in flow.data:
            there = held(case, i, flow, name)
            if there == NONE:
                ours.add((i, name, True, frozenset(reference.states())))
            elif (lacking := missing(case, i, there)) != NONE:
                ours.add((i, name, False, frozenset(s for s, where in states if case.states.holds_in(lacking, where))))
    if ours != theirs:
        yield f"phantoms: ours only {ours - theirs}, reference only {theirs - ours}"


def _facts(case: Case, reference: Reference) -> Iterator[str]:
    """What plays no part, guards that contradict themselves, and products that aren't what they claim to be."""
    flows = case.system.flows
    ours: dict[str, set[object]] = {
        "dead flows": {i for i, flow in enumerate(flows) if not dead.happens(case, i, flow)},
        "dead actors": {finding.actor for finding in dead.run(case) if finding.code == dead.CODE_PLACE},
        "contradictory guards": {finding.flow for finding in guards.run(case)},
        "false forms": {(finding.flow, *finding.data) for finding in forms.run(case)},
    }
    theirs = {
        "dead flows": reference.dead_flows(),
        "dead actors": reference.dead_actors(),
        "contradictory guards": {flows[i].name for i in reference.contradictory()},
        "false forms": {(flows[i].name, atom) for i, atom, *_ in reference.false_forms()},
    }
    for what, found in ours.items():
        if found != theirs[what]:
            yield f"{what}: ours only {found - theirs[what]}, reference only {theirs[what] - found}"


def _sets(case: Case, ours: Ours, reference: Reference) -> Iterator[str]:
    """Enabling and stopping sets of every bad or undisclosed unit."""
    names = [n for n in case.states.order if n in {x for s in reference.states() for x in s}]
    told: set[int] = set()
    for key, entries in ours.units.items():
        for verdict, _, states in entries:
            if verdict in (*BAD, Verdict.UNDISCLOSED) and states not in told:
                told.add(states)
                there = [
                    s for s in reference.states()
                    if case.states.holds_in(states, dict.fromkeys(case.states.order, False) | dict.fromkeys(s, True))
                ]  # fmt: skip
                cause = case.cause(states)
                if {frozenset(one) for one in cause.enabled_by} != enabling_sets(there, names):
                    yield f"enabling sets of {key}: {cause.enabled_by}"
                if {frozenset(one) for one in cause.stopped_by} != stopping_sets(there, reference.states(), names):
                    yield f"stopping sets of {key}: {cause.stopped_by}"
                if cause.by_default != reference.by_default(there):
                    yield f"by default of {key}: {cause.by_default}, reference {reference.by_default(there)}"


def _routes(case: Case, reference: Reference) -> Iterator[str]:
    """The length of the shortest route of every unit that shows a fault."""
    for name, sweep in case.sweeps.items():
        by_unit: dict[tuple[object, ...], list[Target]] = {}
        clauses = {c.id: c for c in case.system.clauses}
        for ruled in sweep.rulings:
            ruling = ruled.ruling
            if ruling.verdict not in (*BAD, Verdict.UNDISCLOSED):
                continue
            requirements = [clauses[c].require for c in ruling.clauses if clauses[c].form is ClauseForm.REQUIRE]
            if any(require.need is Need.HAPPENS for require in requirements):
                continue  # found where the flow doesn't happen, so no route is in those states
            key = (name, ruled.flow, ruled.act, ruled.role, ruled.atom, ruled.subject, ruled.purpose)
            for k in ruling.bad:
                target = case.target(ruled.copies[k], ruled.flow, ruling.states, ruled.role == OUTPUT)
                by_unit.setdefault(key, []).append(target)
        for key, targets in by_unit.items():
            route = case.routes.shortest(targets)
            expected = reference.shortest_route(Unit(*key))  # type: ignore[arg-type]
            ours = None if route is None else route.size
            theirs = None if expected is None else expected[0]
            if ours != theirs:
                yield f"route of {key}: {ours} steps {route}, reference {theirs} {expected}"


def _differ(ours: dict, theirs: dict) -> str:
    keys = [key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)]
    return "; ".join(f"{key}: {ours.get(key)}, reference {theirs.get(key)}" for key in sorted(keys, key=str))
