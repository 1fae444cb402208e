"""F303 and F304: purposes that no flow serves, and names that nothing uses.

What: a purpose that no flow has, by itself or by a part, and no clause bars (F303); a data type that no flow, clause or
category mentions (F304).
Why: an unused name is often a misspelt one's twin.
Kept: `ship` under `serve-order`, and a flow for `ship`.
Broken: a purpose `profiling` that only the list of purposes knows.
Remedy: use it, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level
from flowvow.model.clauses import Carve, ClauseForm, Exception_, Reach

CODE = "F303"
CODE_NAME = "F304"


def run(case: Case) -> Iterator[Finding]:
    """Findings of these checks."""
    system = case.system
    purposes = case.vocabulary.purposes
    served = purposes.all_atoms(purpose for flow in system.flows for purpose in flow.purposes)
    barred = {name for clause in system.clauses if clause.form is ClauseForm.FORBID for name in clause.reach.purposes}
    for name in system.purposes.values():
        if name.name not in barred and purposes.atoms(name.name).isdisjoint(served):
            message = f"no flow is for {name.name}"
            yield Finding(CODE, Level.NOTE, message, span=name.span, help="use it, or take it out")
    used = {name for flow in system.flows for name in (*flow.data, flow.makes, flow.key)}
    reaches = [reach for clause in system.clauses for reach in (clause.reach, *inner_reaches(clause.exceptions))]
    used |= {name for reach in reaches for name in (*reach.data, *reach.makes)}
    for clause in system.clauses:
        if clause.require is not None:
            used |= {*clause.require.names, *clause.require.of}
    mentioned = case.vocabulary.data.all_atoms(name for name in used if name in system.data)
    for name in system.data.values():
        if name.name not in used and case.vocabulary.data.atoms(name.name).isdisjoint(mentioned):
            message = f"nothing uses {name.name}"
            yield Finding(
                CODE_NAME, Level.NOTE, message, data=(name.name,), span=name.span, help="use it, or take it out"
            )


def inner_reaches(exceptions: tuple[Exception_, ...]) -> Iterator[Reach]:
    """What exceptions reach, those inside them included."""
    for exception in exceptions:
        if isinstance(exception, Carve):
            yield exception.reach
            yield from inner_reaches(exception.exceptions)
