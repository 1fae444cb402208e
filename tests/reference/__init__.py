"""The executable reference: what the semantics says, computed the slow and obvious way.

It shares the model's values with the product and nothing else. Each rule names its item: `s20` of the semantics,
`D4` of the readings.
"""

from __future__ import annotations

from flowvow.findings.finding import Verdict
from flowvow.model.clauses import ClauseForm
from flowvow.model.system import System

from .facts import Copy, Made, Mark, Route, State
from .judging import BAD, Ruling, Unit
from .promises import Event, Phantom, Reference, enabling_sets, stopping_sets

__all__ = ["BAD", "Copy", "Event", "Made", "Mark", "Phantom", "Reference", "Route", "Ruling", "State", "Unit"]
__all__ += ["copies", "enabling_sets", "happens", "holds", "reference", "reported", "stopping_sets"]

_latest: list[Reference] = []


def reference(system: System) -> Reference:
    """The reference of a system; the latest one is remembered."""
    if not _latest or _latest[0].system is not system:
        _latest[:] = [Reference(system)]
    return _latest[0]


def copies(system: System, state: State) -> set[Copy]:
    """All copies held in a state, the loose ones of origins included."""
    return set(reference(system).known(state))


def holds(system: System, state: State, actor: str, atom: str, subject: str) -> bool:
    """Whether an actor holds an atom about somebody."""
    return any(copy[:3] == (actor, atom, subject) for copy in copies(system, state))


def happens(system: System, state: State, flow: int, atom: str, subject: str) -> bool:
    """Whether a flow happens for an atom about somebody: carries it, uses it, takes it in or makes it."""
    return any(use[1:] == (atom, subject) for use in reference(system).uses(state, flow))


def reported(unit: Unit, ruling: Ruling, ref: Reference) -> bool:
    """E14: whether a verdict is a fault or doubt worth telling."""
    covers = {c.id for c in ref.system.clauses if c.form in (ClauseForm.PERMIT, ClauseForm.DISCLAIM)}
    only = ruling.verdict is Verdict.UNDECIDED and ruling.certain | ruling.possible <= covers
    quiet = ruling.verdict is Verdict.UNDISCLOSED or only
    quiet = quiet and ref.is_act(unit.act, "delete", "return", "notify", "read")
    return ruling.verdict in (*BAD, Verdict.UNDISCLOSED, Verdict.UNDECIDED) and not quiet
