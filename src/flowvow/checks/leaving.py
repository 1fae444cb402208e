"""The copies that withdrawing a choice, or a promised deletion, leaves behind (item 33, readings H7 and H10)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from attrs import frozen

from flowvow.checks.case import Case
from flowvow.checks.events import Asked
from flowvow.checks.keeping import Datum
from flowvow.checks.uses import Hinges
from flowvow.graph.presence import Copy
from flowvow.graph.states import EVERY, NONE
from flowvow.model.clauses import Need
from flowvow.model.names import Form
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural


@frozen(slots=True)
class Left:
    """A datum that stays somewhere.

    Attributes:
        states: in which it is left, the choice aside.
        outlives: those of them in which no clause promises to delete it.
        copies: of it there.
        promised: those of the states in which some clause promises to delete it.
    """

    place: str
    atom: str
    subject: str
    states: int
    outlives: int
    copies: tuple[Copy, ...]
    promised: int = NONE


class Leaving:
    """Asks what stays where, for one case."""

    def __init__(self, case: Case, hinges: Hinges) -> None:
        self.case = case
        self.hinges = hinges
        self.states = case.states

    @cached_property
    def _kept(self) -> dict[Datum, list[tuple[Copy, int]]]:
        """What stays at stores and with those who were given it to keep, but for what is with its own subject."""
        found: dict[Datum, list[tuple[Copy, int]]] = {}
        vocabulary, keeping, presence = self.case.vocabulary, self.case.keeping, self.case.presence
        begun = dict.fromkeys(presence.beginnings.at_origins(), EVERY)
        for copy, states in (presence.states_of | begun).items():
            if not isinstance(copy, Copy) or keeping.loose(copy) or copy.subject in vocabulary.persons(copy.holder):
                continue
            there = keeping.staying(copy, states)
            if there != NONE:
                found.setdefault((copy.holder, copy.atom, copy.subject), []).append((copy, there))
        return {key: found[key] for key in sorted(found, key=lambda datum: [natural(part) for part in datum])}

    @cached_property
    def _promised(self) -> dict[Datum, list[Asked]]:
        """What the clauses ask to have deleted."""
        found: dict[Datum, list[Asked]] = {}
        for rule in self._deletions:
            for asked in self._asked(rule):
                found.setdefault((asked.copy.holder, asked.copy.atom, asked.copy.subject), []).append(asked)
        return found

    def _promised_after(self, datum: Datum, choice: str) -> int:
        """The states, the choice aside, in which a clause asks to delete what is there with the choice granted."""
        states, hinges = self.states, self.hinges
        return states.union(
            states.both(hinges.halves(asked.there, choice)[0], hinges.some(asked.due, choice))
            for asked in self._promised.get(datum, ())
        )

    @property
    def _deletions(self) -> Iterator[Rule]:
        return (r for r in self.case.rules if r.clause.require and r.clause.require.need is Need.DELETE)

    def _asked(self, rule: Rule) -> list[Asked]:
        return self.case.events[rule.clause.policy].asked.get(rule.key, [])

    def _deleted(self, datum: Datum) -> int:
        guards = self.case.presence.guards
        return self.states.union(guards[i] for i, _ in self.case.keeping.deleting(*datum))

    def left(self, choice: str, when: int, told: bool) -> list[Left]:
        """The copies that withdrawing a choice leaves behind.

        Args:
            choice: which.
            when: the states in which it can be withdrawn.
            told: whether the way to withdraw it is a flow; only then can a copy outlive its choice.
        """
        states, found = self.states, []
        for datum, kept in self._kept.items():
            named = [(copy, there) for copy, there in kept if copy.form not in (Form.AGGREGATE, Form.ANONYMOUS)]
            granted, refused = self.hinges.halves(states.union(there for _, there in named), choice)
            stopped = states.both(states.less(granted, refused), when)
            if stopped == NONE:
                continue
            remaining = states.less(stopped, self.hinges.halves(self._deleted(datum), choice)[1])
            if remaining != NONE:
                promised = states.both(remaining, self._promised_after(datum, choice))
                outlives = states.less(remaining, promised) if told else NONE
                found.append(Left(*datum, remaining, outlives, tuple(copy for copy, _ in named), promised))
        return found

    def elsewhere(self, clause: str) -> Iterator[Left]:
        """What a promised deletion covers, where it asks about no copy of it and no deletion reaches it."""
        for rule in self._deletions:
            if rule.key != clause or rule.clause.require is None:
                continue
            atoms = self.case.vocabulary.data.all_atoms(rule.clause.require.names)
            about = rule.pattern.about
            asked: dict[Datum, int] = {}
            for copy, there, _ in self._asked(rule):
                key = (copy.holder, copy.atom, copy.subject)
                asked[key] = self.states.either(asked.get(key, NONE), there)
            for datum in self._kept:
                if datum[1] in atoms and (about is None or datum[2] in about):
                    yield from self._unreached(rule, datum, asked.get(datum, NONE))

    def _unreached(self, rule: Rule, datum: Datum, asked: int) -> Iterator[Left]:
        states, events = self.states, self.case.events[rule.clause.policy]
        trigger = events.reaching.where(rule.clause.condition, frozenset())
        covered = [(copy, states.less(there, events.spared(rule, copy)[0])) for copy, there in self._kept[datum]]
        there = states.both(trigger, states.union(there for _, there in covered))
        remaining = states.less(states.less(there, asked), self._deleted(datum))
        if remaining != NONE:
            yield Left(*datum, remaining, NONE, tuple(copy for copy, there in covered if there != NONE))
