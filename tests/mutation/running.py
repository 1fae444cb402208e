"""Running tests in forked copies of one warm process: which tests reach which lines, and which catch a fault."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from .mutants import ROOMS, ROOT, SOURCE

# What reaches no function of the rooms, is slow, or is done in slices here.
ROOMS_OF_TESTS = ("pictures", "text", "docs", "hostile", "determinism", "silence", "oracle", "faults")
LEFT_OUT = (  # drawing fails in a copy of a process
    *(*ROOMS_OF_TESTS, "differential", "mutation/test_mutants.py", "test_house.py", "test_benchmarks.py"),
    *(
        "test_agreement.py",
        "test_choices_agreement.py",
        "test_systems.py",
        "test_laws.py",
        "test_laws_of_choices.py",
        "comparing/test_diff_sampled.py",
    ),
    *("faces/test_draw.py", "reading/test_fuzz.py", "reading/test_speed.py", "reading/test_hostile.py"),
)
SLOW = 8.0  # seconds of a test above which it isn't used
MEMORY = 4 << 30
PATIENCE = (2.0, 8.0)  # seconds, and how many times its usual time a test may take

Work = Callable[[pytest.Session], None]


class Instead:
    """Does something with the collected tests instead of running them."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.work(session)
        return True


def collected(work: Work, paths: Sequence[str] = ()) -> int:
    """Collect tests, and do the work with them."""
    os.chdir(ROOT)
    ignored = [f"--ignore=tests/{name}" for name in LEFT_OUT] if not paths else []
    options = ["-q", "-s", "--assert=plain", "--tb=native", "--continue-on-collection-errors"]
    for plugin in ("cacheprovider", "faulthandler"):
        options += ["-p", f"no:{plugin}"]
    for setting in ("addopts=", "tmp_path_retention_policy=none", "python_files=test_*.py slices.py"):
        options += ["-o", setting]
    _plain_hypothesis()
    return int(pytest.main([*options, *ignored, *(paths or ["tests"])], [Instead(work)]))


def _plain_hypothesis() -> None:
    """The same examples every time, and none made smaller: whether a test fails is all that matters."""
    from hypothesis import HealthCheck, Phase, settings

    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutation",
        database=None,
        derandomize=True,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutation")


def passes(item: pytest.Item) -> bool:
    """Run one test, with its fixtures."""
    from _pytest.runner import runtestprotocol

    try:
        return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))
    except BaseException:
        return False


def in_a_fork(work: Callable[[], str], quiet: bool = True) -> tuple[int, int]:
    """Do the work in a copy of this process; its number, and where its answer can be read."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    code = 1
    try:
        os.close(reading)
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2) if quiet else (0,):
            os.dup2(null, stream)
        os.write(writing, work().encode())
        code = 0
    finally:
        os._exit(code)


def answer(reading: int) -> str:
    """What a copy answered; nothing if it was ended before."""
    with os.fdopen(reading, "rb") as stream:
        return stream.read().decode()


def first_failing(items: Sequence[tuple[pytest.Item, float]]) -> str:
    """The first test that fails, or nothing; one that takes far too long ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for item, seconds in items:
        signal.setitimer(signal.ITIMER_PROF, PATIENCE[0] + PATIENCE[1] * seconds)
        signal.alarm(int(60 + 30 * seconds))
        if not passes(item):
            return item.nodeid
    return ""


def reached(items: Sequence[pytest.Item]) -> Iterator[tuple[str, bool, float, dict[str, list[int]]]]:
    """Of each test: its name, whether it passes, its seconds, and the lines of the rooms it reaches, by file."""
    import coverage

    cover = coverage.Coverage(data_file=None, config_file=False, source=[str(SOURCE / room) for room in ROOMS])
    cover.start()
    told = []
    caches = remembering()
    for i, item in enumerate(items):
        cover.switch_context(str(i))
        for cache in caches:
            cache.cache_clear()  # else only the first of several tests is seen to reach what is remembered
        begun = time.process_time()
        told.append((item.nodeid, passes(item), time.process_time() - begun))
    cover.stop()
    data = cover.get_data()
    lines: list[dict[str, list[int]]] = [{} for _ in items]
    for file in data.measured_files():
        short = Path(file).relative_to(SOURCE).as_posix()
        for line, contexts in data.contexts_by_lineno(file).items():
            for context in contexts:
                if context:
                    lines[int(context)].setdefault(short, []).append(line)
    for (name, fine, seconds), found in zip(told, lines, strict=True):
        yield name, fine, seconds, found


def remembering() -> list[_lru_cache_wrapper[object]]:
    """The program's functions that remember their answers."""
    found = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in found if str(one.__module__).startswith("flowvow")]


def settled() -> None:
    """Before many forks: what is here stays, and isn't looked through again."""
    gc.collect()
    gc.freeze()
    sys.stdout.flush()
