"""Two versions of a text compared, sentence by sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from flowvow.model.outlines import Outline
from flowvow.policy.changes import Change, ChangeKind, Drift
from flowvow.policy.fingerprints import words
from flowvow.policy.keeping import in_order, out_of_order
from flowvow.policy.likeness import Told
from flowvow.policy.outline import cut, passages
from flowvow.policy.pairing import Leftovers, chosen


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
    settled_old, settled_new = {a for a, _ in (*kept, *moved)}, {b for _, b in (*kept, *moved)}
    free_old = [a for a in range(len(old)) if a not in settled_old]
    free_new = [b for b in range(len(new)) if b not in settled_new]
    for score, kind, olds, news in chosen(Leftovers(old, new, free_old, free_new, kept, exact)):
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
    placed.sort(key=lambda one: one[0][0] if one[0] else order[one[1][0]])  # what was added stands last, in its order
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
