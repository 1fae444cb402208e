"""The formatter: one way to write each thing.

A line of a section is written in braces, wrapped inside them where it is long; what stands below one another is
aligned. Comments stay where they are: a line with comments inside is written field by field. So does the order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowvow.reading.comments import Comment, comments
from flowvow.reading.files import FileKind, kind_of
from flowvow.reading.layout import wrapped
from flowvow.reading.notes import Notes
from flowvow.reading.tidy_lines import Line, Lines
from flowvow.text.nodes import Listing, Mapping, Node, Scalar
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.source import Source, Unreadable, decode
from flowvow.text.span import Span
from flowvow.text.tree import collector_off, read_tree

# Text, and the comment behind it.
Row = tuple[str, str]


def tidy(text: str, file: str) -> str:
    """The text of a file, written the one way; raises `Problems` where it can't be read.

    Tidying twice changes nothing more, and what is read from the file stays the same, but for the places.
    """
    try:
        source = decode(text.encode("utf-8", "surrogatepass"), file)
    except Unreadable as error:
        raise Problems([Problem(error.span, error.message, error.remedy)]) from None
    notes = Notes()
    with collector_off():
        tree = read_tree(source, notes.gathering)
        kind = kind_of(tree, notes) if tree is not None else None
        notes.gathering.tell()
        if kind is FileKind.OUTLINE:
            return text  # a program writes these
        assert isinstance(tree, Mapping)
        written = _written(source, tree, kind is FileKind.PROPOSAL)
        if _plain(read_tree(Source(file, written), Gathering())) != _plain(tree):
            raise Problems([Problem(Span(file, 1, 1), "this can't be tidied without changing what it says")])
    return written


def _plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return [(key, _plain(value)) for key, (_, value) in node.entries.items()]
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return node.text.strip("\n") if isinstance(node, Scalar) else None


def _written(source: Source, tree: Mapping, small: bool) -> str:
    found = comments(source, tree)
    lines = list(Lines([comment.start for comment in found], small).of(tree))
    left = _attach(found, lines)
    _align(lines, source)
    rows = [row for line in lines for row in _rows(line, source)]
    rows += [row for comment, indent in left for row in _comment_rows(comment, indent)]
    texts = _with_comments_behind(rows)
    return "\n".join(texts[1:] if texts and not texts[0] else texts) + "\n"


def _attach(found: Sequence[Comment], lines: Sequence[Line]) -> list[tuple[Comment, int]]:
    """Give each comment to the line it stands above or behind; those below the last line are given back."""
    waiting = list(reversed(found))
    for number, line in enumerate(lines):
        while waiting and waiting[-1].start < line.end:
            comment = waiting.pop()
            if comment.start > line.node.start:
                line.above.append((comment, line.indent))
            elif comment.alone or not number:
                line.above.append((comment, _indent(comment, lines, line, number)))
            else:
                lines[number - 1].behind.append(comment)
    left = []
    for comment in reversed(waiting):
        if comment.alone:
            left.append((comment, _indent(comment, lines, None, len(lines))))
        else:
            lines[-1].behind.append(comment)
    return left


def _indent(comment: Comment, lines: Sequence[Line], line: Line | None, number: int) -> int:
    """That of the line below; if the comment is indented further, of the last line above that isn't."""
    left, indent = (line.left, line.indent) if line else (0, 0)
    if comment.column <= left:
        return indent
    above = next(
        (one.indent for one in map(lines.__getitem__, range(number - 1, -1, -1)) if one.left <= comment.column), indent
    )
    return max(above, indent)


def _align(lines: Sequence[Line], source: Source) -> None:
    """Let the values of lines below one another begin in one column."""
    group: list[Line] = []
    for line in lines:
        if group and (not line.aligned or line.indent != group[0].indent or _blank_above(line, source)):
            _set_column(group)
            group = []
        if line.aligned:
            group.append(line)
        else:
            _set_column([line])
    _set_column(group)


def _set_column(group: Sequence[Line]) -> None:
    filled = [line for line in group if line.value is not None]
    for line in filled:
        line.column = line.indent + max(len(one.head) for one in filled) + 1


def _blank_above(line: Line, source: Source) -> bool:
    """Whether a blank line parts it, or the comments above it, from what is before."""
    if any(comment.after_blank for comment, _ in line.above):
        return True
    row = line.node.span.line
    return row > 1 and not source.line(row - 1).strip()


def _rows(line: Line, source: Source) -> Iterator[Row]:
    for comment, indent in line.above:
        yield from _comment_rows(comment, indent)
    row = line.node.span.line
    if row > 1 and not source.line(row - 1).strip():
        yield "", ""
    behind = " ".join(comment.text for comment in line.behind)
    text = " " * line.indent + line.head
    if line.value is None:
        yield text, behind
        return
    first, *others = wrapped(line.value, line.column, line.indent + 4)
    rows = [text.ljust(line.column) + first, *others]
    yield from ((one, "") for one in rows[:-1])
    yield rows[-1], behind


def _comment_rows(comment: Comment, indent: int) -> Iterator[Row]:
    if comment.after_blank and comment.alone:
        yield "", ""
    yield " " * indent + comment.text, ""


def _with_comments_behind(rows: Sequence[Row]) -> list[str]:
    """The rows with their comments, those of rows below one another aligned."""
    texts: list[str] = []
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and rows[end][1]:
            end += 1
        if end == at:
            texts.append(rows[at][0])
            at += 1
            continue
        width = max(len(text) for text, _ in rows[at:end])
        texts += [f"{text.ljust(width)}  {comment}" for text, comment in rows[at:end]]
        at = end
    return texts
