"""Small models where the page can be read otherwise: all three answer alike, and what is expected here."""

from __future__ import annotations

from flowvow.model.actors import BUILT_IN_ACTORS, Actor
from flowvow.model.clauses import Clause, ClauseForm, Need, Policy, Reach, Require
from flowvow.model.conditions import Condition, ConditionKind, Default, Named
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form, Name
from flowvow.model.system import System

from .compare import differences
from .solve import Answer, answers

ACTORS = [Actor("shop"), Actor("court"), Actor("mailer", ("vendor",)), Actor("vendor")]
ACTORS += [Actor("customer", ("person",)), Actor("friend", ("person",))]
DATA = [Name("email"), Name("profile"), Name("counts", form=Form.AGGREGATE), Name("notice", origin=("shop",))]
FORBID = Clause("c", "p", ClauseForm.FORBID, Reach(act=("share",), by=("anyone",), through=("court",)))
NEWS = Condition("news", ConditionKind.CHOICE, by="anyone", default=Default.REFUSED, asked="ask")


def _answer(*flows: Flow, party: str = "shop", clause: Clause = FORBID, choices: tuple[Condition, ...] = ()) -> Answer:
    """The oracle's answer where all choices are granted, once product and reference gave the same."""
    system = System(
        "small",
        {actor.name: actor for actor in (*BUILT_IN_ACTORS, *ACTORS)},
        {name.name: name for name in DATA},
        conditions={choice.name: choice for choice in choices},
        flows=flows,
        policies=(Policy("p", party, clauses=(clause,)),),
    )
    assert [str(difference) for difference in differences(system)] == []
    return answers(system)[frozenset(choice.name for choice in choices)]


def _used(answer: Answer, flow: int, role: str) -> set[tuple[str, str]]:
    return {(use.atom, use.subject) for use in answer.uses if use.flow == flow and use.role == role}


def test_a_derivation_takes_in_what_its_place_holds_about_anybody() -> None:
    """B1, B2: at a customer's too, who holds a friend's address."""
    told = Flow("f1", sender="friend", recipient="customer", data=("email",))
    used = Flow("f2", at="customer", data=("email",))
    made = Flow("f3", at="customer", data=("email",), makes="profile", how=How.JOIN)
    answer = _answer(told, used, made)
    assert _used(answer, 1, "carried") == {("email", "customer")}
    assert _used(answer, 2, "input") == {("email", "customer"), ("email", "friend")}
    assert _used(answer, 2, "output") == {("profile", "customer"), ("profile", "friend")}


def test_the_about_of_a_derivation_is_its_products() -> None:
    """B2: and not whom the inputs are about."""
    given = Flow("f1", sender="customer", recipient="shop", data=("email",))
    count = Flow("f2", at="shop", data=("email",), makes="counts", how=How.AGGREGATE, about=("friend",))
    answer = _answer(given, count)
    assert _used(answer, 1, "input") == {("email", "customer")}
    assert _used(answer, 1, "output") == {("counts", "friend")}


def test_an_origin_sends_its_own_copy_about_nobody_also_where_one_came_back() -> None:
    """D5: so nothing of what it sends has passed the court."""
    out = Flow("f1", sender="shop", recipient="court", data=("notice",))
    back = Flow("f2", sender="court", recipient="shop", data=("notice",))
    on = Flow("f3", sender="shop", recipient="mailer", data=("notice",))
    answer = _answer(out, back, on)
    assert {verdict for unit, verdict in answer.verdicts.items() if unit.flow == 2} == {"undisclosed"}


def test_via_is_never_about_what_began_with_the_sender() -> None:
    """D5: what somebody has from the start hasn't come by that one."""
    answer = _answer(Flow("f1", sender="friend", recipient="customer", data=("email",), via="friend"))
    assert _used(answer, 0, "carried") == set()


def test_a_policy_says_nothing_of_a_flow_that_merely_might_go_to_its_party() -> None:
    """E13, A2: a flow to any of the vendors isn't undisclosed by each vendor's text."""
    given = Flow("f1", sender="customer", recipient="shop", data=("email",))
    anywhere = Flow("f2", sender="shop", recipient="vendor", any_of=True, data=("email",))
    answer = _answer(given, anywhere, party="mailer")
    assert answer.verdicts == {}
    assert set(_answer(given, anywhere).verdicts.values()) == {"undisclosed"}


def test_a_choice_by_anyone_is_not_nobodys() -> None:
    """A1, A3: so no consent covers what is about nobody, and anyone's covers what is about a customer."""
    clause = Clause("c", "p", ClauseForm.REQUIRE, Reach(), require=Require(Need.CONSENT, ("news",)))
    ask = Flow("ask", sender="shop", recipient="customer", data=("email",), about=("customer",))
    given = Flow("f1", sender="customer", recipient="shop", data=("email",), when=Named("news"), after=("ask",))
    told = Flow("f2", sender="shop", recipient="mailer", data=("notice",), when=Named("news"), after=("ask",))
    answer = _answer(ask, given, told, clause=clause, choices=(NEWS,))
    assert {unit.subject: verdict for unit, verdict in answer.verdicts.items() if unit.flow} == {
        "customer": "undisclosed",
        "nobody": "forbidden",
    }
