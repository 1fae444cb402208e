"""``flowvow draw``: a model as a picture."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from flowvow import app
from flowvow.cli.paths import add_paths, add_proposals, called
from flowvow.cli.streams import progress, put
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.pictures.drawing import Drawing
    from flowvow.pictures.scene import Scene
    from flowvow.reading.folder import Place

_ENDINGS = {"svg": "svg", "png": "png", "pdf": "pdf", "dot": "dot", "mermaid": "mmd"}
# Beside a model: which pictures of it are worth keeping.
_LIST = "pictures.txt"
_UNSAFE = re.compile(r"[^\w.-]+")


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
        "choice:NAME; may be repeated; default: map, or ledger where a map would be too dense",
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
        "--all", action="store_true", help=f"the views that {_LIST} beside each model lists, in a folder for each model"
    )
    parser.add_argument("--format", choices=list(_ENDINGS), default="", help="default: as FILE ends, else svg")
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="", help="one picture's file, or the folder for any number of them"
    )


def run(options: Namespace) -> int:
    """Draw every view of every model, then write; nothing is written where one of them can't be drawn."""
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
    drawn: dict[str, str | bytes] = {}
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
    gathering.tell()
    for name, picture in drawn.items():
        target = Path(file or Path(options.output, name)) if options.output else None
        if target:
            target.parent.mkdir(parents=True, exist_ok=True)
        put(picture, target or "")
    return 0


def _at(place: Place) -> Span:
    return Span(place.path.as_posix(), 1, 1)


def _of_model(place: Place, views: list[str], options: Namespace, file: str) -> dict[str, str | bytes]:
    from attrs import evolve

    from flowvow.pictures.render import PictureError
    from flowvow.pictures.scene import Scene
    from flowvow.pictures.views.catalogue import chosen

    model = place.path.parent.name or place.path.name.partition(".")[0]
    start = f"{model}/" if options.all else f"{model}-"
    folder = PurePath(file).parent if file else PurePath(options.output, model if options.all else "")
    laid, known, before = options.proposals, None, None
    if laid:
        before = Scene(app.read(place), app.check(place), folder.as_posix())
        known = before.report.findings
    scene = Scene(app.read(place, laid), app.check(place, laid, before=known), folder.as_posix(), before)
    wanted = _listed(place) if options.all else views or [chosen(scene)]
    if any(view.startswith("choice:") for view in wanted):
        from flowvow.checks.consenting import consent

        scene = evolve(scene, consent=consent(scene.system))
    drawn: dict[str, str | bytes] = {}
    for view in wanted:
        try:
            picture = _picture(scene, view, options.format)
        except PictureError as error:
            raise Problems([Problem(_at(place), str(error))]) from None
        drawn[f"{start}{_UNSAFE.sub('-', view)}.{_ENDINGS[options.format]}"] = picture
    return drawn


def _listed(place: Place) -> list[str]:
    """The views that a list beside the model asks for, one a line; without a list the map and the ledger."""
    from flowvow.text.source import Unreadable, read_source

    file = place.path.parent / _LIST
    if not file.exists():
        return ["map", "ledger"]
    try:
        lines = read_source(file, file.as_posix()).text.splitlines()
    except Unreadable as error:
        raise Problems([Problem(error.span, error.message, error.remedy)]) from None
    return [view for line in lines if (view := line.partition("#")[0].strip())]


def _picture(scene: Scene, view: str, form: str) -> str | bytes:
    from flowvow.pictures.render import PictureError
    from flowvow.pictures.views.catalogue import VIEWS, WHOLE
    from flowvow.text.nearest import did_you_mean

    kind, _, wanted = view.partition(":")
    if kind not in VIEWS:
        raise PictureError(f"there is no view '{kind}'; {did_you_mean(kind, VIEWS) or ', '.join(VIEWS)}")
    if (kind in WHOLE) == bool(wanted):
        raise PictureError(f"write `{kind}`" if kind in WHOLE else f"write `{kind}:` and what to draw")
    return _written(VIEWS[kind](scene, wanted), kind, form)


def _written(drawing: Drawing, kind: str, form: str) -> str | bytes:
    if form == "dot":
        from flowvow.pictures.svg import dot_picture

        return dot_picture(drawing)
    if form == "mermaid":
        from flowvow.pictures.mermaid import mermaid_picture

        return mermaid_picture(drawing)
    from flowvow.pictures.ledger import ledger_picture
    from flowvow.pictures.svg import svg_picture

    svg = ledger_picture(drawing) if kind == "ledger" else svg_picture(drawing)
    if form == "svg":
        return svg
    from flowvow.pictures import exports

    return exports.pdf_picture(svg) if form == "pdf" else exports.png_picture(svg)
