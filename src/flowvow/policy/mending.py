"""Characters that were decoded wrongly: read again where that is unmistakable, else pointed at."""

import re
from collections.abc import Iterator

from attrs import frozen

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_SUSPECT = re.compile(r"\ufffd+|[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž]|â€.?|(?<![^\W_a-z])[ÂÃ](?=[ ,.;a-z])")
_QUOTES = "“”‘’»«›‹"
_DECODINGS = 3
_LATIN_ENDS = 0xC6  # two bytes from C2 to C5 are Latin letters and signs; what comes after them is told in words only


@frozen
class Misread:
    """A wrongly decoded character or run of them.

    Attributes:
        start: its offset in the text.
        found: what stands there.
        meant: what it was, or empty where that can't be told.
    """

    start: int
    found: str
    meant: str


def mend(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 (once or more often) read again."""
    return text if text.isascii() else _FOREIGN.sub(_mended, text)


def misread(text: str) -> Iterator[Misread]:
    """What `mend` reads again, and what it leaves alone though it looks wrong, in order."""
    if text.isascii():
        return
    for run in _FOREIGN.finditer(text):
        better = _mended(run)
        if better != run.group():
            yield Misread(run.start(), run.group(), better)
        else:
            for odd in _SUSPECT.finditer(text, run.start(), run.end() + 1):
                yield Misread(odd.start(), odd.group().strip(), "")


def _mended(match: re.Match[str]) -> str:
    """The run decoded again and again while that works; as it was where it may have been meant."""
    run = match.group()
    better = run
    for _ in range(_DECODINGS):
        try:
            data = b"".join(map(_byte, better))
            decoded = data.decode("utf-8")
        except UnicodeError:
            break
        before = match.string[match.start() - 1 : match.start()] if match.start() else ""
        if not _unmistakable(better, data, before):
            break
        better = decoded
    return better


def _unmistakable(run: str, data: bytes, before: str) -> bool:
    """Whether nobody would write such a run: `«CAFÉ»` and `„Spaß“` end in one that happens to be UTF-8 too."""
    if len(run) > 2:
        return True
    if data[0] >= _LATIN_ENDS:
        return False
    return not (run[1] in _QUOTES and before.isupper())


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")
