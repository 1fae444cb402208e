"""Clauses that promise prior consent, and what breaks them; the checks of the question share this (readings E8, H8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flowvow.checks.about_choice import listed
from flowvow.checks.case import Case
from flowvow.checks.grouping import cited, weight
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Place, Verdict
from flowvow.model.clauses import Clause, Need
from flowvow.model.conditions import Condition
from flowvow.policy.pattern import OUTPUT
from flowvow.text.natural import natural

Broken = Mapping[str, Sequence[Ruled]]


def asking(case: Case) -> Iterator[tuple[Clause, Condition]]:
    """The clauses that promise prior consent, each with its choice."""
    for clause in case.system.clauses:
        if clause.require is not None and clause.require.need is Need.CONSENT:
            yield clause, case.system.conditions[clause.require.names[0]]


def broken_by(case: Case, clause: Clause) -> Broken:
    """What surely breaks a clause, by the name of the flow, in natural order."""
    found: dict[str, list[Ruled]] = {}
    for ruled in case.sweeps[clause.policy].rulings:
        if ruled.ruling.verdict is Verdict.FORBIDDEN and ruled.ruling.clauses[0] == clause.id:
            found.setdefault(case.system.flows[ruled.flow].name, []).append(ruled)
    return {name: found[name] for name in sorted(found, key=natural)}


def as_finding(
    case: Case, code: str, clause: Clause, choice: Condition, broken: Broken, told: tuple[str, str]
) -> Finding:
    """A finding about a promise of prior consent, which points at the choice and names the flows.

    Args:
        case: the model.
        code: the finding's.
        clause, choice: the promise, and the choice it asks for.
        broken: what breaks it in that way.
        told: the fault, and what would clear it.
    """
    together = [ruled for found in broken.values() for ruled in found]
    targets = [
        case.target(ruled.copies[k], ruled.flow, ruled.ruling.states, ruled.role == OUTPUT)
        for ruled in together
        for k in ruled.ruling.bad
    ]
    return Finding(
        code=code,
        level=weight(clause),
        message=told[0],
        clauses=(clause.id,),
        cites=cited([clause]),
        choice=choice.name,
        routes=case.route_to(targets),
        cause=case.cause(case.states.union(ruled.ruling.states for ruled in together)),
        span=choice.span,
        places=(Place(f"{clause.form.value} {clause.name}", clause.span), *flow_places(case, broken)),
        help=told[1],
    )


def flow_places(case: Case, names: Iterable[str]) -> Iterator[Place]:
    """Where flows are declared."""
    spans = {flow.name: flow.span for flow in case.system.flows}
    for name in names:
        yield Place(name, spans[name])


def order(flows: Sequence[str], choice: Condition) -> str:
    """What comes before a question, in words."""
    before = [name for name in flows if name != choice.asked]
    if not before:
        return f"{choice.asked} asks for {choice.name}, and is itself what waits for it"
    comes = "comes" if len(before) == 1 else "come"
    return f"{listed(before)} {comes} before {choice.asked}, which asks for {choice.name}"
