"""C105: granted by default where prior consent is promised.

What: a `require: {consent: …}` clause reaches flows, and its choice is granted until somebody refuses it.
Why: who was never asked has not consented. Going on until somebody objects is an opt-out, whatever it is called.
Kept: `praise-consent: {choice: customer, default: refused, asked: ask-praise}` under
`{act: publish, data: praise, require: {consent: praise-consent}}`.
Broken: the same with `default: granted`.
Remedy: let the choice be refused until it is granted; or, where the text takes silence for consent, promise what that
is, an opt-out.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.asking import as_finding, asking, broken_by
from flowvow.checks.case import Case
from flowvow.findings.finding import Finding
from flowvow.model.conditions import Default

CODE = "C105"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for clause, choice in asking(case):
        broken = broken_by(case, clause) if choice.default is Default.GRANTED else {}
        if broken:
            fault = f"{choice.name} is granted by default, and {clause.name} promises that {choice.by} is asked first"
            remedy = f"let {choice.name} be refused by default; where silence is meant to do, promise an opt-out"
            yield as_finding(case, CODE, clause, choice, broken, (fault, remedy))
