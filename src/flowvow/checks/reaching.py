"""How far each clause reaches each unit, and what it does there, in sets of states (readings E4 to E10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Presence
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.clauses import ClauseForm, Need, PermittedBy, Policy
from flowvow.model.conditions import ALWAYS, ConditionKind, Expression
from flowvow.model.flows import Flow
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.acts import SERVING
from flowvow.policy.box import contains, written
from flowvow.policy.failing import Failing
from flowvow.policy.only import failings as exceeding
from flowvow.policy.pattern import INPUT, OUTPUT, Content, Ends, until_reached, weakest
from flowvow.policy.require import Timeline
from flowvow.policy.require import failings as lacking
from flowvow.policy.rule import Rule, Spare

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning

Needs = tuple[str, ...]


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
        dated: ids of the limits that only the date, from which times are reckoned, shows to be met or exceeded.
        permits: those of them that permit.
        timeline: which flows come first, and when they happen.
    """

    def __init__(
        self, policy: Policy, rules: Sequence[Rule], presence: Presence, reckoning: Reckoning | None = None
    ) -> None:
        self.reckoning = reckoning
        self.dated: set[str] = set()
        self.presence = presence
        self.vocabulary: Vocabulary = presence.vocabulary
        self.states: States = presence.states
        self.rules = [r for r in rules if r.clause.policy == policy.name and not r.by_presence]
        self.permits = [r for r in self.rules if r.clause.form is ClauseForm.PERMIT]
        self._by_name = {r.clause.name: r for r in self.permits}
        self.timeline = Timeline.of(presence.flows)
        self._safeguards = [
            c.name for c in self.vocabulary.system.conditions.values() if c.kind is ConditionKind.SAFEGUARD
        ]
        self._expressions: dict[tuple[Expression, frozenset[str]], int] = {}
        self._around: dict[tuple[str, str, bool], bool] = {}

    # -- expressions and exceptions

    def where(self, expression: Expression, safeguards: frozenset[str]) -> int:
        """The states in which an expression holds for a flow with these safeguards."""
        if expression is ALWAYS or expression == ALWAYS:
            return 1
        key = (expression, safeguards)
        found = self._expressions.get(key)
        if found is None:
            fixed = {name: name in safeguards for name in self._safeguards}
            found = self._expressions[key] = self.states.of(expression, fixed)
        return found

    def _spare(
        self, spare: Spare | PermittedBy, ends: Ends, content: Content, safeguards: frozenset[str], covers: bool
    ) -> tuple[int, int, Needs]:
        """The states that an exception certainly and possibly carves out, and what would settle it.

        It looks at inputs and outputs as its clause does: ``covers`` is whether that is a permit or disclaimer.
        """
        sure = NONE
        if isinstance(spare, PermittedBy):
            return self._permitted(spare, ends, content, safeguards)
        pattern = spare.pattern
        if not pattern.act_fits(ends):
            return NONE, NONE, ()
        fit, needs = pattern.content_fits(content, False, covers)
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
            return NONE, NONE, ()
        where = self.where(spare.when, safeguards)
        inner, inner_possible, inner_needs = self.spares(spare.exceptions, ends, content, safeguards, covers)
        sure = self.states.less(where, inner_possible) if fit is Truth.YES else NONE
        needs = needs or (("to",) if fit is Truth.MAYBE else ())
        return sure, self.states.less(where, inner), (*needs, *inner_needs)

    def _permitted(
        self, spare: PermittedBy, ends: Ends, content: Content, safeguards: frozenset[str]
    ) -> tuple[int, int, Needs]:
        """Where a permit covers the unit; an input is as permitted as all its products are."""
        permits = [self._by_name[name] for name in spare.clauses] or self.permits
        asked = [content]
        if content.role == INPUT:
            asked = [evolve(content, role=OUTPUT, atom=atom) for atom in content.products]
        sure = possible = EVERY
        facts: Needs = ()
        for one in asked:
            some, perhaps = NONE, NONE
            for rule in permits:
                more, maybe, needs = self.reach(rule, ends, one, safeguards, one.marks)
                some, perhaps = self.states.either(some, more), self.states.either(perhaps, maybe)
                facts += needs
            sure, possible = self.states.both(sure, some), self.states.both(possible, perhaps)
        return sure, possible, facts

    def spares(
        self,
        spares: Iterable[Spare | PermittedBy],
        ends: Ends,
        content: Content,
        safeguards: frozenset[str],
        covers: bool,
    ) -> tuple[int, int, Needs]:
        """The states that any of several exceptions certainly and possibly carves out, and what would settle it."""
        sure = possible = NONE
        facts: Needs = ()
        for spare in spares:
            more, perhaps, needs = self._spare(spare, ends, content, safeguards, covers)
            sure, possible = self.states.either(sure, more), self.states.either(possible, perhaps)
            facts += needs
        return sure, possible, facts

    # -- reach

    def ends_fit(self, rule: Rule, ends: Ends) -> Truth:
        """How far the ends fit a clause that doesn't travel."""
        pattern = rule.pattern
        return weakest(
            (pattern.bound(ends), pattern.leaves_fit(ends), pattern.arrives_fit(ends), pattern.place_fits(ends))
        )

    def travel_fit(self, rule: Rule, ends: Ends, marks: int) -> Truth:
        """Whether a travelling clause follows this copy here (readings E5)."""
        if marks != UNKNOWN and marks & self.presence.marks.travel[rule.key]:
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
        marks: int,
    ) -> tuple[int, int, tuple[str, ...]]:
        """The states in which a clause certainly and possibly reaches a unit, and what would settle it."""
        pattern = rule.pattern
        if not pattern.act_fits(ends):
            return NONE, NONE, ()
        if rule.clause.form is ClauseForm.ONLY and not SERVING.isdisjoint(ends.acts):
            return NONE, NONE, ()
        limited = False
        if rule.limits:
            limited = marks == UNKNOWN or bool(marks & self.presence.marks.limit[rule.key])
        content_fit, needs = pattern.content_fits(content, limited, rule.covers)
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
        spared, spared_possibly, facts = self.spares(rule.exceptions, ends, content, safeguards, rule.covers)
        if spared != spared_possibly:
            needs = (*needs, *facts)
        sure = self.states.less(where, spared_possibly) if fit is Truth.YES else NONE
        return sure, self.states.less(where, spared), needs

    def told(self, needs: Iterable[str], flow: Flow, atom: str) -> tuple[str, ...]:
        """Facts to supply, in words."""
        words = {"for": f"for of flow {flow.name}", "form": f"form of {atom}", "to": f"to of flow {flow.name}"}
        return tuple(dict.fromkeys(words.get(need, need) for need in needs))

    # -- what a clause does to a unit

    def touch(
        self, rule: Rule, ends: Ends, content: Content, states: int, safeguards: frozenset[str]
    ) -> tuple[int, list[Touch]]:
        """Where a rule reaches one source of a unit at least possibly, and what it does there."""
        if rule.covers and content.role == INPUT:
            return NONE, []
        sure, possible, needs = self.reach(rule, ends, content, safeguards, content.marks)
        possible = self.states.both(possible, states)
        if possible == NONE:
            return NONE, []
        sure = self.states.both(sure, states)
        told = self.told(needs, ends.flow, content.atom)
        form = rule.clause.form
        if rule.covers or form is ClauseForm.FORBID:
            return possible, [Touch(rule, sure, possible, told)]
        found = []
        for failing in self._failings(rule, ends, content, safeguards):
            if failing.dated:
                self.dated.add(rule.key)
            if failing.sure is Truth.NO:
                continue
            where = self.where(failing.where, safeguards)
            at_least = self.states.both(sure, where) if failing.sure is Truth.YES else NONE
            at_most = self.states.both(possible, where)
            if at_most != NONE:
                facts = (*told, *failing.needs)
                found.append(Touch(rule, at_least, at_most, facts, failing.why, failing.remedy, True))
        return possible, found

    def _failings(self, rule: Rule, ends: Ends, content: Content, safeguards: frozenset[str]) -> Iterator[Failing]:
        require = rule.clause.require
        if require is None:
            return exceeding(rule, ends, content, self.vocabulary, self.reckoning)
        if require.need is Need.HAPPENS:
            return iter(())
        return lacking(rule, ends, content, safeguards, self.vocabulary, self.timeline)

    # -- narrowing

    def strictly_around(self, permit: Rule, forbid: Rule, ends: Ends) -> bool:
        """Whether the permit's pattern strictly contains the forbid's (readings E10)."""
        key = (permit.key, forbid.key, ends.arriving)
        found = self._around.get(key)
        if found is None:
            found = self._around[key] = self._contains(permit, forbid, ends.arriving)
        return found

    def _contains(self, permit: Rule, forbid: Rule, arriving: bool) -> bool:
        wide, narrow = (written(rule, self.vocabulary, arriving) for rule in (permit, forbid))
        if not contains(wide, narrow):
            return False
        outer, inner = self.states.of(permit.clause.condition), self.states.of(forbid.clause.condition)
        return (wide != narrow or outer != inner) and self.states.within(inner, outer)
