"""`python -m tests.differential.find KIND FIRST MANY`: the first seed of some that disagrees; exits with 1 at it."""

from __future__ import annotations

import sys

from .kinds import KINDS


def main(kind: str, first: str, many: str) -> int:
    """Compare one model after the other."""
    for seed in range(int(first), int(first) + int(many)):
        if KINDS[kind].compare(seed):
            print(seed)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
