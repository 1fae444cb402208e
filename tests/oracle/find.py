"""`python -m tests.oracle.find MANY FOLDER`: the first models that the programs in a folder answer differently.

Prints the kind, the seed, how many models that took and who differs; exits with 1 there, with 0 where nobody does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from .compare import differences
from .running import KINDS
from .solve import answers


def main(many: str, folder: str) -> int:
    """Models of each kind in turn."""
    count = 0
    for seed in range(int(many)):
        for kind, model in KINDS.items():
            system = model(seed)
            count += 1
            others = {difference.other for difference in differences(system, answers(system, Path(folder)))}
            if others:
                print(kind, seed, count, " and ".join(sorted(others)))
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
