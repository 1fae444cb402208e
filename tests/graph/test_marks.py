"""What a copy's marks remember of its way."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.model.actors import Actor
from flowvow.model.flows import Flow
from flowvow.model.names import Form, Name
from flowvow.model.questions import Limit, Mark, Through, Travel
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


def test_a_limit_is_handed_on_by_those_it_is_about_and_by_any_form_where_it_names_none():
    about = Limit("l", frozenset({"email"}), frozenset({"customer", "friend"}), (), frozenset())
    made = marks(about, THROUGH)
    for form in (None, Form.IDENTIFIED, Form.AGGREGATE):
        assert made.derived(0, "email", "customer", form) == made.limit["l"]
        assert made.derived(0, "email", "friend", form) == made.limit["l"]
        assert made.derived(0, "email", "shop", form) == 0
        assert made.derived(made.through["pay"], "email", "shop", form) == made.through["pay"]


def test_an_unknown_history_stays_unknown():
    made = marks(TRAVEL, LIMIT)
    assert made.arrive(UNKNOWN, "shop", "email", "customer") == UNKNOWN
    assert made.derived(UNKNOWN, "email", "customer", None) == UNKNOWN


def test_a_flow_sets_the_marks_of_its_name_and_of_its_frame():
    made = marks(Through("f1", frozenset()), Through("paying", frozenset()))
    assert made.by_flow(Flow("f1", "paying")) == made.through["f1"] | made.through["paying"]
    assert made.by_flow(Flow("f2")) == 0


# --- against the slow obvious way


class Obvious:
    """Marks as sets of keys: each is set and cleared by its own words, and kept where a clause could ask about it."""

    def __init__(self, random: Random) -> None:
        self.places = ("shop", "mailer", "customer", "drawer")
        self.atoms = tuple(f"d{n}" for n in range(6))
        pairs = [random.sample(self.atoms, 2) for _ in range(random.randint(0, 5))]
        self.makes = [(frozenset({a, *random.sample(self.atoms, 1)}), frozenset({b})) for a, b in pairs]
        self.marks = [self.mark(random, n) for n in range(random.randint(1, 5))]
        self.seals = {n: frozenset(random.sample(self.atoms, random.randint(1, 2))) for n in random.sample(range(9), 2)}

    def mark(self, random: Random, n: int) -> Mark:
        among = (self.places, self.places, self.atoms)
        starts, ends, data = (frozenset(random.sample(of, random.randint(1, 2))) for of in among)
        kind = random.randrange(5)
        if kind == 0:
            return Through(f"m{n}", starts)
        if kind == 1:
            return Travel(f"m{n}", starts, ends, random.choice((None, data)))
        forms = random.choice(((), (Form.IDENTIFIED,)))
        return Limit(f"m{n}", data, random.choice((None, frozenset({"customer"}))), forms, ends)

    def made_of(self, atoms: Iterable[str]) -> set[str]:
        """The atoms, and all that is made of them."""
        found = set(atoms)
        while more := {o for inputs, outputs in self.makes if inputs & found for o in outputs} - found:
            found |= more
        return found

    def asked(self, mark: Mark, atom: str) -> bool:
        """Whether some clause could ask about the mark of such a copy, or of what is made of it."""
        if isinstance(mark, Through) or (isinstance(mark, Travel) and mark.data is None):
            return True
        wanted = self.made_of(mark.data or ())
        if isinstance(mark, Limit) and mark.about is None and not mark.forms:
            wanted -= mark.data
        return bool(self.made_of({atom}) & wanted)

    def arrive(self, held: set[str | int], place: str, atom: str, subject: str) -> set[str | int]:
        found = {flow for flow in held if isinstance(flow, int) and atom in self.seals[flow]}
        for mark in self.marks:
            starts = mark.places if isinstance(mark, Through) else mark.starts if isinstance(mark, Travel) else ()
            ends = () if isinstance(mark, Through) else mark.ends
            stays = mark.key in held and place not in ends and (place, subject) != ("customer", "customer")
            if (stays or place in starts) and self.asked(mark, atom):
                found.add(mark.key)
        return found


def test_marks_are_set_cleared_and_kept_as_their_words_say():
    for seed in range(60):
        random = Random(f"marks {seed}")
        slow = Obvious(random)
        actors = {name: Actor(name) for name in slow.places} | {
            "customer": Actor("customer", ("person",)),
            "person": Actor("person"),
        }
        vocabulary = Vocabulary(System("test", actors, {name: Name(name) for name in slow.atoms}))
        made = Marks(slow.marks, vocabulary, slow.makes, slow.seals)
        bits: dict[str | int, int] = {**made.travel, **made.limit, **made.through, **made.sealed}
        for kind, found in ((Travel, made.travel), (Limit, made.limit), (Through, made.through)):
            assert set(found) == {mark.key for mark in slow.marks if isinstance(mark, kind)}, seed
        assert sorted(bits.values()) == [1 << n for n in range(len(bits))], seed
        assert set(bits) == {mark.key for mark in slow.marks} | set(slow.seals), seed
        for held in (set(), set(bits), set(random.sample(list(bits), 2))):
            for place in slow.places:
                for atom in slow.atoms:
                    for subject in ("customer", "friend"):
                        wanted = sum(bits[one] for one in slow.arrive(held, place, atom, subject))
                        given = sum(bits[one] for one in held)
                        assert made.arrive(given, place, atom, subject) == wanted, (seed, held, place, atom)
