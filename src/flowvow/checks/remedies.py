"""Changes that might clear a finding, smallest first, each tried on a copy of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve, frozen

from flowvow.checks.expected_before import added
from flowvow.checks.reordering import put_first, refused_first
from flowvow.checks.unused import inner_reaches
from flowvow.findings.account import Edit
from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.findings.report import Report
from flowvow.model.clauses import Carve, Clause, ClauseForm, Need
from flowvow.model.conditions import ALWAYS, All, ConditionKind, Expression, Named, Not, names_in
from flowvow.model.flows import Flow
from flowvow.model.order import earlier_flows
from flowvow.model.routes import Shows
from flowvow.model.system import System
from flowvow.model.times import Duration
from flowvow.model.vocabulary import kinds_of_act

Check = Callable[[System], Report]
MOST = 24
UNMET = "E101"


@frozen(slots=True)
class _Change:
    words: str
    proposal: str
    system: System


def smallest_edit(system: System, finding: Finding, check: Check) -> Edit | None:
    """The first change that clears the finding and brings no other error or warning.

    Args:
        system: the model in which the finding is.
        finding: one of its findings.
        check: how a model is checked.
    """
    if finding.code != UNMET:
        system = evolve(system, expects=False, expectations=())
    before = [f for f in check(system).findings if f.level is not Level.NOTE]
    for tried, change in enumerate(_changes(system, finding)):
        if tried == MOST:
            break
        after = check(change.system).findings
        weighty = [f for f in after if f.level is not Level.NOTE]
        among = after if finding.level is Level.NOTE else weighty
        if not any(_same(finding, other) for other in among) and not added(weighty, before):
            return Edit(change.words, change.proposal, tried)
    return None


def _same(a: Finding, b: Finding) -> bool:
    """Whether the fault is still there, perhaps for fewer data or in fewer states."""
    if a.code == UNMET:
        return (a.code, a.message) == (b.code, b.message)
    if (a.choice or a.level is Level.NOTE) and (a.code, a.choice) != (b.code, b.choice):
        return False
    if a.data and set(a.data).isdisjoint(b.data):
        return False
    return (a.clauses[:1], a.flow, a.verdict is Verdict.UNDECIDED) == (
        b.clauses[:1],
        b.flow,
        b.verdict is Verdict.UNDECIDED,
    ) and (bool(a.flow) or a.actor == b.actor)


def _changes(system: System, finding: Finding) -> Iterator[_Change]:
    clauses = [clause for id_ in finding.clauses for clause in system.clauses if clause.id == id_]
    flow = next((f for f in system.flows if f.name == finding.flow), None)
    if flow is None:
        if finding.choice and finding.actor:
            yield _forgetting(system, finding)
        yield from _first(system, finding, clauses)
        for clause in clauses:
            yield from _events(system, finding, clause)
        return
    if finding.code == "C102":
        yield from _under(system, flow, finding.choice)
    purposeless = any(need.startswith("for of") for need in finding.needs)
    for clause in clauses:
        if not purposeless:
            yield from _meeting(system, flow, clause)
        elif clause.require is not None and clause.require.need is Need.CONSENT:
            yield from _asking(system, flow, clause.require.names[0])
    yield from _supplying(system, flow, finding)
    if finding.verdict in (Verdict.UNDISCLOSED, Verdict.UNDECIDED):
        for clause in system.clauses:
            if clause.form is ClauseForm.PERMIT:
                yield from _within_permit(system, flow, clause)
    rest = tuple(name for name in flow.data if name not in finding.data)
    if rest and rest != flow.data:
        words = f"take {', '.join(finding.data)} off {flow.name}"
        yield _set(system, flow, words, f"data: [{', '.join(rest)}]", data=rest)
    yield from _removed(system, flow)


def _meeting(system: System, flow: Flow, clause: Clause) -> Iterator[_Change]:
    """Changes by which the flow would meet what the clause asks."""
    for exception in clause.exceptions:
        if isinstance(exception, Carve):
            yield from _guarded(system, flow, exception.when)
    only, require = clause.only, clause.require
    if only is not None:
        if only.purposes:
            yield _set(
                system,
                flow,
                f"use {flow.name} for {', '.join(only.purposes)} alone",
                f"for: [{', '.join(only.purposes)}]",
                purposes=only.purposes,
            )
        if only.while_ is not None:
            yield from _guarded(system, flow, only.while_)
        if only.kept is not None and flow.recipient:
            yield from _shorter_store(system, flow, only.kept)
            yield _set(system, flow, f"keep it {only.kept}", f"kept: {only.kept}", kept=only.kept)
    if require is None:
        return
    if require.need is Need.WITH:
        safeguards = tuple(dict.fromkeys((*flow.safeguards, *require.names)))
        words = f"give {flow.name} {', '.join(require.names)}"
        yield _set(system, flow, words, f"with: [{', '.join(safeguards)}]", safeguards=safeguards)
    elif require.need in (Need.CONSENT, Need.OPT_OUT):
        yield from _asking(system, flow, require.names[0])
    elif require.need is Need.HAPPENS:
        yield _set(system, flow, f"drop the guard of {flow.name}", "when: always", when=ALWAYS)


def _shorter_store(system: System, flow: Flow, kept: Duration) -> Iterator[_Change]:
    """The store keeps for a shorter time, where the time is the store's own."""
    store = system.actors[flow.recipient]
    if flow.kept is None and store.kept is not None:
        actors = {**system.actors, store.name: evolve(store, kept=kept)}
        told = f"change: {{stores: {{{store.name}: {{kept: {kept}}}}}}}"
        yield _Change(f"have {store.name} keep it {kept}", told, evolve(system, actors=actors))


