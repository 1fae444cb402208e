"""Texts that others have saved: which encoding they are in, told by one rule and never guessed.

In this order: what a byte order mark says; UTF-8, if the bytes are that; what a page says of itself; Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from attrs import frozen

from flowvow.text.source import Source, Unreadable, read_bytes
from flowvow.text.span import Span

_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# As in browsers, what says that it is ISO 8859-1 or ASCII is read as the larger Windows-1252.
_SAME = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8": "cp1252"}
_NAMES = {"cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_LINE = re.compile("\r\n|\n|\r")
_OTHER_FORMATS = (
    (b"%PDF", "is a PDF", "copy its text into a text file"),
    (b"PK\x03\x04", "is a packed document or archive", "save it as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "is an old office document", "save it as text or HTML"),
    (b"{\\rtf", "is Rich Text", "save it as text or HTML"),
    (b"bplist00", "is a web archive", "save the page as HTML only"),
)
_MHTML = re.compile(rb"\A(?:From: <Saved by|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE)


@frozen
class Reading:
    """A text and how it was read.

    Attributes:
        source: the text.
        encoding: its encoding as people call it; empty for UTF-8, of which nothing needs to be said.
        line: where it first shows that the text isn't UTF-8; 0 where a byte order mark says so.
    """

    source: Source
    encoding: str = ""
    line: int = 0


def read_any(path: Path, file: str) -> Reading:
    """Read a text in whatever encoding; raises `Unreadable`."""
    return decode_any(read_bytes(path, file), file)


def decode_any(data: bytes, file: str) -> Reading:
    """Make text of bytes; raises `Unreadable`."""
    for begin, what, remedy in _OTHER_FORMATS:
        if data.startswith(begin):
            raise Unreadable(Span(file, 1, 1), what, remedy)
    if _MHTML.match(data):
        raise Unreadable(Span(file, 1, 1), "is a web archive", "save the page as HTML only")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name, file, 0)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded(data, _declared(data), file, _line(data[: error.start]))
    if "\0" in text:
        raise Unreadable(Span(file, 1, 1), "looks like UTF-16 or a binary file", "save it as UTF-8")
    return Reading(Source(file, text))


def _declared(data: bytes) -> str:
    """What a page says of itself near its beginning, or Windows-1252."""
    found = _DECLARED.search(data[:_HEAD])
    try:
        info = codecs.lookup(found.group(1).decode("ascii")) if found else None
        if info is None or not isinstance(b"a".decode(info.name), str) or "a".encode(info.name) != b"a":
            return "cp1252"
    except (LookupError, UnicodeError, ValueError):
        return "cp1252"
    return _SAME.get(info.name, info.name)


def _decoded(data: bytes, name: str, file: str, line: int) -> Reading:
    told = _NAMES.get(name, name)
    try:
        text = data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        odd = data[error.start]
        what = f"byte 0x{odd:02x} is neither UTF-8 nor {told}" if line else f"byte 0x{odd:02x} isn't {told}"
        raise Unreadable(Span(file, _line(data[: error.start]), 1), what, "save it as UTF-8") from None
    if "\0" in text:
        raise Unreadable(Span(file, 1, 1), "looks like a binary file", "save it as text, in UTF-8")
    return Reading(Source(file, text), "" if name == "utf-8" else told, line)


def _line(before: bytes) -> int:
    return len(_LINE.findall(before.decode("latin-1"))) + 1
