"""Rulings gathered into findings: one for each clause, flow and group of data (item 30, readings G3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import define, field

from flowvow.checks.case import Case
from flowvow.checks.sweep import Ruled
from flowvow.findings.finding import Finding, Level, Place, Verdict
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY, NONE
from flowvow.model.clauses import Clause
from flowvow.model.flows import Flow
from flowvow.model.routes import Route, Shows
from flowvow.policy.pattern import OUTPUT
from flowvow.text.natural import natural


@define
class Group:
    """What one finding is made of: a flow, a verdict, clauses, and the data that share their states.

    Attributes:
        flows: indices of the flow's pairs of ends.
        data: atoms and subjects.
        bad, good: what routes must show.
    """

    verdict: Verdict
    clauses: tuple[str, ...]
    policy: str
    states: int = NONE
    flows: dict[int, None] = field(factory=dict)
    data: dict[tuple[str, str], None] = field(factory=dict)
    needs: dict[str, None] = field(factory=dict)
    why: dict[str, None] = field(factory=dict)
    remedy: str = ""
    acts: dict[str, None] = field(factory=dict)
    bad: dict[Target, None] = field(factory=dict)
    good: dict[Target, None] = field(factory=dict)

    @property
    def atoms(self) -> list[str]:
        """The atoms concerned."""
        return list(dict.fromkeys(atom for atom, _ in self.data))

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subjects concerned."""
        return tuple(sorted({subject for _, subject in self.data}, key=natural))


def groups(case: Case, wanted: Callable[[Ruled], object | None]) -> Iterator[Group]:
    """Groups of the rulings that are wanted, all of one verdict.

    Args:
        case: the model.
        wanted: a key by which further to tell groups apart; None leaves the ruling out.
    """
    either = case.states.either
    by_atom: dict[tuple[object, ...], list[Ruled]] = {}
    for sweep in case.sweeps.values():
        for ruled in sweep.rulings:
            extra = wanted(ruled)
            if extra is not None:
                ruling = ruled.ruling
                name = case.system.flows[ruled.flow].name
                key = (ruled.policy, name, ruling.clauses, extra, ruled.atom)
                by_atom.setdefault(key, []).append(ruled)
    found: dict[tuple[object, ...], Group] = {}
    for whole, together in by_atom.items():
        states = NONE
        for ruled in together:
            states = either(states, ruled.ruling.states)
        first = together[0]
        group = found.setdefault(
            (*whole[:-1], states), Group(first.ruling.verdict, first.ruling.clauses, first.policy, states)
        )
        for ruled in together:
            _join(case, group, ruled)
    yield from found.values()


def _join(case: Case, group: Group, ruled: Ruled) -> None:
    ruling = ruled.ruling
    group.flows[ruled.flow] = None
    group.data[ruled.atom, ruled.subject] = None
    group.needs.update(dict.fromkeys(ruling.needs))
    group.why.update(dict.fromkeys(ruling.why))
    group.remedy = group.remedy or ruling.remedy
    group.acts[ruled.act] = None
    made = ruled.role == OUTPUT
    for places, targets in ((ruling.bad, group.bad), (ruling.good, group.good)):
        for k in places:
            targets[case.target(ruled.copies[k], ruled.flow, ruling.states, made)] = None


def cited(clauses: Iterable[Clause]) -> tuple[str, ...]:
    """The sentences of some clauses, in natural order."""
    return tuple(sorted({cite for clause in clauses for cite in clause.cites}, key=natural))


def weight(clause: Clause) -> Level:
    """Error by a firm clause, warning by a hedged one."""
    return Level.WARNING if clause.hedged else Level.ERROR


def first_flow(case: Case, group: Group) -> Flow:
    """The flow of a group, as its first pair of ends."""
    return case.system.flows[min(group.flows)]


def movement(case: Case, flows: Iterable[int]) -> str:
    """The ends of a flow in words: who to whom, or where."""
    pairs = [case.system.flows[i] for i in flows]
    if pairs[0].at:
        return f"at {_listed(f.at for f in pairs)}"
    recipients = _listed(f"any of {f.recipient}" if f.any_of else f.recipient for f in pairs)
    return f"from {_listed(f.sender for f in pairs)} to {recipients}"


def _listed(names: Iterable[str]) -> str:
    different = sorted(dict.fromkeys(names), key=natural)
    return different[0] if len(different) == 1 else f"{', '.join(different[:-1])} and {different[-1]}"


def as_finding(
    case: Case,
    group: Group,
    code: str,
    level: Level,
    message: str,
    help_: str,
) -> Finding:
    """The finding of a group, with its routes, states and places."""
    flow = first_flow(case, group)
    actors = dict.fromkeys(case.system.flows[i].recipient or case.system.flows[i].at for i in group.flows)
    named = [case.clause[id_] for id_ in group.clauses]
    routes: tuple[Route, ...] = case.route_to(group.bad)
    if group.verdict is Verdict.UNDECIDED:
        routes += case.route_to(group.good, Shows.GOOD)
    if not routes:
        # What is missing in these states is shown where it isn't: the way it would take.
        routes = case.route_to(target._replace(states=EVERY) for target in group.bad)
    return Finding(
        code=code,
        level=level,
        message=message,
        verdict=group.verdict,
        clauses=tuple(clause.id for clause in named),
        cites=cited(named),
        needs=tuple(sorted(group.needs, key=natural)) if group.verdict is Verdict.UNDECIDED else (),
        flow=flow.name,
        actor=", ".join(sorted(actors, key=natural)),
        data=case.names_of(flow, group.atoms),
        about=group.subjects,
        routes=routes,
        cause=case.cause(group.states),
        span=flow.span,
        places=tuple(Place(f"{clause.form.value} {clause.name}", clause.span) for clause in named),
        help=help_,
    )
