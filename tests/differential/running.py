"""Compares a range of seeds on all cores, in order, so that what is done can be told at any moment."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import NamedTuple

from .kinds import KINDS

SLICE = 25


class Done(NamedTuple):
    """One slice of seeds, and the disagreements by seed."""

    seeds: range
    found: dict[int, list[str]]


def compare_slice(kind: str, seeds: range) -> Done:
    """Compare some models, one after the other; the collector waits till the end, as it costs a sixth."""
    gc.disable()
    try:
        found = {seed: KINDS[kind].compare(seed) for seed in seeds}
    finally:
        gc.enable()
        gc.collect()
    return Done(seeds, {seed: lines for seed, lines in found.items() if lines})


def slices(seeds: range, size: int = SLICE) -> Iterator[range]:
    """The seeds in parts."""
    return (range(first, min(first + size, seeds.stop)) for first in range(seeds.start, seeds.stop, size))


def compare(kind: str, seeds: range, jobs: int = 0) -> Iterator[Done]:
    """Slice after slice, as they are done; a caller that stops listening stops the work."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        yield from (compare_slice(kind, part) for part in slices(seeds))
        return
    waiting = slices(seeds)
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        running = [pool.submit(compare_slice, kind, part) for part in islice(waiting, jobs * 4)]
        try:
            while running:
                yield running.pop(0).result()
                running += [pool.submit(compare_slice, kind, part) for part in islice(waiting, 1)]
        finally:
            for task in running:
                task.cancel()
