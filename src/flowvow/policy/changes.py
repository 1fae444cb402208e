"""What became of each sentence of a text in another version of it: the answer, as values."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


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
