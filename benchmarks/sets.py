"""What enables the far end of a hard network and what stops it: how long that takes, and how many sets there are.

`python benchmarks/sets.py` tells it of every shape and guard that `networks.py` has, in seconds of processor time
without imports and reading; `python benchmarks/sets.py ask FOLDER` asks one model on disk, `read FOLDER` only reads it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from networks import GUARDS, SHAPES, network
from writing import put

from flowvow.checks.case import Case
from flowvow.findings.finding import Cause
from flowvow.model.system import System
from flowvow.reading.model import read_model

ENABLED = f"{'enabled by':>12} {'sizes':>6}"
STOPPED = f"{'stopped by':>12} {'sizes':>6}"


def ask(system: System) -> Cause:
    """What enables and what stops the flow called ``far``."""
    case = Case(system)
    far = next(i for i, flow in enumerate(system.flows) if flow.name == "far")
    return case.cause(case.states.union(case.presence.happens(far, copy) for copy in case.presence.sources[far]))


def main(words: list[str]) -> None:
    """Ask one model, or tell of all."""
    if words:
        system = read_model(Path(words[1]))
        if words[0] == "ask":
            ask(system)
        return
    print(f"{'':17}{'seconds':>8} {ENABLED} {STOPPED}")
    with TemporaryDirectory() as folder:
        for shape in SHAPES:
            for guards in GUARDS:
                system = read_model(put(Path(folder) / shape / guards, network(shape, guards)))
                start = process_time()
                cause = ask(system)
                taken = process_time() - start
                told = (_told(cause.enabled_by, cause.enabled_more), _told(cause.stopped_by, cause.stopped_more))
                print(f"{shape:8}{guards:9}{taken:8.2f} {' '.join(told)}", flush=True)


def _told(sets: tuple[tuple[str, ...], ...], more: int) -> str:
    """How many sets are listed, and at least how many more there are; and of which sizes."""
    sizes = sorted({len(one) for one in sets})
    span = f"{sizes[0]}-{sizes[-1]}" if sizes else "-"
    return f"{f'{len(sets)} + {more}':>12} {span:>6}"


if __name__ == "__main__":
    main(sys.argv[1:])
