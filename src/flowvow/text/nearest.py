"""Did you mean: the known word nearest to a mistaken one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

# Bounds, so that a hostile file can't buy long work with many unknown names.
_LONGEST = 60
_MOST = 400
_NEAR = 0.72
_NEAR_IF_SHORT = 0.65  # two of three letters
_SHORT = 4


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one, or an empty string where none is near. Ties go by name."""
    from difflib import SequenceMatcher  # where every word is known, nobody waits for it

    if not 1 < len(word) <= _LONGEST:
        return ""
    folded = word.casefold().replace("_", "-")
    size = len(folded)
    letters = set(folded)
    likely = (
        name
        for name in known
        if name != word
        and abs(len(name) - size) <= max(2, size // 3)
        and len(letters.intersection(name)) * 2 >= len(letters)
    )
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    near = _NEAR_IF_SHORT if size <= _SHORT else _NEAR
    best: tuple[float, str] | None = None
    for name in sorted(islice(likely, _MOST)):
        matcher.set_seq1(name.casefold())
        floor = best[0] if best else near
        if matcher.real_quick_ratio() >= floor and matcher.quick_ratio() >= floor:
            ratio = matcher.ratio()
            if ratio >= near and (best is None or ratio > best[0]):
                best = ratio, name
    return best[1] if best else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to put after a problem, or an empty string."""
    found = nearest(word, known)
    return f"did you mean '{found}'?" if found else ""
