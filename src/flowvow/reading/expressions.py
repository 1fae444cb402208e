"""Guards: ``newsletter and not (court-order or opted-out)``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from flowvow.model.conditions import ALWAYS, All, Expression, Named, Not, Some

DEEPEST = 50
LONGEST = 20_000
_TOKEN = re.compile(r"\s*(?:([()])|([^\W_][\w.-]*)|(\S))")
_SIGNS = {
    "&": "write `and`",
    ",": "write `and` or `or`",
    "|": "write `or`",
    "!": "write `not`",
    "~": "write `not`",
    "=": "a condition is named only: it holds or doesn't",
    "/": "a name is letters, digits, `-`, `_` and `.`",
}
WORDS = ("and", "or", "not", "always")


@frozen
class Token:
    """A bracket, a word, or nothing at the end."""

    text: str
    begin: int
    end: int


class Garbled(ValueError):  # noqa: N818
    """A text that isn't an expression: what is wrong, from where to where, and the remedy."""

    def __init__(self, token: Token, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.token = token
        self.message = message
        self.remedy = remedy


def expression(text: str) -> tuple[Expression, tuple[tuple[int, int], ...]]:
    """The expression that a text says, and which pieces of the text are names; raises `Garbled`."""
    if len(text) > LONGEST:
        raise Garbled(Token("", 0, 1), f"this is longer than {LONGEST} characters", "name a part of it as a condition")
    parser = _Parser(tuple(_tokens(text)))
    return parser.whole(), tuple(parser.names)


def _tokens(text: str) -> Iterator[Token]:
    end = 0
    for found in _TOKEN.finditer(text):
        token = Token(found.group(found.lastindex or 0), found.start(found.lastindex or 0), found.end())
        if found.lastindex == 3:
            remedy = _SIGNS.get(token.text, "conditions are joined by `and`, `or`, `not` and brackets")
            raise Garbled(token, f"'{token.text}' has no meaning here", remedy)
        end = token.end
        yield token
    yield Token("", max(0, end - 1), max(end, 1))


class _Parser:
    """Recursive descent: or, and, not, bracket or name."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.next = 0
        self.names: list[tuple[int, int]] = []

    def whole(self) -> Expression:
        if len(self.tokens) == 2 and self.tokens[0].text == "always":
            return ALWAYS
        found = self._either(0)
        token = self.tokens[self.next]
        if token.text == ")":
            raise Garbled(token, "this bracket was never opened", "remove it, or open it")
        if token.text:
            lowered = token.text.lower()
            remedy = f"write `{lowered}`" if lowered in WORDS else "put `and` or `or` between two conditions"
            raise Garbled(token, f"'{token.text[:80]}' follows without `and` or `or`", remedy)
        return found

    def _either(self, depth: int) -> Expression:
        parts = self._joined("or", self._each, depth)
        return parts[0] if len(parts) == 1 else Some(parts)

    def _each(self, depth: int) -> Expression:
        parts = self._joined("and", self._one, depth)
        return parts[0] if len(parts) == 1 else All(parts)

    def _joined(self, word: str, part: object, depth: int) -> tuple[Expression, ...]:
        assert callable(part)
        parts: list[Expression] = [part(depth)]
        while self.tokens[self.next].text == word:
            self.next += 1
            parts.append(part(depth))
        return tuple(parts)

    def _one(self, depth: int) -> Expression:
        token = self.tokens[self.next]
        if depth > DEEPEST:
            raise Garbled(token, f"this is nested more than {DEEPEST} deep", "name a part of it as a condition")
        self.next += 1
        if token.text == "not":
            return Not(self._one(depth + 1))
        if token.text == "(":
            inner = self._either(depth + 1)
            if self.tokens[self.next].text != ")":
                raise Garbled(token, "this bracket is never closed", "close it with `)`")
            self.next += 1
            return inner
        if token.text == "always":
            raise Garbled(token, "`always` stands alone", "leave it out")
        if token.text in ("", ")", "and", "or"):
            before = f"before '{token.text}'" if token.text else "at the end"
            raise Garbled(token, f"a condition is missing {before}", "name one")
        self.names.append((token.begin, token.end))
        return Named(token.text)
