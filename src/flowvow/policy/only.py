"""``only``: within its reach nothing but these purposes, recipients, states or times. Permits nothing (item 19).

It asks of every flow in reach: for another purpose? to somebody else? while the condition doesn't hold? kept longer?
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flowvow.model.conditions import Not
from flowvow.model.facts import COMPARABLE
from flowvow.model.flows import Flow
from flowvow.model.times import Truth, at_most
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.failing import Failing
from flowvow.policy.pattern import Content, Ends
from flowvow.policy.rule import Rule

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


def failings(
    rule: Rule, ends: Ends, content: Content, vocabulary: Vocabulary, reckoning: Reckoning | None = None
) -> Iterator[Failing]:
    """The ways in which a flow in the clause's reach exceeds its limits (readings E7)."""
    only = rule.clause.only
    assert only is not None
    flow = ends.flow
    if rule.purposes is not None:
        allowed = ", ".join(only.purposes)
        if content.purpose is None:
            yield Failing("its purpose isn't told", sure=Truth.MAYBE, needs=(f"for of flow {flow.name}",))
        elif content.purpose not in rule.purposes:
            purpose = _as_listed(flow, content.purpose, vocabulary)
            yield Failing(f"it is for {purpose}", remedy=f"limit `for` to {allowed}")
    if rule.recipients is not None and flow.recipient:
        own_place = rule.pattern.at or frozenset()
        among = ends.recipient_in(rule.recipients | own_place)
        if among is not Truth.YES:
            needs = (f"to of flow {flow.name}",) if among is Truth.MAYBE else ()
            sure = Truth.MAYBE if among is Truth.MAYBE else Truth.YES
            names = ", ".join(only.recipients)
            yield Failing(f"it goes to {flow.recipient}", sure=sure, needs=needs, remedy=f"send it only to {names}")
    if only.while_ is not None:
        yield Failing(
            f"it isn't only while {only.while_}", Not(only.while_), remedy=f"guard it with `when: {only.while_}`"
        )
    if only.kept is not None and flow.recipient and keeps(rule, ends, content, vocabulary):
        kept = flow.kept or vocabulary.system.actors[flow.recipient].kept
        if kept is None:
            yield Failing("how long it is kept isn't told", sure=Truth.MAYBE, needs=(f"kept of flow {flow.name}",))
        else:
            within = reckoning.at_most(kept, only.kept) if reckoning is not None else at_most(kept, only.kept)
            dated = reckoning is not None and reckoning.settles(kept, only.kept)
            if within is not Truth.YES or dated:
                where = f"{flow.recipient} keeps it" if flow.kept is None else "it is kept"
                yield Failing(
                    f"{where} {kept}, not {only.kept}" + (f", as of {reckoning}" if dated else ""),
                    sure=_OPPOSITE[within],
                    dated=dated,
                    needs=(f"kept of flow {flow.name}{COMPARABLE}",) if within is Truth.MAYBE else (),
                    remedy=f"keep it at most {only.kept}",
                )


_OPPOSITE = {Truth.YES: Truth.NO, Truth.MAYBE: Truth.MAYBE, Truth.NO: Truth.YES}


def _as_listed(flow: Flow, atom: str, vocabulary: Vocabulary) -> str:
    """The name under which the flow lists a purpose."""
    return next((name for name in flow.purposes if atom in vocabulary.purposes.atoms(name)), atom)


def keeps(rule: Rule, ends: Ends, content: Content, vocabulary: Vocabulary) -> bool:
    """Whether the flow's arrival is one whose keeping the clause limits."""
    if rule.pattern.at is None and not rule.travels:
        return True
    if content.subject in vocabulary.persons(ends.flow.recipient):
        return False
    return rule.travels or (rule.pattern.at is not None and ends.recipient_in(rule.pattern.at) is not Truth.NO)
