"""Faults planted in a copy of the product, or of the oracle's own programs, and who then disagrees with whom.

A fault in the product is seen because oracle and product differ. A fault in the programs stands for a misreading that
product and reference share: both differ from the oracle, and agree between themselves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.differential.patching import apply

ROOT = Path(__file__).parents[2]
FAULTS = sorted((Path(__file__).parent / "faults").glob("*.patch"))
WITHIN = 200  # seeds of each kind


class Noticed(NamedTuple):
    """The model that showed a fault, and who differs from the oracle about it."""

    kind: str
    seed: int
    models: int
    others: str


def noticed(fault: Path, within: int = WITHIN) -> Noticed | None:
    """Compare models until one shows the fault; None where none does."""
    with tempfile.TemporaryDirectory(prefix="flowvow-oracle-") as place:
        folder = Path(place)
        shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
        programs = folder / "tests" / "oracle"
        programs.mkdir(parents=True)
        for program in (ROOT / "tests" / "oracle").glob("*.lp"):
            shutil.copy(program, programs)
        apply(fault.read_text(encoding="utf-8"), folder)
        paths = os.pathsep.join((str(folder / "src"), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-m", "tests.oracle.find", str(within), str(programs)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        raise RuntimeError(f"{fault.stem}: {done.stderr}")
    if not done.stdout:
        return None
    kind, seed, models, others = done.stdout.strip().split(" ", 3)
    return Noticed(kind, int(seed), int(models), others)
