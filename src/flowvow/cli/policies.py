"""Policies as arguments: those of models, and policy files by themselves."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from flowvow import app
from flowvow.model.system import System
from flowvow.text.natural import natural
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span


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


def in_order(paths: Sequence[str]) -> list[Path]:
    """The paths by name, each once, so that the order in which they are named says nothing; here without any."""
    return [Path(path) for path in sorted(set(paths or ["."]), key=natural)]


def texts(path: Path) -> Iterator[Text]:
    """The policies at a path. Raises ``Problems``."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.model import read_policy
    from flowvow.text.problem import Gathering

    file = path.as_posix()
    kind = sniff(path, file, False, Gathering()) if path.is_file() else None
    if kind is FileKind.POLICY:
        yield Text(read_policy(path), alone=True)
        return
    what = kind.one if kind and kind is not FileKind.FLOW else "a text" if path.is_file() and _is_text(path) else ""
    if what:
        raise Problems([Problem(Span(file, 1, 1), f"this is {what}", "name a policy file or a model")])
    try:
        places = app.models([file])
    except Problems as problems:
        raise _or_policies(path, problems) from None
    for place in places:
        yield Text(app.read(place), alone=False)


def _is_text(path: Path) -> bool:
    from flowvow.reading.files import is_prose
    from flowvow.text.source import Unreadable, read_source

    try:
        return is_prose(read_source(path, path.as_posix()))
    except Unreadable:
        return False  # why, is told by who reads it


def _or_policies(path: Path, problems: Problems) -> Problems:
    """Where a folder has no model but has policies, they are named."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.folder import ENDINGS, NO_MODEL
    from flowvow.text.problem import Gathering

    if not path.is_dir() or len(problems.problems) != 1:
        return problems
    files = [file for file in sorted(path.iterdir()) if file.is_file() and file.name.endswith(ENDINGS)]
    found = [f for f in files if sniff(f, f.as_posix(), False, Gathering()) is FileKind.POLICY]
    (problem,) = problems.problems
    if not found or problem.message != NO_MODEL:
        return problems
    return Problems([Problem(problem.span, problem.message, f"name the policy file, {found[0].as_posix()}")])
