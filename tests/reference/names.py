"""Section 1 of the semantics: what names, actors, subjects, forms and times stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cache, wraps
from itertools import chain, product
from math import inf, nan
from typing import Any

from flowvow.model.actors import ANYONE, NOBODY, PERSON
from flowvow.model.conditions import All, Expression, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Form
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

State = frozenset[str]  # s13: the choices that are granted and the circumstances that hold
NO, MAYBE, YES = 0, 0.5, 1  # s24: `min` is and, `max` is or, `1 - x` is not; a bool is a certain truth
FORMS = list(Form)  # s6: from most to least identifying
OTHER = "/other"  # s2: the atom of an open name for what it doesn't list
SIZES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080, "months": 1, "years": 12, "business days": 1}
FIRSTS = [date(year, month, 1).toordinal() for year in range(2000, 2800) for month in range(1, 13)]


def once(method: Callable[..., Any]) -> Callable[..., Any]:
    """Keep every answer with the object that gave it; the model's values are told apart by identity."""
    name = f"answers of {method.__name__}"

    @wraps(method)
    def ask(self: Any, *args: Any) -> Any:
        answers = self.__dict__.setdefault(name, {})
        key = tuple([arg if isinstance(arg, str | tuple | frozenset | bool) else id(arg) for arg in args])
        if key not in answers:
            answers[key] = args, method(self, *args)
        return answers[key][1]

    return ask


def union(sets: Iterable[Iterable[Any]]) -> frozenset[Any]:
    return frozenset(chain.from_iterable(sets))


def subsets(names: Collection[str]) -> list[State]:
    rows = product((False, True), repeat=len(names))
    return [frozenset(name for name, there in zip(names, row, strict=True) if there) for row in rows]


