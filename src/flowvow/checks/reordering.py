"""Changes by which somebody is asked, or told, first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from flowvow.model.conditions import Default
from flowvow.model.order import earlier_flows
from flowvow.model.system import System

Change = tuple[str, str, System]  # in words, as a proposal says it, and the model with it


def refused_first(system: System, choice: str) -> Iterator[Change]:
    """A choice that is granted by default is refused by default instead."""
    condition = system.conditions[choice]
    if condition.default is Default.GRANTED:
        told = f"change: {{conditions: {{{choice}: {{default: refused}}}}}}"
        conditions = {**system.conditions, choice: evolve(condition, default=Default.REFUSED)}
        yield f"let {choice} be refused by default", told, evolve(system, conditions=conditions)


def put_first(system: System, first: str, flows: Sequence[str]) -> Iterator[Change]:
    """A flow comes before others, and after nothing that comes after them.

    Nothing, where it would come after nothing at all: a proposal can't say that.
    """
    earlier, behind = earlier_flows(system.flows), set(flows)
    after: dict[str, tuple[str, ...]] = {}
    for flow in system.flows:
        if flow.name == first:
            after[first] = tuple(name for name in flow.after if behind.isdisjoint((name, *earlier[name])))
            if flow.after and not after[first]:
                return
        elif flow.name in behind:
            after[flow.name] = tuple(dict.fromkeys((*flow.after, first)))
    lines = ", ".join(f"{name}: {{after: [{', '.join(names)}]}}" for name, names in after.items() if names)
    moved = tuple(evolve(flow, after=after.get(flow.name, flow.after)) for flow in system.flows)
    yield f"put {first} before {', '.join(flows)}", f"change: {{flows: {{{lines}}}}}", evolve(system, flows=moved)
