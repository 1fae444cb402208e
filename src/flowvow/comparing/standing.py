"""Clauses that add nothing: shadowed by others of their kind, or vacuous (item 35)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowvow.comparing.boxes import EVERYTHING
from flowvow.comparing.reach import boxes_of
from flowvow.comparing.regions import Piece, Region, Regions
from flowvow.comparing.relations import strictly_around
from flowvow.graph.states import EVERY, NONE
from flowvow.model.clauses import Carve, ClauseForm, Exception_, Need
from flowvow.policy.rule import Rule

_SIDES = {
    "by": "by", "sender": "from", "recipient": "to", "at": "at", "about": "about", "data": "data",
    "purposes": "for", "makes": "makes",
}  # fmt: skip


def vacuous(rule: Rule, regions: Regions) -> str:
    """Why a clause can never match or never bar, or an empty string where it can."""
    for attribute, word in _SIDES.items():
        if getattr(rule.pattern, attribute) == frozenset():
            return f"nothing is meant by its `{word}`"
    if regions.states.of(rule.clause.condition) == NONE:
        return "its `if` holds in no state"
    if rule.by_presence:
        return ""
    if not boxes_of(rule, regions.realm):
        return "its fields rule each other out"
    if not regions.reach(rule):
        return "its exceptions take all of it away"
    if rule.covers or _asks_for_flows(rule) or regions.bars(rule):
        return ""
    return "nothing in its reach could fail it"


def shadowing(rule: Rule, regions: Regions) -> tuple[Rule, ...]:
    """Other clauses of the same effect that cover all of a clause, so that without it no verdict would change."""
    if _asks_for_flows(rule) or (rule.clause.form is ClauseForm.PERMIT and named(rule, regions.rules)):
        return ()
    others = [one for one in regions.rules if one is not rule and _covers_for(one, rule)]
    region = _effect(rule, regions)
    others = [one for one in others if regions.met(region, _effect(one, regions))]
    if not region or not regions.within(region, _effects(others, regions)):
        return ()
    if rule.clause.form is not ClauseForm.DISCLAIM:
        speaking = [
            p
            for one in regions.rules
            if one is not rule and one.clause.form is not ClauseForm.DISCLAIM
            for p in regions.reach(one)
        ]
        if not regions.within(_brought_in(rule, regions), speaking):
            return ()
    if rule.clause.form in (ClauseForm.PERMIT, ClauseForm.FORBID):
        collisions = [piece for one in others for piece in _collisions(one, regions)]
        if not regions.within(_collisions(rule, regions), collisions):
            return ()
    return _enough(region, others, regions)


def _brought_in(rule: Rule, regions: Regions) -> Region:
    """What is the text's business only because a clause reaches it: the party has no hand in it (readings E13)."""
    hand = [Piece(EVERYTHING.having({place: regions.party}), EVERY) for place in ("from", "to", "at")]
    return regions.less(regions.reach(rule), hand)


def _asks_for_flows(rule: Rule) -> bool:
    require = rule.clause.require
    return rule.by_presence or (require is not None and require.need is Need.HAPPENS)


def _covers_for(one: Rule, rule: Rule) -> bool:
    """Whether a clause has the effect of another, as firmly and as far along the data's way."""
    if _asks_for_flows(one) or (one.clause.hedged and not rule.clause.hedged):
        return False
    if rule.travels and not (one.travels and rule.starts <= one.starts):
        return False
    limits = (ClauseForm.ONLY, ClauseForm.REQUIRE)
    if rule.clause.form in limits:
        return one.clause.form in limits
    return one.clause.form is rule.clause.form or rule.clause.form is ClauseForm.DISCLAIM


def _effect(rule: Rule, regions: Regions) -> Region:
    return regions.reach(rule) if rule.covers else regions.bars(rule)


def _effects(rules: Iterable[Rule], regions: Regions) -> Region:
    return [piece for rule in rules for piece in _effect(rule, regions)]


def _collisions(rule: Rule, regions: Regions) -> Region:
    """Where a permit and a forbid, of which this is one, make a flow conflicting."""
    if (known := regions.collisions.get(rule.key)) is not None:
        return known
    if rule.clause.form is ClauseForm.PERMIT:
        found = [(rule, one) for one in regions.rules if one.clause.form is ClauseForm.FORBID]
    else:
        found = [(one, rule) for one in regions.rules if one.clause.form is ClauseForm.PERMIT]
    region = [piece for permit, forbid in found for piece in colliding(permit, forbid, regions)]
    regions.collisions[rule.key] = region
    return region


def colliding(permit: Rule, forbid: Rule, regions: Regions) -> Region:
    """Where a permit meets a forbid that it doesn't lie strictly around."""
    shared = regions.met(regions.reach(permit), regions.reach(forbid))
    arriving = regions.realm.acts["arriving"]
    return [
        p for p in shared if not strictly_around(permit, forbid, regions, bool(arriving & _acts(p.box.side("act"))))
    ]


def _acts(side: frozenset[object] | None) -> frozenset[object]:
    return side or frozenset()


def _enough(region: Region, others: Sequence[Rule], regions: Regions) -> tuple[Rule, ...]:
    """Few of the clauses that together cover a region: any that can be spared is left out."""
    found = list(others)
    for one in others:
        rest = [other for other in found if other is not one]
        if regions.within(region, _effects(rest, regions)):
            found = rest
    return tuple(found)


def named(rule: Rule, rules: Iterable[Rule]) -> bool:
    """Whether an exception names the clause."""
    return any(rule.clause.name in _names(one.clause.exceptions) for one in rules)


def _names(exceptions: Iterable[Exception_]) -> set[str]:
    found: set[str] = set()
    for one in exceptions:
        if isinstance(one, Carve):
            found |= _names(one.exceptions)
        else:
            found |= {name.rpartition("/")[2] for name in one.clauses}
    return found
