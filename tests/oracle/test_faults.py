"""The oracle can fail: it notices faults planted in the product, and misreadings that two would share."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from .faults import FAULTS, noticed


def test_planted_faults_are_noticed() -> None:
    """Each by those who differ from the oracle then: `Noticed:` above its patch."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(FAULTS, pool.map(noticed, FAULTS), strict=True))
    differing = {fault.stem: one.others if one else "nobody" for fault, one in found.items()}
    expected = {fault.stem: _head(fault.read_text(encoding="utf-8"), "Noticed") for fault in FAULTS}
    assert len(FAULTS) >= 6
    assert differing == expected


def _head(patch: str, word: str) -> str:
    return next(line for line in patch.splitlines() if line.startswith(f"{word}: ")).partition(": ")[2]
