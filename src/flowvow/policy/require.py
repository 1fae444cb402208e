"""``require`` of each flow in reach: a safeguard, prior consent, an opt-out, or that it always happens (item 17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flowvow.model.clauses import Need
from flowvow.model.conditions import Named, Not
from flowvow.model.flows import Flow
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.failing import Failing
from flowvow.policy.pattern import Content, Ends
from flowvow.policy.rule import Rule

Order = Mapping[str, frozenset[str]]


def failings(
    rule: Rule, ends: Ends, content: Content, safeguards: frozenset[str], vocabulary: Vocabulary, earlier: Order
) -> Iterator[Failing]:
    """The ways in which a flow in reach fails the requirement, but for ``happens`` (readings E8).

    Args:
        rule: the clause.
        ends, content: the unit.
        safeguards: those the flow has.
        vocabulary: the names.
        earlier: for each flow the names of flows that come before it.
    """
    require = rule.clause.require
    assert require is not None
    flow = ends.flow
    if require.need is Need.WITH:
        missing = [name for name in require.names if name not in safeguards]
        if missing:
            yield Failing(f"it lacks {', '.join(missing)}", remedy=f"add `with: {', '.join(missing)}`")
    elif require.need is Need.OPT_OUT:
        (choice,) = require.names
        yield Failing(
            f"it goes on when {choice} is refused", Not(Named(choice)), remedy=f"guard it with `when: {choice}`"
        )
    elif require.need is Need.CONSENT:
        (choice,) = require.names
        condition = vocabulary.system.conditions[choice]
        if content.subject not in vocabulary.matching.get(condition.by, frozenset()):
            yield Failing(
                f"{choice} is the choice of {condition.by}, not of {content.subject}, whose data these are",
                remedy=f"ask {content.subject}",
            )
        yield Failing(
            f"it happens without {choice} being granted", Not(Named(choice)), remedy=f"guard it with `when: {choice}`"
        )
        yield from _asked_first(flow, choice, condition.asked, earlier)


def _asked_first(flow: Flow, choice: str, asked: str, earlier: Order) -> Iterator[Failing]:
    if not asked:
        yield Failing(f"no flow asks for {choice}", sure=Truth.MAYBE, needs=(f"asked of choice {choice}",))
    elif asked == flow.name or flow.name in earlier.get(asked, frozenset()):
        turned = f"take {flow.name} off what {asked} is `after`, and put {flow.name} `after: [{asked}]`"
        remedy = turned if asked != flow.name else f"ask for {choice} in a flow before it"
        yield Failing(f"{choice} is asked only afterwards, by {asked}", remedy=remedy)
    elif asked not in earlier.get(flow.name, frozenset()):
        yield Failing(
            f"whether {asked} asks for {choice} first isn't told",
            sure=Truth.MAYBE,
            needs=(f"after of flow {flow.name}",),
            remedy=f"put it `after: {asked}`",
        )
