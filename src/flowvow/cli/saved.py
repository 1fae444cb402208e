"""The texts of policies as people saved them; what there is to know of one goes to the error stream."""

from __future__ import annotations

import sys
from pathlib import Path

from flowvow.text.charset import read_any
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.source import Unreadable
from flowvow.text.span import Span

ENDINGS = (".txt", ".md", ".html", ".htm")


_BEGINNING = 2000


def saved_text(file: str) -> str:
    """A policy's text; raises `Problems`."""
    from flowvow.policy.fingerprints import words
    from flowvow.policy.remarks import Remark, remarks
    from flowvow.text.show import inert

    try:
        reading = read_any(Path(file), file)
    except Unreadable as error:
        raise Problems([Problem(error.span, error.message, error.remedy)]) from None
    text = reading.source.text
    if not words(text):
        raise Problems([Problem(Span(file, 1, 1), "there are no words in it", "check that it is the policy's text")])
    if "flowvow:" in text[:_BEGINNING]:
        _refuse_ours(file)
    told = remarks(text)
    if reading.encoding:
        how = "this isn't UTF-8; it" if reading.line else "this"
        told = (Remark(reading.line or 1, f"{how} was read as {reading.encoding}"), *told)
    for remark in told:
        help_ = f" ({remark.help})" if remark.help else ""
        print(inert(f"note: {file}:{remark.line}: {remark.message}{help_}"), file=sys.stderr)
    return text


def _refuse_ours(file: str) -> None:
    """A flow or policy file in the place of a text has got there by mistake."""
    from flowvow.reading.files import sniff

    kind = sniff(Path(file), file, False, Gathering())
    if kind is not None:
        raise Problems([Problem(Span(file, 1, 1), f"this is {kind.one}", "the text of a policy is needed here")])
