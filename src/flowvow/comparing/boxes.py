"""The algebra of boxes in a space: what is left of one without another, and unions told by few large boxes.

A ``Box`` has one side along each of ``DIMENSIONS``: a set of names, or None for everything. Boxes are plain values; a
``Space`` says what everything is, so that something can be taken away from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from attrs import frozen

from flowvow.comparing.packing import Packed, Packing
from flowvow.graph.budget import BudgetError
from flowvow.policy.box import DIMENSIONS, EVERYTHING, PLACE, Atom, Box, Side, contains, overlap

__all__ = [
    "DIMENSIONS",
    "EVERYTHING",
    "Atom",
    "Box",
    "BudgetError",
    "Side",
    "Space",
    "contains",
    "covered",
    "disjoint",
    "largest",
    "less",
    "overlap",
    "size",
    "without",
]

# Past so many boxes for one question the answer is given up, never guessed.
MOST = 20_000


@frozen(slots=True, eq=False)
class Space:
    """What everything is along each dimension.

    Attributes:
        sides: for each dimension all of its atoms.
    """

    sides: Mapping[str, frozenset[Atom]]

    def full(self, box: Box, dimension: str) -> frozenset[Atom]:
        """The atoms of a side, all of them where it is free."""
        side = box.side(dimension)
        return self.sides[dimension] if side is None else side

    def plain(self, box: Box) -> Box:
        """The same box, with every side free that holds all there is."""
        return Box(
            tuple(None if s is None or s >= self.sides[d] else s for d, s in zip(DIMENSIONS, box.sides, strict=True))
        )


def less(a: Box, b: Box, space: Space) -> list[Box]:
    """Boxes that share nothing and together are ``a`` without ``b``."""
    if overlap(a, b) is None:
        return [a]
    found: list[Box] = []
    for dimension in DIMENSIONS:
        taken = b.side(dimension)
        if taken is None:
            continue
        whole = space.full(a, dimension)
        if whole - taken:
            found.append(a.having({dimension: whole - taken}))
            a = a.having({dimension: whole & taken})
    return found


def without(boxes: Iterable[Box], taken: Iterable[Box], space: Space) -> list[Box]:
    """What is left of boxes when others are taken away; raises ``BudgetError`` past ``MOST`` pieces."""
    rest = list(boxes)
    for box in taken:
        rest = [piece for one in rest for piece in less(one, box, space)]
        if len(rest) > MOST:
            raise BudgetError
    return rest


def covered(box: Box, boxes: Sequence[Box], space: Space) -> bool:
    """Whether a box lies in the union of others."""
    if any(contains(one, box) for one in boxes):
        return True
    near = [one for one in boxes if overlap(one, box) is not None]
    return not without([box], sorted(near, key=lambda one: -size(one, space)), space)


def size(box: Box, space: Space, dimensions: Iterable[str] = DIMENSIONS) -> int:
    """How many combinations lie in a box, along all dimensions or some."""
    return prod(len(space.full(box, dimension)) for dimension in dimensions)


def disjoint(boxes: Iterable[Box], space: Space) -> list[Box]:
    """The same union by boxes that share nothing."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda one: (-size(one, space), order(one))):
        found += without([box], [one for one in found if overlap(one, box) is not None], space)
    return found


def largest(boxes: Iterable[Box], space: Space) -> list[Box]:
    """A union by few boxes, none of which could be larger within it; largest first, and none to spare.

    They may share combinations. Of several ways the one is taken that spreads out along the earlier dimensions first,
    the data and the purposes last, as these are what a reader looks for.
    """
    packing = Packing(space.sides.items(), MOST)
    packed = {packing.pack(box) for box in boxes}
    union = packing.merged(one for one in packed if not packing.empty(one))
    union.sort(key=packing.size, reverse=True)
    wide = _in_order({_widest(box, union, packing) for box in union}, packing)
    found = list(wide)
    for box in reversed(wide):
        others = [one for one in found if one != box]
        if packing.covered(box, others):
            found = others
    return [packing.unpack(one) for one in found]


# Along these a box is spread first; what is left out is told last.
_SPREAD = ("through", "form", "about", "by", "at", "from", "to", "makes", "act", "for", "data")


def _widest(box: Packed, union: Sequence[Packed], packing: Packing) -> Packed:
    for dimension in _SPREAD:
        field = packing.fields[dimension]
        missing = field & ~box
        if not missing:
            continue
        near = packing.meeting(box | field, union)
        for alike in packing.alike(missing, near):
            if packing.covered(box & ~field | alike, [one for one in near if one & alike]):
                box |= alike
    return box


def _in_order(boxes: Iterable[Packed], packing: Packing) -> list[Packed]:
    """Largest first, and by name."""
    return sorted(boxes, key=lambda one: (-packing.size(one), order(packing.unpack(one))))


def order(box: Box) -> tuple[tuple[str, ...], ...]:
    """What to sort boxes by: their sides' names."""
    return tuple(("",) if side is None else tuple(sorted(map(str, side))) for side in box.sides)


assert set(_SPREAD) == set(PLACE)
