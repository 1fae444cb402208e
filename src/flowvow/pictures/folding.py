"""Folding: a map with too many arrows shows several actors as one box, level by level until it can be read.

The levels come in a fixed order, so that it can be said why a box is folded and a new flow moves no fold but its own:

1. *alike*: outsiders or people that give and get the same things;
2. *parts*: the parts of one of the party's systems;
3. *stores*: the stores of one person or outsider;
4. *kinds*: outsiders of one kind;
5. *people*: people who are a kind of somebody drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from flowvow.pictures.drawing import Lane, Shape
from flowvow.pictures.lanes import Lanes
from flowvow.pictures.merging import Told
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Fold
from flowvow.pictures.wording import plain

# A picture with more arrows than this is too dense to be followed.
MOST_ARROWS = 40
# A fold of more members than these is called by what they have in common.
_NAMED = 4
# No name read from a file holds this, so no fold is taken for an actor.
_APART = "\x1f"


@frozen
class Crowd:
    """Who is to be folded.

    Attributes:
        names: the ends of the flows that no level before has folded.
    """

    lanes: Lanes
    told: Sequence[Told]
    names: tuple[str, ...]


def folds_for(scene: Scene, told: Sequence[Told], most: int = MOST_ARROWS) -> tuple[Fold, ...]:
    """As few levels of folds as bring the arrows under the bound; all of them if none does."""
    folds: tuple[Fold, ...] = ()
    for level in _LEVELS:
        if arrows_of(told, folds) <= most:
            break
        # People are gathered last, those alike among them once more.
        kept = tuple(fold for fold in folds if level is not _people or not _of_people(scene, fold))
        taken = {member for fold in kept for member in fold.members}
        names = dict.fromkeys(end for one in told for end in (one.start, one.end) if end not in taken)
        new = level(Crowd(Lanes(scene), told, tuple(names)))
        again = {member for fold in new for member in fold.members}
        folds = (*(fold for fold in folds if again.isdisjoint(fold.members)), *new)
    return folds


def _person(lanes: Lanes, name: str) -> bool:
    return lanes.shape(name) is Shape.PERSON and lanes.lane(name) is Lane.PEOPLE


def _of_people(scene: Scene, fold: Fold) -> bool:
    return all(_person(Lanes(scene), member) for member in fold.members)


def arrows_of(told: Sequence[Told], folds: Sequence[Fold] = ()) -> int:
    """How many arrows these flows make, folded so; what happens in place makes none."""
    place = {member: fold.name for fold in folds for member in fold.members}
    pairs = {frozenset((place.get(one.start, one.start), place.get(one.end, one.end))) for one in told}
    return sum(len(pair) == 2 for pair in pairs)


def _alike(crowd: Crowd) -> tuple[Fold, ...]:
    groups: dict[object, list[str]] = {}
    owners = {owner for name in crowd.names for owner in crowd.lanes.owners(name)}
    for name in crowd.names:
        if crowd.lanes.lane(name) is Lane.PARTY or name in owners or crowd.lanes.owner(name):
            continue
        ways = {
            (one.start == name, one.end if one.start == name else one.start, one.data, one.flow.purposes, one.guard)
            for one in crowd.told
            if name in (one.start, one.end)
        }
        groups.setdefault((crowd.lanes.lane(name), crowd.lanes.role(name), frozenset(ways)), []).append(name)
    return tuple(
        Fold(_APART.join(("alike", *members)), ", ".join(map(plain, members)), tuple(members), "alike")
        for members in groups.values()
        if len(members) > 1
    )


def _parts(crowd: Crowd) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    for name in crowd.names:
        if crowd.lanes.lane(name) is Lane.PARTY and not crowd.lanes.scene.system.actors[name].store:
            groups.setdefault((name, *crowd.lanes.owners(name))[-1], []).append(name)
    return _named(groups, lambda members, owner: _many(len(members) - (owner in members), "part"))


def _stores(crowd: Crowd) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    for name in crowd.names:
        if crowd.lanes.scene.system.actors[name].store and crowd.lanes.lane(name) is not Lane.PARTY:
            groups.setdefault((*crowd.lanes.owners(name), "")[0], []).append(name)
    return tuple(
        Fold(
            _APART.join(("stores", owner)), f"{plain(owner)}'s stores" if owner else "stores", tuple(members),
            _many(len(members), "store"),
        )
        for owner, members in groups.items()
        if len(members) > 1
    )  # fmt: skip


def _kinds(crowd: Crowd) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    owners = {owner for name in crowd.names for owner in crowd.lanes.owners(name)}
    for name in crowd.names:
        kinds = crowd.lanes.scene.system.actors[name].kinds
        if crowd.lanes.lane(name) is Lane.OTHERS and kinds and name not in owners and not crowd.lanes.owner(name):
            groups.setdefault(_APART.join((crowd.lanes.role(name).name, min(kinds))), []).append(name)
    found = []
    for key, members in groups.items():
        if len(members) > 1:
            kind, names_ = plain(key.split(_APART)[1]), ", ".join(map(plain, members))
            label, note = (names_, kind) if len(members) <= _NAMED else (kind, _many(len(members), "actor"))
            found.append(Fold(key, label, tuple(members), note))
    return tuple(found)


def _people(crowd: Crowd) -> tuple[Fold, ...]:
    groups: dict[str, list[str]] = {}
    people = [name for name in crowd.names if _person(crowd.lanes, name)]
    for name in people:
        wider = [kind for kind in people if kind in crowd.lanes.scene.vocabulary.kinds(name)]
        groups.setdefault(min(wider, key=lambda kind: len(crowd.lanes.scene.vocabulary.kinds(kind))), []).append(name)
    return _named(groups, lambda members, kind: f"and {_many(len(members) - 1, 'kind')} of {plain(kind)}")


def _named(groups: dict[str, list[str]], note: Callable[[list[str], str], str]) -> tuple[Fold, ...]:
    return tuple(
        Fold(name, plain(name), tuple(members), note(members, name))
        for name, members in groups.items()
        if len(members) > 1
    )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count != 1 else ''}"


_LEVELS = (_alike, _parts, _stores, _kinds, _people)
