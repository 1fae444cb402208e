"""The located tree of a file, built from the parser's events.

Every scalar stays text, so that ``no`` is a word and ``1.10`` is not a number. The C parser follows YAML 1.1 in
syntax; what would differ from 1.2 there (further line breaks) is refused before it gets this far.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flowvow.text import events
from flowvow.text.nodes import Listing, Mapping, Node, Scalar
from flowvow.text.problem import Gathering
from flowvow.text.source import Source, hides
from flowvow.text.span import Span
from flowvow.text.unyaml import plainly

MOST_NODES = 1_000_000


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
        except events.MarkedYAMLError as error:
            builder.sound = False
            span = events.error_span(source, error)
            gathering.add(span, *plainly(error.problem, error.context, source.line(span.line)[span.column - 1 :][:1]))
        except events.YAMLError as error:
            builder.sound = False
            gathering.add(Span(source.file, 1, 1), f"this can't be read as YAML: {error}")
        except _Stop:
            builder.sound = False
    root = builder.root
    if builder.sound and (root is None or (isinstance(root, Scalar) and root.blank)):
        builder.sound = False
        gathering.add(Span(source.file, 1, 1), "the file is empty", "begin with `flowvow: 1`")
    return builder.root if builder.sound else None


class _Builder:
    """Builds the tree without recursion, and notes what is refused."""

    def __init__(self, source: Source, gathering: Gathering) -> None:
        self.source = source
        self.gathering = gathering
        self.root: Node | None = None
        self.sound = True

    def build(self) -> None:
        parser = events.Parser(self.source.text)
        try:
            self._build(parser.get_event)
        finally:
            if hasattr(parser, "dispose"):
                parser.dispose()

    def _build(self, next_event: Any) -> None:  # one loop, as it runs once for each word of a model
        source = self.source
        above: list[tuple[Any, Scalar | None]] = []
        current: Any = None
        items: list[Node] | None = None  # of the current list
        entries: dict[str, tuple[Scalar, Node]] | None = None  # of the current mapping
        key: Scalar | None = None
        count = 0
        most = MOST_NODES
        while True:
            event = next_event()
            kind = type(event)
            if kind is events.SCALAR:
                style = event.style
                node: Node = Scalar(source, event.start_mark, event.end_mark, event.value, style or "")
                if event.tag is not None or event.anchor is not None:
                    self._refuse(event)
                if style and not event.value.isprintable() and hides(event.value):
                    self._problem(event, "the text hides a character that can't be seen", "remove it")
                count += 1
                if count > most:
                    self._stop(event, "the file holds too many values", "split it, or check that it is the right file")
                if entries is not None and key is None:
                    key = node  # type: ignore[assignment]
                    if event.value == "<<" and not style:
                        self._problem(event, "merge keys are refused", "write the fields out")
                    continue
            elif kind is events.MAPPING_START or kind is events.LIST_START:
                if event.tag is not None or event.anchor is not None:
                    self._refuse(event)
                if entries is not None and key is None:
                    self._stop(event, "a key must be a word", "was a quote forgotten, or a brace written twice?")
                above.append((current, key))
                count += 1
                if len(above) > events.DEEPEST:
                    self._stop(event, f"this is nested more than {events.DEEPEST} deep", "check the brackets")
                key = None
                if kind is events.MAPPING_START:
                    current = Mapping(source, event.start_mark, event.end_mark, bool(event.flow_style))
                    entries, items = current.entries, None
                else:
                    current = Listing(source, event.start_mark, event.end_mark, bool(event.flow_style))
                    entries, items = None, current.items
                continue
            elif kind is events.MAPPING_END or kind is events.LIST_END:
                current.close(event.end_mark)
                node = current
                current, key = above.pop()
                entries = current.entries if type(current) is Mapping else None
                items = current.items if type(current) is Listing else None
            elif kind is events.ALIAS:
                self._problem(event, f"aliases are refused: *{event.anchor[:80]}", "write the value out")
                node = Scalar(source, event.start_mark, event.end_mark, f"*{event.anchor}")
                if entries is not None and key is None:
                    key = node
                    continue
            elif kind is events.STREAM_END:
                return
            else:
                self._document(event, kind)
                continue
            if entries is not None:
                assert key is not None
                if key.text in entries:
                    self._repeated(key, entries[key.text][0])
                else:
                    entries[key.text] = (key, node)
                key = None
            elif items is not None:
                items.append(node)
            else:
                self.root = node

    def _document(self, event: Any, kind: type) -> None:
        if kind is events.DOCUMENT_START:
            if self.root is not None:
                self._stop(event, "a second document begins here", "one file holds one document: remove the `---`")
            if event.tags:
                self._problem(event, "tags are refused", "remove the %TAG line")

    def _repeated(self, key: Scalar, first: Scalar) -> None:
        self.sound = False
        if self.gathering.no_room():
            return
        remedy = f"first on line {first.span.line}: remove or rename one"
        self.gathering.add(key.span, f"'{key.text[:80]}' stands here twice", remedy)

    def _refuse(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem(event, f"anchors are refused: &{event.anchor[:80]}", "remove it; write out what refers to it")
        else:
            self._problem(event, f"tags are refused: {event.tag[:80]}", "remove it: a field's type comes from its name")

    def _problem(self, event: Any, message: str, remedy: str) -> None:
        self.sound = False
        if not self.gathering.no_room():
            self.gathering.add(Node(self.source, event.start_mark, event.end_mark).span, message, remedy)

    def _stop(self, event: Any, message: str, remedy: str) -> None:
        self._problem(event, message, remedy)
        raise _Stop
