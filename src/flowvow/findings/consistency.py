"""What is found in a policy by itself: clauses that collide, and clauses that say nothing, or too much. Data only."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from flowvow.findings.finding import Cause, Level
from flowvow.model.clauses import ClauseForm
from flowvow.text.span import NOWHERE, Span


class Relation(Enum):
    """How two clauses that meet lie to each other.

    A contradiction: nothing is left of the permit. Partial: they cross. Nothing left: two limits that together allow
    nothing. A narrowing, which is normal: the permit lies around what bars. Disclaimed: what one disclaims the other
    speaks of.
    """

    CONTRADICTION = "contradiction"
    PARTIAL = "partial"
    NOTHING_LEFT = "nothing-left"
    NARROWING = "narrowing"
    DISCLAIMED = "disclaimed"
    NONE = "none"


@frozen(slots=True)
class Shared:
    """Where clauses meet.

    Attributes:
        words: what is covered, one phrase for each part.
        cause: in which states.
    """

    words: tuple[str, ...]
    cause: Cause = field(factory=Cause)


@frozen(slots=True)
class Told:
    """A clause as it is told: its id, form, sentences and place."""

    id: str
    form: ClauseForm
    cites: tuple[str, ...] = ()
    hedged: str = ""
    span: Span = NOWHERE

    @property
    def name(self) -> str:
        """Without its policy's."""
        return self.id.rpartition("/")[2]


@frozen(slots=True)
class Conflict:
    """Two clauses that meet.

    Attributes:
        level: a warning where firm clauses collide, else a note.
        one, other: a permit and what bars; two limits; or a disclaimer and what speaks all the same.
        shared: where they meet, by states.
    """

    relation: Relation
    level: Level
    one: Told
    other: Told
    shared: tuple[Shared, ...]


class Fault(Enum):
    """What may be wrong with one clause."""

    SHADOWED = "shadowed"
    IDLE = "idle"
    VACUOUS = "vacuous"
    BROAD = "broad"
    OPEN = "open"


@frozen(slots=True)
class Remark:
    """Something about one clause.

    Attributes:
        why: in a few words.
        clauses: ids of the clauses that cover a shadowed one.
        open: what an open clause leaves open: ``data``, ``to``, ``for``.
        count: over how many combinations a broad clause spans.
    """

    fault: Fault
    level: Level
    clause: Told
    why: str = ""
    clauses: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    count: int = 0


@frozen(slots=True)
class Consistency:
    """What was found in one policy.

    Attributes:
        policy: its name.
        title, version: of its text.
        system: the model it was read with, or empty where it was read alone.
        compared: how many pairs of clauses were compared; 0 where there are no two to compare.
        clauses: how many clauses it has.
        conflicts, remarks: in the order of the text.
        unfinished: clauses that were too involved to be compared in full.
    """

    policy: str
    title: str
    version: str
    system: str
    clauses: int
    compared: int
    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unfinished: tuple[str, ...] = ()
