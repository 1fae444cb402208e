"""How a permit and what bars lie to each other: contradiction, narrowing, partial, or none (item 34).

A forbid is compared as readings E10 compare them, so that a narrowing here is one where flows meet both. An only or a
requirement bars whatever permits. Where it does so in some states only, that is what the permit comes with, and no
conflict, unless nothing of the permit is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from attrs import frozen

from flowvow.comparing.regions import Region, Regions
from flowvow.findings.consistency import Relation
from flowvow.model.actors import ANYONE
from flowvow.model.clauses import ClauseForm, Need
from flowvow.policy.box import contains, overlap, written
from flowvow.policy.rule import Rule


@frozen(slots=True, eq=False)
class Pair:
    """Two clauses that meet.

    Attributes:
        one: a permit, the earlier of two limits, or a disclaimer.
        other: what bars, or what speaks where the first disclaims.
        relation: how they lie to each other.
        shared: where they meet.
    """

    one: Rule
    other: Rule
    relation: Relation
    shared: Region


def comparable(regions: Regions) -> Iterator[tuple[Rule, Rule]]:
    """The pairs of clauses to compare, in the order of the text: permits and what bars, limits, what is disclaimed."""
    permits = [rule for rule in regions.rules if rule.clause.form is ClauseForm.PERMIT]
    bars = [rule for rule in regions.rules if not rule.covers]
    yield from product(permits, bars)
    yield from combinations([rule for rule in bars if rule.clause.form is ClauseForm.ONLY], 2)
    yield from product([rule for rule in regions.rules if rule.clause.form is ClauseForm.DISCLAIM], permits)


def compare(one: Rule, other: Rule, regions: Regions) -> Pair:
    """How two clauses of a comparable pair lie to each other; raises ``BudgetError``."""
    if one.clause.form is ClauseForm.PERMIT:
        relation, shared = relate(one, other, regions)
    elif one.clause.form is ClauseForm.DISCLAIM:
        relation, shared = Relation.DISCLAIMED, disclaimed(one, other, regions)
    else:
        relation, shared = Relation.NOTHING_LEFT, nothing_left(one, other, regions)
    return Pair(one, other, relation if shared else Relation.NONE, shared)


def disclaimed(disclaim: Rule, permit: Rule, regions: Regions) -> Region:
    """Where a permit speaks, by the names it gives, of what a clause says the text doesn't speak of."""
    if not _speaks_of(permit, disclaim):
        return []
    shared = regions.met(regions.reach(disclaim, made=True), regions.reach(permit, made=True))
    return regions.met(shared, regions.ordinary)


def _speaks_of(rule: Rule, disclaim: Rule) -> bool:
    """Whether a clause names data and actors where a disclaimer does, some of them the same."""
    named, meant = _actors(rule), _actors(disclaim)
    if disclaim.pattern.data is not None and rule.pattern.data is None and rule.pattern.makes is None:
        return False
    return not meant or not named.isdisjoint(meant)


def _actors(rule: Rule) -> frozenset[str]:
    p = rule.pattern
    sides = [side for side in (p.by, p.sender, p.recipient, p.at) if side is not None and ANYONE not in side]
    return frozenset().union(*sides)


def relate(permit: Rule, bar: Rule, regions: Regions) -> tuple[Relation, Region]:
    """How a permit and a forbid, only or requirement lie to each other, and what they share."""
    covers, bars = regions.reach(permit, made=True), regions.bars(bar, made=True)
    covers = regions.met(covers, regions.ordinary) or covers
    shared = regions.met(covers, bars)
    if not shared:
        return Relation.NONE, []
    if bar.clause.form is ClauseForm.FORBID:
        arriving = {act in regions.realm.acts["arriving"] for one in shared for act in _acts(one.box.side("act"))}
        if all(strictly_around(permit, bar, regions, one) for one in arriving):
            return Relation.NARROWING, shared
    if regions.within(covers, bars):
        return Relation.CONTRADICTION, shared
    if _by_state(bar):
        return Relation.NONE, []
    if bar.clause.form is not ClauseForm.FORBID and regions.within(bars, covers):
        return Relation.NARROWING, shared
    return Relation.PARTIAL, shared


def strictly_around(permit: Rule, forbid: Rule, regions: Regions, arriving: bool) -> bool:
    """Whether the permit's pattern strictly contains the forbid's (readings E10)."""
    wide, narrow = (written(rule, regions.vocabulary, arriving) for rule in (permit, forbid))
    outer, inner = (regions.states.of(rule.clause.condition) for rule in (permit, forbid))
    return contains(wide, narrow) and (wide != narrow or outer != inner) and regions.states.within(inner, outer)


def nothing_left(one: Rule, other: Rule, regions: Regions) -> Region:
    """Where two limits meet and together allow nothing at all; empty where either does so alone, or both leave some."""
    if overlap(*(written(rule, regions.vocabulary, arriving=False) for rule in (one, other))) is None:
        return []
    shared = regions.met(regions.met(regions.reach(one), regions.reach(other)), regions.ordinary)
    first, second = regions.bars(one), regions.bars(other)
    if not shared or regions.within(shared, first) or regions.within(shared, second):
        return []
    return shared if regions.within(shared, [*first, *second]) else []


def _by_state(bar: Rule) -> bool:
    """Whether it bars in some states and not some combinations."""
    only, require = bar.clause.only, bar.clause.require
    if require is not None:
        return require.need is not Need.HAPPENS
    return only is not None and not only.purposes and not only.recipients


def _acts(side: object) -> Iterator[object]:
    assert isinstance(side, frozenset)  # a combination has an act: the realm says which
    yield from side
