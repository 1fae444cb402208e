"""Flows that change verdict as text: those that are worse off now first, and what became of one flow together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from flowvow.findings.difference import Cited, FlowChange
from flowvow.outputs.layout import labelled, wrapped
from flowvow.outputs.style import Style
from flowvow.text.natural import natural
from flowvow.text.show import inert

_GRAVITY = ("forbidden", "conflicting", "undisclosed", "undecided", "none", "disclaimed", "permitted")
Clauses = Callable[[Iterable[Cited]], str]


def blocks(flows: Sequence[FlowChange], one_model: bool, clauses: Clauses, style: Style) -> Iterator[str]:
    """A block for each flow and change of verdict.

    Args:
        flows: the changes.
        one_model: whether both versions judge the same flows, so that all of them happen in both.
        clauses: how clauses are told.
        style: how heads stand out.
    """
    groups: dict[tuple[object, ...], list[FlowChange]] = {}
    for one in flows:
        groups.setdefault((one.flow, one.was, one.now, one.old, one.new, one.needs), []).append(one)
    subjects: dict[str, set[tuple[str, ...]]] = {}
    for one in flows:
        subjects.setdefault(one.flow, set()).add(one.about)
    silent = "nothing is said of it" if one_model else "it doesn't happen, or nothing is said of it"
    for group in sorted(groups.values(), key=_place):
        first = group[0]
        lines = [line for one in group for line in heads(_head(one, len(subjects[one.flow]) > 1), style)]
        lines += labelled("now", [_verdict(first.now, first.new, silent, clauses)], style)
        lines += labelled("before", [_verdict(first.was, first.old, silent, clauses)], style)
        lines += labelled("needs", first.needs, style)
        yield "\n".join(lines)


def heads(text: str, style: Style) -> list[str]:
    """What a block is about."""
    first, *more = wrapped(inert(text), 96)
    return [f"  {style.strong(first)}", *(f"    {style.strong(line)}" for line in more)]


def _place(group: Sequence[FlowChange]) -> tuple[object, ...]:
    first = group[0]
    return _GRAVITY.index(first.now), _GRAVITY.index(first.was), natural(first.flow)


def _head(one: FlowChange, by_subject: bool) -> str:
    """What changes verdict; whose it is where that differs within the flow and its ends don't say it."""
    ends = f"at {one.at}" if one.at else f"from {_either(one.senders)} to {_either(one.recipients)}"
    known = {*one.senders, *one.recipients, one.at}
    about = f" about {_either(one.about)}" if by_subject and one.about and not known.issuperset(one.about) else ""
    when = "" if one.when == ((),) else f", if {', or '.join(' and '.join(part) for part in one.when)}"
    more = f", or in at least {one.more} other ways" if one.more else ""
    return f"{one.flow}: {one.act}{' from' if one.taken_in else ''} {', '.join(one.data)}{about} {ends}{when}{more}"


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _verdict(verdict: str, by: Sequence[Cited], silent: str, clauses: Clauses) -> str:
    word = silent if verdict == "none" else verdict
    return f"{word}: {clauses(by)}" if by else word
