"""Commands run in a child of this process, which may be bounded, made an ordinary user, watched, or killed."""

from __future__ import annotations

import os
import pickle
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from tests.faces.running import Run, flowvow

Told = TypeVar("Told")


def apart(work: Callable[[], Told]) -> Told:
    """What some work gives when it is done in a child; its failure is one here. Raises ``Killed`` with the signal."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            told: Any = work()
        except BaseException:
            told = _Failed(traceback.format_exc())
        with os.fdopen(writing, "wb") as stream:
            pickle.dump(told, stream)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise Killed(-code)
    told = pickle.loads(data)
    assert not isinstance(told, _Failed), told.told
    return told  # type: ignore[no-any-return]


def warm(commands: Iterable[str], cwd: Path) -> None:
    """Import here what the children will need, so that they start at once."""
    for command in commands:
        flowvow(*command.split(), cwd=cwd)


def run_apart(command: str, cwd: Path, before: Callable[[], object] = lambda: None) -> Run:
    """A command in a child, after something has been done there."""

    def work() -> Run:
        before()
        return flowvow(*command.split(), cwd=cwd)

    return apart(work)


class Killed(Exception):  # noqa: N818
    """A child that was ended by a signal."""


class _Failed:
    def __init__(self, told: str) -> None:
        self.told = told
