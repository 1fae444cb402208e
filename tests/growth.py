"""How work grows, without asserting how long it takes: two pieces of work timed in turns, and compared."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

ROUNDS = 12  # a busy machine disturbs some of them, hardly all


def at_most(times: float, long: Callable[[], object], short: Callable[[], object]) -> bool:
    """Whether `long` takes no more than so many times the processor time of `short`.

    Each is judged by its quickest run; more rounds are run while the answer is no. The collector is off, since what it
    costs depends on all that other tests left behind.
    """
    longest = shortest = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            shortest = min(shortest, _seconds(short))
            longest = min(longest, _seconds(long))
            if longest <= times * shortest:
                return True
    finally:
        gc.enable()
    return False


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
