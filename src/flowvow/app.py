"""The street: files to a model, the model to findings, findings to a report. One function, one line per arrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.findings.report import Outcome, Report
from flowvow.model.routes import Step
from flowvow.model.system import System
from flowvow.text.problem import Gathering
from flowvow.text.source import Unreadable, read_source
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning
    from flowvow.reading.folder import Place


def models(paths: Sequence[str]) -> list[Place]:
    """The models at or below the paths, or below the current folder, by name. Raises ``Problems``."""
    from flowvow.reading.folder import find_models
    from flowvow.text.natural import natural

    found = find_models([Path(path) for path in paths or ["."]])
    return sorted(found, key=lambda place: natural(place.path.as_posix()))


def proposals(place: Place) -> list[Path]:
    """The proposals beside a model and below it, by name; those of models further below are theirs.

    Raises ``Problems`` for a file that seems to be a proposal and doesn't say so, rather than pass it over.
    """
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.folder import ENDINGS, OURS, is_inside

    found: list[Path] = []
    gathering = Gathering()
    waiting = [place.path.parent]
    while waiting:
        here = sorted(waiting.pop().iterdir())
        kinds = {
            file: sniff(file, file.as_posix(), file.name.endswith(OURS), gathering)
            for file in here
            if file.is_file() and file.name.endswith(ENDINGS) and is_inside(file, place.path.parent)
        }
        if any(kind is FileKind.FLOW and file != place.path for file, kind in kinds.items()):
            continue
        new = [file for file, kind in kinds.items() if kind is FileKind.PROPOSAL]
        found += new
        if new and place.path.parent != new[0].parent and not gathering:
            for file in (file for file, kind in kinds.items() if kind is None):
                message = "this file lies among proposals and doesn't say what it is"
                gathering.add(
                    Span(file.as_posix(), 1, 1), message, "a proposal begins with `flowvow: 1` and `proposal: NAME`"
                )
        folders = [one for one in here if one.is_dir() and not one.is_symlink()]  # two links up would never end
        waiting += [folder for folder in folders if not folder.name.startswith(".")]
    gathering.tell()
    return sorted(found)


def read(place: Place, laid: Sequence[Path] = ()) -> System:
    """A model with proposals laid over it. Raises ``Problems``."""
    from flowvow.reading.model import read_model

    return read_model(place.path, laid, place.within)


def check(
    place: Place,
    laid: Sequence[Path] = (),
    fail_on: Level = Level.ERROR,
    before: Sequence[Finding] | None = None,
    reckoning: Reckoning | None = None,
) -> Report:
    """What a model, with proposals laid over it, makes of its promises. Raises ``Problems``.

    ``before`` are the findings without the proposals, where they are known already; times are reckoned from the day of
    ``reckoning``, and compared over all calendars without it.
    """
    from flowvow.checks.run import check as run

    if laid and before is None:
        before = run(read(place), reckoning=reckoning).findings
    report = run(read(place, laid), before if laid else None, reckoning)
    return evolve(report, outcome=outcome(report, fail_on))


def outcome(report: Report, fail_on: Level) -> Outcome:
    """The verdict where findings break the run from that level on; what is undecided stays so at every level."""
    if any(finding.verdict is not Verdict.UNDECIDED for finding in report.at_least(fail_on)):
        return Outcome.BROKEN
    undecided = report.counts.undecided or any(finding.verdict is Verdict.UNDECIDED for finding in report.findings)
    return Outcome.UNDECIDED if report.nothing_checked or undecided else Outcome.KEPT


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The verdict over several models: one broken promise breaks the run."""
    found = set(outcomes)
    return next(one for one in (Outcome.BROKEN, Outcome.UNDECIDED, Outcome.KEPT) if one in found)


def sources(reports: Iterable[Report]) -> dict[str, str]:
    """The text of every file that a report points into; one that has gone is left out."""
    texts: dict[str, str] = {}
    for file in sorted({file for report in reports for file in _files(report)}):
        try:
            texts[file] = read_source(Path(file), file).text
        except Unreadable:
            continue
    return texts


def _files(report: Report) -> Iterable[str]:
    spans = [clause.span for clause in report.clauses if clause.span]
    for finding in report.findings:
        spans += [finding.span, *(place.span for place in finding.places), *(step.span for step in _steps(finding))]
    return {span.file for span in spans if span.file}


def _steps(finding: Finding) -> Iterable[Step]:
    return (step for route in finding.routes for step in route.steps)
