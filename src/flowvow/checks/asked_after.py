"""C107: consent that is asked for after the fact.

What: a flow that needs a choice comes before the flow that asks for it, or is that flow, by the order that `after`
tells, directly or through others: a clause requires that consent of it, or its guard hangs on it.
Why: a question that comes after what it is about is a notice.
Kept: `publish: {…, when: praise-consent, after: [ask-praise]}` under a choice that is `asked: ask-praise`.
Broken: `ask-praise: {…, after: [publish]}`.
Remedy: ask first: turn the order round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from flowvow.checks import about_choice
from flowvow.checks.about_choice import listed, not_after
from flowvow.checks.asking import as_finding, asking, broken_by, flow_places, order
from flowvow.checks.case import Case
from flowvow.findings.finding import Finding, Level
from flowvow.model.conditions import Condition

CODE = "C107"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check: by the clauses, and of the flows that no clause speaks of."""
    told: dict[str, set[str]] = {}
    for clause, choice in asking(case):
        if not choice.asked:
            continue
        late = case.sweeps[clause.policy].reaching.timeline.asked_late
        broken = {name: found for name, found in broken_by(case, clause).items() if late(name, choice.asked)}
        if broken:
            told.setdefault(choice.name, set()).update(broken)
            fault = f"{order(list(broken), choice)}, and {clause.name} promises that {choice.by} is asked first"
            yield as_finding(case, CODE, clause, choice, broken, (fault, _remedy(list(broken), choice)))
    for name in case.choices.names:
        choice = case.system.conditions[name]
        flows = [flow for flow in case.choices.late(name) if flow not in told.get(name, ())]
        if flows:
            found = about_choice.as_finding(
                case, name, CODE, Level.WARNING, order(flows, choice), _remedy(flows, choice)
            )
            yield evolve(found, places=tuple(flow_places(case, flows)))


def _remedy(flows: Sequence[str], choice: Condition) -> str:
    before = [name for name in flows if name != choice.asked]
    if not before:
        return f"ask for {choice.name} in a flow of its own, before {choice.asked}"
    return f"put `after: [{choice.asked}]` on {listed(before)}, and let {choice.asked} {not_after(before)}"
