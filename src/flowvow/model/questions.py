"""Marks: what has to be remembered of a copy's way so that clauses can be asked about it.

Policy makes marks, the graph carries them along; neither knows more of the other than this.
"""

from __future__ import annotations

from attrs import frozen

from flowvow.model.names import Form


@frozen
class Travel:
    """Set where a travelling clause starts; the clause then follows the copy.

    Attributes:
        key: the clause's id.
        starts: actors at which it is set.
        ends: actors at which it is cleared (the party, unless the clause starts there).
        data: atoms the clause speaks of; None for all.
    """

    key: str
    starts: frozenset[str]
    ends: frozenset[str]
    data: frozenset[str] | None


@frozen
class Limit:
    """Set on what is derived from data that a limiting clause names.

    Attributes:
        key: the clause's id.
        data: atoms the clause speaks of.
        about: actors it speaks of as subjects; None for all.
        forms: forms it speaks of; empty for all.
        ends: actors at which it is cleared.
    """

    key: str
    data: frozenset[str]
    about: frozenset[str] | None
    forms: tuple[Form, ...]
    ends: frozenset[str]


@frozen
class Through:
    """Set where a copy passes a place, flow or frame that some pattern or ``via`` asks about.

    Attributes:
        key: the name asked about.
        places: actors at which it is set.
    """

    key: str
    places: frozenset[str]


Mark = Travel | Limit | Through
