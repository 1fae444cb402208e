"""Fuzzes every reader: ``python -m tests.hostile.fuzz --cases 20000 --seed 7``; exits 1 where one of them fails.

A case is a seed: it names its reader, spoils its file and draws its command. Whatever comes in, a command ends with
one of its exit codes but 4, writes to the error stream nothing that a terminal obeys, stays within a bound of processor
time that no honest case comes near, and the whole run within one of memory.
"""

from __future__ import annotations

import argparse
import resource
import shlex
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple, NoReturn
from unittest import mock

from tests.faces.running import flowvow
from tests.hostile import readers, spoiling
from tests.hostile.readers import ARGUMENTS, READERS, TESTS, Reader

MEMORY = 1_500_000_000
SECONDS = 20  # of processor time for a case; the slowest takes about one
DONORS = sorted(
    [*TESTS.glob("cases/*/*.yaml"), *TESTS.glob("traps/*/*.yaml"), *TESTS.glob("models/webshop/*.policy.yaml")]
)


class Hang(BaseException):
    """A case that uses up its time; no command catches it."""


class Case(NamedTuple):
    """What was run, and on what."""

    reader: str
    command: str
    file: str
    data: bytes


def case(seed: int) -> Case:
    """The case of a seed."""
    chance = Random(seed)
    at = chance.randrange(len(READERS) * 2 + 1)
    if at == len(READERS) * 2:
        words = [spoiling.bytes_changed(chance.choice(spoiling.SCALARS).encode(), chance) for _ in range(2)]
        shown = [shlex.quote(word.decode("utf-8", "surrogateescape").replace("\0", "")) for word in words]
        return Case("argument", chance.choice(ARGUMENTS).format(*shown), "", b"")
    reader: Reader = READERS[at // 2]
    given = (_laid() / reader.file).read_bytes()
    if reader.tree and chance.random() < 0.7:
        donors = [one.read_bytes() for one in chance.sample(DONORS, 2)]
        data = spoiling.tree_changed(given, chance, [given, *donors])
    else:
        data = spoiling.bytes_changed(given, chance)
    return Case(reader.name, chance.choice(reader.commands), reader.file, data)


_FOLDERS: list[Path] = []


def _laid() -> Path:
    if not _FOLDERS:
        _FOLDERS.append(Path(tempfile.mkdtemp(prefix="flowvow-fuzz-")))
        readers.lay(_FOLDERS[0])
    return _FOLDERS[0]


def run(seed: int) -> tuple[Case, int, str]:
    """Run a case: the case, the exit code, and what is wrong, or nothing."""
    folder = _laid()
    one = case(seed)
    words = shlex.split(one.command)
    if one.file:
        kept = (folder / one.file).read_bytes()
        (folder / one.file).write_bytes(one.data)
    raised: list[str] = []
    with mock.patch(
        "flowvow.cli._internal", lambda error, _: raised.append("".join(traceback.format_exception(error))) or 4
    ):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            done = flowvow(*words, cwd=folder)
        except Hang:
            return one, -1, f"more than {SECONDS} s of processor time"
        except BaseException as error:
            return one, -1, "".join(traceback.format_exception(error))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            if one.file:
                (folder / one.file).write_bytes(kept)
            for left in ("drawn", "new.yaml"):
                shutil.rmtree(folder / left, ignore_errors=True)
                (folder / left).unlink(missing_ok=True)
    if raised:
        return one, 4, raised[0]
    if done.code not in (0, 1, 2, 3):
        return one, done.code, f"exit code {done.code}"
    if not done.err.replace("\n", "").isprintable():
        return one, done.code, f"the error stream isn't inert: {done.err!r}"
    if "--format dot" not in one.command and not done.out.replace("\n", "").isprintable():
        return one, done.code, "the output isn't inert"
    if done.code == 2 and (done.out or not done.err):
        return one, done.code, "a problem untold, or something written beside it"
    return one, done.code, ""


def main() -> int:
    """Run a range of seeds and print a table of the readers and their exit codes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0, help="the first seed; the others follow")
    parser.add_argument("--keep-going", action="store_true", help="go on after a failure")
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _hang)
    codes: Counter[tuple[str, int]] = Counter()
    slowest = (0.0, 0)
    failures = 0
    for seed in range(options.seed, options.seed + options.cases):
        began = time.process_time()
        one, code, wrong = run(seed)
        slowest = max(slowest, (time.process_time() - began, seed))
        codes[one.reader, code] += 1
        if wrong:
            failures += 1
            print(f"seed {seed}: {one.reader}: flowvow {one.command}\n{wrong}", flush=True)
            if not options.keep_going:
                break
    told = sorted({code for _, code in codes})
    print("reader".ljust(20), *(f"{f'exit {code}':>8}" for code in told))
    for name in dict.fromkeys([*(reader.name for reader in READERS), "argument"]):
        print(name.ljust(20), *(f"{codes[name, code]:8}" for code in told))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{codes.total()} cases, {failures} failures; slowest {slowest[0]:.2f} s (seed {slowest[1]}); {most} MiB")
    for folder in _FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failures else 0


def _hang(_: int, __: FrameType | None) -> NoReturn:
    raise Hang


if __name__ == "__main__":
    sys.exit(main())
