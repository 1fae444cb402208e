"""Names that a view is asked for: known, or refused with a suggestion."""

from __future__ import annotations

from collections.abc import Iterable

from flowvow.pictures.render import PictureError
from flowvow.text.nearest import did_you_mean


def known(word: str, what: str, names: Iterable[str]) -> str:
    """The word, if it is one of the names."""
    every = list(names)
    if word in every:
        return word
    hint = did_you_mean(word, every)
    raise PictureError(f"there is no {what} '{word}' in this model" + (f"; {hint}" if hint else ""))
