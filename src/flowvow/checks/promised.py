"""Findings of promised events that are missing, late or undecided; the three checks of them share this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import frozen

from flowvow.checks.case import Case
from flowvow.checks.delays import delays
from flowvow.checks.events import Missing
from flowvow.checks.grouping import cited, weight
from flowvow.findings.finding import Finding, Level, Place, Verdict
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE, BudgetError
from flowvow.model.clauses import Clause, Need, Require
from flowvow.model.facts import in_words, supply
from flowvow.text.natural import natural


@frozen(slots=True)
class Told:
    """What a missing event is told by.

    Attributes:
        clause: the promise.
        require: what it asks for.
        data: names of the data concerned, in words.
        place: where the copy is, for a deletion.
        late: names of flows that do it, but not in time.
        behind: notices that come after what they are about, each with the flow that it comes after.
        chain: of a late deletion that was asked for along the way, each flow with its time, the deleting one last.
        returned: names of flows that give back from there what should be deleted.
    """

    clause: Clause
    require: Require
    data: str
    place: str
    late: tuple[str, ...]
    behind: tuple[tuple[str, str], ...]
    chain: tuple[tuple[str, str], ...] = ()
    returned: tuple[str, ...] = ()


Words = Callable[[Told], tuple[str, str]]


def promised(case: Case, code: str, need: Need, words: Words, *, behind: bool = False) -> Iterator[Finding]:
    """Findings of one kind of event, one for each clause, place and set of states.

    Args:
        case: the model.
        code: the finding's code.
        need: which kind.
        words: the fault, and what would clear it.
        behind: whether those are meant that come, but after what they are about; else all others.
    """
    grouped: dict[tuple[str, str, int, bool, tuple[str, ...]], list[Missing]] = {}
    for events in case.events.values():
        for missing in events.missing:
            require = missing.rule.clause.require
            if require is not None and require.need is need and bool(missing.behind) is behind:
                key = (missing.rule.key, missing.place, missing.states, missing.sure, missing.late)
                grouped.setdefault(key, []).append(missing)
    for (id_, place, states, sure, late), together in grouped.items():
        clause = case.clause[id_]
        atoms = dict.fromkeys(m.atom for m in together if m.atom)
        data = _names(case, clause, atoms)
        assert clause.require is not None
        chain = _chain(case, together[0]) if late and place else ()
        returned = _returned(case, together) if place else ()
        behind_what = together[0].behind
        fault, remedy = words(Told(clause, clause.require, ", ".join(data), place, late, behind_what, chain, returned))
        needs = tuple(sorted({fact for m in together for fact in m.needs}, key=natural))
        if not sure:
            what = f" for {', '.join(data)}" if data else ""
            where = f" at {place}" if place else ""
            fault = f"whether {clause.name} is kept{what}{where} can't be told without knowing {in_words(needs)}"
            remedy = supply(needs)
        if sure and not case.events[clause.policy].dated.get(id_, set()).isdisjoint(_timed(case, together)):
            fault = f"{fault}, as of {case.reckoning}"
        in_order = [name for pair in together[0].behind for name in pair]
        targets = [Target(copy, -1, states) for m in together for copy in m.copies]
        yield Finding(
            code=code if sure else "P301",
            level=weight(clause) if sure else Level.WARNING,
            message=fault,
            verdict=None if sure else Verdict.UNDECIDED,
            clauses=(id_,),
            cites=cited([clause]),
            needs=needs,
            actor=place,
            data=data,
            about=tuple(sorted({m.subject for m in together if m.subject}, key=natural)),
            routes=case.route_to(targets),
            cause=case.cause(states),
            span=clause.span,
            places=_places(
                case,
                place,
                [
                    *(name for name, _ in chain),
                    *late,
                    *in_order,
                    *(need.split()[3] for need in needs if " of flow " in need),
                ],
            ),
            help=remedy,
        )


def _returned(case: Case, together: Iterable[Missing]) -> tuple[str, ...]:
    """The flows that return, from a place, what should be deleted there."""
    try:
        return tuple(dict.fromkeys(_returning(case, together)))
    except BudgetError:  # what is only told besides is no reason to leave a fault undecided
        return ()


def _returning(case: Case, together: Iterable[Missing]) -> Iterator[str]:
    presence, vocabulary = case.presence, case.vocabulary
    for i, flow in enumerate(case.system.flows):
        if not vocabulary.is_act(flow.act, "return"):
            continue
        for one in (one for one in together if flow.sender in vocabulary.matches(one.place)):
            if any(
                (copy.atom, copy.subject) == (one.atom, one.subject)
                and case.states.both(presence.happens(i, copy), one.states) != NONE
                for copy in presence.sources[i]
            ):
                yield flow.name


def _chain(case: Case, missing: Missing) -> tuple[tuple[str, str], ...]:
    """The flows along which a late deletion is asked for, with their times; empty where it is asked for by nobody."""
    party = case.events[missing.rule.clause.policy].serving.party
    for i, flow in case.keeping.deleting(missing.place, missing.atom, missing.subject):
        for delay in delays(case.keeping, party, i, missing.atom, missing.subject) if flow.name in missing.late else ():
            if len(delay.flows) > 1 and case.states.both(delay.states, missing.states) != NONE:
                return tuple((one.name, str(one.within)) for one in delay.flows)
    return ()


def _timed(case: Case, together: Iterable[Missing]) -> Iterator[str]:
    """Whose times were compared: the flows that are late, and whoever says how long a copy stays."""
    for missing in together:
        yield from missing.late
        if missing.place:
            yield from (term.said_by for term in case.keeping.terms(missing.place, missing.atom, missing.subject))


def _places(case: Case, place: str, flows: Iterable[str]) -> tuple[Place, ...]:
    """Where the copy is, and the flows that would serve it but for their time."""
    by_name = {flow.name: flow.span for flow in case.system.flows}
    found = [Place(place, case.system.actors[place].span)] if place else []
    return (*found, *(Place(name, by_name[name]) for name in dict.fromkeys(flows) if name in by_name))


def _names(case: Case, clause: Clause, atoms: dict[str, None]) -> tuple[str, ...]:
    """The atoms under the names the clause lists, where all of a name is meant."""
    require = clause.require
    assert require is not None
    rest = set(atoms)
    shown = []
    for name in require.names if require.need is not Need.NOTIFY else ():
        here = case.vocabulary.data.atoms(name)
        if here <= set(atoms):
            shown.append(name)
            rest -= here
    return tuple(sorted({*shown, *rest}, key=natural))
