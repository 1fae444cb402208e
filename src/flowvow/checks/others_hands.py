"""C104: data about a person that hinge only on other people's choices.

What: a flow about a person, not sent by that person, that some choices enable or stop, none of them the person's own.
Why: a colleague whose address a referrer enters, or an attendee whom an organiser invites, has no say and may not know.
What only leads up to asking that person, by the flow that asks for a choice of theirs, is a note.
Kept: `invite: {…, about: colleague, when: refers and colleague-agreed}`, the second being the colleague's choice.
Broken: `invite: {…, about: colleague, when: refers}`.
Remedy: ask the person, or leave the data out; where neither can be done, the notice and the deletion that they are owed
had better be in the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowvow.checks.about_choice import as_finding, listed
from flowvow.checks.case import Case
from flowvow.checks.uses import Use
from flowvow.findings.finding import Finding, Level
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.order import earlier_flows
from flowvow.text.natural import natural

CODE = "C104"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check, one for each person and set of choices, on the flow that comes first."""
    found: dict[tuple[str, tuple[str, ...]], list[Use]] = {}
    for hands in case.choices.wrong_hands():
        found.setdefault((hands.use.subject, hands.choices), []).append(hands.use)
    earlier = earlier_flows(case.system.flows)
    for (subject, choices), together in sorted(found.items()):
        asks = _asks(case, subject) & {use.flow for use in together}
        first = asks.union(*(earlier[name] for name in asks))
        for asking in (False, True):
            part = [use for use in together if (use.flow in first) is asking]
            if part:
                yield _finding(case, subject, choices, part, sorted(asks, key=natural) if asking else ())


def _asks(case: Case, subject: str) -> set[str]:
    """The flows that ask a person for a choice of their own."""
    choosers = case.choices.hinges.choosers
    return {case.system.conditions[name].asked for name, theirs in choosers.items() if subject in theirs} - {""}


def _finding(
    case: Case, subject: str, choices: tuple[str, ...], together: list[Use], asks: Sequence[str] = ()
) -> Finding:
    flows = sorted({use.flow for use in together}, key=natural)
    first = _first(case, together)
    here = [use for use in together if use.flow == first]
    flow = case.system.flows[here[0].index[0]]
    atoms = {use.atom for use in here}
    owners = listed(dict.fromkeys(case.system.conditions[name].by for name in choices))
    data = listed(case.names_of(flow, atoms))
    more = f" (and {listed([name for name in flows if name != first], 4)})" if len(flows) > 1 else ""
    hinges = "hinge" if len(case.names_of(flow, atoms)) > 1 else "hinges"
    message = f"{data} about {subject} on {first}{more} {hinges} on {listed(choices)}, chosen by {owners} alone"
    help_ = f"ask {subject}, or say when {subject} is told and how the data go again"
    if asks:
        message += f", until {listed(asks)} asks {subject}"
        help_ = f"use no more of it, and no longer, than asking {subject} takes"
    return as_finding(
        case,
        choices[0],
        CODE,
        Level.NOTE if asks else Level.WARNING,
        message,
        help_,
        flow=flow,
        actor=flow.recipient or flow.at,
        atoms=atoms,
        about={subject},
        targets=_targets(case, here),
        states=case.states.union(use.states for use in here),
    )


def _first(case: Case, together: list[Use]) -> str:
    """The flow nearest to where the data begin."""
    route = case.routes.shortest(target for use in together for target in _targets(case, [use]))
    flows = {use.flow for use in together}
    named = [step.flow for step in route.steps if step.flow in flows] if route is not None else []
    return named[0] if named else min(flows, key=natural)


def _targets(case: Case, together: list[Use]) -> list[Target]:
    ways = [(i, copy, case.presence.happens(i, copy)) for use in together for i, copy in use.copies]
    return [Target(copy, i, states) for i, copy, states in ways if states != NONE]
