"""Links to single sentences: the page's address with a text fragment, by which a browser finds and marks the words.

The form is that of https://wicg.github.io/scroll-to-text-fragment/: ``#:~:text=[prefix-,]start[,end][,-suffix]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from attrs import frozen

from flowvow.policy.block import Block
from flowvow.policy.blocks import blocks
from flowvow.policy.fingerprints import words
from flowvow.policy.outline import passages
from flowvow.policy.sentences import sentences

LONGEST_WHOLE = 300
_FEWEST = 4
_MOST_AROUND = 12

_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_MARKS = re.compile(r"(?<!\w)_+|_+(?!\w)|\*+|`+")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")


def links(text: str, url: str) -> Mapping[str, str]:
    """For each sentence of a text its link on the page at that address; none where other words can't be ruled out."""
    page = _page(blocks(text))
    numbers = _numbers(text, page)
    found = {}
    for number, place in numbers.items():
        directive = _directive(page, place)
        if directive:
            found[number] = _with_fragment(url, directive)
    return found


def _with_fragment(url: str, directive: str) -> str:
    base = url.partition(":~:")[0]
    return f"{base}{'' if '#' in base else '#'}:~:text={directive}"


@frozen
class _Place:
    """Where a sentence stands: its block, and its first token and the one behind its last."""

    block: int
    start: int
    end: int


@frozen
class _Page:
    """All words of a page as they are seen.

    Attributes:
        tokens: what stands between blanks, of each block.
        flat: the normalised words of all tokens.
        at: for each block the place in `flat` where each token begins, and where the block ends.
        first: the places in `flat` of each word.
        said: the sentences, in order.
    """

    tokens: Sequence[Sequence[str]]
    flat: Sequence[str]
    at: Sequence[Sequence[int]]
    first: Mapping[str, Sequence[int]]
    said: Sequence[_Place]

    def words(self, block: int, start: int, end: int) -> tuple[int, int]:
        """The words of some tokens, as places in `flat`."""
        return self.at[block][start], self.at[block][end]

    def found(self, start: int, end: int, behind: int = 0) -> Iterator[int]:
        """Where the words between two places stand, from a place on."""
        needle = self.flat[start:end]
        for place in self.first.get(needle[0], ()) if needle else ():
            if place >= behind and self.flat[place : place + len(needle)] == needle:
                yield place

    def alone(self, start: int, end: int) -> bool:
        """Whether the words between two places stand nowhere else."""
        return list(self.found(start, end)) == [start]


def _page(found: Sequence[Block]) -> _Page:
    tokens: list[list[str]] = []
    at: list[list[int]] = []
    flat: list[str] = []
    said: list[_Place] = []
    for number, block in enumerate(found):
        mine: list[str] = []
        places: list[int] = []
        for _, sentence in sentences(block.text):
            begin = len(mine)
            for token in _seen(sentence).split():
                mine.append(token)
                places.append(len(flat))
                flat += words(token)
            said.append(_Place(number, begin, len(mine)))
        tokens.append(mine)
        at.append([*places, len(flat)])
    first: dict[str, list[int]] = {}
    for place, word in enumerate(flat):
        first.setdefault(word, []).append(place)
    return _Page(tokens, flat, at, first, said)


def _seen(sentence: str) -> str:
    """The sentence without marks of Markdown."""
    return _MARKS.sub("", _ESCAPE.sub(r"\1", _ADDRESS.sub(r"\1", sentence)))


def _numbers(text: str, page: _Page) -> Mapping[str, _Place]:
    """Each numbered sentence's place: they come in the order of the page, headings and banners between them."""
    waiting = iter(page.said)
    found = {}
    for number, passage in passages(text).items():
        wanted = words(_seen(passage.text))
        for place in waiting:
            start, end = page.words(place.block, place.start, place.end)
            if tuple(page.flat[start:end]) == wanted:
                found[number] = place
                break
    return found


def _directive(page: _Page, place: _Place) -> str:
    start, end = page.words(place.block, place.start, place.end)
    mine = page.tokens[place.block]
    whole = " ".join(mine[place.start : place.end])
    if len(whole) > LONGEST_WHOLE and (ranged := _range(page, place)):
        return ranged
    if page.alone(start, end):
        return _encoded(whole)
    before, prefix = 0, ""
    for before, prefix in _before(page, place):
        if page.alone(start - before, end):
            return f"{_encoded(prefix)}-,{_encoded(whole)}"
    for behind, suffix in _behind(page, place):
        if page.alone(start, end + behind):
            return f"{_encoded(whole)},-{_encoded(suffix)}"
        if prefix and page.alone(start - before, end + behind):
            return f"{_encoded(prefix)}-,{_encoded(whole)},-{_encoded(suffix)}"
    return ""


def _range(page: _Page, place: _Place) -> str:
    """The first and the last words, as few as find this sentence and no other."""
    mine = page.tokens[place.block]
    start, end = page.words(place.block, place.start, place.end)
    for count in range(_FEWEST, (place.end - place.start) // 2 + 1):
        _, head = page.words(place.block, place.start, place.start + count)
        tail, _ = page.words(place.block, place.end - count, place.end)
        if page.alone(start, head) and next(page.found(tail, end, head), None) == tail:
            first = " ".join(mine[place.start : place.start + count])
            return f"{_encoded(first)},{_encoded(' '.join(mine[place.end - count : place.end]))}"
    return ""


def _before(page: _Page, place: _Place) -> Iterator[tuple[int, str]]:
    """More and more of what stands before a sentence, within one block: how many words, and as they are seen."""
    block, end = place.block, place.start
    if not end:
        if not block:
            return
        block -= 1
        end = len(page.tokens[block])
    behind = page.at[block][end]
    for start in range(end - 1, max(-1, end - 1 - _MOST_AROUND), -1):
        yield behind - page.at[block][start], " ".join(page.tokens[block][start:end])


def _behind(page: _Page, place: _Place) -> Iterator[tuple[int, str]]:
    """More and more of what stands behind it."""
    inside = place.end < len(page.tokens[place.block])
    block, start = (place.block, place.end) if inside else (place.block + 1, 0)
    if block >= len(page.tokens):
        return
    for end in range(start + 1, min(len(page.tokens[block]), start + _MOST_AROUND) + 1):
        yield page.at[block][end] - page.at[block][start], " ".join(page.tokens[block][start:end])


def _encoded(text: str) -> str:
    """Percent-encoded, the hyphen, comma and ampersand too, which mean something in a text fragment."""
    return quote(text, safe="").replace("-", "%2D")
