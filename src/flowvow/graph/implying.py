"""Whether one formula is within another, as far as their shapes tell; a search needn't be asked then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowvow.graph.formulas import Formulas

NONE = 0
EVERY = 1
DEPTH = 24  # to which formulas are taken apart


class Implying:
    """Compares formulas part by part."""

    def __init__(self, formulas: Formulas) -> None:
        self._formulas = formulas
        self._known: dict[tuple[int, int], bool] = {}
        self._depth = 0

    def within(self, a: int, b: int) -> bool:
        """Whether all states of ``a`` are found to be states of ``b``."""
        if a in (b, NONE) or b == EVERY:
            return True
        if a >= NONE and b >= NONE:
            return self._formulas.states.surely_within(a, b)
        found = self._known.get((a, b))
        if found is None and self._depth < DEPTH:
            self._depth += 1
            found = self._known[a, b] = self._by_parts(a, b)
            self._depth -= 1
        return bool(found)

    def _by_parts(self, a: int, b: int) -> bool:
        complement = self._formulas.states.complement
        parts, others = self._formulas.parts(a), self._formulas.parts(b)
        if others and not b & 1:
            return all(self.within(a, other) for other in others)
        if parts and a & 1:
            return all(self.within(complement(part), b) for part in parts)
        if any(self.within(part, b) for part in parts):
            return True
        if others:
            return any(self.within(a, complement(other)) for other in others)
        if parts or a >= NONE or b >= NONE or a & 1 != b & 1:
            return False
        return self._settled_worse(a, b) if not a & 1 else self._settled_worse(b ^ 1, a ^ 1)

    def _settled_worse(self, a: int, b: int) -> bool:
        """Whether ``a`` is ``b`` but for conditions settled to their worse side in ``a`` or their better in ``b``."""
        (symbol, one), (other, two) = self._settled(a), self._settled(b)
        if symbol != other:
            return False
        for rank in one.keys() | two.keys():
            named = self._formulas.symbols.named[symbol] >> 2 * rank & 3
            better = named == 1
            if one.get(rank) != two.get(rank) and (
                named == 3 or one.get(rank) is better or two.get(rank) is (not better)
            ):
                return False
        return True

    def _settled(self, a: int) -> tuple[int, dict[int, bool]]:
        """The symbol that a formula without parts is made of, and what is settled in it."""
        _, symbol, settled = self._formulas.gate(a)
        return (symbol, dict(settled)) if isinstance(settled, tuple) else (a, {})
