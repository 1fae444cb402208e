"""Runs the three logic programs on a system: what names denote, what happens in each state, what promises make of it.

Each program's answer is facts of the next: the shown atoms of the first, one numbered state for each answer set of the
second.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import clingo

from flowvow.model.system import System

from .facts import Facts

HERE = Path(__file__).parent
FORMS = {0: "anonymous", 1: "aggregate", 2: "pseudonymous", 3: None, 4: "identified"}
State = frozenset[str]


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


class Answer(NamedTuple):
    """What one state brings: the uses, each unit's verdict, and the clauses that forbid or demand it."""

    uses: frozenset[Use]
    verdicts: dict[Unit, str]
    deciding: dict[Unit, frozenset[str]]


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
        happening.append([one for one in found if one.name == "use"])
    if len(set(states)) != len(states):
        raise UnsolvableError("a state has two answer sets")
    lines = [known]
    for number, (state, uses) in enumerate(zip(states, happening, strict=True)):
        lines.append(f"state({number}).")
        lines += [f"set({number},{clingo.String(name)})." for name in state]
        lines += [f"used({number},{','.join(map(str, use.arguments))})." for use in uses]
    found_of: dict[State, Answer] = {}
    for found in _solved(folder / "judging.lp", "\n".join(lines)):
        (number,) = (one.arguments[0].number for one in found if one.name == "now")
        state = states[number]
        if state in found_of:
            raise UnsolvableError("a state is judged twice")
        found_of[state] = _answer(found, happening[number])
    if len(found_of) != len(states):
        raise UnsolvableError("a state isn't judged")
    return found_of


def _solved(program: Path, facts: str) -> Iterator[list[clingo.Symbol]]:
    control = clingo.Control(["0", "--warn=none"])
    control.load(str(program))
    control.add("base", [], facts)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        for model in handle:
            yield list(model.symbols(shown=True))


def _answer(found: list[clingo.Symbol], uses: list[clingo.Symbol]) -> Answer:
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
    used = {
        Use(u[0].number, u[1].name, _atom(u[2]), u[3].string, FORMS[u[4].number]) for u in (x.arguments for x in uses)
    }
    return Answer(frozenset(used), verdicts, {unit: frozenset(clauses) for unit, clauses in deciding.items()})


def _unit(term: clingo.Symbol) -> Unit:
    policy, flow, act, role, atom, subject, purpose = term.arguments
    aim = None if purpose.type is clingo.SymbolType.Function and purpose.name == "unknown" else _atom(purpose)
    return Unit(policy.string, flow.number, act.string, role.name, _atom(atom), subject.string, aim)


def _atom(term: clingo.Symbol) -> str:
    if term.type is clingo.SymbolType.String:
        return term.string
    return f"{term.arguments[0].string}/other"
