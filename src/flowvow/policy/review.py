"""What a change of a text asks of those who cite it: what to look at again, and what only stands elsewhere now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from flowvow.model.citations import Citation
from flowvow.policy.changes import Change, ChangeKind, Drift

_SAME_WORDS = (ChangeKind.KEPT, ChangeKind.MOVED)


@frozen
class Look:
    """One change, and who cites the sentences that it changed."""

    change: Change
    cited: tuple[Citation, ...]

    @property
    def carried(self) -> bool:
        """Whether the words are the same and can be meant by nothing else, so that only the number has to follow."""
        return self.change.kind in _SAME_WORDS and self.change.sure


@frozen
class Review:
    """Two versions of a text, and what has to be done about it.

    Attributes:
        old, new: what was compared, by name.
        drift: what became of each sentence.
        looks: the changes, in the order of the text.
        policies: the policies whose text it is; empty where nothing was found that cites it.
        then, now: the sentences' words by number, as far as they are at hand.
    """

    old: str
    new: str
    drift: Drift
    looks: tuple[Look, ...]
    policies: tuple[str, ...] = ()
    then: Mapping[str, str] = field(factory=dict)
    now: Mapping[str, str] = field(factory=dict)

    def matters(self, look: Look) -> bool:
        """Whether somebody has to do something: nobody cites a sentence that is new, and somebody should."""
        return not self.policies or bool(look.cited) or look.change.kind is ChangeKind.ADDED

    @property
    def again(self) -> tuple[Look, ...]:
        """What must be looked at again."""
        return tuple(look for look in self.looks if not look.carried and self.matters(look))

    @property
    def carried(self) -> tuple[Look, ...]:
        """What is the same under another number, and is cited."""
        return tuple(look for look in self.looks if look.carried and self.matters(look))

    @property
    def holds(self) -> bool:
        """Whether every citation still stands where the sentence does, and nothing is new."""
        return not self.again and not self.carried


def review(
    old: str,
    new: str,
    drift: Drift,
    citations: Iterable[Citation],
    policies: Iterable[str] = (),
    texts: tuple[Mapping[str, str], Mapping[str, str]] | tuple[()] = (),
) -> Review:
    """The changes with those who cite what they changed; ``texts`` are the words then and now."""
    by_number: dict[str, list[Citation]] = {}
    for citation in citations:
        by_number.setdefault(citation.number, []).append(citation)
    looks = tuple(
        Look(change, tuple(one for number in change.old for one in by_number.get(number, ())))
        for change in drift.changed
    )
    return Review(old, new, drift, looks, tuple(sorted(policies)), *texts)
