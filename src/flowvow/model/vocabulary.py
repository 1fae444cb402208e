"""What the names of a model denote: atoms, the names an actor matches, persons, holders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from flowvow.model.actors import ANYONE, NOBODY, PERSON, Actor
from flowvow.model.names import Extent, Form, Name
from flowvow.model.system import System

OTHER = "/other"

_RANK = {form: i for i, form in enumerate(Form)}


def highest(forms: Iterable[Form | None]) -> Form | None:
    """The most identifying form; unknown (None) if one is unknown and none is identified."""
    given = list(forms)
    if Form.IDENTIFIED in given:
        return Form.IDENTIFIED
    known = [form for form in given if form is not None]
    return min(known, key=_RANK.__getitem__) if known and len(known) == len(given) else None


def at_or_below(form: Form, bound: Form) -> bool:
    """Whether ``form`` points to its subject no further than ``bound``."""
    return _RANK[form] >= _RANK[bound]


_NONE = Actor("")


def reached_from(start: str, steps: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """The start and every name that steps lead to from it."""
    reached = {start}
    waiting = [start]
    while waiting:
        new = set(steps(waiting.pop())) - reached
        reached |= new
        waiting.extend(new)
    return frozenset(reached)


def kinds_of_act(acts: Mapping[str, Name], act: str) -> frozenset[str]:
    """The act and those that contain it."""
    return reached_from(act, lambda inner: [one.name for one in acts.values() if inner in one.parts])


class Hierarchy:
    """Names whose meaning is a set of atoms: data types or purposes."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self.names = names
        self._atoms: dict[str, frozenset[str]] = {}
        self._together: dict[tuple[str, ...], frozenset[str]] = {}
        self._form: dict[str, Form | None] = {}
        self._about: dict[str, frozenset[str]] = {}
        self._origin: dict[str, frozenset[str]] = {}
        self.parents: dict[str, list[str]] = {name: [] for name in names}
        for name in names.values():
            for part in name.parts:
                self.parents[part].append(name.name)

    def atoms(self, name: str) -> frozenset[str]:
        """The atoms of one name; ``NAME/other`` stands for what an open name doesn't list."""
        found = self._atoms.get(name)
        if found is None:
            entry = self.names[name]
            if entry.extent is Extent.LEAF:
                found = frozenset((name,))
            else:
                found = self.all_atoms(entry.parts) - self.all_atoms(entry.without)
                if entry.extent is Extent.OPEN:
                    found |= {name + OTHER}
            self._atoms[name] = found
        return found

    def all_atoms(self, names: Iterable[str]) -> frozenset[str]:
        """The atoms of several names together."""
        key = tuple(names)
        found = self._together.get(key)
        if found is None:
            found = self._together[key] = frozenset().union(*(self.atoms(name) for name in key))
        return found

    def _said(self, atom: str, field: str) -> tuple[Name, ...]:
        """The entries that say something about an atom: its own, else the nearest of each line of ancestors.

        A name from which ``without`` takes the atom is no ancestor of it.
        """
        found: dict[str, Name] = {}
        waiting = [atom.removesuffix(OTHER)]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            entry = self.names[name]
            if getattr(entry, field):
                found[name] = entry
            else:
                waiting.extend(p for p in self.parents[name] if atom in self.atoms(p))
        return tuple(found.values())

    def form(self, atom: str) -> Form | None:
        """The declared form of an atom, inherited where it says none: the most identifying."""
        if atom not in self._form:
            self._form[atom] = highest(entry.form for entry in self._said(atom, "form"))
        return self._form[atom]

    def about(self, atom: str) -> frozenset[str]:
        """The declared subjects of an atom, inherited."""
        if atom not in self._about:
            self._about[atom] = frozenset(name for entry in self._said(atom, "about") for name in entry.about)
        return self._about[atom]

    def origin(self, atom: str) -> frozenset[str]:
        """The declared origins of an atom, inherited."""
        if atom not in self._origin:
            self._origin[atom] = frozenset(name for entry in self._said(atom, "origin") for name in entry.origin)
        return self._origin[atom]


