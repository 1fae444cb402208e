"""The outline: a policy text by numbers, lengths and fingerprints, so that it can be cited without being carried."""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from attrs import frozen

from flowvow.model.outlines import Banner, Outline, Section, Sentence
from flowvow.policy.block import LONGEST_HEADING, Block, Kind, printed_number
from flowvow.policy.blocks import blocks
from flowvow.policy.fingerprints import fingerprint, sketch, words
from flowvow.policy.sentences import sentences


@frozen
class Passage:
    """A sentence as it stands in a text at hand.

    Attributes:
        number: how it is cited.
        line: where it begins.
        text: its words.
    """

    number: str
    line: int
    text: str


@frozen
class _Part:
    number: str
    level: int
    heading: str
    blocks: tuple[Block, ...]


def cut(text: str) -> Outline:
    """Cut a policy text into numbered sections and sentences."""
    found = blocks(text)
    title = next((block.text for block in found if block.kind is Kind.TITLE), "")
    banners = tuple(
        Banner(len(words(block.text)), fingerprint(block.text)) for block in found if block.kind is Kind.BANNER
    )
    return Outline(_short(title), banners, tuple(_section(part) for part in _parts(found)))


def passages(text: str) -> Mapping[str, Passage]:
    """The sentences of a text at hand, by their numbers."""
    return {passage.number: passage for part in _parts(blocks(text)) for passage in _passages(part)}


def verify(outline: Outline, text: str) -> list[str]:
    """The numbers under which outline and text do not have the same sentence: the outline's first, then the text's."""
    old = {sentence.number: sentence.fingerprint for sentence in outline.sentences}
    new = {sentence.number: sentence.fingerprint for sentence in cut(text).sentences}
    return [number for number in {**old, **new} if old.get(number) != new.get(number)]


def write(outline: Outline, title: str) -> str:
    """The outline file, one sentence a line."""
    return "".join(f"{line}\n" for line in _lines(outline, title))


def _lines(outline: Outline, title: str) -> Iterator[str]:
    yield "flowvow: 1"
    yield f"outline: {_quoted(title)}"
    if outline.title:
        yield f"title: {_quoted(outline.title)}"
    if outline.banners:
        yield "banners:"
        for banner in outline.banners:
            yield f"  - {{words: {banner.length}, print: {_quoted(banner.fingerprint)}}}"
    yield "sections:"
    for section in outline.sections:
        yield f"  - section: {_quoted(section.number)}"
        yield f"    level: {section.level}"
        yield f"    heading: {_quoted(section.heading)}"
        yield f"    print: {_quoted(section.fingerprint)}"
        yield f"    sentences:{'' if section.sentences else ' []'}"
        for sentence in section.sentences:
            hashes = "".join(f"{value:08x}" for value in sentence.sketch)
            yield (
                f"      - {{n: {_quoted(sentence.number)}, words: {sentence.length},"
                f" print: {_quoted(sentence.fingerprint)}, sketch: {_quoted(hashes)}}}"
            )


def _quoted(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text)
    return json.dumps(" ".join(printable.split()), ensure_ascii=False)


def _section(part: _Part) -> Section:
    said = tuple(
        Sentence(passage.number, len(words(passage.text)), fingerprint(passage.text), sketch(passage.text))
        for passage in _passages(part)
    )
    return Section(part.number, part.level, _short(part.heading), fingerprint(part.heading), said)


def _passages(part: _Part) -> Iterator[Passage]:
    said = (found for block in part.blocks for found in _said(block))
    for place, (line, text) in enumerate(said, 1):
        yield Passage(f"{part.number}.{place}", line, text)


def _said(block: Block) -> Iterator[tuple[int, str]]:
    """The sentences of a block, each with the line on which it begins."""
    starts = [0, *accumulate(len(line.text.strip()) + 1 for line in block.lines)]
    for offset, text in sentences(block.text):
        if words(text):
            place = bisect_right(starts, offset) - 1
            yield block.lines[place].at(starts[place + 1] - 1 - offset), text


def _parts(found: Sequence[Block]) -> tuple[_Part, ...]:
    headings = [place for place, block in enumerate(found) if block.kind is Kind.HEADING]
    bounds = [*headings, len(found)]
    parts = [_Part("0", 0, "", _counted(found[: bounds[0]]))]
    numbers = _numbers([found[place] for place in headings])
    for (number, level), start, end in zip(numbers, bounds, bounds[1:], strict=False):
        parts.append(_Part(number, level, printed_number(found[start].text)[1], _counted(found[start + 1 : end])))
    return tuple(parts)


def _counted(found: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in found if block.kind in (Kind.ITEM, Kind.PROSE))


def _numbers(headings: Sequence[Block]) -> list[tuple[str, int]]:
    """Each heading's number and depth: the printed number where only one heading has it, else its place."""
    above = _parents([heading.level for heading in headings])
    below: dict[int, list[int]] = {}
    for place, parent in enumerate(above):
        below.setdefault(parent, []).append(place)
    numbers = {-1: ("", 0)}
    used = {"0"}
    for parent in range(-1, len(headings)):
        number, level = numbers[parent]
        siblings = below.get(parent, [])
        printed = [_candidate(printed_number(headings[place].text)[0], number) for place in siblings]
        chosen = _chosen(printed, number, used)
        numbers.update((place, (name, level + 1)) for place, name in zip(siblings, chosen, strict=True))
    return [numbers[place] for place in range(len(headings))]


def _parents(levels: Sequence[int]) -> list[int]:
    """For each heading the place of the one it stands under, or -1."""
    above: list[int] = []
    open_headings: list[int] = []
    for place, level in enumerate(levels):
        while open_headings and levels[open_headings[-1]] >= level:
            open_headings.pop()
        above.append(open_headings[-1] if open_headings else -1)
        open_headings.append(place)
    return above


def _candidate(printed: str, parent: str) -> str:
    if not printed or not parent or printed.startswith(f"{parent}."):
        return printed
    return "" if "." in printed else f"{parent}.{printed}"


def _chosen(printed: Sequence[str], parent: str, used: set[str]) -> list[str]:
    """Numbers for the headings under one parent; none is used twice in a text."""
    times = Counter(printed)
    claimed = {number for number in printed if number and times[number] == 1 and number not in used}
    used |= claimed
    chosen = []
    for place, number in enumerate(printed, 1):
        if number not in claimed:
            free = place
            while (number := f"{parent}.{free}" if parent else str(free)) in used:
                free += 1
            used.add(number)
        chosen.append(number)
    return chosen


def _short(heading: str) -> str:
    told = heading.split()
    return " ".join(told) if len(words(heading)) <= LONGEST_HEADING else " ".join(told[: LONGEST_HEADING - 2]) + " …"
