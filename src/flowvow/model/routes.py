"""Routes: how a datum came to where it is, step by step."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.text.span import NOWHERE, Span


class Shows(Enum):
    """Whether a route shows the fault, or a source from which the flow would be fine."""

    BAD = "bad"
    GOOD = "good"


@frozen
class Step:
    """One hop, use or derivation.

    Attributes:
        step: its number on the route, from 1.
        after: numbers of the steps it needs; several at a join, none at the start.
        flow: the flow's name.
        sender, recipient, at: the flow's ends or place, empty where it has none.
        data: what of the route's data it carries, uses or makes, sorted in natural order.
    """

    step: int
    after: tuple[int, ...]
    flow: str
    sender: str = ""
    recipient: str = ""
    at: str = ""
    data: tuple[str, ...] = ()
    span: Span = NOWHERE


@frozen
class Route:
    """The proof of one finding: its steps, inputs before what needs them.

    Attributes:
        size: how many steps the tree has, repeated ones counted each time; ``steps`` tells each once.
        shortest: False where a shorter one couldn't be ruled out within the budget.
    """

    shows: Shows
    steps: tuple[Step, ...]
    shortest: bool = True
    size: int = 0
