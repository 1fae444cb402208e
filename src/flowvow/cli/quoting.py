"""The policies' texts, where they are at hand: cited sentences are quoted, and held against the outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from flowvow.cli.saved import ENDINGS
from flowvow.model.clauses import Policy
from flowvow.model.outlines import Outline
from flowvow.policy.drift import Change, ChangeKind, Drift, compare, told_in
from flowvow.policy.drift import told as outlined
from flowvow.policy.likeness import Told
from flowvow.policy.outline import passages
from flowvow.reading.files import FileKind, read_file
from flowvow.reading.model import read_model
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.text.charset import read_any
from flowvow.text.problem import Gathering
from flowvow.text.source import Unreadable
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.reading.folder import Place


@frozen
class Quotes:
    """What the texts say.

    Attributes:
        sentences: by ``policy/number``; one that isn't as outlined says so.
        told: for each policy, which text it is and how far it is as outlined.
    """

    sentences: dict[str, str]
    told: tuple[str, ...]


def quotes(places: Iterable[Place], folder: str) -> Quotes:
    """The sentences of all policies of the models. Raises ``Problems`` where a policy's text isn't there."""
    gathering = Gathering()
    if not Path(folder).is_dir():
        gathering.add(Span(folder, 0, 0), "there is no folder of that name", "name the one in which the texts are")
        gathering.tell()
    texts = _texts(folder, gathering)
    sentences: dict[str, str] = {}
    told: dict[str, None] = {}
    for place in places:
        for policy in read_model(place.path, (), place.within).policies:
            outline = _outline(policy)
            if outline is None:
                continue
            name, drift = _nearest(outline, texts)
            if not _is_of(drift):
                message = f"no text here is that of the policy {policy.name}"
                gathering.add(Span(folder, 1, 1), message, f"put it there as {policy.name}.txt")
                continue
            said = passages(texts[name].text)
            for change in drift.changes:
                changed = "" if change.kind in _AS_OUTLINED else "(not as outlined) "
                for number in change.old:
                    if change.new:
                        words = " ".join(said[one].text for one in change.new)
                        sentences[f"{policy.name}/{number}"] = changed + words
            told |= dict.fromkeys(_told(policy, name, drift))
    gathering.tell()
    return Quotes(sentences, tuple(told))


_AS_OUTLINED = (ChangeKind.KEPT, ChangeKind.MOVED)


def _nearest(outline: Outline, texts: Mapping[str, _Text]) -> tuple[str, Drift]:
    """The text that has most sentences of an outline, and what became of each there."""
    drifts = {name: compare(outlined(outline), one.sentences) for name, one in texts.items()}
    name = max(drifts, key=lambda one: (len(drifts[one].same), -len(drifts[one].changed)), default="")
    return name, drifts.get(name) or compare(outlined(outline), ())


def _is_of(drift: Drift) -> bool:
    """Whether at least half of the sentences are the same."""
    old = sum(len(change.old) for change in drift.changes)
    return bool(drift.same) and len(drift.same) * 2 >= old


def _told(policy: Policy, name: str, drift: Drift) -> Iterator[str]:
    """How far a text is as outlined, and which citations have to be looked at again."""
    as_outlined = sum(change.untouched for change in drift.changes)
    yield f"{policy.name} from {name}, {as_outlined} of {len(policy.sentences)} sentences as outlined"
    for change in drift.changed:
        numbers = ", ".join(change.old)
        now = ", ".join(change.new)
        if change.kind is ChangeKind.ADDED:
            yield f"{now} is new and isn't outlined"
        elif change.kind in _AS_OUTLINED:
            yield f"{numbers} is {now} now, with the same words"
        else:
            likely = "" if drift.exact or change.kind is ChangeKind.REMOVED else "likely "
            what = f"{numbers} isn't as outlined, but {likely}{change.kind.value}"
            yield f"{what}; look again at {_citing(policy, change)}"
    if drift.changed:
        yield f"`flowvow drift {policy.outline} {name}` tells more"


def _citing(policy: Policy, change: Change) -> str:
    """The clauses that cite the changed sentences."""
    cites = {f"{policy.name}/{number}" for number in change.old}
    return ", ".join(clause.name for clause in policy.clauses if cites & {*clause.cites}) or "what cites it"


@frozen
class _Text:
    """A text of the folder."""

    text: str
    sentences: tuple[Told, ...]


def _texts(folder: str, gathering: Gathering) -> dict[str, _Text]:
    texts: dict[str, _Text] = {}
    for file in sorted(file for ending in ENDINGS for file in Path(folder).glob(f"*{ending}")):
        try:
            text = read_any(file, file.as_posix()).source.text
            texts[file.as_posix()] = _Text(text, told_in(text))
        except Unreadable as error:
            gathering.add(error.span, error.message, error.remedy)
    return texts


def _outline(policy: Policy) -> Outline | None:
    if not policy.outline:
        return None
    notes = Notes()
    file = read_file(Path(policy.outline), policy.outline, FileKind.OUTLINE, notes)
    outline = build_outline(file.tree, notes) if file else None
    notes.gathering.tell()
    return outline
