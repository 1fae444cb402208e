"""Ways round a refused choice (item 32, readings H2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from flowvow.checks.case import Case
from flowvow.checks.uses import Hinges, Use, is_person, own_doing
from flowvow.graph.states import NONE
from flowvow.model.conditions import Default
from flowvow.model.flows import How
from flowvow.model.names import Form
from flowvow.model.vocabulary import at_or_below

_BLURRING = (How.AGGREGATE, How.STRIP)  # what takes the name away is what should happen where somebody refuses


@frozen(slots=True)
class Bypass:
    """A use that a choice stops, and one that brings the same to the same all the same, in these states."""

    stopped: Use
    by: Use
    states: int


class Bypassing:
    """Finds ways round, for one case."""

    def __init__(self, case: Case, hinges: Hinges, uses: Iterable[Use]) -> None:
        self.case = case
        self.hinges = hinges
        self.states = case.states
        self.presence = case.presence
        self._arriving: dict[tuple[str, str, str], dict[Use, None]] = {}
        self._errands: dict[tuple[str, str], bool] = {}
        for use in uses:
            for end in {self._end(i) for i in use.index}:
                for whole in (end, *self.case.vocabulary.holders[end]):
                    self._arriving.setdefault((use.atom, use.subject, whole), {})[use] = None

    def around(self, stopped: Use, where: int, choice: str) -> Iterator[Bypass]:
        """The uses that go round a use where refusing a choice stops it."""
        if not is_person(self.presence, stopped.subject):
            return
        ends = sorted({self._end(i) for i in stopped.index})
        alike = {other: None for end in ends for other in self._arriving[stopped.atom, stopped.subject, end]}
        for other in alike:
            if other.unsure or not self._same_errand(stopped, other):
                continue
            if not self._agreed_by_itself(other, stopped):
                states = self._all_the_same(stopped, where, other, choice)
                if states != NONE:
                    yield Bypass(stopped, other, states)

    def _agreed_by_itself(self, other: Use, stopped: Use) -> bool:
        """Whether the person said yes to the other use by a choice that the stopped one doesn't need."""
        conditions, halves = self.case.system.conditions, self.hinges.halves
        if stopped.unsure or not self.presence.flows[other.index[0]].purposes:
            return False  # nobody agrees to what isn't told
        return any(
            halves(other.states, name)[1] == NONE and halves(stopped.states, name)[1] != NONE
            for name in self.hinges.choices(other.states)
            if conditions[name].default is Default.REFUSED and other.subject in self.hinges.choosers[name]
        )

    def _end(self, i: int) -> str:
        return self.presence.flows[i].recipient or self.presence.flows[i].at

    def _same_errand(self, a: Use, b: Use) -> bool:
        found = self._errands.get((a.flow, b.flow))
        if found is None:
            found = self._errands[a.flow, b.flow] = self._compare(a, b)
        return found

    def _compare(self, a: Use, b: Use) -> bool:
        flow, other = self.presence.flows[a.index[0]], self.presence.flows[b.index[0]]
        if bool(flow.at) is not bool(other.at) or self.case.vocabulary.is_act(other.act, "return", "notify"):
            return False
        if other.how in _BLURRING and flow.how not in _BLURRING:
            return False
        atoms = self.case.vocabulary.purposes.all_atoms
        return not flow.purposes or not other.purposes or not atoms(flow.purposes).isdisjoint(atoms(other.purposes))

    def _all_the_same(self, stopped: Use, where: int, other: Use, choice: str) -> int:
        """The states in which the other use carries it, in no lower form, though the choice is refused."""
        forms = {copy.form for _, copy in stopped.copies}
        ends = {(self._end(i), self.presence.flows[i].sender) for i in stopped.index}
        theirs = any(self._own_doing(i, stopped) for i in stopped.index)
        states = NONE
        for i, copy in other.copies:
            if self._own_doing(i, other) and not theirs:
                continue
            if any(self._brings(i, *end) for end in ends) and not all(_lower(copy.form, form) for form in forms):
                refused = self.hinges.halves(self.presence.happens(i, copy), choice)[1]
                states = self.states.either(states, self.states.both(refused, where))
        return states

    def _own_doing(self, i: int, use: Use) -> bool:
        return own_doing(self.presence, i, use.subject)

    def _brings(self, i: int, end: str, sender: str) -> bool:
        """Whether a pair brings to an end, or a part of it, what a flow from that sender would bring there."""
        flow = self.presence.flows[i]
        if not self._part(self._end(i), end):
            return False
        return not flow.sender or not self._part(flow.sender, end) or self._part(sender, end)

    def _part(self, name: str, whole: str) -> bool:
        return name == whole or whole in self.case.vocabulary.holders[name]


def _lower(form: Form | None, than: Form | None) -> bool:
    """Whether a form is known to be less identifying than another."""
    return form is not None and than is not None and form is not than and at_or_below(form, than)
