"""Runs the three logic programs on a system: what names denote, what happens in each state, what promises make of it.

Each program's answer is facts of the next: the shown atoms of the first, one numbered state for each answer set of the
second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import clingo

from flowvow.model.system import System

from .facts import Facts, promised

HERE = Path(__file__).parent
FORMS = {0: "anonymous", 1: "aggregate", 2: "pseudonymous", 3: None, 4: "identified"}
IN_STATE = {"use": "used", "on": "on_in", "there": "there_in", "home": "home_in"}
State = frozenset[str]
Term = clingo.Symbol


class Use(NamedTuple):
    """What a flow carries, takes in or makes."""

    flow: int
    role: str
    atom: str
    subject: str
    form: str | None


class Unit(NamedTuple):
    """What is judged (E1); the purpose is None where it is unknown."""

    policy: str
    flow: int
    act: str
    role: str
    atom: str
    subject: str
    purpose: str | None


class Event(NamedTuple):
    """A promised deletion or return that is missing; for a return without a place."""

    clause: str
    place: str
    atom: str
    subject: str
    status: str


class Answer(NamedTuple):
    """What one state brings.

    Attributes:
        uses: what flows carry, take in and make.
        verdicts: of each unit.
        deciding: the clauses that forbid a unit, or demand what it lacks.
        events: the promised ones that are missing.
        passed_over: clauses of whose events nothing is said, and why.
    """

    uses: frozenset[Use]
    verdicts: dict[Unit, str]
    deciding: dict[Unit, frozenset[str]]
    events: frozenset[Event] = frozenset()
    passed_over: Mapping[str, str] = MappingProxyType({})


class UnsolvableError(Exception):
    """The programs have another number of answer sets than states."""


def answers(system: System, folder: Path = HERE) -> dict[State, Answer]:
    """The answer of each state of the choices and circumstances."""
    written = Facts(system).text()
    (names,) = _solved(folder / "names.lp", written)
    known = written + "\n" + "\n".join(f"{one}." for one in names)
    states: list[State] = []
    happening: list[list[clingo.Symbol]] = []
    for found in _solved(folder / "happening.lp", known):
        states.append(frozenset(one.arguments[0].string for one in found if one.name == "true"))
        happening.append([one for one in found if one.name in IN_STATE])
    if len(set(states)) != len(states):
        raise UnsolvableError("a state has two answer sets")
    lines = [known]
    for number, (state, shown) in enumerate(zip(states, happening, strict=True)):
        lines.append(f"state({number}).")
        lines += [f"set({number},{clingo.String(name)})." for name in state]
        lines += [f"{IN_STATE[one.name]}({number},{','.join(map(str, one.arguments))})." for one in shown]
    stamped = "\n".join(lines)
    judged = _by_state(folder / "judging.lp", stamped, len(states))
    asked = any(promised(clause) for clause in system.clauses)
    missing = _by_state(folder / "promised.lp", stamped, len(states)) if asked else [[] for _ in states]
    return {state: _answer(judged[number], happening[number], missing[number]) for number, state in enumerate(states)}


def _by_state(program: Path, facts: str, states: int) -> list[list[clingo.Symbol]]:
    """The answer set of each state by its number."""
    found: dict[int, list[clingo.Symbol]] = {}
    for one in _solved(program, facts):
        (number,) = (atom.arguments[0].number for atom in one if atom.name == "now")
        if number in found:
            raise UnsolvableError("a state has two answer sets")
        found[number] = one
    if len(found) != states:
        raise UnsolvableError("a state has no answer set")
    return [found[number] for number in range(states)]


def _solved(program: Path, facts: str) -> Iterator[list[clingo.Symbol]]:
    control = clingo.Control(["0", "--warn=none"])
    control.load(str(program))
    control.add("base", [], facts)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        for model in handle:
            yield list(model.symbols(shown=True))


def _answer(found: list[clingo.Symbol], shown: list[clingo.Symbol], missing: list[clingo.Symbol]) -> Answer:
    verdicts: dict[Unit, str] = {}
    deciding: dict[Unit, set[str]] = {}
    for one in found:
        if one.name == "verdict":
            unit = _unit(one.arguments[0])
            if unit in verdicts:
                raise UnsolvableError(f"two verdicts on {unit}")
            verdicts[unit] = one.arguments[1].name
        elif one.name == "decides":
            deciding.setdefault(_unit(one.arguments[1]), set()).add(one.arguments[0].string)
    uses = {_use(*one.arguments) for one in shown if one.name == "use"}
    events = {_event(*one.arguments) for one in missing if one.name == "event"}
    over = {one.arguments[0].string: one.arguments[1].name for one in missing if one.name == "passed_over"}
    decided = {unit: frozenset(clauses) for unit, clauses in deciding.items()}
    return Answer(frozenset(uses), verdicts, decided, frozenset(events), over)


def _use(flow: Term, role: Term, atom: Term, subject: Term, form: Term, _: Term) -> Use:
    return Use(flow.number, role.name, _atom(atom), subject.string, FORMS[form.number])


def _event(clause: Term, place: Term, atom: Term, subject: Term, status: Term) -> Event:
    return Event(clause.string, place.string, _atom(atom), subject.string, status.name)


def _unit(term: clingo.Symbol) -> Unit:
    policy, flow, act, role, atom, subject, purpose = term.arguments
    aim = None if purpose.type is clingo.SymbolType.Function and purpose.name == "unknown" else _atom(purpose)
    return Unit(policy.string, flow.number, act.string, role.name, _atom(atom), subject.string, aim)


def _atom(term: clingo.Symbol) -> str:
    if term.type is clingo.SymbolType.String:
        return term.string
    return f"{term.arguments[0].string}/other"
