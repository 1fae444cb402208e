"""Models on disk: which flow files there are, and which files one may name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from attrs import frozen

from flowvow.reading.files import FileKind, sniff
from flowvow.text.problem import Gathering
from flowvow.text.span import Span

ENDINGS = (".yaml", ".yml")
OURS = tuple(f".{kind}{ending}" for kind in ("flow", "policy", "proposal", "outline", "mapping") for ending in ENDINGS)
MOST_FILES = 20_000
LINK_REMEDY = "copy the file, or remove the link"
NO_MODEL = "there is no flow file in this folder"


@frozen(order=True)
class Place:
    """Where a model is.

    Attributes:
        path: its flow file.
        within: the folder that nothing it names may lie outside of.
    """

    path: Path
    within: Path


def find_models(paths: Sequence[Path]) -> list[Place]:
    """The models at or below the paths, in order; raises `Problems`, those of nothing where no path has any."""
    gathering = Gathering()
    found: dict[Path, Place] = {}
    empty: list[Path] = []
    for path in paths:
        told = len(gathering)
        new = list(_places(Path(path), gathering))
        found |= {place.path: place for place in new if place.path not in found}
        if not new and len(gathering) == told:
            empty.append(path)
    for path in empty:
        remedy = "a flow file begins with `flowvow: 1` and `system: NAME`"
        gathering.add(Span(name_of(path), 1, 1), NO_MODEL, remedy, nothing=not found)
    gathering.tell()
    return list(found.values())


def name_of(path: Path) -> str:
    """A path as spans name it."""
    return path.as_posix()


def _places(path: Path, gathering: Gathering) -> Iterator[Place]:
    start = Span(name_of(path), 1, 1)
    if not os.path.lexists(path):
        gathering.add(start, "there is no such file or folder", "check the path")
    elif not path.is_dir():
        yield Place(path, path.parent)
    else:
        folders: dict[Path, Path] = {}
        for file in _flow_files(path, gathering):
            if file.parent in folders:
                other = name_of(folders[file.parent])
                gathering.add(
                    Span(name_of(file), 1, 1),
                    f"{other} is a flow file too, and a model has one",
                    "put each in a folder of its own, or name the one that is meant",
                )
                continue
            folders[file.parent] = file
            yield Place(file, path)


def files_below(folder: Path, gathering: Gathering, endings: tuple[str, ...] = ENDINGS) -> Iterator[Path]:
    """The files with such an ending below a folder, by name; hidden ones, and links that lead out, are left alone.

    A link that leads out and is named as a file of ours is told as a problem.
    """
    count = 0
    root = os.path.realpath(folder)
    for here, folders, files in os.walk(folder, onerror=lambda error: _unreadable(error, gathering)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        count += len(folders)
        for name in sorted(files):
            count += 1
            if count > MOST_FILES:
                gathering.add(
                    Span(name_of(folder), 1, 1),
                    f"more than {MOST_FILES} files are below",
                    "name the folders of the models",
                )
                return
            path = Path(here) / name
            if not name.endswith(endings) or name.startswith("."):
                continue
            if not _inside(os.path.realpath(path), root):
                if name.endswith(OURS):
                    gathering.add(Span(name_of(path), 1, 1), leads_out(folder), LINK_REMEDY)
                continue
            yield path


def leads_out(folder: Path) -> str:
    """What is wrong with a link whose target isn't below a folder."""
    return f"this link leads out of {name_of(folder)}"


def _flow_files(folder: Path, gathering: Gathering) -> Iterator[Path]:
    """The flow files below a folder, by name."""
    for path in files_below(folder, gathering):
        if sniff(path, name_of(path), path.name.endswith(OURS), gathering) is FileKind.FLOW:
            yield path


def _unreadable(error: OSError, gathering: Gathering) -> None:
    name = PurePosixPath(Path(str(error.filename or "")).as_posix())
    gathering.add(Span(str(name), 1, 1), f"can't be read: {error.strerror}", "check the permissions")


def named(base: Path, text: str, within: Path) -> tuple[Path | None, str]:
    """The path that a file names, from the folder it lies in; None, and the reason, where it may not be read."""
    if "\\" in text or "\0" in text or "\n" in text or PurePosixPath(text).is_absolute() or text[1:2] == ":":
        return None, "a path is written from this file's folder, with forward slashes"
    path = Path(os.path.normpath(base / text))
    if not is_inside(path, within):
        return None, f"this lies outside of the folder that is read, {name_of(within)}"
    return path, ""


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path lies in a folder once its links are followed."""
    return _inside(os.path.realpath(path), os.path.realpath(folder))


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root if root.endswith(os.sep) else root + os.sep)
