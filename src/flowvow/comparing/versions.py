"""The regions of two texts, over one space and one algebra of states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve

from flowvow.comparing.boxes import EVERYTHING, Space, overlap
from flowvow.comparing.mentions import mentions
from flowvow.comparing.realm import Realm
from flowvow.comparing.regions import Piece, Region, Regions, asked_first, kept_within, through
from flowvow.comparing.words import Side, Words, loosened
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.clauses import Clause, ClauseForm, Need
from flowvow.model.conditions import Expression, Named, Some
from flowvow.model.times import Truth, at_most
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.rule import Rule

HAPPENS = "it always happens"
FOLLOWED = "it came from "


class Seen(States):
    """The same states, asked in one text's own words."""

    def __init__(self, states: States, means: Mapping[str, Expression]) -> None:
        # Both texts' sets of states have to be numbers of one diagram.
        self.__dict__.update(states.__dict__)
        self.means = means

    def where(self, name: str) -> int:
        """The states in which a condition of the text holds; several are meant as any of them."""
        return (
            super().where(name)
            if name not in self.means
            else self.union(super(Seen, self).where(one) for one in _names(self.means[name]))
        )


def _names(means: Expression) -> list[str]:
    parts = means.parts if isinstance(means, Some) else (means,)
    return [one.name for one in parts if isinstance(one, Named)]


class Version(Regions):
    """One text's regions.

    Attributes:
        side: the text.
        unsure: the rules that use a name of which nothing says what it is in the other text.
    """

    def __init__(self, side: Side, states: States, means: Mapping[str, Expression]) -> None:
        vocabulary = Vocabulary(side.system)
        super().__init__(side.policy, vocabulary, Realm(vocabulary))
        self.side = side
        self.states: Seen = Seen(states, means)
        self._said: dict[str, Region] = {}
        self._loose: Version | None = None
        found = {rule.key: unknown(rule.clause, side) for rule in self.rules}
        self.unsure = {key: names for key, names in found.items() if names}

    def _of(self, forms: Iterable[ClauseForm]) -> list[Rule]:
        wanted = set(forms)
        return [rule for rule in self.rules if rule.clause.form in wanted and rule.key not in self.unsure]

    @cached_property
    def permits(self) -> list[Rule]:
        """What it allows."""
        return self._of([ClauseForm.PERMIT])

    @cached_property
    def forbids(self) -> list[Rule]:
        """What it bars outright."""
        return self._of([ClauseForm.FORBID])

    @cached_property
    def limits(self) -> list[Rule]:
        """What it bars unless a limit or requirement is met."""
        return self._of([ClauseForm.ONLY, ClauseForm.REQUIRE])

    @cached_property
    def disclaims(self) -> list[Rule]:
        """What it says is out of its reach."""
        return self._of([ClauseForm.DISCLAIM])

    @cached_property
    def doubtful(self) -> list[Rule]:
        """What can't be compared."""
        return [rule for rule in self.rules if rule.key in self.unsure]

    def says(self, rule: Rule) -> Region:
        """Where a clause has its say: where it bars, permits or disclaims; onwards too, where it follows the data."""
        found = self._said.get(rule.key)
        if found is None:
            if rule.key in self.unsure:
                found = self._perhaps(rule)
            else:
                found = list(self.reach(rule) if rule.covers else self._all_bars(rule))
                found += self._onwards(rule) if rule.travels else []
            self._said[rule.key] = found
        return found

    def _perhaps(self, rule: Rule) -> Region:
        """Where a clause that can't be compared might have its say, at the most."""
        if self._loose is None:
            self._loose = Version(loosened(self.side, self.unsure), self.states, self.states.means)
        (wide,) = (one for one in self._loose.rules if one.key == rule.key)
        return [*self._loose.reach(wide), *(self._loose.reach(_anywhere(wide, self.realm)) if wide.travels else [])]

    def _all_bars(self, rule: Rule) -> Region:
        require = rule.clause.require
        if require is not None and require.need is Need.HAPPENS:
            never = self.states.complement(self.states.where(HAPPENS))
            return [
                Piece(one.box, states) for one in self.reach(rule) if (states := self.states.both(one.states, never))
            ]
        return self.bars(rule)

    def _onwards(self, rule: Rule) -> Iterator[Piece]:
        """Where it has its say on what others pass on."""
        everybody = self.realm.actors
        later = _anywhere(rule, self.realm)
        came = self.states.where(followed(rule.starts & everybody))
        for piece in self._all_bars(later):
            states = self.states.both(piece.states, came)
            for place in ("from", "at"):
                elsewhere = EVERYTHING.having({place: everybody - rule.starts})
                if states != NONE and (box := overlap(piece.box, elsewhere)) is not None:
                    yield Piece(box, states)

    def region(self, rules: Iterable[Rule], near: Sequence[Piece] | None = None) -> Region:
        """Where some clauses have their say; with ``near``, only the pieces that touch it."""
        found = [piece for rule in rules for piece in self.says(rule)]
        return found if near is None else [one for one in found if touches(one, near, self.states)]


