"""A system as facts of the logic programs: what is written, and nothing that follows from it.

What follows (atoms, who matches whom, acts, marks …) is for the programs. Only times are compared here, since F4 is
arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import clingo

from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, Reach
from flowvow.model.conditions import All, Condition, ConditionKind, Expression, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Form, Name
from flowvow.model.system import System

from .lengths import at_most, spoken

RANKS = {Form.ANONYMOUS: 0, Form.AGGREGATE: 1, Form.PSEUDONYMOUS: 2, Form.IDENTIFIED: 4}
EXTENTS = {Extent.LEAF: "leaf", Extent.OPEN: "open", Extent.CLOSED: "closed"}
FIELDS = {"sender": "from", "recipient": "to", "purposes": "for"}
BITS = 30  # a set of marks is one of clingo's numbers, of 32 bits


class TooManyMarksError(Exception):
    """More clauses or places on the way than fit a number."""


class Word(str):
    """A constant of the programs, rather than a name of the model."""


class Facts:
    """Writes the facts of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.lines: list[str] = []
        self._numbers = count(1)
        self._write()

    def add(self, predicate: str, *values: object) -> None:
        shown = ",".join(str(v) if isinstance(v, int | Word) else str(clingo.String(str(v))) for v in values)
        self.lines.append(f"{predicate}({shown}).")

    def text(self) -> str:
        return "\n".join(self.lines)

    def _write(self) -> None:
        system = self.system
        self._actors()
        for kind, names in (("data", system.data), ("purpose", system.purposes), ("act", system.acts)):
            for name in names.values():
                self._name(Word(kind), name)
        for place, condition in enumerate(system.conditions.values()):
            self._condition(condition, 1 << place)
        for index, flow in enumerate(system.flows):
            self._flow(index, flow)
        for place, clause in enumerate(told(system)):
            self._clause(clause, 1 << place)
        for policy in system.policies:
            self.add("party", policy.name, policy.party)
        for place, name in enumerate(places(system)):
            self.add("through_bit", name, 1 << place)
        self._times()

    def _actors(self) -> None:
        for actor in self.system.actors.values():
            self.add("actor", actor.name)
            for kind in actor.kinds:
                self.add("is", actor.name, kind)
            for owner in actor.of:
                self.add("of", actor.name, owner)
            if actor.store:
                self.add("store", actor.name)
            if actor.kept is not None:
                self.add("actor_kept", actor.name, Word(spoken(actor.kept)))
            for safeguard in actor.safeguards:
                self.add("actor_has", actor.name, safeguard)

    def _name(self, kind: Word, name: Name) -> None:
        if kind == "act":
            self.add("act", name.name)
        else:
            self.add(EXTENTS[name.extent], kind, name.name)
        for part in name.parts:
            self.add("part", kind, name.name, part)
        for without in name.without:
            self.add("without", kind, name.name, without)
        if name.form is not None:
            self.add("says", Word("form"), name.name, RANKS[name.form])
        for subject in name.about:
            self.add("says", Word("about"), name.name, subject)
        for origin in name.origin:
            self.add("says", Word("origin"), name.name, origin)

    def _condition(self, condition: Condition, bit: int) -> None:
        self.add("condition_bit", condition.name, bit)
        if condition.kind is not ConditionKind.SAFEGUARD:
            self.add("variable", condition.name)
        if condition.kind is ConditionKind.CHOICE:
            self.add("by", condition.name, condition.by)
            if condition.default is not None:
                self.add("default", condition.name, Word(condition.default.value))
            if condition.asked:
                self.add("asked", condition.name, condition.asked)

    def _expression(self, expression: Expression) -> int:
        """Its number; parts have numbers of their own."""
        number = next(self._numbers)
        if isinstance(expression, Named):
            self.add("named", number, expression.name)
        elif isinstance(expression, Not):
            self.add("negation", number, self._expression(expression.part))
        else:
            self.add("conjunction" if isinstance(expression, All) else "disjunction", number)
            for part in expression.parts:
                self.add("member", number, self._expression(part))
        return number

    def _flow(self, index: int, flow: Flow) -> None:
        self.add("flow", index)
        self.add("name", index, flow.name)
        single = {"frame": flow.frame, "sender": flow.sender, "recipient": flow.recipient, "place": flow.at}
        single |= {"stated": flow.act, "makes": flow.makes, "key": flow.key, "via": flow.via}
        single |= {"how": flow.how.value if flow.how else ""}
        if flow.sender:
            single["place"] = ""
        for predicate, value in single.items():
            if value:
                self.add(predicate, index, value)
        several = {"data": flow.data, "for": flow.purposes, "has": flow.safeguards, "flow_about": flow.about}
        for predicate, values in several.items():
            for value in values:
                self.add(predicate, index, value)
        for earlier in flow.after:
            self.add("after", flow.name, earlier)
        if flow.any_of:
            self.add("any_of", index)
        if flow.kept is not None:
            self.add("kept", index, Word(spoken(flow.kept)))
        if flow.within is not None:
            self.add("within", index, Word(spoken(flow.within)))
        if flow.makes:
            self.add("inputs", index, len(flow.data))
            for place, name in enumerate(flow.data, 1):
                self.add("input", index, place, name)
        self.add("guard", index, self._expression(flow.when))

    def _clause(self, clause: Clause, bit: int) -> None:
        self.add("clause", clause.id, clause.policy)
        self.add("bit", clause.id, bit)
        self.add("form_of", clause.id, Word("promise" if promised(clause) else clause.form.value))
        self._pattern(clause.id, clause.reach, clause.condition, clause.exceptions, clause)
        if clause.travels:
            self.add("travels", clause.id)
        if clause.until is not None:
            self.add("until", clause.id, RANKS[clause.until])
        if clause.only is not None:
            for name in clause.only.purposes:
                self.add("only", clause.id, Word("for"), name)
            for name in clause.only.recipients:
                self.add("only", clause.id, Word("to"), name)
            if clause.only.while_ is not None:
                self.add("only", clause.id, Word("while"), self._expression(clause.only.while_))
            if clause.only.kept is not None:
                self.add("only", clause.id, Word("kept"), Word(spoken(clause.only.kept)))
        if clause.require is not None:
            need = clause.require.need.value
            for name in clause.require.names or ("",):
                self.add("needs", clause.id, Word(need) if need.isalpha() else need, name)
            for name in clause.require.to:
                self.add("to_whom", clause.id, name)
            if clause.require.within is not None:
                self.add("deadline", clause.id, Word(spoken(clause.require.within)))

    def _pattern(
        self, owner: object, reach: Reach, when: Expression, exceptions: tuple[Exception_, ...], clause: Clause
    ) -> None:
        for field in ("act", "by", "sender", "recipient", "at", "through", "about", "data", "purposes", "makes"):
            for name in getattr(reach, field):
                self.add("want", owner, Word(FIELDS.get(field, field)), name)
        for form in reach.form:
            self.add("want", owner, Word("form"), RANKS[form])
        self.add("when", owner, self._expression(when))
        for exception in exceptions:
            number = next(self._numbers)
            if isinstance(exception, Carve):
                self.add("carve", owner, number)
                self._pattern(number, exception.reach, exception.when, exception.exceptions, clause)
                continue
            self.add("by_permits", owner, number)
            if not exception.clauses:
                self.add("all_permits", number)
            for name in exception.clauses:
                self.add("names_permit", number, f"{clause.policy}/{name}")

    def _times(self) -> None:
        said = [f.kept for f in self.system.flows if f.kept is not None]
        said += [a.kept for a in self.system.actors.values() if a.kept is not None]
        said += [f.within for f in self.system.flows if f.within is not None]
        bounds = [c.only.kept for c in self.system.clauses if c.only is not None and c.only.kept is not None]
        asked = [c.require for c in self.system.clauses if c.require is not None]
        bounds += [require.within for require in asked if require.within is not None]
        for length in sorted({*said}, key=str):
            for bound in sorted({*bounds}, key=str):
                self.add("at_most", Word(spoken(length)), Word(spoken(bound)), Word(at_most(length, bound)))


def told(system: System) -> list[Clause]:
    """The clauses that the programs are told of: duties aren't among them."""
    found = [c for c in system.clauses if c.form is not ClauseForm.DUTY]
    if len(found) > BITS:
        raise TooManyMarksError(f"{len(found)} clauses")
    return found


def promised(clause: Clause) -> bool:
    """Whether it asks for an event rather than something of each flow."""
    return clause.require is not None and clause.require.need in PRESENCE


def places(system: System) -> list[str]:
    """The names that leave a mark on what passes them (D3)."""
    found = {flow.via for flow in system.flows if flow.via} | {policy.party for policy in system.policies}
    for clause in told(system):
        found |= {name for reach in _reaches(clause) for name in reach.through}
    if len(found) > BITS:
        raise TooManyMarksError(f"{len(found)} places on the way")
    return sorted(found)


def _reaches(clause: Clause) -> Iterator[Reach]:
    waiting: list[Clause | Carve] = [clause]
    while waiting:
        one = waiting.pop()
        yield one.reach
        waiting.extend(e for e in one.exceptions if isinstance(e, Carve))
