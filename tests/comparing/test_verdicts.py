"""What a policy answers is what `check` makes of a model with that one flow, state by state, on random policies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.comparing.boxes import Box
from flowvow.comparing.question import Question, asked
from flowvow.comparing.realm import NONE_HERE
from flowvow.comparing.regions import Regions
from flowvow.comparing.verdicts import judge
from flowvow.findings.finding import Verdict
from flowvow.graph.states import EVERY
from flowvow.model.conditions import ConditionKind
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form
from flowvow.model.system import System
from flowvow.model.times import Duration, Length
from flowvow.model.vocabulary import Vocabulary

from ..models import random_system

GRAVEST = [Verdict.CONFLICTING, Verdict.FORBIDDEN, Verdict.UNDISCLOSED, Verdict.DISCLAIMED, Verdict.PERMITTED]


def _policy_alone(seed: int) -> System:
    system = random_system(seed)
    actors = {name: evolve(actor, kept=None) for name, actor in system.actors.items()}
    conditions = {name: evolve(one, asked="") for name, one in system.conditions.items()}
    return evolve(system, flows=(), policies=system.policies[:1], actors=actors, conditions=conditions)


def _points(regions: Regions, random: Random, many: int) -> Iterator[dict[str, object]]:
    """Combinations at random, half of them out of what some clause reaches."""
    realm, system = regions.realm, regions.vocabulary.system
    known = [piece.box for rule in regions.rules for piece in regions.reach(rule)] or list(realm.kinds)
    found = 0
    while found < many:
        box = random.choice([random.choice(known), random.choice(realm.kinds)])
        point = {
            name: random.choice(sorted(realm.space.full(box, name), key=str))
            for name in ("act", "from", "to", "at", "about", "data", "for", "form", "makes")
        }
        leaves = {name for name, one in system.data.items() if one.extent is Extent.LEAF}
        purposes = {name for name, one in system.purposes.items() if one.extent is Extent.LEAF}
        apart = {"anyone", "public"}.isdisjoint((point["from"], point["to"], point["at"], point["about"]))
        makes = point["makes"] in leaves - {point["data"]} or point["makes"] in NONE_HERE
        if apart and makes and point["data"] in leaves and point["for"] in purposes and _goes(point):
            found += 1
            yield point


def _goes(point: dict[str, object]) -> bool:
    """A flow goes from one actor to another, and a deletion, return or notice is none in place."""
    return (point["from"] in NONE_HERE or point["from"] != point["to"]) and point["about"] != "nobody"


def _one_flow(system: System, point: dict[str, object], safeguards: tuple[str, ...], kept: Duration | None) -> System:
    """The model in which just this happens: the data begin with whoever has them, and no choice was asked for."""
    end = {name: "" if point[name] in NONE_HERE else str(point[name]) for name in ("from", "to", "at", "makes")}
    holder = end["from"] or end["at"]
    data = dict(system.data)
    atom = str(point["data"])
    assert isinstance(point["form"], Form)
    data[atom] = evolve(data[atom], about=(str(point["about"]),), origin=(holder,), form=point["form"])
    if end["makes"]:
        data[end["makes"]] = evolve(data[end["makes"]], about=(), origin=(), form=None)
    flow = Flow(
        "asked",
        sender=end["from"],
        recipient=end["to"],
        at=end["at"],
        act=str(point["act"]),
        data=(atom,),
        makes=end["makes"],
        how=How.JOIN if end["makes"] else None,
        purposes=(str(point["for"]),),
        safeguards=safeguards,
        about=(str(point["about"]),),
        kept=kept if end["to"] else None,
    )
    return evolve(system, data=data, flows=(flow,))


def _expected(there: set[Verdict]) -> Verdict | None:
    """One verdict of the flow, over what goes into a derivation and what comes of it."""
    return next((verdict for verdict in GRAVEST if verdict in there), None)


@pytest.mark.parametrize("seed", range(200))
def test_the_answer_is_the_verdict_on_a_flow(seed: int) -> None:
    """Where an answer hinges on how long it is kept, or on asking first, the flow that doesn't tell is undecided."""
    random = Random(seed)
    system = _policy_alone(seed)
    vocabulary = Vocabulary(system)
    regions = Regions(system.policies[0], vocabulary)
    guards = [one.name for one in system.conditions.values() if one.kind is ConditionKind.SAFEGUARD]
    free = [one.name for one in system.conditions.values() if one.kind is not ConditionKind.SAFEGUARD]
    untold = [name for name in regions.states.order if name.endswith(" asked first")]
    lasting = [name for name in regions.states.order if name.startswith("kept at most ")]
    for point in _points(regions, random, 8):
        safeguards = tuple(name for name in guards if random.random() < 0.5)
        kept = random.choice([None, Duration(Length.NONE)])
        case = Case(_one_flow(system, point, safeguards, kept))
        rulings = [
            ruled
            for ruled in case.sweeps[system.policies[0].name].rulings
            if ruled.act == point["act"] and ruled.subject == point["about"]
        ]
        sides = {name: frozenset({value}) for name, value in point.items()}
        (judged,) = judge([Box().having(sides)], regions, EVERY)
        ends = [str(point[name]) for name in ("from", "to", "at") if point[name] not in NONE_HERE]
        lent = set(safeguards).union(*(vocabulary.safeguards(end) for end in ends))
        open_ = [*untold, *(lasting if kept is None else ())]
        for values in product([False, True], repeat=len(free)):
            state = dict(zip(free, values, strict=True)) | {name: name in lent for name in guards}
            there = {r.ruling.verdict for r in rulings if case.states.holds_in(r.ruling.states, state)}
            here = set()
            for told in product([False, True], repeat=len(open_)):
                settled = dict.fromkeys(lasting, True) | dict(zip(open_, told, strict=True)) | state
                (one,) = {v for v, states in judged.verdicts.items() if regions.states.holds_in(states, settled)}
                here.add(one)
            if len(here) > 1:
                assert Verdict.UNDECIDED in there, (point, state, here, rulings)
            else:
                assert here == {_expected(there)}, (point, state, rulings, judged)


@pytest.mark.parametrize("seed", range(40))
def test_a_question_that_says_everything_is_about_one_combination(seed: int) -> None:
    random = Random(seed)
    system = _policy_alone(seed)
    regions = Regions(system.policies[0], Vocabulary(system))
    matching = regions.vocabulary.matching
    for point in _points(regions, random, 8):
        said = {name: "" if value in NONE_HERE else value for name, value in point.items()}
        question = Question(
            act=said["act"],
            data=said["data"],
            sender=said["from"],
            recipient=said["to"],
            at=said["at"],
            about=said["about"],
            purpose=said["for"],
            form=said["form"],
            makes=said["makes"],
        )
        expected = {
            name: matching[str(value)] & regions.realm.actors
            if name in ("from", "to", "at") and said[name]
            else {value}
            for name, value in point.items()
        }
        boxes = asked(question, regions.realm, regions.party)
        found = {name: frozenset().union(*(regions.realm.space.full(b, name) for b in boxes)) for name in expected}
        assert found == {**expected, "about": matching[str(point["about"])] & regions.realm.actors}
