"""Where data begin: with their subject, or at a declared origin (readings C1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flowvow.graph.copies import Copy
from flowvow.graph.marks import Marks
from flowvow.model.actors import NOBODY, PERSON
from flowvow.model.names import Form
from flowvow.model.vocabulary import Vocabulary


class Beginnings:
    """The copies that need no flow.

    Args:
        vocabulary: the names.
        marks: the marks that copies have from the start.
        parts: for each actor those whose holdings it holds too.
    """

    def __init__(self, vocabulary: Vocabulary, marks: Marks, parts: Mapping[str, Sequence[str]]) -> None:
        self._vocabulary = vocabulary
        self._marks = marks
        self._parts = parts

    def owns(self, holder: str, atom: str, subject: str) -> bool:
        """Whether the holder has the datum from the start: as its subject, or as declared origin."""
        about = self._vocabulary.about(atom)
        if about and subject not in about:
            return False
        if holder == subject and PERSON in self._vocabulary.kinds(holder):
            return True
        return holder in self._vocabulary.origin(atom)

    def subjects(self, holder: str, atom: str) -> frozenset[str]:
        """About whom the holder has such data without being asked about anybody in particular."""
        about = self._vocabulary.about(atom)
        found = set()
        if PERSON in self._vocabulary.kinds(holder) and (not about or holder in about):
            found.add(holder)
        if holder in self._vocabulary.origin(atom):
            found |= about or {NOBODY}
        return frozenset(found)

    def begins(self, holder: str, atom: str) -> bool:
        """Whether such data begin at the holder or a part of it."""
        return any(self.subjects(place, atom) for place in (holder, *self._parts.get(holder, ())))

    def copy(self, holder: str, atom: str, subject: str) -> Copy:
        """The copy that a holder has from the start."""
        form = self._vocabulary.form(atom)
        if form is None and PERSON in self._vocabulary.kinds(holder):
            form = Form.IDENTIFIED
        return Copy(holder, atom, subject, form, self._marks.arrive(0, holder, atom, subject), True)

    def everywhere(self, atom: str) -> Iterator[Copy]:
        """The copies of an atom that begin somewhere, whether or not a flow uses them."""
        for holder in self._vocabulary.system.actors:
            for subject in sorted(self.subjects(holder, atom)):
                yield self.copy(holder, atom, subject)

    def at_origins(self) -> Iterator[Copy]:
        """The copies that begin at declared origins; whoever else has data from the start is their subject."""
        hierarchy = self._vocabulary.data
        for atom in sorted(hierarchy.all_atoms(hierarchy.names)):
            for holder in sorted(self._vocabulary.origin(atom)):
                for subject in sorted(self.subjects(holder, atom)):
                    yield self.copy(holder, atom, subject)
