"""A reach with its names resolved, and how far a unit fits it.

A *unit* is one thing to be judged: an act, by certain ends, on one atom about one subject, for one purpose, with one
form and history. Every field of a pattern is certain, possible or missed; the weakest decides (readings E3 to E6).
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from flowvow.model.clauses import Reach
from flowvow.model.flows import Flow
from flowvow.model.names import Form
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary, at_or_below

CARRIED, INPUT, OUTPUT = "carried", "input", "output"


@frozen
class Ends:
    """The ends of a flow as a policy sees them, and the act between them.

    Attributes:
        flow: the flow.
        act: the act judged.
        members: whom a recipient written ``any of KIND`` might be; empty otherwise.
        party: the actors that are the policy's party or of it.
        acts: the names of acts that contain the act.
    """

    flow: Flow
    act: str
    acts: frozenset[str]
    members: frozenset[str]
    party: frozenset[str]

    def recipient_in(self, actors: frozenset[str]) -> Truth:
        """Whether the recipient is one of the actors; possibly, where it is any of a kind."""
        if self.flow.recipient in actors:
            return Truth.YES
        return Truth.MAYBE if not self.members.isdisjoint(actors) else Truth.NO

    def doer_in(self, actors: frozenset[str]) -> Truth:
        """Whether some doer of the act is one of the actors (readings E3)."""
        flow = self.flow
        if flow.at:
            return Truth.YES if flow.at in actors else Truth.NO
        if self.arriving:
            return self.recipient_in(actors)
        if flow.sender in actors:
            return Truth.YES
        return self.recipient_in(actors) if "keep" in self.acts else Truth.NO

    @property
    def arriving(self) -> bool:
        """Whether the recipient does it: a collection or a reading."""
        return "collect" in self.acts or "read" in self.acts


@frozen
class Content:
    """What a unit is of: the rest of it.

    Attributes:
        marks: the copy's history, as the graph keeps it.
        passed: names of places, flows and frames that the copy has passed; None where that is unknown.
        products: for a derivation, the atoms of its product; else empty.
        listed: for a derivation, all atoms listed at its input; else empty.
    """

    role: str
    atom: str
    subject: str
    purpose: str | None
    form: Form | None
    marks: int
    passed: frozenset[str] | None
    products: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()


@frozen
class Pattern:
    """A reach, resolved: every field a set of actors, atoms, acts or forms; None is free."""

    acts: frozenset[str] | None
    by: frozenset[str] | None
    sender: frozenset[str] | None
    recipient: frozenset[str] | None
    at: frozenset[str] | None
    through: frozenset[str] | None
    about: frozenset[str] | None
    data: frozenset[str] | None
    purposes: frozenset[str] | None
    forms: frozenset[Form] | None
    makes: frozenset[str] | None

    def act_fits(self, ends: Ends) -> bool:
        """Whether the act is one of the pattern's or inside one."""
        return self.acts is None or not self.acts.isdisjoint(ends.acts)

    def bound(self, ends: Ends) -> Truth:
        """Whether the pattern, as a clause's, binds a doer of the act."""
        if self.by is not None:
            return ends.doer_in(self.by)
        if self.at is not None:
            return Truth.YES
        named = self.recipient if ends.arriving else self.sender
        return Truth.YES if named is not None else ends.doer_in(ends.party)

    def doers_fit(self, ends: Ends) -> Truth:
        """Whether ``by`` fits, where nobody need be bound."""
        return Truth.YES if self.by is None else ends.doer_in(self.by)

    def leaves_fit(self, ends: Ends) -> Truth:
        """Whether ``from`` fits: the sender, or the place whose copy it uses."""
        flow = ends.flow
        if self.sender is None or (flow.sender and (flow.sender in self.sender or flow.via in self.sender)):
            return Truth.YES
        return Truth.NO

    def arrives_fit(self, ends: Ends) -> Truth:
        """Whether ``to`` fits."""
        return Truth.YES if self.recipient is None else ends.recipient_in(self.recipient)

    def place_fits(self, ends: Ends) -> Truth:
        """Whether ``at`` fits: where data arrive, stay or leave."""
        flow = ends.flow
        if self.at is None or flow.sender in self.at or flow.at in self.at or flow.via in self.at:
            return Truth.YES
        return ends.recipient_in(self.at)

    def content_fits(self, content: Content, limited: bool, covers: bool) -> tuple[Truth, tuple[str, ...]]:
        """How far the rest fits, and which facts would settle it.

        Args:
            content: the rest of the unit.
            limited: whether the copy stands under the clause's limit.
            covers: whether the pattern is a permit's or disclaimer's, which look at outputs alone.
        """
        if not self._data_fits(content, limited, covers) or (
            self.about is not None and content.subject not in self.about and not limited
        ):
            return Truth.NO, ()
        needs: tuple[str, ...] = ()
        if self.purposes is not None:
            if content.purpose is None:
                needs += ("for",)
            elif content.purpose not in self.purposes:
                return Truth.NO, ()
        if self.forms is not None:
            if content.form is None:
                needs += ("form",)
            elif content.form not in self.forms:
                return Truth.NO, ()
        if self.through is not None:
            if content.passed is None:
                needs += ("budget",)
            elif self.through.isdisjoint(content.passed):
                return Truth.NO, ()
        return (Truth.MAYBE if needs else Truth.YES), needs

    def _data_fits(self, content: Content, limited: bool, covers: bool) -> bool:
        data = self.data
        fits = data is None or content.atom in data or limited
        if self.makes is None:
            return fits
        if content.role == CARRIED:
            return False
        if covers:
            return content.atom in self.makes and (data is None or content.listed <= data)
        if content.role == OUTPUT and data is None:
            return content.atom in self.makes
        return fits and not content.products.isdisjoint(self.makes)


def weakest(truths: Iterable[Truth]) -> Truth:
    """The weakest of several."""
    result = Truth.YES
    for truth in truths:
        if truth is Truth.NO:
            return Truth.NO
        if truth is Truth.MAYBE:
            result = Truth.MAYBE
    return result


def resolve(reach: Reach, vocabulary: Vocabulary) -> Pattern:
    """The pattern of a reach."""

    def actors(names: tuple[str, ...]) -> frozenset[str] | None:
        return vocabulary.all_matching(names) if names else None

    return Pattern(
        acts=frozenset(reach.act) or None,
        by=actors(reach.by),
        sender=actors(reach.sender),
        recipient=actors(reach.recipient),
        at=actors(reach.at),
        through=frozenset(reach.through) or None,
        about=actors(reach.about),
        data=vocabulary.data.all_atoms(reach.data) if reach.data else None,
        purposes=vocabulary.purposes.all_atoms(reach.purposes) if reach.purposes else None,
        forms=frozenset(reach.form) or None,
        makes=vocabulary.data.all_atoms(reach.makes) if reach.makes else None,
    )


def until_reached(until: Form | None, form: Form | None) -> Truth:
    """Whether a clause with ``until`` still reaches a copy of that form."""
    if until is None:
        return Truth.YES
    if form is None:
        return Truth.MAYBE
    return Truth.NO if at_or_below(form, until) else Truth.YES
