"""Pairs of random policies: two versions of one text, over one vocabulary or over two that a mapping joins."""

from __future__ import annotations

from random import Random

from attrs import evolve

from flowvow.model.clauses import Policy
from flowvow.model.names import Extent, Name
from flowvow.model.system import System
from flowvow.model.wordings import Renamed, Wording
from tests.models import Maker

LATER = "-later"


def versions(seed: int) -> tuple[System, System, Wording]:
    """Two versions of a policy: some clauses kept, some redrawn; in half of the pairs the words are new as well."""
    maker = Maker(seed)
    system = maker.system()
    random = Random(seed)
    first = system.policies[0]
    again = maker.policy(first.name, first.party)
    kept = [c for c in first.clauses if random.random() < 0.6]
    names = {c.name for c in kept}
    drawn = [evolve(c, name=f"d{i}", exceptions=_own(c.exceptions)) for i, c in enumerate(again.clauses)]
    drawn = [c for c in drawn if random.random() < 0.5]
    kept = [
        evolve(c, exceptions=tuple(e for e in c.exceptions if getattr(e, "clauses", None) in (None, ()))) for c in kept
    ]
    new = evolve(first, version="later", clauses=(*kept, *drawn))
    assert len({c.name for c in new.clauses}) == len(new.clauses), names
    old = evolve(system, policies=(first,))
    other = evolve(system, policies=(new,))
    if random.random() < 0.5:
        other = redefined(other, random)
    return old, other, Wording()


def _own(exceptions: object) -> tuple[object, ...]:
    return tuple(e for e in exceptions if getattr(e, "clauses", None) in (None, ()))  # type: ignore[attr-defined]


def redefined(system: System, random: Random) -> System:
    """The same names, some of which mean more or less than they did."""
    data = dict(system.data)
    for name, entry in system.data.items():
        if entry.extent is Extent.LEAF or random.random() < 0.5:
            continue
        if random.random() < 0.5:
            data["brand-new"] = Name("brand-new")
            data[name] = evolve(entry, parts=(*entry.parts, "brand-new"))
        else:
            data[name] = evolve(entry, extent=random.choice([Extent.OPEN, Extent.CLOSED]), parts=entry.parts)
    return evolve(system, data=data)


def renamed(system: System, policy: Policy) -> tuple[System, Wording]:
    """The same model with every data type called otherwise, and the mapping that says so."""
    lines = {name: Renamed(name, (name + LATER,)) for name in system.data}

    def called(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name + LATER for name in names)

    data = {
        name + LATER: evolve(one, name=name + LATER, parts=called(one.parts), without=called(one.without))
        for name, one in system.data.items()
    }
    clauses = tuple(_with_data(c, called) for c in policy.clauses)
    return evolve(system, data=data, policies=(evolve(policy, clauses=clauses),)), Wording(words={"data": lines})


def _with_data(value: object, called: object) -> object:
    from flowvow.model.clauses import PRESENCE, Carve, Clause, Need

    assert callable(called)
    if isinstance(value, Clause):
        require = value.require
        if require is not None and require.need in PRESENCE:
            names = require.names if require.need is Need.NOTIFY else called(require.names)
            require = evolve(require, names=names, of=called(require.of))
        exceptions = tuple(_with_data(one, called) for one in value.exceptions)
        return evolve(value, reach=_with_data(value.reach, called), require=require, exceptions=exceptions)
    if isinstance(value, Carve):
        exceptions = tuple(_with_data(one, called) for one in value.exceptions)
        return evolve(value, reach=_with_data(value.reach, called), exceptions=exceptions)
    if hasattr(value, "data"):
        return evolve(value, data=called(value.data), makes=called(value.makes))
    return value
