"""Durations: ``7 years``, ``30 business days``, ``session``, ``until NAME``, ``forever``, ``none``."""

from __future__ import annotations

import re
from functools import lru_cache

from flowvow.model.times import UNITS, Duration, Length
from flowvow.text.nearest import did_you_mean

_COUNT = re.compile(r"(\d{1,6}) +([^\W\d_]+(?: [^\W\d_]+)?)", re.ASCII)
_UNTIL = re.compile(r"until +([^\W_][\w.-]{0,199})")
_WORDS = {length.value: Duration(length) for length in (Length.SESSION, Length.FOREVER, Length.NONE)}
_UNITS = {form: unit for unit in UNITS for form in (unit, unit.removesuffix("s"))}
FORMS = "write a count such as `30 days`, or `session`, `until NAME`, `forever` or `none`"


class Unclear(ValueError):  # noqa: N818
    """A text that isn't a duration: what is wrong, and the remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


@lru_cache(maxsize=1024)
def duration(text: str) -> Duration:
    """The duration that a text says; raises `Unclear`."""
    if word := _WORDS.get(text):
        return word
    if until := _UNTIL.fullmatch(text):
        return Duration(Length.UNTIL, name=until.group(1))
    counted = _COUNT.fullmatch(text)
    if counted is None:
        raise Unclear(f"'{text[:80]}' is no duration", did_you_mean(text, _WORDS) or FORMS)
    count, unit = int(counted.group(1)), _UNITS.get(counted.group(2))
    if unit is None:
        known = f"the units are {', '.join(UNITS)}"
        raise Unclear(f"'{counted.group(2)}' is no unit of time", did_you_mean(counted.group(2), _UNITS) or known)
    return Duration(Length.COUNT, count, unit)
