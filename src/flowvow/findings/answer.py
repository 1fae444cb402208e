"""What a policy answers when it is asked whether something may be done. Data only."""

from __future__ import annotations

from attrs import field, frozen

from flowvow.findings.consistency import Told
from flowvow.findings.finding import Cause, Verdict
from flowvow.findings.report import Outcome


@frozen(slots=True)
class Reason:
    """A clause that decides something, or comes with it, and what it says of it in a few words."""

    clause: Told
    words: str = ""


@frozen(slots=True)
class Part:
    """A part of what was asked about that has one answer in some states.

    Attributes:
        verdict: what the text makes of it; None where it is none of the text's business.
        words: which part, one phrase for each of its boxes; empty where all that was asked about is meant.
        cause: in which states.
        reasons: the clauses that say so.
    """

    verdict: Verdict | None
    words: tuple[str, ...]
    cause: Cause = field(factory=Cause)
    reasons: tuple[Reason, ...] = ()


@frozen(slots=True)
class Answer:
    """What one policy answers.

    Attributes:
        policy, title, version: which text.
        question: in words.
        outcome: kept where all of it is permitted in every state, broken where none of it is in any, else undecided.
        parts: gravest first.
        comes_with: what else has to be observed: limits, requirements, promised events.
        spared: clauses that would reach it but for an exception.
    """

    policy: str
    title: str
    version: str
    question: str
    outcome: Outcome
    parts: tuple[Part, ...]
    comes_with: tuple[Reason, ...] = ()
    spared: tuple[Reason, ...] = ()


@frozen(slots=True)
class Near:
    """The clauses that come closest to what was asked.

    Attributes:
        covering: whether they cover all of it; else they differ from it.
        clauses: those that come equally close, with how many combinations each spans, or in what each differs.
    """

    covering: bool
    clauses: tuple[Reason, ...]


@frozen(slots=True)
class Silence:
    """What a text never mentions, of the words that it has itself.

    Attributes:
        data, actors, purposes: names that no clause mentions, in natural order.
        combinations: acts on data, for purposes, that no clause reaches: phrases, the largest first.
        more: how many further phrases there are.
    """

    policy: str
    data: tuple[str, ...]
    actors: tuple[str, ...]
    purposes: tuple[str, ...]
    combinations: tuple[str, ...]
    more: int = 0