class Vocabulary:
    """The resolved names of one system."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.data = Hierarchy(system.data)
        self.purposes = Hierarchy(system.purposes)
        self._matches: dict[str, frozenset[str]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        self._choosers: dict[str, frozenset[str]] = {}
        self._persons: dict[str, frozenset[str]] = {}
        self._act_matches: dict[str, frozenset[str]] = {}
        self._safeguards: dict[str, frozenset[str]] = {}

    def form(self, atom: str) -> Form | None:
        """The declared form of an atom."""
        return self.data.form(atom)

    def about(self, atom: str) -> frozenset[str]:
        """The declared subjects of an atom."""
        return self.data.about(atom)

    def origin(self, atom: str) -> frozenset[str]:
        """The declared origins of an atom."""
        return self.data.origin(atom)

    def _actor(self, name: str) -> Actor:
        return self.system.actors.get(name, _NONE)

    def matches(self, actor: str) -> frozenset[str]:
        """The names an actor matches: itself, its kinds, what it is of, and ``anyone``."""
        found = self._matches.get(actor)
        if found is None:
            found = frozenset((NOBODY,))
            if actor != NOBODY:
                found = reached_from(actor, lambda name: (*self._actor(name).kinds, *self._actor(name).of)) | {ANYONE}
            self._matches[actor] = found
        return found

    def kinds(self, actor: str) -> frozenset[str]:
        """The actor and the kinds it is, however remotely."""
        found = self._kinds.get(actor)
        if found is None:
            found = self._kinds[actor] = reached_from(actor, lambda name: self._actor(name).kinds)
        return found

    @cached_property
    def members(self) -> dict[str, frozenset[str]]:
        """For each kind the other actors that are of it."""
        found: dict[str, set[str]] = {name: set() for name in self.system.actors}
        for name in self.system.actors:
            for kind in self.kinds(name):
                if kind != name:
                    found[kind].add(name)
        return {name: frozenset(value) for name, value in found.items()}

    @cached_property
    def matching(self) -> dict[str, frozenset[str]]:
        """For each name the actors that match it."""
        found: dict[str, set[str]] = {name: set() for name in self.system.actors}
        for name in self.system.actors:
            for matched in self.matches(name):
                found[matched].add(name)
        found[NOBODY] = {NOBODY}
        return {name: frozenset(value) for name, value in found.items()}

    def all_matching(self, names: Iterable[str]) -> frozenset[str]:
        """The actors that match any of the names."""
        return frozenset().union(*(self.matching.get(name, frozenset()) for name in names))

    def persons(self, actor: str) -> frozenset[str]:
        """The person an actor is, or else the persons it is of."""
        if not actor:
            return frozenset()
        found = self._persons.get(actor)
        if found is None:
            if PERSON in self.kinds(actor):
                found = frozenset((actor,))
            else:
                owners = {o for kind in self.kinds(actor) for o in self.system.actors[kind].of}
                found = frozenset().union(*(self.persons(o) for o in owners))
            self._persons[actor] = found
        return found

    def choosers(self, by: str) -> frozenset[str]:
        """The persons whose choice it is if it is made by that name: no organisation chooses for its members."""
        found = self._choosers.get(by)
        if found is None:
            own = (name for name in self.system.actors if by == ANYONE or by in self.kinds(name))
            found = self._choosers[by] = frozenset(own) | self.persons(by)
        return found

    @cached_property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """For each actor the others that hold what it holds: those it is of, its kinds' included, and theirs."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.system.actors:
            reached = reached_from(name, lambda part: [o for kind in self.kinds(part) for o in self._actor(kind).of])
            found[name] = tuple(sorted(reached - {name}))
        return found

    def act_matches(self, act: str) -> frozenset[str]:
        """The act and those that contain it."""
        found = self._act_matches.get(act)
        if found is None:
            found = self._act_matches[act] = kinds_of_act(self.system.acts, act)
        return found

    def is_act(self, act: str, *kinds: str) -> bool:
        """Whether an act is of one of these kinds: one of them, or inside one."""
        return not self.act_matches(act).isdisjoint(kinds)

    def safeguards(self, actor: str) -> frozenset[str]:
        """The safeguards an actor lends to its flows: its own and those of every name it matches."""
        if not actor:
            return frozenset()
        found = self._safeguards.get(actor)
        if found is None:
            actors = self.system.actors
            found = frozenset(s for name in self.matches(actor) if name in actors for s in actors[name].safeguards)
            self._safeguards[actor] = found
        return found
