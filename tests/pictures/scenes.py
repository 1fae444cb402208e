"""Models as scenes: the example web shop, the real systems, and one made of hostile names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from flowvow.checks.run import check
from flowvow.model.actors import BUILT_IN_ACTORS, Actor
from flowvow.model.clauses import Clause, ClauseForm, Policy, Reach
from flowvow.model.conditions import Condition, ConditionKind, Default, Named
from flowvow.model.flows import Flow
from flowvow.model.names import Name
from flowvow.model.system import System
from flowvow.pictures.scene import Scene
from flowvow.reading.folder import find_models
from flowvow.reading.model import read_model

ROOT = Path(__file__).parents[2]
REAL = tuple(sorted(file.parent.name for file in ROOT.glob("flows/*/pictures.txt")))


def scene_of(system: System) -> Scene:
    return Scene(system, check(system))


@cache
def read_scene(folder: str) -> Scene:
    place = find_models([ROOT / folder])[0]
    return scene_of(read_model(place.path, (), place.within))


def webshop() -> Scene:
    return read_scene("tests/models/webshop")


def real(name: str) -> Scene:
    return read_scene(f"flows/{name}")


def named(name: Callable[[int], str]) -> System:
    """A small system with `name(0)`, `name(1)` … wherever a model takes a name."""
    actors = {
        one.name: one
        for one in (
            *BUILT_IN_ACTORS,
            Actor(name(0)),
            Actor(name(1), kinds=("person",)),
            Actor(name(2), of=(name(0),)),
            Actor(name(3), of=(name(2),), store=True),
            Actor(name(4), kinds=(name(5),)),
            Actor(name(5)),
            Actor(name(6), kinds=(name(5),)),
            Actor(name(7), of=(name(1),), store=True),
        )
    }
    data = {name(place): Name(name(place)) for place in (8, 9)}
    purposes = {name(10): Name(name(10))}
    choice = Condition(name(11), ConditionKind.CHOICE, name(1), Default.REFUSED)
    flows = (
        Flow(name(12), name(13), name(1), name(2), data=(name(8), name(9)), purposes=(name(10),)),
        Flow(name(14), name(13), name(2), name(3), data=(name(8),), when=Named(name(11))),
        Flow(name(15), name(13), name(2), name(4), data=(name(9),), purposes=(name(10),)),
        Flow(name(16), name(13), name(2), name(6), data=(name(8),)),
        Flow(name(17), "", name(2), name(7), data=(name(8),)),
        Flow(name(18), "", at=name(2), data=(name(8),), purposes=(name(10),)),
    )
    forbid = Clause(
        name(19), name(20), ClauseForm.FORBID, Reach(act=("share",), data=(name(9),)), cites=(f"{name(20)}/1",)
    )
    policy = Policy(name(20), name(0), name(21), name(22), clauses=(forbid,))
    return System(name(23), actors, data, purposes, conditions={choice.name: choice}, flows=flows, policies=(policy,))
