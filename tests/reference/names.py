"""Section 1 of the semantics: what names, actors, subjects, forms, times and conditions stand for."""

import re
from datetime import date
from functools import cache
from inspect import getmembers, ismethod
from itertools import chain, product
from math import inf, nan

from flowvow.model.actors import ANYONE, NOBODY, PERSON
from flowvow.model.clauses import PRESENCE
from flowvow.model.conditions import All, ConditionKind, Expression, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Form
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

State = frozenset[str]  # s13: the choices that are granted and the circumstances that hold
NO, MAYBE, YES = 0, 0.5, 1  # s24: `min` is and, `max` is or, `1 - x` is not; a bool is a certain truth
FORMS = [Form.IDENTIFIED, None, *list(Form)[1:]]  # s6, C6: from the highest; one that isn't known may be the second
OTHER = "/other"  # s2: the atom of an open name for what it doesn't list
SIZES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080, "months": 1, "years": 12, "business days": 1}
FIRSTS = [date(year, month, 1).toordinal() for year in range(2000, 2800) for month in range(1, 13)]
CHANGING = ["usable", "carried", "steps", "opened", "arisen", "by_default", "hangs_on"]  # asked of what still grows


def union(sets) -> frozenset:
    return frozenset(chain.from_iterable(sets))


def subsets(names) -> list[frozenset[str]]:
    rows = product((False, True), repeat=len(names))
    return [frozenset(name for name, there in zip(names, row, strict=True) if there) for row in rows]


def natural(name: str) -> list[str | int]:  # s29: F5 before F13
    return [int(part) if i % 2 else part for i, part in enumerate(re.split("([0-9]+)", name))]


def true_in(expression: Expression, names: State) -> bool:  # s12: when exactly these conditions hold
    if isinstance(expression, Named):
        return expression.name in names
    if isinstance(expression, Not):
        return not true_in(expression.part, names)
    return (all if isinstance(expression, All) else any)(true_in(part, names) for part in expression.parts)


@cache
def reckoned(time: Duration) -> tuple[str, int, float, float]:  # F4: calendar and count, the least and most minutes
    calendars = {"years": "months", "months": "months", "business days": "business days", "": str(time)}
    calendar, count = calendars.get(time.unit, "minutes"), time.count * SIZES.get(time.unit, 0)
    months = FIRSTS[count * (calendar == "months") :]
    days = [end - start for start, end in zip(FIRSTS, months, strict=False)]
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


class Names:  # of one system; every question is answered once, and the answer kept
    def __init__(self, system: System) -> None:
        self.system, self.actors, self.flows, self.clauses = system, system.actors, system.flows, system.clauses
        self.policies = {policy.name: policy for policy in system.policies}
        self.promises = [c for c in system.clauses if c.require and c.require.need in PRESENCE]  # s17: of events
        for name, method in getmembers(self, ismethod):
            setattr(self, name, method if name in CHANGING else cache(method))

    def states(self) -> list[State]:  # s13
        return subsets(sorted(c.name for c in self.system.conditions.values() if c.kind is not ConditionKind.SAFEGUARD))

    def above(self, actor: str, *steps: str) -> frozenset[str]:  # s4: what it reaches by `kinds` (`is`), by `of`
        further = [name for step in steps for name in getattr(self.actors.get(actor), step, ())]
        return frozenset([actor]).union(*(self.above(name, *steps) for name in further))

    def matches(self, actor: str, *names: str) -> bool:  # s4, A1: an actor or subject matches one of the names
        known = actor not in ("", NOBODY)
        return actor in names or (known and (ANYONE in names or not self.above(actor, "kinds", "of").isdisjoint(names)))

    def arrives(self, flow: Flow, *names: str) -> float:  # s5, A2: a flow's recipient matches one of the names
        members = [a for a in self.actors if flow.any_of and flow.recipient in self.above(a, "kinds") - {a}]
        return max(self.matches(flow.recipient, *names), MAYBE * any(self.matches(a, *names) for a in members))

    def wholes(self, actor: str) -> frozenset[str]:  # s9, C2: those who hold what an actor holds, itself first
        return union(getattr(self.actors.get(name), "of", ()) for name in self.above(actor, "kinds", "of")) | {actor}

    def persons(self, actor: str) -> frozenset[str]:  # A3: the person an actor is, else those it is of
        kinds = self.above(actor, "kinds")
        owners = union(getattr(self.actors.get(kind), "of", ()) for kind in kinds)
        return frozenset([actor]) if PERSON in kinds else union(map(self.persons, owners))

    def subjects(self) -> frozenset[str]:  # s6: everyone whom a datum can be about
        stated = union(stating.about for stating in (*self.system.data.values(), *self.flows))
        return stated.union([NOBODY], (a for a in self.actors if a in self.persons(a)))

    def choices(self, whose: str = "") -> list[str]:  # s12, A3: all of them, or a subject's own
        choices = [c for c in self.system.conditions.values() if c.kind is ConditionKind.CHOICE]
        kinds = self.above(whose, "kinds").union([ANYONE] if whose != NOBODY else [])
        own = [c for c in choices if not whose or c.by in kinds or whose in self.persons(c.by)]
        return sorted((c.name for c in own), key=natural)

    def atoms(self, *names: str, of: str = "data") -> frozenset[str]:  # s1, s2, s3, A4; `of` data or purposes
        found = frozenset()
        for entry in (getattr(self.system, of)[name] for name in names):
            itself = {Extent.LEAF: {entry.name}, Extent.OPEN: {entry.name + OTHER}}.get(entry.extent, set())
            found |= self.atoms(*entry.parts, of=of) - self.atoms(*entry.without, of=of) | itself
        return found

    def purposes(self, *names: str) -> frozenset[str]:
        return self.atoms(*names, of="purposes")

    def acts(self, *names: str) -> frozenset[str]:  # A4: the acts that fit: those named, and those inside them
        inside = union(self.system.acts[name].parts for name in names if name in self.system.acts)
        return frozenset(names).union(inside and self.acts(*inside))

    def trait(self, field: str, atom: str, name: str = "") -> frozenset:  # A5: `about`, `origin` or `form`
        name = name or atom.removesuffix(OTHER)
        own = getattr(self.system.data[name], field)
        parents = [p.name for p in self.system.data.values() if name in p.parts and atom in self.atoms(p.name)]
        inherited = union(self.trait(field, atom, parent) for parent in parents)
        return inherited if not own else frozenset([own] if field == "form" else own)

    def safeguards(self, flow: Flow) -> frozenset[str]:  # s12, A6: its own, and those of its ends and all they match
        ends = union(self.above(end, "kinds", "of") for end in (flow.sender, flow.recipient, flow.at))
        return union(getattr(self.actors.get(end), "safeguards", ()) for end in ends).union(flow.safeguards)
