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


def first_keys(source: Source) -> list[str]:
    """The first two keys of a file, if it begins with a key, a text and a key; no more is parsed than that."""
    parser = Parser(source.text)
    found: list[str] = []
    try:
        for wanted in (_events.StreamStartEvent, DOCUMENT_START, MAPPING_START, SCALAR, SCALAR, SCALAR):
            event = parser.get_event()
            if type(event) is not wanted:
                break
            if wanted is SCALAR:
                found.append(event.value)
    except yaml.YAMLError:
        pass
    return found[::2]


def error_span(source: Source, error: yaml.MarkedYAMLError) -> Span:
    """Where the parser says that an error is."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and is_unclosed(error.problem):
        mark = error.context_mark
    if mark is None:
        return Span(source.file, 1, 1)
    return Span(source.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
