"""Shadowed and vacuous clauses of random policies: without them every verdict is what it was."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve

from flowvow.comparing.boxes import EVERYTHING
from flowvow.comparing.regions import Regions
from flowvow.comparing.standing import named, shadowing, vacuous
from flowvow.comparing.verdicts import judge
from flowvow.findings.finding import Verdict
from flowvow.graph.states import EVERY
from flowvow.model.vocabulary import Vocabulary

from ..models import random_system

Told = dict[Verdict | None, frozenset[frozenset[str]]]


def _verdicts(regions: Regions, sides: dict[str, frozenset[object]]) -> Told:
    """The verdicts of one combination, each with its minimal sets of conditions."""
    (judged,) = judge([EVERYTHING.having(sides)], regions, EVERY)
    return {
        verdict: frozenset(map(frozenset, regions.states.minimal_sets(states)[0]))
        for verdict, states in judged.verdicts.items()
    }


def _without_effect(seed: int, random: Random) -> int:
    """Drop each clause that is said to add nothing, and compare; how many there were."""
    system = random_system(seed)
    vocabulary = Vocabulary(system)
    policy = system.policies[0]
    regions = Regions(policy, vocabulary)
    dropped = 0
    for rule in regions.rules:
        if named(rule, regions.rules) or not (vacuous(rule, regions) or shadowing(rule, regions)):
            continue
        dropped += 1
        left = tuple(clause for clause in policy.clauses if clause.id != rule.key)
        fewer = Regions(evolve(policy, clauses=left), vocabulary, regions.realm)
        known = [piece.box for one in regions.rules for piece in regions.reach(one)] or list(regions.realm.kinds)
        for _ in range(25):
            box = random.choice(known)
            names = ("act", "from", "to", "at", "about", "data", "for", "form", "makes")
            full = regions.realm.space.full
            sides = {name: frozenset({random.choice(sorted(full(box, name), key=str))}) for name in names}
            before, after = _verdicts(regions, sides), _verdicts(fewer, sides)
            if vacuous(rule, regions):  # one that can't fail still says that a text speaks of it
                before.pop(Verdict.UNDISCLOSED, None), after.pop(Verdict.UNDISCLOSED, None)
                before.pop(None, None), after.pop(None, None)
            assert after == before, (seed, rule.clause, sides)
    return dropped


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_a_clause_that_adds_nothing_can_go(first: int) -> None:
    random = Random(first)
    assert sum(_without_effect(seed, random) for seed in range(first, first + 50)) > 10
