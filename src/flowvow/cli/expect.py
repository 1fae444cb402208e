"""``flowvow expect``: whether models and proposals are as their expect blocks say."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flowvow import app
from flowvow.cli.paths import add_paths, called
from flowvow.cli.reckoning import add_reckoning, reckoning
from flowvow.cli.streams import colour, progress, put
from flowvow.findings.report import Outcome, Report
from flowvow.text.problem import Gathering, Problems

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning
    from flowvow.reading.folder import Place

_WORDS = {None: "expects nothing", True: "as expected", False: "NOT AS EXPECTED"}


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    add_reckoning(parser)
    parser.add_argument("--models-only", action="store_true", help="leave out the proposals beside the models")


def run(options: Namespace) -> int:
    """One line a model or proposal; what isn't as expected is told below."""
    from flowvow.outputs.columns import pad, width
    from flowvow.text.show import inert

    rows = [(inert(name), report) for name, report in _reports(options)]
    broad = max(width(name) for name, _ in rows)
    lines = [f"{pad(name, broad)}  {report.outcome.value:9}  {_WORDS[report.expected]}" for name, report in rows]
    told = [
        text for name, report in rows if report.expected is False for text in (f"=== {name} ===", *_failures(report))
    ]
    known = [report.expected for _, report in rows if report.expected is not None]
    lines.append(f"{sum(known)} of {len(known)} as expected")
    put("\n".join([*lines, *(f"\n{text}" for text in told)]) + "\n")
    if not known:
        return Outcome.UNDECIDED.exit_code
    return (Outcome.KEPT if all(known) else Outcome.BROKEN).exit_code


def _reports(options: Namespace) -> list[tuple[str, Report]]:
    gathering = Gathering()
    reports: list[tuple[str, Report]] = []
    as_of = reckoning(options)
    found = app.models(options.paths)
    with progress(len(found)) as shown:
        for place in found:
            shown.begin(called(place))
            try:
                reports += _of_model(place, options.models_only, gathering, as_of)
            except Problems as problems:
                gathering.take(problems)
    gathering.tell()
    return reports


def _of_model(place: Place, alone: bool, gathering: Gathering, as_of: Reckoning | None) -> Iterator[tuple[str, Report]]:
    plain = app.check(place, reckoning=as_of)
    yield called(place), plain
    for proposal in () if alone else app.proposals(place):
        try:
            yield proposal.as_posix(), app.check(place, [proposal], before=plain.findings, reckoning=as_of)
        except Problems as problems:
            gathering.take(problems)


def _failures(report: Report) -> Iterator[str]:
    from flowvow.checks.expectations import CODE
    from flowvow.outputs import text
    from flowvow.outputs.style import Style

    wishes = text.Wishes(sources=app.sources([report]), style=Style(colour()))
    failures = [finding for finding in report.findings if finding.code == CODE]
    return text.write_unexpected(failures, report, wishes)
