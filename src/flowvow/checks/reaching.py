"""How far each clause reaches each unit, and what it does there, in sets of states (readings E4 to E10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Presence
from flowvow.graph.states import NONE, States
from flowvow.model.clauses import ClauseForm, Need, PermittedBy, Policy
from flowvow.model.conditions import ALWAYS, ConditionKind, Expression
from flowvow.model.flows import Flow
from flowvow.model.names import Form
from flowvow.model.order import earlier_flows
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.acts import SERVING
from flowvow.policy.failing import Failing
from flowvow.policy.only import failings as exceeding
from flowvow.policy.pattern import INPUT, Content, Ends, until_reached, weakest
from flowvow.policy.require import failings as lacking
from flowvow.policy.rule import Rule, Spare


class Touch(NamedTuple):
    """How one rule touches one source: where it bars or covers, surely and possibly."""

    rule: Rule
    sure: int
    possible: int
    needs: tuple[str, ...] = ()
    why: str = ""
    remedy: str = ""
    requirement: bool = False


class Reaching:
    """Asks the clauses of one policy about units of one presence graph.

    Attributes:
        rules: the clauses that look at each flow.
        permits: those of them that permit.
    """

    def __init__(self, policy: Policy, rules: Sequence[Rule], presence: Presence) -> None:
        self.presence = presence
        self.vocabulary: Vocabulary = presence.vocabulary
        self.states: States = presence.states
        self.rules = [r for r in rules if r.clause.policy == policy.name and not r.by_presence]
        self.permits = [r for r in self.rules if r.clause.form is ClauseForm.PERMIT]
        self._by_name = {r.clause.name: r for r in self.permits}
        self._earlier = earlier_flows(presence.flows)
        self._safeguards = [
            c.name for c in self.vocabulary.system.conditions.values() if c.kind is ConditionKind.SAFEGUARD
        ]
        self._expressions: dict[tuple[Expression, frozenset[str]], int] = {}
        self._around: dict[tuple[str, str], bool] = {}

    # -- expressions and exceptions

    def where(self, expression: Expression, safeguards: frozenset[str]) -> int:
        if expression is ALWAYS or expression == ALWAYS:
            return 1
        key = (expression, safeguards)
        found = self._expressions.get(key)
        if found is None:
            fixed = {name: name in safeguards for name in self._safeguards}
            found = self._expressions[key] = self.states.of(expression, fixed)
        return found

    def _spare(
        self, spare: Spare | PermittedBy, ends: Ends, content: Content, safeguards: frozenset[str]
    ) -> tuple[int, int]:
        """The states that an exception certainly and possibly carves out."""
        sure = possible = NONE
        if isinstance(spare, PermittedBy):
            for rule in [self._by_name[n.rpartition("/")[2]] for n in spare.clauses] or self.permits:
                more, perhaps, _ = self.reach(rule, ends, content, safeguards, None, covers=content.role != INPUT)
                sure, possible = self.states.either(sure, more), self.states.either(possible, perhaps)
            return sure, possible
        pattern = spare.pattern
        if not pattern.act_fits(ends):
            return NONE, NONE
        fit, _ = pattern.content_fits(content, False, False)
        fit = weakest(
            (
                fit,
                pattern.doers_fit(ends),
                pattern.leaves_fit(ends),
                pattern.arrives_fit(ends),
                pattern.place_fits(ends),
            )
        )
        if fit is Truth.NO:
            return NONE, NONE
        where = self.where(spare.when, safeguards)
        inner, inner_possible = self.spares(spare.exceptions, ends, content, safeguards)
        sure = self.states.less(where, inner_possible) if fit is Truth.YES else NONE
        return sure, self.states.less(where, inner)

    def spares(
        self, spares: Iterable[Spare | PermittedBy], ends: Ends, content: Content, safeguards: frozenset[str]
    ) -> tuple[int, int]:
        sure = possible = NONE
        for spare in spares:
            more, perhaps = self._spare(spare, ends, content, safeguards)
            sure, possible = self.states.either(sure, more), self.states.either(possible, perhaps)
        return sure, possible

    # -- reach

    def ends_fit(self, rule: Rule, ends: Ends) -> Truth:
        pattern = rule.pattern
        return weakest(
            (pattern.bound(ends), pattern.leaves_fit(ends), pattern.arrives_fit(ends), pattern.place_fits(ends))
        )

    def travel_fit(self, rule: Rule, ends: Ends, marks: int | None) -> Truth:
        """Whether a travelling clause follows this copy here (readings E5)."""
        if marks is not None and marks != UNKNOWN and marks & self.presence.marks.travel[rule.key]:
            return Truth.YES
        arriving = ends.recipient_in(rule.pattern.at) if rule.pattern.at is not None else Truth.NO
        if arriving is Truth.NO and marks == UNKNOWN:
            return Truth.MAYBE
        return arriving

    def reach(
        self,
        rule: Rule,
        ends: Ends,
        content: Content,
        safeguards: frozenset[str],
        marks: int | None,
        covers: bool | None = None,
    ) -> tuple[int, int, tuple[str, ...]]:
        """The states in which a clause certainly and possibly reaches a unit, and what would settle it."""
        pattern = rule.pattern
        if not pattern.act_fits(ends):
            return NONE, NONE, ()
        if rule.clause.form is ClauseForm.ONLY and ends.act in SERVING:
            return NONE, NONE, ()
        limited = False
        if rule.limits and marks is not None:
            limited = marks == UNKNOWN or bool(marks & self.presence.marks.limit[rule.key])
        covers = rule.covers if covers is None else covers
        content_fit, needs = pattern.content_fits(content, limited, covers)
        if content_fit is Truth.NO:
            return NONE, NONE, ()
        if limited and marks == UNKNOWN and pattern.data is not None and content.atom not in pattern.data:
            content_fit, needs = Truth.MAYBE, (*needs, "budget")
        if rule.travels:
            ends_fit = weakest((self.travel_fit(rule, ends, marks), pattern.arrives_fit(ends)))
        else:
            ends_fit = self.ends_fit(rule, ends)
        still = until_reached(rule.clause.until, content.form)
        fit = weakest((content_fit, ends_fit, still))
        if fit is Truth.NO:
            return NONE, NONE, ()
        if ends_fit is Truth.MAYBE:
            needs = (*needs, "to" if marks != UNKNOWN else "budget")
        if still is Truth.MAYBE:
            needs = (*needs, "form")
        where = self.where(rule.clause.condition, safeguards)
        spared, spared_possibly = self.spares(rule.exceptions, ends, content, safeguards)
        sure = self.states.less(where, spared_possibly) if fit is Truth.YES else NONE
        return sure, self.states.less(where, spared), needs

    def told(self, needs: Iterable[str], flow: Flow, atom: str) -> tuple[str, ...]:
        """Facts to supply, in words."""
        words = {"for": f"for of flow {flow.name}", "form": f"form of {atom}", "to": f"to of flow {flow.name}"}
        return tuple(dict.fromkeys(words.get(need, need) for need in needs))

    # -- what a clause does to a unit

    def touch(
        self, rule: Rule, ends: Ends, content: Content, states: int, marks: int, safeguards: frozenset[str]
    ) -> list[Touch] | None:
        """What a rule does to one source of a unit; None if it doesn't reach it in any of the states."""
        if rule.covers and content.role == INPUT:
            return None
        sure, possible, needs = self.reach(rule, ends, content, safeguards, marks)
        possible = self.states.both(possible, states)
        if possible == NONE:
            return None
        sure = self.states.both(sure, states)
        told = self.told(needs, ends.flow, content.atom)
        form = rule.clause.form
        if rule.covers or form is ClauseForm.FORBID:
            return [Touch(rule, sure, possible, told)]
        found = []
        for failing in self._failings(rule, ends, content, safeguards):
            where = self.where(failing.where, safeguards)
            at_least = self.states.both(sure, where) if failing.sure is Truth.YES else NONE
            at_most = self.states.both(possible, where)
            if at_most != NONE:
                facts = (*told, *failing.needs)
                found.append(Touch(rule, at_least, at_most, facts, failing.why, failing.remedy, True))
        return found

    def _failings(self, rule: Rule, ends: Ends, content: Content, safeguards: frozenset[str]) -> Iterator[Failing]:
        require = rule.clause.require
        if require is None:
            return exceeding(rule, ends, content, self.vocabulary)
        if require.need is Need.HAPPENS:
            return iter(())
        return lacking(rule, ends, content, safeguards, self.vocabulary, self._earlier)

    # -- narrowing

    def strictly_around(self, permit: Rule, forbid: Rule) -> bool:
        """Whether the permit's pattern strictly contains the forbid's (readings E10)."""
        key = (permit.key, forbid.key)
        found = self._around.get(key)
        if found is None:
            found = self._around[key] = self._contains(permit, forbid)
        return found

    def _fields(self, rule: Rule) -> list[frozenset[str] | frozenset[Form] | None]:
        p = rule.pattern
        acts_within = None
        if p.acts is not None:
            names = self.vocabulary.system.acts
            acts_within = frozenset(a for a in names if self.vocabulary.act_matches(a) & p.acts)
        by = p.by
        if by is None and p.at is None and p.sender is None and p.recipient is None:
            by = rule.party
        return [acts_within, by, p.sender, p.recipient, p.at, p.through, p.about, p.data, p.purposes, p.forms, p.makes]

    def _contains(self, permit: Rule, forbid: Rule) -> bool:
        strict = False
        for wide, narrow in zip(self._fields(permit), self._fields(forbid), strict=True):
            if wide is None:
                strict = strict or narrow is not None
            elif narrow is None or not narrow <= wide:
                return False
            else:
                strict = strict or narrow != wide
        return strict and self.states.within(
            self.states.of(forbid.clause.condition), self.states.of(permit.clause.condition)
        )
