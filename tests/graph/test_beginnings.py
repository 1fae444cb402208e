"""Where data begin."""

from __future__ import annotations

from flowvow.graph.beginnings import Beginnings
from flowvow.graph.copies import Copy
from flowvow.graph.marks import Marks
from flowvow.model.actors import BUILT_IN_ACTORS, NOBODY, Actor
from flowvow.model.names import Form, Name
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary

PERSONS = [f"friend-{letter}" for letter in "gcafbedh"]
DATA = [
    Name("email"),
    Name("weather", origin=("office", "archive")),
    Name("rumour", about=tuple(PERSONS), origin=("office",)),
    Name("portrait", about=("customer",)),
    Name("hash", form=Form.PSEUDONYMOUS),
    *(Name(f"chart-{letter}", origin=("archive",)) for letter in "gcafbed"),
]


def beginnings() -> Beginnings:
    actors = [Actor(name) for name in ("office", "archive", "shop")]
    actors += [Actor(name, ("person",)) for name in ("customer", *PERSONS)] + [Actor("drawer", of=("customer",))]
    everybody = {actor.name: actor for actor in (*BUILT_IN_ACTORS, *actors)}
    vocabulary = Vocabulary(System("test", everybody, {name.name: name for name in DATA}))
    return Beginnings(vocabulary, Marks((), vocabulary, ()), {"shop": ["office"], "customer": ["drawer"]})


def test_a_person_has_its_own_data_and_an_origin_what_begins_there():
    of = beginnings()
    owned = [("customer", "email", "customer"), ("office", "weather", NOBODY), ("office", "weather", "customer")]
    owned += [
        ("office", "rumour", "friend-a"),
        ("friend-a", "rumour", "friend-a"),
        ("customer", "portrait", "customer"),
    ]
    for holder, atom, subject in owned:
        assert of.owns(holder, atom, subject), (holder, atom, subject)
    others = [("shop", "email", "shop"), ("customer", "email", "friend-a"), ("drawer", "email", "customer")]
    others += [
        ("office", "rumour", "customer"),
        ("customer", "rumour", "customer"),
        ("friend-a", "portrait", "friend-a"),
    ]
    others += [("shop", "weather", "customer"), ("office", "email", "customer")]
    for holder, atom, subject in others:
        assert not of.owns(holder, atom, subject), (holder, atom, subject)


def test_about_whom_somebody_has_data_without_being_asked():
    of = beginnings()
    assert of.subjects("customer", "email") == {"customer"}
    assert of.subjects("customer", "portrait") == {"customer"}
    assert of.subjects("friend-a", "portrait") == set()
    assert of.subjects("office", "weather") == {NOBODY}
    assert of.subjects("office", "rumour") == set(PERSONS)
    assert of.subjects("office", "email") == of.subjects("shop", "weather") == set()


def test_data_begin_at_somebody_or_at_a_part():
    of = beginnings()
    assert of.begins("office", "weather")
    assert of.begins("shop", "weather"), "the office is its part"
    assert of.begins("customer", "email"), "and not its drawer"
    assert not of.begins("shop", "email")
    assert not of.begins("drawer", "email")


def test_what_begins_with_a_person_is_identified_unless_the_datum_says_otherwise():
    of = beginnings()
    assert of.copy("customer", "email", "customer") == Copy("customer", "email", "customer", Form.IDENTIFIED, 0, True)
    assert of.copy("customer", "hash", "customer").form is Form.PSEUDONYMOUS
    assert of.copy("office", "weather", NOBODY).form is None


def test_all_that_begins_is_told_in_order():
    of = beginnings()
    begun = [(copy.holder, copy.subject) for copy in of.everywhere("rumour")]
    assert begun == [*(("office", name) for name in sorted(PERSONS)), *((name, name) for name in PERSONS)]
    at_origins = [(copy.atom, copy.holder, copy.subject) for copy in of.at_origins()]
    assert at_origins == [
        *((f"chart-{letter}", "archive", NOBODY) for letter in "abcdefg"),
        *(("rumour", "office", name) for name in sorted(PERSONS)),
        ("weather", "archive", NOBODY),
        ("weather", "office", NOBODY),
    ]
