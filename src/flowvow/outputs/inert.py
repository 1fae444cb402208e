"""Makes names from files harmless on a terminal: what can't be seen, or moves what can, is spelled out."""

from __future__ import annotations

import unicodedata

# Controls, invisible and direction-changing formats, lone surrogates, line and paragraph separators, private and
# unassigned characters.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})


def inert(text: str) -> str:
    """The text with every hidden character as an escape such as ``\\x1b`` or ``\\u202e``."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spell(character) if unicodedata.category(character) in _HIDDEN else character for character in text)


def width(text: str) -> int:
    """How many columns an inert text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def pad(text: str, columns: int) -> str:
    """The text with spaces up to that many columns."""
    return text + " " * (columns - width(text))


def _spell(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
