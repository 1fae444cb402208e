"""A quick share of the fuzzing of every reader; ``python -m tests.hostile.fuzz`` goes on as long as one likes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = os.environ.get("FLOWVOW_FUZZ", "100")


def test_no_reader_fails_whatever_it_reads() -> None:
    """In a process of its own, bounded in memory, and in processor time for each case."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.fuzz", "--cases", CASES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"{CASES} cases, 0 failures" in done.stdout
