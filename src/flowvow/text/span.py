"""Where something stands in a file."""

from __future__ import annotations

from attrs import frozen


@frozen(order=True, slots=True)
class Span:
    """A place in a source file.

    Attributes:
        file: path as given by the caller, with forward slashes; never absolute unless the caller's was.
        line: first line, counted from 1.
        column: first column, counted from 1 in characters.
        end_line: last line, inclusive.
        end_column: column after the last character.
    """

    file: str
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Span("", 0, 0)
