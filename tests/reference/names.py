"""Section 1 of the semantics: what names, subjects, forms, times and conditions denote."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from flowvow.model.actors import ANYONE, NOBODY, PERSON
from flowvow.model.conditions import All, Expression, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Form, Name
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

NO, MAYBE, YES = 0, 1, 2  # three-valued truth: `min` is and, `max` is or, `opposite` is not

FORMS = list(Form)  # s6: from most to least identifying
OTHER = "/other"


def opposite(truth: int) -> int:
    return 2 - truth


def once(method: Callable[..., Any]) -> Callable[..., Any]:
    """Remember a method's answers on its own object."""

    @wraps(method)
    def ask(self: Any, *args: Any) -> Any:
        memory = self.__dict__.setdefault("memory", {})
        key = (method.__qualname__, args)
        if key not in memory:
            memory[key] = method(self, *args)
        return memory[key]

    return ask


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """s29: F5 before F13."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(p), "") if p[0].isdigit() else (1, 0, p) for p in pieces)


def true_in(expression: Expression, names: frozenset[str]) -> bool:
    """Whether an expression is true when exactly these conditions hold."""
    if isinstance(expression, Named):
        return expression.name in names
    if isinstance(expression, Not):
        return not true_in(expression.part, names)
    parts = [true_in(part, names) for part in expression.parts]
    return all(parts) if isinstance(expression, All) else any(parts)


def highest(forms: Iterable[Form | None]) -> Form | None:
    """C6: unknown if one is unknown and none is identified."""
    forms = list(forms)
    if None in forms and Form.IDENTIFIED not in forms:
        return None
    return min((f for f in forms if f is not None), key=FORMS.index, default=None)


# --- times, s27, F4 -----------------------------------------------------------------------------------------------

MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10080}
MONTHS = {"months": 1, "years": 12}
MONTH_DAYS = [monthrange(2000 + m // 12, m % 12 + 1)[1] for m in range(4800)]  # after 400 years the calendar repeats


def amount(time: Duration) -> tuple[str, int]:
    """A count in its family's smallest unit."""
    for family, units in (("minutes", MINUTES), ("months", MONTHS), ("business days", {"business days": 1})):
        if time.unit in units:
            return family, time.count * units[time.unit]
    raise ValueError(time.unit)


def bounds(time: Duration) -> tuple[float, float]:
    """The least and most minutes a count can be."""
    family, count = amount(time)
    if family == "minutes":
        return count, count
    if family == "business days":
        return count * 1440, float("inf") if count else 0
    days = [sum(MONTH_DAYS[(start + i) % 4800] for i in range(count)) for start in range(4800)]
    return min(days) * 1440, max(days) * 1440


def at_most(time: Duration | None, limit: Duration) -> int:
    """Whether a time is no longer than a limit; an unknown time may be."""
    if time is None:
        return MAYBE
    if time == limit or time.kind is Length.NONE:
        return YES
    if Length.COUNT is time.kind is limit.kind:
        (family, count), (other, most) = amount(time), amount(limit)
        if family == other:
            return YES if count <= most else NO
        (low, high), (least, longest) = bounds(time), bounds(limit)
        return YES if high <= least else NO if low > longest else MAYBE
    if limit.kind is Length.NONE:
        return YES if time.kind is Length.COUNT and time.count == 0 else NO
    if time.kind is Length.COUNT:
        return YES if limit.kind is Length.FOREVER else MAYBE
    return NO if time.kind is Length.FOREVER and limit.kind is Length.COUNT else MAYBE


def add(one: Duration | None, other: Duration | None) -> Duration | None:
    """One after the other; unknown unless both are counts of one family."""
    if one is None or other is None:
        return None
    if Length.NONE in (one.kind, other.kind):
        return other if one.kind is Length.NONE else one
    if Length.COUNT is one.kind is other.kind:
        (family, count), (same, more) = amount(one), amount(other)
        if family == same:
            return Duration(Length.COUNT, count + more, family)
    return None


# --- names --------------------------------------------------------------------------------------------------------


