"""The nodes of the presence graph."""

from __future__ import annotations

from typing import NamedTuple

from flowvow.model.names import Form


class Copy(NamedTuple):
    """An atom about a subject, in a form and with a history, at a holder; ``own`` if it begins there."""

    holder: str
    atom: str
    subject: str
    form: Form | None
    marks: int
    own: bool


class Met(NamedTuple):
    """One input of a derivation, met by copies that are alike in form and history."""

    flow: int
    place: int
    subject: str
    form: Form | None
    marks: int


Node = Copy | Met


class Happening(NamedTuple):
    """A flow (by index; -1 for what needs no flow) taking its sources to its product."""

    flow: int
    sources: tuple[Node, ...]
    product: Node
