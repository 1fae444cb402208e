"""C110: a copy that outlives the choice it was made under.

What: a store, or somebody who was given it to keep, has a copy only because the choice was granted; the choice is
withdrawn by a flow, no deletion reaches the copy then, and no clause promises one (that is P105's).
Why: who changes their mind means the past too. A copy that goes with the session is a note; so is one
that the place itself demanded, such as a court by its order, where nobody else can delete it.
Kept: `newsletter: {…, withdraw: unsubscribe}` with a list of addresses and a delete flow there, `when: not newsletter`.
Broken: the same without the delete flow.
Remedy: delete the copy on withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, listed, widest
from flowvow.checks.case import Case
from flowvow.checks.leaving import Left
from flowvow.findings.finding import Finding, Level
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.conditions import ConditionKind
from flowvow.text.natural import natural

CODE = "C110"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check, one for each choice and place."""
    for choice in case.choices.names:
        found: dict[str, list[Left]] = {}
        for left in case.choices.left(choice):
            if left.outlives != NONE:
                found.setdefault(left.place, []).append(left)
        for place, together in found.items():
            yield _finding(case, choice, place, together)


def _finding(case: Case, choice: str, place: str, together: list[Left]) -> Finding:
    states = case.states
    granted = states.where(choice)
    atoms = {left.atom for left in together}
    kept = times(case, place, atoms)
    withdraw = case.system.conditions[choice].withdraw
    data = widest(case, atoms)
    stays = f"stay{'s' if len(data) == 1 else ''}{f', kept {listed(kept)},' if kept else ''}"
    demanded = _demanded(case, place, states.union(left.outlives for left in together))
    return as_finding(
        case,
        choice,
        CODE,
        Level.NOTE if kept == ["session"] or demanded else Level.WARNING,
        f"{listed(data)} at {place} {stays} when {choice} is withdrawn by {withdraw}",
        f"say so to who withdraws {choice}" if demanded else f"delete at {place} when {choice} is withdrawn",
        actor=place,
        atoms=atoms,
        about={left.subject for left in together},
        targets=[
            Target(copy, -1, states.both(case.presence.states_of[copy], states.both(left.outlives, granted)))
            for left in together
            for copy in left.copies
        ],
        states=states.both(states.union(left.outlives for left in together), granted),
    )


def _demanded(case: Case, place: str, there: int) -> bool:
    """Whether the place has it only where it brings that about itself."""
    conditions, matches = case.system.conditions, case.vocabulary.matches(place)
    return any(
        conditions[name].kind is ConditionKind.CIRCUMSTANCE
        and conditions[name].by in matches
        and case.choices.hinges.halves(there, name)[1] == NONE
        for name in case.choices.hinges.support(there)
    )


def times(case: Case, place: str, atoms: set[str]) -> list[str]:
    """How long the place keeps such data, as far as that is told."""
    here = case.system.actors[place].kept
    told = [
        flow.kept or here
        for flow in case.system.flows
        if flow.recipient == place and not atoms.isdisjoint(case.vocabulary.data.all_atoms(flow.data))
    ]
    return sorted({str(one) for one in told or [here] if one is not None}, key=natural)
