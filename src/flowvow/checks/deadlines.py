"""Which promises have a time, by which day they are due, and by which day the model does it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from flowvow.checks.case import Case
from flowvow.checks.deadline_ways import Sight, named, no_longer, sights, ways
from flowvow.findings.deadline import Deadline, Deadlines, Due, Overlap
from flowvow.graph.states import NONE, BudgetError
from flowvow.model.clauses import Clause, Need
from flowvow.model.conditions import ALWAYS
from flowvow.model.times import Duration, Truth
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

_KINDS = {Need.DELETE: Due.DELETE, Need.RETURN: Due.RETURN, Need.NOTIFY: Due.NOTIFY}


@frozen
class _Promise:
    """A clause with a time, and what was seen of the model."""

    rule: Rule
    kind: Due
    length: Duration
    trigger: int
    sights: tuple[Sight, ...]
    unseen: bool

    @property
    def copies(self) -> frozenset[tuple[str, str, str]]:
        """What it promises a time for: places, atoms and subjects; for a return wherever they are."""
        anywhere = self.kind is Due.RETURN
        return frozenset(("" if anywhere else s.place, s.atom, s.subject) for s in self.sights if s.atom)


def deadlines(case: Case) -> Deadlines:
    """All promises of a model that have a time."""
    promises = [promise for rule in case.rules for promise in _promise(case, rule)]
    return Deadlines(
        case.system.name,
        case.system.proposals,
        tuple((policy.name, policy.title or policy.name) for policy in case.system.policies),
        case.reckoning,
        tuple(evolve(_told(case, one), overlaps=tuple(_overlaps(case, one, promises))) for one in promises),
    )


def _promise(case: Case, rule: Rule) -> Iterator[_Promise]:
    found = _timed(rule.clause)
    if found is None:
        return
    kind, length = found
    events = case.events[rule.clause.policy]
    unseen = any(missing.rule is rule and "budget" in missing.needs for missing in events.missing)
    trigger, seen = NONE, tuple[Sight, ...]()
    try:
        trigger = events.reaching.where(rule.clause.condition, frozenset())
        seen = tuple(sights(case, rule)) if trigger != NONE and not unseen else ()
    except BudgetError:
        unseen = True
    yield _Promise(rule, kind, length, trigger, seen, unseen)


def _timed(clause: Clause) -> tuple[Due, Duration] | None:
    """What a clause has a time for, and which."""
    only, require = clause.only, clause.require
    if only is not None and only.kept is not None:
        return Due.KEEP, only.kept
    length = (require.within or require.ahead) if require is not None else None
    return (_KINDS[require.need], length) if require is not None and length is not None else None


def _told(case: Case, promise: _Promise) -> Deadline:
    clause, kind = promise.rule.clause, promise.kind
    require, reach = clause.require, clause.reach
    end = case.reckoning.end(promise.length) if case.reckoning is not None else None
    party = next(policy.party for policy in case.system.policies if policy.name == clause.policy)
    data, whom = reach.data, reach.recipient or reach.at
    if require is not None:
        data, whom = (require.of, require.names) if kind is Due.NOTIFY else (require.names, require.to)
    return Deadline(
        clause.id,
        kind,
        data,
        whom,
        reach.by or (reach.at if kind is not Due.KEEP else ()) or (party,),
        "" if clause.condition == ALWAYS else str(clause.condition),
        promise.trigger != NONE or promise.unseen,
        promise.length,
        end.date() if end is not None else None,
        ways(case, promise.rule, promise.length, promise.sights),
        unseen=promise.unseen,
        cites=clause.cites,
        says=clause.says,
        hedged=clause.hedged,
        span=clause.span,
    )


def _overlaps(case: Case, promise: _Promise, others: list[_Promise]) -> Iterator[Overlap]:
    """Promises about the same copies that can be due together, but for those with the same time."""
    for other in others:
        common = promise.copies & other.copies
        if not common or not case.some(promise.trigger, other.trigger):
            continue
        shorter = no_longer(case, promise.length, other.length)
        longer = no_longer(case, other.length, promise.length)
        if shorter is longer is Truth.YES:
            continue
        sooner = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.MAYBE: Truth.MAYBE}[shorter]
        if longer is Truth.YES:
            sooner = Truth.YES
        together = (promise.kind is Due.KEEP) is (other.kind is Due.KEEP) and promise.trigger == other.trigger
        atoms = {atom for _, atom, _ in common}
        known = {atom for _, atom, _ in promise.copies}
        places = tuple(sorted({place for place, _, _ in common if place}, key=natural))
        yield Overlap(other.rule.key, places, named(case, promise.rule, atoms, known), sooner, together)
