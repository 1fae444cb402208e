"""`python -m tests.oracle FIRST LAST`: compare the models of these seeds with product and reference.

Prints each disagreement, what was met in how many models, and what the oracle passed over.
"""

from __future__ import annotations

import argparse
import sys

from .running import KINDS, LINES, Compared, compare_all


def main(words: list[str] | None = None) -> int:
    """1 where somebody disagrees, 3 where nothing was compared."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, help="the seed after the last one")
    parser.add_argument("--kind", choices=sorted(KINDS), default="plain")
    options = parser.parse_args(words)
    found = compare_all(options.kind, range(options.first, options.last))
    print("\n".join(report(found)))
    if found.told:
        return 1
    return 0 if found.met["models"] else 3


def report(found: Compared) -> list[str]:
    """The lines of a comparison."""
    models = found.met["models"]
    lines = [
        f"{kind} {seed}: {line}" for (kind, seed), all_told in sorted(found.told.items()) for line in all_told[:LINES]
    ]
    lines += [f"{n / models:7.1%}  {what}" for what, n in found.met.most_common() if what != "models"]
    lines += [f"{n:7d}  left out: {what}" for what, n in sorted(found.left.items())]
    return [*lines, f"{models} models compared, {len(found.told)} disagree"]


if __name__ == "__main__":
    sys.exit(main())
