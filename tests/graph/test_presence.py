"""Who can hold what: derivations, seals, and what the budgets leave unsure."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.graph import deriving
from flowvow.graph.budget import STEP
from flowvow.graph.copies import Copy, Happening, Met
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Presence
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY, States
from flowvow.model.actors import NOBODY, Actor
from flowvow.model.conditions import All, Named, Not, Some
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form, Name
from tests.graph.building import case, choice, derive, move

FRIENDS = [f"friend-{letter}" for letter in "gcafbedh"]


@pytest.fixture(autouse=True, params=[STEP, 0])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With diagrams, and with formulas alone."""
    limit, _, beyond = States.__init__.__defaults__
    monkeypatch.setattr(States.__init__, "__defaults__", (limit, request.param, beyond))


def held(of: Case | Presence, holder: str, atom: str) -> list[Copy]:
    presence = of.presence if isinstance(of, Case) else of
    return [copy for copy in presence.at(holder) if copy.atom == atom]


def with_data(of: Case, *names: Name) -> Case:
    """The same with some data declared otherwise."""
    return Case(evolve(of.system, data=dict(of.system.data) | {name.name: name for name in names}))


# --- derivations


def test_what_is_made_is_made_about_everybody_in_order():
    flows = [move("in", "customer", "shop"), derive("join", "shop", ("email",), "profile")]
    flows = [flows[0], evolve(flows[1], about=tuple(FRIENDS))]
    assert [copy.subject for copy in held(case(flows), "shop", "profile")] == sorted(FRIENDS)
    declared = with_data(
        case([*flows[:1], derive("join", "shop", ("email",), "profile")]), Name("profile", about=tuple(FRIENDS))
    )
    assert [copy.subject for copy in held(declared, "shop", "profile")] == sorted(FRIENDS)


def test_what_is_made_of_the_data_of_many_is_made_about_each_in_order():
    flows = [move(f"in-{name}", name, "shop") for name in FRIENDS]
    flows.append(derive("join", "shop", ("email",), "profile"))
    of = case(flows)
    actors = {name: Actor(name, ("person",)) for name in FRIENDS}
    of = Case(evolve(of.system, actors={**of.system.actors, **actors}))
    assert [copy.subject for copy in held(of, "shop", "profile")] == sorted(FRIENDS)


def test_parts_of_a_product_are_made_in_order_each_about_its_own_subjects():
    """Where one says about whom and the other doesn't, the other is about whom its inputs are."""
    parts = tuple(f"part-{letter}" for letter in "gcafbed")
    flows = [move("in", "customer", "shop"), derive("join", "shop", ("email",), "profile")]
    names = [Name("profile", Extent.CLOSED, parts), *map(Name, parts)]
    of = with_data(case(flows), *names)
    assert [copy.atom for copy in of.presence.at("shop")] == ["email", *sorted(parts)]
    of = with_data(case(flows), *names, Name("part-a", about=("friend",)))
    made = {copy.atom: copy.subject for copy in of.presence.at("shop")}
    assert made == dict.fromkeys(("email", *parts), "customer") | {"part-a": "friend"}


def test_data_about_nobody_go_into_what_is_made_about_somebody_and_into_what_is_about_nobody():
    flows = [move("in", "customer", "shop"), move("sky", "office", "shop", "weather")]
    flows += [derive("join", "shop", ("email", "weather"), "profile"), derive("sum", "shop", ("weather",), "forecast")]
    of = with_data(case(flows), Name("weather", origin=("office",)))
    assert [copy.subject for copy in held(of, "shop", "profile")] == ["customer"]
    assert NOBODY in [copy.subject for copy in held(of, "shop", "forecast")]


def twice(count: int) -> list[Flow]:
    """Each of some data comes to the shop with two histories, and all are joined."""
    names = [f"e{i}" for i in range(count)]
    flows = [move("visit", "customer", "broker", *names), move("given", "customer", "shop", *names)]
    flows += [move("bought", "broker", "shop", *names), derive("join", "shop", tuple(names), "profile")]
    return [*flows, move("again", "shop", "court", "e0", via="broker")]


@pytest.mark.parametrize("most", [4, 3])
def test_as_many_ways_as_are_told_apart_are_told_apart(most: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deriving, "WAYS", most)
    of = case(twice(2))
    made = held(of, "shop", "profile")
    if most == 4:
        assert sorted(copy.marks for copy in made) == [0, 1]
        assert not of.presence.unsure
    else:
        assert [copy.marks for copy in made] == [UNKNOWN]
        assert set(made) <= of.presence.unsure


