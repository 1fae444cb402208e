"""Which flows come before which, by ``after``, directly or through others."""

from __future__ import annotations

from collections.abc import Iterable

from flowvow.model.flows import Flow


def earlier_flows(flows: Iterable[Flow]) -> dict[str, frozenset[str]]:
    """For each flow the names of those that come before it. Cycles were refused when the files were read."""
    direct: dict[str, set[str]] = {}
    for flow in flows:
        direct.setdefault(flow.name, set()).update(flow.after)
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            new = direct.get(waiting.pop(), set()) - reached
            reached |= new
            waiting.extend(new)
        found[name] = frozenset(reached)
    return found
