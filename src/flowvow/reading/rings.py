"""Circles among names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

MOST_RINGS = 20


def rings(below: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """For each knot of names that lead back to themselves, one shortest circle, beginning with its first name."""
    left = _knotted(below)
    found: list[list[str]] = []
    for name in sorted(left):
        if name in left and len(found) < MOST_RINGS:
            ring = _shortest(name, below, left)
            if ring:
                found.append(ring)
                left -= set(ring)
    return found


def _knotted(below: Mapping[str, Iterable[str]]) -> set[str]:
    """The names that are left when whatever leads nowhere, or comes from nowhere, is taken away again and again."""
    left = {name: {part for part in parts if part in below} for name, parts in below.items()}
    for _ in range(2):
        above: dict[str, set[str]] = {name: set() for name in left}
        for name, parts in left.items():
            for part in parts:
                above[part].add(name)
        ends = [name for name, parts in left.items() if not parts]
        while ends:
            end = ends.pop()
            for name in above[end]:
                if name in left:
                    left[name].discard(end)
                    if not left[name]:
                        ends.append(name)
            left.pop(end, None)
        reverse = {name: set() for name in left}  # type: dict[str, set[str]]
        for name, parts in left.items():
            for part in parts:
                reverse[part].add(name)
        left = reverse
    return set(left)


def _shortest(start: str, below: Mapping[str, Iterable[str]], among: set[str]) -> list[str]:
    before: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        name = waiting.popleft()
        for part in sorted(set(below[name]) & among):
            if part == start:
                way = [name]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if part not in before:
                before[part] = name
                waiting.append(part)
    return []
