"""A glance at a file: enough to tell ours from other people's, without parsing it."""

from __future__ import annotations

import re
from pathlib import Path

_SUFFIXES = (".yaml", ".yml")
# The first key is `flowvow`, the second one tells the kind; comments and blank lines may stand before either.
_BLANK = rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*"
_KIND = re.compile(rb"(?:\xef\xbb\xbf)?" + _BLANK + rb"flowvow:[^\n]*\n" + _BLANK + rb"(\w+):")
# Without the first line it is still ours by what follows, and reading it tells that the line is missing.
_HEADLESS = re.compile(
    rb"(?:\xef\xbb\xbf)?" + _BLANK + rb"(?:(system):[^\n]*\n" + _BLANK + rb"(?:policies|flows|actors|stores):"
    rb"|(proposal):[^\n]*\n" + _BLANK + rb"(?:flows|change|remove|expect|actors|stores|data):)"
)
_HEAD = 8192
_EXPECTS = re.compile(rb"^expect:", re.MULTILINE)


def kind_of(path: Path) -> str:
    """The file's second key, if the first one is ``flowvow`` or was forgotten; else empty."""
    head = _read(path, _HEAD) if path.suffix in _SUFFIXES else b""
    found = _KIND.match(head) or _HEADLESS.match(head)
    return (found[found.lastindex or 1] or b"").decode() if found else ""


def expects(path: Path) -> bool:
    """Whether it has an ``expect`` block."""
    return _EXPECTS.search(_read(path)) is not None


def model_in(folder: Path) -> Path | None:
    """The flow file of a folder."""
    files = sorted(file for suffix in _SUFFIXES for file in folder.glob(f"*{suffix}"))
    return next((file for file in files if kind_of(file) == "system"), None)


def _read(path: Path, most: int = -1) -> bytes:
    try:
        if not path.is_file():
            return b""  # nobody waits for what a pipe may bring
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError:
        return b""
