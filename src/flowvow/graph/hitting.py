"""The smallest minimal sets first, by a solver.

A set of signed conditions is enough for a net if no state that agrees with it is one of the complement. Each such state
is a *contradiction*: some signed condition of every set that is enough must rule it out (implicit hitting sets, as in
Ignatiev, Morgado and Marques-Silva 2016). A solver gives the smallest sets that rule out all known contradictions, and
what the sets must do in two states is told to it beforehand. Where no condition stands both plain and negated in the
net, all that they must do is; then what the solver gives needs a look only where nodes lead in a loop.

Finding the smallest set is hard in general, as one choice may guard many flows: the smallest label path is NP-hard
(Broersma, Li, Woeginger and Zhang 2005), and so is the smallest label cut (Jha, Sheyner and Wing 2002).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.graph.budget import ARCS, Purse
from flowvow.graph.deciding import Search, agreeing, shrink
from flowvow.graph.encoding import Encoding
from flowvow.graph.nets import Net
from flowvow.graph.solver import Clauses

Labels = frozenset[int]


def hit(net: Net, complement: Net, purse: Purse, known: Iterable[Labels] = (), size: int = 0) -> Iterator[Labels]:
    """The minimal sets of labels that are enough for the net's first root, smallest first.

    Args:
        net: what the sets are to be enough for.
        complement: the net of its complement.
        purse: pays for it.
        known: the sets smaller than ``size``, which aren't given again.
        size: from which on sets are sought.

    Past the budget, ``BudgetError``; what was given by then are all sets that are smaller than the last.
    """
    sought = _Sought(net, complement, purse)
    for one in known:
        sought.clauses.add(*(-sought.fact[label] for label in one))
    while sought.clauses.meet() is not None:
        bound = sought.clauses.at_most(size, sought.facts)
        while (model := sought.clauses.meet(*bound)) is not None:
            chosen = frozenset(label for label, fact in sought.fact.items() if model[fact - 1] > 0)
            if sought.rule_out(chosen):
                sought.clauses.add(*(-sought.fact[label] for label in chosen))
                yield chosen
        size += 1


class _Sought:
    """What is sought, as clauses.

    Attributes:
        fact: of each label, that it is in the set.
    """

    def __init__(self, net: Net, complement: Net, purse: Purse) -> None:
        self._purse = purse
        self._price = 1 + sum(map(len, complement.arcs)) // ARCS
        self.net = net
        self.complement = complement
        self.search = Search(complement, purse)
        self.clauses = Clauses(purse)
        labels = sorted({*net.labels, *(label ^ 1 for label in complement.labels)})
        self.fact = {label: self.clauses.fact() for label in labels}
        self.facts = list(self.fact.values())
        self.clauses.prefer(-fact for fact in self.facts)
        self._false = self.clauses.fact()
        self.clauses.add(-self._false)
        for label in labels:
            if label % 2 == 0 and label ^ 1 in self.fact:
                self.clauses.add(-self.fact[label], -self.fact[label ^ 1])
        self._certain = net.unate and not net.loops
        if net.unate:
            # Nothing but what the set holds can be counted on.
            Encoding(self.clauses, net, lambda place: self.fact[net.labels[place]])
        else:
            self._tell()

    def _tell(self) -> None:
        """The set is enough whether all other conditions hold or none."""
        for granted in (True, False):
            held = [self._held(label, granted) for label in self.net.labels]
            Encoding(self.clauses, self.net, held.__getitem__)

    def _held(self, label: int, granted: bool) -> int:
        """A literal that says that a label is held, where its condition is granted or not if the set is silent."""
        against = self.fact.get(label & -2 | granted, self._false)
        return -against if granted is (label % 2 == 0) else against

    def rule_out(self, chosen: Labels) -> bool:
        """Whether no state contradicts a set; the clauses are told of one that does."""
        if self._certain:
            return True
        labels = self.complement.labels
        state = self.search.witness([n for n, label in enumerate(labels) if label ^ 1 in chosen])
        if state is None:
            return True
        reasons = shrink(self.complement, agreeing(self.complement, state))
        self._purse.pay(self._price * len(reasons))
        self.clauses.add(*(self.fact[labels[n] ^ 1] for n in reasons))
        return False
