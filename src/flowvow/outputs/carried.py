"""What a flow carries, of whom, for what and when: the words in which consent is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flowvow.findings.consent import Carried
from flowvow.findings.finding import Cause
from flowvow.model.actors import NOBODY
from flowvow.outputs.excerpt import WIDTH
from flowvow.outputs.layout import labelled, wrapped
from flowvow.outputs.states import default, sets
from flowvow.outputs.style import Style
from flowvow.text.show import inert


def together(words: Iterable[str]) -> str:
    """Words in a row, the last after an "and"."""
    shown = list(words)
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def many(count: int, word: str) -> str:
    """A count with its word."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def data_of(data: Sequence[str], about: Sequence[str]) -> str:
    """Data with whose they are."""
    return f"{together(data)}, about nobody" if tuple(about) == (NOBODY,) else f"{together(data)} of {together(about)}"


def purposes(row: Carried) -> str:
    """What for."""
    return f"for {together(row.purposes)}" if row.purposes else "for no purpose that is told"


def hands(row: Carried) -> str:
    """What of whom, and from whom to whom."""
    ends = (
        f"from {together(row.sender)} to {together(row.recipient)}" if row.recipient else f"at {together(row.sender)}"
    )
    return f"{data_of(row.data, row.about)}, {ends}"


def states(cause: Cause, given: str = "") -> str:
    """In which states, in brackets; nothing where that is all.

    Args:
        cause: the states.
        given: a literal that all of them have, and that needn't be told again.
    """
    shown = [" and ".join(literal for literal in one if literal != given) for one in cause.enabled_by]
    if shown in ([], [""]):
        return ""
    shown += [f"in at least {many(cause.enabled_more, 'further case')}"] * (cause.enabled_more > 0)
    return f" (when {', or '.join(shown)})"


def flow_account(row: Carried, style: Style) -> Iterator[str]:
    """One row, with what it hinges on and who can stop it."""
    yield from wrapped(style.strong(inert(row.flow)) + inert(f", {purposes(row)}: {hands(row)}"), WIDTH)
    if not row.hinges:
        yield from labelled("when", ["always"], style)
        return
    yield from labelled("when", sets(row.cause.enabled_by, row.cause.enabled_more), style)
    yield from labelled("stops if", sets(row.cause.stopped_by, row.cause.stopped_more), style)
    yield from labelled("default", [default(row.cause)], style)
    choices = together(f"{name} of {by}" for name, by in row.choices)
    yield from labelled("choices", [choices or "none, only circumstances"], style)
    yield from labelled("alone", [_alone(row)] if row.about != (NOBODY,) else [], style)
    yield from labelled("unsure", ["the states are too many to decide; they are at most these"] * row.unsure, style)


def _alone(row: Carried) -> str:
    people = f"{'each of ' if len(row.about) > 1 else ''}{together(row.about)}"
    if row.alone is not None:
        return f"{people} can stop it: {' and '.join(row.alone)}"
    cause = (
        "others or circumstances can cause it, whatever they choose" if row.others else "nor can others alone cause it"
    )
    return f"no choice of {together(row.about)} stops it; {cause}"
