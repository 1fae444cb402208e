"""What `consent` answers, as text: each choice told whole, then each flow with what it hinges on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.findings.consent import Anyway, Carried, ChoiceAccount, Consent, Effect, Remains
from flowvow.model.routes import Route
from flowvow.outputs.carried import data_of, flow_account, hands, many, purposes, states, together
from flowvow.outputs.excerpt import WIDTH
from flowvow.outputs.hops import route_lines
from flowvow.outputs.layout import framed, labelled, room, wrapped
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
        flows: whether to tell every flow too, not only what choices do to them.
        style: colours.
    """
    titles = " and ".join(f'"{title}"' for title in consent.proposals)
    head = wrapped(inert(f"{consent.model}, with {titles}" if titles else consent.model), WIDTH)
    blocks = ["\n".join(style.strong(line) for line in head)]
    blocks += ["\n".join(wrapped(text, WIDTH)) for text in _counted(consent)]
    blocks += ["\n".join(_choice(choice, style)) for choice in consent.choices]
    hinging = [row for row in consent.flows if row.hinges]
    if flows:
        # Who asks for one flow is told of it, though it may always happen.
        blocks += ["\n".join(flow_account(row, style)) for row in hinging or consent.flows]
    always = list(dict.fromkeys(row.flow for row in consent.flows if row.flow not in _names(hinging)))
    if always and (hinging or not flows):
        told = f"{many(len(always), 'flow')} happen{'s' * (len(always) == 1)} always: {together(always)}"
        blocks.append("\n".join(wrapped(inert(told), WIDTH)))
    if not consent.choices and not consent.flows:
        blocks.append("There is nothing to choose, and nothing flows.")
    return "\n\n".join(blocks) + "\n"


def _counted(consent: Consent) -> Iterator[str]:
    """One sentence for a whole model."""
    if not (consent.choices and consent.flows):
        return
    counts = consent.counts
    told = (
        f"{many(len(consent.choices), 'choice')}. Of {many(counts.flows, 'flow')} {counts.hinge} hinge on choices or "
    )
    told += f"circumstances; {counts.by_default} of these can happen by default."
    if counts.about_somebody:
        told += f" {counts.about_somebody} of these are about somebody: {counts.alone} can be stopped by each person "
        told += f"concerned alone, and {counts.others} can be caused by others or circumstances, whatever a person "
        told += "concerned chooses."
    yield told


def _choice(choice: ChoiceAccount, style: Style) -> Iterator[str]:
    default = _DEFAULTS.get(choice.default, choice.default)
    cites = f" ({_cited(choice.cites)})" if choice.cites else ""
    yield from wrapped(style.strong(inert(choice.name)) + inert(f": a choice of {choice.by}, {default}{cites}"), WIDTH)
    if choice.span.file:
        yield style.faint(f"  --> {inert(str(choice.span))}")
    yield from labelled("says", [choice.says] if choice.says else [], style)
    yield from labelled("asked", [f"by {choice.asked}" if choice.asked else "by no flow that is told"], style)
    yield from framed("granting", [*_effects(choice.adds)] or ["lets nothing more happen"], style)
    bundle = [f"{together(choice.bundle)} hang on this one choice"] if choice.bundle else []
    yield from labelled("bundles", bundle, style)
    yield from framed("refusing", [*_refusing(choice)], style)
    for one in choice.anyway:
        yield from _goes_on(one, choice, style)
    yield from labelled("way back", [_way_back(choice)], style)
    for left in choice.remains:
        yield from _left(left, choice, style)


def _cited(cites: Iterable[str]) -> str:
    """The policy's name once for all its sentences that follow."""
    told: dict[str, list[str]] = {}
    for cite in cites:
        policy, _, sentence = cite.rpartition("/")
        told.setdefault(policy, []).append(sentence)
    return "; ".join(f"{policy}/{', '.join(sentences)}" for policy, sentences in told.items())


def _refusing(choice: ChoiceAccount) -> Iterator[str]:
    """The purposes that it ends, then what it starts."""
    if choice.ends:
        beyond = f", of which it doesn't admit {together(choice.beyond)}" if choice.beyond else ""
        beyond = ", which it doesn't admit" if choice.beyond == choice.ends else beyond
        yield from wrapped(inert(f"ends {together(choice.ends)}{beyond}"))
    elif choice.adds:
        yield "ends no purpose"
    if choice.starts:
        yield "starts in its place:"
        yield from _effects(choice.starts)


def _way_back(choice: ChoiceAccount) -> str:
    if not choice.withdraw or choice.way_back == "told why not":
        return f"by no flow; told instead: {choice.withdraw}" if choice.withdraw else choice.way_back
    return f"by {choice.withdraw}, {choice.way_back.removeprefix('by ')}"


def _effects(effects: Iterable[Effect]) -> Iterator[str]:
    """The flows whose own guard names the choice one by one, then the names of those that lose their data with them."""
    effects = list(effects)
    direct: dict[str, list[Effect]] = {}
    for effect in effects:
        if effect.direct:
            direct.setdefault(effect.carried.flow, []).append(effect)
    for flow, mine in direct.items():
        head = f"- {flow}, {purposes(mine[0].carried)}:"
        parts = [f"{hands(effect.carried)}{states(effect.cause)}" for effect in mine]
        if len(parts) == 1:
            yield from _hanging(f"{head} {parts[0]}", "  ")
        else:
            yield from _hanging(head, "  ")
            for part in parts:
                yield from _hanging(f"    {part}", "      ")
    further = [name for name in dict.fromkeys(e.carried.flow for e in effects) if name not in direct]
    if further:
        yield from _hanging(f"- {'through these' if direct else 'with their data'} also {together(further)}", "  ")


def _hanging(text: str, indent: str) -> Iterator[str]:
    """A paragraph whose further lines are set in."""
    lead = text[: len(text) - len(text.lstrip())]
    first, *rest = wrapped(inert(text.strip()), room() - len(indent))
    yield lead + first
    yield from (indent + line for line in rest)


def _goes_on(one: Anyway, choice: ChoiceAccount, style: Style) -> Iterator[str]:
    when = states(one.cause, f"not {choice.name}")
    told = f"{one.by} brings {data_of(one.data, one.about)} to {together(one.to)}, though {one.stopped} stops{when}"
    yield from labelled("anyway", [told], style)
    yield from _route(one.route, choice, style)


def _left(left: Remains, choice: ChoiceAccount, style: Style) -> Iterator[str]:
    kept = f"kept {together(left.kept)}" if left.kept else "for how long isn't told"
    promised = "; a clause promises its deletion" if left.promised else ""
    told = f"at {left.place}: {data_of(left.data, left.about)}, {kept}{promised}{states(left.cause)}"
    yield from labelled("remains", [told], style)
    yield from _route(left.route, choice, style)


def _route(route: Route | None, choice: ChoiceAccount, style: Style) -> list[str]:
    return framed("", route_lines(route, choice.span.file, style), style) if route is not None else []


def _names(rows: Iterable[Carried]) -> set[str]:
    return {row.flow for row in rows}
