"""What an outline file holds: the sentence numbers of a policy text, with lengths and fingerprints."""

from __future__ import annotations

from attrs import frozen


@frozen
class Sentence:
    """One sentence, without its words.

    Attributes:
        number: how it is cited: its section's number, a full stop, its place there.
        length: how many words it has.
        fingerprint: stays the same as long as the words do.
        sketch: the smallest hashes of its word triples, in order.
    """

    number: str
    length: int
    fingerprint: str
    sketch: tuple[int, ...]


@frozen
class Section:
    """A heading with what stands under it.

    Attributes:
        number: as printed, or as it stands; `0` before the first heading.
        level: how deep it lies: 0 before the first heading, 1 a section, 2 a subsection.
        heading: its heading, shortened to a few words.
        fingerprint: of the whole heading.
        sentences: those before the next heading.
    """

    number: str
    level: int
    heading: str
    fingerprint: str
    sentences: tuple[Sentence, ...]


@frozen
class Banner:
    """A line that is not the policy's own speech: an archive's note, a date, what the text applies to.

    Attributes:
        length: how many words it has.
        fingerprint: stays the same as long as the words do.
    """

    length: int
    fingerprint: str


@frozen
class Outline:
    """A policy text, cut.

    Attributes:
        title: the document's own heading, shortened to a few words.
        banners: listed, not counted.
        sections: in the order of the text.
    """

    title: str
    banners: tuple[Banner, ...]
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in the order of the text."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)
