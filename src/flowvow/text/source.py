"""Sources: bytes to text, or a plain reason why not."""

from __future__ import annotations

import codecs
import re
from functools import cached_property
from pathlib import Path

from attrs import frozen

from flowvow.text.span import Span

MOST_BYTES = 16 * 1024 * 1024

# YAML 1.1 breaks lines at NEL, LS and PS and YAML 1.2 doesn't, so that they would mean two things; the direction
# overrides make a line look like what it isn't. Listing what is wanted instead would take each run ten milliseconds.
_UNWANTED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE = re.compile("\r\n|\n|\r")

_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE_AS_UTF8 = "save it as UTF-8"


@frozen(slots=False)
class Source:
    """A file as text.

    Attributes:
        file: its name in spans.
        text: what is in it, without a byte order mark.
    """

    file: str
    text: str

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE.split(self.text)

    def line(self, number: int) -> str:
        """One line, counted from 1; empty if there is none."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""


class Unreadable(Exception):  # noqa: N818
    """A file that isn't text: where, why, and the remedy."""

    def __init__(self, span: Span, message: str, remedy: str = "", source: Source | None = None) -> None:
        super().__init__(span, message, remedy, source)
        self.span = span
        self.message = message
        self.remedy = remedy
        self.source = source


def read_source(path: Path, file: str) -> Source:
    """Read a file; raises `Unreadable`."""
    return decode(read_bytes(path, file), file)


def read_bytes(path: Path, file: str) -> bytes:
    """What is in a file, within bounds; raises `Unreadable`."""
    start = Span(file, 1, 1)
    try:
        if not path.is_file():
            what = "is a folder, not a file" if path.is_dir() else "is no file that can be read"
            raise Unreadable(start, what if path.exists() else "there is no such file", "check the path")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "its name can't be used"
        raise Unreadable(start, f"can't be read: {reason}", "check the path and its permissions") from None
    if len(data) > MOST_BYTES:
        raise _too_large(file)
    return data


def _too_large(file: str) -> Unreadable:
    size = f"is larger than {MOST_BYTES // 1024 // 1024} MiB"
    return Unreadable(Span(file, 1, 1), size, "split it, or check that it is the right file")


def decode(data: bytes, file: str) -> Source:
    """Make text of bytes; raises `Unreadable`."""
    start = Span(file, 1, 1)
    if len(data) > MOST_BYTES:
        raise _too_large(file)
    for mark, name in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise Unreadable(start, f"is written in {name}", _SAVE_AS_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        raise Unreadable(
            _at(file, before, len(before)), f"byte 0x{data[error.start]:02x} isn't UTF-8", _SAVE_AS_UTF8
        ) from None
    source = Source(file, text)
    if found := _UNWANTED.search(text):
        raise Unreadable(_at(file, text, found.start()), *_unwanted(found.group(), text), source)
    return source


def hides(text: str) -> bool:
    """Whether a text holds what no file may hold as it stands, such as an escaped control character."""
    return _UNWANTED.search(text) is not None


def _unwanted(char: str, text: str) -> tuple[str, str]:
    code = f"U+{ord(char):04X}"
    if char == "\0" and text.count("\0") * 3 > len(text):
        return "looks like UTF-16 or a binary file", _SAVE_AS_UTF8
    if char in "\x85\u2028\u2029":
        return f"{code} is a line break to some readers only", "use an ordinary line break"
    if char == "\ufeff":
        return "a byte order mark stands inside the text", "remove it"
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return f"{code} turns the direction of writing, unseen", "remove it"
    return f"control character {code}", "remove it"


def _at(file: str, text: str, offset: int) -> Span:
    lines = _LINE.split(text[:offset])
    return Span(file, len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 2)
