"""Random formulas over symbols that are there by one another, and the slow obvious way to say where they hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations, product
from random import Random
from typing import NamedTuple

from flowvow.graph.budget import LIMIT
from flowvow.graph.states import States

NAMES = ("a", "b", "c", "d")
STATES = [dict(zip(NAMES, values, strict=True)) for values in product((False, True), repeat=len(NAMES))]
ALL = (1 << len(STATES)) - 1

Table = int  # a bit for each state


def table(holds: Callable[[Mapping[str, bool]], bool]) -> Table:
    return sum(bool(holds(state)) << n for n, state in enumerate(STATES))


PLAIN = {name: table(lambda state, name=name: state[name]) for name in NAMES}


def seen(one: Table, settled: Mapping[str, bool]) -> Table:
    """A table with some conditions settled."""
    return table(lambda state: one >> STATES.index({**state, **settled}) & 1)


@cache
def minimal(one: Table) -> frozenset[frozenset[str]]:
    """All minimal sets of signed conditions that are enough."""
    found: list[frozenset[str]] = []
    signed = [*NAMES, *(f"not {name}" for name in NAMES)]
    for size in range(len(NAMES) + 1):
        for each in map(frozenset, combinations(signed, size)):
            held = {name.removeprefix("not "): not name.startswith("not ") for name in each}
            if len(held) == size and not any(smaller <= each for smaller in found) and seen(one, held) == ALL:
                found.append(each)
    return frozenset(found)


def support(one: Table) -> tuple[str, ...]:
    return tuple(name for name in NAMES if seen(one, {name: True}) != seen(one, {name: False}))


class Set(NamedTuple):
    """A set of states, as the algebra has it and as a table."""

    states: int
    table: Table


class Maker:
    """Makes sets of states at random."""

    def __init__(self, seed: int, step: int, symbols: int = 4) -> None:
        self.random = Random(f"symbols {seed}")
        self.states = States(NAMES, limit=LIMIT, step=step, beyond=True)
        self.told: Set | None = None
        self.symbols = self._symbols(symbols) if symbols else []

    def _symbols(self, count: int) -> list[Set]:
        """Each is there by any of some ways, which are a guard and some others; the least that this allows."""
        states, random = self.states, self.random
        states.growing = True
        symbols = [states.formulas.symbol() for _ in range(count)]
        ways: dict[int, list[int]] = {}
        tables: dict[int, list[tuple[Table, list[int]]]] = {}
        for symbol in symbols:
            ways[symbol], tables[symbol] = [], []
            if random.random() < 0.3:
                source = random.choice(symbols)
                ways[symbol].append(source)
                tables[symbol].append((ALL, [source]))
            for _ in range(random.randint(1, 3)):
                guard = self.signed() if random.random() < 0.6 else self.combined([self.signed() for _ in range(3)])
                sources = random.sample(symbols, random.choice((0, 0, 1, 1, 2)))
                way = guard.states
                for source in sources:
                    way = states.both(way, source)
                ways[symbol].append(way)
                tables[symbol].append((guard.table, sources))
        told = self.combined([self.signed(), self.signed()])
        if told.states > 1 and random.random() < 0.5:
            shadow = states.formulas.symbol()
            states.formulas.tell(told.states, shadow)
            ways[shadow] = [told.states]
            self.told = told
        states.formulas.settle(ways)
        there = dict.fromkeys(symbols, 0)
        for _ in range(len(symbols) * len(STATES)):
            for symbol in symbols:
                for guard_table, sources in tables[symbol]:
                    for source in sources:
                        guard_table &= there[source]
                    there[symbol] |= guard_table
        return [Set(states.formulas.decided(symbol), there[symbol]) for symbol in symbols]

    def signed(self) -> Set:
        name = self.random.choice(NAMES)
        plain = Set(self.states.where(name), PLAIN[name])
        return plain if self.random.random() < 0.5 else self.complement(plain)

    def complement(self, one: Set) -> Set:
        return Set(self.states.complement(one.states), ALL & ~one.table)

    def combined(self, parts: list[Set]) -> Set:
        """The parts by `and`, `or` and `not`, in some order."""
        while len(parts) > 1:
            one, other = self.random.sample(parts, 2)
            parts = [part for part in parts if part is not one and part is not other]
            if self.random.random() < 0.5:
                new = Set(self.states.both(one.states, other.states), one.table & other.table)
            else:
                new = Set(self.states.either(one.states, other.states), one.table | other.table)
            parts.append(self.complement(new) if self.random.random() < 0.2 else new)
        return parts[0]

    def set(self) -> Set:
        """Some symbols and signed conditions put together, perhaps with a condition settled."""
        random = self.random
        parts = [random.choice(self.symbols) for _ in range(random.randint(1, 2))] if self.symbols else []
        parts += [self.told] if self.told else []
        parts = [self.complement(part) if random.random() < 0.3 else part for part in parts]
        found = self.combined(parts + [self.signed() for _ in range(random.randint(1 + 2 * (not parts), 4))])
        if random.random() < 0.3:
            settled = {random.choice(NAMES): random.random() < 0.5}
            found = Set(self.states.given(found.states, settled), seen(found.table, settled))
            if random.random() < 0.5:
                found = self.combined([found, self.signed()])
        return found
