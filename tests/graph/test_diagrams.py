"""Diagrams, their minimal sets and families of sets, against tables of all states and sets of sets."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.graph.budget import BudgetError
from flowvow.graph.diagrams import EVERY, NONE, Diagrams
from flowvow.graph.families import Family
from flowvow.graph.primes import CUBES, SMALL, Primes

COUNT = 3
STATES = list(product((False, True), repeat=COUNT))
Table = tuple[bool, ...]
tables = st.lists(st.booleans(), min_size=2**COUNT, max_size=2**COUNT).map(tuple)


def diagram(of: Diagrams, table: Table) -> int:
    """The diagram of a table, made node by node."""
    if len(table) == 1:
        return EVERY if table[0] else NONE
    half = len(table) // 2
    return of.node(COUNT - half.bit_length(), diagram(of, table[:half]), diagram(of, table[half:]))


def seen(table: Table, settled: dict[int, bool]) -> Table:
    """A table with some conditions settled."""
    return tuple(table[STATES.index(tuple(settled.get(n, v) for n, v in enumerate(state)))] for state in STATES)


@given(tables, tables)
@settings(max_examples=40)
def test_operations_give_the_diagram_of_what_they_mean(one: Table, other: Table):
    of = Diagrams(COUNT, 100)
    a, b = diagram(of, one), diagram(of, other)
    assert of.both(a, b) == of.both(b, a) == diagram(of, tuple(x and y for x, y in zip(one, other, strict=True)))
    lacking = diagram(of, tuple(not x for x in one))
    assert of.complement(a) == lacking
    assert of.complement(of.complement(a)) == a
    for settled in ({}, {0: True}, {1: False}, {0: False, 2: True}):
        assert of.given(a, settled) == diagram(of, seen(one, settled))


@given(tables)
@settings(max_examples=40)
def test_questions_are_answered_as_the_table_does(table: Table):
    of = Diagrams(COUNT, 100)
    a = diagram(of, table)
    assert [of.holds_in(a, state.__getitem__) for state in STATES] == list(table)
    columns = [sum(state[n] << i for i, state in enumerate(STATES)) for n in range(COUNT)]
    full = (1 << len(STATES)) - 1
    assert of.over(a, columns, {NONE: 0, EVERY: full}) == sum(x << i for i, x in enumerate(table))
    hangs = [n for n in range(COUNT) if seen(table, {n: False}) != seen(table, {n: True})]
    assert of.support(a) == hangs
    # The first state, conditions not held before those held, of those that the path asks about.
    first = next((state for state, there in zip(STATES, table, strict=True) if there), None)
    assert of.first(a) == (None if first is None else {n for n in range(COUNT) if first[n]})


def test_a_diagram_knows_its_nodes():
    of = Diagrams(3, 100)
    c = of.node(2, NONE, EVERY)
    b = of.node(1, NONE, c)
    a = of.node(0, c, b)
    assert of.node(0, c, b) == a
    assert of.node(0, b, b) == b
    assert of.branch(a) == (0, c, b)
    assert of.nodes(a) == {a, b, c}
    assert of.nodes(EVERY) == set()
    assert of.nodes(a, 3) == {a, b, c}
    assert len(of.nodes(a, 0)) == 1
    assert len(of.nodes(a, 1)) == 2


def test_a_support_is_in_order():
    of = Diagrams(40, 100)
    assert of.support(chain(of, 5, 12)) == list(range(5, 12))
    assert of.support(of.node(1, NONE, of.node(8, NONE, of.node(32, EVERY, NONE)))) == [1, 8, 32]


def test_no_more_nodes_are_made_than_the_limit_allows():
    of = Diagrams(9, 5)
    made = [of.node(n, NONE, EVERY) for n in range(3)]
    assert made == [2, 3, 4]
    with pytest.raises(BudgetError):
        of.node(3, NONE, EVERY)
    assert of.node(2, NONE, EVERY) == 4, "it is there"


def test_a_step_is_allowed_so_many_nodes_and_never_past_the_limit():
    of = Diagrams(9, 5)
    of.allow(1)
    of.node(0, NONE, EVERY)
    with pytest.raises(BudgetError):
        of.node(1, NONE, EVERY)
    of.allow(7)
    of.node(1, NONE, EVERY)
    of.node(2, NONE, EVERY)
    with pytest.raises(BudgetError):
        of.node(3, NONE, EVERY)
    of = Diagrams(9, 5)
    of.allow(0)
    of.allow()
    assert [of.node(n, NONE, EVERY) for n in range(3)] == [2, 3, 4]


def test_a_diagram_is_as_deep_as_there_are_conditions():
    count = 3000
    of = Diagrams(count, 100_000)
    held = below = EVERY
    for rank in reversed(range(count)):
        held, below = of.node(rank, NONE, held), of.node(rank, below, NONE)
    assert of.both(held, below) == NONE
    assert of.complement(of.complement(held)) == held
    assert of.given(held, {count - 1: False}) == NONE
    primes = Primes(of)
    assert primes.sets(primes.of(held, 100_000), 1, 1) == ([tuple(range(0, 2 * count, 2))], 1)


# --- minimal sets


def cubes_of(table: Table) -> set[tuple[int, ...]]:
    """All minimal sets of literals that are enough, by trying every set from the smallest on."""
    found: list[set[int]] = []
    for size in range(COUNT + 1):
        for one in map(set, combinations(range(2 * COUNT), size)):
            if any(label ^ 1 in one for label in one) or any(smaller <= one for smaller in found):
                continue
            held = {label // 2: label % 2 == 0 for label in one}
            if all(seen(table, held)):
                found.append(one)
    return {tuple(sorted(one)) for one in found}


@given(tables)
@settings(max_examples=40)
def test_primes_are_the_minimal_sets(table: Table):
    of = Diagrams(COUNT, 200)
    a = diagram(of, table)
    primes = Primes(of)
    wanted = cubes_of(table)
    found, count = primes.sets(primes.of(a, 200), 99, 99)
    assert (set(found), len(found), count) == (wanted, len(wanted), len(wanted))
    assert [len(one) for one in found] == sorted(map(len, found))
    assert set(primes.cubes(a, 200) or ()) == (wanted if len(wanted) <= CUBES else set())


def chain(of: Diagrams, first: int, last: int, end: int = EVERY) -> int:
    """All of some conditions."""
    for rank in reversed(range(first, last)):
        end = of.node(rank, NONE, end)
    return end


def any_of(of: Diagrams, first: int, last: int) -> int:
    """Any of some conditions."""
    found = NONE
    for rank in reversed(range(first, last)):
        found = of.node(rank, found, EVERY)
    return found


def test_small_diagrams_are_spelt_out_by_few_sets():
    of = Diagrams(SMALL + 9, 10_000)
    primes = Primes(of)
    assert primes.cubes(chain(of, 0, SMALL), 1000) == (tuple(range(0, 2 * SMALL, 2)),)
    assert primes.cubes(chain(of, 0, SMALL + 1), 1000) is None, "too large"
    assert primes.cubes(any_of(of, 0, CUBES), 1000) == tuple((2 * n,) for n in range(CUBES))
    assert primes.cubes(any_of(of, 0, CUBES + 1), 1000) is None, "too many sets"
    assert primes.cubes(chain(of, 1, 5), 3) is None, "too many nodes"
    assert primes.cubes(EVERY, 0) == ((),)
    assert primes.cubes(NONE, 0) == ()


def test_what_is_past_the_budget_stays_without_sets():
    of = Diagrams(9, 1000)
    primes = Primes(of)
    a = chain(of, 0, 4)
    assert primes.cubes(a, 3) is None
    assert primes.cubes(a, 1000) is None, "it is remembered"
    with pytest.raises(BudgetError):
        Primes(of).of(a, 3)
    assert Primes(of).of(a, 4) != 0
    # Sets that both branches share take nodes of the diagram too.
    of.allow()
    b = of.node(0, chain(of, 1, 3), chain(of, 3, 5))
    of.allow(0)
    assert Primes(of).of(b, 100) != 0
    c = of.node(0, chain(of, 2, 3), chain(of, 3, 7))
    of.allow()
    with pytest.raises(BudgetError):
        Primes(of).of(c, 0)


def test_the_smallest_sets_are_taken_with_those_that_are_as_large_as_the_last():
    of = Diagrams(9, 1000)
    primes = Primes(of)
    not_ = of.complement
    pairs = of.both(any_of(of, 0, 2), any_of(of, 2, 4))
    three = chain(of, 5, 8)
    # One set of one, four of two, and one of three.
    a = not_(of.both(not_(of.node(4, NONE, EVERY)), of.both(not_(pairs), not_(three))))
    family = primes.of(a, 1000)

    def told(most: int, ties: int) -> tuple[list[int], int]:
        sets, count = primes.sets(family, most, ties)
        return [len(one) for one in sets], count

    assert told(1, 9) == ([1], 6)
    assert told(2, 9) == ([1, 2, 2, 2, 2], 6)
    assert told(2, 3) == ([1, 2, 2], 6)
    assert told(4, 3) == ([1, 2, 2, 2], 6)
    assert told(5, 9) == ([1, 2, 2, 2, 2], 6)
    assert told(6, 9) == ([1, 2, 2, 2, 2, 3], 6)


# --- families

sets = st.frozensets(st.integers(0, 4), max_size=4)
families = st.frozensets(sets, max_size=8)


def family(of: Family, wanted: frozenset[frozenset[int]], var: int = 0) -> int:
    if var > 4:
        return of.UNIT if wanted else of.EMPTY
    without, with_ = (frozenset(one - {var} for one in wanted if (var in one) is held) for held in (False, True))
    return of.node(var, family(of, without, var + 1), family(of, with_, var + 1))


@given(families, families)
@settings(max_examples=60)
def test_families_are_sets_of_sets(one: frozenset[frozenset[int]], other: frozenset[frozenset[int]]):
    of = Family(1000)
    a, b = family(of, one), family(of, other)
    assert of.less(a, b) == family(of, one - other)
    assert of.count(a) == len(one)
    assert of.sizes(a) == Counter(map(len, one))
    listed = of.smallest(a, 99)
    assert listed == sorted(map(tuple, map(sorted, one)), key=lambda each: (len(each), [*each, 9]))
    assert of.smallest(a, 3) == listed[:3]
    assert of.smallest(a, 0) == []


def test_a_family_makes_no_more_nodes_than_it_may():
    of = Family(4)
    assert of.node(7, of.EMPTY, of.UNIT) == 2
    assert of.node(7, of.EMPTY, of.UNIT) == 2
    assert of.node(6, 2, of.EMPTY) == 2
    assert of.node(6, of.EMPTY, of.UNIT) == 3
    with pytest.raises(BudgetError):
        of.node(5, of.EMPTY, of.UNIT)
    of.bound(9, 2)
    assert [of.node(var, of.EMPTY, of.UNIT) for var in (5, 4)] == [4, 5]
    with pytest.raises(BudgetError):
        of.node(3, of.EMPTY, of.UNIT)
    of.bound(7, 9)
    assert of.node(3, of.EMPTY, of.UNIT) == 6
    with pytest.raises(BudgetError):
        of.node(2, of.EMPTY, of.UNIT)
