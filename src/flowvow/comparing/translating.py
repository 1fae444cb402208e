"""One text's clauses in the words of a model that answers to the other text, so that both can judge its flows.

A word of the model that is several words of the foreign text is taken for each of them: the text is put twice, once
with a clause reaching whatever may be meant (wide) and once only what surely is (narrow). Where the two judge a flow
differently, it isn't known what the foreign text says of it. The same goes for a safeguard that the foreign text asks
for and the model's own text has no word for: its flows couldn't say that they have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from flowvow.comparing.mentions import mentions
from flowvow.comparing.versions import Version, Versions
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.clauses import Carve, Clause, Exception_, Need, Only, Policy, Reach, Require
from flowvow.model.conditions import All, Condition, Expression, Named, Not, Some
from flowvow.model.names import Name
from flowvow.model.system import System

WIDE, NARROW = " (may be meant)", " (is meant)"
_NOTHING = "(nothing)"


def translated(versions: Versions, foreign: Version, model: System) -> tuple[System, tuple[str, ...]]:
    """The model with the foreign text beside its own, and the names under which that stands: two, if they differ."""
    tongue = _Tongue(versions, foreign, model)
    text = foreign.policy
    wide, narrow = (tongue.policy(text, more, text.name + suffix) for more, suffix in ((True, WIDE), (False, NARROW)))
    same = [evolve(c, policy="") for c in wide.clauses] == [evolve(c, policy="") for c in narrow.clauses]
    policies = (wide,) if same else (wide, narrow)
    system = evolve(
        model,
        data={**model.data, **tongue.data},
        purposes={**model.purposes, **tongue.purposes},
        acts={**model.acts, **tongue.acts},
        conditions={**model.conditions, **tongue.conditions},
        policies=(*model.policies, *policies),
        expectations=(),
    )
    return system, tuple(policy.name for policy in policies)


def lacking(foreign: Version, home: Version) -> dict[str, tuple[str, ...]]:
    """By id the clauses that ask for safeguards of which the model's own text has no word, with these."""
    known = {part.name for one in home.side.conditions.values() for part in _parts(one)}
    found: dict[str, tuple[str, ...]] = {}
    for clause in foreign.policy.clauses:
        if clause.require is not None and clause.require.need is Need.WITH:
            said = {name: _parts(foreign.side.conditions[name]) for name in clause.require.names}
            missing = [name for name, parts in said.items() if known.isdisjoint(part.name for part in parts)]
            if missing:
                found[clause.id] = tuple(missing)
    return found


def _parts(expression: Expression) -> list[Named]:
    parts = expression.parts if isinstance(expression, Some) else (expression,)
    return [one for one in parts if isinstance(one, Named)]


