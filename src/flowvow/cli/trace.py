"""``flowvow trace``: who can hold what, how it came there, and in which states."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals
from flowvow.cli.streams import colour, put
from flowvow.findings.report import Outcome
from flowvow.model.system import System
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    parser.add_argument("--data", metavar="NAME", default="", help="ask about this data type")
    parser.add_argument("--at", metavar="ACTOR", default="", help="ask what this actor, kind or store can hold")
    parser.add_argument(
        "--through", metavar="NAME", default="", help="only what came by this actor, store, flow or frame"
    )
    add_proposals(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: Namespace) -> int:
    """Answer for every model."""
    from flowvow.checks.tracing import trace
    from flowvow.outputs import accounts
    from flowvow.outputs.style import Style

    if not (options.data or options.at or options.through):
        raise Problems([Problem(Span("", 0, 0), "there is no question", "ask with --data, --at or --through")])
    traces = []
    gathering = Gathering()
    for place in app.models(options.paths):
        system = app.read(place, options.proposals)
        if _known(system, options, gathering):
            traces.append(trace(system, options.data, options.at, options.through))
    gathering.tell()
    if options.format == "json":
        put(accounts.trace_json(traces))
    else:
        put("\n".join(accounts.write_trace(one, Style(colour())) for one in traces))
    found = any(one.sightings for one in traces)
    return (Outcome.KEPT if found else Outcome.UNDECIDED).exit_code


def _known(system: System, options: Namespace, gathering: Gathering) -> bool:
    from flowvow.text.nearest import did_you_mean

    flows = {name for flow in system.flows for name in (flow.name, flow.frame) if name}
    asked = (
        (options.data, set(system.data), "data type"),
        (options.at, set(system.actors), "actor"),
        (options.through, {*system.actors, *flows}, "place, flow or frame"),
    )
    known = True
    for name, names, what in asked:
        if name and name not in names:
            known = False
            gathering.add(Span(name, 0, 0), f"{system.name} has no {what} of that name", did_you_mean(name, names))
    return known
