"""A policy text as blocks: its title, headings, banners, list items and paragraphs."""

from itertools import groupby

from attrs import evolve

from flowvow.policy.block import LONG_LINE, Block, Kind, Line
from flowvow.policy.characters import evened
from flowvow.policy.fingerprints import words
from flowvow.policy.headings import titled
from flowvow.policy.markdown import plain
from flowvow.policy.marks import QUOTED, grouped
from flowvow.policy.page import is_page
from flowvow.policy.shown import page_blocks


def blocks(text: str) -> tuple[Block, ...]:
    """Cut a text into blocks, in order, leaving nothing with a word in it behind."""
    found = page_blocks(text) if is_page(text) else _text_blocks(plain(evened(text)))
    return titled([block for block in found if words(block.text)])


def _text_blocks(text: str) -> list[Block]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    groups = [tuple(some) for spoken, some in groupby(lines, lambda line: bool(line.text.strip(" >"))) if spoken]
    found: list[Block] = []
    for number, group in enumerate(groups):
        wrapped = all(len(line.text) <= LONG_LINE or QUOTED.match(line.text) for line in group)
        leads = all(block.kind is Kind.BANNER for block in found)
        found.extend(evolve(block, group=number) for block in grouped(group, wrapped, leads))
    return found
