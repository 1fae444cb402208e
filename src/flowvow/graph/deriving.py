"""What derivations make of what is there (semantics item 11, readings B2, C5, C6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from flowvow.graph.copies import Copy, Met
from flowvow.graph.growth import Growth
from flowvow.graph.marks import UNKNOWN, Marks
from flowvow.graph.states import NONE
from flowvow.model.actors import NOBODY
from flowvow.model.flows import How
from flowvow.model.names import Form
from flowvow.model.vocabulary import Vocabulary, at_or_below, highest

WAYS = 1024  # ways to meet the inputs of one derivation that are told apart

# The inputs chosen, the states in which they are all there, and whether these are only an upper bound.
Way = tuple[tuple[Met, ...], int, bool]
Made = Callable[[int, Way, Copy], None]


class Deriving:
    """Makes products.

    Args:
        vocabulary, marks, growth: the names, the histories, and the graph to grow.
        guards: for each flow the states in which its guard holds.
        vague: flows whose guard passed the budget.
        made: told of every product.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        marks: Marks,
        growth: Growth,
        guards: Sequence[int],
        vague: set[int],
        made: Made,
    ) -> None:
        self.vocabulary = vocabulary
        self.flows = vocabulary.system.flows
        self.marks = marks
        self.growth = growth
        self.guards = guards
        self.vague = vague
        self._made = made

    def derive(self, i: int, sources: Iterable[Copy]) -> None:
        """Make what can be made of the inputs that are there now (readings B2, C5)."""
        flow = self.flows[i]
        atoms = sorted(self.vocabulary.data.atoms(flow.makes))
        stated = {atom: self.vocabulary.about(atom) or frozenset(flow.about) for atom in atoms}
        present = list(sources)
        if any(stated.values()):
            for way in self._ways(i, present, None, ""):
                for atom, subjects in stated.items():
                    for subject in sorted(subjects):
                        self._make(i, way, atom, subject)
        free = [atom for atom, subjects in stated.items() if not subjects]
        for subject in sorted({copy.subject for copy in present}) if free else ():
            for way in self._ways(i, present, frozenset((subject, NOBODY)), subject):
                if any(node.subject == subject for node in way[0]):
                    for atom in free:
                        self._make(i, way, atom, subject)

    def _make(self, i: int, way: Way, atom: str, subject: str) -> None:
        flow = self.flows[i]
        chosen, states, unsure = way
        marks = self.marks.by_flow(flow) | self.marks.sealed.get(i, 0)
        for node in chosen:
            marks |= node.marks  # an unknown history stays unknown, as it is all marks
        marks = self.marks.arrive(marks, flow.at, atom, subject)
        form = self._form(flow.how, atom, [node.form for node in chosen])
        product = Copy(flow.at, atom, subject, form, marks, False)
        self.growth.happen(i, chosen, product, states, unsure)
        self._made(i, way, product)

    def _ways(self, i: int, present: list[Copy], wanted: frozenset[str] | None, subject: str) -> Iterator[Way]:
        """Every way to meet all inputs, with the states in which it is there."""
        inputs = [self.vocabulary.data.atoms(name) for name in dict.fromkeys(self.flows[i].data)]
        ways: list[Way] = [((), self.guards[i], i in self.vague)]
        for place, atoms in enumerate(inputs):
            longer: list[Way] = []
            options = self._meet(i, place, atoms, present, wanted, subject)
            if len(ways) * len(options) > WAYS:
                return iter([self._one_way(i, inputs, present, wanted, subject)])
            for chosen, states, unsure in ways:
                for node in options:
                    narrowed, passed = self.growth.both(states, self.growth.there(node))
                    if narrowed != NONE:
                        longer.append(((*chosen, node), narrowed, unsure or passed))
            ways = longer
        return iter(ways)

    def _one_way(
        self, i: int, inputs: list[frozenset[str]], present: list[Copy], wanted: frozenset[str] | None, subject: str
    ) -> Way:
        """All ways as one, where they are too many to tell apart: the states are exact, form and history unknown."""
        chosen: list[Met] = []
        states = self.guards[i]
        for place, atoms in enumerate(inputs):
            met = Met(i, place, subject, None, UNKNOWN)
            chosen.append(met)
            for copy in present:
                if copy.atom in atoms and (wanted is None or copy.subject in wanted):
                    self.growth.happen(-1, (copy,), met, self.growth.there(copy), False)
            states = self.growth.both(states, self.growth.there(met))[0]
        return tuple(chosen), states, True

    def _meet(
        self,
        i: int,
        place: int,
        atoms: frozenset[str],
        present: list[Copy],
        wanted: frozenset[str] | None,
        subject: str,
    ) -> list[Met]:
        """Group the copies that can serve as one input by what they hand on."""
        found: dict[Met, None] = {}
        for copy in present:
            if copy.atom in atoms and (wanted is None or copy.subject in wanted):
                marks = self.marks.derived(copy.marks, copy.atom, copy.subject, copy.form)
                # Where the product's subject is stated, it doesn't matter about whom the inputs are.
                met = Met(i, place, copy.subject if wanted is not None else subject, copy.form, marks)
                self.growth.happen(-1, (copy,), met, self.growth.there(copy), False)
                found[met] = None
        return list(found)

    def _form(self, how: How | None, atom: str, forms: list[Form | None]) -> Form | None:
        """The form of a product (readings C6): replacing lowers, and never raises what is lower already."""
        top = highest(forms)
        if how is How.REIDENTIFY:
            return Form.IDENTIFIED
        if how is How.AGGREGATE:
            lowered = Form.AGGREGATE
        elif how is How.STRIP:
            anonymous = self.vocabulary.form(atom) is Form.ANONYMOUS
            lowered = Form.ANONYMOUS if anonymous else Form.PSEUDONYMOUS
        else:
            return top
        return top if top is not None and at_or_below(top, lowered) else lowered
