"""``flowvow draw``: a model as a picture."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sized
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals, called
from flowvow.cli.streams import make_folder, progress, put, put_all
from flowvow.findings.report import Outcome
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.model.system import System
    from flowvow.pictures.drawing import Drawing
    from flowvow.pictures.listing import Listing
    from flowvow.pictures.scene import Scene
    from flowvow.pictures.tables import Table
    from flowvow.reading.folder import Place

_ENDINGS = {"svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mermaid": "mmd"}
# Beside a model: which pictures of it are worth keeping.
_LIST = "pictures.txt"
_UNSAFE = re.compile(r"[^\w.-]+")


class _Picture(NamedTuple):
    content: str | bytes
    blank: bool


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    add_paths(parser)
    add_proposals(parser)
    parser.add_argument(
        "--view",
        dest="views",
        metavar="VIEW",
        action="append",
        default=[],
        help="map, ledger, change, data:NAME, actor:NAME, frame:NAME, finding:FINGERPRINT or CLAUSE, state:CONDITIONS, "
        "choice:NAME, clauses, clauses:DATA or CLAUSE; may be repeated; default: map, or ledger where a map would be "
        "too dense",
    )
    parser.add_argument(
        "--choice",
        dest="views",
        metavar="NAME",
        action="append",
        type="choice:{}".format,
        help="what this choice changes, as `--view choice:NAME`",
    )
    parser.add_argument(
        "--diff",
        metavar="OLD",
        default="",
        help="draw what changed in meaning since this policy or model; PATH is the new one",
    )
    parser.add_argument("--mapping", metavar="FILE", default="", help="which words of OLD's text are which now")
    parser.add_argument(
        "--all", action="store_true", help=f"the views that {_LIST} beside each model lists, in a folder for each model"
    )
    parser.add_argument("--format", choices=list(_ENDINGS), default="", help="default: as FILE ends, else svg")
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="", help="one picture's file, or the folder for any number of them"
    )


def run(options: Namespace) -> int:
    """Draw every view of every model, then write; nothing is written where one of them can't be drawn."""
    if options.mapping and not options.diff:
        raise Problems([Problem(Span("", 0, 0), "--mapping tells of two texts", "name the old one with `--diff`")])
    if options.diff:
        return _difference(options)
    places = app.models(options.paths)
    ending = Path(options.output).suffix.removeprefix(".")
    several = options.all or max(len(places), len(options.views)) > 1
    file = "" if several or ending not in _ENDINGS.values() else options.output
    options.format = options.format or next((name for name, end in _ENDINGS.items() if file and end == ending), "svg")
    if ending and not file and not several and not Path(options.output).is_dir():
        known = ", ".join(_ENDINGS.values())
        raise Problems([Problem(Span(options.output, 0, 0), f"there is no picture format '{ending}'", f"use {known}")])
    if not options.output and several:
        raise Problems([Problem(Span("", 0, 0), "there are several pictures", "write them with `-o FOLDER`")])
    drawn: dict[str, _Picture] = {}
    gathering = Gathering()
    with progress(len(places)) as shown:
        for place in places:
            shown.begin(called(place))
            try:
                new = _of_model(place, options.views, options, file)
                if both := sorted(drawn.keys() & new.keys()):
                    gathering.add(_at(place), f"two pictures would be called {both[0]}", "draw these models one by one")
                drawn |= new
            except Problems as problems:
                gathering.take(problems)
        for path in options.paths if options.all else ():
            try:
                drawn |= _of_several(Path(path), places, options)
            except Problems as problems:
                gathering.take(problems)
    gathering.tell()
    if options.output and not file:
        targets = {Path(options.output, name): picture.content for name, picture in drawn.items()}
        for target in targets:
            make_folder(target)
        put_all(targets)
        return _exit_code(drawn.values())
    for picture in drawn.values():
        if file:
            make_folder(Path(file))
        put(picture.content, file)
    return _exit_code(drawn.values())


def _exit_code(drawn: Iterable[_Picture]) -> int:
    """A picture that shows nothing is drawn, and said to be one."""
    if not all(picture.blank for picture in drawn):
        return Outcome.KEPT.exit_code
    print("note: there was nothing to draw", file=sys.stderr)
    return Outcome.UNDECIDED.exit_code


def _at(place: Place) -> Span:
    return Span(place.path.as_posix(), 1, 1)


def _difference(options: Namespace) -> int:
    """One picture of what changed between two versions."""
    from flowvow.cli import differing

    if options.views or options.all or options.proposals or len(options.paths) > 1:
        raise Problems([Problem(Span("", 0, 0), "--diff is a view of its own", "name the new version alone")])
    ending = Path(options.output).suffix.removeprefix(".")
    form = options.format or next((name for name, end in _ENDINGS.items() if end == ending), "svg")
    new = options.paths[0] if options.paths else "."
    found = differing.drawn(options.diff, new, options.mapping, PurePath(options.output).parent.as_posix())
    picture = _shown(found, "", form, Span(new, 1, 1))
    put(picture.content, options.output)
    return _exit_code([picture])


def _of_several(folder: Path, places: list[Place], options: Namespace) -> dict[str, _Picture]:
    """The pictures of several models that a list in their folder asks for."""
    from flowvow.cli import differing

    if any(place.path.parent == folder or place.path == folder for place in places):
        return {}  # the list is a model's own
    drawn: dict[str, _Picture] = {}
    for stem, (old, new, *mapping) in differing.lines_of(folder, _LIST):
        found = differing.drawn(old, new, mapping[0] if mapping else "", options.output)
        name = f"{_UNSAFE.sub('-', stem)}.{_ENDINGS[options.format]}"
        drawn[name] = _shown(found, "", options.format, Span((folder / _LIST).as_posix(), 1, 1))
    return drawn


