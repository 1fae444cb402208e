"""The picture of what changed between two texts, or two models of one system."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.pictures.drawing import Drawing
    from flowvow.pictures.listing import Listing

KIND = "diff"


def drawn(old: str, new: str, mapping: str, folder: str) -> Drawing | Listing:
    """The listing of statements; the view of a change where two models have the same text. Raises ``Problems``.

    ``folder`` is where the picture is written to.
    """
    from flowvow.checks.run import check
    from flowvow.cli import diff
    from flowvow.comparing.difference import difference
    from flowvow.pictures import difference as texts
    from flowvow.pictures.scene import Scene
    from flowvow.pictures.views import change

    before, now = diff._of(old), diff._of(new)
    wording, turned = diff._wording(mapping, before.text, now.text)
    found = difference(before.text, now.text, wording, turned)
    if not found.compared:
        message = "neither text has a clause"
        raise Problems([Problem(Span(new, 1, 1), message, "name texts that promise something", nothing=True)])
    one, other = before.model, now.model
    if not (found.statements or found.words) and one is not None and other is not None and one.name == other.name:
        was = Scene(one, check(one), folder)
        return change.view(Scene(other, check(other, was.report.findings), folder, was))
    was, became = (Scene(each.text, check(each.text), folder) for each in (before, now))
    return texts.view(found, was, became)


def lines_of(folder: Path, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """The pictures of several models that a list in a folder of models asks for: a file's stem, and its paths.

    A line is ``diff:OLD, NEW`` or ``diff:OLD, NEW, MAPPING``, paths below the folder. Raises ``Problems``.
    """
    from flowvow.reading.folder import named

    file = folder / name
    if not os.path.lexists(file):
        return []
    found: list[tuple[str, tuple[str, ...]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(listed(file, folder), 1):
        told = line.partition("#")[0].strip()
        if not told:
            continue
        span = Span(file.as_posix(), number, 1)
        kind, _, paths = told.partition(":")
        words = [word.strip() for word in paths.split(",")]
        if kind != KIND or len(words) not in (2, 3) or not all(words):
            remedy = f"write `{KIND}:OLD, NEW` or `{KIND}:OLD, NEW, MAPPING`"
            problems.append(Problem(span, f"'{told}' is no picture of several models", remedy))
        elif outside := [word for word in words if named(folder, word, folder)[0] is None]:
            problems.append(Problem(span, f"{outside[0]} lies outside this folder", "name what lies below it"))
        else:
            stem = f"{KIND}-{PurePosixPath(words[0]).name}-{PurePosixPath(words[1]).name}"
            found.append((stem, tuple((folder / word).as_posix() for word in words)))
    if problems:
        raise Problems(problems)
    return found


def listed(file: Path, folder: Path) -> list[str]:
    """The lines of a list that lies in a folder. Raises ``Problems``."""
    from flowvow.reading.folder import LINK_REMEDY, is_inside, leads_out
    from flowvow.text.source import Unreadable, read_source

    if not is_inside(file, folder):
        raise Problems([Problem(Span(file.as_posix(), 1, 1), leads_out(folder), LINK_REMEDY)])
    try:
        return read_source(file, file.as_posix()).text.splitlines()
    except Unreadable as error:
        raise Problems([Problem(error.span, error.message, error.remedy)]) from None
