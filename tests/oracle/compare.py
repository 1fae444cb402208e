"""Where product or reference disagree with the oracle about one system: what happens, verdicts, deciding clauses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flowvow.checks.case import Case
from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.system import System
from flowvow.policy.pattern import OUTPUT
from tests.reference import Reference

from .solve import Answer, Event, State, Unit, Use, answers

BAD = ("conflicting", "forbidden")  # the worse first


class Difference(NamedTuple):
    """One thing told differently in a state."""

    other: str
    state: State
    about: str
    oracle: object
    theirs: object

    def __str__(self) -> str:
        state = "{" + ", ".join(sorted(self.state)) + "}"
        return f"{self.other} in {state}: {self.about}: {self.theirs}, oracle {self.oracle}"


def differences(system: System, ours: dict[State, Answer] | None = None) -> Iterator[Difference]:
    """All of them, product first."""
    ours = answers(system) if ours is None else ours
    for other, theirs in (("product", of_product(system, list(ours))), ("reference", of_reference(system))):
        if set(ours) != set(theirs):
            yield Difference(other, frozenset(), "the states", sorted(map(sorted, ours)), sorted(map(sorted, theirs)))
            continue
        for state in sorted(ours, key=sorted):
            yield from _of_state(other, state, ours[state], theirs[state])


def _of_state(other: str, state: State, ours: Answer, theirs: Answer) -> Iterator[Difference]:
    for use in sorted(ours.uses ^ theirs.uses, key=str):
        yield Difference(other, state, str(use), use in ours.uses, use in theirs.uses)
    for unit in sorted({*ours.verdicts, *theirs.verdicts}, key=str):
        verdict, their_verdict = ours.verdicts.get(unit), theirs.verdicts.get(unit)
        if verdict != their_verdict:
            yield Difference(other, state, str(unit), verdict, their_verdict)
        elif verdict in BAD and ours.deciding[unit] != theirs.deciding[unit]:
            yield Difference(other, state, str(unit), sorted(ours.deciding[unit]), sorted(theirs.deciding[unit]))
    for event in sorted(ours.events ^ theirs.events, key=str):
        if event.clause not in ours.passed_over:
            yield Difference(other, state, str(event), event in ours.events, event in theirs.events)


def _permits(system: System) -> frozenset[str]:
    return frozenset(c.id for c in system.clauses if c.form is ClauseForm.PERMIT)


def _told(system: System) -> frozenset[str]:
    """The clauses of whose missing events the oracle tells."""
    needs = ((c.id, c.require.need) for c in system.clauses if c.require is not None)
    return frozenset(clause for clause, need in needs if need in (Need.DELETE, Need.RETURN))


def of_reference(system: System) -> dict[State, Answer]:
    """The reference's answer of each state."""
    reference, permits, told = Reference(system), _permits(system), _told(system)
    found = {}
    for state in reference.states():
        uses = {
            Use(i, _role(system, i, role), atom, subject, copy.form and copy.form.value)
            for i in range(len(system.flows))
            for (role, atom, subject), copies in reference.uses(state, i).items()
            for copy in copies
        }
        rulings = {Unit(*unit): ruling for unit, ruling in reference.rulings(state).items()}
        verdicts = {unit: ruling.verdict.value for unit, ruling in rulings.items() if ruling.verdict is not None}
        deciding = {unit: frozenset(rulings[unit].certain) - permits for unit, v in verdicts.items() if v in BAD}
        events = {Event(*event[:4], event.status.value) for event in reference.events(state) if event[0] in told}
        found[frozenset(state)] = Answer(frozenset(uses), verdicts, deciding, frozenset(events))
    return found


def _role(system: System, flow: int, role: str) -> str:
    return role if system.flows[flow].makes else "carried"


def of_product(system: System, states: list[State]) -> dict[State, Answer]:
    """The product's answer of each state: its diagrams, asked state by state."""
    case, permits, told = Case(system), _permits(system), _told(system)
    missing = [m for events in case.events.values() for m in events.missing if m.rule.key in told]
    happening = []
    for i, flow in enumerate(system.flows):
        role = "input" if flow.makes else "carried"
        happening += [(i, role, copy, case.presence.happens(i, copy)) for copy in case.presence.sources[i]]
        if flow.makes:
            happening += [(i, "output", copy, there) for copy, there in case.presence.products(i)]
    ruled = list(_rulings(case))
    found = {}
    for state in states:
        where = dict.fromkeys(case.states.order, False) | dict.fromkeys(state, True)
        uses = {
            Use(i, role, copy.atom, copy.subject, copy.form and copy.form.value)
            for i, role, copy, there in happening
            if case.states.holds_in(there, where)
        }
        here: dict[Unit, list[tuple[str, frozenset[str]]]] = {}
        for unit, verdict, clauses, there in ruled:
            if case.states.holds_in(there, where):
                here.setdefault(unit, []).append((verdict, clauses))
        verdicts = {unit: _one(verdict for verdict, _ in entries) for unit, entries in here.items()}
        deciding = {
            unit: frozenset().union(*(clauses for v, clauses in entries if v in BAD)) - permits
            for unit, entries in here.items()
        }
        events = {
            Event(m.rule.key, m.place, m.atom, m.subject, "broken" if m.sure else "undecided")
            for m in missing
            if case.states.holds_in(m.states, where)
        }
        found[state] = Answer(frozenset(uses), verdicts, deciding, frozenset(events))
    return found


def _rulings(case: Case) -> Iterator[tuple[Unit, str, frozenset[str], int]]:
    """Verdict, clauses and states of each unit; the product's purpose stands for all that no clause tells apart."""
    for sweep in case.sweeps.values():
        for one in sweep.rulings:
            flow = case.system.flows[one.flow]
            purposes: list[str | None] = [None]
            if flow.purposes:
                alike = sweep._purpose_class.get(one.purpose or "", 0)
                atoms = case.vocabulary.purposes.all_atoms(flow.purposes)
                purposes = [p for p in atoms if sweep._purpose_class.get(p, 0) == alike]
            role = "output" if one.role == OUTPUT else one.role
            for purpose in purposes:
                unit = Unit(one.policy, one.flow, one.act, role, one.atom, one.subject, purpose)
                yield unit, one.ruling.verdict.value, frozenset(one.ruling.clauses), one.ruling.states


def _one(verdicts: Iterator[str]) -> str:
    """The unit's verdict: the worst where a clause that misses a flow adds another (E8)."""
    several = set(verdicts)
    for verdict in BAD:
        if verdict in several:
            return verdict
    return " or ".join(sorted(several))
