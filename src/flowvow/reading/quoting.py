"""Texts as they are written in a file: plain where that is safe, in quotes where it isn't."""

from __future__ import annotations

import re

# What a reader of YAML 1.1 or 1.2 could take for something else than text at the beginning of a plain one.
_PLAIN_START = re.compile(r"[\w(./+$]")
_PLAIN = re.compile(r"[^\t\n\r]*")
_ENDS_PLAIN = re.compile(r": |:$| #")
_ENDS_PLAIN_IN_BRACES = re.compile(r"[,\[\]{}:?]| #")  # a question mark is trouble to the Python parser only
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str, in_braces: bool) -> str:
    """The text as a scalar that is read back as it is."""
    ends = _ENDS_PLAIN_IN_BRACES if in_braces else _ENDS_PLAIN
    plain = _PLAIN_START.match(text) and _PLAIN.fullmatch(text) and not ends.search(text)
    if plain and text == text.strip(" "):
        return text
    if ('"' in text or "\\" in text) and _PLAIN.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'


def words(written: str) -> list[str]:
    """The pieces of a written scalar between which a line can be broken without changing what is read."""
    return re.split(r"(?<=[^ ]) (?=\w)", written)
