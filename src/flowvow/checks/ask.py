"""Answers to ``never``, ``reaches`` and ``always-reaches``: does a flow with this pattern happen, and in which states?"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Copy
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY, NONE
from flowvow.model.flows import Flow
from flowvow.model.system import Expect, Expectation
from flowvow.model.times import Truth
from flowvow.policy.acts import acts
from flowvow.policy.pattern import CARRIED, INPUT, OUTPUT, Content, Ends, Pattern, resolve, weakest


def ask(case: Case, expectation: Expectation) -> Answer:
    """Whether the expectation is met; an unmet one comes with its route or states."""
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
        made = presence.products(i) if flow.makes else []
        used = [(copy, presence.happens(i, copy)) for copy in presence.sources[i]]
        role = INPUT if flow.makes else CARRIED
        for copies, part in ((used, role), (made, OUTPUT)):
            for copy, there in copies:
                truth = _fit(case, pattern, flow, copy, part) if there != NONE else Truth.NO
                if truth is not Truth.NO:
                    yield Target(copy, -1 if part == OUTPUT else i, there), truth


def _fit(case: Case, pattern: Pattern, flow: Flow, copy: Copy, role: str) -> Truth:
    vocabulary = case.vocabulary
    policy = case.system.policies[0] if case.system.policies else None
    party = vocabulary.matching[policy.party] if policy is not None else frozenset[str]()
    members = vocabulary.members.get(flow.recipient, frozenset()) if flow.any_of else frozenset[str]()
    passed = None
    if copy.marks != UNKNOWN:
        passed = frozenset(name for name, bit in case.presence.marks.through.items() if copy.marks & bit)
    products = vocabulary.data.atoms(flow.makes) if flow.makes else frozenset[str]()
    listed = vocabulary.data.all_atoms(flow.data) if flow.makes else frozenset[str]()
    best = Truth.NO
    purposes: list[str | None] = [*sorted(vocabulary.purposes.all_atoms(flow.purposes))] or [None]
    for act in acts(flow, party, copy.subject, vocabulary):
        ends = Ends(flow, act, vocabulary.act_matches(act), members, party)
        if not pattern.act_fits(ends):
            continue
        for purpose in purposes:
            content = Content(role, copy.atom, copy.subject, purpose, copy.form, copy.marks, passed, products, listed)
            fit = weakest(
                (
                    pattern.content_fits(content, False, False)[0],
                    pattern.doers_fit(ends),
                    pattern.leaves_fit(ends),
                    pattern.arrives_fit(ends),
                    pattern.place_fits(ends),
                )
            )
            if fit is Truth.YES:
                return Truth.YES
            best = fit if fit is Truth.MAYBE else best
    return best
