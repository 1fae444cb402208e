"""A pattern as a box: a set of names along each dimension, and how two boxes lie to each other (item 34).

The sides of a clause are its fields as resolved; the bound counts as ``by`` (readings E10).
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from flowvow.model.actors import ANYONE
from flowvow.model.names import Form
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.rule import Rule

DIMENSIONS = ("act", "by", "from", "to", "at", "through", "about", "data", "for", "form", "makes")
PLACE = {dimension: place for place, dimension in enumerate(DIMENSIONS)}

Atom = str | Form
Side = frozenset[Atom] | None


@frozen
class Box:
    """One side along each dimension, in their order; None is everything."""

    sides: tuple[Side, ...] = (None,) * len(DIMENSIONS)

    def side(self, dimension: str) -> Side:
        """The side along one dimension."""
        return self.sides[PLACE[dimension]]

    def having(self, sides: Mapping[str, Side]) -> Box:
        """The box with these sides in place of its own."""
        return Box(tuple(sides.get(name, own) for name, own in zip(DIMENSIONS, self.sides, strict=True)))


EVERYTHING = Box()


def overlap(a: Box, b: Box) -> Box | None:
    """What two boxes share; None where they share nothing."""
    sides: list[Side] = []
    for one, other in zip(a.sides, b.sides, strict=True):
        both = other if one is None else one if other is None else one & other
        if both is not None and not both:
            return None
        sides.append(both)
    return Box(tuple(sides))


def contains(a: Box, b: Box) -> bool:
    """Whether ``b`` lies in ``a``, or is ``a``."""
    for wide, narrow in zip(a.sides, b.sides, strict=True):
        if wide is not None and (narrow is None or not narrow <= wide):
            return False
    return True


def acts_within(acts: frozenset[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The acts that are one of these or inside one."""
    return frozenset(act for act in vocabulary.system.acts if vocabulary.act_matches(act) & acts)


def written(rule: Rule, vocabulary: Vocabulary, arriving: bool) -> Box:
    """A clause's box, its fields as written (readings E10).

    ``arriving`` is whether it is asked about acts that the recipient does: the ``to`` named is then bound, and else the
    ``from``. ``anyone`` is everything; the bound of an ``at`` is everything.
    """
    p, reach = rule.pattern, rule.clause.reach
    bound = (p.by, reach.by) if reach.by else (p.recipient, reach.recipient) if arriving else (p.sender, reach.sender)
    if not reach.by and reach.at:
        bound = (None, ())
    elif not bound[1]:
        bound = (rule.party, ())
    named = {
        "by": bound,
        "from": (p.sender, reach.sender),
        "to": (p.recipient, reach.recipient),
        "at": (p.at, reach.at),
        "through": (p.through, reach.through),
        "about": (p.about, reach.about),
    }
    sides: dict[str, Side] = {side: None if ANYONE in names else found for side, (found, names) in named.items()}
    sides["act"] = None if p.acts is None else acts_within(p.acts, vocabulary)
    return EVERYTHING.having({**sides, "data": p.data, "for": p.purposes, "form": p.forms, "makes": p.makes})
