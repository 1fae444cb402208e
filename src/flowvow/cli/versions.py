"""A version of a text as an argument: its outline, or the text itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, frozen

from flowvow.cli.saved import saved_text
from flowvow.model.outlines import Outline
from flowvow.policy.drift import told, told_in
from flowvow.policy.likeness import Told
from flowvow.policy.outline import cut, passages
from flowvow.reading.files import FileKind, read_file, sniff
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.text.nodes import Scalar
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span


@frozen
class Version:
    """One version of a text.

    Attributes:
        name: the file.
        title: what the outline is called; empty for a text.
        outline: its outline.
        sentences: as far as they are known.
        words: the words of each, by number; empty for an outline whose text isn't at hand.
    """

    name: str
    title: str
    outline: Outline
    sentences: tuple[Told, ...]
    words: Mapping[str, str]


def outlined(file: str) -> Version:
    """The version that an outline file tells. Raises ``Problems``."""
    notes = Notes()
    read = read_file(Path(file), file, FileKind.OUTLINE, notes)
    outline = build_outline(read.tree, notes) if read else None
    notes.gathering.tell()
    assert read is not None
    assert outline is not None
    title = read.node("outline")
    return Version(file, title.text if isinstance(title, Scalar) else "", outline, told(outline), {})


def written(file: str) -> Version:
    """The version that a text is. Raises ``Problems``."""
    text = saved_text(file)
    words = {number: passage.text for number, passage in passages(text).items()}
    return Version(file, "", cut(text), told_in(text), words)


def worded(old: Version, file: str) -> Version:
    """An outline with the words of its text; raises ``Problems`` where the text isn't the one that was outlined."""
    text = written(file)
    prints = {one.number: one.fingerprint for one in text.sentences}
    other = [one.number for one in old.sentences if prints.get(one.number) != one.fingerprint]
    if other or len(text.sentences) != len(old.sentences):
        told = f"{len(other)} of {len(old.sentences)} sentences are other ones" if other else "it has further sentences"
        raise Problems(
            [Problem(Span(file, 0, 0), f"isn't the text of {old.name}: {told}", "give the text it was cut from")]
        )
    return evolve(old, sentences=text.sentences, words=text.words)


def either(file: str) -> Version:
    """The version of an outline or a text, whichever the file is. Raises ``Problems``."""
    kind = sniff(Path(file), file, file.endswith((".outline.yaml", ".outline.yml")), Gathering())
    return outlined(file) if kind is FileKind.OUTLINE else written(file)
