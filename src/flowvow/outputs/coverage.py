"""Coverage as text and as JSON: ``flowvow-coverage/1``, described in ``schemas/coverage.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from flowvow.findings.report import Outcome
from flowvow.outputs.layout import framed, labelled, table, wrapped
from flowvow.outputs.style import PLAIN, Style
from flowvow.policy.coverage import Citer, Coverage, Sentence, State
from flowvow.text.natural import natural
from flowvow.text.show import inert

SCHEMA = "flowvow-coverage/1"

Json = dict[str, Any]


@frozen
class Quoted:
    """A policy's text at hand.

    Attributes:
        sentences: the words of each sentence.
        links: where the text is published, a link to each.
        changed: the sentences that aren't as outlined any more.
    """

    sentences: Mapping[str, str] = field(factory=dict)
    links: Mapping[str, str] = field(factory=dict)
    changed: frozenset[str] = frozenset()


def write(found: Sequence[tuple[Coverage, Quoted]], outcome: Outcome, why: str = "", style: Style = PLAIN) -> str:
    """Each policy's counts, what isn't accounted for, and what cites nothing; the verdict comes last."""
    blocks = ["\n".join(_policy(coverage, quoted, style)) for coverage, quoted in found]
    told = style.outcome(outcome, outcome.value) + (f", {why}" if why else "")
    return "\n\n".join([*blocks, "\n".join(framed("verdict", [told], style))]) + "\n"


def _policy(coverage: Coverage, quoted: Quoted, style: Style) -> Iterator[str]:
    policy = coverage.policy
    title = policy.title or policy.name
    yield style.strong(inert(title if title == coverage.model else f"{title} in {coverage.model}"))
    if not coverage.sentences:
        yield from labelled("sentences", ["not known: the policy names no outline"], style)
        return
    yield from framed("sentences", _sections(coverage), style)
    uncovered = coverage.of(State.UNCOVERED)
    yield from _sentences("uncovered", uncovered, quoted, style)
    yield from _sentences("cited too", coverage.marked_and_cited, quoted, style)
    changed = [one for one in coverage.sentences if one.number in quoted.changed]
    yield from labelled("changed", [_look_again(one) for one in changed], style)
    yield from labelled("cite none", _named(coverage.without), style)
    yield from labelled("implied", _named(coverage.implied), style)


def _sections(coverage: Coverage) -> list[str]:
    """A row for each section, and one for all."""
    sections: dict[str, list[Sentence]] = {}
    for one in coverage.sentences:
        sections.setdefault(one.number.rpartition(".")[0], []).append(one)
    rows = [["section", *(state.value for state in State), ""]]
    for section, mine in sections.items():
        rows.append([section, *(_number(sum(one.state is state for one in mine)) for state in State), ""])
    rows.append(["all", *(_number(len(coverage.of(state))) for state in State), f"{coverage.percent} %"])
    return [inert(line) for line in table(rows)]


def _number(count: int) -> str:
    return str(count) if count else "-"


def _sentences(label: str, some: Sequence[Sentence], quoted: Quoted, style: Style) -> list[str]:
    """Sentences with their words and links, where these are at hand; else their numbers in a row."""
    if not quoted.sentences:
        return labelled(label, [", ".join(one.number for one in some)] if some else [], style)
    lines: list[str] = []
    for one in some:
        words = quoted.sentences.get(one.number)
        lines += wrapped(inert(f'{one.number}: "{words}"' if words else f"{one.number}: not in the text any more"))
        if link := quoted.links.get(one.number):
            lines.append(f"  {link}")
    return framed(label, lines, style)


def _look_again(one: Sentence) -> str:
    who = ", ".join(f"{by.kind} {by.name}" for by in one.by) or ("its mark" if one.why else "nobody cites it")
    return f"{one.number} isn't as outlined; " + (f"look again at {who}" if one.by or one.why else who)


def _named(some: Sequence[Citer]) -> list[str]:
    """By kind: those without a reason in a row, then each of the others with its own."""
    kinds: dict[str, list[Citer]] = {}
    for one in sorted(some, key=lambda one: natural(one.name)):
        kinds.setdefault(one.kind, []).append(one)
    told: list[str] = []
    for kind, mine in sorted(kinds.items()):
        bare = [one.name for one in mine if not one.implied]
        told += [f"{kind} {', '.join(bare)}"] if bare else []
        told += [f"{kind} {one.name}: {one.implied}" for one in mine if one.implied]
    return told


def write_json(found: Sequence[tuple[Coverage, Quoted]], outcome: Outcome) -> str:
    """The coverage as JSON."""
    document = {
        "schema": SCHEMA,
        "verdict": outcome.value,
        "policies": [_policy_json(coverage, quoted) for coverage, quoted in found],
    }
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal


def _policy_json(coverage: Coverage, quoted: Quoted) -> Json:
    policy = coverage.policy
    return {
        "policy": policy.name,
        "title": policy.title or policy.name,
        "model": coverage.model,
        "outline": policy.outline or None,
        "counts": {
            "sentences": len(coverage.sentences),
            "cited": len(coverage.of(State.CITED)),
            "non_normative": len(coverage.of(State.NON_NORMATIVE)),
            "uncovered": len(coverage.of(State.UNCOVERED)),
        },
        "percent": coverage.percent if coverage.sentences else None,
        "sentences": [_sentence_json(one, quoted) for one in coverage.sentences],
        "without": [_citer_json(one) for one in coverage.without],
        "implied": [_citer_json(one) for one in coverage.implied],
    }


def _sentence_json(one: Sentence, quoted: Quoted) -> Json:
    return {
        "number": one.number,
        "state": one.state.value,
        "by": [_citer_json(citer) for citer in one.by],
        "why": one.why or None,
        "as_outlined": one.number not in quoted.changed if quoted.sentences else None,
        "text": quoted.sentences.get(one.number),
        "link": quoted.links.get(one.number),
    }


def _citer_json(one: Citer) -> Json:
    return {
        "kind": one.kind,
        "name": one.name,
        "implied": one.implied or None,
        "file": one.span.file,
        "line": one.span.line,
        "column": one.span.column,
    }
