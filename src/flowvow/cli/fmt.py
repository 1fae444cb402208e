"""``flowvow fmt``: files written the one way there is to say each thing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flowvow.cli.streams import put
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
    for file, text in tidied.items():
        if not options.check:
            put(text, file)
        print(f"{'would change' if options.check else 'changed'} {file.as_posix()}")
    done = "to change" if options.check else "changed"
    print(f"{len(files)} file{'' if len(files) == 1 else 's'}, {len(tidied)} {done}")
    return 1 if options.check and tidied else 0


def _files(paths: list[str], gathering: Gathering) -> list[Path]:
    """The files meant: those named, and below a folder all that say their kind, but for outlines."""
    from flowvow.reading.files import FileKind, sniff
    from flowvow.reading.folder import ENDINGS, OURS

    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(file for ending in ENDINGS for file in path.rglob(f"*{ending}")):
                kind = sniff(file, file.as_posix(), file.name.endswith(OURS), gathering)
                if kind is not None and kind is not FileKind.OUTLINE:
                    found.append(file)
        else:
            found.append(path)
    if not found and not gathering:
        raise Problems(
            [Problem(Span(paths[0], 0, 0), "there is no file to tidy", "name a flow, policy or proposal file", True)]
        )
    return list(dict.fromkeys(found))
