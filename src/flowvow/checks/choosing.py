"""What each choice really changes, and in whose hands each datum is (item 32, readings H1 to H6, H8 and H9)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from attrs import frozen

from flowvow.checks.bypassing import Bypass, Bypassing
from flowvow.checks.case import Case
from flowvow.checks.dead import happens
from flowvow.checks.leaving import Leaving, Left
from flowvow.checks.uses import Hinges, Use, choosers, is_person, own_doing, uses
from flowvow.graph.states import EVERY, NONE
from flowvow.model.conditions import Condition, names_in
from flowvow.model.order import earlier_flows
from flowvow.text.natural import natural


@frozen(slots=True)
class Change:
    """What a choice does to a use: the states, of the other conditions, in which refusing stops it or starts it."""

    use: Use
    stopped: int
    started: int


@frozen(slots=True)
class Hands:
    """A use about a person that hinges on these choices, none of them the person's own."""

    choices: tuple[str, ...]
    use: Use


class WayBack(Enum):
    """How a choice can be withdrawn."""

    FINE = "by a flow of theirs"
    MISSING = "not told"
    REASON = "told why not"
    NEVER = "by a flow that never happens"
    NOT_THEIRS = "by a flow of somebody else's"


class Choices:
    """What the choices of one case do.

    Attributes:
        uses: everything that flows carry.
        names: the choices, in natural order.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.presence = case.presence
        self.states = case.states
        self.conditions = case.system.conditions
        self.uses = tuple(uses(case.presence))
        self.hinges = Hinges(case.states, choosers(case.presence))
        self.names = tuple(self.hinges.choosers)
        self._changes: dict[str, list[Change]] = {}

    # -- what it changes (H1)

    def change(self, choice: str) -> list[Change]:
        """The uses that refusing stops or starts."""
        found = self._changes.get(choice)
        if found is None:
            found = self._changes[choice] = []
            for use in self.uses:
                granted, refused = self.hinges.halves(use.states, choice)
                if granted != refused:
                    less = self.states.less
                    found.append(Change(use, less(granted, refused), less(refused, granted)))
        return found

    def stops(self, choice: str) -> list[Change]:
        """The uses that refusing stops in some state."""
        return [change for change in self.change(choice) if change.stopped != NONE]

    def dead(self) -> list[str]:
        """Choices on which nothing hangs."""
        if any(use.unsure for use in self.uses):
            return []
        guards = {name for i, _ in self.case.keeping.deletions for name in self.hinges.support(self.presence.guards[i])}
        return [name for name in self.names if name not in guards and not self.change(name)]

    # -- bypasses (H2)

    @cached_property
    def _bypassing(self) -> Bypassing:
        return Bypassing(self.case, self.hinges, self.uses)

    def bypasses(self, choice: str) -> list[Bypass]:
        """The uses that refusing stops although the same goes to the same by another flow."""
        return [
            bypass
            for change in self.stops(choice)
            for bypass in self._bypassing.around(change.use, change.stopped, choice)
        ]

    # -- purposes (H3, H5)

    def bundle(self, choice: str) -> tuple[str, ...]:
        """The purposes that one choice stands for; empty where they are one."""
        flows, hierarchy = self.presence.flows, self.case.vocabulary.purposes
        named = {
            purpose
            for change in self.stops(choice)
            for i in change.use.index
            if choice in names_in(flows[i].when)
            for purpose in flows[i].purposes
        }
        atoms = hierarchy.all_atoms(named)
        if len(named) < 2 or any(atoms <= hierarchy.atoms(name) for name in self.case.system.purposes):
            return ()
        return tuple(sorted(named, key=natural))

    def ended(self, choice: str) -> tuple[frozenset[str], frozenset[str]]:
        """The purpose atoms that refusing ends, and those of them that the policy doesn't admit."""
        hierarchy = self.case.vocabulary.purposes
        halves = {atom: self.hinges.halves(states, choice) for atom, states in self._served.items()}
        ended = frozenset(atom for atom, (_, refused) in halves.items() if refused == NONE)
        admitted = self.conditions[choice].refusing
        return ended, (ended - hierarchy.all_atoms(admitted) if admitted else frozenset())

    @cached_property
    def _served(self) -> dict[str, int]:
        """The states in which each purpose atom is served."""
        flows, served = self.presence.flows, dict[str, int]()
        by_purposes: dict[tuple[str, ...], set[int]] = {}
        for use in self.uses:
            by_purposes.setdefault(flows[use.index[0]].purposes, set()).add(use.states)
        for purposes, states in by_purposes.items():
            together = self.states.union(states)
            for atom in self.case.vocabulary.purposes.all_atoms(purposes):
                served[atom] = self.states.either(served.get(atom, NONE), together)
        return served

    # -- hands (H4, H9)

    def wrong_hands(self) -> list[Hands]:
        """The uses about persons that hinge on choices of which none is theirs."""
        found = []
        for use in self.uses:
            if use.unsure or not self._somebody_elses(use):
                continue
            choices = self.hinges.choices(use.states)
            if choices and not any(use.subject in self.hinges.choosers[name] for name in choices):
                found.append(Hands(tuple(sorted(choices, key=natural)), use))
        return found

    def _somebody_elses(self, use: Use) -> bool:
        """Whether it is about a person, and on some pair of ends not that person's own doing."""
        person = is_person(self.presence, use.subject)
        return person and not all(own_doing(self.presence, i, use.subject) for i in use.index)

    def _own(self, use: Use) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a use hinges on: the subject's own choices, and all else."""
        support, choosers_of = self.hinges.support(use.states), self.hinges.choosers
        own = tuple(name for name in support if use.subject in choosers_of.get(name, ()))
        return own, tuple(name for name in support if name not in own)

    def alone(self, use: Use) -> tuple[str, ...] | None:
        """A smallest set of the subject's own signed choices that stops a use whatever others do; None without one."""
        own, rest = self._own(use)
        safe = self.states.complement(self.hinges.any_of(use.states, rest))
        return self.states.minimal_sets(safe, 1)[0][0] if own and safe != NONE else None

    def others(self, use: Use) -> bool:
        """Whether others, circumstances among them, can cause a use whatever its subject chooses."""
        own, rest = self._own(use)
        return self.hinges.all_of(use.states, own) != NONE if rest else use.states == EVERY

    # -- the way in and the way back (H6, H8)

    def way_back(self, choice: str) -> WayBack:
        """How a choice can be withdrawn."""
        condition = self.conditions[choice]
        if not condition.withdraw:
            return WayBack.MISSING
        flows = self.named(condition.withdraw)
        if not flows:
            return WayBack.REASON
        live = [i for i in flows if happens(self.case, i, self.presence.flows[i])]
        if not live:
            return WayBack.NEVER
        theirs = any(self._sends(condition, i) for i in live)
        return WayBack.FINE if theirs else WayBack.NOT_THEIRS

    def _sends(self, condition: Condition, i: int) -> bool:
        flow = self.presence.flows[i]
        return condition.by in self.case.vocabulary.matches(flow.sender or flow.at)

    def named(self, flow: str) -> list[int]:
        """The pairs of ends of a flow, by its name."""
        return self._pairs.get(flow, [])

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for i, flow in enumerate(self.presence.flows):
            found.setdefault(flow.name, []).append(i)
        return found

    def late(self, choice: str) -> list[str]:
        """The flows that a choice stops and that come before the flow that asks for it, or are it."""
        asked = self.conditions[choice].asked
        if not asked:
            return []
        before = self._earlier.get(asked, frozenset()) | {asked}
        return sorted({change.use.flow for change in self.stops(choice)} & before, key=natural)

    @cached_property
    def _earlier(self) -> dict[str, frozenset[str]]:
        return earlier_flows(self.presence.flows)

    # -- what stays (H7, H10)

    @cached_property
    def _leaving(self) -> Leaving:
        return Leaving(self.case, self.hinges)

    def left(self, choice: str) -> list[Left]:
        """The copies that withdrawing a choice leaves behind."""
        withdraw = self.named(self.conditions[choice].withdraw)
        when = EVERY
        if withdraw:
            when = self.states.union(self.hinges.some(self.presence.guards[i], choice) for i in withdraw)
        return self._leaving.left(choice, when, bool(withdraw))

    def elsewhere(self, clause: str) -> Iterator[Left]:
        """What a promised deletion covers, with those it doesn't ask."""
        return self._leaving.elsewhere(clause)
