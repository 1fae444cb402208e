"""A file as the lines it is to have: which things get a line of their own, and what stays in braces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import define, field

from flowvow.reading.comments import Comment
from flowvow.reading.layout import WIDTH, on_one_line
from flowvow.reading.quoting import quoted
from flowvow.reading.sections import OF_A_POLICY, OF_A_SYSTEM
from flowvow.text.nodes import Listing, Mapping, Node, Scalar

_SECTIONS = {section.key for section in (*OF_A_SYSTEM, *OF_A_POLICY)}
_OF_SECTIONS = ("change", "remove")
_STEP = 2


@define(eq=False)
class Line:
    """One line of the result, before it is aligned and wrapped.

    Attributes:
        node: what it begins with, in the file.
        left: how far it is indented in the file.
        end: the offset where what it says ends in the file.
        indent: how far it is to be indented.
        head: a key with its colon, a dash, or both.
        value: what stands behind the head, or None.
        aligned: whether values below one another begin in one column.
        above: comments above it, each with its indent.
        behind: comments behind it.
        column: where the value begins.
    """

    node: Node
    left: int
    end: int
    indent: int
    head: str
    value: Node | None = None
    aligned: bool = False
    above: list[tuple[Comment, int]] = field(factory=list)
    behind: list[Comment] = field(factory=list)
    column: int = 0


@define(eq=False)
class Lines:
    """Lays a file out.

    Attributes:
        places: the offsets of the comments; a thing with comments inside is laid out field by field.
        small: whether a section with a single line may stand in braces, as in a proposal.
    """

    places: Sequence[int]
    small: bool

    def of(self, tree: Mapping) -> Iterator[Line]:
        """The lines of a file."""
        for name, (key, value) in tree.entries.items():
            if isinstance(value, Mapping) and (name in _SECTIONS or name in _OF_SECTIONS):
                yield from self._section(key, value, 0, name in _OF_SECTIONS)
            elif isinstance(value, Listing):
                yield from self._list(key, value)
            else:
                yield from self._entry(key, value, 0, aligned=not isinstance(value, Scalar))

    def _section(self, key: Scalar, value: Mapping, indent: int, of_sections: bool) -> Iterator[Line]:
        if not value.entries or (self.small and self._fits(key, value, indent) and _is_single(value, of_sections)):
            yield self._line(key, value, indent, aligned=True)
            return
        yield self._head(key, indent)
        for name, inner in value.entries.values():
            if of_sections and isinstance(inner, Mapping):
                yield from self._section(name, inner, indent + _STEP, of_sections=False)
            else:
                yield from self._entry(name, inner, indent + _STEP)

    def _entry(self, name: Scalar, value: Node, indent: int, aligned: bool = True) -> Iterator[Line]:
        spread = isinstance(value, Mapping) and value.entries and ("each" in value.entries or self._inside(name, value))
        if not spread:
            yield self._line(name, value, indent, aligned=aligned)
            return
        assert isinstance(value, Mapping)
        yield self._head(name, indent)
        for key, inner in value.entries.values():
            if key.text == "each" and isinstance(inner, Mapping) and inner.entries:
                yield self._head(key, indent + _STEP)
                for line, fields in inner.entries.values():
                    yield from self._entry(line, fields, indent + 2 * _STEP)
            else:
                yield self._line(key, inner, indent + _STEP)

    def _list(self, key: Scalar, value: Listing) -> Iterator[Line]:
        """A list of words in brackets; mappings one below another, but a proposal's single one in brackets too."""
        several = any(isinstance(item, Mapping) for item in value.items)
        alone = self.small and len(value.items) == 1 and self._fits(key, value, 0)
        if alone or not several:
            yield self._line(key, value, 0, aligned=True)
            return
        yield self._head(key, 0)
        for item in value.items:
            yield from self._item(item)

    def _item(self, item: Node) -> Iterator[Line]:
        if isinstance(item, Mapping) and (len(item.entries) == 1 or (item.entries and self._inside(item, item))):
            for number, (key, value) in enumerate(item.entries.values()):
                yield self._line(key, value, _STEP, dash="  " if number else "- ")
        else:
            yield Line(item, item.span.column - 3, item.end, _STEP, "-", item)

    def _line(self, key: Scalar, value: Node, indent: int, aligned: bool = False, dash: str = "") -> Line:
        line = self._head(key, indent)
        line.head = dash + line.head
        line.left -= len(dash)
        line.aligned = aligned
        if not (isinstance(value, Scalar) and value.blank):
            line.value, line.end = value, value.end
        return line

    def _head(self, key: Scalar, indent: int) -> Line:
        return Line(key, key.span.column - 1, key.end, indent, f"{quoted(key.text, in_braces=False)}:")

    def _fits(self, key: Scalar, value: Node, indent: int) -> bool:
        width = indent + len(key.text) + 2 + len(on_one_line(value))
        return width <= WIDTH and not self._inside(key, value)

    def _inside(self, begin: Node, value: Node) -> bool:
        """Whether a comment stands between the beginning of a thing and its end."""
        return bisect_right(self.places, begin.start) < bisect_left(self.places, value.end)


def _is_single(value: Mapping, of_sections: bool) -> bool:
    """Whether a section has one line only, and that line says something."""
    if len(value.entries) != 1:
        return False
    inner = next(iter(value.entries.values()))[1]
    if of_sections and isinstance(inner, Mapping):
        return _is_single(inner, of_sections=False)
    if isinstance(inner, Mapping):
        return "each" not in inner.entries
    return not (isinstance(inner, Scalar) and inner.blank)
