"""What each clause of a policy reaches and bars: boxes of combinations, each with the states in which it is so.

Conditions here are the named ones, safeguards included, and four more that a policy by itself leaves open: whether a
copy came ``through`` a place, how long it is kept, and whether a choice was asked for first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from flowvow.comparing.boxes import EVERYTHING, MOST, Box, BudgetError, Side, contains, disjoint, less, overlap
from flowvow.comparing.reach import Role, boxes_in, boxes_spared, roles
from flowvow.comparing.realm import Realm
from flowvow.graph.states import EVERY, NONE, States, mentioned
from flowvow.model.clauses import Carve, Clause, ClauseForm, Exception_, Need, PermittedBy, Policy
from flowvow.model.conditions import ALWAYS, Default, Expression, Named, Not, Some
from flowvow.model.times import Duration
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.pattern import Pattern
from flowvow.policy.rule import Rule, Spare, make_rule


@frozen(slots=True)
class Piece:
    """Combinations, and the states in which something is said of them."""

    box: Box
    states: int


Region = list[Piece]


class Regions:
    """The regions of one policy's clauses.

    Attributes:
        rules: the clauses that look at each flow, resolved, in the order of the text.
        promised: those that ask for a flow to exist.
        states: the algebra of their conditions.
        collisions: by id, where permits and forbids make a flow conflicting, as far as that was worked out.
    """

    def __init__(self, policy: Policy, vocabulary: Vocabulary, realm: Realm | None = None) -> None:
        self.policy = policy
        self.vocabulary = vocabulary
        self.realm = realm or Realm(vocabulary)
        made = [make_rule(c, policy, vocabulary) for c in policy.clauses if c.form is not ClauseForm.DUTY]
        self.rules = [rule for rule in made if not rule.by_presence]
        self.promised = [rule for rule in made if rule.by_presence]
        self.states = States(list(dict.fromkeys(_conditions(made))))
        self._permits = {r.clause.name: r for r in self.rules if r.clause.form is ClauseForm.PERMIT}
        self._reaches: dict[tuple[str, bool], Region] = {}
        self._bars: dict[tuple[str, bool], Region] = {}
        self.collisions: dict[str, Region] = {}
        self.party = vocabulary.matching[policy.party]
        self.ordinary = [Piece(box, EVERY) for box in self.realm.ordinary(self.party)]

    # -- algebra

    def met(self, a: Iterable[Piece], b: Sequence[Piece]) -> Region:
        """What two regions share."""
        return [
            Piece(box, states)
            for one in a
            for other in b
            if (box := overlap(one.box, other.box)) is not None
            and (states := self.states.both(one.states, other.states)) != NONE
        ]

    def less(self, a: Iterable[Piece], b: Iterable[Piece]) -> Region:
        """What is left of one region without another; raises ``BudgetError`` where it falls into too many pieces."""
        rest = list(a)
        for taken in b:
            if not any(overlap(taken.box, one.box) is not None for one in rest):
                continue
            rest = [piece for one in rest for piece in self._cut(one, taken)]
            if len(rest) > MOST:
                raise BudgetError
        return rest

    def within(self, a: Iterable[Piece], b: Sequence[Piece]) -> bool:
        """Whether a region lies in another."""
        return all(any(self._inside(one, other) for other in b) or not self.less([one], b) for one in a)

    def _inside(self, one: Piece, other: Piece) -> bool:
        return contains(other.box, one.box) and self.states.within(one.states, other.states)

    def _cut(self, one: Piece, taken: Piece) -> Iterator[Piece]:
        box = overlap(one.box, taken.box)
        if box is None or self.states.both(one.states, taken.states) == NONE:
            yield one
            return
        for part in less(one.box, taken.box, self.realm.space):
            yield Piece(part, one.states)
        rest = self.states.less(one.states, taken.states)
        if rest != NONE:
            yield Piece(box, rest)

    def by_states(self, region: Iterable[Piece]) -> dict[int, list[Box]]:
        """The boxes of a region by the states, which share nothing: each combination stands under all of its own."""
        found: dict[int, list[Box]] = {}
        for piece in region:
            rest = [piece.box]
            for states, boxes in list(found.items()):
                for box in list(boxes):
                    shared = [both for one in rest if (both := overlap(one, box)) is not None]
                    if not shared:
                        continue
                    rest = [part for one in rest for part in less(one, box, self.realm.space)]
                    joined = self.states.either(states, piece.states)
                    if joined == states:
                        continue
                    boxes.remove(box)
                    left = [box]
                    for one in disjoint(shared, self.realm.space):
                        left = [part for each in left for part in less(each, one, self.realm.space)]
                        found.setdefault(joined, []).append(one)
                    boxes.extend(left)
            found.setdefault(piece.states, []).extend(rest)
        return {states: boxes for states, boxes in found.items() if boxes}

    # -- clauses

    def reach(self, rule: Rule, made: bool = False) -> Region:
        """What a clause reaches, its condition and its exceptions taken into account.

        With ``made`` a derivation is looked at as its product alone, whatever that was made of.
        """
        found = self._reaches.get((rule.key, made))
        if found is None:
            looked_at = (Role.PRODUCT,) if made else roles(rule)
            found = [piece for role in looked_at for piece in self._in_role(rule, role)]
            self._reaches[rule.key, made] = found
        return found

    def _in_role(self, rule: Rule, role: Role) -> Region:
        boxes = boxes_in(rule, self.realm, role)
        whole = list(self._passed(boxes, rule.pattern, self.states.of(rule.clause.condition)))
        return self._without(whole, rule.exceptions, rule.covers, role)

    def bars(self, rule: Rule, made: bool = False) -> Region:
        """Where a clause bars what it reaches: all of it for a forbid, else where the limit or requirement is unmet."""
        found = self._bars.get((rule.key, made))
        if found is None:
            found = self._bars[rule.key, made] = list(self._barred(rule, self.reach(rule, made)))
        return found

    def _without(self, region: Region, exceptions: Iterable[Spare | PermittedBy], covers: bool, role: Role) -> Region:
        for exception in exceptions:
            region = self.less(region, self._spared(exception, covers, role))
        return region

    def _spared(self, exception: Spare | PermittedBy, covers: bool, role: Role) -> Region:
        if isinstance(exception, PermittedBy):
            named = [self._permits[name.rpartition("/")[2]] for name in exception.clauses]
            return [piece for rule in named or self._permits.values() for piece in self.reach(rule)]
        boxes = boxes_spared(exception, self.realm, covers, Role.PRODUCT if role is Role.OUTPUT else role)
        whole = list(self._passed(boxes, exception.pattern, self.states.of(exception.when)))
        return self._without(whole, exception.exceptions, covers, role)

    def _passed(self, boxes: Iterable[Box], pattern: Pattern, states: int) -> Iterator[Piece]:
        """With ``through``: whatever leaves such a place, and from elsewhere what came by it."""
        if states == NONE:
            return
        if pattern.through is None:
            yield from (Piece(box, states) for box in boxes)
            return
        came = self.states.union(self.states.where(through(name)) for name in pattern.through)
        there = self.vocabulary.all_matching(pattern.through)
        for box in boxes:
            yield Piece(box, self.states.both(states, came))
            for place in ("from", "at"):
                if (leaving := overlap(box, EVERYTHING.having({place: there}))) is not None:
                    yield Piece(leaving, states)

    def _barred(self, rule: Rule, reach: Region) -> Iterator[Piece]:
        clause = rule.clause
        if clause.form is ClauseForm.FORBID:
            yield from reach
        elif clause.only is not None:
            if rule.purposes is not None:
                yield from self._beyond(reach, {"for": rule.purposes})
            if rule.recipients is not None:
                allowed = rule.recipients | (rule.pattern.at or frozenset())
                moving = self.met(reach, [Piece(self.realm.moving, EVERY)])
                yield from self._beyond(moving, {"to": allowed})
            if clause.only.while_ is not None:
                yield from self._where(reach, Not(clause.only.while_))
            if clause.only.kept is not None:
                moving = self.met(reach, [Piece(self.realm.moving, EVERY)])
                yield from self._where(moving, Not(Named(kept_within(clause.only.kept))))
        elif clause.require is not None:
            if clause.require.need is Need.CONSENT:
                (choice,) = clause.require.names
                condition = self.vocabulary.system.conditions[choice]
                if condition.default is Default.GRANTED:  # before anybody was asked
                    yield from reach
                asked = self.vocabulary.matching.get(condition.by, frozenset())
                yield from self._beyond(reach, {"about": asked})
            yield from self._where(reach, Some(tuple(Not(Named(name)) for name in _asked(clause))))

    def _beyond(self, region: Region, allowed: dict[str, Side]) -> Iterator[Piece]:
        for piece in region:
            for box in less(piece.box, EVERYTHING.having(allowed), self.realm.space):
                yield Piece(box, piece.states)

    def _where(self, region: Region, expression: Expression) -> Iterator[Piece]:
        failing = self.states.of(expression)
        for piece in region:
            if (states := self.states.both(piece.states, failing)) != NONE:
                yield Piece(piece.box, states)


def through(name: str) -> str:
    """The condition that a copy came by a place."""
    return f"through {name}"


def kept_within(limit: Duration) -> str:
    """The condition that a copy is kept no longer than that."""
    return f"kept at most {limit}"


def asked_first(choice: str) -> str:
    """The condition that a choice was asked for beforehand."""
    return f"{choice} asked first"


def _asked(clause: Clause) -> tuple[str, ...]:
    """The conditions that a requirement asks for, all of them."""
    assert clause.require is not None
    if clause.require.need is Need.CONSENT:
        (choice,) = clause.require.names
        return choice, asked_first(choice)
    return clause.require.names


def _conditions(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        clause = rule.clause
        yield from mentioned([clause.condition, *_guards(clause.exceptions)])
        yield from map(through, _throughs(clause))
        if clause.only is not None:
            yield from mentioned([clause.only.while_ or ALWAYS])
            if clause.only.kept is not None:
                yield kept_within(clause.only.kept)
        if clause.require is not None and not rule.by_presence:
            yield from _asked(clause)


def _guards(exceptions: Iterable[Exception_]) -> Iterator[Expression]:
    for one in exceptions:
        if isinstance(one, Carve):
            yield one.when
            yield from _guards(one.exceptions)


def _throughs(clause: Clause) -> Iterator[str]:
    yield from clause.reach.through
    waiting = list(clause.exceptions)
    while waiting:
        one = waiting.pop()
        if isinstance(one, Carve):
            yield from one.reach.through
            waiting += one.exceptions
