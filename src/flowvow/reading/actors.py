"""Actors, kinds of actor and stores, made one over all files."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from flowvow.model.actors import BUILT_IN_ACTORS, NOBODY, Actor
from flowvow.model.names import Extent
from flowvow.reading.names import Defined, extent, parts_from_below, report_ring
from flowvow.reading.notes import Notes
from flowvow.reading.rings import rings
from flowvow.reading.spaces import ACTOR


def build_actors(defined: Mapping[str, Defined], notes: Notes) -> dict[str, Actor]:
    """The actors and stores, each with the kinds that list it."""
    parts_from_below(defined, notes)
    built_in = {actor.name: actor for actor in BUILT_IN_ACTORS}
    kinds: dict[str, set[str]] = {}
    for name, one in defined.items():
        kinds.setdefault(name, set()).update(one.values.get("is_", ()))
        for member in one.values.get("means", ()) or one.values.get("includes", ()):
            kinds.setdefault(member, set()).add(name)
    found: dict[str, Actor] = dict(built_in)
    for name, one in defined.items():
        if name in built_in or name == NOBODY:
            notes.problem(one.entry.name, f"'{name}' exists already and means one thing", "choose another name")
            continue
        found[name] = _actor(name, one, kinds[name], notes)
    for name, scalar in notes.listed[ACTOR].items():
        if name == NOBODY:
            notes.problem(scalar, "'nobody' is no actor", "remove it")
        elif name not in found:
            found[name] = Actor(name, tuple(sorted(kinds.get(name, ()))), span=scalar.span)
        elif name in built_in:
            found[name] = evolve(found[name], kinds=tuple(sorted(kinds.get(name, ()))))
    for ring in rings({name: (*actor.kinds, *actor.of) for name, actor in found.items()}):
        report_ring(ring, {name: actor.span for name, actor in found.items()}, notes, "belongs to itself")
    return dict(sorted(found.items()))


def _actor(name: str, one: Defined, kinds: set[str], notes: Notes) -> Actor:
    values = one.values
    return Actor(
        name,
        tuple(sorted(kinds)),
        tuple(sorted(values.get("of", ()))),
        one.store,
        values.get("kept"),
        tuple(sorted(values.get("safeguards", ()))),
        extent(one, notes) is Extent.CLOSED,
        values.get("cites", ()),
        values.get("implied", ""),
        values.get("says", ""),
        one.entry.shown,
    )
