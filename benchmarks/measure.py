"""What a child process costs: processor time, which other work on the machine disturbs least, and peak memory."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

BARE = "import networkx, attrs\nfrom yaml._yaml import CParser"
EVENTS = """\
import sys
from yaml._yaml import CParser
from yaml.events import StreamEndEvent
kept = []
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        parser = CParser(file.read())
    while not kept or type(kept[-1]) is not StreamEndEvent:
        kept.append(parser.get_event())
    kept.append(None)
"""


class Cost(NamedTuple):
    """Seconds of processor time, and bytes at the peak."""

    seconds: float
    peak: int


class Ratio(NamedTuple):
    """How many times the cost of one process another one's is."""

    seconds: float
    peak: float


def python(*words: str, codes: Sequence[int] = (0,)) -> Cost:
    """Run Python with these words, its output thrown away."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *words], os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in codes:
        raise SystemExit(f"python {' '.join(words)[:200]} ended with {os.waitstatus_to_exitcode(status)}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def check(folder: object) -> Cost:
    """Check a model; a verdict of any kind will do."""
    return python("-m", "flowvow", "check", str(folder), codes=(0, 1, 3))


def bare() -> Cost:
    """Import what no run can do without."""
    return python("-c", BARE)


def events(*files: object) -> Cost:
    """Parse files to a list of events, and nothing more."""
    return python("-c", EVENTS, *map(str, files))


def compare(one: Callable[[], Cost], other: Callable[[], Cost], times: int) -> Ratio:
    """The least cost of one against the least of the other, run in turns: whatever else runs only ever adds."""
    pairs = [(one(), other()) for _ in range(times)]
    mine, theirs = zip(*pairs, strict=True)
    return Ratio(
        min(cost.seconds for cost in mine) / min(cost.seconds for cost in theirs),
        max(cost.peak for cost in mine) / max(cost.peak for cost in theirs),
    )
