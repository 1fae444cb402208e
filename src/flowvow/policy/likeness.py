"""How alike two sentences are: exactly, where their words are at hand; else as their sketches make likely."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from attrs import field, frozen

from flowvow.policy.fingerprints import SKETCH_SIZE


@frozen
class Told:
    """A sentence as far as it is known.

    Attributes:
        number: how it is cited.
        fingerprint: the same as long as the words are.
        length: how many words it has.
        sketch: the smallest hashes of its word triples.
        words: its words, or None where only an outline is at hand.
    """

    number: str
    fingerprint: str
    length: int
    sketch: tuple[int, ...]
    words: tuple[str, ...] | None = field(default=None, repr=False)


def likeness(one: Told, other: Told) -> float:
    """How much of both they share, from 0 to 1.

    With words: those that both have in the same order, of all. Without: the share of word triples, estimated.
    """
    if one.words is not None and other.words is not None:
        return 2 * _in_common(one.words, other.words) / max(1, one.length + other.length)
    shared = _overlap(one.sketch, other.sketch)
    return 2 * shared / (1 + shared) * min(one.length, other.length) / max(1, one.length, other.length)


def part(one: Told, other: Told) -> float:
    """How much of the one is in the other, from 0 to 1; both have their words."""
    return _in_common(one.words or (), other.words or ()) / max(1, one.length)


def joined(parts: Sequence[Told]) -> Told:
    """Sentences one after another, as one."""
    words = None
    if all(one.words is not None for one in parts):
        words = tuple(chain.from_iterable(one.words or () for one in parts))
    sketch = tuple(sorted({value for one in parts for value in one.sketch})[:SKETCH_SIZE])
    return Told(parts[0].number, "", sum(one.length for one in parts), sketch, words)


def _overlap(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of common hashes among the smallest of both: what all triples share, as far as it can be told."""
    both = set(one) & set(other)
    smallest = sorted({*one, *other})[:SKETCH_SIZE]
    return sum(value in both for value in smallest) / max(1, len(smallest))


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest sequence of words that both have in that order: one bit a word (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        hit = row & places.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
    return len(one) - row.bit_count()
