"""C103: one choice for several purposes.

What: the choice guards flows for purposes that no one declared purpose contains, so that nobody can agree to one of
them and refuse another.
Why: an agreement given for the sake of one purpose isn't freely given for the others. Of a choice that a clause asks
for, or that stands granted untouched, it is a warning; of what somebody merely does, such as ordering, a note.
Kept: two choices, `newsletter` for sending news and `profiling` for making profiles.
Broken: `when: newsletter` on both.
Remedy: give each purpose a choice of its own, or declare the purpose that is meant by both.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, listed, weighty
from flowvow.checks.case import Case
from flowvow.findings.finding import Finding

CODE = "C103"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for choice in case.choices.names:
        purposes = case.choices.bundle(choice)
        if purposes:
            message = f"{choice} is one choice for {len(purposes)} purposes: {listed(purposes, 12)}"
            help_ = "ask for each by a choice of its own"
            yield as_finding(case, choice, CODE, weighty(case, choice), message, help_)
