"""Which sentence comes closest to what is asked: the narrowest that covers it, or what differs from it least."""

from __future__ import annotations

from collections.abc import Sequence

from flowvow.comparing.boxes import DIMENSIONS, Box, covered
from flowvow.comparing.breadth import breadth
from flowvow.comparing.conflicts import told
from flowvow.comparing.reach import boxes_of
from flowvow.comparing.regions import Regions
from flowvow.findings.answer import Near, Reason


def closest(boxes: Sequence[Box], regions: Regions) -> Near:
    """The clauses whose fields cover all that is asked and span least; else those that differ along fewest fields."""
    covering = [
        rule
        for rule in regions.rules
        if boxes and all(covered(box, boxes_of(rule, regions.realm), regions.realm.space) for box in boxes)
    ]
    if not covering:
        return Near(False, tuple(_differing(boxes, regions)))
    spans = {rule.key: breadth(rule, regions) for rule in covering}
    least = min(spans.values())
    words = f"spans {least} combinations of act, datum, recipient and purpose"
    return Near(True, tuple(Reason(told(rule), words) for rule in covering if spans[rule.key] == least))


def _differing(boxes: Sequence[Box], regions: Regions) -> list[Reason]:
    """Those that differ along fewest fields, and of these the ones that name most of what is asked."""
    found: dict[tuple[int, int], list[Reason]] = {}
    for rule in regions.rules:
        ways = [_lies(box, one, regions) for box in boxes for one in boxes_of(rule, regions.realm)]
        if ways:
            outside, named = min(ways, key=lambda way: (len(way[0]), -way[1], [DIMENSIONS.index(d) for d in way[0]]))
            words = f"differs in {', '.join(outside)}" if outside else "covers some of it"
            reason = Reason(told(rule), words)
            found.setdefault((len(outside), -named), []).append(reason)
    return found[min(found)] if found else []


def _lies(asked: Box, reach: Box, regions: Regions) -> tuple[tuple[str, ...], int]:
    """The dimensions along which a box doesn't hold all that is asked, and how many others it narrows to it."""
    full, sides = regions.realm.space.full, regions.realm.space.sides
    inside = {name: full(asked, name) <= full(reach, name) for name in DIMENSIONS}
    named = sum(holds and len(full(reach, name)) < len(sides[name]) for name, holds in inside.items())
    return tuple(name for name, holds in inside.items() if not holds), named
