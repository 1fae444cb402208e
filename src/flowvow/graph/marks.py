"""How the marks of a copy change as it moves: one bit a mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flowvow.model.flows import Flow
from flowvow.model.names import Form
from flowvow.model.questions import Limit, Mark, Through, Travel
from flowvow.model.vocabulary import Vocabulary

UNKNOWN = -1  # all marks, so that it stays what it is whatever is set


class Marks:
    """Bits for marks, and the rules by which they are set and cleared.

    Args:
        marks: what is asked about.
        vocabulary: the names.
        makes: for each derivation its input atoms and its product's atoms.
        seals: for each flow that seals, by index, its product's atoms; these remember for good that it made them.
    """

    def __init__(
        self,
        marks: Sequence[Mark],
        vocabulary: Vocabulary,
        makes: Iterable[tuple[frozenset[str], frozenset[str]]],
        seals: Mapping[int, frozenset[str]] | None = None,
    ) -> None:
        self.marks = tuple(marks)
        self._vocabulary = vocabulary
        self.travel = {m.key: 1 << i for i, m in enumerate(self.marks) if isinstance(m, Travel)}
        self.limit = {m.key: 1 << i for i, m in enumerate(self.marks) if isinstance(m, Limit)}
        self.through = {m.key: 1 << i for i, m in enumerate(self.marks) if isinstance(m, Through)}
        self._sets: dict[str, int] = {}
        self._clears: dict[str, int] = {}
        self._places = [(1 << i, m) for i, m in enumerate(self.marks)]
        self._limits = [(1 << i, m) for i, m in enumerate(self.marks) if isinstance(m, Limit)]
        self.sealed = {flow: 1 << len(self.marks) + n for n, flow in enumerate(seals or ())}
        self._lasting: dict[str, int] = {}
        for flow, atoms in (seals or {}).items():
            for atom in atoms:
                self._lasting[atom] = self._lasting.get(atom, 0) | self.sealed[flow]
        self._relevant = self._relevance(list(makes))

    def _relevance(self, makes: list[tuple[frozenset[str], frozenset[str]]]) -> dict[str, int]:
        """For each atom the marks that some clause could ask about; the rest needn't be told apart."""
        relevant: dict[str, int] = {}
        always = 0
        for bit, mark in self._places:
            if isinstance(mark, Through) or (isinstance(mark, Travel) and mark.data is None):
                always |= bit
            else:
                data = mark.data or frozenset()
                reached = set(data)
                grew = True
                while grew:
                    grew = False
                    for inputs, outputs in makes:
                        if not inputs.isdisjoint(reached) and not outputs <= reached:
                            reached |= outputs
                            grew = True
                # What a limit names is limited without its mark where it doesn't also say about whom or in which form.
                told = isinstance(mark, Limit) and mark.about is None and not mark.forms
                for atom in reached - data if told else reached:
                    relevant[atom] = relevant.get(atom, 0) | bit
        grew = True
        while grew:
            grew = False
            for inputs, outputs in makes:
                wanted = 0
                for atom in outputs:
                    wanted |= relevant.get(atom, 0)
                for atom in inputs:
                    if wanted & ~relevant.get(atom, 0):
                        relevant[atom] = relevant.get(atom, 0) | wanted
                        grew = True
        self._always = always
        return relevant

    def by_flow(self, flow: Flow) -> int:
        """The marks set by being carried on a flow."""
        return self.through.get(flow.name, 0) | (self.through.get(flow.frame, 0) if flow.frame else 0)

    def _at(self, place: str) -> tuple[int, int]:
        sets = self._sets.get(place)
        if sets is None:
            sets = clears = 0
            for bit, mark in self._places:
                if isinstance(mark, Travel):
                    sets |= bit if place in mark.starts else 0
                    clears |= bit if place in mark.ends else 0
                elif isinstance(mark, Limit):
                    clears |= bit if place in mark.ends else 0
                elif place in mark.places:
                    sets |= bit
            self._sets[place] = sets
            self._clears[place] = clears
        return sets, self._clears[place]

    def arrive(self, marks: int, place: str, atom: str, subject: str) -> int:
        """The marks of a copy that has arrived at a place."""
        if marks == UNKNOWN:
            return UNKNOWN
        sets, clears = self._at(place)
        lasting = marks & self._lasting.get(atom, 0)
        if subject in self._vocabulary.persons(place):
            marks = 0
        return lasting | (((marks & ~clears) | sets) & (self._always | self._relevant.get(atom, 0)))

    def derived(self, marks: int, atom: str, subject: str, form: Form | None) -> int:
        """The marks that an input hands to what is made of it."""
        for bit, mark in self._limits:
            if (
                atom in mark.data
                and (mark.about is None or subject in mark.about)
                and (not mark.forms or form is None or form in mark.forms)
            ):
                marks |= bit
        return marks