def test_ways_are_counted_by_what_is_chosen_at_once(monkeypatch: pytest.MonkeyPatch):
    """Three inputs of two histories are eight ways, though at no input more than four are made longer by two."""
    monkeypatch.setattr(deriving, "WAYS", 7)
    assert [copy.marks for copy in held(case(twice(3)), "shop", "profile")] == [UNKNOWN]
    monkeypatch.setattr(deriving, "WAYS", 8)
    assert sorted(copy.marks for copy in held(case(twice(3)), "shop", "profile")) == [0, 1]


def test_all_ways_as_one_are_met_by_the_copies_that_can_serve(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deriving, "WAYS", 0)
    flows = twice(2)
    flows.append(move("other", "friend", "shop", "e0", "e1"))
    flows.append(move("more", "customer", "shop", "card"))
    of = case(flows)
    of = Case(evolve(of.system, actors={**of.system.actors, "friend": Actor("friend", ("person",))}))
    graph = of.presence.graph
    join = next(i for i, flow in enumerate(of.system.flows) if flow.makes)
    for subject in ("customer", "friend"):
        for place, atom in enumerate(("e0", "e1")):
            met = Met(join, place, subject, None, UNKNOWN)
            served = {copy for copy in held(of, "shop", atom) if copy.subject == subject}
            assert set(graph.predecessors(met)) == {Happening(-1, (copy,), met) for copy in served}
            assert met not in of.presence.unsure
            assert of.presence.states_of[met] == EVERY


def test_all_ways_as_one_are_met_by_everybody_where_the_subject_is_stated(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deriving, "WAYS", 1)
    flows = [evolve(flow, about=("friend",)) if flow.makes else flow for flow in twice(2)]
    of = case(flows)
    join = next(i for i, flow in enumerate(flows) if flow.makes)
    for place, atom in enumerate(("e0", "e1")):
        met = Met(join, place, "", None, UNKNOWN)
        assert {h.sources[0] for h in of.presence.graph.predecessors(met)} == set(held(of, "shop", atom))
    assert [copy.subject for copy in held(of, "shop", "profile")] == ["friend"]


def test_inputs_are_met_by_needing_no_flow():
    of = case([move("in", "customer", "shop"), derive("join", "shop", ("email",), "profile")])
    (copy,) = held(of, "shop", "email")
    (product,) = held(of, "shop", "profile")
    met = Met(1, 0, "customer", copy.form, 0)
    assert list(of.presence.graph.successors(copy)) == [Happening(-1, (copy,), met)]
    assert list(of.presence.graph.successors(met)) == [Happening(1, (met,), product)]


# --- past the budget


def tight(flows: list[Flow], nodes: int, *names: str) -> Presence:
    """The graph where no more than so many nodes may be made, and there is nothing beyond."""
    of = case(flows, map(choice, names))
    return Presence(of.vocabulary, of.presence.marks, States(names, limit=nodes, step=STEP))


def test_a_guard_past_the_budget_is_always_unsurely():
    flows = [move("in", "customer", "shop", when=Named("a")), move("out", "shop", "court")]
    flows.append(move("both", "customer", "bank", when=All((Named("a"), Named("b")))))
    presence = tight(flows, 4, "a", "b")
    assert presence.vague == {2}
    (copy,) = held(presence, "bank", "email")
    assert presence.states_of[copy] == EVERY
    assert presence.unsure == {copy}
    assert [presence.unsure_of(i, used) for i in range(3) for used in presence.sources[i]] == [False, False, True]
    (begun,) = presence.sources[2]
    assert presence.happens(2, begun) == EVERY


def test_a_derivation_by_a_guard_past_the_budget_is_unsure():
    guard = All((Named("a"), Named("b")))
    flows = [move("in", "customer", "shop"), evolve(derive("join", "shop", ("email",), "profile"), when=guard)]
    presence = tight(flows, 4, "a", "b")
    (copy,) = held(presence, "shop", "profile")
    assert presence.unsure == {copy}


def joined(nodes: int) -> Presence:
    """Two inputs by one choice each, joined, and sent on by a third."""
    flows = [move("in1", "customer", "shop", "email", when=Named("a"))]
    flows += [move("in2", "customer", "shop", "card", when=Named("b"))]
    flows += [derive("join", "shop", ("email", "card"), "profile")]
    return tight([*flows, move("out", "shop", "court", "profile", when=Named("c"))], nodes, "a", "b", "c")


