"""Every command, every Python, every disturbance: ``python -m tests.determinism``. Some ten minutes.

Fails where a command prints other bytes than it does undisturbed, and says which, with the first lines that differ.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .test_same import DISTURBED, differences, elsewhere, pythons, ran


def main() -> int:
    """A line for each run."""
    failed = False
    with TemporaryDirectory() as name:
        folder = Path(name)
        plain = ran(folder / "plain", Path(sys.executable), part="", PYTHONHASHSEED="0")
        print(f"{len(list(plain.iterdir()))} commands on Python {sys.version.split()[0]}", flush=True)
        runs = [(Path(sys.executable), sys.version.split()[0], called) for called in DISTURBED]
        runs += [(program, version, "C") for version, program in pythons().items() if program != Path(sys.executable)]
        if len({version for _, version, _ in runs}) == 1:
            print("there is one Python from 3.11 on here: no other to compare it with")
        for seed, (program, version, called) in enumerate(runs, 1):
            flows = elsewhere(folder / str(seed), seed)
            out = ran(folder / str(seed) / "out", program, seed, part="", flows=flows, **DISTURBED[called])
            told = differences(plain, out)
            failed |= bool(told)
            print(f"Python {version}, {called}: {f'{len(told)} differ' if told else 'the same'}", flush=True)
            for command, lines in told.items():
                print(f"  {command}\n{lines}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
