"""A question to a policy: may this be done? What it leaves out is filled in as it would be of a flow."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from flowvow.comparing.boxes import EVERYTHING, Atom, Box, Side, overlap
from flowvow.comparing.realm import NONE_HERE, Realm
from flowvow.model.conditions import ALWAYS, Expression
from flowvow.model.names import Form
from flowvow.model.vocabulary import OTHER

_ENDS_SAY = ("collect", "use", "derive", "share")


@frozen(slots=True)
class Question:
    """What is asked, by names; what is empty is left out.

    Attributes:
        sender, recipient: ends (``from``, ``to``).
        at: where it happens in place.
        through: a place the data came by.
        safeguards: those that are there.
        when: the states asked about.
    """

    act: str = ""
    data: str = ""
    by: str = ""
    sender: str = ""
    recipient: str = ""
    at: str = ""
    through: str = ""
    about: str = ""
    purpose: str = ""
    form: Form | None = None
    makes: str = ""
    safeguards: tuple[str, ...] = ()
    when: Expression = ALWAYS

    def told(self) -> str:
        """The question in words."""
        words = [self.act or "do anything with", self.data or "any data"]
        named = (
            ("into", self.makes), ("by", self.by), ("from", self.sender), ("to", self.recipient), ("at", self.at),
            ("through", self.through), ("about", self.about), ("for", self.purpose),
            ("as", self.form.value if self.form else ""), ("with", ", ".join(self.safeguards)),
            ("when", str(self.when) if self.when != ALWAYS else ""),
        )  # fmt: skip
        return " ".join([*words, *(f"{word} {name}" for word, name in named if name)])


def asked(question: Question, realm: Realm, party: frozenset[str]) -> list[Box]:
    """The combinations that a question means; none where what it says goes together in none."""
    sides = _named(question, realm)
    kinds = [realm.moving] if question.sender or question.recipient else list(realm.kinds)
    if question.at:
        kinds = [realm.using, realm.deriving]
    if question.makes:
        kinds = [realm.deriving]
    found = [both for kind in kinds for box in _done(question, sides, realm, party) if (both := overlap(box, kind))]
    if not (question.act and question.sender and question.recipient):
        usual = realm.ordinary(party)
        if not question.act:
            usual = [one for box in usual if (one := overlap(box, EVERYTHING.having({"act": frozenset(_ENDS_SAY)})))]
        said = [both for box in found for one in usual if (both := overlap(box, one)) is not None]
        found = said if said or not question.act else found
    return [part for box in found for part in _of_subject(box, question, realm)]


def _named(question: Question, realm: Realm) -> dict[str, Side]:
    vocabulary = realm.vocabulary
    sides: dict[str, Side] = {}
    if question.act:
        sides["act"] = frozenset({question.act})
    for dimension, name in (("from", question.sender), ("to", question.recipient), ("at", question.at)):
        if name:
            sides[dimension] = vocabulary.all_matching((name,)) & realm.actors
    if question.about:
        sides["about"] = vocabulary.all_matching((question.about,))
    if question.data:
        sides["data"] = vocabulary.data.atoms(question.data)
    if question.makes:
        sides["makes"] = vocabulary.data.atoms(question.makes)
    if question.purpose:
        sides["for"] = vocabulary.purposes.atoms(question.purpose)
    if question.form:
        sides["form"] = frozenset({question.form})
    return sides


def _done(question: Question, sides: dict[str, Side], realm: Realm, party: frozenset[str]) -> Iterable[Box]:
    """Whoever is said to do it does; else the party, unless the end that does it is said."""
    whole = EVERYTHING.having(sides)
    doers: frozenset[Atom] = party & realm.actors
    if question.by:
        doers = realm.vocabulary.all_matching((question.by,)) & realm.actors
    acts = realm.acts
    for who, end in (("arriving", "to"), ("leaving", "from"), ("keeping", "from"), ("keeping", "to")):
        free = not question.by and (end in sides or (who == "keeping" and (question.sender or question.recipient)))
        one = {"act": acts[who], "at": NONE_HERE} | ({} if free else {end: doers})
        if (box := overlap(whole, EVERYTHING.having(one))) is not None:
            yield box
    here = {} if "at" in sides and not question.by else {"at": doers}
    if (box := overlap(whole, EVERYTHING.having({"from": NONE_HERE, "to": NONE_HERE, **here}))) is not None:
        yield box


def _of_subject(box: Box, question: Question, realm: Realm) -> Iterable[Box]:
    """Whose the data are and in which form, where the question leaves it out and the words or the ends say it."""
    groups: dict[tuple[Side, Side], set[Atom]] = {}
    vocabulary = realm.vocabulary
    for atom in realm.space.full(box, "data"):
        about = frozenset[str]() if question.about or atom == OTHER else vocabulary.about(str(atom))
        form = None if question.form or atom == OTHER else vocabulary.form(str(atom))
        said = (about & realm.space.sides["about"]) or None, frozenset({form}) if form else None
        groups.setdefault(said, set()).add(atom)
    for (about_, form_), atoms in groups.items():
        sides: dict[str, Side] = {"data": frozenset(atoms)}
        if about_ is not None:
            sides["about"] = about_
        if form_ is not None:
            sides["form"] = form_
        yield box.having(sides)
