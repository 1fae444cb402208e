"""The flows of a model judged by two versions of a policy: which verdicts change, and in which states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from flowvow.checks.case import Case
from flowvow.checks.undisclosed import is_silent
from flowvow.findings.difference import Cited, FlowChange
from flowvow.findings.finding import Verdict
from flowvow.graph.states import EVERY, NONE, States
from flowvow.model.flows import Flow
from flowvow.model.system import System
from flowvow.model.vocabulary import Hierarchy
from flowvow.text.natural import natural

_GRAVITY = [
    Verdict.FORBIDDEN,
    Verdict.CONFLICTING,
    Verdict.UNDECIDED,
    Verdict.UNDISCLOSED,
    Verdict.DISCLAIMED,
    Verdict.PERMITTED,
]
_SAYS_NOTHING = "none"
_FINE = (Verdict.PERMITTED.value, Verdict.DISCLAIMED.value)
_SETS = 6

Unit = tuple[int, str, str, str]  # flow, act, atom, subject
# By verdict the states, and the ids of the clauses that decide there.
Table = dict[str, tuple[int, tuple[str, ...]]]


def changes(
    system: System,
    old: Sequence[str],
    new: Sequence[str],
    clauses: Mapping[str, Cited],
    ambiguous: str,
    needs: Mapping[str, tuple[str, ...]],
) -> list[FlowChange]:
    """What both versions make of every datum of every flow, where it differs.

    Args:
        system: the model, with both versions among its policies.
        old, new: the policies that are a version; of two, a flow that they judge differently is undecided.
        clauses: by id, how a clause is told.
        ambiguous: what to say isn't known, where two policies of a version differ.
        needs: by the id of a clause as told, what to say instead where it decides.
    """
    case = Case(system)
    tables = {name: _table(case, name) for name in (*old, *new)}
    units = sorted({unit for table in tables.values() for unit in table})
    gathered = _Gathered(case.states, system, case.names_of, clauses, ambiguous, needs)
    for unit in units:
        happens = case.states.union(states for table in tables.values() for states, _ in table.get(unit, {}).values())
        before = _version(case.states, [tables[name].get(unit, {}) for name in old], happens)
        after = _version(case.states, [tables[name].get(unit, {}) for name in new], happens)
        gathered.add(system.flows[unit[0]], unit, before, after)
    return gathered.told()


def between(
    old: System, new: System, clauses: Mapping[str, Cited], renamed: Mapping[str, Mapping[str, str]]
) -> list[FlowChange]:
    """What became of the verdicts of flows that two models share, each judged by its own policies.

    A flow that only the new model has is told where it isn't permitted or disclaimed. ``renamed`` gives by section the
    new names of the old model's actors, data and conditions.
    """
    cases = Case(old), Case(new)
    conditions = renamed.get("conditions", {})
    order = dict.fromkeys((*cases[1].states.order, *(conditions.get(n, n) for n in cases[0].states.order)))
    states = States(list(order))
    tables = [_by_name(cases[0], states, renamed), _by_name(cases[1], states, {})]
    gathered = _Gathered(states, new, cases[1].names_of, clauses, "", {})
    earlier = {flow.name for flow in old.flows}
    flows = {flow.name: flow for flow in (*old.flows, *new.flows)}
    for unit in sorted({unit for table in tables for unit in table}):
        before, after = (table.get(unit, {}) for table in tables)
        flow = flows[unit[0]]
        flow = next((f for f in new.flows if (f.name, f.sender, f.recipient, f.at) == unit[:4]), flow)
        happens = states.union(s for table in (before, after) for s, _ in table.values())
        known = unit[0] in earlier and any(unit[0] == f.name for f in new.flows)
        if not known and not after:
            continue  # the flow went; that is told as such
        if not known:
            after = {v: one for v, one in after.items() if v not in _FINE}
        whole = [_version(states, [table], happens) for table in (before, after)]
        if not known:
            whole[1].pop(_SAYS_NOTHING, None)
        act, atom, subject = unit[4:]
        gathered.add(flow, (0, act, atom, subject), *whole)
    return gathered.told()


class _Gathered:
    """Units whose verdict changed, those alike together."""

    def __init__(
        self,
        states: States,
        system: System,
        names_of: Callable[[Flow, Iterable[str]], tuple[str, ...]],
        clauses: Mapping[str, Cited],
        ambiguous: str,
        needs: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.states = states
        self.made = Hierarchy(system.data)
        self.names_of = names_of
        self.clauses = clauses
        self.ambiguous = ambiguous
        self.needs = needs
        self.found: dict[tuple[object, ...], dict[str, dict[str, None]]] = {}
        self.flows: dict[str, Flow] = {}

    def add(self, flow: Flow, unit: Unit, before: Table, after: Table) -> None:
        """Note where a unit's verdicts differ."""
        _, act, atom, subject = unit
        self.flows.setdefault(flow.name, flow)
        for was, (there, said) in before.items():
            for now, (then, says) in after.items():
                states = self.states.both(there, then)
                if was == now or states == NONE:
                    continue
                key = (
                    flow.name,
                    flow.at,
                    bool(flow.makes) and atom not in self.made.atoms(flow.makes),
                    act,
                    was,
                    now,
                    states,
                    _cited(said, self.clauses),
                    _cited(says, self.clauses),
                )
                group = self.found.setdefault(key, {"from": {}, "to": {}, "data": {}, "about": {}})
                for side, name in (("from", flow.sender), ("to", flow.recipient), ("data", atom), ("about", subject)):
                    if name:
                        group[side][name] = None

    def told(self) -> list[FlowChange]:
        """All of it, in order."""
        found = [self._told(key, group) for key, group in self.found.items()]
        return sorted(
            found, key=lambda one: (natural(one.flow), one.act, one.was, one.now, one.when, one.data, one.about)
        )

    def _told(self, key: tuple[object, ...], group: Mapping[str, Iterable[str]]) -> FlowChange:
        name, at, taken_in, act, was, now, states, said, says = key
        assert isinstance(states, int)
        flow = self.flows[str(name)]
        sets, more = self.states.minimal_sets(states, _SETS)
        when = tuple(sorted((tuple(sorted(one, key=_unsigned)) for one in sets), key=lambda one: (len(one), one)))
        return FlowChange(
            flow.name,
            str(act),
            str(was),
            str(now),
            tuple(sorted(group["from"], key=natural)),
            tuple(sorted(group["to"], key=natural)),
            str(at),
            self.names_of(flow, group["data"]),
            tuple(sorted(group["about"], key=natural)),
            when,
            more,
            said,  # type: ignore[arg-type]
            says,  # type: ignore[arg-type]
            self._needed(tuple(c.id for c in (*said, *says)))  # type: ignore[misc]
            if Verdict.UNDECIDED.value in (was, now)
            else (),
            bool(taken_in),
            flow.span,
        )

    def _needed(self, ids: Sequence[str]) -> tuple[str, ...]:
        """What would settle a verdict that these clauses leave undecided."""
        found = dict.fromkeys(need for one in ids for need in self.needs.get(one, ()))
        return tuple(found) or ((self.ambiguous,) if self.ambiguous else ())


