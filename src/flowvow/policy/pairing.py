"""Which of the sentences that two texts don't share were edited, split or merged into which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from flowvow.policy.changes import ChangeKind
from flowvow.policy.likeness import Told, joined, likeness, part

MOST_PIECES = 4
_EDITED = 0.5
_EDITED_LIKELY = 0.3
_EDITED_IN_PLACE = 0.05  # between the same two neighbours, alone: one shared triple will do
_PIECED = 0.65
_PIECE = 0.6
_PIECED_LIKELY = 0.5
_SHORT = 5
_MOST_SHARING = 200  # what more sentences than that share tells none of them
_MOST_NEAR = 12


@frozen
class Leftovers:
    """What neither kept its words nor moved: the places in both, and what was kept around them."""

    old: Sequence[Told]
    new: Sequence[Told]
    free_old: Sequence[int]
    free_new: Sequence[int]
    kept: Sequence[tuple[int, int]]
    exact: bool


Candidate = tuple[float, ChangeKind, tuple[int, ...], tuple[int, ...]]


def chosen(left: Leftovers) -> Iterator[Candidate]:
    """The candidates that fit best, each sentence in one only."""
    used_old: set[int] = set()
    used_new: set[int] = set()
    ordered = sorted(_candidates(left), key=lambda one: (-one[0], len(one[2]) + len(one[3]), one[2], one[3]))
    for candidate in ordered:
        _, _, olds, news = candidate
        if used_old.isdisjoint(olds) and used_new.isdisjoint(news):
            used_old.update(olds)
            used_new.update(news)
            yield candidate


def _candidates(left: Leftovers) -> Iterator[Candidate]:
    near = _near(left)
    alone = _alone(left)
    least = _EDITED if left.exact else _EDITED_LIKELY
    for a, places in near.items():
        for b in places:
            score = likeness(left.old[a], left.new[b])
            if score >= (_EDITED_IN_PLACE if not left.exact and (a, b) in alone else least):
                yield score, ChangeKind.EDITED, (a,), (b,)
    for a, places in near.items():
        for run in _runs(places):
            pieces = [left.new[b] for b in run]
            if score := _pieced(left.old[a], pieces, left.exact):
                yield score, ChangeKind.SPLIT, (a,), run
    back: dict[int, list[int]] = defaultdict(list)
    for a, places in near.items():
        for b in places:
            back[b].append(a)
    for b, places in back.items():
        for run in _runs(places):
            pieces = [left.old[a] for a in run]
            if score := _pieced(left.new[b], pieces, left.exact):
                yield score, ChangeKind.MERGED, run, (b,)


def _pieced(whole: Told, pieces: Sequence[Told], exact: bool) -> float:
    """How well pieces make up a whole; 0 where they don't."""
    score = likeness(whole, joined(pieces))
    if score < (_PIECED if exact else _PIECED_LIKELY):
        return 0.0
    return score if not exact or all(part(piece, whole) >= _PIECE for piece in pieces) else 0.0


def _runs(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Two and more places that follow on one another."""
    for start in range(len(places)):
        for end in range(start + 2, min(start + MOST_PIECES, len(places)) + 1):
            run = tuple(places[start:end])
            if run[-1] - run[0] != len(run) - 1:
                break
            yield run


def _near(left: Leftovers) -> dict[int, list[int]]:
    """For each old place the new ones that share most with it: two words in a row, or a hash of three.

    What few sentences share counts most. Only so many are looked at closely, so that two texts that have nothing in
    common are told in little time too.
    """
    index: dict[object, list[int]] = defaultdict(list)
    for b in left.free_new:
        for feature in _features(left.new[b], left.exact):
            index[feature].append(b)
    near: dict[int, list[int]] = {}
    for a in left.free_old:
        shared: dict[int, float] = defaultdict(float)
        for feature in _features(left.old[a], left.exact):
            places = index.get(feature, ())
            if len(places) <= _MOST_SHARING:
                for b in places:
                    shared[b] += 1 / len(places)
        ranked = sorted((-round(weight, 9), b) for b, weight in shared.items())  # rounded: added up in any order
        near[a] = sorted(b for _, b in ranked[:_MOST_NEAR])
    return near


def _features(one: Told, exact: bool) -> Iterable[object]:
    if not exact or one.words is None:
        return one.sketch
    found: set[object] = set(pairwise(one.words))
    return found | set(one.words) if one.length < _SHORT else found


def _alone(left: Leftovers) -> set[tuple[int, int]]:
    """Old and new places that are the only ones between the same two kept sentences."""
    edges = [(-1, -1), *left.kept, (len(left.old), len(left.new))]
    free_old, free_new = set(left.free_old), set(left.free_new)
    found = set()
    for (a, b), (c, d) in pairwise(edges):
        olds = [at for at in range(a + 1, c) if at in free_old]
        news = [at for at in range(b + 1, d) if at in free_new]
        if len(olds) == len(news) == 1:
            found.add((olds[0], news[0]))
    return found
