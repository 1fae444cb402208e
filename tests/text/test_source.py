"""Bytes become text, or a reason that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.text.source import MOST_BYTES, Unreadable, decode, read_source


def told(data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        decode(data, "a.yaml")
    return f"{error.value.span}: {error.value.message} ({error.value.remedy})"


def test_a_byte_order_mark_is_taken_off() -> None:
    assert decode(b"\xef\xbb\xbfflowvow: 1\n", "a.yaml").text == "flowvow: 1\n"


def test_blanks_that_do_not_break_a_line_are_text() -> None:
    assert decode("prix\u202f: 3\u00a0€".encode(), "a.yaml").text == "prix\u202f: 3\u00a0€"


def test_lines_end_in_any_of_the_three_ways() -> None:
    source = decode(b"one\r\ntwo\rthree\nfour", "a.yaml")
    assert [source.line(n) for n in range(6)] == ["", "one", "two", "three", "four", ""]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("flowvow: 1".encode("utf-16"), "a.yaml:1:1: is written in UTF-16 (save it as UTF-8)"),
        ("flowvow: 1".encode("utf-32"), "a.yaml:1:1: is written in UTF-32 (save it as UTF-8)"),
        ("flowvow: 1".encode("utf-16-le"), "a.yaml:1:2: looks like UTF-16 or a binary file (save it as UTF-8)"),
        ("a: 1\nb: caf\xe9\n".encode("latin-1"), "a.yaml:2:7: byte 0xe9 isn't UTF-8 (save it as UTF-8)"),
        (b"\xef\xbb\xbf\xff", "a.yaml:1:1: byte 0xff isn't UTF-8 (save it as UTF-8)"),
        (b"a: b\x00c", "a.yaml:1:5: control character U+0000 (remove it)"),
        (b"a: \x1b[31mred", "a.yaml:1:4: control character U+001B (remove it)"),
        (
            "a: b\u2028c: d".encode(),
            "a.yaml:1:5: U+2028 is a line break to some readers only (use an ordinary line break)",
        ),
        ("a: b\x85".encode(), "a.yaml:1:5: U+0085 is a line break to some readers only (use an ordinary line break)"),
        ("a: \u202eb".encode(), "a.yaml:1:4: U+202E turns the direction of writing, unseen (remove it)"),
        ("a: \ufeffb".encode(), "a.yaml:1:4: a byte order mark stands inside the text (remove it)"),
        (b"a: \xed\xa0\x80", "a.yaml:1:4: byte 0xed isn't UTF-8 (save it as UTF-8)"),
    ],
)
def test_what_is_no_text_is_refused_where_it_stands(data: bytes, expected: str) -> None:
    assert told(data) == expected


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    with pytest.raises(Unreadable, match=f"is larger than {MOST_BYTES // 1024 // 1024} MiB"):
        read_source(file, "huge.yaml")


@pytest.mark.parametrize("name", ["", "folder", "missing.yaml", "loop.yaml", "a" * 5000, "nul\0"])
def test_what_cannot_be_opened_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(Unreadable) as error:
        read_source(tmp_path / name, name)
    assert error.value.message
    assert error.value.remedy
