"""Symbols: the states in which nodes of the presence graph are there, each by the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowvow.graph.formulas import Formulas

Settled = tuple[tuple[int, bool], ...]
Gate = tuple[str, int, int] | tuple[str, int, Settled]


class Symbols:
    """The symbols of some formulas, settled.

    Symbols are alike that no look at their ways tells apart, however far it goes (a bisimulation); their least
    solutions are the same, and the first stands for all.

    Attributes:
        ways: for each symbol what it is there by, any of it.
        same: for each symbol the one that stands for it.
        named: for each symbol the signed conditions that it hangs on, as bits.
    """

    def __init__(self, formulas: Formulas, ways: Mapping[int, Sequence[int]]) -> None:
        self._formulas = formulas
        self.ways = ways
        self.same: dict[int, int] = {}
        self.named: dict[int, int] = {}
        if ways:
            self.same = self._same()
            self._firsts = tuple(dict.fromkeys(self.same.values()))
            # All symbols in one net, which ``formulas`` can only make once it has these.
            formulas.symbols = self
            self._net = formulas.net(*self._firsts)
            named = self._name()
            self.named = {symbol: named[first] for symbol, first in self.same.items()}

    def _same(self) -> dict[int, int]:
        classes = dict.fromkeys(self.ways, 0)
        while True:
            numbers: dict[object, int] = {}
            known: dict[int, int] = {}
            after: dict[int, int] = {}
            for symbol, parts in self.ways.items():
                key = (classes[symbol], frozenset(self._alike(part, classes, numbers, known) for part in parts))
                after[symbol] = numbers.setdefault(key, len(numbers))
            if len(set(after.values())) == len(set(classes.values())):
                break
            classes = after
        first: dict[int, int] = {}
        return {symbol: first.setdefault(number, symbol) for symbol, number in classes.items()}

    def _alike(self, a: int, classes: Mapping[int, int], numbers: dict[object, int], known: dict[int, int]) -> int:
        """A number for what a set is made of, symbols of a class taken for one."""
        found = known.get(a)
        if found is None:
            key: object = ("diagram", a)
            if a < 0:
                kind, x, y = self._formulas.gate(a)
                if kind == "symbol":
                    key = (kind, a & 1, classes[a & -2])
                else:
                    assert isinstance(y, int), "nothing is settled while symbols grow"
                    key = (kind, a & 1, frozenset(self._alike(part, classes, numbers, known) for part in (x, y)))
            found = known[a] = numbers.setdefault(key, len(numbers))
        return found

    def _name(self) -> dict[int, int]:
        net = self._net
        named = [0] * len(net.arcs)
        waiting = dict.fromkeys(range(len(net.arcs)))
        while waiting:
            node = next(iter(waiting))
            del waiting[node]
            value = named[node]
            for sources, labels in net.arcs[node]:
                for label in labels:
                    value |= 1 << net.labels[label]
                for source in sources:
                    value |= named[source]
            if value != named[node]:
                named[node] = value
                waiting |= dict.fromkeys(after for after, _, _ in net.onward[node])
        return {symbol: named[node] for symbol, node in zip(self._firsts, net.roots, strict=True)}

    def signs(self, settled: Settled, samples: Sequence[int], full: int) -> dict[int, int]:
        """Which of some sample states are in each symbol that stands for others, with some conditions settled."""
        columns = list(samples)
        for rank, value in settled:
            columns[rank] = full if value else 0
        held = [full & ~columns[label // 2] if label % 2 else columns[label // 2] for label in self._net.labels]
        values = self._net.there(held, full)
        return {symbol: values[node] for symbol, node in zip(self._firsts, self._net.roots, strict=True)}
