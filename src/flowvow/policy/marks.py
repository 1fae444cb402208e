"""Lines that stand together, cut by their own marks: headings, list items, tables and paragraphs."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from flowvow.policy.block import BOLD_LEVEL, LONGEST_HEADING, Block, Kind, Line, closed, is_banner
from flowvow.policy.fingerprints import words
from flowvow.policy.markdown import cells, is_table

_SHORT_LINE = 45

_HASH = re.compile(r" {0,3}(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r"\s*(=+|-{3,})\s*")
_BOLD = re.compile(r"\s*(\*\*|__)(?!\s)((?:(?!\*\*|__).)+)\1:?\s*")
_BULLET = re.compile(r"\s*[-*+•·▪◦‣–]\s+")
_COUNTED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+", re.IGNORECASE)
_FIRST_COUNTED = re.compile(r"\s*\(?(?:1|a|i)[.)]\s+", re.IGNORECASE)
QUOTED = re.compile(r"^\s*>\s?")


def grouped(group: tuple[Line, ...], wrapped: bool, leads: bool) -> Iterator[Block]:
    """The blocks among lines with no blank line between them.

    Args:
        group: the lines.
        wrapped: whether a line goes on where the one above it ended.
        leads: whether nothing but banners stands above.
    """
    unquoted = tuple(evolve(line, text=QUOTED.sub("", line.text)) for line in group)
    whole = Block(Kind.BANNER, unquoted)
    quoted = all(QUOTED.match(line.text) for line in group)
    if is_table([line.text for line in unquoted]):
        for line in unquoted:
            yield from (Block(Kind.ITEM, (evolve(line, text=cell),)) for cell in cells(line.text))
    elif (quoted and leads and _emphasised(whole.text)) or is_banner(whole.text):
        yield whole
    elif leads and (label := next((line for line in unquoted if is_banner(line.text)), None)):
        at = unquoted.index(label)
        for some in (unquoted[:at], (label,), unquoted[at + 1 :]):
            if some:
                yield from grouped(some, wrapped, leads)
    else:
        yield from _pieces(unquoted, wrapped and not _is_column(unquoted))


def _pieces(lines: tuple[Line, ...], wrapped: bool) -> Iterator[Block]:
    """Headings, items and paragraphs among lines that stand together."""
    head: Block | None = None
    body: list[Line] = []
    for line in lines:
        ruled = _underlined(head, body, line)
        begun = None if ruled else _begun(head, body, line)
        if ruled:
            head = ruled
        elif begun or head is None or not _continues(head, body, line, wrapped):
            if head:
                yield evolve(head, lines=tuple(body))
            head = begun or Block(Kind.PROSE, (line,))
            body = list(head.lines)
        else:
            body.append(line)
    if head:
        yield evolve(head, lines=tuple(body))


def _underlined(head: Block | None, body: list[Line], line: Line) -> Block | None:
    """The single line above, made a heading by the rule drawn under it."""
    rule = _UNDERLINE.fullmatch(line.text)
    if rule and head and head.kind is Kind.PROSE and len(body) == 1:
        return evolve(head, kind=Kind.HEADING, level=1 if "=" in rule.group(1) else 2)
    return None


def _begun(head: Block | None, body: list[Line], line: Line) -> Block | None:
    """The block that a line's own mark begins, if it has one."""
    if mark := _HASH.fullmatch(line.text):
        return Block(Kind.HEADING, (evolve(line, text=_unmarked(mark.group(2))),), len(mark.group(1)))
    in_prose = head is not None and head.kind is Kind.PROSE and not closed(body[-1].text)
    if not in_prose and (text := _bold(line.text)):
        return Block(Kind.HEADING, (evolve(line, text=text),), BOLD_LEVEL)
    if _UNDERLINE.fullmatch(line.text):
        return Block(Kind.PROSE, (line,))
    if mark := _BULLET.match(line.text) or (_FIRST_COUNTED if in_prose else _COUNTED).match(line.text):
        return Block(Kind.ITEM, (evolve(line, text=line.text[mark.end() :]),), mark=mark.group().strip())
    return None


def _unmarked(heading: str) -> str:
    """A heading without the marks that may close it."""
    bare = heading.rstrip().rstrip("#")
    return (bare if bare.endswith(" ") else heading).strip(" *_")


def _bold(line: str) -> str:
    """What a line in bold says, if it is short enough for a heading."""
    bold = _BOLD.fullmatch(line)
    if bold is None or bold.group(2)[-1] in ".;,!" or len(words(bold.group(2))) > LONGEST_HEADING + 4:
        return ""
    return bold.group(2).strip(" *_:")


def _continues(head: Block, body: list[Line], line: Line, wrapped: bool) -> bool:
    if head.kind not in (Kind.ITEM, Kind.PROSE) or _UNDERLINE.fullmatch(body[-1].text):
        return False
    return wrapped or (head.kind is Kind.ITEM and line.text.startswith("  "))


def _is_column(lines: Iterable[Line]) -> bool:
    """An address or a bare list: short lines that each begin anew and end without a stop."""
    texts = [line.text.strip() for line in lines]
    return all(
        len(text) < _SHORT_LINE and text[-1] not in ".!?;," and (text[0].isupper() or text[0].isdigit())
        for text in texts
    )


def _emphasised(text: str) -> bool:
    text = text.strip()
    return text[0] == text[-1] and text[0] in "*_"
