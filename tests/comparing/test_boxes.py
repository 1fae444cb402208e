"""The algebra of boxes, against sets of combinations written out one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.comparing.boxes import (
    DIMENSIONS,
    EVERYTHING,
    Box,
    Space,
    contains,
    covered,
    disjoint,
    largest,
    less,
    overlap,
    size,
    without,
)
from flowvow.comparing.packing import Packing

USED = {"act": "ab", "data": "pqrs", "for": "xyz"}
SPACE = Space({name: frozenset(USED.get(name, "-")) for name in DIMENSIONS})

sides = {
    name: st.none() | st.frozensets(st.sampled_from(atoms), min_size=1, max_size=len(atoms))
    for name, atoms in USED.items()
}
boxes = st.fixed_dictionaries(sides).map(EVERYTHING.having)
some_boxes = st.lists(boxes, max_size=6)


def combinations(*found: Box) -> set[tuple[object, ...]]:
    """The combinations in any of the boxes."""
    return {one for box in found for one in product(*(SPACE.full(box, name) for name in USED))}


@given(boxes, boxes)
def test_two_boxes_lie_to_each_other_as_their_combinations_do(a: Box, b: Box) -> None:
    shared = overlap(a, b)
    assert (combinations(shared) if shared else set()) == combinations(a) & combinations(b)
    assert contains(SPACE.plain(a), SPACE.plain(b)) == (combinations(b) <= combinations(a))
    assert size(a, SPACE) == len(combinations(a))


@given(boxes, boxes)
def test_what_is_left_is_told_by_boxes_that_share_nothing(a: Box, b: Box) -> None:
    rest = less(a, b, SPACE)
    assert combinations(*rest) == combinations(a) - combinations(b)
    assert sum(size(one, SPACE) for one in rest) == len(combinations(*rest))


@given(some_boxes, some_boxes)
def test_unions_less_unions(a: list[Box], b: list[Box]) -> None:
    assert combinations(*without(a, b, SPACE)) == combinations(*a) - combinations(*b)
    for box in a:
        assert covered(box, b, SPACE) == (combinations(box) <= combinations(*b))


@given(some_boxes)
def test_a_union_by_boxes_that_share_nothing(some: list[Box]) -> None:
    apart = disjoint(some, SPACE)
    assert combinations(*apart) == combinations(*some)
    assert sum(size(one, SPACE) for one in apart) == len(combinations(*some))


@settings(max_examples=200)
@given(some_boxes)
def test_the_largest_boxes_are_the_union_and_could_not_be_larger_or_fewer(some: list[Box]) -> None:
    union = combinations(*some)
    found = largest(some, SPACE)
    assert combinations(*found) == union
    for box in found:
        rest = [one for one in found if one is not box]
        assert not combinations(box) <= combinations(*rest)
        for name in USED:
            for atom in SPACE.sides[name] - SPACE.full(box, name):
                wider = box.having({name: SPACE.full(box, name) | {atom}})
                assert not combinations(wider) <= union


@given(some_boxes)
def test_their_order_doesnt_matter(some: list[Box]) -> None:
    assert largest(some, SPACE) == largest(list(reversed(some)), SPACE) == largest([*some, *some], SPACE)


@given(boxes, some_boxes)
def test_packed_boxes_lie_to_each_other_as_boxes_do(a: Box, some: list[Box]) -> None:
    packing = Packing(SPACE.sides.items(), 1000)
    packed = packing.pack(a)
    assert packing.unpack(packed) == SPACE.plain(a)
    assert packing.size(packed) == size(a, SPACE)
    assert not packing.empty(packed)
    others = [packing.pack(one) for one in some]
    assert packing.meeting(packed, others) == [packing.pack(one) for one in some if overlap(a, one) is not None]
    assert packing.covered(packed, others) == covered(a, some, SPACE)
    assert combinations(*map(packing.unpack, packing.merged(others))) == combinations(*some)


def test_a_box_with_an_empty_side_is_nothing() -> None:
    packing = Packing(SPACE.sides.items(), 1000)
    for name in USED:
        assert packing.empty(packing.pack(EVERYTHING.having({name: frozenset()})))
