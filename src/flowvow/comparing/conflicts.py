"""All that is found in one policy by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from flowvow.comparing.breadth import BROAD, breadth, left_open
from flowvow.comparing.phrases import Phrases
from flowvow.comparing.regions import Regions
from flowvow.comparing.relations import Pair, comparable, compare
from flowvow.comparing.standing import shadowing, vacuous
from flowvow.findings.consistency import Conflict, Consistency, Fault, Relation, Remark, Shared, Told
from flowvow.findings.finding import Cause, Level
from flowvow.graph.states import EVERY, BudgetError, by_default
from flowvow.model.clauses import ClauseForm, Policy
from flowvow.model.conditions import Condition, ConditionKind
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

_COLLIDING = (Relation.CONTRADICTION, Relation.PARTIAL, Relation.NOTHING_LEFT)


def consistency(
    system: System, policy: Policy, broad: int = BROAD, idle: Collection[str] = (), alone: bool = False
) -> Consistency:
    """What is found in a policy; ``idle`` are the ids of clauses that no flow of its model meets."""
    vocabulary = Vocabulary(system)
    regions = Regions(policy, vocabulary)
    telling = _Telling(regions)
    unfinished: dict[str, None] = {}
    compared = list(comparable(regions))
    conflicts: list[Conflict] = []
    for one, other in compared:
        try:
            pair = compare(one, other, regions)
            conflicts += [telling.conflict(pair)] if pair.relation is not Relation.NONE else []
        except BudgetError:
            unfinished |= dict.fromkeys((one.key, other.key))
    remarks: list[Remark] = []
    for rule in (*regions.rules, *regions.promised):
        try:
            remarks += _remarks(rule, regions, broad, idle)
        except BudgetError:
            unfinished |= dict.fromkeys((rule.key,))
    return Consistency(
        policy.name,
        policy.title,
        policy.version,
        "" if alone else system.name,
        len(policy.clauses),
        len(compared),
        tuple(conflicts),
        tuple(remarks),
        tuple(unfinished),
    )


def told(rule: Rule) -> Told:
    """A clause as it is told."""
    clause = rule.clause
    return Told(clause.id, clause.form, clause.cites, clause.hedged, clause.span)


class _Telling:
    def __init__(self, regions: Regions) -> None:
        self.regions = regions
        self.phrases = Phrases(regions.realm, regions.party)

    def conflict(self, pair: Pair) -> Conflict:
        """One pair, told."""
        by_states = self.regions.by_states(pair.shared)
        shared = [Shared(tuple(self.phrases.briefly(boxes)), self.cause(s)) for s, boxes in by_states.items()]
        ordered = sorted(shared, key=lambda one: (one.cause.enabled_by, one.words))
        return Conflict(pair.relation, _level(pair), told(pair.one), told(pair.other), tuple(ordered))

    def cause(self, states: int) -> Cause:
        """The states, by their smallest sets."""
        return cause_of(self.regions, states)


def cause_of(regions: Regions, states: int) -> Cause:
    """In which states something is so: what brings it about and what ends it."""
    if states == EVERY:
        return Cause()
    algebra = regions.states
    enabled, more = algebra.minimal_sets(states)
    stopped, further = algebra.minimal_sets(algebra.complement(states))
    known = regions.vocabulary.system.conditions
    conditions = {name: known.get(name) or Condition(name, ConditionKind.CIRCUMSTANCE) for name in algebra.order}
    return Cause(_tidy(enabled), more, _tidy(stopped), further, by_default(algebra, states, conditions))


def _tidy(sets: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Sets by size, then by name; within a set by name, whatever the sign."""
    ordered = [tuple(sorted(one, key=lambda name: natural(name.removeprefix("not ")))) for one in sets]
    return tuple(sorted(ordered, key=lambda one: (len(one), [natural(n.removeprefix("not ")) for n in one], one)))


def _level(pair: Pair) -> Level:
    """Firm clauses of which it isn't plain which one holds are a warning; a limit plainly holds against a permit."""
    firm = not (pair.one.clause.hedged or pair.other.clause.hedged)
    plain = pair.relation is Relation.PARTIAL and pair.other.clause.form is not ClauseForm.FORBID
    return Level.WARNING if firm and not plain and pair.relation in _COLLIDING else Level.NOTE


def _remarks(rule: Rule, regions: Regions, broad: int, idle: Collection[str]) -> Iterator[Remark]:
    if why := vacuous(rule, regions):
        yield Remark(Fault.VACUOUS, Level.WARNING, told(rule), why)
        return
    if rule.key in idle:
        yield Remark(Fault.IDLE, Level.NOTE, told(rule), rule.clause.idle or "no flow of the model is in its reach")
    if rule.by_presence:
        return
    if others := shadowing(rule, regions):
        yield Remark(Fault.SHADOWED, Level.NOTE, told(rule), clauses=tuple(one.key for one in others))
    if rule.clause.form is ClauseForm.PERMIT and (count := breadth(rule, regions)) > broad:
        yield Remark(Fault.BROAD, Level.NOTE, told(rule), count=count)
    if opened := left_open(rule):
        yield Remark(Fault.OPEN, Level.NOTE, told(rule), open=opened)
