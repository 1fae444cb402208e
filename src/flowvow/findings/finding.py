"""A finding: one fault or doubt, with its proof. Data only: checks make it, writers print it."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.model.routes import Route
from flowvow.text.span import NOWHERE, Span


class Level(Enum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Verdict(Enum):
    """What the promises make of a flow and a datum in a state."""

    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    CONFLICTING = "conflicting"
    UNDISCLOSED = "undisclosed"
    DISCLAIMED = "disclaimed"
    UNDECIDED = "undecided"


class Status(Enum):
    """How a clause ends."""

    KEPT = "kept"
    BROKEN = "broken"
    UNDECIDED = "undecided"
    IDLE = "idle"
    ATTEST = "attest"


@frozen(slots=True)
class Cause:
    """In which states a finding is there.

    Attributes:
        enabled_by: minimal sets of signed conditions (``a``, ``not b``) that bring it about; ``((),)`` is always.
        enabled_more: at least how many further sets there are.
        stopped_by, stopped_more: the same for what stops it; empty where nothing does.
        by_default: ``yes``, ``no`` or ``undecided``.
    """

    enabled_by: tuple[tuple[str, ...], ...] = ((),)
    enabled_more: int = 0
    stopped_by: tuple[tuple[str, ...], ...] = ()
    stopped_more: int = 0
    by_default: str = "yes"


@frozen(slots=True)
class Place:
    """A second place that a finding speaks of, such as the clause's own line."""

    what: str
    span: Span


@frozen(slots=True)
class Finding:
    """One fault or doubt.

    Attributes:
        code: the finding's code, such as ``P101``.
        level: error, warning or note.
        message: one sentence, without a full stop; the fault first.
        verdict: of the flow and data, or None where the finding isn't about one.
        clauses: ids (``policy/name``) of the clauses that decide it.
        cites: sentences of those clauses.
        needs: facts to supply, where it is undecided.
        choice: the choice concerned, or empty.
        flow: the flow's name, or empty.
        actor: who is concerned: the recipient or the place of the flow, or the actor, store or name itself.
        data: names of the data types, in natural order; a listed category where all of it is meant.
        about: the subjects, in natural order.
        routes: the proof.
        cause: the states.
        span: where to look first.
        places: further places.
        help: what would clear it, one sentence.
    """

    code: str
    level: Level
    message: str
    verdict: Verdict | None = None
    clauses: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    choice: str = ""
    flow: str = ""
    actor: str = ""
    data: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    routes: tuple[Route, ...] = ()
    cause: Cause = Cause()
    span: Span = NOWHERE
    places: tuple[Place, ...] = ()
    help: str = ""
    fingerprint: str = ""
