"""``flowvow check``: the verdict, the findings with their routes and citations, and what was covered."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from attrs import evolve

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals, called
from flowvow.cli.reckoning import add_reckoning, reckoning
from flowvow.cli.streams import colour, progress, put
from flowvow.findings.finding import Level
from flowvow.findings.report import Outcome, Report
from flowvow.text.problem import Gathering, Problems

if TYPE_CHECKING:
    from flowvow.reading.folder import Place


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    add_proposals(parser)
    add_reckoning(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--fail-on",
        choices=[level.value for level in Level],
        default=Level.ERROR.value,
        help="the level from which a finding breaks the run; default: error",
    )
    parser.add_argument("--notes", action="store_true", help="tell findings of level note too, not only their number")
    parser.add_argument("--text", metavar="DIR", default="", help="the folder of the policies' texts, to quote them")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Check every model, then write; all problems of all models are told together."""
    places = app.models(options.paths)
    reports = _reports(places, options)
    verdict = app.worst(report.outcome for report in reports)
    put(
        _json(reports, verdict) if options.format == "json" else _text(places, reports, verdict, options),
        options.output,
    )
    return verdict.exit_code


def _json(reports: list[Report], verdict: Outcome) -> str:
    from flowvow.outputs import json

    return json.write(reports, verdict)


def _text(places: list[Place], reports: list[Report], verdict: Outcome, options: Namespace) -> str:
    from flowvow.outputs import text
    from flowvow.outputs.style import Style

    wishes = text.Wishes(
        sources=app.sources(reports),
        notes=options.notes,
        fail_on=Level(options.fail_on),
        style=Style(colour() and not options.output),
    )
    if options.text:
        from flowvow.cli.quoting import quotes

        found = quotes(places, options.text)
        wishes = evolve(wishes, sentences=found.sentences, links=found.links, texts=found.told)
    return text.write(reports, verdict, wishes)


def _reports(places: list[Place], options: Namespace) -> list[Report]:
    reports: list[Report] = []
    gathering = Gathering()
    as_of = reckoning(options)
    with progress(len(places)) as shown:
        for place in places:
            shown.begin(called(place))
            try:
                reports.append(app.check(place, options.proposals, Level(options.fail_on), reckoning=as_of))
            except Problems as problems:
                gathering.take(problems)
    gathering.tell()
    return reports
