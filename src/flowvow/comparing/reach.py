"""A clause's reach, or an exception's, as boxes of combinations: exactly what it reaches of a copy at its first holder.

Who is bound is spelled out along ``from``, ``to`` and ``at`` by the act (readings E3), and so is ``at``, which data may
arrive at, stay at or leave. A clause that travels is taken where it starts: what follows the data on is a matter of
routes. A derivation has one input and one product here (readings E6).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from flowvow.comparing.boxes import EVERYTHING, Box, Side, overlap
from flowvow.comparing.realm import NONE_HERE, Realm
from flowvow.model.clauses import ClauseForm
from flowvow.model.names import Form
from flowvow.model.vocabulary import at_or_below
from flowvow.policy.box import acts_within
from flowvow.policy.pattern import Pattern
from flowvow.policy.rule import Rule, Spare


class Role(Enum):
    """What of a combination a clause is asked about.

    A derivation is judged at its input, by what bars alone, and at its output. There a clause with data of its own
    looks at what was made, and at what it was made of, as a product stays under its inputs' limits (readings D2).
    """

    INPUT = "input"
    OUTPUT = "output, or what moves or is used"
    PRODUCT = "the same, without the limits of inputs"


def roles(rule: Rule) -> tuple[Role, ...]:
    """What a clause looks at: permits and disclaimers at no inputs."""
    return (Role.OUTPUT,) if rule.covers else (Role.OUTPUT, Role.INPUT)


def boxes_of(rule: Rule, realm: Realm) -> list[Box]:
    """The combinations that fit a clause's fields and whom it binds; not its condition, ``through`` or exceptions."""
    return list(dict.fromkeys(box for role in roles(rule) for box in boxes_in(rule, realm, role)))


def boxes_in(rule: Rule, realm: Realm, role: Role) -> list[Box]:
    """The combinations that do so in one role."""
    pattern = rule.pattern
    contents = _contents(pattern, realm, rule.covers, role)
    if role is Role.OUTPUT and rule.limits:
        contents += _contents(pattern, realm, rule.covers, Role.INPUT)
    if rule.clause.until is not None:
        still = frozenset(form for form in Form if not at_or_below(form, rule.clause.until))
        contents = _clip(contents, [EVERYTHING.having({"form": still})])
    if rule.clause.form is ClauseForm.ONLY:
        contents = _clip(contents, [EVERYTHING.having({"act": realm.space.sides["act"] - realm.serving})])
    bound = _followed(rule) if rule.travels else _clip(list(_bound(pattern, rule.party, realm)), _ends(pattern))
    return list(dict.fromkeys(_clip(contents, list(bound))))


def boxes_spared(spare: Spare, realm: Realm, covers: bool, role: Role) -> list[Box]:
    """The combinations that fit an exception's fields; ``covers`` is whether its clause permits or disclaims."""
    doers = [EVERYTHING] if spare.pattern.by is None else list(_doing(spare.pattern.by, realm))
    contents = _contents(spare.pattern, realm, covers, role)
    return list(dict.fromkeys(_clip(contents, _clip(doers, _ends(spare.pattern)))))


def _clip(boxes: list[Box], others: list[Box]) -> list[Box]:
    return [found for one in boxes for other in others if (found := overlap(one, other)) is not None]


def _contents(pattern: Pattern, realm: Realm, covers: bool, role: Role) -> list[Box]:
    """What it is: the act, the datum and the rest, of each kind of combination."""
    shared: dict[str, Side] = {"about": pattern.about, "for": pattern.purposes, "form": pattern.forms}
    if pattern.acts is not None:
        shared["act"] = acts_within(pattern.acts, realm.vocabulary)
    made, data = pattern.makes, pattern.data
    into: dict[str, Side]
    if role is Role.INPUT or (covers and made is not None):
        into = {"data": data, "makes": made}
    else:
        into = {"makes": data if made is None else made if data is None else made & data}
    deriving = _clip([EVERYTHING.having({**shared, **into})], [realm.deriving])
    if made is not None or role is Role.INPUT:
        return deriving
    return deriving + _clip([EVERYTHING.having({**shared, "data": data})], [realm.moving, realm.using])


def _ends(pattern: Pattern) -> list[Box]:
    """Where it goes: what ``from``, ``to`` and ``at`` say."""
    named: dict[str, Side] = {"from": pattern.sender, "to": pattern.recipient}
    ends = EVERYTHING.having(named)
    return [ends] if pattern.at is None else _clip([ends], list(_touching(pattern.at)))


def _touching(actors: frozenset[str]) -> Iterator[Box]:
    yield EVERYTHING.having({"from": actors})
    yield EVERYTHING.having({"to": actors})
    yield EVERYTHING.having({"at": actors})


def _doing(actors: frozenset[str], realm: Realm) -> Iterator[Box]:
    """Whatever these actors do."""
    acts = realm.acts
    yield EVERYTHING.having({"at": actors})
    yield EVERYTHING.having({"act": acts["leaving"] | acts["keeping"], "from": actors})
    yield EVERYTHING.having({"act": acts["arriving"] | acts["keeping"], "to": actors})


def _bound(pattern: Pattern, party: frozenset[str], realm: Realm) -> Iterator[Box]:
    """What is done by those whom the clause binds."""
    if pattern.by is not None:
        yield from _doing(pattern.by, realm)
        return
    if pattern.at is not None:
        yield EVERYTHING
        return
    arriving, others = realm.acts["arriving"], realm.acts["leaving"] | realm.acts["keeping"]
    free = [
        EVERYTHING.having({"act": acts, "at": NONE_HERE})
        for acts, named in ((arriving, pattern.recipient), (others, pattern.sender))
        if named is not None
    ]
    yield from free
    for box in _doing(party, realm):
        if not any(overlap(box, one) == box for one in free):
            yield box


def _followed(rule: Rule) -> Iterator[Box]:
    """Where a travelling clause follows the data at once: from its start, or to where it looks (readings E5)."""
    to = rule.pattern.recipient
    yield EVERYTHING.having({"from": rule.starts, "to": to})
    if rule.pattern.at is not None:
        arriving = rule.pattern.at if to is None else rule.pattern.at & to
        if arriving:
            yield EVERYTHING.having({"to": arriving})
    if to is None:
        yield EVERYTHING.having({"at": rule.starts})