def _asking(system: System, flow: Flow, choice: str) -> Iterator[_Change]:
    yield from (_Change(*change) for change in refused_first(system, choice))
    yield from _under(system, flow, choice)


def _under(system: System, flow: Flow, choice: str) -> Iterator[_Change]:
    """The flow under a choice, and after the question."""
    asked, earlier = system.conditions[choice].asked, earlier_flows(system.flows)
    yield from _guarded(system, flow, Named(choice))
    if not asked or asked == flow.name or asked in earlier[flow.name]:
        return
    if flow.name in earlier[asked]:
        yield from (_Change(*change) for change in put_first(system, asked, [flow.name]))
        return
    after = (*flow.after, asked)
    told = f"after: [{', '.join(after)}]"
    yield _set(system, flow, f"put {flow.name} after {asked}", told, after=after)
    when = _and(flow.when, Named(choice))
    if when != flow.when:
        words = f"put {flow.name} after {asked}, and only when {choice}"
        yield _set(system, flow, words, f"{told}, when: {when}", after=after, when=when)


def _supplying(system: System, flow: Flow, finding: Finding) -> Iterator[_Change]:
    """Facts that would settle an undecided finding."""
    for route in finding.routes:
        if route.shows is Shows.GOOD and len(route.steps) > 1:
            last = route.steps[-2]
            place = last.sender or last.at
            words = f"say that {flow.name} uses what came by {place}"
            yield _set(system, flow, words, f"via: {place}", via=place)


def _within_permit(system: System, flow: Flow, permit: Clause) -> Iterator[_Change]:
    """Changes by which the flow would be what a permit covers."""
    if permit.reach.purposes and flow.purposes != permit.reach.purposes:
        first = permit.reach.purposes[:1]
        yield _set(system, flow, f"say that {flow.name} is for {first[0]}", f"for: {first[0]}", purposes=first)
    yield from _guarded(system, flow, permit.condition)


def _guarded(system: System, flow: Flow, condition: Expression) -> Iterator[_Change]:
    """The flow under a further guard; a safeguard can't guard, the flow has it or lacks it."""
    names = list(names_in(condition))
    kinds = {system.conditions[name].kind for name in names}
    if kinds == {ConditionKind.SAFEGUARD}:
        safeguards = tuple(dict.fromkeys((*flow.safeguards, *names)))
        yield _set(system, flow, f"give {flow.name} {', '.join(names)}", f"with: [{', '.join(safeguards)}]",
                   safeguards=safeguards)  # fmt: skip
    when = _and(flow.when, condition)
    if ConditionKind.SAFEGUARD not in kinds and when != flow.when:
        yield _set(system, flow, f"let {flow.name} happen only when {condition}", f"when: {when}", when=when)


def _and(a: Expression, b: Expression) -> Expression:
    parts = tuple(dict.fromkeys(part for one in (a, b) for part in (one.parts if isinstance(one, All) else (one,))))
    return parts[0] if len(parts) == 1 else All(parts)


def _set(system: System, flow: Flow, words: str, told: str, **fields: Any) -> _Change:
    flows = tuple(evolve(f, **fields) if f.name == flow.name else f for f in system.flows)
    return _Change(words, f"change: {{flows: {{{flow.name}: {{{told}}}}}}}", evolve(system, flows=flows))


def _removed(system: System, flow: Flow) -> Iterator[_Change]:
    """Without the flow; what came after it comes after what it came after.

    Nothing, where more than an order names it, or what came after it would come after nothing at all: a proposal can't
    say that.
    """
    rest = [other for other in system.flows if other.name != flow.name]
    gone = {flow.name, flow.frame} - {other.frame for other in rest}
    moved = {other.name: _without(other.after, flow) for other in rest if flow.name in other.after}
    if not gone.isdisjoint(_named(system)) or not all(moved.values()):
        return
    told = f"remove: {{flows: [{flow.name}]}}"
    if moved:
        lines = ", ".join(f"{name}: {{after: [{', '.join(after)}]}}" for name, after in moved.items())
        told = f"{told}\nchange: {{flows: {{{lines}}}}}"
    flows = tuple(evolve(other, after=moved.get(other.name, other.after)) for other in rest)
    yield _Change(f"drop {flow.name}", told, evolve(system, flows=flows))


