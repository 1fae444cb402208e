"""Conditions and the expressions over them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from attrs import frozen

from flowvow.text.span import NOWHERE, Span


class ConditionKind(Enum):
    """Whose hands a condition is in: a person's choice, a circumstance, or a safeguard of a flow."""

    CHOICE = "choice"
    CIRCUMSTANCE = "circumstance"
    SAFEGUARD = "safeguard"


class Default(Enum):
    """What holds of a choice that nobody has touched."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNSTATED = "unstated"


@frozen(cache_hash=True)
class Condition:
    """A named boolean.

    Attributes:
        by: who makes the choice or brings the circumstance about; a safeguard's sort
            (contract, technical, organisational).
        default: of a choice; None otherwise.
        withdraw: the flow that withdraws a choice, or the reason why there is none.
        refusing: purposes that refusing the choice may end.
        asked: the flow that asks for the choice.
    """

    name: str
    kind: ConditionKind
    by: str = ""
    default: Default | None = None
    withdraw: str = ""
    refusing: tuple[str, ...] = ()
    asked: str = ""
    cites: tuple[str, ...] = ()
    implied: str = ""
    says: str = ""
    span: Span = NOWHERE


@frozen(cache_hash=True)
class Named:
    """The condition of that name holds (a choice: is effectively granted)."""

    name: str

    def __str__(self) -> str:
        return self.name


@frozen(cache_hash=True)
class Not:
    """The part doesn't hold."""

    part: Expression

    def __str__(self) -> str:
        return f"not {self.part}" if isinstance(self.part, Named | Not) else f"not ({self.part})"


@frozen(cache_hash=True)
class All:
    """Every part holds; without parts: always."""

    parts: tuple[Expression, ...] = ()

    def __str__(self) -> str:
        if not self.parts:
            return "always"
        return " and ".join(f"({p})" if isinstance(p, Some) else str(p) for p in self.parts)


@frozen(cache_hash=True)
class Some:
    """At least one part holds; without parts: never."""

    parts: tuple[Expression, ...] = ()

    def __str__(self) -> str:
        return " or ".join(f"({p})" if isinstance(p, All) else str(p) for p in self.parts) if self.parts else "never"


Expression = Named | Not | All | Some
ALWAYS = All()
NEVER = Some()


def names_in(expression: Expression) -> Iterator[str]:
    """The names of conditions that an expression mentions, left to right, repeats included."""
    waiting: list[Expression] = [expression]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Named):
            yield part.name
        elif isinstance(part, Not):
            waiting.append(part.part)
        else:
            waiting.extend(reversed(part.parts))
