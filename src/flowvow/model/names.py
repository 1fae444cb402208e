"""Names of data types, purposes and acts, as they are declared."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.text.span import NOWHERE, Span


class Form(Enum):
    """How far a datum points to its subject, from most to least."""

    IDENTIFIED = "identified"
    PSEUDONYMOUS = "pseudonymous"
    AGGREGATE = "aggregate"
    ANONYMOUS = "anonymous"

    __hash__ = object.__hash__  # every copy in the graph is hashed with its form, many times


class Extent(Enum):
    """What a name's list of parts says: nothing (a leaf), all there is (means), or some of it (includes)."""

    LEAF = "leaf"
    CLOSED = "means"
    OPEN = "includes"


@frozen
class Name:
    """A data type, purpose or act.

    Attributes:
        name: as written.
        extent: leaf, closed or open.
        parts: direct parts, in sorted order; those that declared ``is`` this name included.
        without: names whose atoms are taken out again (closed names only).
        form: declared form of a data type, or None where it is left out.
        about: declared subjects of a data type (actor names, or ``nobody``), empty where left out.
        origin: actors where such data begin, empty where the subject gives them.
        cites: sentences, each ``policy/section.sentence``.
        span: where it is declared; where it is first listed if it is declared nowhere.
    """

    name: str
    extent: Extent = Extent.LEAF
    parts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    form: Form | None = None
    about: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    says: str = ""
    span: Span = NOWHERE


# The acts that exist before any file is read; a policy may add parts of its own.
BUILT_IN_ACTS = (
    Name("collect"),
    Name("use", Extent.OPEN, ("derive",)),
    Name("derive"),
    Name("share", Extent.OPEN, ("publish", "sell")),
    Name("sell"),
    Name("publish"),
    Name("keep"),
    Name("read"),
    Name("delete"),
    Name("return"),
    Name("notify"),
)
