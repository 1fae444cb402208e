"""Boxes packed into whole numbers, one bit an atom, for unions of so many that sets are too slow for them.

Each dimension has a field of bits and one bit more, which stays clear: adding all ones to a field carries into it just
if the field isn't empty. So one addition tells whether two boxes meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from flowvow.graph.budget import BudgetError
from flowvow.policy.box import DIMENSIONS, EVERYTHING, Atom, Box

Packed = int


class Packing:
    """Packs the boxes of one space.

    Attributes:
        fields: for each dimension its bits, all of them set.
    """

    def __init__(self, sides: Iterable[tuple[str, frozenset[Atom]]], most: int) -> None:
        """``sides`` say what everything is; past ``most`` pieces a question is given up."""
        self.fields: dict[str, Packed] = {}
        self._bits: dict[str, dict[Atom, Packed]] = {}
        self._most = most
        self._ones = self._guards = 0
        at = 0
        for dimension, atoms in sides:
            bits = {atom: 1 << (at + place) for place, atom in enumerate(sorted(atoms, key=str))}
            self._bits[dimension] = bits
            self.fields[dimension] = sum(bits.values())
            self._ones |= ((1 << len(bits)) - 1) << at
            self._guards |= 1 << (at + len(bits))
            at += len(bits) + 1
        self._in_order = tuple(self.fields[dimension] for dimension in DIMENSIONS)

    def pack(self, box: Box) -> Packed:
        """The box in bits; what isn't in the space is nothing."""
        packed = 0
        for dimension, side in zip(DIMENSIONS, box.sides, strict=True):
            bits = self._bits[dimension]
            packed |= self.fields[dimension] if side is None else sum(bits[atom] for atom in side if atom in bits)
        return packed

    def unpack(self, packed: Packed) -> Box:
        """The box again, every side free that holds all there is."""
        sides = {
            dimension: None
            if packed & field == field
            else frozenset(atom for atom, bit in self._bits[dimension].items() if packed & bit)
            for dimension, field in self.fields.items()
        }
        return EVERYTHING.having(sides)

    def empty(self, packed: Packed) -> bool:
        """Whether a side of it is empty, and so all of it."""
        return (packed + self._ones) & self._guards != self._guards

    def size(self, packed: Packed) -> int:
        """How many combinations lie in it."""
        return prod((packed & field).bit_count() for field in self._in_order)

    def meeting(self, box: Packed, boxes: Iterable[Packed]) -> list[Packed]:
        """Those that share something with a box."""
        ones, guards = self._ones, self._guards
        return [one for one in boxes if ((one & box) + ones) & guards == guards]

    def covered(self, box: Packed, boxes: Sequence[Packed]) -> bool:
        """Whether a box lies in the union of others; raises ``BudgetError``.

        It is told soonest where the largest come first.
        """
        if any(one | box == one for one in boxes):
            return True
        rest = [box]
        for taken in self.meeting(box, boxes):
            rest = [piece for one in rest for piece in self._less(one, taken)]
            if not rest:
                return True
            if len(rest) > self._most:
                raise BudgetError
        return False

    def _less(self, a: Packed, b: Packed) -> Iterator[Packed]:
        """Boxes that share nothing and together are ``a`` without ``b``."""
        if self.empty(a & b):
            yield a
            return
        for field in self._in_order:
            if left := a & field & ~b:
                yield a & ~field | left
                a &= ~left

    def alike(self, some: Packed, boxes: Iterable[Packed]) -> list[Packed]:
        """Atoms of one dimension in groups that no box tells apart."""
        groups = [some]
        for told in {box & some for box in boxes}:
            groups = [part for group in groups for part in (group & told, group & ~told) if part]
        return groups

    def merged(self, boxes: Iterable[Packed]) -> list[Packed]:
        """The same union, boxes that differ along one dimension alone made one, until none do."""
        found = set(boxes)
        changed = True
        while changed:
            changed = False
            for field in self._in_order:
                groups: dict[Packed, Packed] = {}
                for box in found:
                    groups[box | field] = groups.get(box | field, 0) | box
                if len(groups) < len(found):
                    changed = True
                    found = set(groups.values())
        return list(found)
