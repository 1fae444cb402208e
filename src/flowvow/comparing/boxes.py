"""The algebra of boxes in a space: what is left of one without another, and unions told by few large boxes.

A ``Box`` has one side along each of ``DIMENSIONS``: a set of names, or None for everything. Boxes are plain values; a
``Space`` says what everything is, so that something can be taken away from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from attrs import frozen

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
    union = _merged({space.plain(box) for box in boxes}, space)
    wide = sorted({_widest(box, union, space) for box in union}, key=lambda one: (-size(one, space), order(one)))
    found = list(wide)
    for box in reversed(wide):
        others = [one for one in found if one is not box]
        if covered(box, others, space):
            found = others
    return found


# Along these a box is spread first; what is left out is told last.
_SPREAD = ("through", "form", "about", "by", "at", "from", "to", "makes", "act", "for", "data")


def _widest(box: Box, union: Sequence[Box], space: Space) -> Box:
    for dimension in _SPREAD:
        side = box.side(dimension)
        if side is None:
            continue
        slab = box.having({dimension: None})
        near = [one for one in union if overlap(one, slab) is not None]
        more = set(side)
        for alike in _alike(space.sides[dimension] - side, dimension, near):
            if covered(box.having({dimension: alike}), near, space):
                more |= alike
        box = space.plain(box.having({dimension: frozenset(more)}))
    return box


def _alike(atoms: frozenset[Atom], dimension: str, boxes: Sequence[Box]) -> list[frozenset[Atom]]:
    """The atoms in groups that no box tells apart."""
    groups: dict[tuple[bool, ...], set[Atom]] = {}
    sides = [box.side(dimension) for box in boxes]
    for atom in atoms:
        groups.setdefault(tuple(side is None or atom in side for side in sides), set()).add(atom)
    return [frozenset(group) for group in groups.values()]


def _merged(boxes: set[Box], space: Space) -> list[Box]:
    """The same union, boxes that differ along one dimension alone made one, until none do."""
    changed = True
    while changed:
        changed = False
        for dimension in DIMENSIONS:
            groups: dict[Box, list[Box]] = {}
            for box in boxes:
                groups.setdefault(box.having({dimension: None}), []).append(box)
            if len(groups) < len(boxes):
                changed = True
                sides = {key: [space.full(box, dimension) for box in group] for key, group in groups.items()}
                boxes = {space.plain(key.having({dimension: frozenset().union(*s)})) for key, s in sides.items()}
    return sorted(boxes, key=lambda one: (-size(one, space), order(one)))


def order(box: Box) -> tuple[tuple[str, ...], ...]:
    """What to sort boxes by: their sides' names."""
    return tuple(("",) if side is None else tuple(sorted(map(str, side))) for side in box.sides)


assert set(_SPREAD) == set(PLACE)