def _shown(found: Drawing | Table | Listing, kind: str, form: str, at: Span) -> _Picture:
    from flowvow.pictures.render import PictureError

    try:
        return _written(found, kind, form)
    except PictureError as error:
        raise Problems([Problem(at, str(error))]) from None


def _of_model(place: Place, views: list[str], options: Namespace, file: str) -> dict[str, _Picture]:
    from attrs import evolve

    from flowvow.pictures.render import PictureError
    from flowvow.pictures.scene import Scene
    from flowvow.pictures.views.catalogue import chosen

    # Never `..` and never nothing, or the pictures would go elsewhere than asked.
    model = place.path.parent.name.strip(".") or place.path.name.partition(".")[0] or "model"
    start = f"{model}/" if options.all else f"{model}-"
    folder = PurePath(file).parent if file else PurePath(options.output, model if options.all else "")
    laid, known, before = options.proposals, None, None
    if laid:
        before = Scene(app.read(place), app.check(place), folder.as_posix())
        known = before.report.findings
    if (text := _text(place)) is not None:
        from flowvow.checks.run import check

        scene, views = Scene(text, check(text), folder.as_posix()), views or ["clauses"]
    else:
        scene = Scene(app.read(place, laid), app.check(place, laid, before=known), folder.as_posix(), before)
    wanted = _listed(place) if options.all else views or [chosen(scene)]
    if any(view.startswith("choice:") for view in wanted):
        from flowvow.checks.consenting import consent

        scene = evolve(scene, consent=consent(scene.system))
    if any(view.partition(":")[0] == "clauses" for view in wanted):
        from flowvow.comparing.conflicts import consistency

        alone = text is not None
        found = [consistency(scene.system, policy, alone=alone) for policy in scene.system.policies]
        scene = evolve(scene, consistency=tuple(found))
    drawn: dict[str, _Picture] = {}
    for view in wanted:
        try:
            picture = _picture(scene, view, options.format)
        except PictureError as error:
            raise Problems([Problem(_at(place), str(error))]) from None
        drawn[f"{start}{_UNSAFE.sub('-', view)}.{_ENDINGS[options.format]}"] = picture
    return drawn


def _text(place: Place) -> System | None:
    """The policy where a path names one instead of a model."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.model import read_policy

    if sniff(place.path, place.path.as_posix(), False, Gathering()) is not FileKind.POLICY:
        return None
    return read_policy(place.path)


def _listed(place: Place) -> list[str]:
    """The views that a list beside the model asks for, one a line; without a list the map and the ledger."""
    from flowvow.cli.differing import listed

    file = place.path.parent / _LIST
    if not os.path.lexists(file):
        return ["map", "ledger"]
    lines = listed(file, place.within)
    return [view for line in lines if (view := line.partition("#")[0].strip())]


def _picture(scene: Scene, view: str, form: str) -> _Picture:
    from flowvow.pictures.render import PictureError
    from flowvow.pictures.views.catalogue import SHEETS, VIEWS, WHOLE
    from flowvow.text.nearest import did_you_mean

    kind, _, wanted = view.partition(":")
    if kind in SHEETS:
        return _written(SHEETS[kind](scene, wanted), kind, form)
    if kind not in VIEWS:
        every = [*VIEWS, *SHEETS]
        raise PictureError(f"there is no view '{kind}'; {did_you_mean(kind, every) or ', '.join(every)}")
    if (kind in WHOLE) == bool(wanted):
        raise PictureError(f"write `{kind}`" if kind in WHOLE else f"write `{kind}:` and what to draw")
    return _written(VIEWS[kind](scene, wanted), kind, form)


def _written(drawing: Drawing | Table | Listing, kind: str, form: str) -> _Picture:
    from flowvow.pictures.drawing import Drawing
    from flowvow.pictures.listing import Listing

    if isinstance(drawing, Drawing):
        shown: Sized = drawing.arrows
    else:
        shown = drawing.rows if isinstance(drawing, Listing) else drawing.lines
    return _Picture(
        _content(drawing, kind, form), blank=bool(kind) and not shown
    )  # that nothing changed is worth telling


def _content(drawing: Drawing | Table | Listing, kind: str, form: str) -> str | bytes:
    from flowvow.pictures.drawing import Drawing

    if not isinstance(drawing, Drawing):
        return _exported(_sheet(drawing, form), form)
    if form == "dot":
        from flowvow.pictures.svg import dot_picture

        return dot_picture(drawing)
    if form == "mermaid":
        from flowvow.pictures.mermaid import mermaid_picture

        return mermaid_picture(drawing)
    from flowvow.pictures.ledger import ledger_picture
    from flowvow.pictures.svg import svg_picture

    return _exported(ledger_picture(drawing) if kind == "ledger" else svg_picture(drawing), form)


def _sheet(sheet: Table | Listing, form: str) -> str:
    """A table or listing as SVG; it has no boxes and arrows that another program could lay out."""
    from flowvow.pictures.listing import listing_picture
    from flowvow.pictures.render import PictureError
    from flowvow.pictures.tables import Table, table_picture

    if form in {"dot", "mermaid"}:
        raise PictureError(f"this picture is read row by row and can't be written as {form}: use svg, png or pdf")
    return table_picture(sheet) if isinstance(sheet, Table) else listing_picture(sheet)


def _exported(svg: str, form: str) -> str | bytes:
    if form == "svg":
        return svg
    from flowvow.pictures import exports

    return exports.pdf_picture(svg) if form == "pdf" else exports.png_picture(svg)
