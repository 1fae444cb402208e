"""The door to PyYAML: its parser's events, from the C parser where there is one."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import yaml
from yaml import events as _events

from flowvow.text.source import Source
from flowvow.text.span import Span
from flowvow.text.unyaml import is_unclosed

YAMLError = yaml.YAMLError
MarkedYAMLError = yaml.MarkedYAMLError
SCALAR = _events.ScalarEvent
MAPPING_START, MAPPING_END = _events.MappingStartEvent, _events.MappingEndEvent
LIST_START, LIST_END = _events.SequenceStartEvent, _events.SequenceEndEvent
ALIAS = _events.AliasEvent
DOCUMENT_START = _events.DocumentStartEvent
STREAM_END = _events.StreamEndEvent
DEEPEST = 100


def pure_parser() -> Any:
    """The parser for an installation without libyaml: the same events, more slowly."""

    class Pure(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[misc]
        def __init__(self, text: str) -> None:
            yaml.reader.Reader.__init__(self, text)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

    return Pure


try:
    Parser = import_module("yaml._yaml").CParser
except ImportError:
    Parser = pure_parser()


def first_keys(source: Source, count: int = 2) -> list[str]:
    """The first keys of a file, as far as its beginning can be parsed; no more is read of it than that."""
    parser = Parser(source.text)
    keys: list[str] = []
    depth = 0
    is_key = True
    try:
        while len(keys) < count:
            event = parser.get_event()
            if isinstance(event, _events.CollectionStartEvent):
                if depth == 0 and not isinstance(event, MAPPING_START):
                    break
                depth += 1
            elif isinstance(event, _events.CollectionEndEvent):
                depth -= 1
                if depth == 0:
                    break
                is_key = is_key if depth > 1 else True
            elif isinstance(event, SCALAR) and depth == 1:
                if is_key:
                    keys.append(event.value)
                is_key = not is_key
            elif isinstance(event, STREAM_END) or depth > DEEPEST:
                break
    except yaml.YAMLError:
        pass
    return keys


def error_span(source: Source, error: yaml.MarkedYAMLError) -> Span:
    """Where the parser says that an error is."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and is_unclosed(error.problem):
        mark = error.context_mark
    if mark is None:
        return Span(source.file, 1, 1)
    return Span(source.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
