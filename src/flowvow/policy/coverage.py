"""Which sentences of a text are accounted for and by whom; and what of a model cites no sentence (item 36)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from attrs import frozen

from flowvow.model.clauses import Policy
from flowvow.model.system import System
from flowvow.text.natural import natural
from flowvow.text.span import Span


@frozen
class Citer:
    """Something that may cite sentences.

    Attributes:
        kind: clause, flow, actor, store, data type, purpose, act or condition.
        name: its name.
        cites: sentences, each ``policy/section.sentence``.
        implied: why it says more than its sentence, or has none; empty where that isn't said.
        span: where it stands.
    """

    kind: str
    name: str
    cites: tuple[str, ...]
    implied: str
    span: Span


class State(Enum):
    """How a sentence is accounted for."""

    CITED = "cited"
    NON_NORMATIVE = "non-normative"
    UNCOVERED = "uncovered"


@frozen
class Sentence:
    """One sentence.

    Attributes:
        number: how it is cited.
        by: who cites it.
        why: why it promises nothing, where it is marked so.
    """

    number: str
    by: tuple[Citer, ...] = ()
    why: str = ""

    @property
    def state(self) -> State:
        """Cited comes first: a mark takes nothing from a citation."""
        if self.by:
            return State.CITED
        return State.NON_NORMATIVE if self.why else State.UNCOVERED


@frozen
class Coverage:
    """How far one policy's text is accounted for by one model.

    Attributes:
        model: the model's name.
        policy: the policy.
        sentences: those of its outline; none without one.
        without: clauses, flows and defined words that cite nothing.
        implied: those that cite, and say more than their sentence.
    """

    model: str
    policy: Policy
    sentences: tuple[Sentence, ...]
    without: tuple[Citer, ...]
    implied: tuple[Citer, ...]

    def of(self, state: State) -> tuple[Sentence, ...]:
        """The sentences in one state."""
        return tuple(one for one in self.sentences if one.state is state)

    @property
    def marked_and_cited(self) -> tuple[Sentence, ...]:
        """Sentences said to promise nothing, that something cites nevertheless."""
        return tuple(one for one in self.sentences if one.by and one.why)

    @property
    def share(self) -> Fraction:
        """The exact share that is accounted for, from 0 to 1; 1 of nothing."""
        whole = len(self.sentences)
        return Fraction(whole - len(self.of(State.UNCOVERED)), whole) if whole else Fraction(1)

    @property
    def percent(self) -> int:
        """The share in percent, rounded down: 100 only where nothing is left."""
        return int(self.share * 100)


def coverage(system: System) -> tuple[Coverage, ...]:
    """The coverage of each policy that a system answers to."""
    citers = tuple(sorted(_citers(system), key=lambda one: (one.span, one.kind, natural(one.name))))
    return tuple(_covered(system, policy, citers) for policy in system.policies)


def _covered(system: System, policy: Policy, citers: tuple[Citer, ...]) -> Coverage:
    by: dict[str, list[Citer]] = {}
    for citer in citers:
        for cite in dict.fromkeys(citer.cites):
            named, _, number = cite.rpartition("/")
            if named == policy.name:
                by.setdefault(number, []).append(citer)
    why = {number.rpartition("/")[2]: mark.why for mark in policy.non_normative for number in mark.sentences}
    sentences = (Sentence(one, tuple(by.get(one, ())), why.get(one, "")) for one in policy.sentences)
    sole = len(system.policies) == 1
    known = _known(system)
    mine = [one for one in citers if one.span.file == policy.span.file or (sole and one.kind == "flow")]
    return Coverage(
        system.name,
        policy,
        tuple(sentences),
        tuple(one for one in mine if not one.cites and (one.kind, one.name) not in known),
        tuple(one for one in mine if one.cites and one.implied),
    )


def _citers(system: System) -> Iterator[Citer]:
    for clause in system.clauses:
        yield Citer("clause", clause.name, clause.cites, clause.implied, clause.span)
    for flow in {flow.name: flow for flow in system.flows}.values():
        yield Citer("flow", flow.name, flow.cites, flow.implied, flow.span)
    for actor in system.actors.values():
        yield Citer("store" if actor.store else "actor", actor.name, actor.cites, actor.implied, actor.span)
    for kind, names in (("data type", system.data), ("purpose", system.purposes), ("act", system.acts)):
        for name in names.values():
            yield Citer(kind, name.name, name.cites, "", name.span)
    for condition in system.conditions.values():
        yield Citer("condition", condition.name, condition.cites, condition.implied, condition.span)


def _known(system: System) -> set[tuple[str, str]]:
    """Words that another one's sentence names: parts of what cites, their parts too, and who makes the promises."""
    found: set[tuple[str, str]] = {("actor", policy.party) for policy in system.policies}
    for kind, names in (("data type", system.data), ("purpose", system.purposes), ("act", system.acts)):
        waiting = [name for name in names.values() if name.cites]
        while waiting:
            for part in waiting.pop().parts:
                if (kind, part) not in found:
                    found.add((kind, part))
                    waiting.append(names[part])
    below = [(one, above) for one in system.actors.values() for above in one.kinds]
    citing = {name for name, actor in system.actors.items() if actor.cites}
    growing = True
    while growing:
        more = {one.name for one, above in below if above in citing} - citing
        citing |= more
        growing = bool(more)
    return found | {(kind, name) for name in citing for kind in ("actor", "store")}
