"""What becomes of an expectation: met, unmet, or not to be told. Three classes, so that none is taken for another."""

from __future__ import annotations

from attrs import field, frozen

from flowvow.findings.finding import Cause
from flowvow.model.routes import Route


@frozen(slots=True)
class Met:
    """It is as expected."""


@frozen(slots=True)
class Unmet:
    """It isn't.

    Attributes:
        because: why not, as the end of a sentence.
        routes, cause: the proof, where there is one.
    """

    because: str
    routes: tuple[Route, ...] = ()
    cause: Cause = field(factory=Cause)


@frozen(slots=True)
class Unsure:
    """It can't be told.

    Attributes:
        needs: what one would have to know.
    """

    needs: tuple[str, ...]


Answer = Met | Unmet | Unsure
