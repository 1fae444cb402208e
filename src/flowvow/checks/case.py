"""Everything the checks ask about one model, made once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import evolve

from flowvow.checks.events import Events
from flowvow.checks.keeping import Keeping
from flowvow.checks.sweep import Sweep
from flowvow.findings.finding import Cause
from flowvow.graph.marks import Marks
from flowvow.graph.presence import Copy, Presence
from flowvow.graph.routes import Routes, Target
from flowvow.graph.states import EVERY, NONE, BudgetError, States, by_default, mentioned
from flowvow.model.clauses import Carve, Clause, Exception_
from flowvow.model.conditions import ConditionKind, Expression
from flowvow.model.flows import Flow, How
from flowvow.model.routes import Route, Shows
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.rule import make_marks, make_rules
from flowvow.text.natural import natural

if TYPE_CHECKING:
    from flowvow.checks.choosing import Choices
    from flowvow.model.reckoning import Reckoning


class Case:
    """One model, with its presence graph and everything its policies say of it.

    Attributes:
        system, vocabulary, rules, presence, routes, states: what the model was made into.
        sweeps, events: by policy name, what was found.
        keeping: what stays where.
        reckoning: from which day times are reckoned; None where they compare over all calendars.
    """

    def __init__(self, system: System, through: Sequence[str] = (), reckoning: Reckoning | None = None) -> None:
        """Make it; ``through`` are further places, flows or frames of which copies are to remember that they passed."""
        self.system = system
        self.reckoning = reckoning
        self.vocabulary = Vocabulary(system)
        self.rules = make_rules(system, self.vocabulary)
        self.states = States(_order(system), beyond=True)
        makes = [(self._atoms(*f.data), self._atoms(f.makes)) for f in system.flows if f.makes]
        # Opening a seal hands its product's marks to what was sealed.
        makes += [(self._atoms(f.makes), self._atoms(*f.data)) for f in system.flows if f.how is How.SEAL]
        seals = {i: self._atoms(f.makes) for i, f in enumerate(system.flows) if f.key}
        marks = Marks(make_marks(system, self.rules, self.vocabulary, through), self.vocabulary, makes, seals)
        self.presence = Presence(self.vocabulary, marks, self.states)
        self.routes = Routes(self.presence)
        self.sweeps: Mapping[str, Sweep] = {
            p.name: Sweep(p, self.rules, self.presence, reckoning) for p in system.policies
        }
        self.keeping = Keeping(self.presence)
        self.events: Mapping[str, Events] = {
            p.name: Events(p, self.rules, self.presence, self.sweeps[p.name].reaching, self.keeping, reckoning)
            for p in system.policies
        }
        self._causes: dict[int, Cause] = {}

    def _atoms(self, *names: str) -> frozenset[str]:
        return self.vocabulary.data.all_atoms(names)

    @cached_property
    def clause(self) -> dict[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for clause in self.system.clauses}

    @cached_property
    def choices(self) -> Choices:
        """What the choices do; worked out when first asked."""
        from flowvow.checks.choosing import Choices

        return Choices(self)

    def cause(self, states: int) -> Cause:
        """In which states something is there: what enables it, what stops it, and whether it is so by default."""
        found = self._causes.get(states)
        if found is None:
            try:
                found = Cause() if states == EVERY else self._cause(states)
            except BudgetError:
                found = Cause((), 1, (), 1, "undecided")
            self._causes[states] = found
        return found

    def _cause(self, states: int) -> Cause:
        enabled, more = self.states.minimal_sets(states)
        stopped, more_stopped = self.states.minimal_sets(self.states.complement(states))
        default = by_default(self.states, states, self.system.conditions)
        return Cause(_tidy(enabled), more, _tidy(stopped), more_stopped, default)

    def route_to(self, targets: Iterable[Target], shows: Shows = Shows.BAD) -> tuple[Route, ...]:
        """The shortest route to any of the targets, or nothing where none begins with its subject."""
        route = self.routes.shortest(targets, shows)
        if route is None or not route.steps:
            return ()
        steps = tuple(evolve(s, data=self.names_of(self._by_name[s.flow], s.data)) for s in route.steps)
        return (evolve(route, steps=steps),)

    @cached_property
    def _by_name(self) -> dict[str, Flow]:
        return {flow.name: flow for flow in self.system.flows}

    def names_of(self, flow: Flow, atoms: Iterable[str]) -> tuple[str, ...]:
        """Atoms of a flow under the names it lists, where all that it carries of a name is meant."""
        wanted = set(atoms)
        carried = self._carried.get(flow.name, frozenset())
        shown: list[str] = []
        rest = set(wanted)
        for name in dict.fromkeys((*flow.data, *((flow.makes,) if flow.makes else ()))):
            here = self.vocabulary.data.atoms(name) & (carried | wanted)
            if here and here <= wanted:
                shown.append(name)
                rest -= here
        return tuple(sorted({*shown, *rest}, key=natural))

    @cached_property
    def _carried(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for i, flow in enumerate(self.system.flows):
            atoms = found.setdefault(flow.name, set())
            atoms.update(copy.atom for copy in self.presence.sources[i])
            if flow.makes:
                atoms |= self.vocabulary.data.atoms(flow.makes)
        return {name: frozenset(atoms) for name, atoms in found.items()}

    def target(self, copy: Copy, i: int, states: int, made: bool) -> Target:
        """What a route to this copy on flow ``i`` must show; a product ends it by being made there."""
        return Target(copy, i, states, made)

    def some(self, a: int, b: int) -> bool:
        """Whether two sets of states share a state; yes, where the budget is passed."""
        try:
            return self.states.both(a, b) != NONE
        except BudgetError:
            return True


def _tidy(sets: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Sets by size, then by name; within a set by name, whatever the sign."""
    ordered = [tuple(sorted(one, key=lambda n: natural(n.removeprefix("not ")))) for one in sets]
    return tuple(sorted(ordered, key=lambda one: (len(one), [natural(n.removeprefix("not ")) for n in one], one)))


def _order(system: System) -> list[str]:
    """Conditions in an order that keeps those asked together close: as the flows mention them along the way."""
    by_sender: dict[str, list[Flow]] = {}
    for flow in system.flows:
        by_sender.setdefault(flow.sender or flow.at, []).append(flow)
    seen: set[str] = set()
    expressions: list[Expression] = []
    reached = {flow.recipient for flow in system.flows}
    starts = [name for name in by_sender if name not in reached]
    waiting = [*sorted(by_sender, key=natural, reverse=True), *sorted(starts, key=natural, reverse=True)]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        flows = sorted(by_sender.get(name, ()), key=lambda f: natural(f.name))
        expressions += [flow.when for flow in flows]
        waiting.extend(flow.recipient for flow in reversed(flows))
    for clause in system.clauses:
        expressions.append(clause.condition)
        expressions += _guards(clause.exceptions)
        if clause.only is not None and clause.only.while_ is not None:
            expressions.append(clause.only.while_)
    names = dict.fromkeys((*mentioned(expressions), *sorted(system.conditions)))
    return sorted(names, key=lambda name: system.conditions[name].kind is ConditionKind.SAFEGUARD)


def _guards(exceptions: Iterable[Exception_]) -> Iterable[Expression]:
    for exception in exceptions:
        if isinstance(exception, Carve):
            yield exception.when
            yield from _guards(exception.exceptions)
