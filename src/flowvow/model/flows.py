"""Flows: what moves, is used in place, is derived, deleted, returned or told."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.model.conditions import ALWAYS, Expression
from flowvow.model.times import Duration
from flowvow.text.span import NOWHERE, Span


class How(Enum):
    """The ways of deriving: three that replace, three that combine."""

    AGGREGATE = "aggregate"
    SEAL = "seal"
    STRIP = "strip"
    JOIN = "join"
    LINK = "link"
    REIDENTIFY = "re-identify"


@frozen(cache_hash=True)
class Flow:
    """One flow between two ends, or one use or derivation in place.

    A declared line with lists at its ends stands for one ``Flow`` a pair, all of one ``name``.
    Exactly one of (``sender`` and ``recipient``) and ``at`` is filled.

    Attributes:
        name: the declared line's name.
        frame: the name of the ``each`` head it stands under, or empty.
        sender, recipient: the ends; empty for what happens in place.
        any_of: whether the recipient was written ``any of KIND``: some member, not said which.
        at: where a use or derivation happens, or a deletion without a sender.
        act: the stated act, or empty where the ends say it.
        data: listed names, all of them together.
        makes: the product of a derivation, or empty.
        how: the way of deriving; None unless ``makes`` is filled.
        key: the data type that opens what is sealed, or empty.
        purposes: listed purposes (``for``), all of them together; empty means unknown.
        when: guard over choices and circumstances.
        safeguards: those it has by itself (``with``); its actors' are not repeated here.
        after: names of flows that come before it.
        via: the place whose copy the sender uses, or empty.
        about: stated subjects, or empty where they follow from the data or the ends.
        kept: how long the recipient keeps it; None is unknown.
        within: how soon after its trigger a deletion or return is done; None is unknown.
        ahead: how long before its event a notice is given; None is unknown.
        cites: sentences, each ``policy/section.sentence``.
        implied: why the flow is there though the text doesn't tell it, or empty.
    """

    name: str
    frame: str = ""
    sender: str = ""
    recipient: str = ""
    any_of: bool = False
    at: str = ""
    act: str = ""
    data: tuple[str, ...] = ()
    makes: str = ""
    how: How | None = None
    key: str = ""
    purposes: tuple[str, ...] = ()
    when: Expression = ALWAYS
    safeguards: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    via: str = ""
    about: tuple[str, ...] = ()
    kept: Duration | None = None
    within: Duration | None = None
    ahead: Duration | None = None
    cites: tuple[str, ...] = ()
    implied: str = ""
    says: str = ""
    span: Span = NOWHERE
