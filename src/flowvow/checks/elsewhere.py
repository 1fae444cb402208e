"""P108: a copy that a promised deletion covers, with somebody whom it doesn't ask.

What: `require: {delete: …}` asks those whom it binds. The same data also stay at a place of somebody else's, such as a
court, a counterparty or a store of a stranger's, and no deletion reaches them there.
Why: the promise is kept, and yet the person's data aren't gone; whoever answers the request should be able to say so.
Kept: the only copies are at the party's own stores, each with a delete flow.
Broken: a copy was also handed to an auditor, `kept: 10 years`.
Remedy: nothing need be done; say it in the answer, let the clause travel, or don't hand the copy on.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowvow.checks.about_choice import listed, widest
from flowvow.checks.case import Case
from flowvow.checks.grouping import cited
from flowvow.checks.leaving import Left
from flowvow.findings.finding import Finding, Level, Place
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.clauses import Clause
from flowvow.text.natural import natural

CODE = "P108"


def run(case: Case) -> Iterator[Finding]:
    """Findings of this check, one for each clause and place."""
    for clause in case.system.clauses:
        found: dict[str, list[Left]] = {}
        for left in case.choices.elsewhere(clause.id):
            found.setdefault(left.place, []).append(left)
        for place, together in found.items():
            yield _finding(case, clause, place, together)


def _finding(case: Case, clause: Clause, place: str, together: list[Left]) -> Finding:
    data = widest(case, {left.atom for left in together})
    states = case.states
    targets = [
        Target(copy, -1, states.both(case.presence.states_of.get(copy, NONE), left.states))
        for left in together
        for copy in left.copies
    ]
    return Finding(
        code=CODE,
        level=Level.NOTE,
        message=f"{clause.name} doesn't ask {place}, where {listed(data)} {'stay' if len(data) > 1 else 'stays'}",
        clauses=(clause.id,),
        cites=cited([clause]),
        actor=place,
        data=data,
        about=tuple(sorted({left.subject for left in together}, key=natural)),
        routes=case.route_to(target for target in targets if target.states != NONE),
        cause=case.cause(states.union(left.states for left in together)),
        span=clause.span,
        places=(Place(place, case.system.actors[place].span),),
        help="say so to who asks for deletion, or let the clause travel",
    )
