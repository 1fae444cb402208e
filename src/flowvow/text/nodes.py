"""The nodes of the located tree: scalars, lists and mappings that know where they stand."""

from __future__ import annotations

from attrs import frozen

from flowvow.text.source import Source
from flowvow.text.span import Span


@frozen(slots=True)
class Mark:
    """A spot in a text; all counted from 0, as the parser counts them."""

    index: int
    line: int
    column: int


class Node:
    """What stands at a place: a `Scalar`, a `Listing` or a `Mapping`."""

    __slots__ = ("_end", "_start", "source")

    def __init__(self, source: Source, start: Mark, end: Mark) -> None:
        self.source = source
        self._start = start
        self._end = end

    @property
    def span(self) -> Span:
        """Where it stands."""
        start, end = self._start, self._last()
        return Span(self.source.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def close(self, end: Mark) -> None:
        """Say where it ends, once that is known."""
        self._end = end

    def _last(self) -> Mark:
        return self._end

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self._start.index

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self._last().index


class Scalar(Node):
    """A text.

    Attributes:
        text: the value, always as text.
        style: the quoting character, a block's ``|`` or ``>``, or empty where it is plain.
    """

    __slots__ = ("style", "text")

    def __init__(self, source: Source, start: Mark, end: Mark, text: str, style: str = "") -> None:
        self.source = source
        self._start = start
        self._end = end
        self.text = text
        self.style = style

    def __repr__(self) -> str:
        return f"Scalar({self.text!r})"

    @property
    def blank(self) -> bool:
        """Whether nothing is written there at all."""
        return not self.text and not self.style

    @property
    def raw(self) -> str:
        """The text as it stands in the file, without quotes where these change nothing; else the value."""
        written = self.source.text[self.start : self.end]
        if not self.style:
            return written
        inner = written[1:-1]
        return inner if self.style in "'\"" and inner == self.text else self.text

    def part(self, begin: int, end: int) -> Scalar:
        """A piece of ``raw``, located; where the writing differs from the value, at the whole."""
        raw = self.raw
        text = raw[begin:end]
        offset = self.start + (1 if self.style else 0)
        if self.source.text[offset : offset + len(raw)] != raw:
            return Scalar(self.source, self._start, self._end, text, self.style)
        return Scalar(self.source, self._walk(offset + begin), self._walk(offset + end), text)

    def _walk(self, index: int) -> Mark:
        between = self.source.text[self.start : index].replace("\r\n", "\n").replace("\r", "\n")
        lines = between.count("\n")
        column = len(between) - between.rfind("\n") - 1
        return Mark(index, self._start.line + lines, column if lines else self._start.column + len(between))


class Listing(Node):
    """A list.

    Attributes:
        items: what stands in it, in order.
        flow: whether it is written in square brackets.
    """

    __slots__ = ("flow", "items")

    def __init__(self, source: Source, start: Mark, end: Mark, flow: bool = False) -> None:
        super().__init__(source, start, end)
        self.items: list[Node] = []
        self.flow = flow

    def _last(self) -> Mark:
        return self._end if self.flow or not self.items else self.items[-1]._last()


class Mapping(Node):
    """Keys, each with what stands under it.

    Attributes:
        entries: key and value by the key's text, in order.
        flow: whether it is written in braces.
    """

    __slots__ = ("entries", "flow")

    def __init__(self, source: Source, start: Mark, end: Mark, flow: bool = False) -> None:
        super().__init__(source, start, end)
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.flow = flow

    def _last(self) -> Mark:
        """A block ends where its last value does; the parser says: where the next thing begins."""
        if self.flow or not self.entries:
            return self._end
        return self.entries[next(reversed(self.entries))][1]._last()
