"""Where product and reference disagree about the choices of one system: nowhere, if both are right.

Compared in every state: what each choice stops and starts, its bypasses, what withdrawing leaves behind; and whole:
dead choices, bundles, costs, wrong hands, ways back, late questions, and the causes of every use.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from flowvow.checks.case import Case
from flowvow.checks.choosing import Choices, Use, WayBack
from flowvow.model.clauses import Clause, Need
from flowvow.model.system import System
from tests.reference import Reference, State, enabling_sets, stopping_sets

WAYS_BACK = {
    WayBack.FINE: "fine",
    WayBack.MISSING: "missing",
    WayBack.REASON: "reason",
    WayBack.NEVER: "never",
    WayBack.NOT_THEIRS: "not theirs",
}


def disagreements_of_choices(system: System) -> Iterator[str]:
    """Each disagreement in a line; nothing where there is none."""
    case, reference = Case(system), Reference(system)
    choices = Choices(case)
    both = Both(case, reference)
    yield from differ("choices", choices.names, reference.choices())
    yield from differ("dead", choices.dead(), reference.dead())
    yield from differ("wrong hands", wrong_hands(choices), reference.wrong_hands())
    for choice in reference.choices():
        yield from of_a_choice(both, choices, choice)
    yield from of_uses(both, choices)
    for clause in deleting_clauses(system):
        left = choices.elsewhere(clause.id)
        ours = both.spread(((one.place, one.atom, one.subject), one.states) for one in left)
        yield from differ(f"elsewhere of {clause.id}", ours, reference.elsewhere(clause))


def deleting_clauses(system: System) -> list[Clause]:
    return [c for c in system.clauses if c.require is not None and c.require.need is Need.DELETE]


class Both:
    """The states of a system, for sets of states that the product gives."""

    def __init__(self, case: Case, reference: Reference) -> None:
        self.case = case
        self.reference = reference
        self.order = case.states.order

    def states(self, found: int) -> list[State]:
        holds, order = self.case.states.holds_in, self.order
        return [s for s in self.reference.states() if holds(found, {name: name in s for name in order})]

    def spread(self, rows: Iterable[tuple[tuple[str, ...], int]], without: str = "") -> set[tuple[object, ...]]:
        """Each row once for each of its states; ``without`` a choice, which the states then don't depend on."""
        found = set()
        for row, states in rows:
            here = self.states(states)
            assert not without or {s - {without} for s in here} == {s for s in here if without not in s}, row
            found |= {(*row, state - {without}) for state in here}
        return found


def key(use: Use) -> tuple[str, str, str]:
    return use.flow, use.atom, use.subject


def wrong_hands(choices: Choices) -> set[tuple[object, ...]]:
    return {(*key(hands.use), frozenset(hands.choices)) for hands in choices.wrong_hands()}


def of_a_choice(both: Both, choices: Choices, choice: str) -> Iterator[str]:
    reference, spread = both.reference, both.spread
    changed = choices.change(choice)
    stopped = spread(((key(c.use), c.stopped) for c in changed), choice)
    started = spread(((key(c.use), c.started) for c in changed), choice)
    bypasses = ((c.stopped.flow, c.by.flow, c.by.atom, c.by.subject, c.states) for c in choices.bypasses(choice))
    left = choices.left(choice)
    ended, more = choices.ended(choice)
    yield from differ(f"{choice} stops", stopped, reference.stops(choice))
    yield from differ(f"{choice} starts", started, reference.stops(choice, False))
    ways = spread(((row[:4], row[4]) for row in bypasses), choice)
    yield from differ(f"bypasses of {choice}", ways, reference.bypasses(choice))
    yield from differ(f"bundle of {choice}", choices.bundle(choice), reference.bundled(choice))
    yield from differ(f"purposes that {choice} ends", ended, reference.costs(choice)[0])
    yield from differ(f"not admitted for {choice}", more, reference.costs(choice)[1])
    yield from differ(f"way back of {choice}", [WAYS_BACK[choices.way_back(choice)]], [reference.way_back(choice)])
    behind = spread((((one.place, one.atom, one.subject), one.states) for one in left), choice)
    yield from differ(f"left by {choice}", behind, reference.left_behind(choice))
    outliving = spread((((one.place, one.atom, one.subject), one.outlives) for one in left), choice)
    yield from differ(f"outlives {choice}", outliving, reference.outlives(choice))
    yield from differ(f"asked late for {choice}", choices.late(choice), reference.asked_late(choice))


def of_uses(both: Both, choices: Choices) -> Iterator[str]:
    """Whose hands each use is in, and its cause."""
    reference = both.reference
    yield from differ("uses", map(key, choices.uses), reference.there())
    names = sorted({name for state in reference.states() for name in state})
    for use in choices.uses:
        name, atom, s = key(use)
        there = both.states(use.states)
        yield from differ(f"states of {key(use)}", there, reference.there().get((name, atom, s), ()))
        yield from alone(reference, choices, use)
        yield from differ(f"others of {key(use)}", [choices.others(use)], [reference.hands(s, name, atom)[1]])
        cause = both.case.cause(use.states)
        enabled, stopped = map(frozenset, cause.enabled_by), map(frozenset, cause.stopped_by)
        yield from differ(f"enabling sets of {key(use)}", enabled, enabling_sets(there, names))
        yield from differ(f"stopping sets of {key(use)}", stopped, stopping_sets(there, reference.states(), names))
        yield from differ(f"by default of {key(use)}", [cause.by_default], [reference.by_default(there)])


def alone(reference: Reference, choices: Choices, use: Use) -> Iterator[str]:
    """A smallest assignment: as short as any, of the subject's own choices, and it stops the use."""
    name, atom, s = key(use)
    said, (size, _) = choices.alone(use), reference.hands(s, name, atom)
    yield from differ(f"alone of {key(use)}", [None if said is None else len(said)], [size])
    settled = {one.removeprefix("not "): not one.startswith("not ") for one in said or ()}
    if not set(settled) <= set(reference.choices(s)):
        yield f"alone of {key(use)}: {said} are not all of {s}"
    there = reference.there()[name, atom, s]
    if said is not None and any(all((c in state) is so for c, so in settled.items()) for state in there):
        yield f"alone of {key(use)}: {said} doesn't stop it"


def differ(what: str, ours: Iterable[object], theirs: Collection[object]) -> Iterator[str]:
    mine = set(ours)
    if mine != set(theirs):
        only = [sorted(map(_shown, one)) for one in (mine - set(theirs), set(theirs) - mine)]
        yield f"{what}: ours only {only[0]}, reference only {only[1]}"


def _shown(row: object) -> str:
    parts = row if isinstance(row, tuple) else (row,)
    return " ".join("{" + ", ".join(sorted(p)) + "}" if isinstance(p, frozenset) else str(p) for p in parts)
