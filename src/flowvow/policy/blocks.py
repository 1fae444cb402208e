"""A policy text as blocks: its title, headings, banners, list items and paragraphs."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import groupby

from attrs import evolve, frozen

from flowvow.policy.fingerprints import mend, words

BOLD_LEVEL = 7
BARE_LEVEL = 8
LONGEST_HEADING = 8
_LONG_LINE = 160
_SHORT_LINE = 45
_LONGEST_BANNER = 10

_LINK = re.compile(r"!?\[([^\]\[]{0,400})\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(\s+\"[^\"]{0,400}\")?\)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ODD_SPACE = re.compile("[\u0000-\u0008\u000e-\u001f\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_HASH = re.compile(r" {0,3}(#{1,6})\s+(\S.*)")
_UNDERLINE = re.compile(r"\s*(=+|-{3,})\s*")
_BOLD = re.compile(r"\s*(\*\*|__)(?!\s)((?:(?!\*\*|__).)+)\1:?\s*")
_BULLET = re.compile(r"\s*[-*+•·▪◦‣–]\s+")
_COUNTED = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+", re.IGNORECASE)
_FIRST_COUNTED = re.compile(r"\s*\(?(?:1|a|i)[.)]\s+", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*>\s?")
_PRINTED = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)(?:\\?[.):]\s+|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=\S)")
_LABEL = re.compile(
    r"\W*(?:applies to|(?:date )?last (?:updated|modified|revised|reviewed|changed)|effective(?: date| as of)?"
    r"|updated|revised|revision date|version)\b(?:\W*:|.*\b\d{4}\W*$)",
    re.IGNORECASE,
)
_NAMES_A_DOCUMENT = re.compile(r"\b(?:privacy|policy|statement|notice|terms|agreement)\b", re.IGNORECASE)


class Kind(Enum):
    """What a block is to the outline."""

    TITLE = "title"
    HEADING = "heading"
    BANNER = "banner"
    ITEM = "item"
    PROSE = "prose"


@frozen
class Line:
    """One line of the text.

    Attributes:
        number: its place in the file, from 1.
        text: what stands on it.
    """

    number: int
    text: str


@frozen
class Block:
    """Lines that belong together.

    Attributes:
        kind: what they are.
        lines: the lines, without heading or list marks.
        level: of a heading: 1 to 6 by its marks, then bold, then bare.
        group: blocks with no blank line between them share it.
        mark: what a list item is marked with.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    group: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        """The lines in one."""
        return " ".join(line.text.strip() for line in self.lines)


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks, in order, leaving nothing with a word in it behind."""
    lines = [Line(number, line) for number, line in enumerate(_plain(text).split("\n"), 1)]
    wrapped = all(len(line.text) <= _LONG_LINE or _QUOTED.match(line.text) for line in lines)
    groups = [tuple(some) for spoken, some in groupby(lines, lambda line: bool(line.text.strip(" >"))) if spoken]
    found: list[Block] = []
    for number, group in enumerate(groups):
        leads = all(block.kind is Kind.BANNER for block in found)
        found.extend(evolve(block, group=number) for block in _grouped(group, wrapped, leads))
    return _titled(_headed([block for block in found if words(block.text)]))


def printed_number(heading: str) -> tuple[str, str]:
    """The number a heading prints, or an empty string, and the heading without it."""
    found = _PRINTED.match(heading)
    if not found:
        return "", heading
    return ".".join(str(int(part)) for part in found.group(1).split(".")), heading[found.end() :]


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", _ODD_SPACE.sub(" ", _NEWLINE.sub("\n", mend(text))))
    return _LINK.sub(lambda link: link.group(1) + "\n" * (link.group(3) or "").count("\n"), text)


def _grouped(group: tuple[Line, ...], wrapped: bool, leads: bool) -> Iterator[Block]:
    unquoted = tuple(evolve(line, text=_QUOTED.sub("", line.text, count=1)) for line in group)
    whole = Block(Kind.BANNER, unquoted)
    quoted = all(_QUOTED.match(line.text) for line in group)
    if (quoted and leads and _emphasised(whole.text)) or _is_banner(whole.text):
        yield whole
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
    if rule and head and head.kind is Kind.PROSE and len(body) == 1 and words(body[0].text):
        return evolve(head, kind=Kind.HEADING, level=1 if "=" in rule.group(1) else 2)
    return None


def _begun(head: Block | None, body: list[Line], line: Line) -> Block | None:
    """The block that a line's own mark begins, if it has one."""
    if mark := _HASH.fullmatch(line.text):
        return Block(Kind.HEADING, (evolve(line, text=_unmarked(mark.group(2))),), len(mark.group(1)))
    in_prose = head is not None and head.kind is Kind.PROSE and not _closed(body[-1].text)
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


