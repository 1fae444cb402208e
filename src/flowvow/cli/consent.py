"""``flowvow consent``: what each choice really changes, and what each flow hinges on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals, called
from flowvow.cli.streams import colour, progress, put
from flowvow.findings.consent import Consent
from flowvow.findings.report import Outcome
from flowvow.model.conditions import ConditionKind
from flowvow.model.system import System
from flowvow.text.nearest import did_you_mean
from flowvow.text.problem import Gathering, Problems
from flowvow.text.span import NOWHERE


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    add_proposals(parser)
    parser.add_argument("--choice", metavar="NAME", default="", help="tell this choice only")
    parser.add_argument("--flow", metavar="NAME", default="", help="tell this flow, or the flows of this frame, only")
    parser.add_argument("--flows", action="store_true", help="tell every flow too, not only what choices do to them")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Ask every model, then write; all problems of all models are told together."""
    found = _asked(options)
    if options.format == "json":
        from flowvow.outputs.consents_json import write

        put(write(found), options.output)
    else:
        from flowvow.outputs.consents import write_consent
        from flowvow.outputs.style import Style

        style = Style(colour() and not options.output)
        flows = options.flows or bool(options.flow)
        put("\n".join(write_consent(one, flows, style) for one in found), options.output)
    told = any(one.choices or one.flows for one in found)
    return (Outcome.KEPT if told else Outcome.UNDECIDED).exit_code


def _asked(options: Namespace) -> list[Consent]:
    from flowvow.checks.consenting import consent

    places = app.models(options.paths)
    gathering, systems = Gathering(), list[tuple[str, System]]()
    for place in places:
        try:
            systems.append((called(place), app.read(place, options.proposals)))
        except Problems as problems:
            gathering.take(problems)
    _known(options, [system for _, system in systems], gathering)
    gathering.tell()
    found = []
    with progress(len(systems)) as shown:
        for name, system in systems:
            shown.begin(name)
            if _has(options, system):
                found.append(consent(system, options.choice, options.flow))
    return found


def _choices(system: System) -> list[str]:
    return [name for name, one in system.conditions.items() if one.kind is ConditionKind.CHOICE]


def _flows(system: System) -> list[str]:
    return [name for flow in system.flows for name in (flow.name, flow.frame) if name]


def _has(options: Namespace, system: System) -> bool:
    """Whether a model has what is asked about."""
    wanted = (options.choice in ("", *_choices(system)), options.flow in ("", *_flows(system)))
    return all(wanted)


def _known(options: Namespace, systems: list[System], gathering: Gathering) -> None:
    """A name that no model has is a mistake, not an empty answer."""
    for wanted, kind, names in (
        (options.choice, "choice", {name for system in systems for name in _choices(system)}),
        (options.flow, "flow", {name for system in systems for name in _flows(system)}),
    ):
        if wanted and systems and wanted not in names:
            near = did_you_mean(wanted, sorted(names))
            gathering.add(NOWHERE, f"no {kind} is called '{wanted[:80]}'", near or f"name a {kind} of the model")
