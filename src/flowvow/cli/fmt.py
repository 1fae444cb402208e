"""``flowvow fmt``: files written the one way there is to say each thing."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from flowvow.cli.streams import put, put_all
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", default=["."], help="files, or folders of files; default: here"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file isn't written that way")


def run(options: Namespace) -> int:
    """Tidy every file, then write; nothing is written where one of them can't be read."""
    from flowvow.reading.tidy import tidy
    from flowvow.text.show import inert
    from flowvow.text.source import Unreadable, read_source

    gathering = Gathering()
    tidied: dict[Path, str] = {}
    files = _files(options.paths, gathering)
    for file in files:
        name = file.as_posix()
        try:
            text = read_source(file, name).text
            new = tidy(text, name)
        except Unreadable as error:
            gathering.add(error.span, error.message, error.remedy)
        except Problems as problems:
            gathering.take(problems)
        else:
            if new != text:
                tidied[file] = new
    gathering.tell()
    if not options.check:
        put_all(tidied)
    did, done = ("would change", "to change") if options.check else ("changed", "changed")
    told = [*(f"{did} {inert(file.as_posix())}" for file in tidied), f"{_files_told(files)}, {len(tidied)} {done}"]
    put("".join(f"{line}\n" for line in told))
    return 1 if options.check and tidied else 0


def _files_told(files: list[Path]) -> str:
    return f"{len(files)} file{'' if len(files) == 1 else 's'}"


def _files(paths: list[str], gathering: Gathering) -> list[Path]:
    """The files meant: those named, and below a folder all that say their kind, but for outlines."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.folder import OURS, files_below

    found: list[Path] = []
    for path in map(Path, paths):
        if not os.path.isdir(path):
            found.append(path)
            continue
        for file in sorted(files_below(path, gathering)):
            kind = sniff(file, file.as_posix(), file.name.endswith(OURS), gathering)
            if kind is not None and kind is not FileKind.OUTLINE:
                found.append(file)
    if not found and not gathering:
        raise Problems(
            [Problem(Span(paths[0], 0, 0), "there is no file to tidy", "name a flow, policy or proposal file", True)]
        )
    return list(dict.fromkeys(found))
