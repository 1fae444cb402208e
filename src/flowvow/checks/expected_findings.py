"""Which findings an expectation speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.model.clauses import PRESENCE, Clause
from flowvow.model.routes import Route
from flowvow.model.system import Expect, Expectation, System

Frames = Mapping[str, str]


def named_by(expectation: Expectation, findings: Sequence[Finding], system: System) -> list[Finding]:
    """The findings that the expectation speaks of."""
    frames = {flow.name: flow.frame for flow in system.flows}
    return [
        finding
        for finding in findings
        if _is_kind(expectation, finding, system)
        and _cites(finding, expectation)
        and (not expectation.flow or _is_flow(finding.flow, expectation.flow, frames))
        and (not expectation.needs or expectation.needs in finding.needs)
        and (not expectation.route or any(_runs(route, expectation.route, frames) for route in finding.routes))
    ]


def _is_kind(expectation: Expectation, finding: Finding, system: System) -> bool:
    match expectation.kind:
        case Expect.BREAKS:
            return _breaks(expectation, finding, system)
        case Expect.UNDECIDED:
            return finding.verdict is Verdict.UNDECIDED
        case Expect.UNDISCLOSED:
            return finding.verdict is Verdict.UNDISCLOSED
        case _:
            return finding.verdict is Verdict.CONFLICTING or (finding.verdict is None and len(finding.clauses) > 1)


def _breaks(expectation: Expectation, finding: Finding, system: System) -> bool:
    """Conflicting acts as forbidden; a promised event that nothing serves has no verdict of its own."""
    if finding.verdict is None:
        clauses = [clause for clause in system.clauses if any(_is(clause.id, name) for name in expectation.clauses)]
        return finding.level is not Level.NOTE and any(map(_promises_event, clauses))
    return finding.verdict is Verdict.FORBIDDEN or (finding.verdict is Verdict.CONFLICTING and bool(finding.flow))


def _promises_event(clause: Clause) -> bool:
    return clause.require is not None and clause.require.need in PRESENCE


def _cites(finding: Finding, expectation: Expectation) -> bool:
    """A head stands for any of its lines; a conflict is between two clauses."""
    cited = [name for name in expectation.clauses if any(_is(identity, name) for identity in finding.clauses)]
    least = 2 if expectation.kind is Expect.CONFLICTS else min(len(expectation.clauses), 1)
    return len(cited) >= least


def _is(identity: str, name: str) -> bool:
    return identity == name or identity.endswith(f"/{name}")


def _is_flow(flow: str, name: str, frames: Frames) -> bool:
    """A frame's name stands for all its lines."""
    return name in (flow, frames.get(flow))


def _runs(route: Route, names: tuple[str, ...], frames: Frames) -> bool:
    return len(route.steps) == len(names) and all(
        _is_flow(step.flow, name, frames) for step, name in zip(route.steps, names, strict=True)
    )
