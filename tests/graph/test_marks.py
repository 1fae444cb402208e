"""What a copy's marks remember of its way."""

from __future__ import annotations

from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.model.actors import Actor
from flowvow.model.flows import Flow
from flowvow.model.names import Form, Name
from flowvow.model.questions import Limit, Through, Travel
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary

NAMES = ("shop", "mailer", "pay", "customer")
ACTORS = {name: Actor(name, ("person",) if name == "customer" else ()) for name in NAMES} | {"person": Actor("person")}
DATA = {name: Name(name) for name in ("email", "card", "profile")}
TRAVEL = Travel("t", frozenset({"mailer"}), frozenset({"shop"}), frozenset({"email"}))
LIMIT = Limit("l", frozenset({"email"}), None, (Form.IDENTIFIED,), frozenset({"shop"}))
THROUGH = Through("pay", frozenset({"pay"}))
MADE = [(frozenset({"email"}), frozenset({"profile"}))]


def marks(*asked: object) -> Marks:
    return Marks(asked, Vocabulary(System("test", ACTORS, DATA)), MADE)


def test_a_travelling_clause_starts_where_it_says_and_ends_at_the_party():
    made = marks(TRAVEL)
    begun = made.arrive(0, "mailer", "email", "customer")
    assert begun == made.travel["t"]
    assert made.arrive(begun, "pay", "email", "customer") == begun
    assert made.arrive(begun, "shop", "email", "customer") == 0


def test_everything_ends_when_the_datum_is_back_with_its_subject():
    made = marks(TRAVEL, THROUGH)
    passed = made.arrive(made.arrive(0, "mailer", "email", "customer"), "pay", "email", "customer")
    assert passed == made.travel["t"] | made.through["pay"]
    assert made.arrive(passed, "customer", "email", "customer") == 0
    assert made.arrive(passed, "customer", "email", "friend") == passed


def test_what_no_clause_can_ask_about_is_not_remembered():
    made = marks(TRAVEL)
    assert made.arrive(0, "mailer", "card", "customer") == 0
    assert made.arrive(0, "mailer", "profile", "customer") == made.travel["t"], "it is made of the e-mail address"


def test_a_limit_is_handed_to_what_is_made_and_only_by_a_form_it_speaks_of():
    made = marks(LIMIT)
    assert made.derived(0, "email", "customer", Form.IDENTIFIED) == made.limit["l"]
    assert made.derived(0, "email", "customer", None) == made.limit["l"]
    assert made.derived(0, "email", "customer", Form.AGGREGATE) == 0
    assert made.derived(0, "card", "customer", Form.IDENTIFIED) == 0


def test_an_unknown_history_stays_unknown():
    made = marks(TRAVEL, LIMIT)
    assert made.arrive(UNKNOWN, "shop", "email", "customer") == UNKNOWN
    assert made.derived(UNKNOWN, "email", "customer", None) == UNKNOWN


def test_a_flow_sets_the_marks_of_its_name_and_of_its_frame():
    made = marks(Through("f1", frozenset()), Through("paying", frozenset()))
    assert made.by_flow(Flow("f1", "paying")) == made.through["f1"] | made.through["paying"]
    assert made.by_flow(Flow("f2")) == 0
