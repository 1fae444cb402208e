"""The texts of policies as people saved them; what there is to know of one goes to the error stream."""

from __future__ import annotations

import sys
from pathlib import Path

from flowvow.text.charset import read_any
from flowvow.text.problem import Problem, Problems
from flowvow.text.source import Unreadable

ENDINGS = (".txt", ".md", ".html", ".htm")


def saved_text(file: str) -> str:
    """A policy's text; raises `Problems`."""
    from flowvow.policy.remarks import Remark, remarks
    from flowvow.text.show import inert

    try:
        reading = read_any(Path(file), file)
    except Unreadable as error:
        raise Problems([Problem(error.span, error.message, error.remedy)]) from None
    text = reading.source.text
    told = remarks(text)
    if reading.encoding:
        how = "this isn't UTF-8; it" if reading.line else "this"
        told = (Remark(reading.line or 1, f"{how} was read as {reading.encoding}"), *told)
    for remark in told:
        help_ = f" ({remark.help})" if remark.help else ""
        print(inert(f"note: {file}:{remark.line}: {remark.message}{help_}"), file=sys.stderr)
    return text
