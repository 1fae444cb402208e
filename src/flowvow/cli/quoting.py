"""The policies' texts, where they are at hand: cited sentences are quoted, and held against the outline."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from flowvow.cli.originals import Original, linked, originals
from flowvow.model.clauses import Policy
from flowvow.policy.changes import Change, ChangeKind
from flowvow.reading.model import read_model
from flowvow.text.show import inert

if TYPE_CHECKING:
    from flowvow.reading.folder import Place


@frozen
class Quotes:
    """What the texts say.

    Attributes:
        sentences: by ``policy/number``; one that isn't as outlined says so.
        links: to those of them that stand on a page, in the same way.
        told: for each policy, which text it is and how far it is as outlined.
    """

    sentences: dict[str, str]
    links: dict[str, str]
    told: tuple[str, ...]


def quotes(places: Iterable[Place], folder: str) -> Quotes:
    """The sentences of all policies of the models. Raises ``Problems`` where a policy's text isn't there."""
    return quotes_of([one for place in places for one in read_model(place.path, (), place.within).policies], folder)


def quotes_of(policies: Sequence[Policy], folder: str) -> Quotes:
    """The sentences of some policies. Raises ``Problems`` where a policy's text isn't there."""
    found = originals(policies, folder)
    sentences: dict[str, str] = {}
    links: dict[str, str] = {}
    told: dict[str, None] = {}
    for policy in policies:
        if original := found.get(policy.outline):
            for number, words in original.sentences.items():
                changed = "(not as outlined) " if number in original.changed else ""
                sentences[f"{policy.name}/{number}"] = changed + words
            links |= {f"{policy.name}/{number}": link for number, link in linked(original, policy.url).items()}
            told |= dict.fromkeys(_told(policy, original))
    return Quotes(sentences, links, tuple(told))


def words_of(policies: Sequence[Policy], folder: str) -> dict[str, str]:
    """The sentences by ``policy/number``, none without a folder; how far a text is as outlined goes to standard error.

    Raises ``Problems`` where a policy's text isn't there.
    """
    if not folder:
        return {}
    found = quotes_of(policies, folder)
    for line in found.told:
        print(inert(f"note: {line}"), file=sys.stderr)
    return found.sentences


def _told(policy: Policy, original: Original) -> Iterator[str]:
    """How far a text is as outlined, and which citations have to be looked at again."""
    drift = original.drift
    as_outlined = sum(change.untouched for change in drift.changes)
    yield f"{policy.name} from {original.name}, {as_outlined} of {len(policy.sentences)} sentences as outlined"
    for change in drift.changed:
        numbers, now = ", ".join(change.old), ", ".join(change.new)
        if change.kind is ChangeKind.ADDED:
            yield f"{now} is new and isn't outlined"
        elif change in drift.same:
            yield f"{numbers} is {now} now, with the same words"
        else:
            likely = "" if drift.exact or change.kind is ChangeKind.REMOVED else "likely "
            what = f"{numbers} isn't as outlined, but {likely}{change.kind.value}"
            yield f"{what}; look again at {_citing(policy, change)}"
    if drift.changed:
        yield f"`flowvow drift {policy.outline} {original.name}` tells more"


def _citing(policy: Policy, change: Change) -> str:
    """The clauses that cite the changed sentences."""
    cites = {f"{policy.name}/{number}" for number in change.old}
    return ", ".join(clause.name for clause in policy.clauses if cites & {*clause.cites}) or "what cites it"
