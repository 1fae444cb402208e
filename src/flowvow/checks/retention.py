"""F302: a store that doesn't say how long it keeps.

What: a store without `kept`.
Why: open-ended retention is a decision; it should be written, not left out.
Kept: `order-book: {of: shop, kept: 7 years}`, or `kept: forever`.
Broken: `order-book: {of: shop}`.
Remedy: add `kept`, if the text or the system tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level

CODE = "F302"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for actor in case.system.actors.values():
        if actor.store and actor.kept is None:
            message = f"{actor.name} doesn't say how long it keeps what it holds"
            yield Finding(CODE, Level.NOTE, message, actor=actor.name, span=actor.span, help="add `kept`")
