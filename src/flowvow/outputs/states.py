"""In which states a finding is there: what enables it, what stops it, and whether it happens by default."""

from __future__ import annotations

from collections.abc import Sequence

from flowvow.findings.finding import Cause, Finding
from flowvow.outputs.layout import labelled, room
from flowvow.outputs.style import PLAIN, Style

_DEFAULTS = {
    "yes": "yes, it can happen with every choice at its default",
    "no": "no, some choice must differ from its default",
    "undecided": "undecided, it hinges on a choice whose default isn't stated",
}


def states(finding: Finding, style: Style = PLAIN) -> list[str]:
    """Three paragraphs; none for a finding that isn't about what happens."""
    cause = finding.cause
    if finding.verdict is None and cause == Cause():
        return []
    always = cause.enabled_by == ((),)
    return [
        *labelled("when", sets(cause.enabled_by, cause.enabled_more) if not always else ["always"], style),
        *labelled("stops if", sets(cause.stopped_by, cause.stopped_more) or ["nothing stops it"], style),
        *labelled("default", [] if always else [default(cause)], style),
    ]


def default(cause: Cause) -> str:
    """Whether something happens by default, in words."""
    if not cause.enabled_by and cause.by_default == "undecided":
        return "undecided, the states are too many to decide"
    return _DEFAULTS[cause.by_default]


def sets(sets: Sequence[Sequence[str]], more: int) -> list[str]:
    """Each set is enough by itself; on one line where they fit."""
    lines = [" and ".join(signed) for signed in sets]
    if more:
        lines.append(f"at least {more} further combination{'s' if more > 1 else ''}")
    whole = ", or ".join(lines)
    if len(whole) <= room():
        return [whole] if whole else []
    return [f"or {line}" if i else line for i, line in enumerate(lines)]
