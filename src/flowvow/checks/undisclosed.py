"""P201: a flow that no sentence covers.

What: the party collects, shares, publishes, sells, uses or keeps a datum, and no clause permits, forbids or
disclaims it for all of its data and purposes.
Why: people were told what happens with their data, and this wasn't among it. A permit for listed parts doesn't
cover an open category.
Kept: a flow of name and e-mail address under `{permit: collect, data: contact-details}`.
Broken: the same permit and a flow that also carries the date of birth.
Remedy: drop the flow or the data, or have the text say it.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.case import Case
from flowvow.checks.grouping import as_finding, first_flow, groups, movement
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Level, Verdict

CODE = "P201"
_OUTWARD = frozenset({"collect", "share"})
# What serves a promise, and opening a store, needn't be disclosed (readings E14).
_SILENT = frozenset({"delete", "return", "notify", "read"})


def is_silent(case: Case, act: str) -> bool:
    """Whether an act needn't be disclosed."""
    return case.vocabulary.is_act(act, *_SILENT)


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check."""

    def wanted(ruled: Ruled) -> object | None:
        if ruled.ruling.verdict is not Verdict.UNDISCLOSED or is_silent(case, ruled.act):
            return None
        outward = case.vocabulary.is_act(ruled.act, *_OUTWARD)
        return (Level.WARNING if outward else Level.NOTE, ruled.act)

    told: set[tuple[str, tuple[str, ...]]] = set()
    found = []
    for group in groups(case, wanted):
        flow = first_flow(case, group)
        act = next(iter(group.acts))
        outward = case.vocabulary.is_act(act, *_OUTWARD)
        data = case.names_of(flow, group.atoms)
        message = (
            f"no sentence covers {flow.name}, {movement(case, group.flows)}: the {_noun(act)} of {', '.join(data)}"
        )
        remedy = "drop the flow or these data, or have the text disclose it"
        level = Level.WARNING if outward else Level.NOTE
        finding = as_finding(case, group, CODE, level, message, remedy)
        if level is Level.WARNING:
            told.add((flow.name, data))
        found.append((flow.name, finding))
    for name, finding in found:
        # A flow whose sharing is undisclosed needn't be told that its keeping is, too.
        if finding.level is Level.WARNING or (name, finding.data) not in told:
            yield finding


def _noun(act: str) -> str:
    nouns = {
        "collect": "collection", "derive": "derivation", "keep": "keeping", "publish": "publication", "sell": "sale",
        "share": "sharing",
    }  # fmt: skip
    return nouns.get(act, act)
