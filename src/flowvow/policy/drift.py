"""What became of each sentence of a text in another version of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import pairwise

from attrs import frozen

from flowvow.model.outlines import Outline
from flowvow.policy.fingerprints import words
from flowvow.policy.keeping import in_order, out_of_order
from flowvow.policy.likeness import Told, joined, likeness, part
from flowvow.policy.outline import cut, passages

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


class ChangeKind(Enum):
    """What became of a sentence."""

    KEPT = "kept"
    MOVED = "moved"
    EDITED = "edited"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    ADDED = "added"


@frozen
class Change:
    """What became of one sentence, or of several that were merged.

    Attributes:
        kind: what.
        old, new: the numbers then and now.
        alike: of what was edited, split or merged, how much both share, from 0 to 1; else 1, and 0 for what has no
            counterpart.
        sure: whether the words are those of no other sentence, so that nothing else can be meant.
    """

    kind: ChangeKind
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    alike: float = 0.0
    sure: bool = True

    @property
    def untouched(self) -> bool:
        """Whether the same words stand under the same number."""
        return self.kind is ChangeKind.KEPT and self.old == self.new


@frozen
class Drift:
    """All changes between two versions of a text.

    Attributes:
        changes: in the order of the old text, what was added at its place.
        exact: whether the words of both were at hand; else edits, splits and merges are told by sketches, and likely.
    """

    changes: tuple[Change, ...]
    exact: bool

    @property
    def changed(self) -> tuple[Change, ...]:
        """Those in which the words or the number aren't the same."""
        return tuple(change for change in self.changes if not change.untouched)

    @property
    def same(self) -> tuple[Change, ...]:
        """Those in which the words are the same, under whatever number."""
        return tuple(change for change in self.changes if change.kind in (ChangeKind.KEPT, ChangeKind.MOVED))

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Those of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    def became(self) -> dict[str, Change]:
        """What became of each old sentence."""
        return {number: change for change in self.changes for number in change.old}


def told(outline: Outline) -> tuple[Told, ...]:
    """The sentences of an outline, without their words."""
    return tuple(Told(one.number, one.fingerprint, one.length, one.sketch) for one in outline.sentences)


def told_in(text: str) -> tuple[Told, ...]:
    """The sentences of a text, with their words."""
    said = passages(text)
    return tuple(
        Told(one.number, one.fingerprint, one.length, one.sketch, words(said[one.number].text))
        for one in cut(text).sentences
    )


def compare(old: Sequence[Told], new: Sequence[Told]) -> Drift:
    """What became of the sentences of the old text in the new one."""
    exact = all(one.words is not None for one in (*old, *new))
    prints, now = [one.fingerprint for one in old], [one.fingerprint for one in new]
    kept = _kept(old, new, prints, now)
    moved = out_of_order(prints, now, kept)
    then_said, now_said = Counter(prints), Counter(now)
    placed: list[tuple[tuple[int, ...], tuple[int, ...], ChangeKind, float]] = [
        *(((a,), (b,), ChangeKind.KEPT, 1.0) for a, b in kept),
        *(((a,), (b,), ChangeKind.MOVED, 1.0) for a, b in moved),
    ]
    free_old = sorted({*range(len(old))} - {a for a, _ in (*kept, *moved)})
    free_new = sorted({*range(len(new))} - {b for _, b in (*kept, *moved)})
    for score, kind, olds, news in _chosen(_Leftovers(old, new, free_old, free_new, kept, exact)):
        placed.append((olds, news, kind, score))
    taken = {a for olds, *_ in placed for a in olds}, {b for _, news, *_ in placed for b in news}
    placed += [((a,), (), ChangeKind.REMOVED, 0.0) for a in free_old if a not in taken[0]]
    placed += [((), (b,), ChangeKind.ADDED, 0.0) for b in free_new if b not in taken[1]]

    def sure(kind: ChangeKind, olds: tuple[int, ...]) -> bool:
        if kind not in (ChangeKind.KEPT, ChangeKind.MOVED):
            return True
        print_ = prints[olds[0]]
        often = then_said[print_], now_said[print_]
        return often == (1, 1) or (kind is ChangeKind.KEPT and often[0] == often[1])

    counterpart = {b: olds[0] for olds, news, *_ in placed if olds for b in news}
    order = _order(counterpart, len(new))
    placed.sort(key=lambda one: (one[0][0], 0) if one[0] else (order[one[1][0]], one[1][0] + 1))
    return Drift(
        tuple(
            Change(
                kind, tuple(old[a].number for a in olds), tuple(new[b].number for b in news), score, sure(kind, olds)
            )
            for olds, news, kind, score in placed
        ),
        exact,
    )


def _section(one: Told) -> str:
    return one.number.rpartition(".")[0]


def _kept(old: Sequence[Told], new: Sequence[Told], prints: list[str], now: list[str]) -> list[tuple[int, int]]:
    """What stays in order, and in the section that its own has become; what goes under another heading has moved."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for a, b in in_order(prints, now):
        votes[_section(old[a])][_section(new[b])] += 1
    homes = {here: _most(found, here) for here, found in votes.items()}
    return in_order(prints, now, lambda a, b: homes.get(_section(old[a])) == _section(new[b]))


def _most(votes: Counter[str], here: str) -> str:
    """The section with most votes; among several the one of the same number."""
    return max(votes, key=lambda there: (votes[there], there == here))


def _order(counterpart: dict[int, int], count: int) -> list[int]:
    """For each new place the old place after which it is told."""
    found: list[int] = []
    last = -1
    for place in range(count):
        last = counterpart.get(place, last)
        found.append(last)
    return found


@frozen
class _Leftovers:
    """What neither kept its words nor moved: the places in both, and what was kept around them."""

    old: Sequence[Told]
    new: Sequence[Told]
    free_old: Sequence[int]
    free_new: Sequence[int]
    kept: Sequence[tuple[int, int]]
    exact: bool


_Candidate = tuple[float, ChangeKind, tuple[int, ...], tuple[int, ...]]


def _chosen(left: _Leftovers) -> Iterator[_Candidate]:
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


def _candidates(left: _Leftovers) -> Iterator[_Candidate]:
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


def _near(left: _Leftovers) -> dict[int, list[int]]:
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


def _alone(left: _Leftovers) -> set[tuple[int, int]]:
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