class Names:
    """One system's names, resolved."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.actors = system.actors
        self.flows = system.flows

    @once
    def _up(self, actor: str, kinds_only: bool) -> frozenset[str]:
        """What an actor reaches by `is` steps, or by `is` and `of` steps; itself included."""
        reached, waiting = {actor}, [actor]
        while waiting:
            entry = self.actors.get(waiting.pop())
            further = () if entry is None else entry.kinds if kinds_only else entry.kinds + entry.of
            waiting += [name for name in further if name not in reached]
            reached.update(further)
        return frozenset(reached)

    def kinds(self, actor: str) -> frozenset[str]:
        return self._up(actor, True)

    def matches(self, actor: str, *names: str) -> bool:
        """A1, s4: whether an actor (or a subject) matches one of the names."""
        if actor == NOBODY or not actor:
            return actor in names
        return any(name == ANYONE or name in self._up(actor, False) for name in names)

    def matches_end(self, flow: Flow, names: Iterable[str]) -> int:
        """A2, s5: whether a flow's recipient matches one of the names."""
        if self.matches(flow.recipient, *names):
            return YES
        others = [a for a in self.actors if a != flow.recipient and flow.recipient in self.kinds(a)]
        return MAYBE if flow.any_of and any(self.matches(a, *names) for a in others) else NO

    @once
    def persons(self, actor: str) -> frozenset[str]:
        """A3: the person an actor is, else those it is of."""
        if self.is_person(actor):
            return frozenset({actor})
        owners = {owner for kind in self.kinds(actor) if kind in self.actors for owner in self.actors[kind].of}
        return frozenset().union(*map(self.persons, owners))

    def chooses(self, subject: str, by: str) -> bool:
        """A3: whether a choice made by a name is this person's own."""
        return (by == ANYONE and subject != NOBODY) or by in self.kinds(subject) or subject in self.persons(by)

    def is_person(self, actor: str) -> bool:
        return PERSON in self.kinds(actor)

    @once
    def subjects(self) -> frozenset[str]:
        """Everyone a datum of this system can be about."""
        stated = [x.about for x in (*self.system.data.values(), *self.flows)]
        return frozenset({NOBODY, *filter(self.is_person, self.actors)}.union(*stated))

    # A4, s1, s2

    def atoms(self, *names: str) -> frozenset[str]:
        return frozenset().union(*(self._atoms("data", name) for name in names))

    def purposes(self, *names: str) -> frozenset[str]:
        return frozenset().union(*(self._atoms("purposes", name) for name in names))

    @once
    def _atoms(self, section: str, name: str) -> frozenset[str]:
        names: dict[str, Name] = getattr(self.system, section)
        entry = names[name]
        if entry.extent is Extent.LEAF:
            return frozenset({name})
        found = frozenset().union(*(self._atoms(section, part) for part in entry.parts))
        if entry.extent is Extent.OPEN:
            found |= {name + OTHER}
        return found - frozenset().union(*(self._atoms(section, less) for less in entry.without))

    @once
    def all_atoms(self) -> frozenset[str]:
        return self.atoms(*self.system.data)

    @once
    def acts_inside(self, *names: str) -> frozenset[str]:
        """The acts that fit one of the names: those named and those inside them."""
        inner = [part for name in names if name in self.system.acts for part in self.system.acts[name].parts]
        return frozenset(names) | (self.acts_inside(*inner) if inner else frozenset())

    def is_act(self, act: str, *names: str) -> bool:
        return act in self.acts_inside(*names)

    # A5

    def about(self, atom: str) -> frozenset[str]:
        return self._inherited(atom.removesuffix(OTHER), atom, "about")

    def origin(self, atom: str) -> frozenset[str]:
        return self._inherited(atom.removesuffix(OTHER), atom, "origin")

    def form(self, atom: str) -> Form | None:
        return highest(self._inherited(atom.removesuffix(OTHER), atom, "form"))

    @once
    def _inherited(self, name: str, atom: str, field: str) -> frozenset[Any]:
        own = getattr(self.system.data[name], field)
        if own:
            return frozenset({own} if field == "form" else own)
        parents = [p.name for p in self.system.data.values() if name in p.parts and atom in self.atoms(p.name)]
        return frozenset().union(*(self._inherited(parent, atom, field) for parent in parents))

    # A6

    @once
    def safeguards(self, flow: Flow) -> frozenset[str]:
        ends = [end for end in (flow.sender, flow.recipient, flow.at) if end]
        matched = {name for end in ends for name in self._up(end, False) if name in self.actors}
        return frozenset(flow.safeguards).union(*(self.actors[name].safeguards for name in matched))
