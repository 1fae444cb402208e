"""The executable reference: what the semantics says, computed the slow and obvious way.

It shares the model's values with the product and nothing else. Each rule names its item: `s20` of the semantics,
`D4` of the readings.
"""

from __future__ import annotations

from flowvow.model.system import System

from .alone import Event, Phantom, Reference, enabling_sets, hangs, stopping_sets
from .facts import Copy
from .judging import BAD, Ruling, Unit
from .names import State

__all__ = ["BAD", "Copy", "Event", "Phantom", "Reference", "Ruling", "State", "Unit"]
__all__ += ["enabling_sets", "hangs", "reference", "stopping_sets"]

_latest: list[Reference] = []


def reference(system: System) -> Reference:
    """The reference of a system; the latest one is remembered."""
    if not _latest or _latest[0].system is not system:
        _latest[:] = [Reference(system)]
    return _latest[0]
