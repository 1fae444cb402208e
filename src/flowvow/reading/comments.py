"""Comments, which the parser throws away: found again in the text, with what stands before them."""

from __future__ import annotations

import re

from attrs import frozen

from flowvow.text.nodes import Listing, Mapping, Node, Scalar
from flowvow.text.source import Source

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HASH = re.compile(r"#[^\r\n]*")
_FIRST_LINE = re.compile(r"[^\r\n]*")


@frozen
class Comment:
    """One comment.

    Attributes:
        text: with its ``#``, without blanks at its end.
        start: its offset.
        column: how far it is indented, counted from 0.
        alone: whether nothing else stands on its line, but for a list's dash.
        after_blank: whether a blank line stands above it.
    """

    text: str
    start: int
    column: int
    alone: bool
    after_blank: bool


def comments(source: Source, tree: Node) -> list[Comment]:
    """All comments of a file, in order."""
    text = source.text
    scalars = sorted(_stretch(node, text) for node in _scalars(tree))
    found = []
    next_scalar = 0
    blank = False
    for line in _LINE.finditer(text):
        if line.start() == len(text):
            break
        at = line.start()
        while at < line.end():
            hash_at = _HASH.search(text, at, line.end())
            if hash_at is None:
                break
            while next_scalar < len(scalars) and scalars[next_scalar][1] <= hash_at.start():
                next_scalar += 1
            if next_scalar < len(scalars) and scalars[next_scalar][0] <= hash_at.start():
                at = min(scalars[next_scalar][1], line.end())
                continue
            before = text[line.start() : hash_at.start()]
            column = len(before)
            found.append(Comment(hash_at.group().rstrip(), hash_at.start(), column, not before.strip(" \t-"), blank))
            break
        blank = not line.group().strip()
    return found


def _stretch(node: Scalar, text: str) -> tuple[int, int]:
    """From where to where a scalar's text is; behind the mark of a block there may be a comment."""
    if node.style in ("|", ">"):
        head = _FIRST_LINE.match(text, node.start)
        assert head
        return head.end(), node.end
    return node.start, node.end


def _scalars(tree: Node) -> list[Scalar]:
    found: list[Scalar] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            found.append(node)
        elif isinstance(node, Listing):
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            for key, value in node.entries.values():
                waiting += [key, value]
    return found
