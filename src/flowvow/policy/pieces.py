"""What a reader of a page sees as one block, and what of a page isn't its text."""

from __future__ import annotations

from attrs import define, field, frozen


@frozen
class Spoken:
    """Text that stands on one line of the source.

    Attributes:
        number: which line.
        text: what stands there, its blanks not yet folded.
        bold: whether it is in bold.
    """

    number: int
    text: str
    bold: bool = False


@define
class Piece:
    """What a reader sees as one block.

    Attributes:
        tag: what it stands in: ``h1`` to ``h6``, ``li``, ``td``, ``th``, ``dt``, ``dd``, or anything else for a
            paragraph.
        rows: its lines as shown; a line ends at a ``<br>``, and where the source's does only in ``<pre>``.
    """

    tag: str
    rows: list[list[Spoken]] = field(factory=lambda: [[]])

    @property
    def silent(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip()

    @property
    def text(self) -> str:
        """All that it says, its blanks not yet folded."""
        return " ".join("".join(spoken.text for spoken in row) for row in self.rows)


@frozen
class LeftOut:
    """A part of the page that isn't the text.

    Attributes:
        line: where it begins.
        what: what it is, such as ``<nav>``.
        text: what it says.
    """

    line: int
    what: str
    text: str
