"""Boxes told in words, under the widest names that are exactly what they hold.

The words follow the language: the doer is the party unless something else is said, and what is free isn't mentioned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from flowvow.comparing.boxes import Atom, Box, Side, largest, overlap
from flowvow.comparing.realm import NONE_HERE, Realm
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.names import Form
from flowvow.model.vocabulary import OTHER
from flowvow.text.natural import natural

_NAMED_IN_FULL = 6  # so many names are listed; of more the number is told

Atoms = frozenset[Atom]


class Phrases:
    """Tells the boxes of one realm, as one party's policy would."""

    def __init__(self, realm: Realm, party: frozenset[str], in_full: int = _NAMED_IN_FULL) -> None:
        self.realm = realm
        self._in_full = in_full
        self.party: Atoms = party & realm.actors
        self._ordinary = realm.ordinary(party)

    @cached_property
    def _families(self) -> dict[str, Mapping[str, Atoms]]:
        vocabulary = self.realm.vocabulary
        acts, matching = vocabulary.system.acts, vocabulary.matching
        return {
            "act": {name: frozenset(a for a in acts if name in vocabulary.act_matches(a)) for name in acts},
            "data": {name: vocabulary.data.atoms(name) for name in vocabulary.system.data},
            "for": {name: vocabulary.purposes.atoms(name) for name in vocabulary.system.purposes},
            "form": {form.value: frozenset({form}) for form in Form},
            "actor": {name: matching[name] & self.realm.actors for name in matching if name != NOBODY},
        }

    def names(self, side: Side, family: str, everything: Atoms) -> str:
        """The atoms of a side under the widest names that are exactly these; empty where it holds everything."""
        if side is None or side >= everything:
            return ""
        known = {name: atoms & everything for name, atoms in self._families[family].items()}
        best: tuple[list[str], list[str]] = self._covering(side, known, family), []
        if len(best[0]) > 1:
            rest = self._covering(everything - side, known, family)
            wide = {"actor": ANYONE, "act": "any act", "form": "any form"}.get(family, "anything")
            best = min(best, ([wide], rest), key=_length)
        for name in sorted(known, key=natural):
            if side < known[name] < everything:
                best = min(best, ([name], self._covering(known[name] - side, known, family)), key=_length)
        shown, but = (self._listed(one) for one in best)
        return f"{shown} but {but}" if but else shown

    def _covering(self, side: Atoms, known: Mapping[str, Atoms], family: str) -> list[str]:
        found: list[str] = []
        rest = set(side)
        inside = sorted((n for n, atoms in known.items() if atoms and atoms <= side), key=natural)
        for name in sorted(inside, key=lambda one: -len(known[one])):
            if not known[name].isdisjoint(rest):
                found.append(name)
                rest -= known[name]
        alone = [self._leftover(str(atom), family) for atom in rest]
        return sorted(found, key=natural) + sorted(alone, key=natural)

    def _listed(self, names: Sequence[str]) -> str:
        if len(names) > self._in_full:
            return ", ".join(names[: self._in_full - 1]) + f" and {len(names) - self._in_full + 1} more"
        return " or ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""

    def _leftover(self, atom: str, family: str) -> str:
        """What an atom is called that no name means alone."""
        if atom == OTHER:
            return "something unnamed"
        if atom.endswith(OTHER):
            return f"other {atom.removesuffix(OTHER)}"
        if atom in (ANYONE, NOBODY):
            return "strangers" if atom == ANYONE else atom
        if family == "actor" and self.realm.vocabulary.members.get(atom):
            return f"another {atom}"
        return atom if family == "act" else f"{atom} itself"

    def in_words(self, box: Box) -> str:
        """One box, as a clause would say it."""
        full = self.realm.space.full
        stays = full(box, "from") <= NONE_HERE
        making = stays and not full(box, "makes") <= NONE_HERE
        kind = self.realm.moving if not stays else self.realm.deriving if making else self.realm.using
        acts = "" if full(box, "act") >= self._usual(box) else self.names(box.side("act"), "act", full(kind, "act"))
        data = self.names(box.side("data"), "data", self.realm.data)
        made = self.names(box.side("makes"), "data", self.realm.data) if making else ""
        what = f"{acts or 'derive'} {made or 'anything'}" if making else f"{acts or 'anything done with'} {data}"
        phrases = [
            what if making or data else f"{acts} anything" if acts else "anything",
            _named("of", data) if making else "",
            *(self._places(box) if stays else self._ends(box)),
            self._actors("about", box.side("about"), self.realm.actors | {NOBODY}),
            _named("for", self.names(box.side("for"), "for", self.realm.purposes)),
            _named("as", self.names(box.side("form"), "form", frozenset(Form))),
        ]
        return " ".join(phrase for phrase in phrases if phrase)

    def _usual(self, box: Box) -> Atoms:
        """The acts that such ends may say."""
        free = box.having({"act": None})
        return frozenset().union(*(one.sides[0] or () for one in self._ordinary if overlap(one, free) is not None))

    def _places(self, box: Box) -> list[str]:
        place = self.realm.space.full(box, "at") & self.realm.actors
        if place == self.party:
            return []
        return [self._actors("at", place, self.realm.actors) or "by anyone"]

    def _ends(self, box: Box) -> list[str]:
        everybody: Atoms = self.realm.actors
        sender, recipient = (self.realm.space.full(box, end) & everybody for end in ("from", "to"))
        acts, doing = self.realm.space.full(box, "act"), self.realm.acts
        arriving, leaving, keeping = (acts <= doing[who] for who in ("arriving", "leaving", "keeping"))
        free_from, free_to = sender == everybody, recipient == everybody
        if sender == self.party and (leaving or (keeping and free_to)):
            return [self._actors("to", recipient, everybody)]
        if recipient == self.party and (arriving or (keeping and free_from)):
            return [self._actors("from", sender, everybody)]
        anyone = (arriving and free_to) or (leaving and free_from) or (free_from and free_to)
        ends = [self._actors("from", sender, everybody), self._actors("to", recipient, everybody)]
        return ["by anyone" if anyone else "", *ends]

    def _actors(self, word: str, side: Side, everything: Atoms) -> str:
        return _named(word, self.names(side, "actor", everything))

    def tell(self, boxes: Iterable[Box]) -> list[str]:
        """A union of boxes: one phrase for each of its largest, and each phrase once."""
        return list(dict.fromkeys(self.in_words(box) for box in largest(boxes, self.realm.space)))

    def briefly(self, boxes: Iterable[Box]) -> list[str]:
        """A union of boxes as ``tell`` has it, but where the party uses something in place, using is all that is told.

        Moving it about within the party and deriving it there are uses too.
        """
        wide = largest(boxes, self.realm.space)
        gists = {self._gist(box) for box in wide if self._plain_use(box)}
        shown = [box for box in wide if self._plain_use(box) or self._gist(box) not in gists]
        return list(dict.fromkeys(self.in_words(box) for box in shown))

    def _plain_use(self, box: Box) -> bool:
        full = self.realm.space.full
        return full(box, "at") == self.party and full(box, "makes") <= NONE_HERE

    def _gist(self, box: Box) -> tuple[Side, ...]:
        full = self.realm.space.full
        making = full(box, "makes").isdisjoint(NONE_HERE)
        using = full(box, "act") <= self._families["act"]["use"]
        what = full(box, "makes" if making else "data")
        return (what if using else None, *(box.side(side) for side in ("about", "for", "form")))


def _named(word: str, names: str) -> str:
    return f"{word} {names}" if names else ""


def _length(told: tuple[Sequence[str], Sequence[str]]) -> int:
    """How long a list of names is, and what it leaves out; a plain list wins a tie."""
    shown, but = told
    return 2 * (len(shown) + len(but)) + bool(but)
