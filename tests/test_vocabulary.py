"""What the names of one small model denote, whole: every word of it with all that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from flowvow.model.actors import ANYONE, BUILT_IN_ACTORS, NOBODY, PERSON, Actor
from flowvow.model.names import BUILT_IN_ACTS, Extent, Form, Name
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary, reached_from

from .conftest import Compare

ACTORS = [
    Actor("customer", (PERSON,), safeguards=("habit",)),
    Actor("regular", ("customer",)),
    Actor("household", of=("customer", "friend")),
    Actor("friend", (PERSON,)),
    Actor("phone", ("device",)),
    Actor("device", of=("customer",), safeguards=("lock",)),
    Actor("notes", of=("phone",), store=True, safeguards=("cipher",)),
    Actor("vendor", closed=True),
    Actor("shop", ("vendor",), safeguards=("contract",)),
    Actor("till", of=("shop",)),
    Actor("order-book", of=("till",), store=True),
    Actor("rain"),
]
DATA = [
    Name("personal", Extent.OPEN, ("contact", "habits"), form=Form.IDENTIFIED, about=("customer",), origin=("till",)),
    Name("contact", Extent.CLOSED, ("name", "street"), form=Form.PSEUDONYMOUS, origin=("customer",)),
    Name("habits", Extent.CLOSED, ("visits", "street"), without=("visits",), about=("friend",)),
    Name("counted", Extent.OPEN, ("visits",), form=Form.AGGREGATE, about=(NOBODY,)),
    Name("name", about=("customer", "friend")),
    Name("street"),
    Name("visits", origin=("shop", "till")),
    Name("top", Extent.OPEN, ("left",), form=Form.IDENTIFIED, about=("shop",)),
    Name("wide", Extent.OPEN, ("near", "far"), origin=("rain",)),
    Name("near", Extent.OPEN, ("right",)),
    Name("far", Extent.OPEN, ("right",), about=("vendor",)),
    Name("left", Extent.OPEN, ("leaf",)),
    Name("right", Extent.OPEN, ("leaf",)),
    Name("leaf"),
]
PURPOSES = [
    Name("selling", Extent.OPEN, ("billing", "shipping")),
    Name("serving", Extent.CLOSED, ("selling", "asking"), without=("billing",)),
    Name("billing"),
    Name("shipping"),
    Name("asking"),
]
ACTS = [Name("lend", Extent.OPEN, ("rent",)), Name("give", Extent.OPEN, ("lend", "sell")), Name("rent")]


Entry = TypeVar("Entry", Actor, Name)


def by_name(*values: Entry) -> dict[str, Entry]:
    return {value.name: value for value in values}


SYSTEM = System(
    "words", by_name(*BUILT_IN_ACTORS, *ACTORS), by_name(*DATA), by_name(*PURPOSES), by_name(*BUILT_IN_ACTS, *ACTS)
)


def listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def of_data(words: Vocabulary) -> Iterable[str]:
    for name in SYSTEM.data:
        yield f"data type {name}: {listed(words.data.atoms(name))}"
    for atom in sorted(words.data.all_atoms(SYSTEM.data)):
        form = words.form(atom)
        yield f"atom {atom}: {form.value if form else 'unknown'}"
        yield f"  about {listed(words.about(atom))}"
        yield f"  origin {listed(words.origin(atom))}"
    for name in SYSTEM.purposes:
        yield f"purpose {name}: {listed(words.purposes.atoms(name))}"
    for name in SYSTEM.acts:
        yield f"act {name}: {listed(words.act_matches(name))}"


def of_actors(words: Vocabulary) -> Iterable[str]:
    for name in (*SYSTEM.actors, NOBODY, ""):
        yield f"{name or 'without a name'} matches {listed(words.matches(name))}"
        yield f"  and is matched by {listed(words.all_matching([name]))}"
        if name in SYSTEM.actors:
            yield f"  is {listed(words.kinds(name))}, which others are: {listed(words.members[name])}"
            yield f"  what it holds is held by {', '.join(words.holders[name]) or 'none'} too"
            yield f"  chooses: {listed(words.choosers(name))}"
        if name != NOBODY:
            yield f"  as a person: {listed(words.persons(name))}"
        yield f"  lends {listed(words.safeguards(name))}"


def test_steps_that_lead_back_end() -> None:
    steps = {"a": ["b"], "b": ["c", "a"], "c": ["c"], "d": ["a"]}
    assert reached_from("a", steps.__getitem__) == {"a", "b", "c"}


def test_what_the_words_of_a_model_denote(same_text: Compare) -> None:
    words = Vocabulary(SYSTEM)
    same_text("vocabulary.txt", "".join(f"{line}\n" for line in (*of_data(words), *of_actors(words))))
    assert words.all_matching(["shop", "unheard-of", "friend"]) == {"shop", "till", "order-book", "friend", "household"}
    assert words.choosers(ANYONE) >= set(SYSTEM.actors)
