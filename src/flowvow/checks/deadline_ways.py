"""What the model does about a promise with a time: the flows that serve it, and how long each of them takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flowvow.checks.case import Case
from flowvow.checks.delays import delays
from flowvow.findings.deadline import Due, Way
from flowvow.graph.states import NONE
from flowvow.model.clauses import Need
from flowvow.model.times import Duration, Sum, Truth, at_most
from flowvow.policy.only import keeps
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural


class Sight(NamedTuple):
    """One flow, or chain of flows, that serves a promise for one datum; without steps, nothing does.

    Attributes:
        place, atom, subject: the datum and where its copy is, or who gets it; empty where the promise names none.
        steps: names of the flows along which it is asked for, the last of which does it; of a copy that stays, whoever
            says how long, the flow that brings it or the place.
        sometimes: without steps, whether in other states something does.
    """

    place: str
    atom: str
    subject: str
    does: Due
    steps: tuple[str, ...] = ()
    lengths: tuple[Duration | None, ...] = ()
    length: Duration | Sum | None = None
    sometimes: bool = False


def sights(case: Case, rule: Rule) -> Iterator[Sight]:
    """All of them. Raises ``BudgetError`` where the states are too many."""
    require = rule.clause.require
    if require is None:
        yield from _kept(case, rule)
    elif require.need is Need.DELETE:
        yield from _deleted(case, rule)
    elif require.need is Need.RETURN:
        yield from _returned(case, rule)
    else:
        yield from _notified(case, rule)


def _asked(case: Case, rule: Rule, by_place: bool) -> Iterator[tuple[str, str, str, int]]:
    """Each datum that is to be deleted or returned, with the states in which it is due."""
    st = case.states
    found: dict[tuple[str, str, str], int] = {}
    for asked in case.events[rule.clause.policy].asked.get(rule.key, ()):
        key = (asked.copy.holder if by_place else "", asked.copy.atom, asked.copy.subject)
        found[key] = st.either(found.get(key, NONE), st.both(asked.there, asked.due))
    yield from ((*key, states) for key, states in found.items())


def _deleted(case: Case, rule: Rule) -> Iterator[Sight]:
    party = case.events[rule.clause.policy].serving.party
    within = rule.clause.require.within if rule.clause.require is not None else None
    assert within is not None
    for place, atom, subject, due in _asked(case, rule, by_place=True):
        served = NONE
        for i, _ in case.keeping.deleting(place, atom, subject):
            for delay in delays(case.keeping, party, i, atom, subject):
                served = case.states.either(served, delay.states)
                if case.states.both(delay.states, due) != NONE:
                    lengths = tuple(flow.within for flow in delay.flows)
                    names = tuple(flow.name for flow in delay.flows)
                    yield Sight(place, atom, subject, Due.DELETE, names, lengths, delay.length)
        if case.states.less(due, served) != NONE:
            terms = dict.fromkeys((term.said_by, term.length) for term in case.keeping.terms(place, atom, subject))
            if not all(length and no_longer(case, length, within) is Truth.YES for _, length in terms):
                yield Sight(place, atom, subject, Due.DELETE, sometimes=case.some(due, served))
            for name, length in terms:
                yield Sight(place, atom, subject, Due.KEEP, (name,), (length,), length)


def _returned(case: Case, rule: Rule) -> Iterator[Sight]:
    require, serving = rule.clause.require, case.events[rule.clause.policy].serving
    assert require is not None
    for _, atom, subject, due in _asked(case, rule, by_place=False):
        served = NONE
        for flow, states, _ in serving.returning(rule, require, atom, subject):
            served = case.states.either(served, states)
            if case.states.both(states, due) != NONE:
                yield Sight(flow.recipient, atom, subject, Due.RETURN, (flow.name,), (flow.within,), flow.within)
        if case.states.less(due, served) != NONE:
            yield Sight("", atom, subject, Due.RETURN, sometimes=case.some(due, served))


def _notified(case: Case, rule: Rule) -> Iterator[Sight]:
    require, events = rule.clause.require, case.events[rule.clause.policy]
    assert require is not None
    trigger = events.reaching.where(rule.clause.condition, frozenset())
    wanted = case.vocabulary.data.all_atoms(require.of)
    served = NONE
    for i, flow, _ in events.serving.flows(rule, "notify", require.names):
        states = case.presence.guards[i]
        for atom in wanted:
            carried = (copy for copy in case.presence.sources[i] if copy.atom == atom)
            states = case.states.both(states, case.states.union(case.presence.happens(i, copy) for copy in carried))
        served = case.states.either(served, states)
        if case.states.both(states, trigger) != NONE:
            yield Sight(flow.recipient, "", "", Due.NOTIFY, (flow.name,), (flow.ahead,), flow.ahead)
    if case.states.less(trigger, served) != NONE:
        yield Sight("", "", "", Due.NOTIFY, sometimes=case.some(trigger, served))


def _kept(case: Case, rule: Rule) -> Iterator[Sight]:
    found: dict[Sight, None] = {}
    for _, ends, content in case.sweeps[rule.clause.policy].reached(rule):
        if ends.flow.recipient and keeps(rule, ends, content, case.vocabulary):
            kept = ends.flow.kept or case.system.actors[ends.flow.recipient].kept
            names = (ends.flow.name,)
            found[Sight(ends.flow.recipient, content.atom, content.subject, Due.KEEP, names, (kept,), kept)] = None
    yield from found


def ways(case: Case, rule: Rule, bound: Duration, seen: Iterable[Sight]) -> tuple[Way, ...]:
    """What was seen, told once for all places and data that share it."""
    seen = list(seen)
    known = {sight.atom for sight in seen}
    everyone: dict[tuple[str, str], set[str]] = {}
    whole: dict[tuple[object, ...], dict[tuple[str, str], set[str]]] = {}
    first: dict[tuple[object, ...], Sight] = {}
    for sight in seen:
        key = (sight.steps, sight.lengths, sight.sometimes)
        first.setdefault(key, sight)
        whole.setdefault(key, {}).setdefault((sight.place, sight.atom), set()).add(sight.subject)
        everyone.setdefault(_among(rule, sight.place, sight.atom), set()).add(sight.subject)
    found: list[Way] = []
    for one, subjects in whole.items():
        together: dict[tuple[str, tuple[str, ...]], set[str]] = {}
        for (place, atom), here in subjects.items():
            plain = here in ({place}, everyone[_among(rule, place, atom)])
            about = () if plain else tuple(sorted(here, key=natural))
            together.setdefault((place, about), set()).add(atom)
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
        for (place, about), atoms in together.items():
            alike.setdefault((named(case, rule, atoms, known), about), []).append(place)
        for (data, about), places in alike.items():
            shown = tuple(sorted((place for place in places if place), key=natural))
            found.append(_way(case, bound, first[one], shown, data, about))
    return tuple(sorted(found, key=lambda w: ([natural(p) for p in w.places], w.does.value, w.steps, w.data, w.about)))


def _among(rule: Rule, place: str, atom: str) -> tuple[str, str]:
    """Where all those are whom a datum is about: what is deleted or kept, at its place; what goes back, anywhere."""
    require = rule.clause.require
    return ("" if require is not None and require.need is Need.RETURN else place, atom)


def _way(
    case: Case, bound: Duration, sight: Sight, places: tuple[str, ...], data: tuple[str, ...], about: tuple[str, ...]
) -> Way:
    reckoning, length = case.reckoning, sight.length
    end = reckoning.end(length) if reckoning is not None and length is not None else None
    timely, dated = (Truth.MAYBE if sight.steps else Truth.NO), False
    if length is not None:
        a, b = (bound, length) if sight.does is Due.NOTIFY else (length, bound)
        timely = no_longer(case, a, b)
        dated = reckoning is not None and reckoning.settles(a, b)
    day = end.date() if end is not None else None
    return Way(sight.does, places, data, about, sight.steps, sight.lengths, length, day, timely, dated, sight.sometimes)


def no_longer(case: Case, a: Duration | Sum, b: Duration | Sum) -> Truth:
    """Whether one time is no longer than another, as of the day if there is one."""
    return case.reckoning.at_most(a, b) if case.reckoning is not None else at_most(a, b)


def named(case: Case, rule: Rule, atoms: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Atoms under the names the clause lists, where all that is known of a name is meant."""
    require = rule.clause.require
    rest, known = {atom for atom in atoms if atom}, set(known)
    wanted, shown = set(rest), []
    for name in require.names if require is not None else rule.clause.reach.data:
        here = case.vocabulary.data.atoms(name) & known if name in case.system.data else set()
        if here and here <= wanted:
            shown.append(name)
            rest -= here
    return tuple(sorted({*shown, *rest}, key=natural))
