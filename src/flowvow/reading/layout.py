"""Values in braces and brackets: on one line where they fit, else wrapped inside."""

from __future__ import annotations

from flowvow.reading.quoting import quoted, words
from flowvow.text.nodes import Listing, Mapping, Node, Scalar

WIDTH = 120


def on_one_line(node: Node, in_braces: bool = True) -> str:
    """The value on one line, however long."""
    if isinstance(node, Mapping):
        parts = [f"{quoted(key, True)}: {on_one_line(value)}" for key, (_, value) in node.entries.items()]
        return "{" + ", ".join(parts) + "}"
    if isinstance(node, Listing):
        return "[" + ", ".join(on_one_line(item) or '""' for item in node.items) + "]"
    assert isinstance(node, Scalar)
    return written(node, in_braces)


def written(node: Scalar, in_braces: bool) -> str:
    """A scalar; what is folded in the file is unfolded, and nothing stays nothing."""
    text = node.text.strip("\n") if node.style in ("|", ">") else node.text
    return "" if node.blank else quoted(text, in_braces)


def wrapped(node: Node, column: int, indent: int, tail: int = 0, in_braces: bool = False) -> list[str]:
    """The value as lines, the first beginning at the column, ``tail`` columns kept free behind the last.

    A text that is too long goes on at the indent; lists and mappings go on behind their opening bracket.
    """
    line = on_one_line(node, in_braces)
    if column + len(line) + tail <= WIDTH:
        return [line]
    if isinstance(node, Scalar):
        return _fold(line, column, indent, tail)
    parts: list[tuple[str, Node]]
    if isinstance(node, Mapping):
        parts = [(f"{quoted(key, True)}: ", value) for key, (_, value) in node.entries.items()]
        opened, closed = "{", "}"
    else:
        assert isinstance(node, Listing)
        parts = [("", item) for item in node.items]
        opened, closed = "[", "]"
    return _fill(parts, opened, closed, column, tail)


def _fill(parts: list[tuple[str, Node]], opened: str, closed: str, column: int, tail: int) -> list[str]:
    inner = column + 1
    lines = [opened]
    for number, (key, value) in enumerate(parts):
        last = number == len(parts) - 1
        behind = 1 + tail if last else 1
        piece = key + (on_one_line(value) or ("" if key else '""'))
        here = len(lines[-1]) + (column if len(lines) == 1 else 0)
        fresh = here == inner
        if not fresh and here + 1 + len(piece) + behind > WIDTH:
            lines.append(" " * inner)
            here, fresh = inner, True
        start = here if fresh else here + 1
        if start + len(piece) + behind <= WIDTH:
            below = [piece]
        else:
            below = wrapped(value, start + len(key), inner + 2, behind, in_braces=True)
            below[0] = key + below[0]
        lines[-1] += ("" if fresh else " ") + below[0]
        lines += below[1:]
        lines[-1] += closed if last else ","
    if not parts:
        lines[-1] += closed
    return lines


def _fold(line: str, column: int, indent: int, tail: int) -> list[str]:
    first, *others = words(line)
    lines = [first]
    for number, word in enumerate(others, 1):
        here = len(lines[-1]) + (column if len(lines) == 1 else 0)
        behind = tail if number == len(others) else 0
        if here + 1 + len(word) + behind <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * indent + word)
    return lines
