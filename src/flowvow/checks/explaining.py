"""What `explain` says of a code, a clause, a flow or a finding of a model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flowvow.checks.case import Case
from flowvow.checks.catalogue import manuals
from flowvow.checks.dead import happens
from flowvow.checks.grouping import movement
from flowvow.checks.remedies import smallest_edit
from flowvow.checks.run import check, report
from flowvow.checks.statuses import rests_on_date, status_of
from flowvow.checks.undisclosed import is_silent
from flowvow.findings.account import Account
from flowvow.findings.finding import Finding, Verdict
from flowvow.model.clauses import Clause
from flowvow.model.conditions import ALWAYS
from flowvow.model.system import System
from flowvow.text.natural import natural

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning

Facts = list[tuple[str, tuple[str, ...]]]


def explain_code(code: str) -> Account | None:
    """The manual of a finding code; None if there is no such code."""
    manual = manuals().get(code.upper())
    return Account(code.upper(), "code", manual=manual) if manual is not None else None


def explain(system: System, name: str, reckoning: Reckoning | None = None) -> Account | None:
    """What is to be said of ``clause:NAME``, ``flow:NAME`` or a fingerprint; None if it isn't in the model."""
    kind, _, rest = name.partition(":")
    case = Case(system, reckoning=reckoning)
    findings = report(case).findings
    if kind == "clause":
        clause = next((c for c in system.clauses if rest in (c.name, c.id)), None)
        return _clause(case, clause, findings) if clause is not None else None
    if kind == "flow":
        return _flow(case, rest, findings) if any(f.name == rest for f in system.flows) else None
    finding = next((f for f in findings if f.fingerprint == name), None)
    if finding is None:
        return None
    edit = (
        smallest_edit(system, finding, partial(check, reckoning=reckoning))
        if finding.flow or finding.clauses or finding.choice
        else None
    )
    return Account(name, "finding", system.name, manuals()[finding.code], (), (finding,), edit, True, finding.span)


def names(system: System) -> list[str]:
    """What `explain` can be asked about in a model, for suggestions."""
    found = [f"clause:{clause.name}" for clause in system.clauses]
    return found + [f"flow:{name}" for name in dict.fromkeys(flow.name for flow in system.flows)]


def _clause(case: Case, clause: Clause, findings: tuple[Finding, ...]) -> Account:
    concerned = tuple(f for f in findings if clause.id in f.clauses and f.code not in ("P202", "E101"))
    reached = sorted(
        {
            case.system.flows[ruled.flow].name
            for ruled in case.sweeps[clause.policy].rulings
            if clause.id in ruled.ruling.clauses
        },
        key=natural,
    )
    dated = f", as of {case.reckoning}: another date may tell otherwise" if rests_on_date(case, clause) else ""
    facts: Facts = [("status", (status_of(case, clause).value + dated,))]
    if clause.says or clause.duty:
        facts.append(("says", (clause.says or clause.duty,)))
    if clause.hedged:
        facts.append(("hedged", (f'by "{clause.hedged}": broken, it is a warning',)))
    for label, why in (("implied", clause.implied), ("idle", clause.idle), ("why", clause.why)):
        if why:
            facts.append((label, (why,)))
    if clause.condition != ALWAYS:
        facts.append(("if", (str(clause.condition),)))
    if clause.travels:
        facts.append(("travels", ("it follows the data to every later holder",)))
    if reached:
        facts.append(("decides", (", ".join(reached),)))
    facts.append(("cites", clause.cites))
    return Account(f"clause:{clause.name}", "clause", case.system.name, "", tuple(facts), concerned, span=clause.span)


def _flow(case: Case, name: str, findings: tuple[Finding, ...]) -> Account:
    indices = [i for i, flow in enumerate(case.system.flows) if flow.name == name]
    flow = case.system.flows[indices[0]]
    facts: Facts = [("moves", (f"{', '.join(flow.data)} {movement(case, indices)}",))]
    if flow.makes:
        facts.append(("makes", (f"{flow.makes} ({flow.how.value if flow.how else ''})",)))
    facts.append(("for", (", ".join(flow.purposes) or "not told",)))
    facts.append(("when", (str(flow.when),)))
    facts += _verdicts(case, indices)
    facts += [("cites", flow.cites)] if flow.cites else []
    facts += [("implied", (flow.implied,))] if flow.implied else []
    concerned = tuple(f for f in findings if f.flow == name and f.code != "E101")
    return Account(f"flow:{name}", "flow", case.system.name, "", tuple(facts), concerned, span=flow.span)


def _verdicts(case: Case, indices: list[int]) -> Facts:
    """Each verdict with its data and the clauses that give it."""
    flow = case.system.flows[indices[0]]
    found: dict[tuple[Verdict, tuple[str, ...], str], dict[str, None]] = {}
    for sweep in case.sweeps.values():
        for ruled in sweep.rulings:
            silent = ruled.ruling.verdict is Verdict.UNDISCLOSED and is_silent(case, ruled.act)
            if ruled.flow in indices and not silent:
                key = (ruled.ruling.verdict, ruled.ruling.clauses, ruled.act)
                found.setdefault(key, {})[ruled.atom] = None
    lines = []
    for (verdict, clauses, act), atoms in found.items():
        by = f" by {', '.join(id_.rpartition('/')[2] for id_ in clauses)}" if clauses else ""
        lines.append(f"{verdict.value}{by}: {act} {', '.join(case.names_of(flow, atoms))}")
    if not lines:
        live = any(happens(case, i, case.system.flows[i]) for i in indices)
        lines = ["no clause decides it, and none has to" if live else "it happens for nothing"]
    return [("verdict", tuple(dict.fromkeys(lines)))]
