"""Standard streams: colour, progress, whole outputs and quiet ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

_CLEAR = "\r\x1b[K"


def prepare() -> None:
    """What a terminal's encoding can't say is escaped rather than fatal; elsewhere it is UTF-8 in every locale."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def colour() -> bool:
    """Only on a terminal that shows it; NO_COLOR wins."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()


class Progress:
    """One line on the error stream that says what is being worked on; nothing unless that is a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def begin(self, what: str) -> None:
        """Name the next piece of work."""
        self._done += 1
        if self._shown:
            from flowvow.text.show import inert

            count = f" ({self._done} of {self._total})" if self._total > 1 else ""
            print(f"{_CLEAR}checking {inert(what)}{count} ...", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            print(_CLEAR, end="", file=sys.stderr, flush=True)


@contextmanager
def progress(total: int) -> Iterator[Progress]:
    """Progress that wipes its line whatever happens."""
    shown = Progress(total)
    try:
        yield shown
    finally:
        shown.end()


def put(text: str | bytes, output: str | Path = "") -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if not output:
        _print(text)
        return
    target = Path(output)
    with _writing(target):
        if target.exists() and not target.is_file():  # a device or a pipe: nothing to replace
            target.write_bytes(_bytes(text))
            return
    put_all({target: text})


def make_folder(target: Path) -> None:
    """The folder that a file goes into, where it isn't there yet."""
    with _writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)


def put_all(files: Mapping[Path, str | bytes]) -> None:
    """Write several files: all of them are written beside their targets before the first one is replaced."""
    # Short enough wherever the target's name is, and of its own for each.
    start = f".{os.getpid()}"
    drafts = {target: target.with_name(f"{start}.{n}.{target.name[:40]}.part") for n, target in enumerate(files)}
    try:
        for target, draft in drafts.items():
            with _writing(target):
                _fill(draft, _bytes(files[target]), target)
        for target, draft in drafts.items():
            with _writing(target):
                draft.replace(target)
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _fill(draft: Path, data: bytes, target: Path) -> None:
    """A file made anew, never written through a link that lay there; as open to others as what it will replace."""
    draft.unlink(missing_ok=True)
    with draft.open("xb") as stream:
        if target.exists():
            os.chmod(draft, target.stat().st_mode & 0o777)
        stream.write(data)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Why a file can't be written is the user's to mend, and told as a problem."""
    try:
        yield
    except OSError as error:
        from flowvow.text.problem import Problem, Problems
        from flowvow.text.span import Span

        folder = target.parent
        if os.path.isdir(target):  # these never raise
            told = "is a folder, not a file", "name a file in it"
        elif not os.path.isdir(folder):
            told = f"there is no folder {folder.as_posix()} to write it to", "make the folder first, or name another"
        else:
            told = f"can't be written: {error.strerror or 'the system refuses'}", "check the name and its permissions"
        raise Problems([Problem(Span(target.as_posix(), 0, 0), *told)]) from None


def _print(text: str | bytes) -> None:
    """A reader that has seen enough, as ``head`` has, changes neither the exit code nor the error stream."""
    if sys.stdout is None:  # it was closed before the start
        raise _unprinted("it is closed")
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_stdout()
    except OSError as error:
        _leave_stdout()
        raise _unprinted(error.strerror or "the system refuses") from None


def _leave_stdout() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the exit would flush and complain


def _unprinted(why: str) -> Exception:
    from flowvow.text.problem import Problem, Problems
    from flowvow.text.span import Span

    return Problems([Problem(Span("standard output", 0, 0), f"can't be written: {why}", "write with `-o FILE`")])
