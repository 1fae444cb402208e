"""Which encoding a saved text is in: one rule, and a line where it isn't UTF-8."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from flowvow.text.charset import decode_any, read_any
from flowvow.text.source import Unreadable

CAFE = "Our café – the “best”.\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "line"),
    [
        (CAFE.encode(), CAFE, "", 0),
        (codecs.BOM_UTF8 + CAFE.encode(), CAFE, "", 0),
        (CAFE.encode("utf-16"), CAFE, "UTF-16", 0),
        (CAFE.encode("cp1252"), CAFE, "Windows-1252", 1),
        (b"One.\r\nTwo.\nCaf\xe9.", "One.\r\nTwo.\nCafé.", "Windows-1252", 3),
        (b"<meta charset=iso-8859-1>\n\x93Tea\x94", "<meta charset=iso-8859-1>\n“Tea”", "Windows-1252", 2),
        (b'<meta content="text/html; charset=koi8-r">\xf4', '<meta content="text/html; charset=koi8-r">Т', "koi8-r", 1),
        (b"<meta charset=utf-8>\xe9", "<meta charset=utf-8>é", "Windows-1252", 1),
        (b"<meta charset=hex>\xe9", "<meta charset=hex>é", "Windows-1252", 1),
        (b"<meta charset=utf-16>\xe9", "<meta charset=utf-16>é", "Windows-1252", 1),
        ("<meta charset=koi8-r>é".encode(), "<meta charset=koi8-r>é", "", 0),
        (b"", "", "", 0),
    ],
)
def test_the_rule(data: bytes, text: str, encoding: str, line: int) -> None:
    reading = decode_any(data, "a.txt")
    assert (reading.source.text, reading.encoding, reading.line) == (text, encoding, line)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4", "is a PDF"),
        (b"PK\x03\x04", "is a packed document or archive"),
        (b"From: <Saved by Blink>\r\n", "is a web archive"),
        (b"A\0b\0", "looks like UTF-16 or a binary file"),
        (b"\xff\xfeA", "byte 0x41 isn't UTF-16"),
        (b"ok\nno \x81", "byte 0x81 is neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode_any(data, "a.txt")
    assert caught.value.message == message
    assert caught.value.remedy


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_any(tmp_path / "none.txt", "none.txt")
