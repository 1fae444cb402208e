"""The policies' texts, where they are at hand: cited sentences are quoted, and held against the outline."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from flowvow.model.clauses import Policy
from flowvow.model.outlines import Outline
from flowvow.policy.outline import passages, verify
from flowvow.reading.files import FileKind, read_file
from flowvow.reading.model import read_model
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.text.problem import Gathering
from flowvow.text.source import Unreadable, read_source
from flowvow.text.span import Span

if TYPE_CHECKING:
    from flowvow.reading.folder import Place

_ENDINGS = (".txt", ".md")


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
            name = min(texts, key=lambda one: (len(verify(outline, texts[one])), one), default="")
            differing = set(verify(outline, texts[name])) if name else set()
            total = len(policy.sentences)
            if not name or len(differing) > total / 2:
                message = f"no text here is that of the policy {policy.name}"
                gathering.add(Span(folder, 1, 1), message, f"put it there as {policy.name}.txt")
                continue
            for number, passage in passages(texts[name]).items():
                changed = "(not as outlined) " if number in differing else ""
                sentences[f"{policy.name}/{number}"] = changed + passage.text
            changed_ones = [number for number in policy.sentences if number in differing]
            told[f"{policy.name} from {name}, {total - len(changed_ones)} of {total} sentences as outlined"] = None
            for number in changed_ones:
                told[f"{number} isn't as outlined; look again at {_citing(policy, number)}"] = None
    gathering.tell()
    return Quotes(sentences, tuple(told))


def _citing(policy: Policy, number: str) -> str:
    """The clauses that cite a sentence."""
    cite = f"{policy.name}/{number}"
    return ", ".join(clause.name for clause in policy.clauses if cite in clause.cites) or "what cites it"


def _texts(folder: str, gathering: Gathering) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in sorted(file for ending in _ENDINGS for file in Path(folder).glob(f"*{ending}")):
        try:
            texts[file.as_posix()] = read_source(file, file.as_posix()).text
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
