"""What `flowvow conflicts` found, as JSON: ``flowvow-conflicts/1``, described in ``schemas/conflicts.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flowvow.findings.consistency import Conflict, Consistency, Remark, Shared, Told

SCHEMA = "flowvow-conflicts/1"

Json = dict[str, Any]


def write(found: Sequence[Consistency], verdict: str) -> str:
    """All policies, in order."""
    document = {"schema": SCHEMA, "verdict": verdict, "policies": [_policy(one) for one in found]}
    return json.dumps(document, indent=2) + "\n"  # ASCII only, so that hostile names are inert on a terminal


def _policy(found: Consistency) -> Json:
    return {
        "policy": found.policy,
        "title": found.title,
        "version": found.version,
        "system": found.system or None,
        "clauses": found.clauses,
        "compared": found.compared,
        "conflicts": [_conflict(one) for one in found.conflicts],
        "remarks": [_remark(one) for one in found.remarks],
        "unfinished": list(found.unfinished),
    }


def _conflict(conflict: Conflict) -> Json:
    return {
        "relation": conflict.relation.value,
        "level": conflict.level.value,
        "one": clause_json(conflict.one),
        "other": clause_json(conflict.other),
        "shared": [shared_json(shared) for shared in conflict.shared],
    }


def shared_json(shared: Shared) -> Json:
    """Some combinations and the states, as the schema has them."""
    cause = shared.cause
    return {
        "words": list(shared.words),
        "enabled_by": [list(one) for one in cause.enabled_by],
        "enabled_by_more": cause.enabled_more,
    }


def clause_json(clause: Told) -> Json:
    """A clause, as the schema has it."""
    return {
        "id": clause.id,
        "form": clause.form.value,
        "cites": list(clause.cites),
        "hedged": clause.hedged,
        "file": clause.span.file or None,
        "line": clause.span.line,
    }


def _remark(remark: Remark) -> Json:
    return {
        "fault": remark.fault.value,
        "level": remark.level.value,
        "clause": clause_json(remark.clause),
        "why": remark.why,
        "clauses": list(remark.clauses),
        "open": list(remark.open),
        "count": remark.count,
    }