def natural(name: str) -> list[tuple[bool, int, str]]:  # s29: F5 before F13
    pieces = re.findall(r"[0-9]+|[^0-9]+", name)
    return [(not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces]


def true_in(expression: Expression, names: State) -> bool:  # s12: when exactly these conditions hold
    if isinstance(expression, Named):
        return expression.name in names
    if isinstance(expression, Not):
        return not true_in(expression.part, names)
    return (all if isinstance(expression, All) else any)(true_in(part, names) for part in expression.parts)


def highest(forms: Collection[Form | None]) -> Form | None:  # C6: unknown if one is and none is identified
    if None in forms and Form.IDENTIFIED not in forms:
        return None
    return min((form for form in forms if form is not None), key=FORMS.index, default=None)


def counted(time: Duration) -> tuple[str, int]:  # F4: the calendar that a time is told by, and how much of it
    calendars = {"years": "months", "months": "months", "business days": "business days", "": str(time)}
    return calendars.get(time.unit, "minutes"), time.count * SIZES.get(time.unit, 0)


@cache
def minutes(calendar: str, count: int) -> tuple[float, float]:  # F4: the least and the most, whenever it begins
    if calendar == "months":
        days = [end - start for start, end in zip(FIRSTS, FIRSTS[count:], strict=False)]
        return min(days) * 1440, max(days) * 1440
    bounds = {"minutes": (count, count), "business days": (count * 1440, count and 1e99), "forever": (inf, inf)}
    return (0, 0) if calendar == "none" else bounds.get(calendar, (0, nan))  # `session` and `until` compare with none


def at_most(time: Duration | None, limit: Duration) -> float:  # s27, F4: whether a time is no longer than a limit
    if time is None:
        return MAYBE
    (calendar, count), (other, most) = counted(time), counted(limit)
    (low, high), (least, longest) = minutes(calendar, count), minutes(other, most)
    if calendar == other or other == "none":
        return count <= most if calendar == other else high == 0
    return YES if high <= least else NO if low > longest else MAYBE


def add(one: Duration | None, other: Duration | None) -> Duration | None:  # F4: one time after the other
    if one is None or other is None or Length.NONE in (one.kind, other.kind):
        return one and other and (other if one.kind is Length.NONE else one)
    (calendar, count), (same, more) = counted(one), counted(other)
    return Duration(Length.COUNT, count + more, calendar) if calendar == same and one.unit else None


class Names:
    """The names of one system."""

    def __init__(self, system: System) -> None:
        self.system, self.actors, self.flows = system, system.actors, system.flows
        self.policies = {policy.name: policy for policy in system.policies}

    @once
    def above(self, actor: str, *steps: str) -> frozenset[str]:  # s4: what it reaches by `kinds` (`is`), by `of`
        further = [name for step in steps for name in getattr(self.actors.get(actor), step, ())]
        return frozenset({actor}).union(*(self.above(name, *steps) for name in further))

    @once
    def matches(self, actor: str, *names: str) -> bool:  # s4, A1: an actor or subject matches one of the names
        known = actor not in ("", NOBODY)
        return actor in names or (known and (ANYONE in names or not self.above(actor, "kinds", "of").isdisjoint(names)))

    @once
    def arrives(self, flow: Flow, *names: str) -> float:  # s5, A2: a flow's recipient matches one of the names
        members = [a for a in self.actors if flow.any_of and flow.recipient in self.above(a, "kinds") - {a}]
        return max(self.matches(flow.recipient, *names), MAYBE * any(self.matches(a, *names) for a in members))

    @once
    def wholes(self, actor: str) -> frozenset[str]:  # C2: those who hold what an actor holds
        return union(getattr(self.actors.get(name), "of", ()) for name in self.above(actor, "kinds", "of"))

    def is_person(self, actor: str) -> bool:
        return PERSON in self.above(actor, "kinds")

    @once
    def persons(self, actor: str) -> frozenset[str]:  # A3: the person an actor is, else those it is of
        owners = [o for kind in self.above(actor, "kinds") for o in getattr(self.actors.get(kind), "of", ())]
        return frozenset({actor}) if self.is_person(actor) else union(map(self.persons, owners))

    def chooses(self, subject: str, by: str) -> bool:  # A3: a choice made by this name is the subject's own
        own = by in self.above(subject, "kinds") or subject in self.persons(by)
        return own or (by == ANYONE and subject != NOBODY)

    @once
    def subjects(self) -> frozenset[str]:  # s6: everyone whom a datum can be about
        stated = union(stating.about for stating in (*self.system.data.values(), *self.flows))
        return stated.union([NOBODY], filter(self.is_person, self.actors))

    @once
    def denoted(self, section: str, names: tuple[str, ...]) -> frozenset[str]:  # s1, s2, s3, A4: the atoms of names
        found: frozenset[str] = frozenset()
        for name in names:
            entry = getattr(self.system, section)[name]
            itself = {Extent.LEAF: {name}, Extent.OPEN: {name + OTHER}, Extent.CLOSED: set()}[entry.extent]
            found |= (self.denoted(section, entry.parts) | itself) - self.denoted(section, entry.without)
        return found

    def atoms(self, *names: str) -> frozenset[str]:
        return self.denoted("data", names)

    def purposes(self, *names: str) -> frozenset[str]:
        return self.denoted("purposes", names)

    @once
    def acts_inside(self, *names: str) -> frozenset[str]:  # A4: those that fit the names
        inner = [part for name in names if name in self.system.acts for part in self.system.acts[name].parts]
        return frozenset(names).union(inner and self.acts_inside(*inner))

    def is_act(self, act: str, *names: str) -> bool:
        return act in self.acts_inside(*names)

    @once
    def trait(self, field: str, atom: str, name: str = "") -> frozenset[Any]:  # A5: `about`, `origin` or `form`
        name = name or atom.removesuffix(OTHER)
        own = getattr(self.system.data[name], field)
        if own:
            return frozenset([own] if field == "form" else own)
        parents = [p.name for p in self.system.data.values() if name in p.parts and atom in self.atoms(p.name)]
        return union(self.trait(field, atom, parent) for parent in parents)

    @once
    def safeguards(self, flow: Flow) -> frozenset[str]:  # s12, A6: its own, and those of its ends and their kinds
        ends = union(self.above(end, "kinds", "of") for end in (flow.sender, flow.recipient, flow.at))
        return union(getattr(self.actors.get(end), "safeguards", ()) for end in ends).union(flow.safeguards)
