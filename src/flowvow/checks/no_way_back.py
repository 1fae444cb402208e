"""C106: a choice that can't be withdrawn.

What: the choice tells no way to withdraw it; or it names a flow that never happens, or that isn't sent by the person
whose choice it is.
Why: a consent is as easy to withdraw as to give, or it isn't one. Of a choice that a clause asks for, or that stands
granted untouched, a missing way is a warning, and a reason why there is none a note. Of what somebody merely does, such
as ordering, a missing way is a note.
Kept: `newsletter: {choice: customer, default: refused, withdraw: unsubscribe}` and a flow `unsubscribe` from customer.
Broken: the same without `withdraw`.
Remedy: name the flow by which it is withdrawn, or tell why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, weighty
from flowvow.checks.case import Case
from flowvow.checks.choosing import WayBack
from flowvow.findings.finding import Finding, Level

CODE = "C106"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""
    for choice in case.choices.names:
        way = case.choices.way_back(choice)
        grave = weighty(case, choice)
        if way is WayBack.FINE or (way is WayBack.REASON and grave is Level.NOTE):
            continue
        condition = case.system.conditions[choice]
        level, help_ = Level.WARNING, f"mend {condition.withdraw}"
        match way:
            case WayBack.MISSING:
                message, level = f"{choice} tells no way to withdraw it", grave
                help_ = "name the flow by which it is withdrawn in `withdraw`, or tell there why there is none"
            case WayBack.REASON:
                message, level = f"no flow withdraws {choice}; told instead: {condition.withdraw}", Level.NOTE
                help_ = "weigh the reason"
            case WayBack.NEVER:
                message = f"{condition.withdraw}, by which {choice} is withdrawn, never happens"
            case _:
                message = f"{condition.withdraw}, by which {choice} is withdrawn, isn't sent by {condition.by}"
        yield as_finding(case, choice, CODE, level, message, help_)