def _anywhere(rule: Rule, realm: Realm) -> Rule:
    """The clause, whoever passes the data on, and wherever they come from."""
    clause = evolve(rule.clause, name=f"{rule.clause.name} onwards", travels=False)
    pattern = evolve(rule.pattern, by=None, sender=None, at=None)
    return evolve(rule, clause=clause, pattern=pattern, travels=False, party=realm.actors)


def touches(one: Piece, near: Iterable[Piece], states: States) -> bool:
    """Whether a piece shares anything with others."""
    return any(
        overlap(one.box, other.box) is not None and states.both(one.states, other.states) != NONE for other in near
    )


def followed(starts: Iterable[object]) -> str:
    """The condition that a copy came from one of these, which a travelling clause follows."""
    return FOLLOWED + " or ".join(sorted(map(str, starts)))


def unknown(clause: Clause, side: Side) -> tuple[str, ...]:
    """The names of a clause of which nothing says what they are in the other text."""
    used = mentions(clause)
    return tuple(sorted({name for section, names in side.untold.items() for name in names & used[section]}))


class Versions:
    """Two texts, their regions over one space.

    Attributes:
        old, new: the texts.
        states: the algebra that both share, in the names of `Words.conditions`.
        space: what everything is along each dimension.
        starts: what the data came from, by the condition that says so.
        possible: the states that can be: what is kept for a week is kept for no longer than a month.
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        sides = words.old, words.new
        loose = [Version(side, States(()), {}) for side in sides]
        limits = [rule.clause.only for version in loose for rule in version.rules if rule.clause.only]
        terms = sorted({only.kept for only in limits if only.kept}, key=str)
        travelling = [rule.starts & v.realm.actors for v in loose for rule in v.rules if rule.travels]
        self.starts: dict[str, frozenset[object]] = {followed(starts): frozenset(starts) for starts in travelling}
        places = dict.fromkeys(name for side in sides for names in side.places.values() for name in names)
        extra = [through(name) for name in sorted(places)]
        extra += [asked_first(name) for name in words.conditions]
        extra += [kept_within(term) for term in terms]
        extra += [*self.starts, HAPPENS]
        self.states = States([*words.conditions, *extra])
        self.old, self.new = (Version(side, self.states, self._means(side)) for side in sides)
        self.space: Space = self.new.realm.space
        assert self.old.realm.space.sides == self.space.sides
        self.possible = EVERY
        for a in terms:
            for b in terms:
                if a != b and at_most(a, b) is Truth.YES:
                    longer = self.states.complement(self.states.where(kept_within(b)))
                    shorter = self.states.where(kept_within(a))
                    self.possible = self.states.less(self.possible, self.states.both(shorter, longer))

    def _means(self, side: Side) -> dict[str, Expression]:
        means: dict[str, Expression] = dict(side.conditions)
        for name, found in side.conditions.items():
            means[asked_first(name)] = Some(tuple(Named(asked_first(one)) for one in _names(found)))
        for name, places in side.places.items():
            means[through(name)] = Some(tuple(Named(through(place)) for place in places))
        return means
