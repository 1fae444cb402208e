"""Policies as arguments: those of models, and policy files by themselves."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from flowvow import app
from flowvow.model.system import System


@frozen
class Text:
    """What one path gave: a model with its policies, or a policy file alone."""

    system: System
    alone: bool


def add_texts(parser: ArgumentParser) -> None:
    """Declare the paths."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        help="a policy file, a model's folder or flow file, or a folder of models; default: here",
    )


def texts(path: Path) -> Iterator[Text]:
    """The policies at a path. Raises ``Problems``."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.model import read_policy
    from flowvow.text.problem import Gathering

    if path.is_file() and sniff(path, path.as_posix(), False, Gathering()) is FileKind.POLICY:
        yield Text(read_policy(path), alone=True)
        return
    for place in app.models([path.as_posix()]):
        yield Text(app.read(place), alone=False)
