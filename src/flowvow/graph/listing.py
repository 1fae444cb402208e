"""The smallest minimal sets of a set of states, in order of size and then of name.

A diagram's come from its family of prime implicants, all of them counted. Those of a formula, or of a diagram that has
too many to hold, are sought one size after the other. Past the budget those found by then are given, which are the
smallest; where there are none, some minimal set that needn't be. Then at least one more is said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from flowvow.graph.budget import LIMIT, BudgetError, Purse
from flowvow.text.natural import natural

if TYPE_CHECKING:
    from flowvow.graph.nets import Net
    from flowvow.graph.states import States

NONE = 0
FAMILY = LIMIT // 4  # nodes that it may take to find a diagram's minimal sets
TIES = 20  # times as many sets as are wanted are ordered by name, where they are of one size

Set = tuple[int, ...]


def list_sets(states: States, a: int, most: int) -> tuple[list[Set], int]:
    """At most so many minimal sets of signed conditions, smallest first, then by name, and at least how many more."""
    found = states.listed.get((a, most))
    if found is None:
        found = states.listed[a, most] = _of_diagram(states, a, most) or _of_net(states, a, most)
    return found


def _ordered(states: States, sets: Iterable[Iterable[int]]) -> list[Set]:
    """Sets by size, then by name; within a set by name."""
    by_name = sorted(states.order, key=natural)
    rank = {states.rank[name]: n for n, name in enumerate(by_name)}
    own = [tuple(sorted(one, key=lambda label: (rank[label // 2], label))) for one in sets]
    return sorted(own, key=lambda one: (len(one), [rank[label // 2] for label in one], one))


def _of_diagram(states: States, a: int, most: int) -> tuple[list[Set], int] | None:
    if a < NONE:
        return None
    try:
        family = states.primes.of(a, FAMILY)
        sets, count = states.primes.sets(family, most, most * TIES)
    except BudgetError:
        return None
    return _ordered(states, sets)[:most], max(0, count - most)


def _of_net(states: States, a: int, most: int) -> tuple[list[Set], int]:
    net, complement = states.formulas.net(a), states.formulas.net(states.complement(a))
    states.purse.share()
    found: list[frozenset[int]] = []
    passed = 0
    try:
        for one in _by_size(net, complement, most, states.purse):
            found.append(one)
    except BudgetError:
        passed = 1
        if not found:
            with suppress(BudgetError):
                states.purse.share()
                found.append(_any(net, complement, states.purse))
    return _ordered(states, found)[:most], max(0, len(found) - most) + passed


def _by_size(net: Net, complement: Net, most: int, purse: Purse) -> Iterator[frozenset[int]]:
    """Minimal sets, smallest first; ends when there are no more, or a few after so many."""
    from flowvow.graph.climbing import climb
    from flowvow.graph.slices import members

    known: list[frozenset[int]] = []
    size = 0
    if net.climbs:
        try:
            for sets in climb(net, most, purse):
                size += 1
                level = [frozenset(net.labels[n] for n in members(one)) for one in sets]
                yield from level
                known += level
        except BudgetError:
            purse.share()
        else:
            return
    from flowvow.graph.hitting import hit

    yield from islice(hit(net, complement, purse, known, size), max(0, most + 1 - len(known)))


def _any(net: Net, complement: Net, purse: Purse) -> frozenset[int]:
    """Some minimal set, where the smallest are too hard to find."""
    from flowvow.graph.deciding import Search, agreeing, shrink

    state = Search(net, purse).witness() or {}
    kept = {net.labels[n] for n in shrink(net, agreeing(net, state))}
    search = Search(complement, purse)
    for label in sorted(kept):
        others = kept - {label}
        if search.witness([n for n, one in enumerate(complement.labels) if one ^ 1 in others]) is None:
            kept = others
    return frozenset(kept)
