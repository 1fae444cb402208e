"""What `flowvow ask` answers, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from flowvow.findings.answer import Answer, Near, Part, Reason, Silence
from flowvow.findings.finding import Verdict
from flowvow.findings.report import Outcome
from flowvow.outputs.cited import Words, clause_words, quoted
from flowvow.outputs.layout import labelled
from flowvow.outputs.states import sets
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_SHORT = {
    Verdict.PERMITTED: "permitted",
    Verdict.FORBIDDEN: "forbidden",
    Verdict.CONFLICTING: "conflicting: one sentence permits it and another forbids it",
    Verdict.UNDISCLOSED: "undisclosed: no sentence covers it",
    Verdict.DISCLAIMED: "disclaimed: the text says that it doesn't speak of it",
    Verdict.UNDECIDED: "undecided",
    None: "none of this text's business: its party has no hand in it, and no sentence speaks of it",
}


def write_answer(answer: Answer, style: Style = PLAIN, words: Words = MappingProxyType({})) -> str:
    """The answer: one verdict for each part and its states, with the sentences that say so."""
    title = ", ".join(filter(None, (answer.title or answer.policy, answer.version)))
    lines = [style.strong(inert(f"{answer.policy}: {title}")), inert(f"{answer.question}?")]
    if not answer.parts:
        lines += ["", style.outcome(answer.outcome, "nothing is like that: what is asked doesn't go together")]
    for part in answer.parts:
        lines += ["", *_part(part, style, words)]
    lines += _reasons("comes with", answer.comes_with, style, words)
    lines += _reasons("exceptions that matter", answer.spared, style, words)
    return "\n".join(lines) + "\n"


def _part(part: Part, style: Style, words: Words) -> Iterator[str]:
    always = part.cause.enabled_by == ((),)
    outcome = {Verdict.PERMITTED: Outcome.KEPT, Verdict.DISCLAIMED: Outcome.UNDECIDED, None: Outcome.UNDECIDED}
    hedged = bool(part.reasons) and all(reason.clause.hedged for reason in part.reasons)
    softened = ", by what is hedged alone" if hedged else ""
    yield style.outcome(outcome.get(part.verdict, Outcome.BROKEN), _SHORT[part.verdict]) + softened
    yield from labelled("what", part.words, style)
    yield from labelled("when", [] if always else sets(part.cause.enabled_by, part.cause.enabled_more), style)
    yield from _told(part.reasons, style, words)


def _reasons(head: str, reasons: Sequence[Reason], style: Style, words: Words) -> Iterator[str]:
    if reasons:
        yield ""
        yield style.strong(head)
    yield from _told(reasons, style, words)


def _reason(reason: Reason) -> str:
    words = f": {reason.words}" if reason.words else ""
    return clause_words(reason.clause) + words


def write_near(near: Near, style: Style = PLAIN, words: Words = MappingProxyType({})) -> str:
    """The clauses that come closest."""
    head = "the narrowest sentence that covers it" if near.covering else "no sentence covers it; the nearest"
    if not near.clauses:
        head = "there is no sentence to compare it with"
    return "\n".join(["", style.strong(head), *_told(near.clauses, style, words)]) + "\n"


def _told(reasons: Iterable[Reason], style: Style, words: Words) -> Iterator[str]:
    """Clauses, and under each its sentences where their words are at hand."""
    for reason in reasons:
        yield from labelled(reason.clause.form.value, [_reason(reason), *quoted(reason.clause, words)], style)


def write_silence(silence: Silence, style: Style = PLAIN) -> str:
    """What a text never mentions."""
    lines = [style.strong(inert(f"{silence.policy}: what no clause speaks of"))]
    for label, names in (("data", silence.data), ("actors", silence.actors), ("purposes", silence.purposes)):
        lines += labelled(label, [", ".join(names) or "none: every one is mentioned"], style)
    more = [f"and {silence.more} more"] if silence.more else []
    lines += labelled("acts", [*(silence.combinations or ("none: every act on named data is",)), *more], style)
    return "\n".join(lines) + "\n"
