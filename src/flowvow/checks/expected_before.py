"""Whether a finding was there already, before a proposal was laid over the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from flowvow.checks.expected_states import within
from flowvow.findings.finding import Finding

Key = tuple[object, ...]


def added(findings: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """The findings that are new, or speak of further data, subjects or states than they did."""
    known: dict[Key, list[Finding]] = defaultdict(list)
    for finding in before:
        known[_key(finding)].append(finding)
    return [finding for finding in findings if not any(_covers(old, finding) for old in known[_key(finding)])]


def _key(finding: Finding) -> Key:
    return finding.code, finding.verdict, finding.clauses, finding.flow, finding.actor


def _covers(old: Finding, new: Finding) -> bool:
    return (
        set(new.data) <= set(old.data)
        and set(new.about) <= set(old.about)
        and (new.cause == old.cause or within(new.cause, old.cause))
    )
