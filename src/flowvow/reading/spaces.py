"""The sets of names that a field can draw on."""

from __future__ import annotations

from attrs import frozen


@frozen(eq=False)
class Space:
    """A set of names.

    Attributes:
        word: what one of its names is, with its article.
        section: where such a name is declared.
    """

    word: str
    section: str


ACTOR = Space("an actor", "actors")
SUBJECT = Space("a person", "actors")
DATA = Space("a data type", "data")
PURPOSE = Space("a purpose", "purposes")
ACT = Space("an act", "acts")
CHOICE = Space("a choice", "conditions")
GUARD = Space("a choice or circumstance", "conditions")
CONDITION = Space("a condition", "conditions")
SAFEGUARD = Space("a safeguard", "conditions")
FLOW = Space("a flow", "flows")
FLOWS = Space("a flow", "flows")  # or the head of some
PLACE = Space("an actor, store or flow", "actors")
