"""``flowvow deadlines``: which promises have a time, by which day they are due, and by which day the model does it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals
from flowvow.cli.reckoning import add_reckoning, reckoning
from flowvow.cli.streams import colour, put
from flowvow.findings.report import Outcome
from flowvow.text.problem import Gathering, Problems


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    add_proposals(parser)
    add_reckoning(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument("--text", metavar="DIR", default="", help="the folder of the policies' texts, to quote them")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Tell those of every model; a model without any promise that has a time says so."""
    from flowvow.checks.case import Case
    from flowvow.checks.deadlines import deadlines
    from flowvow.outputs.deadlines import write, write_json
    from flowvow.outputs.style import Style

    as_of = reckoning(options)
    places = app.models(options.paths)
    gathering = Gathering()
    found = []
    for place in places:
        try:
            found.append(deadlines(Case(app.read(place, options.proposals), reckoning=as_of)))
        except Problems as problems:
            gathering.take(problems)
    gathering.tell()
    if options.format == "json":
        text = write_json(found)
    else:
        from flowvow.cli.quoting import quotes

        sentences = quotes(places, options.text).sentences if options.text else {}
        text = write(found, sentences, Style(colour() and not options.output))
    put(text, options.output)
    return (Outcome.KEPT if any(one.deadlines for one in found) else Outcome.UNDECIDED).exit_code
