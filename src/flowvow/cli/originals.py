"""The folder of the policies' texts: which text is which policy's, and how far it is as outlined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from flowvow.cli.saved import ENDINGS
from flowvow.model.clauses import Policy
from flowvow.model.outlines import Outline
from flowvow.policy.changes import ChangeKind, Drift
from flowvow.policy.drift import compare, told, told_in
from flowvow.policy.likeness import Told
from flowvow.policy.outline import passages
from flowvow.reading.files import FileKind, read_file
from flowvow.reading.folder import LINK_REMEDY, is_inside, leads_out
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.text.charset import read_any
from flowvow.text.problem import Gathering
from flowvow.text.source import Unreadable
from flowvow.text.span import Span

_SAME_WORDS = (ChangeKind.KEPT, ChangeKind.MOVED)


@frozen
class Original:
    """The text of a policy.

    Attributes:
        name: its file.
        text: what is in it.
        drift: what became of the outlined sentences in it.
        sentences: by the outline's number: the words; of what was edited or split, those that stand there now.
        changed: the outline's numbers whose words aren't as outlined.
        now: the number in this text for each number of the outline whose words are.
    """

    name: str
    text: str
    drift: Drift
    sentences: Mapping[str, str]
    changed: frozenset[str]
    now: Mapping[str, str]


def linked(original: Original, url: str) -> dict[str, str]:
    """A link to each sentence on the page at that address, by the outline's number; none without an address."""
    if not url:
        return {}
    from flowvow.policy.links import links

    found = links(original.text, url)
    return {number: found[now] for number, now in original.now.items() if now in found}


@frozen
class _Saved:
    text: str
    sentences: tuple[Told, ...]


def originals(policies: Iterable[Policy], folder: str) -> dict[str, Original]:
    """The texts by the policies' outlines. Raises ``Problems`` where a policy's text isn't there."""
    gathering = Gathering()
    if not Path(folder).is_dir():
        gathering.add(Span(folder, 0, 0), "there is no folder of that name", "name the one in which the texts are")
        gathering.tell()
    texts = _texts(folder, gathering)
    found: dict[str, Original] = {}
    for policy in policies:
        if not policy.outline or policy.outline in found:
            continue
        outline = told(_outline(policy.outline))
        shared = {one: _shared(outline, texts[one].sentences) for one in texts}
        name = max(shared, key=shared.__getitem__, default="")
        drift = compare(outline, texts[name].sentences if name else ())
        if not drift.same or len(drift.same) * 2 < len(outline):
            message = f"no text here is that of the policy {policy.name}"
            gathering.add(Span(folder, 1, 1), message, f"put it there as {policy.name}.txt")
            continue
        found[policy.outline] = _original(name, texts[name].text, drift)
    gathering.tell()
    return found


def _original(name: str, text: str, drift: Drift) -> Original:
    said = passages(text)
    became = drift.became()
    return Original(
        name,
        text,
        drift,
        {number: " ".join(said[one].text for one in change.new) for number, change in became.items() if change.new},
        frozenset(number for number, change in became.items() if change.kind not in _SAME_WORDS),
        {number: change.new[0] for number, change in became.items() if change.kind in _SAME_WORDS},
    )


def _shared(outline: tuple[Told, ...], text: tuple[Told, ...]) -> tuple[int, int]:
    """How many sentences are the same, and how few are others."""
    both = Counter(one.fingerprint for one in outline) & Counter(one.fingerprint for one in text)
    return both.total(), -len(text)


def _texts(folder: str, gathering: Gathering) -> dict[str, _Saved]:
    texts: dict[str, _Saved] = {}
    for file in sorted(file for ending in ENDINGS for file in Path(folder).glob(f"*{ending}")):
        if not is_inside(file, Path(folder)):
            gathering.add(Span(file.as_posix(), 1, 1), leads_out(Path(folder)), LINK_REMEDY)
            continue
        try:
            text = read_any(file, file.as_posix()).source.text
            texts[file.as_posix()] = _Saved(text, told_in(text))
        except Unreadable as error:
            gathering.add(error.span, error.message, error.remedy)
    return texts


def _outline(path: str) -> Outline:
    notes = Notes()
    file = read_file(Path(path), path, FileKind.OUTLINE, notes)
    outline = build_outline(file.tree, notes) if file else None
    notes.gathering.tell()
    assert outline is not None
    return outline