class _Tongue:
    """Speaks of the foreign text in the words of the model.

    Attributes:
        data, purposes, acts, conditions: names that the model lacks, to be added to it.
    """

    def __init__(self, versions: Versions, foreign: Version, model: System) -> None:
        self.foreign = foreign
        self.home = versions.old if foreign is versions.new else versions.new
        self.words = versions.words
        self.model = model
        self.ours = 0 if self.home is versions.old else 1
        self.data: dict[str, Name] = {}
        self.purposes: dict[str, Name] = {}
        own = self.home.vocabulary.system.acts
        self.acts = {name: act for name, act in own.items() if name not in model.acts}
        self.conditions: dict[str, Condition] = {}
        own_words = self.home.side.conditions.items()
        self._called = {one.name: name for name, one in own_words if isinstance(one, Named)}
        self._lacking = lacking(foreign, self.home)
        self._points_at: dict[str, set[str]] = {}
        for point in foreign.realm.actors:
            self._points_at.setdefault(self._word(str(point)), set()).add(str(point))

    def _word(self, point: str) -> str:
        """What the model's own text calls a point; empty where it has no word."""
        return self.words.told(point)[self.ours] if "=" in point else point

    def policy(self, text: Policy, more: bool, name: str) -> Policy:
        """The text; with ``more``, every clause reaches all that may be meant."""
        party = self.home.policy.party
        clauses = [self._clause(c, more, name) for c in text.clauses if more or not self._unsure(c)]
        return evolve(text, name=name, party=party, clauses=tuple(clauses), non_normative=(), sentences=())

    def _unsure(self, clause: Clause) -> bool:
        names = mentions(clause)
        untold = any(names[section] & silent for section, silent in self.foreign.side.untold.items())
        require = clause.require
        choosing = require is not None and require.need in (Need.WITH, Need.CONSENT, Need.OPT_OUT)
        several = choosing and any(len(self._images(name)) > 1 for name in require.names)  # type: ignore[union-attr]
        return untold or several or clause.id in self._lacking

    def _clause(self, clause: Clause, more: bool, policy: str) -> Clause:
        return evolve(
            clause,
            policy=policy,
            reach=self._reach(clause.reach, more),
            condition=self._expression(clause.condition),
            exceptions=self._exceptions(clause.exceptions, not more),
            only=self._only(clause.only, not more) if clause.only else None,
            require=self._require(clause.require, more) if clause.require else None,
        )

    def _exceptions(self, exceptions: Iterable[Exception_], more: bool) -> tuple[Exception_, ...]:
        return tuple(
            evolve(
                one,
                reach=self._reach(one.reach, more),
                when=self._expression(one.when),
                exceptions=self._exceptions(one.exceptions, not more),
            )
            if isinstance(one, Carve)
            else one
            for one in exceptions
        )

    def _only(self, only: Only, more: bool) -> Only:
        return evolve(
            only,
            purposes=self._atoms("purposes", only.purposes, more),
            recipients=self._actors(only.recipients, more),
            while_=self._expression(only.while_) if only.while_ is not None else None,
        )

    def _require(self, require: Require, more: bool) -> Require:
        names: tuple[str, ...]
        if require.need in (Need.DELETE, Need.RETURN):
            names = self._atoms("data", require.names, more)
        elif require.need is Need.NOTIFY:
            names = self._actors(require.names, more)
        else:
            names = tuple(dict.fromkeys(image for name in require.names for image in self._images(name)))
            names = names if require.need is Need.WITH else names[:1]
        to, of = self._actors(require.to, more), self._atoms("data", require.of, more)
        return evolve(require, names=names, to=to, of=of)

    def _reach(self, reach: Reach, more: bool) -> Reach:
        return evolve(
            reach,
            by=self._actors(reach.by, more),
            sender=self._actors(reach.sender, more),
            recipient=self._actors(reach.recipient, more),
            at=self._actors(reach.at, more),
            about=self._actors(reach.about, more),
            through=tuple(dict.fromkeys(p for name in reach.through for p in self._places(name))),
            data=self._atoms("data", reach.data, more),
            purposes=self._atoms("purposes", reach.purposes, more),
            makes=self._atoms("data", reach.makes, more),
        )

    # -- words

    def _told(self, section: str, names: Sequence[str]) -> list[str]:
        """The names that something tells of; the others might be anything, so that they leave a field free."""
        return [name for name in names if name not in self.foreign.side.untold.get(section, ())]

    def _actors(self, names: Sequence[str], more: bool) -> tuple[str, ...]:
        told = self._told("actors", names)
        if not told:
            return ()
        vocabulary = self.foreign.vocabulary
        meant = set(vocabulary.all_matching(told) & self.foreign.realm.actors)
        found = [name for name in told if name in (ANYONE, NOBODY)]
        for word, points in sorted(self._points_at.items()):
            if word and word != ANYONE and (meant & points if more else points <= meant):
                found.append(word)
        return tuple(found) or (_NOTHING,)

    def _atoms(self, section: str, names: Sequence[str], more: bool) -> tuple[str, ...]:
        told = self._told(section, names)
        if not told:
            return ()
        theirs, ours = (getattr(v.vocabulary, section) for v in (self.foreign, self.home))
        meant = theirs.all_atoms(told)
        by_word: dict[str, set[str]] = {}
        for point in theirs.all_atoms(n for n in theirs.names if "=" in n):
            by_word.setdefault(self._word(point), set()).add(point)
        atoms = {w for w, points in by_word.items() if w and (meant & points if more else points <= meant)}
        found: list[str] = []
        left = set(atoms)
        known = {n: {self._word(p) for p in ours.atoms(n)} - {""} for n in ours.names if "=" not in n}
        for name in sorted(known, key=lambda n: (-len(known[n]), n)):
            if known[name] and known[name] <= atoms and known[name] & left:
                found.append(name)
                left -= known[name]
        added: dict[str, Name] = getattr(self, section)
        for atom in left or ({_NOTHING} if not found else ()):
            added[atom] = Name(atom)  # what an open name of the model doesn't list
            found.append(atom)
        return tuple(sorted(found))

    def _places(self, name: str) -> tuple[str, ...]:
        """A place on the way in the model: an actor by its words there, a flow or frame by its own name."""
        if name not in self.foreign.vocabulary.system.actors:
            return (name,)
        pairs = {pair[::-1] if self.words.turned else pair for pair in self.words.pairs["actors"]}
        return tuple(sorted(pair[self.ours] for pair in pairs if pair[1 - self.ours] == name)) or (_NOTHING,)

    def _images(self, name: str) -> tuple[str, ...]:
        """A condition's names in the model."""
        found = self.foreign.side.conditions[name]
        return tuple(self._condition(one.name, name) for one in _parts(found))

    def _condition(self, shared: str, name: str) -> str:
        """What the model calls a condition of both texts; one that only the foreign text has is added to it."""
        word = self._called.get(shared, "")
        if not word:
            taken = name in self.model.conditions
            word = f"{name} ({self.foreign.policy.name})" if taken else name
            one = self.foreign.vocabulary.system.conditions[name]
            self.conditions[word] = evolve(one, name=word, asked="", withdraw="")
        elif word not in self.model.conditions:
            one = self.home.vocabulary.system.conditions[word]
            self.conditions[word] = evolve(one, asked="", withdraw="")
        return word

    def _expression(self, expression: Expression) -> Expression:
        if isinstance(expression, Named):
            images = tuple(Named(name) for name in self._images(expression.name))
            return images[0] if len(images) == 1 else Some(images)
        if isinstance(expression, Not):
            return Not(self._expression(expression.part))
        parts = tuple(self._expression(part) for part in expression.parts)
        return All(parts) if isinstance(expression, All) else Some(parts)
