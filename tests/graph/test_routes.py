"""Routes: shortest, possible in one state, and the same every time."""

from __future__ import annotations

from random import Random

import pytest

from flowvow.checks.case import Case
from flowvow.checks.run import check
from flowvow.findings.finding import Verdict
from flowvow.findings.report import Outcome
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.clauses import Clause, ClauseForm, Policy, Reach
from flowvow.model.conditions import All, Expression, Named, Not, Some
from tests.graph.building import case, choice, derive, move, route, told


def test_ties_are_broken_in_natural_order():
    flows = [move("F13", "customer", "shop"), move("F5", "customer", "shop"), move("out", "shop", "court")]
    assert told(route(case(flows), "out")) == ["F5", "out"]
    assert told(route(case(reversed(flows)), "out")) == ["F5", "out"]


def test_a_shorter_route_wins_over_an_earlier_name():
    flows = [
        move("a1", "customer", "web"),
        move("a2", "web", "shop"),
        move("z", "customer", "shop"),
        move("out", "shop", "court"),
    ]
    assert told(route(case(flows), "out")) == ["z", "out"]


def test_a_join_is_told_as_a_tree_with_repeated_steps_counted():
    flows = [
        move("in", "customer", "shop", "email", "card"),
        derive("join", "shop", ("email", "card"), "profile"),
        move("out", "shop", "court", "profile"),
    ]
    found = route(case(flows), "out", "profile")
    assert told(found) == ["in", "join", "out"]
    assert found is not None
    assert (found.size, found.steps[1].after) == (4, (1,))


def test_a_route_is_one_that_a_single_state_allows():
    """The two short steps exclude each other; the way round them is longer."""
    flows = [
        move("s1", "customer", "web", when=Named("a")),
        move("s2", "web", "shop", when=Not(Named("a"))),
        move("l1", "customer", "app"),
        move("l2", "app", "desk"),
        move("l3", "desk", "shop"),
        move("out", "shop", "court"),
    ]
    found = route(case(flows, [choice("a")]), "out")
    assert told(found) == ["l1", "l2", "l3", "out"]
    assert found is not None
    assert found.shortest


def test_a_route_belongs_to_the_states_that_are_asked_about():
    flows = [
        move("short", "customer", "shop", when=Named("a")),
        move("l1", "customer", "web"),
        move("l2", "web", "shop"),
        move("out", "shop", "court"),
    ]
    made = case(flows, [choice("a")])
    assert told(route(made, "out")) == ["short", "out"]
    assert told(route(made, "out", states=made.states.of(Not(Named("a"))))) == ["l1", "l2", "out"]
    assert route(made, "out", states=NONE) is None


def test_a_chain_of_five_thousand_hops():
    hops = [("customer", "n0"), *((f"n{i}", f"n{i + 1}") for i in range(4_999))]
    flows = [move(f"f{i}", *ends) for i, ends in enumerate(hops)]
    found = route(case(flows), "f4999")
    assert told(found) == [flow.name for flow in flows]


def test_steps_that_serve_twice_at_each_of_forty_joins_are_counted_and_never_copied():
    flows = [move("in", "customer", "shop", "p0")]
    for i in range(40):
        flows += [derive(f"a{i}", "shop", (f"p{i}",), f"q{i}"), derive(f"b{i}", "shop", (f"p{i}",), f"r{i}")]
        flows.append(derive(f"join{i}", "shop", (f"q{i}", f"r{i}"), f"p{i + 1}"))
    flows.append(move("out", "shop", "court", "p40"))
    found = route(case(flows), "out", "p40")
    assert found is not None
    assert len(found.steps) == 122
    assert found.size == 4 * 2**40 - 2


def ladder(length: int) -> Case:
    """Each hop by either of two flows with a choice of its own; the end wants no two neighbours by their first."""
    flows = [move("in", "customer", "n0")]
    names = [f"{side}{i}" for i in range(length) for side in "xy"]
    flows += [move(n, f"n{n[1:]}", f"n{int(n[1:]) + 1}", when=Named(n)) for n in names]
    apart = [Some((Not(Named(f"x{i}")), Not(Named(f"x{i + 1}")))) for i in range(length - 1)]
    flows.append(move("out", f"n{length}", "court", when=All(tuple(apart))))
    return case(flows, map(choice, names))


def test_the_careful_search_finds_the_first_of_the_shortest():
    found = route(ladder(6), "out")
    assert told(found) == ["in", "x0", "y1", "x2", "y3", "x4", "y5", "out"]
    assert found is not None
    assert found.shortest


def test_past_the_budget_a_route_is_still_possible_but_not_proven_shortest():
    made = ladder(16)
    made.routes.budget = 500
    found = route(made, "out")
    assert found is not None
    assert not found.shortest
    assert len(found.steps) == 18


def riddle(length: int) -> tuple[list[Expression], list[str]]:
    """Guards that are each easy to meet and together hardly: any of three signed choices."""
    random = Random(1)
    names = [f"c{i}" for i in range(length)]

    def signed() -> Expression:
        named = Named(random.choice(names))
        return named if random.random() < 0.5 else Not(named)

    return [Some((signed(), signed(), signed())) for _ in range(4 * length)], names


def test_states_past_the_budget_leave_a_copy_unsure_and_never_absent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(States.__init__, "__defaults__", (5_000, 0, False))
    monkeypatch.setattr("flowvow.graph.formulas.DECIDE", 10)
    guards, names = riddle(18)
    flows = [move("in", "customer", "n0")]
    flows += [move(f"f{i}", f"n{i}", f"n{i + 1}", when=guard) for i, guard in enumerate(guards)]
    made = case(flows, map(choice, names))
    (last,) = made.presence.at(f"n{len(guards)}")
    assert last in made.presence.unsure


def test_what_hangs_on_states_past_the_budget_is_undecided(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(States.__init__, "__defaults__", (5_000, 0, False))
    monkeypatch.setattr("flowvow.graph.formulas.DECIDE", 10)
    monkeypatch.setattr("flowvow.graph.states.LISTS", 5_000)
    guards, names = riddle(18)
    flows = [move("in", "customer", "n0")]
    flows += [move(f"f{i}", f"n{i}", f"n{i + 1}", when=guard) for i, guard in enumerate(guards)]
    forbid = Clause("no", "policy", ClauseForm.FORBID, Reach(recipient=(flows[-1].recipient,), by=("anyone",)))
    report = check(case(flows, map(choice, names), Policy("policy", "n0", clauses=(forbid,))).system)
    unsure = [finding for finding in report.findings if finding.needs == ("budget",)]
    assert unsure
    assert {finding.verdict for finding in unsure} == {Verdict.UNDECIDED}
    assert report.outcome is Outcome.UNDECIDED


def test_ways_past_the_budget_leave_a_product_unsure_and_its_states_exact():
    """Each of many inputs comes with two histories: two to the power of them ways to meet them all."""
    names = [f"e{i}" for i in range(24)]
    flows = [move("visit", "customer", "broker", *names), move("given", "customer", "shop", *names)]
    flows += [
        move("bought", "broker", "shop", *names, when=Named("a")),
        derive("join", "shop", tuple(names), "profile"),
        move("again", "shop", "court", "e0", via="broker"),
    ]
    made = case(flows, [choice("a")])
    (product,) = [copy for copy in made.presence.at("shop") if copy.atom == "profile"]
    assert product in made.presence.unsure
    assert made.presence.states_of[product] == EVERY