def _headed(found: list[Block]) -> list[Block]:
    """Where no marks tell the headings, find the short lines that stand as headings."""
    if any(block.kind is Kind.HEADING and not _may_be_title(block, found) for block in found):
        return found
    last = max((place for place, block in enumerate(found) if _speaks(block)), default=-1)
    headed: list[Block] = []
    listing = False
    for place, block in enumerate(found):
        titled = _title_like(block)
        listing = titled and (listing or (place > 0 and found[place - 1].text.endswith(":")))
        if titled and not listing and _leads_on(found, place, last):
            text = " ".join([block.mark, block.text.strip(" *_")]).strip()
            block = evolve(block, kind=Kind.HEADING, level=BARE_LEVEL, lines=(evolve(block.lines[0], text=text),))
        headed.append(block)
    return headed


def _title_like(block: Block) -> bool:
    """Whether a line looks like a heading by itself: short, begun with a capital, ended without a stop."""
    if len(block.lines) != 1 or not (block.kind is Kind.PROSE or block.mark[:1].isdigit()):
        return False
    text = block.text.strip(" *_")
    short = 0 < len(words(printed_number(text)[1])) <= LONGEST_HEADING
    return short and text[-1] not in ".!:;,…" and (text[0].isupper() or text[0].isdigit()) and not _is_banner(text)


def _speaks(block: Block) -> bool:
    return block.kind is not Kind.BANNER and not _title_like(block)


def _leads_on(found: list[Block], place: int, last: int) -> bool:
    """Whether something stands under the line: prose at once, or after a blank line prose or a further heading."""
    block = found[place]
    around = [found[beside] for beside in (place - 1, place + 1) if 0 <= beside < len(found)]
    if block.mark and any(other.mark and _title_like(other) for other in around):
        return False
    if all(other.group != block.group for other in around):
        return place < last
    under = found[place + 1] if place + 1 < len(found) else block
    return under.group == block.group and under.kind is Kind.PROSE and _speaks(under) and _closed(under.text)


def _titled(found: list[Block]) -> tuple[Block, ...]:
    """Tell the title of the document from the headings of its sections."""
    first = next((place for place, block in enumerate(found) if block.kind is not Kind.BANNER), None)
    if first is not None and found[first].kind is Kind.HEADING and _may_be_title(found[first], found):
        found = [*found[:first], evolve(found[first], kind=Kind.TITLE), *found[first + 1 :]]
    return tuple(found)


def _may_be_title(block: Block, found: list[Block]) -> bool:
    first = next(other for other in found if other.kind is not Kind.BANNER)
    if block is not first or printed_number(block.text)[0]:
        return False
    if block.level >= BOLD_LEVEL:
        return bool(_NAMES_A_DOCUMENT.search(block.text))
    return block.level == 1 and sum(other.level == 1 for other in found) == 1


def _closed(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip(" \"'”)*_").endswith((".", "!", "?", ":"))


def _is_column(lines: Iterable[Line]) -> bool:
    """An address or a bare list: short lines that each begin anew and end without a stop."""
    texts = [line.text.strip() for line in lines]
    return all(
        len(text) < _SHORT_LINE and text[-1] not in ".!?;," and (text[0].isupper() or text[0].isdigit())
        for text in texts
    )


def _is_banner(text: str) -> bool:
    return len(text) <= _LONG_LINE and bool(_LABEL.match(text)) and len(words(text)) <= _LONGEST_BANNER


def _emphasised(text: str) -> bool:
    text = text.strip()
    return len(text) > 2 and text[0] == text[-1] and text[0] in "*_"
