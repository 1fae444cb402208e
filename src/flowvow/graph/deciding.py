"""Whether a formula holds in some state.

Without a condition that stands both plain and negated in it, one look decides: each is settled on its better side.
Otherwise some states are tried at random, and then a solver is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from flowvow.graph.budget import ARCS, Purse
from flowvow.graph.nets import Net

if TYPE_CHECKING:
    from flowvow.graph.encoding import Encoding
    from flowvow.graph.solver import Clauses

TRIES = 64


class Search:
    """Looks for states in which the first root of a net is there.

    Each look is paid for.
    """

    def __init__(self, net: Net, purse: Purse) -> None:
        self.net = net
        self._purse = purse
        self._price = 1 + sum(map(len, net.arcs)) // ARCS
        self._pairs = [n for n, other in enumerate(net.opposite) if n < other]

    def witness(self, banned: Collection[int] = ()) -> dict[int, bool] | None:
        """A state, by rank of its conditions, without the banned labels, given by place; None if there is none."""
        self._purse.pay(self._price)
        opposite = self.net.opposite
        hopeful = [1] * len(opposite)
        for n in banned:
            hopeful[n] = 0
        if not self._there(hopeful, 1):
            return None
        open_ = [n for n in self._pairs if hopeful[n] and hopeful[opposite[n]]]
        full = (1 << TRIES) - 1 if open_ else 1
        held = [full if one else 0 for one in hopeful]
        random = Random(0)
        for n in open_:
            held[n] = random.getrandbits(TRIES)
            held[opposite[n]] = full & ~held[n]
        there = self._there(held, full)
        if there:
            bit = there & -there
            return {label // 2: label % 2 == 0 for n, label in enumerate(self.net.labels) if held[n] & bit}
        return self._asked(banned) if open_ else None

    def _there(self, held: list[int], full: int) -> int:
        return self.net.there(held, full)[self.net.roots[0]]

    def _asked(self, banned: Collection[int]) -> dict[int, bool] | None:
        clauses, encoding, fact = self._encoded
        labels = self.net.labels
        while (model := clauses.meet(*(-self._literal(n) for n in banned))) is not None:
            state = {rank: model[number - 1] > 0 for rank, number in fact.items()}
            there = self.net.there([int(state[label // 2] is (label % 2 == 0)) for label in labels], 1)
            if there[self.net.roots[0]]:
                return state
            encoding.found(encoding.unfounded(set(model), there))
            self._purse.pay(self._price)
        return None

    def _literal(self, place: int) -> int:
        label = self.net.labels[place]
        fact = self._encoded[2][label // 2]
        return -fact if label % 2 else fact

    @cached_property
    def _encoded(self) -> tuple[Clauses, Encoding, dict[int, int]]:
        from flowvow.graph.encoding import Encoding
        from flowvow.graph.solver import Clauses

        clauses = Clauses(self._purse)
        fact = {rank: clauses.fact() for rank in sorted({label // 2 for label in self.net.labels})}
        labels = [-fact[label // 2] if label % 2 else fact[label // 2] for label in self.net.labels]
        return clauses, Encoding(clauses, self.net, labels.__getitem__), fact


def agreeing(net: Net, state: Mapping[int, bool]) -> list[int]:
    """The labels of a net, by place, that a state holds."""
    return [n for n, label in enumerate(net.labels) if state.get(label // 2) is (label % 2 == 0)]


def shrink(net: Net, places: Sequence[int]) -> list[int]:
    """A minimal part of some labels, by place, that is enough for the net's first root, as all of them are."""
    needed: list[int] = []
    rest = list(places)
    while True:
        # The n-th bit does without the first n of the rest; the last that still will do shows the next that is needed.
        full = (1 << len(rest) + 1) - 1
        held = [0] * len(net.labels)
        for n in needed:
            held[n] = full
        for n, place in enumerate(rest):
            held[place] = (1 << n + 1) - 1
        last = net.there(held, full)[net.roots[0]].bit_length() - 1
        if last == len(rest):
            return needed
        needed.append(rest[last])
        rest = rest[last + 1 :]
