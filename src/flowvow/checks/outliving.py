"""C110: a copy that outlives the choice it was made under.

What: a store, or somebody who was given it to keep, has a copy only because the choice was granted; the choice is
withdrawn by a flow, no deletion reaches the copy then, and no clause promises one (that is P105's).
Why: who changes their mind means the past too. A copy that goes by itself after a stated time is a note.
Kept: `newsletter: {…, withdraw: unsubscribe}` with a list of addresses and a delete flow there, `when: not newsletter`.
Broken: the same without the delete flow.
Remedy: delete the copy on withdrawal, or say how long it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import as_finding, listed, widest
from flowvow.checks.case import Case
from flowvow.checks.leaving import Left
from flowvow.findings.finding import Finding, Level
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.times import Length

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
    kept = case.system.actors[place].kept
    ends = kept is not None and kept.kind in (Length.COUNT, Length.SESSION)
    withdraw = case.system.conditions[choice].withdraw
    data = widest(case, atoms)
    stays = f"stay{'s' if len(data) == 1 else ''}{f' for {kept}' if ends else ''}"
    return as_finding(
        case,
        choice,
        CODE,
        Level.NOTE if ends else Level.WARNING,
        f"{listed(data)} at {place} {stays} when {choice} is withdrawn by {withdraw}",
        f"delete at {place} when {choice} is withdrawn, or say how long it is kept",
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
