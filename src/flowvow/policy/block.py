"""A block of a text: its title, a heading, a banner, a list item or a paragraph."""

import re
from bisect import bisect_right
from enum import Enum

from attrs import frozen

from flowvow.policy.fingerprints import words

BOLD_LEVEL = 7
BARE_LEVEL = 8
LONGEST_HEADING = 8
LONG_LINE = 160
_LONGEST_BANNER = 10

_PRINTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)(?:\\?[.):]\s+|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)")
_LABEL = re.compile(
    r"\W*(?:applies to|(?:date )?last (?:updated|modified|revised|reviewed|changed)|effective(?: date| as of)?"
    r"|updated|revised|revision date|version)\b(?:\W*:|.*\b\d{4}\W*$)",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a block is to the outline."""

    TITLE = "title"
    HEADING = "heading"
    BANNER = "banner"
    ITEM = "item"
    PROSE = "prose"


@frozen
class Line:
    """One line of the text.

    Attributes:
        number: its place in the file, from 1.
        text: what stands on it.
        turns: where a page's line goes on over lines of its source: how many characters before its end, and the
            number of the source's line from there on.
    """

    number: int
    text: str
    turns: tuple[tuple[int, int], ...] = ()

    def at(self, behind: int) -> int:
        """The line of the file on which a character stands that is so many before the text's end, blanks aside."""
        turn = bisect_right(self.turns, -behind, key=lambda turn: -turn[0])
        return self.turns[turn - 1][1] if turn else self.number


@frozen
class Block:
    """Lines that belong together.

    Attributes:
        kind: what they are.
        lines: the lines, without heading or list marks.
        level: of a heading: 1 to 6 by its marks, then bold, then bare.
        group: blocks with no blank line between them share it.
        mark: what a list item of a text is marked with, such as `-` or `1.`.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    group: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(line.text.strip() for line in self.lines)


def printed_number(heading: str) -> tuple[str, str]:
    """The number a heading prints, or an empty string, and the heading without it."""
    found = _PRINTED.match(heading)
    if not found:
        return "", heading
    return ".".join(str(int(part)) for part in found.group(1).split(".")), heading[found.end() :]


def closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip(" \"'”)*_").endswith((".", "!", "?", ":"))


def is_banner(text: str) -> bool:
    """Whether a text is a label: a date, or what the policy applies to."""
    return len(text) <= LONG_LINE and bool(_LABEL.match(text)) and len(words(text)) <= _LONGEST_BANNER
