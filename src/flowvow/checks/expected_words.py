"""An expectation in a few words, as test names and messages say it."""

from __future__ import annotations

from flowvow.model.clauses import Reach
from flowvow.model.system import Expect, Expectation

_PREPOSITIONS = (
    ("sender", "from"),
    ("recipient", "to"),
    ("at", "at"),
    ("through", "through"),
    ("by", "by"),
    ("about", "about"),
    ("purposes", "for"),
    ("makes", "makes"),
)


def words(expectation: Expectation) -> str:
    """Such as ``breaks no-list-selling by sync-audience`` or ``never card-number at ad-network``."""
    kind = expectation.kind
    parts = [kind.value]
    if kind in (Expect.NEVER, Expect.REACHES, Expect.ALWAYS_REACHES):
        parts.append(_pattern(expectation.reach))
    elif kind is not Expect.SAME:
        parts += [" and ".join(clause.rpartition("/")[2] for clause in expectation.clauses)] * bool(expectation.clauses)
        parts += [expectation.code] * bool(expectation.code)
        parts += [f"of {expectation.choice}"] * bool(expectation.choice)
        if expectation.flow:
            parts.append(expectation.flow if kind is Expect.UNDISCLOSED else f"by {expectation.flow}")
    if expectation.route:
        parts.append(f"via {', '.join(expectation.route)}")
    if expectation.needs:
        parts.append(f"for want of {expectation.needs}")
    if expectation.unless is not None:
        parts.append(f"unless {expectation.unless}")
    if expectation.when is not None:
        parts.append(f"when {expectation.when}")
    return " ".join(parts)


def _pattern(reach: Reach) -> str:
    listed = [" or ".join(reach.act), " or ".join(form.value for form in reach.form), " or ".join(reach.data) or "any"]
    ends = [f"{word} {' or '.join(getattr(reach, name))}" for name, word in _PREPOSITIONS if getattr(reach, name)]
    return " ".join(part for part in (*listed, *ends) if part)
