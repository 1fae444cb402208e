"""C109: refusing costs more than is admitted.

What: the choice says in `refusing` which purposes may end when it is refused, and another one, that is served in some
state with it, is served in none without it.
Why: a person who is told that only the news will end, and then can't order, was misled.
Kept: `newsletter: {…, refusing: send-news}`, and refusing it ends the news.
Broken: the same where an order is confirmed by flows that hang on `newsletter`.
Remedy: serve the purpose without the choice, or admit it in `refusing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, listed
from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level
from flowvow.text.natural import natural

CODE = "C109"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for choice in case.choices.names:
        more = case.choices.ended(choice)[1]
        if more:
            purposes = listed(purpose_names(case, more), 8)
            message = f"refusing {choice} ends {purposes} too, which isn't admitted"
            help_ = f"serve that without {choice}, or admit it in `refusing`"
            yield as_finding(case, choice, CODE, Level.WARNING, message, help_)


def purpose_names(case: Case, atoms: frozenset[str]) -> list[str]:
    """Purpose atoms under the widest names that they fill."""
    hierarchy = case.vocabulary.purposes
    whole = [name for name in hierarchy.names if hierarchy.atoms(name) and hierarchy.atoms(name) <= atoms]
    most = [n for n in whole if not any(hierarchy.atoms(n) < hierarchy.atoms(m) for m in whole)]
    return sorted({*most, *(atoms - hierarchy.all_atoms(most))}, key=natural)
