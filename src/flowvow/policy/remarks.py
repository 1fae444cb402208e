"""What whoever cuts a text should know of it: characters mended or lost, parts of a page that were left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from attrs import frozen

from flowvow.policy.fingerprints import words
from flowvow.policy.mending import Misread, misread
from flowvow.policy.page import is_page, read_page

_MOST = 20


@frozen
class Remark:
    """Something to know of a text.

    Attributes:
        line: where.
        message: what, without a full stop.
        help: what to do about it, or empty.
    """

    line: int
    message: str
    help: str = ""


def remarks(text: str) -> tuple[Remark, ...]:
    """What there is to say of a text, in order."""
    return tuple(sorted([*_characters(text), *_left_out(text)], key=lambda remark: remark.line))


def _characters(text: str) -> Iterator[Remark]:
    found = list(misread(text))
    mended = [one for one in found if one.meant]
    if mended:
        first = mended[0]
        many = "a character was" if len(mended) == 1 else f"{len(mended)} characters were"
        what = f"{many} decoded wrongly and {'is' if len(mended) == 1 else 'are'} read as meant"
        yield Remark(_line(text, first), f"{what}, such as {first.found} for {first.meant}")
    doubtful = [one for one in found if not one.meant]
    for one in islice(doubtful, _MOST):
        what = "a character was lost" if "\ufffd" in one.found else "a character may have been decoded wrongly"
        yield Remark(_line(text, one), f"{what}: {one.found}", "save the text from where it is published, as UTF-8")
    if len(doubtful) > _MOST:
        yield Remark(_line(text, doubtful[_MOST]), f"from here on {len(doubtful) - _MOST} more look wrong")


def _line(text: str, one: Misread) -> int:
    return text[: one.start].replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def _left_out(text: str) -> Iterator[Remark]:
    for part in read_page(text).left_out if is_page(text) else ():
        count = len(words(part.text))
        if count:
            yield Remark(part.line, f"left out {part.what}, {count} word{'' if count == 1 else 's'}")
