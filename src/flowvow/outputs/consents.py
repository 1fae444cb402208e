"""What `consent` answers, as text: each choice told whole, then each flow with what it hinges on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.findings.consent import Anyway, Carried, ChoiceAccount, Consent, Effect, Remains
from flowvow.findings.finding import Cause
from flowvow.model.actors import NOBODY
from flowvow.outputs.hops import route_lines
from flowvow.outputs.layout import framed, labelled, room, wrapped
from flowvow.outputs.states import sets
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_DEFAULTS = {
    "granted": "granted unless refused",
    "refused": "refused unless granted",
    "unstated": "its default isn't told",
}


def write_consent(consent: Consent, flows: bool = False, style: Style = PLAIN) -> str:
    """One model.

    Args:
        consent: the account.
        flows: whether to tell every flow too; those of an account without choices are told anyway.
        style: colours.
    """
    blocks = [style.strong(inert(consent.model))]
    blocks += ["\n".join(_choice(choice, style)) for choice in consent.choices]
    hinging = [row for row in consent.flows if row.cause.enabled_by != ((),)]
    hinge = {row.flow for row in hinging}
    always = list(dict.fromkeys(row.flow for row in consent.flows if row.flow not in hinge))
    if flows or not consent.choices:
        blocks += ["\n".join(_flow(row, style)) for row in hinging]
    elif hinging:
        blocks.append(f"{_many(len(hinge), 'flow')} hinge on choices or circumstances (told with --flows)")
    if always:
        blocks.append("\n".join(wrapped(f"{_many(len(always), 'flow')} happen always: {inert(_row(always))}", 100)))
    if not consent.choices and not consent.flows:
        blocks.append("  there is nothing to choose, and nothing flows")
    return "\n\n".join(blocks) + "\n"


def _choice(choice: ChoiceAccount, style: Style) -> Iterator[str]:
    default = _DEFAULTS.get(choice.default, choice.default)
    cites = f" [{', '.join(choice.cites)}]" if choice.cites else ""
    yield from wrapped(style.strong(inert(choice.name)) + inert(f": a choice of {choice.by}, {default}{cites}"), 100)
    yield from labelled("says", [choice.says] if choice.says else [], style)
    yield from labelled("asked", [f"by {choice.asked}" if choice.asked else "by no flow that is told"], style)
    yield from _effects("granting", "lets nothing more happen", choice.adds, style)
    if choice.starts:
        yield from _effects("refusing", "", choice.starts, style, "refusing brings ")
    for one in choice.anyway:
        yield from _goes_on(one, style)
    yield from labelled("ends", [_row(choice.ends)] if choice.ends else [], style)
    yield from labelled("beyond", [f"{_row(choice.beyond)}: more than is admitted"] if choice.beyond else [], style)
    yield from labelled("way back", [_way_back(choice)], style)
    for left in choice.remains:
        yield from _left(left, style)


def _way_back(choice: ChoiceAccount) -> str:
    if not choice.withdraw or choice.way_back == "told why not":
        return f"no flow; told instead: {choice.withdraw}" if choice.withdraw else choice.way_back
    return f"{choice.withdraw}, {choice.way_back}"


def _effects(label: str, none: str, effects: Iterable[Effect], style: Style, lead: str = "") -> list[str]:
    """The flows whose own guard names the choice one by one, then the names of those that lose their data with them."""
    effects = list(effects)
    direct = [effect for effect in effects if effect.direct]
    further = [name for name in dict.fromkeys(e.carried.flow for e in effects) if name not in _flows(direct)]
    lines = [f"{lead}{_told(effect)}" for effect in direct]
    if further:
        lines.append(f"{'and through them' if direct else 'through what brings their data'}: {_row(further)}")
    return framed(label, _items(lines) if lines else [none], style)


def _items(lines: Iterable[str]) -> list[str]:
    """Each in a paragraph of its own, told apart by a dash."""
    parts = [wrapped(inert(line), room() - 2) for line in lines]
    return [f"{'  ' if i else '- '}{text}" for part in parts for i, text in enumerate(part)]


def _flows(effects: Iterable[Effect]) -> set[str]:
    return {effect.carried.flow for effect in effects}


def _told(effect: Effect) -> str:
    row = effect.carried
    return f"{row.flow}: {_what(row)}{_in(effect.cause)}"


def _what(row: Carried) -> str:
    purposes = f" for {_row(row.purposes)}" if row.purposes else ", nobody says what for"
    return f"{_row(row.data)} of {_row(row.about)}, {_ends(row)},{purposes}".replace(",,", ",")


def _ends(row: Carried) -> str:
    return f"{_row(row.sender)} to {_row(row.recipient)}" if row.recipient else f"at {_row(row.sender)}"


def _in(cause: Cause) -> str:
    """In which states, where that isn't all."""
    return "" if cause.enabled_by == ((),) else f" (when {'; or '.join(sets(cause.enabled_by, cause.enabled_more))})"


def _goes_on(one: Anyway, style: Style) -> Iterator[str]:
    told = f"{one.by} brings {_row(one.data)} of {_row(one.about)} to {_row(one.to)}, though {one.stopped} stops"
    yield from labelled("anyway", [told], style)
    if one.route is not None:
        yield from framed("", route_lines(one.route, "", style), style)


def _left(left: Remains, style: Style) -> Iterator[str]:
    kept = f", kept {_row(left.kept)}" if left.kept else ", for how long isn't told"
    promised = "; a clause promises its deletion" if left.promised else ""
    told = f"{_row(left.data)} of {_row(left.about)} at {left.place}{kept}{promised}{_in(left.cause)}"
    yield from labelled("remains", [told], style)
    if left.route is not None:
        yield from framed("", route_lines(left.route, "", style), style)


def _flow(row: Carried, style: Style) -> Iterator[str]:
    yield from wrapped(style.strong(inert(row.flow)) + inert(f": {_what(row)}"), 100)
    yield from labelled("when", sets(row.cause.enabled_by, row.cause.enabled_more), style)
    yield from labelled("stops if", sets(row.cause.stopped_by, row.cause.stopped_more), style)
    yield from labelled("default", [row.cause.by_default], style)
    yield from labelled("choices", [_row(f"{name} of {by}" for name, by in row.choices) or "none"], style)
    yield from labelled("alone", [_alone(row)] if row.about != (NOBODY,) else [], style)
    yield from labelled("unsure", ["the states are too many to decide; they are at most these"] * row.unsure, style)


def _alone(row: Carried) -> str:
    if row.alone is None:
        stop = f"{_row(row.about)} can't stop it alone"
    else:
        stop = f"{_row(row.about)} can stop it alone: {' and '.join(row.alone)}"
    cause = "others can cause it alone" if row.others else "others can't cause it alone"
    return f"{stop}; {cause}"


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _row(words: Iterable[str]) -> str:
    shown = list(words)
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
