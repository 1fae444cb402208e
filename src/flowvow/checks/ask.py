"""Answers to ``never``, ``reaches`` and ``always-reaches``: does such a flow happen, and in which states?"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Copy
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.flows import Flow
from flowvow.model.system import Expect, Expectation
from flowvow.model.times import Truth
from flowvow.policy.acts import acts
from flowvow.policy.pattern import CARRIED, INPUT, OUTPUT, Content, Ends, Pattern, resolve, weakest


def ask(case: Case, expectation: Expectation) -> Answer:
    """Whether the expectation is met; an unmet one comes with its route or states."""
    try:
        return _ask(case, expectation)
    except BudgetError:
        return Unsure(("a larger budget",))


def _ask(case: Case, expectation: Expectation) -> Answer:
    pattern = resolve(expectation.reach, case.vocabulary)
    states = case.states
    sure = possible = NONE
    targets: list[Target] = []
    for target, truth in _hits(case, pattern):
        possible = states.either(possible, target.states)
        if truth is Truth.YES:
            sure = states.either(sure, target.states)
            targets.append(target)
    if expectation.kind is Expect.NEVER:
        outside = EVERY if expectation.unless is None else states.complement(states.of(expectation.unless))
        bad = states.both(sure, outside)
        if bad != NONE:
            narrowed = [t._replace(states=states.both(t.states, bad)) for t in targets]
            return Unmet("it happens", case.route_to(t for t in narrowed if t.states != NONE), case.cause(bad))
        open_ = states.both(possible, outside)
        return Met() if open_ == NONE else Unsure(("the purposes, forms or recipients left out on the way",))
    wanted = EVERY if expectation.kind is Expect.ALWAYS_REACHES else None
    if wanted is None:
        if sure != NONE:
            return Met()
        return Unmet("no flow does") if possible == NONE else Unsure(("the facts left out on the way",))
    missing = states.complement(sure)
    if missing == NONE:
        return Met()
    if states.complement(possible) == NONE:
        return Unsure(("the facts left out on the way",))
    return Unmet("it doesn't in some states", (), case.cause(missing))


def _hits(case: Case, pattern: Pattern) -> Iterator[tuple[Target, Truth]]:
    """Every use of a copy that fits the pattern, with how surely."""
    presence = case.presence
    for i, flow in enumerate(case.system.flows):
        asked = _Asked(case, pattern, flow)
        if asked.ends is Truth.NO:
            continue
        role = INPUT if flow.makes else CARRIED
        copies = [(copy, role, presence.happens(i, copy)) for copy in presence.sources[i] if asked.may_fit(copy.atom)]
        copies += [(copy, OUTPUT, there) for copy, there in presence.products(i)] if flow.makes else []
        for copy, part, there in copies:
            truth = asked.fit(copy, part) if there != NONE else Truth.NO
            if truth is Truth.YES and presence.unsure_of(i, copy):
                truth = Truth.MAYBE
            if truth is not Truth.NO:
                yield Target(copy, i, there, part == OUTPUT), truth


class _Asked:
    """A pattern asked of one flow, seen from the first policy's party."""

    def __init__(self, case: Case, pattern: Pattern, flow: Flow) -> None:
        vocabulary = case.vocabulary
        policies = case.system.policies
        self.case, self.pattern, self.flow = case, pattern, flow
        self.party = vocabulary.matching[policies[0].party] if policies else frozenset[str]()
        self.members = vocabulary.members.get(flow.recipient, frozenset()) if flow.any_of else frozenset[str]()
        ends = self._ends("")
        self.ends = weakest((pattern.leaves_fit(ends), pattern.arrives_fit(ends), pattern.place_fits(ends)))

    def _ends(self, act: str) -> Ends:
        acts_of = self.case.vocabulary.act_matches(act) if act else frozenset[str]()
        return Ends(self.flow, act, acts_of, self.members, self.party)

    def may_fit(self, atom: str) -> bool:
        """A quick sieve over the flow's data."""
        return self.pattern.data is None or atom in self.pattern.data

    def fit(self, copy: Copy, role: str) -> Truth:
        """How surely one copy on the flow fits."""
        vocabulary, flow, pattern = self.case.vocabulary, self.flow, self.pattern
        passed = None
        if copy.marks != UNKNOWN:
            passed = frozenset(n for n, bit in self.case.presence.marks.through.items() if copy.marks & bit)
        products = vocabulary.data.atoms(flow.makes) if flow.makes else frozenset[str]()
        best = Truth.NO
        purposes: list[str | None] = [*vocabulary.purposes.all_atoms(flow.purposes)] or [None]
        for act in acts(flow, self.party, copy.subject, vocabulary):
            ends = self._ends(act)
            if not pattern.act_fits(ends):
                continue
            doers = weakest((self.ends, pattern.doers_fit(ends)))
            for purpose in purposes:
                content = Content(role, copy.atom, copy.subject, purpose, copy.form, copy.marks, passed, products)
                fit = weakest((doers, pattern.content_fits(content, False, False)[0]))
                if fit is Truth.YES:
                    return Truth.YES
                best = fit if fit is Truth.MAYBE else best
        return best