def _without(after: tuple[str, ...], flow: Flow) -> tuple[str, ...]:
    names = (n for name in after for n in (flow.after if name == flow.name else (name,)))
    return tuple(dict.fromkeys(names))


def _named(system: System) -> set[str]:
    """The flows and frames that something else than an order of flows names."""
    found = {flow.via for flow in system.flows}
    for condition in system.conditions.values():
        found |= {condition.asked, condition.withdraw}
    for clause in system.clauses:
        found |= {name for reach in (clause.reach, *inner_reaches(clause.exceptions)) for name in reach.through}
    return found - {""}


def _first(system: System, finding: Finding, clauses: list[Clause]) -> Iterator[_Change]:
    """A question or a notice comes first: before the flows that the finding points at."""
    pointed = [place.what for place in finding.places]
    if finding.choice and clauses:
        yield from (_Change(*change) for change in refused_first(system, finding.choice))
    firsts = [system.conditions[finding.choice].asked] if finding.choice else pointed
    for first in firsts:
        flows = [flow.name for flow in system.flows if flow.name in pointed and flow.name != first]
        asking = [flow for flow in system.flows if flow.name == first]
        if flows and any(finding.choice or _is(system, flow, Need.NOTIFY) for flow in asking):
            yield from (_Change(*change) for change in put_first(system, first, list(dict.fromkeys(flows))))


def _is(system: System, flow: Flow, event: Need) -> bool:
    """Whether a flow is a promised event: by its act, or one inside that."""
    return event.value in kinds_of_act(system.acts, flow.act)


def _events(system: System, finding: Finding, clause: Clause) -> Iterator[_Change]:
    """A flow that would serve the promised event."""
    require = clause.require
    if require is None:
        return
    party = next(policy.party for policy in system.policies if policy.name == clause.policy)
    names = {flow.name for flow in system.flows}
    flow: Flow | None = None
    pointed = {place.what for place in finding.places}
    for slow in [f for f in system.flows if _is(system, f, require.need) and f.name in pointed]:
        if require.within is not None:
            yield _set(system, slow, f"let {slow.name} happen within {require.within}", f"within: {require.within}",
                       within=require.within)  # fmt: skip
        elif require.ahead is not None:
            yield _set(system, slow, f"let {slow.name} happen {require.ahead} ahead", f"ahead: {require.ahead}",
                       ahead=require.ahead)  # fmt: skip
    if require.need is Need.DELETE:
        flow = Flow(_fresh(f"delete-at-{finding.actor}", names), at=finding.actor, act="delete",
                    data=finding.data, within=require.within)  # fmt: skip
        told = f"act: delete, at: {finding.actor}, data: [{', '.join(finding.data)}]"
    elif require.need is Need.RETURN and require.to:
        flow = Flow(_fresh(f"return-to-{require.to[0]}", names), sender=party, recipient=require.to[0], act="return",
                    data=finding.data, within=require.within)  # fmt: skip
        told = f"act: return, from: {party}, to: {require.to[0]}, data: [{', '.join(finding.data)}]"
    elif require.need is Need.NOTIFY and require.of:
        flow = Flow(_fresh(f"notify-{require.names[0]}", names), sender=party, recipient=require.names[0], act="notify",
                    data=require.of, ahead=require.ahead)  # fmt: skip
        told = f"act: notify, from: {party}, to: {require.names[0]}, data: [{', '.join(require.of)}]"
    if flow is None:
        return
    told += f", within: {flow.within}" if flow.within else f", ahead: {flow.ahead}" if flow.ahead else ""
    if clause.condition != ALWAYS:
        flow = evolve(flow, when=clause.condition)
        told += f", when: {clause.condition}"
    words = f"add a flow that serves {clause.name}"
    yield _Change(words, f"flows: {{{flow.name}: {{{told}}}}}", evolve(system, flows=(*system.flows, flow)))


def _forgetting(system: System, finding: Finding) -> _Change:
    """A copy goes where the choice it was made under is withdrawn."""
    place, when = finding.actor, Not(Named(finding.choice))
    name = _fresh(f"delete-at-{place}", {flow.name for flow in system.flows})
    flow = Flow(name, at=place, act="delete", data=finding.data, when=when)
    told = f"act: delete, at: {place}, data: [{', '.join(finding.data)}], when: {when}"
    words = f"delete at {place} when {finding.choice} is withdrawn"
    return _Change(words, f"flows: {{{name}: {{{told}}}}}", evolve(system, flows=(*system.flows, flow)))


def _fresh(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-too"
    return name
