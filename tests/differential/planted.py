"""Faults planted in a copy of the product, and whether the comparison, a law or a trap notices.

A fault is a patch in `tests/faults`. Above the diff it says which item of the semantics it breaks, which tests must
fail (`Test:`), and, where the comparison can't see it, why (`Beyond:`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from .patching import apply

ROOT = Path(__file__).parents[2]
FAULTS = ROOT / "tests" / "faults"
FOUND = FAULTS / "found.tsv"
HEAD = ("fault", "breaks", "kind", "seed", "models")
KINDS = ("dense", "choices")
FAILED = 1  # pytest's answer where a test failed, and not that it couldn't be run
ASSERTED = re.compile(r"^E +(AssertionError|assert |Failed)", re.MULTILINE)


class Fault(NamedTuple):
    """One patch."""

    name: str
    breaks: str
    tests: tuple[str, ...]
    beyond: str
    patch: str


class Detected(NamedTuple):
    """After how many models a fault was found, and by which; no seed where it wasn't."""

    fault: str
    breaks: str
    kind: str
    seed: int | None
    models: int


class Seen(NamedTuple):
    """Whether a test failed, what it said, and how long that took."""

    failed: bool
    told: str
    seconds: float


def planted(word: str = "") -> list[Fault]:
    """All faults whose name has a word in it."""
    files = sorted(FAULTS.rglob("*.patch"))
    return [read(file) for file in files if word in file.relative_to(FAULTS).as_posix()]


def read(file: Path) -> Fault:
    """One patch with what stands above it."""
    patch = file.read_text(encoding="utf-8")
    head = [line.partition(": ") for line in patch.partition("--- a/")[0].splitlines() if line]
    said = {key: [value for name, _, value in head if name == key] for key in ("Breaks", "Test", "Beyond")}
    name = file.relative_to(FAULTS).with_suffix("").as_posix()
    return Fault(name, " ".join(said["Breaks"]), tuple(said["Test"]), " ".join(said["Beyond"]), patch)


@contextmanager
def product_with(fault: Fault) -> Iterator[dict[str, str]]:
    """The environment of a process that runs a copy of the product with the fault in it."""
    with tempfile.TemporaryDirectory(prefix="flowvow-fault-") as place:
        folder = Path(place)
        shutil.copytree(ROOT / "src", folder / "src")
        apply(fault.patch, folder)
        paths = os.pathsep.join((str(folder / "src"), str(ROOT)))
        yield {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}


def detected(fault: Fault, within: int, kinds: Iterable[str] = KINDS, first: int = 0) -> Detected:
    """Compare models of the kinds in turns until one disagrees."""
    with product_with(fault) as environment:
        words = [sys.executable, "-m", "tests.differential.find", str(first), str(within), *kinds]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{fault.name}: {done.stderr}")
    if not done.stdout:
        return Detected(fault.name, fault.breaks, "", None, within)
    kind, seed, models = done.stdout.split()
    return Detected(fault.name, fault.breaks, kind, int(seed), int(models))


def seen_to_fail(fault: Fault, test: str) -> Seen:
    """Run one test on the product with the fault in it; a crash is no answer."""
    began = monotonic()
    with product_with(fault) as environment:
        words = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
        done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    failed = done.returncode == FAILED and bool(ASSERTED.search(done.stdout))
    return Seen(failed, done.stdout + done.stderr, monotonic() - began)


def recorded() -> list[Detected]:
    """What the table says."""
    rows = [line.split("\t") for line in FOUND.read_text(encoding="utf-8").splitlines()[1:]]
    return [Detected(fault, breaks, kind, int(seed), int(models)) for fault, breaks, kind, seed, models in rows]


def record(found: Iterable[Detected]) -> None:
    """Enter what was found, in place of what the table said of these faults."""
    known = {one.fault: one for one in recorded()} if FOUND.exists() else {}
    known |= {one.fault: one for one in found if one.seed is not None}
    names = {fault.name for fault in planted()}
    rows = [HEAD, *(one for name, one in sorted(known.items()) if name in names)]
    FOUND.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8", newline="\n")
