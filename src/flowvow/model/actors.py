"""Actors and stores, as they are declared."""

from __future__ import annotations

from attrs import frozen

from flowvow.model.times import Duration
from flowvow.text.span import NOWHERE, Span

ANYONE = "anyone"
PERSON = "person"
PUBLIC = "public"
NOBODY = "nobody"


@frozen(cache_hash=True)
class Actor:
    """An actor, a kind of actor, or a store: one set of names serves all three.

    Attributes:
        name: as written.
        kinds: the kinds it directly is (``is``, or listed by the kind), sorted.
        of: what it directly belongs to, sorted.
        store: whether it was declared under ``stores``.
        kept: a store's retention, None where left out.
        safeguards: those of all flows from, to and at it (``with``).
        closed: whether a kind was declared by ``means``; its members are then all there are.
    """

    name: str
    kinds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    store: bool = False
    kept: Duration | None = None
    safeguards: tuple[str, ...] = ()
    closed: bool = False
    cites: tuple[str, ...] = ()
    implied: str = ""
    says: str = ""
    span: Span = NOWHERE


BUILT_IN_ACTORS = (Actor(ANYONE), Actor(PERSON), Actor(PUBLIC))
