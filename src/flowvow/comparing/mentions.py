"""The names that a clause writes, by section."""

from __future__ import annotations

from flowvow.model.actors import NOBODY
from flowvow.model.clauses import Carve, Clause, Exception_, Need, Reach
from flowvow.model.conditions import names_in
from flowvow.model.wordings import SECTIONS

Mentions = dict[str, frozenset[str]]


def mentions(clause: Clause) -> Mentions:
    """Every name that a clause writes itself, those of its exceptions and limits included."""
    found: dict[str, set[str]] = {section: set() for section in SECTIONS}
    _of_reach(clause.reach, found)
    found["conditions"].update(names_in(clause.condition))
    for one in clause.exceptions:
        _of_exception(one, found)
    if clause.only is not None:
        found["purposes"].update(clause.only.purposes)
        found["actors"].update(clause.only.recipients)
        if clause.only.while_ is not None:
            found["conditions"].update(names_in(clause.only.while_))
    if clause.require is not None:
        need = clause.require.need
        section = {Need.DELETE: "data", Need.RETURN: "data", Need.NOTIFY: "actors"}.get(need, "conditions")
        found[section].update(clause.require.names)
        found["actors"].update(clause.require.to)
        found["data"].update(clause.require.of)
    found["actors"].discard(NOBODY)
    return {section: frozenset(names) for section, names in found.items()}


def _of_reach(reach: Reach, found: dict[str, set[str]]) -> None:
    found["acts"].update(reach.act)
    for names in (reach.by, reach.sender, reach.recipient, reach.at, reach.about, reach.through):
        found["actors"].update(names)
    found["data"].update(reach.data, reach.makes)
    found["purposes"].update(reach.purposes)


def _of_exception(one: Exception_, found: dict[str, set[str]]) -> None:
    if isinstance(one, Carve):
        _of_reach(one.reach, found)
        found["conditions"].update(names_in(one.when))
        for inner in one.exceptions:
            _of_exception(inner, found)
