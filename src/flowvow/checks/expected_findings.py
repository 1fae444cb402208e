"""Which findings an expectation speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.model.clauses import PRESENCE, Clause, Need
from flowvow.model.routes import Route
from flowvow.model.system import Expect, Expectation, System

Frames = Mapping[str, str]


def named_by(expectation: Expectation, findings: Sequence[Finding], system: System) -> list[Finding]:
    """The findings that the expectation speaks of."""
    frames = {flow.name: flow.frame for flow in system.flows} if expectation.flow or expectation.route else {}
    tells = _tells_by_itself(expectation, system)
    return [
        finding
        for finding in findings
        if _is_kind(expectation, finding, tells)
        and _cites(finding, expectation)
        and (not expectation.flow or _is_flow(finding.flow, expectation.flow, frames))
        and (not expectation.choice or expectation.choice == finding.choice)
        and (not expectation.needs or expectation.needs in finding.needs)
        and (not expectation.route or any(_runs(route, expectation.route, frames) for route in finding.routes))
    ]


def _is_kind(expectation: Expectation, finding: Finding, tells: bool) -> bool:
    match expectation.kind:
        case Expect.BREAKS:
            return _breaks(finding, tells)
        case Expect.UNDECIDED:
            return finding.verdict is Verdict.UNDECIDED
        case Expect.UNDISCLOSED:
            return finding.verdict is Verdict.UNDISCLOSED
        case Expect.FINDS:
            return finding.code == expectation.code
        case _:
            return finding.verdict is Verdict.CONFLICTING or (finding.verdict is None and len(finding.clauses) > 1)


def _breaks(finding: Finding, tells: bool) -> bool:
    """Conflicting acts as forbidden; a promised event or question that isn't there has no verdict of its own."""
    if finding.verdict is None:
        return finding.level is not Level.NOTE and tells
    return finding.verdict is Verdict.FORBIDDEN or (finding.verdict is Verdict.CONFLICTING and bool(finding.flow))


def _tells_by_itself(expectation: Expectation, system: System) -> bool:
    """Whether one of the clauses it names is broken by what isn't there: an event, or a question."""
    promises = [clause.id for clause in system.clauses if _promises_event(clause)]
    return any(_is(identity, name) for identity in promises for name in expectation.clauses)


def _promises_event(clause: Clause) -> bool:
    return clause.require is not None and clause.require.need in (*PRESENCE, Need.CONSENT)


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
