"""Formulas and diagrams to an and-or net: negations at the conditions alone, small diagrams as their minimal sets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from flowvow.graph.nets import START, Arc, Net

if TYPE_CHECKING:
    from flowvow.graph.formulas import Formulas
    from flowvow.graph.states import States

NONE = 0
EVERY = 1
FEW = 8  # of so many arcs one may have several labels


class _Part(NamedTuple):
    """A set of states, seen with some conditions, by rank, settled.

    Attributes:
        second: whether it is for the second net.
        within: whether it is part of what a symbol is there by; its diagrams are guards, and told by no symbol, which
            might be this one.
    """

    states: int
    settled: tuple[tuple[int, bool], ...] = ()
    second: bool = False
    within: bool = False


_Way = tuple[tuple[_Part, ...], tuple[int, ...]]


def compile_net(states: States, formulas: Formulas, roots: Sequence[int]) -> Net:
    """The net of some sets of states, one root each."""
    return _Compiler(states, formulas).net(roots)


class _Compiler:
    def __init__(self, states: States, formulas: Formulas) -> None:
        self.states = states
        self.formulas = formulas
        self.numbers: dict[_Part, int] = {}
        self.waiting: list[_Part] = []
        self.count = 1

    def net(self, roots: Sequence[int]) -> Net:
        places = tuple(self.number(_Part(root)) for root in roots)
        found: dict[int, list[_Way]] = {}
        absent: dict[int, int] = {}
        while self.waiting:
            part = self.waiting.pop()
            number = self.numbers[part]
            if part.states < 0 and part.states & 1 and self.formulas.gate(part.states)[0] == "symbol":
                assert not part.second, "what is there hangs on what is there, never on what isn't"
                absent[number] = self.number(part._replace(states=part.states ^ 1, second=True))
                continue
            flip = 1 if part.second else 0
            found[number] = [
                (sources, tuple(label ^ flip for label in cube)) for sources, cube in dict.fromkeys(self.ways(part))
            ]
            for sources, _ in found[number]:
                for source in sources:
                    self.number(source)
        labels = sorted({label for ways in found.values() for _, cube in ways for label in cube})
        place = {label: n for n, label in enumerate(labels)}
        arcs: list[list[Arc]] = [[] for _ in range(self.count)]
        for number, ways in found.items():
            for sources, cube in ways:
                nodes = tuple(map(self.number, sources)) or (START,)
                arcs[number].append((nodes, tuple(place[label] for label in cube)))
        _part_few(arcs)
        return Net(arcs, absent, places, tuple(labels))

    def number(self, part: _Part) -> int:
        part = self.seen(part)
        found = self.numbers.get(part)
        if found is None:
            found = self.numbers[part] = self.count
            self.count += 1
            self.waiting.append(part)
        return found

    def seen(self, part: _Part) -> _Part:
        """A diagram with its conditions settled, or as it is told; a symbol by the one that stands for all like it."""
        told = None if part.within else self.formulas.told.get(part.states)
        if told is not None:
            part = part._replace(states=told)
        if part.states >= 0:
            return part._replace(states=self.states.settled(part.states, dict(part.settled)), settled=())
        same = self.formulas.symbols.same.get(part.states & -2)
        return part if same is None else part._replace(states=same | part.states & 1, within=False)

    def ways(self, part: _Part) -> list[_Way]:
        """What a part is there by: any of these, each some further parts and signed conditions."""
        a = part.states
        if a >= 0:
            return self.by_diagram(part)
        kind, x, y = self.formulas.gate(a)
        if kind == "symbol":
            return [
                way for c in self.formulas.symbols.ways[a] for way in self.inner(part._replace(states=c, within=True))
            ]
        if kind == "given":
            assert not isinstance(y, int)
            inner = self.states.complement(x) if a & 1 else x
            assert not part.settled, "nothing is settled while symbols grow"
            return [((_Part(inner, y, part.second),), ())]
        return self.inner(part)

    def inner(self, part: _Part) -> list[_Way]:
        """As ``ways``, with one conjunction or disjunction taken apart."""
        a = part.states
        if a >= 0 or self.formulas.gate(a)[0] != "and":
            return self.short(part)
        _, x, y = self.formulas.gate(a)
        assert isinstance(y, int)
        if a & 1:
            return [way for c in (x, y) for way in self.short(part._replace(states=self.states.complement(c)))]
        one, other = self.short(part._replace(states=x)), self.short(part._replace(states=y))
        found = []
        for sources, cube in one:
            for more, labels in other:
                together = set(cube) | set(labels)
                if not any(label ^ 1 in together for label in together):
                    found.append((tuple(dict.fromkeys((*sources, *more))), tuple(sorted(together))))
        return found

    def short(self, part: _Part) -> list[_Way]:
        """A small diagram as its minimal sets; anything else as one part."""
        part = self.seen(part)
        cubes = self.states.cubes(part.states) if part.states >= 0 else None
        return [((part,), ())] if cubes is None else [((), cube) for cube in cubes]

    def by_diagram(self, part: _Part) -> list[_Way]:
        a = part.states
        cubes = self.states.cubes(a)
        if cubes is not None:
            return [((), cube) for cube in cubes]
        rank, low, high = self.states.diagrams.branch(a)
        # Where one branch implies the other, the condition is asked about on one side alone.
        without = () if self.states.surely_within(low, high) else (2 * rank + 1,)
        with_ = () if self.states.surely_within(high, low) else (2 * rank,)
        return [
            ((part._replace(states=s),) if s != EVERY else (), cube)
            for s, cube in ((low, without), (high, with_))
            if s != NONE
        ]


def _part_few(arcs: list[list[Arc]]) -> None:
    """Where few arcs have several labels, have these come one after the other, so that all are alike."""
    several = sum(len(labels) > 1 for ways in arcs for _, labels in ways)
    if several > sum(map(len, arcs)) // FEW:
        return
    for ways in list(arcs):
        for place, (sources, labels) in enumerate(ways):
            for label in labels[1:]:
                arcs.append([(sources, (label,))])
                sources = (len(arcs) - 1,)
            ways[place] = (sources, labels[:1])
