"""What `flowvow ask` answers, as JSON: ``flowvow-ask/1``, described in ``schemas/ask.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowvow.findings.answer import Answer, Near, Part, Reason, Silence
from flowvow.outputs.consistency_json import clause_json

SCHEMA = "flowvow-ask/1"

Json = dict[str, Any]


def write(
    verdict: str, answers: Sequence[Answer] = (), near: Sequence[Near] = (), silences: Sequence[Silence] = ()
) -> str:
    """The answers of all policies, in order; ``near`` holds one entry for each of them, or is empty."""
    told = [_answer(answer) for answer in answers]
    for one, closest in zip(told, near, strict=False):
        one["closest"] = {"covering": closest.covering, "clauses": [_reason(reason) for reason in closest.clauses]}
    document = {"schema": SCHEMA, "verdict": verdict, "answers": told, "silences": [_silence(s) for s in silences]}
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal


def _answer(answer: Answer) -> Json:
    return {
        "policy": answer.policy,
        "title": answer.title,
        "version": answer.version,
        "question": answer.question,
        "outcome": answer.outcome.value,
        "parts": [_part(part) for part in answer.parts],
        "comes_with": [_reason(reason) for reason in answer.comes_with],
        "spared": [_reason(reason) for reason in answer.spared],
        "closest": None,
    }


def _part(part: Part) -> Json:
    return {
        "verdict": part.verdict.value if part.verdict else None,
        "words": list(part.words),
        "enabled_by": [list(one) for one in part.cause.enabled_by],
        "enabled_by_more": part.cause.enabled_more,
        "by_default": part.cause.by_default,
        "reasons": [_reason(reason) for reason in part.reasons],
    }


def _reason(reason: Reason) -> Json:
    return {"clause": clause_json(reason.clause), "words": reason.words}


def _silence(silence: Silence) -> Json:
    return {
        "policy": silence.policy,
        "data": list(silence.data),
        "actors": list(silence.actors),
        "purposes": list(silence.purposes),
        "combinations": list(silence.combinations),
        "combinations_more": silence.more,
    }
