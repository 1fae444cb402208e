"""The parser's complaints, said plainly."""

from __future__ import annotations

_QUOTE = "put the text in quotes"
_UNCLOSED = "found unexpected end of stream"

# What the parser says, what that means to whoever wrote the line, and the usual remedy.
_PLAIN = (
    ("mapping values are not allowed", "a colon stands where none can", f"check the indentation, or {_QUOTE}"),
    ("could not find expected ':'", "this line is no key with a value", "a colon and a space go after the key"),
    ("found character that cannot start any token", "no value can begin with this character", _QUOTE),
    (
        "did not find expected ',' or '}'",
        "the braces aren't closed, or a comma is missing",
        f"close them with `}}`, or {_QUOTE}",
    ),
    (
        "did not find expected ',' or ']'",
        "the brackets aren't closed, or a comma is missing",
        f"close them with `]`, or {_QUOTE}",
    ),
    ("expected ',' or '}'", "the braces aren't closed, or a comma is missing", f"close them with `}}`, or {_QUOTE}"),
    ("expected ',' or ']'", "the brackets aren't closed, or a comma is missing", f"close them with `]`, or {_QUOTE}"),
    ("did not find expected key", "this doesn't fit what stands above it", "check the indentation"),
    ("expected <block end>", "this doesn't fit what stands above it", "check the indentation"),
    ("did not find expected '-' indicator", "this doesn't fit the list above it", "check the indentation"),
    ("did not find expected node content", "a value is missing here", "write it, or remove the comma"),
    ("expected the node content", "a value is missing here", "write it, or remove the comma"),
    (
        "block sequence entries are not allowed",
        "a list's `-` can't stand here",
        "put the list on a line of its own, or in `[…]`",
    ),
    ("block mapping entries are not allowed", "a key can't stand here", "check the indentation"),
    ("block collections are not allowed", "a list or mapping can't stand here", "put it on a line of its own"),
    ("did not find expected <document start>", "this stands outside the document", "check the indentation"),
    ("expected '<document start>'", "this stands outside the document", "check the indentation"),
    (_UNCLOSED, "the quotes are never closed", "close them"),
    ("found unexpected document indicator", "the document ends inside a text", "close the quotes"),
    ("found unknown escape character", "this escape is unknown", "write `\\\\` for a backslash, or use single quotes"),
    ("found a tab character", "a tab stands in the indentation", "use spaces"),
    ("found undefined tag handle", "tags are refused", "remove it"),
    ("found duplicate", "this directive stands twice", "remove one"),
    ("incompatible YAML document", "this version of YAML is unknown", "remove the %YAML line"),
    ("exceeded", "this is nested too deep", "check the brackets"),
)


def is_unclosed(problem: str | None) -> bool:
    """Whether the parser ran to the end for want of a quote, so that the beginning is what matters."""
    return problem is not None and _UNCLOSED in problem


def plainly(problem: str | None, context: str | None, char: str = "") -> tuple[str, str]:
    """A message and a remedy for what the parser said of a character."""
    said = problem or context or "no reason given"
    if char == "\t" and "cannot start any token" in said:
        return "a tab stands in the indentation", "use spaces"
    for part, message, remedy in _PLAIN:
        if part in said:
            return message, remedy
    return f"this can't be read as YAML: {said}", "check the indentation, quotes and brackets"
