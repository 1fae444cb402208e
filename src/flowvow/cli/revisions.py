"""Files as they were in a revision of a git repository, laid out in a temporary folder to be read.

Only names and blobs are asked of git: nothing is checked out, no filter, hook or shell runs, and nothing that a
repository lacks is fetched, as its settings may name any program for that. A revision is turned into a commit's hash
before it is used, so that no word of the command line is taken for an option. What a tree says is somebody's word too:
names may lead anywhere and blobs be of any size.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from flowvow.text.problem import Problem, Problems
from flowvow.text.source import MOST_BYTES
from flowvow.text.span import Span

_MOST_FILES = 5_000
_SECONDS = 120
# No transport at all is allowed, which every git understands, and a fetch for a missing object isn't begun.
_ALONE = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
_ENDINGS = (".yaml", ".yml")


@contextmanager
def as_in(revision: str, path: str) -> Iterator[Path]:
    """The path as it was, in a folder that is the current one as long as it is read. Raises ``Problems``."""
    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    commit = _commit(top, revision)
    here = (Path.cwd() / path).resolve()
    if not here.is_relative_to(top.resolve()):
        raise Problems([_problem(path, "this link leads out of its repository", "name what lies in it")])
    inside = PurePosixPath(here.relative_to(top.resolve()).as_posix())
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
    listed = _git(top, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, *where)
    wanted: dict[PurePosixPath, str] = {}
    for line in filter(None, listed.split("\0")):
        head, _, name = line.partition("\t")
        mode, kind, blob, size = head.split()[:4]
        path = PurePosixPath(name)
        if kind != "blob" or mode not in ("100644", "100755") or not name.endswith(_ENDINGS):
            continue
        if path.is_absolute() or ".." in path.parts:
            raise Problems([_problem(name, "the revision has a file of that name, which leads out", "mend the tree")])
        if not size.isdigit() or int(size) > MOST_BYTES:
            most = f"is larger than {MOST_BYTES // 1024 // 1024} MiB there"
            raise Problems([_problem(name, most if size.isdigit() else "isn't in the repository", "name other files")])
        wanted[path] = blob
    if len(wanted) > _MOST_FILES:
        raise Problems([_problem(kept.as_posix(), f"more than {_MOST_FILES} files are below", "name a model's folder")])
    for path, blob in wanted.items():
        file = laid / path
        data = _run(top, "cat-file", "blob", blob)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            message = f"can't be laid out: {error.strerror or 'the system refuses'}"
            raise Problems([_problem(path.as_posix(), message, "name a revision without it")]) from None


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
        done = subprocess.run(
            ["git", *words],
            cwd=folder,
            env=os.environ | _ALONE,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        message, help_ = "git isn't there, and revisions can't be read without it", "install git, or compare files"
        raise Problems([_problem("git", message, help_)]) from None
    except subprocess.TimeoutExpired:
        message = f"git didn't answer in {_SECONDS} s"
        raise Problems([_problem(folder.as_posix(), message, "look what is odd about the repository")]) from None
    except (OSError, ValueError):
        raise Problems([_problem(folder.as_posix(), "there is no such folder", "check the path")]) from None
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0] or f"git {words[0]} failed"
        raise Problems([_problem(folder.as_posix(), told.removeprefix("fatal: "), "name a path in a git repository")])
    return done.stdout


def _problem(name: str, message: str, help_: str) -> Problem:
    return Problem(Span(name, 0, 0), message, help_)
