"""Files as they were in a revision of a git repository, laid out in a temporary folder to be read.

Only names and blobs are asked of git: nothing is checked out, no filter, hook or shell runs. A revision is turned into
a commit's hash before it is used, so that no word of the command line is taken for an option.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

_MOST_FILES = 5_000
_ENDINGS = (".yaml", ".yml")


@contextmanager
def as_in(revision: str, path: str) -> Iterator[Path]:
    """The path as it was, in a folder that is the current one as long as it is read. Raises ``Problems``."""
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    commit = _commit(top, revision)
    inside = PurePosixPath((Path.cwd() / path).resolve().relative_to(top.resolve()).as_posix())
    kept = inside if Path(path).is_dir() else inside.parent
    with TemporaryDirectory(prefix="flowvow-") as laid:
        _lay(top, commit, kept, Path(laid))
        if not (Path(laid) / inside).exists():
            raise Problems([_problem(path, f"revision {revision} has no {inside}", "name a path that it has")])
        with chdir(laid):
            yield Path(inside)


def _lay(top: Path, commit: str, kept: PurePosixPath, laid: Path) -> None:
    """Write the files below a folder of the commit that are ours to read."""
    where = [] if kept == PurePosixPath() else ["--", kept.as_posix()]
    listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *where)
    wanted = []
    for line in filter(None, listed.split("\0")):
        head, _, name = line.partition("\t")
        mode, kind, blob = head.split(" ")[:3]
        path = PurePosixPath(name)
        if kind == "blob" and mode in ("100644", "100755") and name.endswith(_ENDINGS) and ".." not in path.parts:
            wanted.append((path, blob))
    if len(wanted) > _MOST_FILES:
        raise Problems([_problem(kept.as_posix(), f"more than {_MOST_FILES} files are below", "name a model's folder")])
    for path, blob in wanted:
        file = laid / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_run(top, "cat-file", "blob", blob))


def _commit(top: Path, revision: str) -> str:
    try:
        found = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except Problems:
        found = ""
    if not found:
        raise Problems([_problem(revision, "git knows no revision of that name", "name a commit, tag or branch")])
    return found


def _git(folder: Path, *words: str) -> str:
    return _run(folder, *words).decode("utf-8", "surrogateescape")


def _run(folder: Path, *words: str) -> bytes:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        message, help_ = "git isn't there, and revisions can't be read without it", "install git, or compare files"
        raise Problems([_problem("git", message, help_)]) from None
    except (OSError, ValueError):
        raise Problems([_problem(folder.as_posix(), "there is no such folder", "check the path")]) from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0] or f"git {words[0]} failed"
        raise Problems([_problem(folder.as_posix(), told.removeprefix("fatal: "), "name a path in a git repository")])
    return done.stdout


def _problem(name: str, message: str, help_: str) -> Problem:
    return Problem(Span(name, 0, 0), message, help_)