def test_inputs_that_pass_the_budget_together_make_an_upper_bound():
    presence = joined(5)
    (product,) = held(presence, "shop", "profile")
    (end,) = held(presence, "court", "profile")
    assert presence.states_of[product] == presence.states.where("a")
    assert presence.unsure == {product, end}
    assert presence.products(2) == [(product, presence.states.where("a"))]
    for copy in presence.sources[2]:
        assert presence.happens(2, copy) in (presence.states.where("a"), presence.states.where("b"))
        assert presence.unsure_of(2, copy)
    presence = joined(100)
    assert presence.unsure == set()
    a, b, c = map(presence.states.where, "abc")
    (product,) = held(presence, "shop", "profile")
    assert presence.products(2) == [(product, presence.states.both(a, b))]
    assert [presence.happens(2, copy) for copy in presence.sources[2]] == [presence.states.both(a, b)] * 2
    assert not any(presence.unsure_of(2, copy) for copy in presence.sources[2])
    assert presence.happens(3, product) == presence.states.both(presence.states.both(a, b), c)


def test_a_use_that_passes_the_budget_is_unsure_though_its_copy_is_not():
    """Whoever asks later finds less room."""
    flows = [move("in", "customer", "shop", when=Named("a")), Flow("use", at="shop", data=("email",), when=Named("b"))]
    presence = tight(flows, 100, "a", "b")
    (copy,) = held(presence, "shop", "email")
    assert not presence.unsure_of(1, copy)
    states = States(("a", "b"), limit=4, step=STEP)
    of = case(flows, map(choice, "ab"))
    presence = Presence(of.vocabulary, of.presence.marks, states)
    assert presence.unsure_of(1, copy)
    assert not presence.unsure_of(0, next(iter(presence.sources[0])))
    assert presence.happens(1, copy) == states.where("a")


# --- seals


def sealed(*more: Flow, choices: str = "abc") -> Case:
    """The shop seals an address about the customer; the bank gets what is sealed if `b`, and the key if `c`."""
    flows = [move("in", "customer", "shop", when=Named("a"))]
    flows.append(Flow("seal", at="shop", data=("email",), makes="sealed", how=How.SEAL, key="key"))
    flows.append(move("hand", "shop", "bank", "sealed", when=Named("b")))
    flows.append(move("open", "office", "bank", "key", when=Named("c")))
    of = case([*flows, *more], map(choice, choices))
    data = {"sealed": Name("sealed", about=("customer",), origin=("vault",)), "key": Name("key", origin=("office",))}
    actors = {"vault": Actor("vault")}
    return Case(evolve(of.system, data={**of.system.data, **data}, actors={**of.system.actors, **actors}))


def test_whoever_holds_what_is_sealed_and_its_key_holds_what_went_in():
    of = sealed()
    (opened,) = held(of, "bank", "email")
    assert of.states.minimal_sets(of.presence.states_of[opened]) == ((("a", "b", "c"),), 0)
    assert opened.subject == "customer"
    assert held(of, "office", "email") == []


