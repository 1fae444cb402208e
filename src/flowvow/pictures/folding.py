"""Folding: a map with too many arrows shows several actors as one box, level by level until it can be read.

The levels come in a fixed order, so that it can be said why a box is folded and a new flow moves no fold but its own:

1. *alike*: outsiders or people that give and get the same things;
2. *parts*: the parts of one of the party's systems;
3. *stores*: the stores of one person or outsider;
4. *kinds*: outsiders of one kind, and people of one kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flowvow.pictures.drawing import Lane
from flowvow.pictures.lanes import Lanes
from flowvow.pictures.merging import Told
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Fold
from flowvow.pictures.wording import plain

# A picture with more arrows than this is too dense to be followed.
MOST_ARROWS = 40


def folds_for(scene: Scene, told: Sequence[Told], most: int = MOST_ARROWS) -> tuple[Fold, ...]:
    """As few levels of folds as bring the arrows under the bound; all of them if none does."""
    folds: tuple[Fold, ...] = ()
    for level in _LEVELS:
        if arrows_of(told, folds) <= most:
            break
        taken = {member for fold in folds for member in fold.members}
        names = dict.fromkeys(end for one in told for end in (one.start, one.end) if end not in taken)
        folds += level(Lanes(scene), told, tuple(names))
    return folds


def arrows_of(told: Sequence[Told], folds: Sequence[Fold] = ()) -> int:
    """How many arrows these flows make, folded so; what happens in place makes none."""
    place = {member: fold.name for fold in folds for member in fold.members}
    pairs = {frozenset((place.get(one.start, one.start), place.get(one.end, one.end))) for one in told}
    return sum(len(pair) == 2 for pair in pairs)


def _alike(lanes: Lanes, told: Sequence[Told], names: Sequence[str]) -> tuple[Fold, ...]:
    groups: dict[object, list[str]] = {}
    owners = {owner for name in names for owner in lanes.owners(name)}
    for name in names:
        if lanes.lane(name) is Lane.PARTY or name in owners or lanes.owner(name):
            continue
        ways = {
            (one.start == name, one.end if one.start == name else one.start, one.data, one.flow.purposes, one.guard)
            for one in told
            if name in (one.start, one.end)
        }
        groups.setdefault((lanes.lane(name), lanes.role(name), frozenset(ways)), []).append(name)
    return tuple(
        Fold(" and ".join(members), ", ".join(map(plain, members)), tuple(members), "alike")
        for members in groups.values()
        if len(members) > 1
    )


def _parts(lanes: Lanes, told: Sequence[Told], names: Sequence[str]) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    for name in names:
        if lanes.lane(name) is Lane.PARTY and not lanes.scene.system.actors[name].store:
            groups.setdefault((name, *lanes.owners(name))[-1], []).append(name)
    return _named(groups, lambda members, owner: _many(len(members) - (owner in members), "part"))


def _stores(lanes: Lanes, told: Sequence[Told], names: Sequence[str]) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    for name in names:
        if lanes.scene.system.actors[name].store and lanes.lane(name) is not Lane.PARTY:
            groups.setdefault(f"{(*lanes.owners(name), '')[0]}'s stores", []).append(name)
    return _named(groups, lambda members, _: _many(len(members), "store"))


def _kinds(lanes: Lanes, told: Sequence[Told], names: Sequence[str]) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    owners = {owner for name in names for owner in lanes.owners(name)}
    for name in names:
        kinds = lanes.scene.system.actors[name].kinds
        if lanes.lane(name) is Lane.OTHERS and kinds and name not in owners and not lanes.owner(name):
            groups.setdefault(f"{min(kinds)}, {lanes.role(name).name}", []).append(name)
    found = []
    for key, members in groups.items():
        if len(members) > 1:
            kind = key.split(", ")[0]
            found.append(Fold(key, plain(kind), tuple(members), ", ".join(map(plain, members))))
    return tuple(found)


def _named(groups: dict[str, list[str]], note: Callable[[list[str], str], str]) -> tuple[Fold, ...]:
    return tuple(
        Fold(name, plain(name), tuple(members), note(members, name))
        for name, members in groups.items()
        if len(members) > 1
    )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


_LEVELS = (_alike, _parts, _stores, _kinds)
