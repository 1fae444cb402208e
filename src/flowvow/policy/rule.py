"""A clause made ready to be asked about: its pattern, its exceptions, and the marks it needs."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, PermittedBy, Policy
from flowvow.model.conditions import Expression
from flowvow.model.questions import Limit, Mark, Through, Travel
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.pattern import Pattern, resolve


@frozen
class Spare:
    """An exception, resolved: a pattern under a condition, less its own exceptions."""

    pattern: Pattern
    when: Expression
    exceptions: tuple[Spare | PermittedBy, ...]


@frozen(eq=False)
class Rule:
    """A clause, resolved.

    Attributes:
        clause: as read.
        pattern: its reach.
        exceptions: resolved.
        party: the actors that are its party or of it.
        travels: whether it follows the data.
        starts: where it starts, for a travelling clause and for what its limits end at.
        limits: whether what is derived from its data stays under it.
        recipients, purposes: what an ``only`` allows, resolved; None where it limits nothing.
        key: the clause's id.
        covers: whether it is a permit or a disclaimer, which bar nothing.
    """

    clause: Clause
    pattern: Pattern
    exceptions: tuple[Spare | PermittedBy, ...]
    party: frozenset[str]
    travels: bool
    starts: frozenset[str]
    limits: bool
    recipients: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    key: str = field(init=False)
    covers: bool = field(init=False)

    @key.default
    def _key(self) -> str:
        return self.clause.id

    @covers.default
    def _covers(self) -> bool:
        return self.clause.form in (ClauseForm.PERMIT, ClauseForm.DISCLAIM)

    @property
    def by_presence(self) -> bool:
        """Whether it asks that some flow exists, rather than something of each flow."""
        return self.clause.require is not None and self.clause.require.need in PRESENCE


def _spares(exceptions: Iterable[Exception_], vocabulary: Vocabulary) -> tuple[Spare | PermittedBy, ...]:
    return tuple(
        Spare(resolve(e.reach, vocabulary), e.when, _spares(e.exceptions, vocabulary)) if isinstance(e, Carve) else e
        for e in exceptions
    )


def _start_names(clause: Clause, party: str) -> tuple[str, ...]:
    reach = clause.reach
    if reach.at and (clause.form is ClauseForm.ONLY or not reach.sender):
        return reach.at
    return reach.sender or reach.by or (party,)


def _outside(names: tuple[str, ...], party: str, vocabulary: Vocabulary) -> bool:
    """Whether none of the names is the party, is of it, or is matched by it."""
    matched = vocabulary.matches(party)
    return not any(name in matched or party in vocabulary.matches(name) for name in names)


def make_rule(clause: Clause, policy: Policy, vocabulary: Vocabulary) -> Rule:
    """Resolve one clause."""
    only = clause.only
    travels = clause.travels or (
        clause.form is ClauseForm.ONLY and bool(clause.reach.at) and _outside(clause.reach.at, policy.party, vocabulary)
    )
    limiting = clause.form in (ClauseForm.FORBID, ClauseForm.ONLY) or (
        clause.require is not None and clause.require.need not in PRESENCE
    )
    return Rule(
        clause=clause,
        pattern=resolve(clause.reach, vocabulary),
        exceptions=_spares(clause.exceptions, vocabulary),
        party=vocabulary.matching[policy.party],
        travels=travels,
        starts=vocabulary.all_matching(_start_names(clause, policy.party)),
        limits=limiting and bool(clause.reach.data),
        recipients=vocabulary.all_matching(only.recipients) if only and only.recipients else None,
        purposes=vocabulary.purposes.all_atoms(only.purposes) if only and only.purposes else None,
    )


def make_rules(system: System, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    """All clauses of all policies that look at flows, resolved; duties look at none."""
    return tuple(
        make_rule(clause, policy, vocabulary)
        for policy in system.policies
        for clause in policy.clauses
        if clause.form is not ClauseForm.DUTY
    )


def _through_names(exceptions: Iterable[Exception_]) -> Iterable[str]:
    for exception in exceptions:
        if isinstance(exception, Carve):
            yield from exception.reach.through
            yield from _through_names(exception.exceptions)


def make_marks(
    system: System, rules: Iterable[Rule], vocabulary: Vocabulary, through: Iterable[str] = ()
) -> list[Mark]:
    """What has to be remembered of a copy's way so that every rule, and any further place, can be asked about."""
    marks: list[Mark] = []
    names = dict.fromkeys(policy.party for policy in system.policies)
    for rule in rules:
        clause = rule.clause
        names.update(dict.fromkeys(clause.reach.through))
        names.update(dict.fromkeys(_through_names(clause.exceptions)))
        ends = frozenset[str]() if rule.starts & rule.party else rule.party
        if rule.travels:
            marks.append(Travel(rule.key, rule.starts, ends, rule.pattern.data))
        if rule.limits and rule.pattern.data is not None:
            marks.append(Limit(rule.key, rule.pattern.data, rule.pattern.about, clause.reach.form, ends))
    names.update(dict.fromkeys(flow.via for flow in system.flows if flow.via))
    names.update(dict.fromkeys(through))
    names.update(dict.fromkeys(name for e in system.expectations for name in e.reach.through))
    marks.extend(Through(name, vocabulary.matching.get(name, frozenset())) for name in names)
    return marks