def test_it_does_not_matter_which_came_first():
    for order in range(24):
        of = sealed()
        flows = list(of.system.flows)
        flows.insert(order % 4, flows.pop(3))
        flows.insert(order // 6, flows.pop(2))
        again = Case(evolve(of.system, flows=tuple(flows)))
        (opened,) = held(again, "bank", "email")
        assert again.states.minimal_sets(again.presence.states_of[opened]) == ((("a", "b", "c"),), 0)


def test_a_store_and_its_owner_open_together():
    """The key is in the bank's safe, and what is sealed with the bank."""
    of = sealed(move("stow", "office", "safe", "key"))
    actors = {**of.system.actors, "safe": Actor("safe", of=("bank",), store=True)}
    flows = tuple(flow for flow in of.system.flows if flow.name != "open")
    of = Case(evolve(of.system, actors=actors, flows=flows))
    opened = held(of, "bank", "email")
    assert [of.states.minimal_sets(of.presence.states_of[copy]) for copy in opened] == [((("a", "b"),), 0)]


def test_what_is_sealed_twice_is_opened_twice():
    """In either case; the seals and keys are different, and neither opens the other's."""
    flows = [move("card", "customer", "shop", "card")]
    flows.append(Flow("seal2", at="shop", data=("card",), makes="sealed2", how=How.SEAL, key="key2"))
    flows.append(move("hand2", "shop", "bank", "sealed2"))
    flows.append(move("open2", "office", "bank", "key2", when=Not(Named("a"))))
    of = sealed(*flows)
    of = with_data(of, Name("sealed2", about=("customer",), origin=("vault",)), Name("key2", origin=("office",)))
    (card,) = held(of, "bank", "card")
    assert of.states.minimal_sets(of.presence.states_of[card]) == ((("not a",),), 0)
    (email,) = held(of, "bank", "email")
    assert of.states.minimal_sets(of.presence.states_of[email]) == ((("a", "b", "c"),), 0)


def test_what_is_inside_in_more_states_is_opened_in_more():
    """A longer way brings the address to the seal in other states, and a card along."""
    late = [move("l1", "customer", "web", "email", "card", when=Named("d")), move("l2", "web", "app", "email", "card")]
    late += [move("l3", "app", "shop", "email", "card")]
    of = sealed(*late, choices="abcd")
    flows = [evolve(flow, data=("email", "card")) if flow.name == "seal" else flow for flow in of.system.flows]
    for turned in (flows, flows[::-1], flows[3:] + flows[:3]):
        of = Case(evolve(of.system, flows=tuple(turned)))
        told = {copy.atom: of.states.minimal_sets(of.presence.states_of[copy])[0] for copy in of.presence.at("bank")}
        assert told["card"] == (("b", "c", "d"),)
        assert told["email"] == (("b", "c", "d"),), "a seal has all its inputs"


def test_a_seal_of_either_of_two_data_holds_what_it_was_made_of_and_in_which_states():
    """An address about the customer by `a`, and one about a friend by `d`, in what is about both."""
    of = sealed(move("in2", "friend", "shop", when=Named("d")), choices="abcd")
    actors = {**of.system.actors, "friend": Actor("friend", ("person",))}
    for turn in range(len(of.system.flows)):
        flows = of.system.flows[turn:] + of.system.flows[:turn]
        again = Case(evolve(of.system, actors=actors, flows=flows))
        found = {
            copy.subject: again.states.minimal_sets(again.presence.states_of[copy])[0]
            for copy in held(again, "bank", "email")
        }
        assert found == {"customer": (("a", "b", "c"),), "friend": (("b", "c", "d"),)}, turn


def test_what_begins_sealed_is_opened_by_what_was_sealed_elsewhere():
    """The vault has such data from the start; what is inside is what the shop put into its own."""
    of = sealed(move("out", "vault", "bank", "sealed"))
    flows = tuple(flow for flow in of.system.flows if flow.name != "hand")
    of = Case(evolve(of.system, flows=flows))
    opened = held(of, "bank", "email")
    assert [of.states.minimal_sets(of.presence.states_of[copy])[0] for copy in opened] == [(("a", "c"),)]


def test_a_key_that_begins_where_nobody_sends_it_opens_too():
    of = sealed(move("back", "shop", "office", "sealed"))
    flows = tuple(flow for flow in of.system.flows if flow.name != "open")
    of = Case(evolve(of.system, flows=flows))
    (opened,) = held(of, "office", "email")
    assert of.states.minimal_sets(of.presence.states_of[opened]) == ((("a",),), 0)
    assert held(of, "bank", "email") == []


def told(of: Case, holder: str, atom: str = "email") -> list[tuple[tuple[str, ...], ...]]:
    """By which choices each copy of a datum is there."""
    return [of.states.minimal_sets(of.presence.states_of[copy])[0] for copy in held(of, holder, atom)]


def without(of: Case, *names: str) -> Case:
    return Case(evolve(of.system, flows=tuple(flow for flow in of.system.flows if flow.name not in names)))


def test_only_a_seal_has_a_key():
    of = sealed()
    flows = tuple(evolve(flow, how=How.STRIP) if flow.key else flow for flow in of.system.flows)
    assert told(Case(evolve(of.system, flows=flows)), "bank") == []


def test_what_begins_sealed_and_is_never_sent_is_opened_where_it_is():
    of = without(sealed(move("stow", "office", "vault", "key")), "hand", "open")
    assert told(of, "vault") == [(("a",),)]
    of = without(sealed(move("visit", "vault", "desk", "note"), move("key", "office", "vault", "key")), "hand", "open")
    assert told(of, "vault") == [(("a",),)]


def circle(*places: str) -> list[Flow]:
    """A note goes round, so that these are looked at in no order of their own."""
    return [move(f"note-{a}", a, b, "note") for a, b in zip(places, (*places[1:], places[0]), strict=True)]


@pytest.mark.parametrize("late", ["sealed", "key"])
@pytest.mark.parametrize("place", ["bank", "safe"])
def test_what_comes_late_by_a_round_is_opened_too(late: str, place: str):
    """The other half is long there, at the bank; the safe is the bank's."""
    first = "office" if late == "key" else "shop"
    way = [move(f"late-{n}", a, b, late) for n, (a, b) in enumerate(pairwise([first, "v1", "v2", "v3", place]))]
    of = sealed(*way, *circle("bank", "v1", "v2", "v3", place) if place != "bank" else circle("bank", "v1", "v2", "v3"))
    actors = {**of.system.actors, "safe": Actor("safe", of=("bank",), store=True)}
    of = without(Case(evolve(of.system, actors=actors)), "open" if late == "key" else "hand")
    assert told(of, "bank")[0] == ((("a", "b"),) if late == "key" else (("a", "c"),))


def test_what_is_sealed_late_is_opened_by_those_who_opened_before():
    """A contact is an address or a card; the card comes to the shop sealed, when the address is long out."""
    more = [move("card", "customer", "web", "card", when=Named("d")), *circle("web", "shop", "bank")]
    more.append(Flow("seal2", at="web", data=("card",), makes="sealed2", how=How.SEAL, key="key2"))
    more += [
        move("hand2", "web", "w1", "sealed2"),
        move("w12", "w1", "w2", "sealed2"),
        move("w2s", "w2", "shop", "sealed2"),
    ]
    more += [move("open2", "office", "shop", "key2"), *circle("web", "w1", "w2")]
    of = sealed(*more, choices="abcd")
    contact = Name("contact", Extent.CLOSED, ("card", "email"))
    names = [Name("sealed2", about=("customer",)), Name("key2", origin=("office",)), contact]
    flows = [evolve(flow, data=("contact",)) if flow.name == "seal" else flow for flow in of.system.flows]
    for turn in range(len(flows)):
        again = with_data(
            Case(
                evolve(of.system, flows=tuple(flows[turn:] + flows[:turn]), data=of.system.data | {"contact": contact})
            ),
            *names,
        )
        assert told(again, "shop", "card") == [(("d",),)], turn
        assert told(again, "bank") == [(("a", "b", "c"),)], turn
        assert told(again, "bank", "card") == [(("b", "c", "d"),)], turn


def test_what_is_sealed_with_two_histories_is_inside_by_either():
    """Straight by `a`, and over the web by `d`, which somebody asks about."""
    of = sealed(move("l1", "customer", "web", when=Named("d")), move("l2", "web", "shop"), choices="abcd")
    for turn in range(len(of.system.flows)):
        flows = of.system.flows[turn:] + of.system.flows[:turn]
        again = Case(evolve(of.system, flows=flows), ["web"])
        assert len(held(again, "shop", "email")) == len(held(again, "bank", "sealed")) == 2
        anyhow = again.states.union(again.presence.states_of[copy] for copy in held(again, "bank", "email"))
        assert again.states.minimal_sets(anyhow)[0] == (("a", "b", "c"), ("b", "c", "d")), turn


def test_what_is_opened_past_the_budget_is_unsure():
    of = sealed()
    order = ("a", "b", "c")
    for nodes, sure in ((5, False), (100, True)):
        presence = Presence(of.vocabulary, of.presence.marks, States(order, limit=nodes, step=STEP))
        (opened,) = held(presence, "bank", "email")
        assert (opened in presence.unsure) is not sure
        (key,) = held(presence, "bank", "key")
        assert key not in presence.unsure
    # What is sealed is there in all states, and the key too; only what is inside isn't known.
    flows = [evolve(f, when=All(())) if f.name != "in" else f for f in of.system.flows]
    plain = Case(evolve(of.system, flows=tuple(flows)))
    presence = Presence(plain.vocabulary, plain.presence.marks, States(order, limit=9, step=STEP))
    assert not presence.unsure


def test_the_route_to_what_is_opened_is_that_of_what_is_sealed_with_its_sealing_and_key():
    def steps(of: Case, holder: str) -> list[str]:
        found = of.routes.shortest([Target(copy, -1, EVERY) for copy in held(of, holder, "email")])
        return sorted(step.flow for step in found.steps) if found is not None else []

    assert steps(sealed(), "bank") == ["hand", "in", "open", "seal"]
    begun = without(sealed(move("out", "vault", "bank", "sealed")), "hand")
    assert steps(begun, "bank") == ["in", "open", "out", "seal"]
    stowed = without(sealed(move("stow", "office", "vault", "key")), "hand", "open")
    assert steps(stowed, "vault") == ["in", "seal", "stow"]


# --- what a flow uses


def test_a_flow_carries_what_its_sender_holds_and_what_its_place_does():
    some = Some((Named("a"), Named("b")))
    flows = [move("in", "customer", "shop", when=some), move("out", "shop", "court", when=Not(Named("a")))]
    of = case(flows, map(choice, "ab"))
    (end,) = held(of, "court", "email")
    assert of.states.minimal_sets(of.presence.states_of[end]) == ((("not a", "b"),), 0)
    assert end == Copy("court", "email", "customer", Form.IDENTIFIED, 0, False)


def test_a_deletion_brings_nothing_and_uses_what_is_there():
    flows = [move("in", "customer", "shop"), move("wipe", "shop", "court", act="delete")]
    of = case(flows)
    assert held(of, "court", "email") == []
    assert list(of.presence.sources[1]) == held(of, "shop", "email")
    assert of.presence.happens(1, held(of, "shop", "email")[0]) == EVERY


def test_what_is_sent_through_a_frame_remembers_it():
    """A history that a clause asks about, and one that nobody asks about."""
    flows = [move("in", "customer", "shop"), move("on", "shop", "court")]
    of = case(flows)
    of = Case(of.system, through=["in"])
    assert [copy.marks for copy in held(of, "court", "email")] == [of.presence.marks.through["in"]]


def test_what_is_made_remembers_by_what_and_a_seal_its_product():
    of = Case(case([move("in", "customer", "shop"), derive("join", "shop", ("email",), "profile")]).system, ["join"])
    assert [copy.marks for copy in held(of, "shop", "profile")] == [of.presence.marks.through["join"]]
    of = Case(sealed().system, ["seal", "hand"])
    marks = of.presence.marks
    made = marks.sealed[1] | marks.through["seal"]
    assert [copy.marks for copy in held(of, "shop", "sealed")] == [made]
    assert [copy.marks for copy in held(of, "bank", "sealed")] == [made | marks.through["hand"]]
    assert [copy.marks for copy in held(of, "bank", "email")] == [marks.through["seal"] | marks.through["hand"]]


def test_what_a_person_makes_is_made_of_all_that_it_holds():
    flows = [move("in", "friend", "customer"), derive("join", "customer", ("email",), "profile")]
    of = case(flows)
    of = Case(evolve(of.system, actors={**of.system.actors, "friend": Actor("friend", ("person",))}))
    assert sorted(copy.subject for copy, _ in of.presence.products(1)) == ["customer", "friend"]


def test_what_begins_in_a_part_is_sent_by_its_owner():
    of = case([move("out", "bank", "court", "weather"), move("on", "court", "desk", "weather")])
    actors = {**of.system.actors, "safe": Actor("safe", of=("bank",), store=True)}
    data = {**of.system.data, "weather": Name("weather", origin=("safe",))}
    of = Case(evolve(of.system, actors=actors, data=data))
    assert [copy.subject for copy in held(of, "desk", "weather")] == [NOBODY]


def test_data_begin_in_order_of_their_names_and_of_whom_they_are_about():
    names = [f"chart-{letter}" for letter in "gcafbedh"]
    of = case([move("out", "customer", "court", *names)])
    assert [copy.atom for copy in of.presence.sources[0]] == sorted(names)
    of = with_data(
        case([move("out", "office", "court", "rumour")]), Name("rumour", origin=("office",), about=tuple(FRIENDS))
    )
    assert [copy.subject for copy in of.presence.sources[0]] == sorted(FRIENDS)


def test_a_flow_via_a_place_uses_what_came_that_way_alone():
    flows = [move("given", "customer", "shop", when=Named("a")), move("visit", "customer", "broker")]
    flows += [move("bought", "broker", "shop", when=Named("b")), move("again", "shop", "court", via="broker")]
    of = case(flows, map(choice, "ab"))
    (end,) = held(of, "court", "email")
    assert of.states.minimal_sets(of.presence.states_of[end]) == ((("b",),), 0)
    flows = [move("again", "customer", "court", via="broker")]
    assert held(case([*flows, move("visit", "customer", "broker")]), "court", "email") == []


def test_a_derivation_with_stated_subjects_uses_the_data_of_all():
    """What it makes is about the friend; what it is made of needn't be."""
    flows = [move("in", "customer", "shop"), evolve(derive("join", "shop", ("email",), "profile"), about=("friend",))]
    (product,) = held(case(flows), "shop", "profile")
    assert product.subject == "friend"
