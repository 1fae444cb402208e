"""A difference as JSON: ``flowvow-diff/1``, described in ``schemas/diff.schema.json``."""

from __future__ import annotations

import json
from typing import Any

from flowvow.findings.difference import Cited, Difference, FlowChange, Refinement, Said, Statement, Told, Version
from flowvow.text.span import Span

SCHEMA = "flowvow-diff/1"
Json = dict[str, Any]


def write(found: Difference, verdict: str) -> str:
    """The difference; ``verdict`` is the exit code's word: same, changed or undecided."""
    document = {
        "schema": SCHEMA,
        "verdict": verdict,
        "old": _version(found.old),
        "new": _version(found.new),
        "compared": found.compared,
        "words": [
            {
                "section": one.section,
                "old": one.old or None,
                "new": list(one.new),
                "change": one.change,
                "details": list(one.details),
                "gained": list(one.gained),
                "lost": list(one.lost),
                "cites": list(one.cites),
                "now_cites": list(one.now_cites),
                "why": one.why,
                "told": one.told,
            }
            for one in found.words
        ],
        "parts": [
            {
                "section": one.section,
                "name": one.name,
                "change": one.change,
                "details": list(one.details),
                **_place(one.span),
            }
            for one in found.parts
        ],
        "statements": [_statement(one) for one in found.statements],
        "model": found.model or None,
        "flows": [_flow(one) for one in found.flows],
    }
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal


def refinement(found: Refinement) -> str:
    """Whether the new version refines the old one."""
    document = {
        "schema": "flowvow-refines/1",
        "refines": found.answer,
        "old": _version(found.old),
        "new": _version(found.new),
        "example": _told(found.example) if found.example else None,
        "was": _said(found.was),
        "now": _said(found.now),
        "needs": list(found.needs),
    }
    return json.dumps(document, indent=2) + "\n"


def _version(version: Version) -> Json:
    return {"name": version.name, "title": version.title, "where": version.where}


def _statement(one: Statement) -> Json:
    return {
        "kind": one.kind.value,
        "was": _said(one.was),
        "now": _said(one.now),
        "boxes": [_told(box) for box in one.boxes],
        "limit": one.limit,
        "apart": list(one.apart),
        "unless": list(one.unless),
        "unclear": list(one.unclear),
        "derived": list(one.derived),
        "part": one.part,
        "details": list(one.details),
        "needs": list(one.needs),
    }


def _said(said: Said) -> Json:
    return {
        "verdict": said.verdict,
        "clauses": [_cited(one) for one in said.clauses],
        "also": [_cited(one) for one in said.also],
    }


def _cited(one: Cited) -> Json:
    return {"id": one.id, "form": one.form, "cites": list(one.cites), "says": one.says, **_place(one.span)}


def _told(box: Told) -> Json:
    return {
        "words": box.words,
        "sides": {dimension: list(names) for dimension, names in box.sides},
        "when": [list(one) for one in box.when],
        "when_more": box.more,
    }


def _flow(one: FlowChange) -> Json:
    return {
        "flow": one.flow,
        "act": one.act,
        "from": list(one.senders),
        "to": list(one.recipients),
        "at": one.at or None,
        "data": list(one.data),
        "about": list(one.about),
        "was": one.was,
        "now": one.now,
        "when": [list(part) for part in one.when],
        "when_more": one.more,
        "old": [_cited(clause) for clause in one.old],
        "new": [_cited(clause) for clause in one.new],
        "needs": list(one.needs),
        "taken_in": one.taken_in,
        **_place(one.span),
    }


def _place(span: Span) -> Json:
    return {"file": span.file or None, "line": span.line, "column": span.column}
