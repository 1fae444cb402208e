"""Facts that are missing, as findings name them (``for of flow bill``), and the same in words."""

from __future__ import annotations

from collections.abc import Iterable

_TOLD = {
    "for of flow": "what {} is for",
    "to of flow": "to which of its kind {} goes",
    "via of flow": "which source {} uses",
    "after of flow": "what {} comes after",
    "kept of flow": "how long what {} brings is kept",
    "within of flow": "how soon {} happens",
    "ahead of flow": "how far ahead {} happens",
    "form of": "in which form {} is",
    "asked of choice": "which flow asks for {}",
    "default of choice": "whether {} is granted by default",
    "budget": "more states than can be decided",
}
_SUPPLIED = {
    "for of flow": "say with `for` what {} is for",
    "to of flow": "name the recipient of {}",
    "via of flow": "say with `via` which source {} uses",
    "after of flow": "say with `after` what {} comes after",
    "kept of flow": "say with `kept` how long what {} brings is kept",
    "within of flow": "say with `within` how soon {} happens",
    "ahead of flow": "say with `ahead` how far ahead {} happens",
    "form of": "say with `form` in which form {} is",
    "asked of choice": "say with `asked` which flow asks for {}",
    "default of choice": "say with `default` whether {} is granted or refused where nobody touched it",
    "budget": "split the model, or name fewer conditions on one way: the states are too many to decide",
}
COMPARABLE = " in comparable terms"


def in_words(needs: Iterable[str]) -> str:
    """What isn't known, as the end of a sentence."""
    return " and ".join(_worded(need, _TOLD) for need in needs) or "a fact"


def supply(needs: Iterable[str]) -> str:
    """What to supply, as a sentence without a full stop."""
    return "; ".join(_worded(need, _SUPPLIED) for need in needs) or "supply the fact"


def _worded(need: str, words: dict[str, str]) -> str:
    plain = need.removesuffix(COMPARABLE)
    for kind, told in words.items():
        if plain.startswith(f"{kind} "):
            said = told.format(plain.removeprefix(f"{kind} "))
            return said + (", in terms that can be compared" if plain != need else "")
    return words.get(need, need)
