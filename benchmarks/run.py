"""Times the checker against bounds, all of them ratios within one run; exits with 1 where one is missed.

`python benchmarks/run.py` runs everything; names of groups (cold, large, routes, growth, diamonds, sets) pick some.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from company import company
from diamonds import diamonds
from measure import bare, check, compare, events, python
from networks import network
from writing import put

FLOWS = Path(__file__).resolve().parent.parent / "flows"
SETS = str(Path(__file__).resolve().with_name("sets.py"))


class Line(NamedTuple):
    """One line of the table: what was compared, its ratio, and how much it may be."""

    what: str
    ratio: float
    bound: float


def cold(_: Path) -> Iterator[Line]:
    """A small model in a fresh process, against the imports that no run can do without."""
    for system in sorted(path for path in FLOWS.iterdir() if path.is_dir()):
        ratio = compare(lambda path=system: check(path), bare, 9)
        yield Line(f"cold check of {system.name} / bare imports", ratio.seconds, 2.0)


def large(work: Path) -> Iterator[Line]:
    """Ten thousand flows under twenty clauses, against parsing the same files to events."""
    folder = put(work / "large", company(10_000))
    ratio = compare(lambda: check(folder), lambda: events(*folder.iterdir()), 3)
    yield Line("10,000 flows, time / event pass", ratio.seconds, 12)
    yield Line("10,000 flows, peak memory / event pass", ratio.peak, 4)


def routes(work: Path) -> Iterator[Line]:
    """Five thousand flows with a finding and a route each, against the event pass of `large`."""
    folder = put(work / "routes", company(5_000, strict=True))
    reference = put(work / "large", company(10_000))
    ratio = compare(lambda: check(folder), lambda: events(*reference.iterdir()), 3)
    yield Line("5,000 flows, a route each / event pass of 10,000", ratio.seconds, 8)


def growth(work: Path) -> Iterator[Line]:
    """Ten times the flows."""
    small = put(work / "small", company(10_000, framed=True))
    big = put(work / "big", company(100_000, framed=True))
    ratio = compare(lambda: check(big), lambda: check(small), 1)
    yield Line("100,000 flows / 10,000 flows", ratio.seconds, 13)


def chains(work: Path) -> Iterator[Line]:
    """Twice and three times the diamonds: eight more of them would make an exponential step 256 times as long."""
    chain = {length: put(work / f"chain-{length}", diamonds(length)) for length in (8, 16, 24)}
    for shorter, longer, bound in ((8, 16, 4), (16, 24, 4)):
        ratio = compare(lambda: check(chain[longer]), lambda: check(chain[shorter]), 3)  # noqa: B023
        yield Line(f"{longer} diamonds / {shorter} diamonds", ratio.seconds, bound)


def sets(work: Path) -> Iterator[Line]:
    """A thousand sets of the hardest of 1,200 flows between 200 actors under 64 choices, against reading them."""
    for shape, guards, bound in (("random", "one", 4), ("random", "two", 6), ("random", "fallback", 6)):
        folder = put(work / f"{shape}-{guards}", network(shape, guards))
        ratio = compare(lambda: python(SETS, "ask", str(folder)), lambda: python(SETS, "read", str(folder)), 3)  # noqa: B023
        yield Line(f"1,000 sets of {shape} flows under {guards} / reading them", ratio.seconds, bound)


GROUPS: dict[str, Callable[[Path], Iterator[Line]]] = {
    "cold": cold,
    "large": large,
    "routes": routes,
    "growth": growth,
    "diamonds": chains,
    "sets": sets,
}


def main(wanted: list[str]) -> int:
    """Run the groups, print a line for each bound, and say whether all were kept."""
    missed = 0
    print(f"{'ratio':>7}  {'bound':>5}")
    with TemporaryDirectory() as folder:
        # Bytecode is what an installed tool starts from; it is written by a first run, which isn't counted.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        check(FLOWS)
        for name in wanted or GROUPS:
            for line in GROUPS[name](Path(folder)):
                verdict = "" if line.ratio <= line.bound else "  MISSED"
                missed += bool(verdict)
                print(f"{line.ratio:7.2f}  {line.bound:5g}  {line.what}{verdict}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
