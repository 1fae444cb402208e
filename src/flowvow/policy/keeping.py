"""Which sentences two texts have in common, in order and out of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence

_MOST_ALIKE = 40  # of sentences said more often than that, the first here is the first there, and so on


def in_order(
    old: Sequence[str], new: Sequence[str], may: Callable[[int, int], bool] | None = None
) -> list[tuple[int, int]]:
    """The longest run of prints that both have in the same order, as places in both; ``may`` bars some pairs."""
    places = _places(new)
    counts = _places(old)
    nth: dict[str, int] = defaultdict(int)
    pairs: list[tuple[int, int]] = []
    for at, print_ in enumerate(old):
        there = places.get(print_, [])
        if max(len(there), len(counts[print_])) > _MOST_ALIKE:
            there = there[nth[print_] : nth[print_] + 1]
            nth[print_] += 1
        pairs += ((at, place) for place in reversed(there) if may is None or may(at, place))
    return _rising(pairs)


def out_of_order(old: Sequence[str], new: Sequence[str], kept: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The prints that both have besides, each paired with the first that is left."""
    here, there = {at for at, _ in kept}, {place for _, place in kept}
    left: dict[str, list[int]] = defaultdict(list)
    for place, print_ in enumerate(new):
        if place not in there:
            left[print_].append(place)
    return [(at, left[print_].pop(0)) for at, print_ in enumerate(old) if at not in here and left.get(print_)]


def _places(prints: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, print_ in enumerate(prints):
        places[print_].append(place)
    return places


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs in which both places rise (Hunt and Szymanski 1977)."""
    ends: list[int] = []
    links: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(ends, place)
        before.append(links[at - 1] if at else -1)
        if at == len(ends):
            ends.append(place)
            links.append(index)
        else:
            ends[at] = place
            links[at] = index
    chain = []
    index = links[-1] if links else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