def _unsigned(name: str) -> tuple[tuple[int, int, str], ...]:
    return natural(name.removeprefix("not "))


def _by_name(case: Case, states: States, renamed: Mapping[str, Mapping[str, str]]) -> dict[tuple[str, ...], Table]:
    """All policies' tables in one, by the names and ends of flows, in an algebra that two models share."""
    found: dict[tuple[str, ...], Table] = {}
    memo: dict[int, int] = {NONE: NONE, EVERY: EVERY}
    actors, data, conditions = (renamed.get(section, {}) for section in ("actors", "data", "conditions"))
    for policy in case.system.policies:
        for (i, act, atom, subject), table in _table(case, policy.name).items():
            flow = case.system.flows[i]
            ends = (actors.get(end, end) for end in (flow.sender, flow.recipient, flow.at))
            name, slash, other = atom.partition("/")
            what = f"{data.get(name, name)}{slash}{other}"
            unit = (flow.name, *ends, act, what, actors.get(subject, subject))
            carried = {v: (_carried(case.states, one, states, conditions, memo), i) for v, (one, i) in table.items()}
            found[unit] = _gravest(states, [found.get(unit, {}), carried])
    return found


def _gravest(states: States, tables: Iterable[Table]) -> Table:
    """Of several policies' verdicts the gravest in each state."""
    together = list(tables)
    found: Table = {}
    graver = NONE
    for verdict in (one.value for one in _GRAVITY):
        mine = [table[verdict] for table in together if verdict in table]
        left = states.less(states.union(one for one, _ in mine), graver)
        if left != NONE:
            found[verdict] = left, tuple(dict.fromkeys(c for _, ids in mine for c in ids))
        graver = states.either(graver, left)
    return found


def _carried(source: States, a: int, target: States, called: Mapping[str, str], memo: dict[int, int]) -> int:
    """A set of states in another algebra that knows its conditions."""
    found = memo.get(a)
    if found is None:
        name = source.support(a)[0]
        low, high = (_carried(source, source.given(a, {name: yes}), target, called, memo) for yes in (False, True))
        where = target.where(called.get(name, name))
        found = memo[a] = target.either(target.both(where, high), target.less(low, where))
    return found


def _table(case: Case, policy: str) -> dict[Unit, Table]:
    """By unit the gravest verdict in each state, over roles and purposes."""
    st = case.states
    states: dict[Unit, dict[Verdict, int]] = {}
    deciding: dict[tuple[Unit, Verdict], dict[str, None]] = {}
    for ruled in case.sweeps[policy].rulings:
        verdict = ruled.ruling.verdict
        if verdict is Verdict.UNDISCLOSED and is_silent(case, ruled.act):
            continue
        unit = (ruled.flow, ruled.act, ruled.atom, ruled.subject)
        mine = states.setdefault(unit, {})
        mine[verdict] = st.either(mine.get(verdict, NONE), ruled.ruling.states)
        deciding.setdefault((unit, verdict), {}).update(dict.fromkeys(ruled.ruling.clauses))
    found: dict[Unit, Table] = {}
    for unit, by_verdict in states.items():
        graver = NONE
        for verdict in _GRAVITY:
            left = st.less(by_verdict.get(verdict, NONE), graver)
            if left != NONE:
                found.setdefault(unit, {})[verdict.value] = (left, tuple(deciding[unit, verdict]))
            graver = st.either(graver, left)
    return found


def _version(states: States, tables: Sequence[Table], happens: int) -> Table:
    """What a version says in each state in which the flow happens."""
    whole = []
    for table in tables:
        silent = states.less(happens, states.union(one for one, _ in table.values()))
        whole.append({**table, **({_SAYS_NOTHING: (silent, ())} if silent != NONE else {})})
    if len(whole) == 1:
        return whole[0]
    found: Table = {}
    first, second = whole
    for one, (there, said) in first.items():
        for other, (then, says) in second.items():
            both = states.both(there, then)
            if both == NONE:
                continue
            verdict = one if one == other else Verdict.UNDECIDED.value
            before, clauses = found.get(verdict, (NONE, ()))
            found[verdict] = states.either(before, both), tuple(dict.fromkeys((*clauses, *said, *says)))
    return found


def _cited(ids: tuple[str, ...], clauses: Mapping[str, Cited]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(clauses[one] for one in ids))
