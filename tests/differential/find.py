"""`python -m tests.differential.find FIRST MANY KIND…`: the first model of some that disagrees; exits with 1 at it.

The kinds take turns, so that what only one of them can show doesn't wait for all of another's models. A crash is passed
over: what is looked for is a wrong answer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from .kinds import KINDS, is_crash

TURN = 100


def turns(first: int, many: int, kinds: Sequence[str]) -> Iterator[tuple[str, int]]:
    """As many models as were asked for: some of the one kind, some of the next, and on."""
    count = 0
    for start in range(first, first + many, TURN):
        for kind in kinds:
            for seed in range(start, start + TURN):
                if count < many:
                    count += 1
                    yield kind, seed


def main(first: str, many: str, *kinds: str) -> int:
    """Print the kind and the seed, and how many models that took."""
    for count, (kind, seed) in enumerate(turns(int(first), int(many), kinds), 1):
        lines = KINDS[kind].compare(seed)
        if lines and not any(is_crash(line) for line in lines):
            print(kind, seed, count)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
