"""F201, F202 and F203: flows, places and conditions that play no part.

What: a flow that happens for no datum in any state (F201; a derivation that is never fed among them), an actor or
store that no live flow touches (F202), a condition that nothing asks about (F203).
Why: what plays no part is either left over or a sign that something is missing beside it.
Kept: a store with a flow into it.
Broken: a store that no flow names.
Remedy: connect it, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level
from flowvow.graph.states import NONE
from flowvow.model.clauses import Carve, Exception_
from flowvow.model.conditions import names_in
from flowvow.model.flows import Flow

CODE = "F201"
CODE_PLACE = "F202"
CODE_CONDITION = "F203"


def happens(case: Case, i: int, flow: Flow) -> bool:
    """Whether a flow happens for some datum in some state."""
    if case.presence.guards[i] == NONE:
        return False
    if i in case.presence.deletions:
        return True
    if flow.makes:
        return bool(case.presence.products(i))
    return any(case.presence.happens(i, copy) != NONE for copy in case.presence.sources[i])


def run(case: Case) -> Iterator[Finding]:
    """Findings of these checks."""
    live = [flow for i, flow in enumerate(case.system.flows) if happens(case, i, flow)]
    alive = {id(flow) for flow in live}
    for flow in case.system.flows:
        if id(flow) not in alive:
            message = f"{flow.name} happens for no datum in any state"
            help_ = "bring it its data, mend its guard, or take it out"
            yield Finding(
                CODE, Level.NOTE, message, flow=flow.name, actor=flow.recipient or flow.at, span=flow.span, help=help_
            )
    touched = {name for end in _ends(live) for name in case.vocabulary.matches(end)}
    named = _ends(case.system.flows)
    for actor in case.system.actors.values():
        if (actor.store or actor.name in named) and actor.name not in touched:
            message = f"no live flow touches {actor.name}"
            yield Finding(
                CODE_PLACE, Level.NOTE, message, actor=actor.name, span=actor.span, help="connect it, or take it out"
            )
    asked = asked_about(case)
    for condition in case.system.conditions.values():
        if condition.name not in asked:
            message = f"nothing asks about {condition.kind.value} {condition.name}"
            yield Finding(CODE_CONDITION, Level.NOTE, message, span=condition.span, help="use it, or take it out")


def _ends(flows: Iterable[Flow]) -> set[str]:
    return {end for flow in flows for end in (flow.sender, flow.recipient, flow.at, flow.via)}


def asked_about(case: Case) -> set[str]:
    """The conditions that some flow, actor or clause names."""
    system = case.system
    asked = {name for flow in system.flows for name in (*names_in(flow.when), *flow.safeguards)}
    asked |= {name for actor in system.actors.values() for name in actor.safeguards}
    for clause in system.clauses:
        asked.update(names_in(clause.condition))
        asked.update(_in_exceptions(clause.exceptions))
        if clause.require is not None:
            asked.update(clause.require.names)
        if clause.only is not None and clause.only.while_ is not None:
            asked.update(names_in(clause.only.while_))
    return asked


def _in_exceptions(exceptions: tuple[Exception_, ...]) -> Iterator[str]:
    for exception in exceptions:
        if isinstance(exception, Carve):
            yield from names_in(exception.when)
            yield from _in_exceptions(exception.exceptions)
