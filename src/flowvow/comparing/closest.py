"""Which sentence comes closest to what is asked: the narrowest that covers it, or what differs from it least."""

from __future__ import annotations

from collections.abc import Sequence

from flowvow.comparing.boxes import DIMENSIONS, Box, covered, disjoint, size
from flowvow.comparing.conflicts import told
from flowvow.comparing.reach import boxes_of
from flowvow.comparing.regions import Regions
from flowvow.findings.answer import Near, Reason
from flowvow.policy.box import overlap
from flowvow.policy.rule import Rule


def closest(boxes: Sequence[Box], regions: Regions) -> Near:
    """The clauses whose fields cover all that is asked and span least; else those that differ along fewest fields."""
    space = regions.realm.space
    ranked: dict[int, list[Rule]] = {}
    for rule in regions.rules:
        reach = boxes_of(rule, regions.realm)
        if boxes and all(covered(box, reach, space) for box in boxes):
            ordinary = [piece.box for piece in regions.ordinary]
            usual = [both for box in reach for one in ordinary if (both := overlap(box, one)) is not None]
            ranked.setdefault(sum(size(box, space) for box in disjoint(usual, space)), []).append(rule)
    if ranked:
        least = min(ranked)
        found = [Reason(told(rule), f"spans {least} combinations") for rule in ranked[least]]
        return Near(True, tuple(found))
    return Near(False, tuple(_differing(boxes, regions)))


def _differing(boxes: Sequence[Box], regions: Regions) -> list[Reason]:
    found: dict[int, list[Reason]] = {}
    for rule in regions.rules:
        ways = [_outside(box, one, regions) for box in boxes for one in boxes_of(rule, regions.realm)]
        if ways:
            least = min(ways, key=lambda way: (len(way), [DIMENSIONS.index(name) for name in way]))
            found.setdefault(len(least), []).append(Reason(told(rule), f"differs in {', '.join(least)}"))
    return found[min(found)] if found else []


def _outside(asked: Box, reach: Box, regions: Regions) -> tuple[str, ...]:
    """The dimensions along which a box doesn't hold all that is asked."""
    full = regions.realm.space.full
    return tuple(name for name in DIMENSIONS if not full(asked, name) <= full(reach, name))
