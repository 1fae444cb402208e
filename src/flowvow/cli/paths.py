"""The paths of models, and how their names are told."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowvow.reading.folder import Place


def add_paths(parser: ArgumentParser) -> None:
    """Declare the paths."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help="a model's folder or flow file, or a folder of models; default: here"
    )


def add_proposals(parser: ArgumentParser) -> None:
    """Declare the proposals."""
    parser.add_argument(
        "--with",
        dest="proposals",
        metavar="PROPOSAL",
        action="append",
        type=Path,
        default=[],
        help="lay a design change over the model; may be repeated",
    )


def add_for(parser: ArgumentParser) -> None:
    """Declare where those are that cite."""
    parser.add_argument(
        "--for",
        dest="within",
        metavar="PATH",
        default="",
        help="the folder of the policies and models that cite the text; default: that of the outline",
    )


def called(place: Place) -> str:
    """A model by its folder, or by its flow file where it lies in the folder one is in."""
    folder = place.path.parent
    return (place.path if folder == Path() else folder).as_posix()
