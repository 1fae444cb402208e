"""Routes: shortest, possible in one state, and the same every time."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.checks.run import check
from flowvow.findings.finding import Verdict
from flowvow.findings.report import Outcome
from flowvow.graph.routes import BUDGET, Target
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.clauses import Clause, ClauseForm, Policy, Reach
from flowvow.model.conditions import All, Expression, Named, Not, Some
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Name
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


# --- ends and ties


def test_a_route_may_end_with_a_copy():
    flows = [
        move("short", "customer", "shop", when=Named("a")),
        move("l1", "customer", "web"),
        move("l2", "web", "shop"),
    ]
    made = case(flows, [choice("a")])
    (copy,) = made.presence.at("shop")
    refused = made.states.of(Not(Named("a")))
    for budget in (20_000, 0):
        made.routes.budget = budget
        assert told(made.routes.shortest([Target(copy, -1, EVERY)])) == ["short"]
        assert told(made.routes.shortest([Target(copy, -1, refused)])) == ["l1", "l2"]
    begun = next(iter(made.presence.sources[0]))
    found = made.routes.shortest([Target(begun, -1, EVERY)])
    assert found is not None
    assert (found.steps, found.size) == ((), 0)


def weather(*flows: Flow) -> Case:
    """Two offices have the weather from the start."""
    of = case(flows)
    name = Name("weather", origin=("office-a", "office-b"))
    return Case(evolve(of.system, data={**of.system.data, "weather": name}))


@pytest.mark.parametrize("turn", [1, -1])
def test_flows_of_one_name_go_by_their_ends(turn: int):
    sent = [move("send", f"office-{x}", "shop", "weather") for x in "ab"][::turn]
    found = route(weather(*sent, move("out", "shop", "court", "weather")), "out", "weather")
    assert found is not None
    assert found.steps[0].sender == "office-a"
    brought = [move("bring", "customer", f"shop-{x}") for x in "ab"][::turn]
    found = route(
        case([*brought, *(move(f"on-{x}", f"shop-{x}", "court") for x in "ab"), move("out", "court", "bank")]), "out"
    )
    assert told(found) == ["bring", "on-a", "out"]
    of = weather(*[derive("sum", f"office-{x}", ("weather",), "forecast") for x in "ab"][::turn])
    made = [copy for i in range(2) for copy, _ in of.presence.products(i)]
    found = of.routes.shortest([Target(copy, -1, EVERY) for copy in made])
    assert found is not None
    assert found.steps[0].at == "office-a"


@pytest.mark.parametrize("turn", [1, -1])
def test_of_two_data_by_the_same_flows_the_first_by_name_is_told(turn: int):
    names = ("e2", "e10")[::turn]
    flows = [move("in", "customer", "shop", *names), derive("join", "shop", ("contact",), "profile")]
    of = case(flows)
    data = {**of.system.data, "contact": Name("contact", Extent.CLOSED, names)}
    of = Case(evolve(of.system, data=data))
    ((product, _),) = of.presence.products(1)
    found = of.routes.shortest([Target(product, -1, EVERY)])
    assert found is not None
    assert [step.data for step in found.steps] == [("e2",), ("profile",)]


def way(name: str, atom: str, hops: int, start: str = "customer", end: str = "shop") -> list[Flow]:
    """So many hops from start to end."""
    stops = [start, *(f"{name}-{i}" for i in range(1, hops)), end]
    return [move(f"{name}{i}", *stops[i : i + 2], atom) for i in range(hops)]


def shortcut(name: str, atom: str) -> list[Flow]:
    """A hop to the middle of a way and one to the shop, which exclude each other."""
    first, last = move(f"{name}0", "customer", name, atom), move(f"{name}1", name, "shop", atom)
    return [evolve(first, when=Named("a")), evolve(last, when=Not(Named("a")))]


@pytest.mark.parametrize("order", list(permutations(["email", "card", "phone", "post"])))
def test_of_several_data_the_one_with_the_shortest_possible_route_is_told(order: tuple[str, ...]):
    """What looks shorter takes longer; what looks longer is; and of one it isn't asked in any state."""
    flows = [*shortcut("s", "email"), *way("l", "email", 4, end="s"), *way("c", "card", 3)]
    flows += [*way("z", "phone", 2), *way("far", "post", 7)]
    flows.append(move("out", "shop", "court", *order))
    of = case(flows, [choice("a")])
    targets = {c.atom: Target(c, len(flows) - 1, NONE if c.atom == "phone" else EVERY) for c in of.presence.at("shop")}
    assert told(of.routes.shortest([targets[atom] for atom in order])) == ["c0", "c1", "c2", "out"]
    without = [targets[atom] for atom in order if atom != "card"]
    assert told(of.routes.shortest(without)) == ["l0", "l1", "l2", "l3", "s1", "out"]


