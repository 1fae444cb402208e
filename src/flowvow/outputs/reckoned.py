"""The day from which times are reckoned, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


def as_of(reckoning: Reckoning) -> str:
    """The date, and whose business days are counted."""
    if reckoning.calendar is None:
        return f"{reckoning}, business days not counted"
    return f"{reckoning}, business days of {reckoning.calendar}"


def as_of_json(reckoning: Reckoning | None) -> dict[str, Any]:
    """The same in two fields, each null without it."""
    calendar = reckoning.calendar.code if reckoning is not None and reckoning.calendar is not None else None
    return {"as_of": str(reckoning) if reckoning is not None else None, "calendar": calendar}
