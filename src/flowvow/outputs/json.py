"""The report as JSON, for programs: ``flowvow-check/1``, described in ``schemas/check.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from attrs import asdict

from flowvow.findings.finding import Finding
from flowvow.findings.report import ClauseStatus, Outcome, Report
from flowvow.model.routes import Route, Step
from flowvow.outputs.reckoned import as_of_json
from flowvow.text.span import NOWHERE, Span

SCHEMA = "flowvow-check/1"

Json = dict[str, Any]


def write(reports: Sequence[Report], outcome: Outcome) -> str:
    """One report is the document itself; several stand in a list under ``models``."""
    if len(reports) == 1:
        document = {"schema": SCHEMA, **_report(reports[0])}
    else:
        document = {"schema": SCHEMA, "verdict": outcome.value, "models": [_report(report) for report in reports]}
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal


def _report(report: Report) -> Json:
    return {
        "verdict": report.outcome.value,
        "nothing_checked": report.nothing_checked,
        "system": report.system,
        "proposals": list(report.proposals),
        "policies": list(report.policies),
        "expected": report.expected,
        **as_of_json(report.reckoning),
        "counts": asdict(report.counts),
        "findings": [finding_json(finding) for finding in report.findings],
        "clauses": [_clause(clause) for clause in report.clauses],
    }


def finding_json(finding: Finding) -> Json:
    """One finding, as the schema has it."""
    cause = finding.cause
    return {
        "code": finding.code,
        "level": finding.level.value,
        "message": finding.message,
        "verdict": finding.verdict.value if finding.verdict else None,
        "clauses": list(finding.clauses),
        "cites": list(finding.cites),
        "needs": list(finding.needs),
        "choice": finding.choice or None,
        "flow": finding.flow or None,
        "actor": finding.actor or None,
        "data": list(finding.data),
        "about": list(finding.about),
        "routes": [route_json(route) for route in finding.routes],
        "enabled_by": [list(signed) for signed in cause.enabled_by],
        "enabled_by_more": cause.enabled_more,
        "stopped_by": [list(signed) for signed in cause.stopped_by],
        "stopped_by_more": cause.stopped_more,
        "by_default": cause.by_default,
        **_place(finding.span),
        "places": [{"what": place.what, **_place(place.span)} for place in finding.places],
        "help": finding.help,
        "fingerprint": finding.fingerprint,
    }


def route_json(route: Route) -> Json:
    """One route, as the schema has it."""
    return {
        "shows": route.shows.value,
        "shortest": route.shortest,
        "steps": [_step(step) for step in route.steps],
    }


def _step(step: Step) -> Json:
    return {
        "step": step.step,
        "after": list(step.after),
        "flow": step.flow,
        "from": step.sender or None,
        "to": step.recipient or None,
        "at": step.at or None,
        "data": list(step.data),
        "file": step.span.file or None,
        "line": step.span.line,
    }


def _clause(clause: ClauseStatus) -> Json:
    return {
        "id": clause.id,
        "form": clause.form.value,
        "status": clause.status.value,
        "cites": list(clause.cites),
        "says": clause.says,
        "hedged": clause.hedged,
        "implied": clause.implied,
        "why": clause.why,
        "dated": clause.dated,
        **_place(clause.span or NOWHERE),
    }


def _place(span: Span) -> Json:
    """A place that nothing points at has no file and line 0."""
    return {"file": span.file or None, "line": span.line, "column": span.column}
