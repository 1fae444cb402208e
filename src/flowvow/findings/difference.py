"""What changed in meaning between two versions, as data: comparing makes it, writers and pictures show it."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.text.span import NOWHERE, Span


class Change(Enum):
    """What became of a region of what a text speaks of."""

    PERMITTED = "permitted"
    FORBIDDEN = "forbidden"
    UNDISCLOSED = "undisclosed"
    DISCLAIMED = "disclaimed"
    LIMITED = "limited"
    REQUIRED = "required"
    CHANGED = "changed"
    DROPPED = "dropped"
    UNDECIDED = "undecided"


@frozen(slots=True)
class Cited:
    """A clause as one version has it.

    Attributes:
        id: ``policy/name``.
        cites: its sentences, each ``policy/section.sentence``.
        form: its form's word.
        says: the modeller's paraphrase, or a duty's promise; empty where there is none.
    """

    id: str
    cites: tuple[str, ...] = ()
    form: str = ""
    says: str = ""
    span: Span = NOWHERE


@frozen(slots=True)
class Said:
    """What one version says of a region.

    Attributes:
        verdict: permitted, forbidden, limited, required, disclaimed, undisclosed (it says nothing), promised.
        clauses: those that say so.
        also: further clauses that say the same of a part of it; beside undisclosed, those that disclaim a part, or that
            permit what is derived.
    """

    verdict: str = "undisclosed"
    clauses: tuple[Cited, ...] = ()
    also: tuple[Cited, ...] = ()


@frozen(slots=True)
class Told:
    """Combinations in words.

    Attributes:
        words: one line.
        sides: by dimension (``act``, ``from``, ``to``, ``at``, ``about``, ``data``, ``for``, ``form``, ``makes``) the
            names, as far as it isn't free.
        when: minimal sets of signed conditions; always is ``((),)``.
        more: at least how many further sets there are.
    """

    words: str
    sides: tuple[tuple[str, tuple[str, ...]], ...] = ()
    when: tuple[tuple[str, ...], ...] = ((),)
    more: int = 0


@frozen(slots=True)
class Statement:
    """One change of meaning.

    Attributes:
        kind: what became of it.
        was, now: what either version says.
        boxes: what it is about, by few large boxes; empty for duties.
        limit: for limited and required, and where one of these was dropped: the limit in words.
        apart: ids of clauses (of either version) whose say is taken out of the boxes, as they say the same as before.
        unless: ids of limits and requirements of either version that bar parts of the boxes; told on their own.
        unclear: ids of clauses that can't be compared and might speak of parts of the boxes.
        derived: ids among ``apart``, ``unless`` and the ``also`` of either side: clauses that touch, of all this, only
            what is derived, from what is limited or to what they speak of.
        part: whether only what both sides' clauses speak of is meant, of all that the boxes hold.
        details: for a changed promise, what of it changed, each ``what: old → new``; for a limit, what others of
            its sort asked or ask of a part.
        needs: for undecided, what isn't known.
    """

    kind: Change
    was: Said = Said()
    now: Said = Said()
    boxes: tuple[Told, ...] = ()
    limit: str = ""
    apart: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    part: bool = False
    details: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@frozen(slots=True)
class WordChange:
    """A word that one version alone has, or that means something else now.

    Attributes:
        section: actors, data, purposes, conditions or acts.
        old, new: the words; empty or none on the side that has no word.
        change: added, removed, or changed.
        details: for changed, how, each a short phrase.
        gained, lost: what it means now and didn't, and the other way round.
        cites, now_cites: the sentences that define it in the old text and in the new one.
        why: the reason that the mapping gives, or empty.
        told: whether a line, or the same name, says what it is; False for an old word that nothing tells of.
    """

    section: str
    old: str
    new: tuple[str, ...]
    change: str
    details: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    now_cites: tuple[str, ...] = ()
    why: str = ""
    told: bool = True


@frozen(slots=True)
class FlowChange:
    """A datum of a flow whose verdict isn't what it was, in some states.

    Attributes:
        flow: its name; ``senders`` and ``recipients``, or ``at``, are its ends.
        act: the act judged.
        data, about: what is carried, and whose.
        was, now: the verdicts; ``none`` where a policy has nothing to say, or a model no such flow.
        when: minimal sets of signed conditions of the states in which both hold; always is ``((),)``.
        old, new: the deciding clauses.
        needs: facts that would settle what is undecided.
        taken_in: whether something is derived from the data, rather than these.
    """

    flow: str
    act: str
    was: str
    now: str
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    at: str = ""
    data: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: tuple[tuple[str, ...], ...] = ((),)
    more: int = 0
    old: tuple[Cited, ...] = ()
    new: tuple[Cited, ...] = ()
    needs: tuple[str, ...] = ()
    taken_in: bool = False
    span: Span = NOWHERE


@frozen(slots=True)
class PartChange:
    """Something of a model that was added, removed or changed.

    Attributes:
        section: flows, actors, stores, data, purposes, conditions.
        details: for changed, each field with what it was and is.
    """

    section: str
    name: str
    change: str
    details: tuple[str, ...] = ()
    span: Span = NOWHERE


@frozen(slots=True)
class Version:
    """One of the two versions.

    Attributes:
        name: the policy's, or the model's.
        title: the text's title with its version, or the model's name.
        where: the file, or the revision and file.
    """

    name: str
    title: str
    where: str = ""


@frozen(slots=True)
class Difference:
    """All that changed.

    Attributes:
        old, new: the versions.
        words: definitions, in the order of sections and names.
        statements: by kind, in the order of ``Change``.
        flows: flows of a model that change verdict.
        parts: what else changed of two models.
        model: the model whose flows were judged by both, or empty.
        one_model: whether both versions judge the same flows, and not each a model of its own.
        compared: how many clauses were compared; nothing was where this is 0.
    """

    old: Version
    new: Version
    words: tuple[WordChange, ...] = ()
    statements: tuple[Statement, ...] = ()
    flows: tuple[FlowChange, ...] = ()
    parts: tuple[PartChange, ...] = ()
    model: str = ""
    one_model: bool = False
    compared: int = 0

    @property
    def undecided(self) -> bool:
        """Whether something couldn't be compared."""
        return any(one.kind is Change.UNDECIDED for one in self.statements)

    @property
    def changed(self) -> bool:
        """Whether anything changed for sure."""
        statements = any(one.kind is not Change.UNDECIDED for one in self.statements)
        return bool(self.words or statements or self.flows or self.parts)


@frozen(slots=True)
class Refinement:
    """Whether all that the new version allows was allowed before.

    Attributes:
        answer: ``yes``, ``no`` or ``undecided``.
        example: where it doesn't, the smallest combination.
        was, now: what the versions say of the example.
        needs: what isn't known.
    """

    old: Version
    new: Version
    answer: str
    example: Told | None = None
    was: Said = Said()
    now: Said = Said()
    needs: tuple[str, ...] = ()
