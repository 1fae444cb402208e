"""The located tree: YAML as scalars, lists and mappings that know where they stand. The only door to PyYAML.

Every scalar stays text, so that ``no`` is a word and ``1.10`` is not a number. The C parser follows YAML 1.1 in
syntax; what would differ from 1.2 there (further line breaks) is refused before it gets this far.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from attrs import frozen
from yaml import events

from flowvow.text.problem import Gathering
from flowvow.text.source import Source
from flowvow.text.span import Span
from flowvow.text.unyaml import is_unclosed, plainly

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # an installation without libyaml: the same events, more slowly

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef,misc]
        def __init__(self, text: str) -> None:
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


DEEPEST = 100
MOST_NODES = 1_000_000


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

    def _last(self) -> Mark:
        return self._end

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self._start.index

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self._end.index


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


class _Stop(Exception):  # noqa: N818
    """The rest of the file isn't worth reading."""


@contextmanager
def collector_off() -> Iterator[None]:
    """Many values that all stay: the garbage collector would only walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_tree(source: Source, gathering: Gathering) -> Node | None:
    """The tree of a source; None, with the problems gathered, where it can't be trusted."""
    gathering.sources[source.file] = source
    builder = _Builder(source, gathering)
    with collector_off():
        try:
            builder.build()
        except yaml.MarkedYAMLError as error:
            builder.sound = False
            span = _error_span(source, error)
            gathering.add(span, *plainly(error.problem, error.context, source.line(span.line)[span.column - 1 :][:1]))
        except yaml.YAMLError as error:
            builder.sound = False
            gathering.add(Span(source.file, 1, 1), f"this can't be read as YAML: {error}")
        except _Stop:
            builder.sound = False
    if builder.sound and builder.root is None:
        gathering.add(Span(source.file, 1, 1), "the file is empty", "begin with `flowvow: 1`")
    return builder.root if builder.sound else None


def first_keys(source: Source, count: int = 2) -> list[str]:
    """The first keys of a file, as far as its beginning can be parsed; no more is read of it than that."""
    parser = _Parser(source.text)
    keys: list[str] = []
    depth = 0
    is_key = True
    try:
        while len(keys) < count:
            event = parser.get_event()
            if isinstance(event, events.CollectionStartEvent):
                if depth == 0 and not isinstance(event, events.MappingStartEvent):
                    break
                depth += 1
            elif isinstance(event, events.CollectionEndEvent):
                depth -= 1
                if depth == 0:
                    break
                is_key = is_key if depth > 1 else True
            elif isinstance(event, events.ScalarEvent) and depth == 1:
                if is_key:
                    keys.append(event.value)
                is_key = not is_key
            elif isinstance(event, events.StreamEndEvent) or depth > DEEPEST:
                break
    except yaml.YAMLError:
        pass
    return keys


def _error_span(source: Source, error: yaml.MarkedYAMLError) -> Span:
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and is_unclosed(error.problem):
        mark = error.context_mark
    if mark is None:
        return Span(source.file, 1, 1)
    return Span(source.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


class _Builder:
    """Builds the tree from the parser's events, without recursion, and notes what is refused."""

    def __init__(self, source: Source, gathering: Gathering) -> None:
        self.source = source
        self.gathering = gathering
        self.root: Node | None = None
        self.sound = True

    def build(self) -> None:
        parser = _Parser(self.source.text)
        try:
            self._build(parser.get_event)
        finally:
            dispose = getattr(parser, "dispose", None)
            if dispose:
                dispose()

    def _build(self, get_event: Any) -> None:
        source = self.source
        open_nodes: list[tuple[Listing | Mapping, Scalar | None]] = []
        current: Listing | Mapping | None = None
        entries: dict[str, tuple[Scalar, Node]] | None = None  # of the current mapping
        key: Scalar | None = None
        count = 0
        scalar_event, mapping_start, list_start = (
            events.ScalarEvent,
            events.MappingStartEvent,
            events.SequenceStartEvent,
        )
        mapping_end, list_end = events.MappingEndEvent, events.SequenceEndEvent
        while True:
            event = get_event()
            kind = type(event)
            if kind is scalar_event:
                style = event.style or ""
                text = event.value
                node: Node = Scalar(source, event.start_mark, event.end_mark, text, style)
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                if style and not text.isprintable():
                    self._check_escapes(event)
                count += 1
                if count > MOST_NODES:
                    self._stop(event, "the file holds too many values", "split it, or check that it is the right file")
            elif kind is mapping_start or kind is list_start:
                if event.anchor is not None or event.tag is not None:
                    self._refuse(event)
                make = Mapping if kind is mapping_start else Listing
                opened: Listing | Mapping = make(source, event.start_mark, event.end_mark, event.flow_style)
                if entries is not None and key is None:
                    self._stop(event, "a key must be a word", "was a quote forgotten, or a brace written twice?")
                open_nodes.append((current, key))  # type: ignore[arg-type]
                if len(open_nodes) > DEEPEST:
                    self._stop(event, f"this is nested more than {DEEPEST} deep", "check the brackets")
                current, key = opened, None
                entries = opened.entries if kind is mapping_start else None  # type: ignore[union-attr]
                count += 1
                continue
            elif kind is mapping_end or kind is list_end:
                assert current is not None
                current._end = event.end_mark
                node = current
                current, key = open_nodes.pop()
                entries = current.entries if type(current) is Mapping else None
            elif kind is events.AliasEvent:
                self._problem(event, f"aliases are refused: *{event.anchor}", "write the value out")
                node = Scalar(source, event.start_mark, event.end_mark, "")
            elif kind is events.StreamEndEvent:
                return
            else:
                if kind is events.DocumentStartEvent:
                    self._document(event)
                continue
            if entries is not None:
                if key is None:
                    key = node  # type: ignore[assignment]
                    if text == "<<" and not style:
                        self._problem(event, "merge keys are refused", "write the fields out")
                else:
                    if key.text in entries:
                        self._repeated(key, entries[key.text][0])
                    else:
                        entries[key.text] = (key, node)
                    key = None
            elif current is not None:
                current.items.append(node)  # type: ignore[union-attr]
            else:
                self.root = node

    def _document(self, event: events.DocumentStartEvent) -> None:
        if self.root is not None:
            self._stop(event, "a second document begins here", "one file holds one document: remove the `---`")
        if event.tags:
            self._problem(event, "tags are refused", "remove the %TAG line")

    def _repeated(self, key: Scalar, first: Scalar) -> None:
        self.sound = False
        self.gathering.add(
            key.span, f"'{key.text[:80]}' stands here twice", f"first on line {first.span.line}: remove or rename one"
        )

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(
                event, f"anchors are refused: &{event.anchor[:80]}", "remove it, and write out what refers to it"
            )
        else:
            self._problem(event, f"tags are refused: {event.tag[:80]}", "remove it: a field's type comes from its name")

    def _check_escapes(self, event: Any) -> None:
        if not event.value.replace("\n", "").replace("\t", "").isprintable():
            self._problem(event, "the text hides a character that can't be seen", "remove the escape")

    def _problem(self, event: Any, message: str, remedy: str) -> None:
        self.sound = False
        self.gathering.add(Node(self.source, event.start_mark, event.end_mark).span, message, remedy)

    def _stop(self, event: Any, message: str, remedy: str) -> None:
        self._problem(event, message, remedy)
        raise _Stop
