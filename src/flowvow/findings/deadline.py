"""Deadlines: what was promised by when, and by when the model does it. Data for their writers."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from flowvow.model.times import Duration, Sum, Truth
from flowvow.text.span import NOWHERE, Span

if TYPE_CHECKING:
    from datetime import date

    from flowvow.model.reckoning import Reckoning


class Due(Enum):
    """What a promise has a time for."""

    DELETE = "delete"
    RETURN = "return"
    NOTIFY = "notify"
    KEEP = "keep"


@frozen(slots=True)
class Way:
    """What the model does about a promise, at some places and for some data.

    Attributes:
        does: the promised act, or ``keep`` where a copy just stays there.
        places: where the copies are, or who is told or gets the data back; empty where nobody does.
        data: names, in natural order; empty for a notice.
        about: whom the data are about, in natural order; empty where that is everyone of whom there are such data,
            or who gets them back.
        steps: names of the flows along which it is asked for, the last of which does it, or empty where none does; of a
            copy that stays, whoever says how long, the flow that brings it or the place.
        lengths: how long each of them takes, is ahead, or leaves what it brings; None where it doesn't tell.
        length: how long all take together; None where one doesn't tell.
        date: the day on which that is over; None where no day can be told.
        timely: whether that is in time.
        dated: whether only the date tells.
        sometimes: without steps, whether in other states something does.
    """

    does: Due
    places: tuple[str, ...]
    data: tuple[str, ...]
    about: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    lengths: tuple[Duration | None, ...] = ()
    length: Duration | Sum | None = None
    date: date | None = None
    timely: Truth = Truth.MAYBE
    dated: bool = False
    sometimes: bool = False


@frozen(slots=True)
class Overlap:
    """Another promise with a time about the same copy.

    Attributes:
        clause: its id.
        places, data: the copies.
        sooner: whether that one is the sooner of the two, if both begin together: YES, NO, or MAYBE where that can't be
            told.
        together: whether both begin with the same event. Asked on day 80, thirty days end later than ninety that began
            when the copy came.
    """

    clause: str
    places: tuple[str, ...]
    data: tuple[str, ...]
    sooner: Truth
    together: bool = True


@frozen(slots=True)
class Deadline:
    """One promise with a time.

    Attributes:
        clause: the clause's id.
        kind: what it has a time for.
        data: what is deleted, returned, told or kept, as the clause names it; empty for anything.
        whom: who is told, gets the data back or keeps them, as the clause names them.
        who: who owes it.
        trigger: the condition; empty where it holds always.
        triggered: whether some state has it.
        length: the promised time.
        date: the day on which it is over; None where no day can be told.
        ways: what the model does, by place.
        overlaps: the other promises about the same copies.
        unseen: whether the states were too many to look at the model.
    """

    clause: str
    kind: Due
    data: tuple[str, ...]
    whom: tuple[str, ...]
    who: tuple[str, ...]
    trigger: str
    triggered: bool
    length: Duration
    date: date | None
    ways: tuple[Way, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    unseen: bool = False
    cites: tuple[str, ...] = ()
    says: str = ""
    hedged: str = ""
    span: Span = NOWHERE


@frozen(slots=True)
class Deadlines:
    """All promises of one model that have a time.

    Attributes:
        model: the system's name.
        proposals: names of the proposals laid over it.
        policies: each policy's name and its text's title.
        reckoning: the day of the triggers; None where no day was given.
        deadlines: in the order of the policy files.
    """

    model: str
    proposals: tuple[str, ...]
    policies: tuple[tuple[str, str], ...]
    reckoning: Reckoning | None
    deadlines: tuple[Deadline, ...]
