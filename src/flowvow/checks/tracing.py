"""Who can hold what, how it came there, and in which states: the questions of `trace`."""

from __future__ import annotations

from collections.abc import Iterable

from flowvow.checks.case import Case
from flowvow.findings.account import Sighting, Trace
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Copy
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.names import Form
from flowvow.model.system import System
from flowvow.text.natural import natural


def trace(system: System, data: str = "", holder: str = "", through: str = "") -> Trace:
    """Who can hold data, optionally only some, only at some holders, and only what came by some place.

    Args:
        system: the model.
        data: a data type; all where it is empty.
        holder: an actor, kind or store; all where it is empty.
        through: a place, flow or frame that the data must have passed; any way where it is empty.
    """
    case = Case(system, (through,) if through else ())
    presence = case.presence
    atoms = case.vocabulary.data.atoms(data) if data else None
    places = case.vocabulary.matching.get(holder, frozenset()) if holder else None
    bit = presence.marks.through.get(through, 0)
    found: dict[tuple[str, str, Form | None, bool, int], list[Copy]] = {}
    by_datum: dict[tuple[str, str, str, Form | None, bool], list[Copy]] = {}
    for copy in presence.states_of:
        if not isinstance(copy, Copy) or (atoms is not None and copy.atom not in atoms):
            continue
        if places is not None and copy.holder not in places:
            continue
        if bit and (copy.own or (copy.marks != UNKNOWN and not copy.marks & bit)):
            continue
        by_datum.setdefault((copy.holder, copy.atom, copy.subject, copy.form, copy.own), []).append(copy)
    for (place, _, subject, form, own), copies in by_datum.items():
        states = case.states.union(presence.states_of[copy] for copy in copies)
        if states != NONE:
            found.setdefault((place, subject, form, own, states), []).extend(copies)
    sightings = [_sighting(case, key, copies) for key, copies in found.items()]
    sightings.sort(key=lambda s: (natural(s.holder), not s.own, [natural(d) for d in s.data], natural(s.about)))
    return Trace(_question(data, holder, through), system.name, tuple(sightings))


def _sighting(case: Case, key: tuple[str, str, Form | None, bool, int], copies: Iterable[Copy]) -> Sighting:
    place, subject, form, own, states = key
    copies = list(copies)
    route = None if own else case.route_to(Target(copy, -1, states) for copy in copies)
    atoms = {copy.atom for copy in copies}
    return Sighting(
        place, _names(case, atoms), subject, form, own, case.cause(states), route[0] if route else None
    )  # fmt: skip


def _names(case: Case, atoms: set[str]) -> tuple[str, ...]:
    """The atoms under the widest names all of whose atoms are there."""
    hierarchy = case.vocabulary.data
    whole = [name for name in hierarchy.names if len(hierarchy.atoms(name)) > 1 and hierarchy.atoms(name) <= atoms]
    widest = [n for n in whole if not any(hierarchy.atoms(n) < hierarchy.atoms(m) for m in whole)]
    rest = atoms - hierarchy.all_atoms(widest)
    return tuple(sorted({*widest, *rest}, key=natural))


def _question(data: str, holder: str, through: str) -> str:
    what = data or "anything"
    who = f"can {holder} hold" if holder else "who can hold"
    return f"{who} {what}{f' that came by {through}' if through else ''}?"
