"""The whole account of consent in one model: every choice, and every flow with what it hinges on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.checks.about_choice import names_at, widest
from flowvow.checks.bypassing import Bypass
from flowvow.checks.case import Case
from flowvow.checks.leaving import Left
from flowvow.checks.outliving import times
from flowvow.checks.refusing_costs import purpose_names
from flowvow.checks.uses import Use
from flowvow.findings.consent import Anyway, Carried, ChoiceAccount, Consent, Effect, Remains
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.conditions import names_in
from flowvow.model.routes import Route, Shows
from flowvow.model.system import System
from flowvow.text.natural import natural


def consent(system: System, choice: str = "", flow: str = "") -> Consent:
    """Every choice and every flow of a model.

    Args:
        system: the model, with any proposals laid over it.
        choice: tell only this one; all where it is empty.
        flow: tell only this flow, or the flows of this frame.
    """
    case = Case(system)
    choices = case.choices
    wanted = [name for name in choices.names if choice in ("", name)]
    frames = {one.name: one.frame for one in system.flows}
    told = () if choice else (use for use in choices.uses if flow in ("", use.flow, frames[use.flow]))
    return Consent(
        system.name,
        () if flow else tuple(_account(case, name) for name in wanted),
        tuple(_carried(case, told)),
        system.proposals,
    )


def _account(case: Case, name: str) -> ChoiceAccount:
    condition, choices = case.system.conditions[name], case.choices
    changes = {change.use: change for change in choices.change(name)}
    ends, beyond = choices.ended(name)
    return ChoiceAccount(
        name=name,
        by=condition.by,
        default=condition.default.value if condition.default else "",
        asked=condition.asked,
        withdraw=condition.withdraw,
        way_back=choices.way_back(name).value,
        says=condition.says,
        cites=condition.cites,
        adds=_effects(case, name, {use: change.stopped for use, change in changes.items()}),
        starts=_effects(case, name, {use: change.started for use, change in changes.items()}),
        anyway=tuple(_anyway(case, name)),
        bundle=choices.bundle(name),
        ends=tuple(purpose_names(case, ends)),
        beyond=tuple(purpose_names(case, beyond)),
        remains=tuple(_remains(case, name)),
        span=condition.span,
    )


def _carried(case: Case, uses: Iterable[Use]) -> list[Carried]:
    """One row for each flow, states and hands: data told apart by subject first, then subjects with the same data."""
    by_subject: dict[tuple[object, ...], list[Use]] = {}
    for use in uses:
        key = (use.flow, use.subject, use.states, case.choices.alone(use), case.choices.others(use))
        by_subject.setdefault(key, []).append(use)
    rows: dict[tuple[object, ...], list[Use]] = {}
    for (flow, _, *rest), together in by_subject.items():
        rows.setdefault((flow, *rest, frozenset(use.atom for use in together)), []).extend(together)
    return [_row(case, together) for together in rows.values()]


def _row(case: Case, together: list[Use]) -> Carried:
    first, flows, conditions = together[0], case.system.flows, case.system.conditions
    flow = flows[first.index[0]]
    pairs = {i for use in together for i in use.index}
    return Carried(
        flow=flow.name,
        sender=_natural(flows[i].sender or flows[i].at for i in pairs),
        recipient=_natural(flows[i].recipient for i in pairs if flows[i].recipient),
        data=names_at(case, flow, {use.atom for use in together}),
        about=_natural(use.subject for use in together),
        purposes=flow.purposes,
        cause=case.cause(first.states),
        choices=tuple((name, conditions[name].by) for name in _natural(case.choices.hinges.choices(first.states))),
        alone=case.choices.alone(first),
        others=case.choices.others(first),
        unsure=any(use.unsure for use in together),
        span=flow.span,
    )


def _effects(case: Case, name: str, states: dict[Use, int]) -> tuple[Effect, ...]:
    concerned = [use for use, there in states.items() if there != NONE]
    guarded = {flow.name for flow in case.system.flows if name in names_in(flow.when)}
    by_states: dict[int, list[Use]] = {}
    for use in concerned:
        by_states.setdefault(states[use], []).append(use)
    found = [
        Effect(row, row.flow in guarded, case.cause(there))
        for there, together in by_states.items()
        for row in _carried(case, together)
    ]
    return tuple(sorted(found, key=lambda e: (not e.direct, natural(e.carried.flow), *_names(e.carried))))


def _names(row: Carried) -> Iterator[list[object]]:
    """By which rows of one flow are sorted: their data, then their subjects."""
    for names in (row.data, row.about):
        yield [natural(name) for name in names]


def _anyway(case: Case, name: str) -> Iterable[Anyway]:
    states = case.states
    refused = states.complement(states.where(name))
    found: dict[tuple[str, str], list[Bypass]] = {}
    for bypass in case.choices.bypasses(name):
        found.setdefault((bypass.stopped.flow, bypass.by.flow), []).append(bypass)
    for (stopped, by), together in found.items():
        there = states.both(states.union(one.states for one in together), refused)
        flows = case.system.flows
        pairs = [(i, copy, one) for one in together for i, copy in one.by.copies]
        targets = (
            Target(copy, i, states.both(case.presence.happens(i, copy), states.both(one.states, refused)))
            for i, copy, one in pairs
        )
        yield Anyway(
            stopped,
            by,
            names_at(case, flows[pairs[0][0]], {one.by.atom for one in together}),
            _natural(one.by.subject for one in together),
            _natural(flows[i].recipient or flows[i].at for i, _, _ in pairs),
            case.cause(there),
            _route(case, targets),
        )


def _remains(case: Case, name: str) -> Iterable[Remains]:
    states = case.states
    granted = states.where(name)
    found: dict[str, list[Left]] = {}
    for left in case.choices.left(name):
        found.setdefault(left.place, []).append(left)
    for place, together in found.items():
        atoms = {left.atom for left in together}
        targets = (
            Target(copy, -1, states.both(case.presence.states_of[copy], states.both(left.states, granted)))
            for left in together
            for copy in left.copies
        )
        yield Remains(
            place,
            widest(case, atoms),
            _natural(left.subject for left in together),
            tuple(times(case, place, atoms)),
            all(left.promised == left.states for left in together),
            case.cause(states.union(left.states for left in together)),
            _route(case, targets),
        )


def _route(case: Case, targets: Iterable[Target]) -> Route | None:
    routes = case.route_to((target for target in targets if target.states != NONE), Shows.GOOD)
    return routes[0] if routes else None


def _natural(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=natural))
