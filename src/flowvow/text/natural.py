"""Natural order: F5 before F13."""

from __future__ import annotations

import re
from functools import cache

_DIGITS = re.compile(r"(\d+)")


@cache
def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which runs of digits compare as numbers; the name itself breaks ties."""
    parts = _DIGITS.split(name)
    key = tuple((1, int(part), "") if i % 2 else (0, 0, part) for i, part in enumerate(parts) if part or i % 2)
    return (*key, (0, 0, name))
