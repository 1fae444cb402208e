"""Sets of states whose diagram is too large, kept as formulas.

A formula is a negative integer, its complement the same with the last bit flipped. It is a conjunction, a *symbol* (the
states in which a node of the presence graph is there, the least that its happenings allow) or another formula with some
conditions settled. Alike formulas are one integer; ``NONE`` and ``EVERY`` are never written otherwise, which samples
refute for nearly all formulas and a search decides for the rest. Formulas that are equal for deeper reasons may
differ as integers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from flowvow.graph.budget import DECIDE, Purse
from flowvow.graph.compiling import compile_net
from flowvow.graph.deciding import Search
from flowvow.graph.implying import Implying
from flowvow.graph.slices import members
from flowvow.graph.symbols import Gate, Settled, Symbols

if TYPE_CHECKING:
    from flowvow.graph.nets import Net
    from flowvow.graph.states import States

NONE = 0
EVERY = 1
SAMPLES = 512
DEPTH = 100_000  # calls within calls; a formula may be made of thousands one after the other


class Formulas:
    """Formulas over the conditions of an algebra of states.

    Attributes:
        gates: what each formula is made of: ``("and", a, b)``, ``("symbol", n, 0)`` or ``("given", a, settled)``.
        symbols: what the symbols are.
        told: diagrams that are told by a symbol's ways instead of their branches.
    """

    def __init__(self, states: States) -> None:
        self.states = states
        sys.setrecursionlimit(max(sys.getrecursionlimit(), DEPTH))
        self.gates: list[Gate] = []
        self.symbols = Symbols(self, {})
        self.told: dict[int, int] = {}
        self.purse = Purse(DECIDE)
        self._unique: dict[Gate, int] = {}
        self._signs: dict[int, int] = {NONE: 0, EVERY: (1 << SAMPLES) - 1}
        self._decided: dict[int, int] = {}
        self._implying = Implying(self)
        self._given: dict[tuple[int, Settled], int] = {}
        self._settled: dict[Settled, dict[int, int]] = {}
        self._names: dict[int, int] = {}
        self._support: dict[int, tuple[int, ...]] = {}
        self._plain = sum(1 << 2 * rank for rank in range(len(states.order)))

    def _formula(self, gate: Gate) -> int:
        found = self._unique.get(gate)
        if found is None:
            self.gates.append(gate)
            found = self._unique[gate] = -2 * len(self.gates)
        return found

    def gate(self, a: int) -> Gate:
        """What a formula or its complement is made of."""
        return self.gates[-(a & -2) // 2 - 1]

    def symbol(self) -> int:
        """A new symbol; what it is there by is told later."""
        return self._formula(("symbol", len(self.gates), 0))

    def both(self, a: int, b: int) -> int:
        """The states in ``a`` and in ``b``."""
        a, b = min(a, b), max(a, b)
        if NONE in (a, b) or (a < 0 and b == a ^ 1):
            return NONE
        if b == EVERY or a == b:
            return a
        if b > EVERY:
            agreed = self._agreed(b, a)
            if agreed != a:
                return self.states.both(agreed, b)
        # The last made is the lower number, so that the other is no conjunction of it.
        parts = self.parts(a)
        if self.states.complement(b) in parts:
            return b if a & 1 else NONE
        if b in parts:
            rest = parts[1] if parts[0] == b else parts[0]
            return self.states.both(b, self.states.complement(rest)) if a & 1 else a
        return self._settle_constant(self._formula(("and", a, b)))

    def parts(self, a: int) -> tuple[int, ...]:
        """What a conjunction or its complement is made of."""
        if a >= 0 or self.gate(a)[0] != "and":
            return ()
        _, x, y = self.gate(a)
        assert isinstance(y, int)
        return x, y

    def given(self, a: int, settled: Settled) -> int:
        """The states of ``a`` seen with some conditions, by rank, settled."""
        if not settled:
            return a
        if a >= 0:
            return self.states.settled(a, dict(settled))
        kind, x, y = self.gate(a)
        if kind == "and":
            assert isinstance(y, int)
            key = (a & -2, settled)
            found = self._given.get(key)
            if found is None:
                found = self._given[key] = self.states.both(self.given(x, settled), self.given(y, settled))
        else:
            before = dict(y) if isinstance(y, tuple) else {}
            symbol = x if isinstance(y, tuple) else a & -2
            merged = dict(settled) | before
            asked = tuple(
                sorted((rank, value) for rank, value in merged.items() if self.symbols.named[symbol] >> 2 * rank & 3)
            )
            found = self._settle_constant(self._formula(("given", symbol, asked))) if asked else symbol
        return self.states.complement(found) if a & 1 else found

    def support(self, a: int) -> tuple[int, ...]:
        """The ranks of the conditions on which membership in a formula depends."""
        found = self._support.get(a & -2)
        if found is None:
            found = self._support[a & -2] = tuple(rank for rank in self.named(a) if self._hangs(a, rank))
        return found

    def named(self, a: int) -> list[int]:
        """The ranks of the conditions that a formula names."""
        return sorted({label // 2 for label in members(self._named(a))})

    def _hangs(self, a: int, rank: int) -> bool:
        with_, without = (self.given(a, ((rank, value),)) for value in (True, False))
        if self.sign(with_) != self.sign(without):
            return True
        named = self._named(a) >> 2 * rank & 3
        # One side is within the other where the condition is named on one side alone.
        return (bool(named & 1) and self.states.less(with_, without) != NONE) or (
            bool(named & 2) and self.states.less(without, with_) != NONE
        )

    def _named(self, a: int) -> int:
        """The signed conditions on which a set hangs, as bits."""
        if a >= 0:
            cubes = self.states.cubes(a)
            if cubes is None:
                return sum(3 << 2 * self.states.rank[name] for name in self.states.support(a))
            return sum(1 << label for label in {label for cube in cubes for label in cube})
        found = self._names.get(a)
        if found is None:
            kind, x, y = self.gate(a)
            if a & 1:
                plain = self._named(a ^ 1)
                found = (plain & self._plain) << 1 | plain >> 1 & self._plain
            elif kind == "and":
                assert isinstance(y, int)
                found = self._named(x) | self._named(y)
            elif isinstance(y, tuple):
                found = self.symbols.named[x] & ~sum(3 << 2 * rank for rank, _ in y)
            else:
                found = self.symbols.named[a]
            self._names[a] = found
        return found

    def _agreed(self, a: int, b: int) -> int:
        """A formula, where a conjunction of signed conditions holds that it hangs on the other way round."""
        cubes = self.states.cubes(a) if a > EVERY else None
        if cubes is None or len(cubes) != 1 or self.states.growing:
            return b
        named = self._named(b)
        return self.given(b, tuple((label // 2, label % 2 == 0) for label in cubes[0] if named >> (label ^ 1) & 1))

    # -- symbols

    def tell(self, a: int, symbol: int) -> None:
        """Tell a diagram, and its complement, by the ways of a symbol."""
        if a in self.told:
            return
        self.told[a] = symbol
        self.told[self.states.complement(a)] = symbol ^ 1

    def settle(self, ways: Mapping[int, Sequence[int]]) -> None:
        """Say of each symbol what it is there by; symbols that are there by alike ways become one."""
        self.states.growing = False
        if ways:
            self.symbols = Symbols(self, ways)
            self._settled[()] = self.symbols.signs((), self.samples, self._signs[EVERY])

    def decided(self, symbol: int) -> int:
        """The symbol that stands for all like this one, or ``NONE`` or ``EVERY`` where it is that."""
        return self._settle_constant(self.symbols.same[symbol])

    # -- states

    def some_state(self, a: int) -> dict[str, bool] | None:
        """A state of a formula."""
        found = self._witness(a)
        if found is None:
            return None
        return {name: found.get(rank, False) for rank, name in enumerate(self.states.order)}

    def holds_in(self, a: int, state: Mapping[str, bool]) -> bool:
        """Whether a formula contains a state."""
        net = self.net(a)
        order = self.states.order
        held = [int(state.get(order[label // 2], False) is (label % 2 == 0)) for label in net.labels]
        return bool(net.there(held, 1)[net.roots[0]])

    def better(self, a: int) -> dict[str, bool]:
        """The conditions that a formula names on one side alone, with that side."""
        bits = self._named(a)
        sides = ((rank, bits >> 2 * rank & 3) for rank in self.named(a))
        return {self.states.order[rank]: side == 1 for rank, side in sides if side != 3}

    # -- none and every

    def _settle_constant(self, a: int) -> int:
        if self.states.growing:
            return a
        found = self._decided.get(a)
        if found is None:
            sign = self.sign(a)
            found = a
            parts = self.parts(a)
            # A conjunction is every state only where both its parts are, and these have been looked at.
            if sign == 0:
                apart = bool(parts) and self._implying.within(parts[0], self.states.complement(parts[1]))
                if apart or self._witness(a) is None:
                    found = NONE
            elif sign == self._signs[EVERY] and self._witness(a ^ 1) is None:
                found = EVERY
            self._decided[a] = found
        return found

    def _witness(self, a: int) -> dict[int, bool] | None:
        net = self.net(a)
        self.purse.pay(sum(map(len, net.arcs)) // 2)  # to make it takes longer than to look at it
        return Search(net, self.purse).witness()

    def net(self, *roots: int) -> Net:
        """Some sets of states as an and-or net."""
        return compile_net(self.states, self, roots)

    def sign(self, a: int) -> int:
        """Which of some sample states are in a set."""
        found = self._signs.get(a)
        if found is None:
            if a >= 0:
                found = self.states.diagrams.over(a, self.samples, self._signs)
            elif a & 1:
                found = self._signs[EVERY] & ~self.sign(a ^ 1)
            else:
                _, x, y = self.gate(a)
                if parts := self.parts(a):
                    found = self.sign(parts[0]) & self.sign(parts[1])
                else:
                    symbol, settled = (x, y) if isinstance(y, tuple) else (a, ())
                    if settled not in self._settled:
                        self._settled[settled] = self.symbols.signs(settled, self.samples, self._signs[EVERY])
                    found = self._settled[settled][symbol]
            self._signs[a] = found
        return found

    @cached_property
    def samples(self) -> list[int]:
        """For each condition the sample states in which it holds: all of them, none, and others at chance."""
        random = Random(0)
        shares = [random.random() for _ in range(SAMPLES - 2)]
        return [
            sum(1 << n + 2 for n, share in enumerate(shares) if random.random() < share) | 1
            for _ in range(len(self.states.order))
        ]
