"""Headings that nothing marks as such, and the title of the document."""

import re

from attrs import evolve

from flowvow.policy.block import (
    BARE_LEVEL,
    BOLD_LEVEL,
    LONGEST_HEADING,
    Block,
    Kind,
    closed,
    is_banner,
    printed_number,
)
from flowvow.policy.fingerprints import words

_NAMES_A_DOCUMENT = re.compile(r"\b(?:privacy|policy|statement|notice|terms|agreement)\b", re.IGNORECASE)


def titled(found: list[Block]) -> tuple[Block, ...]:
    """The blocks with all headings found, and the document's title told from those of its sections."""
    return _titled(_headed(found))


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
    return short and text[-1] not in ".!:;,…" and (text[0].isupper() or text[0].isdigit()) and not is_banner(text)


def _speaks(block: Block) -> bool:
    return block.kind is not Kind.BANNER and not _title_like(block)


def _leads_on(found: list[Block], place: int, last: int) -> bool:
    """Whether something stands under the line: prose at once, or after a blank line prose or a further heading."""
    block = found[place]
    around = [found[beside] for beside in (place - 1, place + 1) if 0 <= beside < len(found)]
    if block.mark and any(other.mark and _title_like(other) for other in around):
        return False
    if all(other.group != block.group or other.kind is Kind.BANNER for other in around):
        return place < last
    under = found[place + 1] if place + 1 < len(found) else block
    return under.group == block.group and under.kind is Kind.PROSE and _speaks(under) and closed(under.text)


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
