"""How much one sentence spans, and what it leaves open."""

from __future__ import annotations

from flowvow.comparing.boxes import EVERYTHING, Box, disjoint, size
from flowvow.comparing.realm import NONE_HERE
from flowvow.comparing.regions import Regions
from flowvow.model.clauses import ClauseForm
from flowvow.policy.rule import Rule

# A sentence that spans more combinations than this says little about any of them.
BROAD = 5000

_TOLD = ("act", "to", "at", "data", "for")


def breadth(rule: Rule, regions: Regions) -> int:
    """Over how many combinations a clause spans: of an act, a datum, who gets or uses it, and a purpose.

    What is made counts as the datum of a derivation. Only combinations whose act is the one their ends say are counted.
    """
    shared = regions.met(regions.reach(rule, made=True), regions.ordinary)
    boxes = {_flat(piece.box, regions) for piece in shared}
    return sum(size(box, regions.realm.space, _TOLD) for box in disjoint(boxes, regions.realm.space))


def _flat(box: Box, regions: Regions) -> Box:
    makes = regions.realm.space.full(box, "makes")
    sides = {dimension: box.side(dimension) for dimension in _TOLD}
    if makes.isdisjoint(NONE_HERE):
        sides["data"] = makes
    return EVERYTHING.having(sides)


def left_open(rule: Rule) -> tuple[str, ...]:
    """Which of its data, recipient and purpose a clause leaves open."""
    reach, only = rule.clause.reach, rule.clause.only
    found = []
    if not reach.data and not reach.makes:
        found.append("data")
    if not (reach.recipient or reach.at or (only and only.recipients)) and _goes_out(rule):
        found.append("to")
    if not (reach.purposes or (only and only.purposes)):
        found.append("for")
    return tuple(found)


def _goes_out(rule: Rule) -> bool:
    """Whether it speaks of acts that have a recipient outside."""
    return rule.pattern.acts is None or "share" in rule.pattern.acts or rule.clause.form is ClauseForm.ONLY
