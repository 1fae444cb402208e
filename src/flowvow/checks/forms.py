"""F301: a product that claims another form than it has.

What: the definition of a product declares a form that its derivation doesn't give it: a join of identified data
called anonymous, or identified data out of aggregates without `how: re-identify`.
Why: dropping a label anonymises nothing; a form rises only by a declared re-identification.
Kept: `visit-counts: {form: aggregate}` made by `how: aggregate`.
Broken: `profile: {form: anonymous}` made by `how: join` of a name and a page view.
Remedy: say how it is really made, or drop the claim; the computed form counts either way.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level

CODE = "F301"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    told: set[tuple[str, str]] = set()
    for i, flow in enumerate(case.system.flows):
        for copy, _ in case.presence.products(i) if flow.makes else ():
            declared = case.vocabulary.form(copy.atom)
            if declared is None or copy.form is None or declared is copy.form or (flow.name, copy.atom) in told:
                continue
            told.add((flow.name, copy.atom))
            how = flow.how.value if flow.how else ""
            message = f"{copy.atom} claims to be {declared.value}, but {flow.name} ({how}) makes it {copy.form.value}"
            yield Finding(
                CODE, Level.ERROR, message, flow=flow.name, actor=flow.at, data=(copy.atom,), span=flow.span,
                help="say how it is really made, or drop the claimed form",
            )  # fmt: skip
