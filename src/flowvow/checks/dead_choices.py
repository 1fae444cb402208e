"""C101: a choice that changes nothing.

What: some guard or clause asks about the choice, yet every flow happens in the same states for the same data whether
it is granted or refused, and no deletion hangs on it.
Why: whoever is asked believes that the answer counts. Where only a clause names the choice, and no flow does yet, it
is a note.
Kept: `send-news: {…, when: newsletter}`.
Broken: `send-news: {…, when: orders or (orders and newsletter)}`, where ordering alone does it.
Remedy: guard with it what it is asked for, or don't ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding
from flowvow.checks.case import Case
from flowvow.checks.dead import asked_about
from flowvow.findings.finding import Finding, Level
from flowvow.model.conditions import names_in

CODE = "C101"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check; what nothing asks about at all is F203's."""
    asked = asked_about(case)
    guards = {name for flow in case.system.flows for name in names_in(flow.when)}
    for choice in case.choices.dead():
        if choice in asked:
            message = f"whether {choice} is granted or refused changes no flow"
            help_ = "guard with it what it is asked for, or take it out"
            yield as_finding(case, choice, CODE, Level.WARNING if choice in guards else Level.NOTE, message, help_)