@pytest.mark.parametrize("budget", [BUDGET, 0])
def test_the_route_into_a_derivation_takes_the_very_datum_that_is_asked_about(budget: int):
    """An address would do too, and comes by a shorter way; and the other derivation needs no card."""
    flows = [*shortcut("s", "phone"), *way("l", "phone", 3, end="s"), move("near", "customer", "shop")]
    flows += [move("pay", "customer", "shop", "card"), derive("strip", "shop", ("contact",), "number")]
    of = case([*flows, derive("join", "shop", ("contact", "card"), "profile")], [choice("a")])
    data = {**of.system.data, "contact": Name("contact", Extent.CLOSED, ("email", "phone"))}
    of = Case(evolve(of.system, data=data))
    of.routes.budget = budget
    here = {copy.atom: copy for copy in of.presence.at("shop")}
    strip, join = len(flows) - 1, len(flows)
    assert told(of.routes.shortest([Target(here["phone"], strip, EVERY)])) == ["l0", "l1", "l2", "s1", "strip"]
    assert told(of.routes.shortest([Target(here["phone"], join, EVERY)])) == ["l0", "l1", "l2", "s1", "pay", "join"]
    assert told(of.routes.shortest([Target(here["card"], join, EVERY)])) == ["near", "pay", "join"]
    assert told(of.routes.shortest([Target(here["email"], join, of.states.where("a"))])) == ["near", "pay", "join"]


def test_a_route_is_not_proven_shortest_if_another_was_not_looked_for_to_the_end():
    """The address goes up a ladder of which the budget sees a part; the card's way round is looked for at leisure."""
    up = ladder(16).system
    flows = [*shortcut("s", "email"), *up.flows[:-1], evolve(up.flows[-1], recipient="s"), *shortcut("t", "card")]
    flows += [*way("d", "card", 3, end="t"), move("out", "shop", "court", "email", "card")]
    of = case(flows, [*up.conditions.values(), choice("a")])
    targets = [Target(copy, len(flows) - 1, EVERY) for copy in of.presence.at("shop")]
    of.routes.budget = 100
    for asked, proven in ((targets, False), (targets[::-1], False), (targets[:1], True)):
        assert {target.node.atom for target in asked} >= {"card"}
        found = of.routes.shortest(asked)
        assert found is not None
        assert (told(found), found.shortest) == (["d0", "d1", "d2", "t1", "out"], proven)


def test_data_that_travel_together_are_told_together_in_natural_order():
    flows = [move("in", "customer", "shop", "e2", "e10", "e1"), derive("join", "shop", ("e10", "e1", "e2"), "profile")]
    of = case([*flows, move("out", "shop", "court", "e2", "e10", "e1")])
    targets = [Target(copy, 2, EVERY) for copy in of.presence.sources[2]]
    found = of.routes.shortest(targets)
    assert found is not None
    assert [(step.flow, step.data, step.after) for step in found.steps] == [
        ("in", ("e1", "e2", "e10"), ()),
        ("out", ("e1", "e2", "e10"), (1,)),
    ]
    ((product, _),) = of.presence.products(1)
    found = of.routes.shortest([Target(product, 1, EVERY, made=True)])
    assert found is not None
    assert [(step.flow, step.data, step.after) for step in found.steps] == [
        ("in", ("e1", "e2", "e10"), ()),
        ("join", ("profile",), (1,)),
    ]
    assert (found.size, [step.step for step in found.steps]) == (4, [1, 2])


@pytest.mark.parametrize("leading", [1, 2, 3, 256])
def test_ties_that_are_far_down_are_broken_by_the_leading_steps_and_the_last(
    leading: int, monkeypatch: pytest.MonkeyPatch
):
    """Two ways of three steps each, which differ in the second step alone, and two that differ in the last."""
    monkeypatch.setattr("flowvow.graph.routes.LEADING", leading)
    for turn in (1, -1):
        flows = [move("a", "customer", "web"), *[move(name, "web", "shop") for name in ("b10", "b9")][::turn]]
        flows += [move("c", "shop", "desk"), *[move(name, "desk", "court") for name in ("d10", "d9")][::turn]]
        found = told(route(case([*flows, move("out", "court", "bank")]), "out"))
        assert found[0] == "a"
        assert found[2] == "c"
        assert (found[1] == "b9") or leading == 1
        assert found[3] == "d9" or leading < 4
