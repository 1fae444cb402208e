"""F204: a `when` that holds in no state.

What: the guard of a flow contradicts itself.
Why: the flow never happens, so no clause ever looks at it.
Kept: `when: newsletter and not court-order`.
Broken: `when: newsletter and not newsletter`.
Remedy: mend the guard.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level
from flowvow.graph.states import NONE

CODE = "F204"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for i, flow in enumerate(case.system.flows):
        if case.presence.guards[i] == NONE:
            message = f"`when: {flow.when}` of {flow.name} holds in no state"
            yield Finding(CODE, Level.WARNING, message, flow=flow.name, span=flow.span, help="mend the guard")
