"""Which words of one text are which of another: what lets two versions be compared by meaning."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from flowvow.text.span import NOWHERE, Span

SECTIONS = ("actors", "data", "purposes", "conditions", "acts")


@frozen
class Renamed:
    """One word of the old text in the new one.

    Attributes:
        old: the word.
        new: the words of the new text that it is; empty where the new text has none.
        why: the reason, or empty.
    """

    old: str
    new: tuple[str, ...] = ()
    why: str = ""
    span: Span = NOWHERE


@frozen
class Wording:
    """The words of two texts, held against each other. Names that both have are the same word unless a line says more.

    Attributes:
        title: what the mapping is called.
        old, new: the names of the policies.
        words: by section (``SECTIONS``) and old name.
    """

    title: str = ""
    old: str = ""
    new: str = ""
    words: Mapping[str, Mapping[str, Renamed]] = field(factory=dict)
    span: Span = NOWHERE

    def lines(self, section: str) -> Mapping[str, Renamed]:
        """The lines of one section by old name."""
        return self.words.get(section, {})
