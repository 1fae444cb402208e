"""``require`` of each flow in reach: a safeguard, prior consent, an opt-out, or that it always happens (item 17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from flowvow.model.clauses import Need
from flowvow.model.conditions import ALWAYS, Condition, Default, Expression, Named, Not, Some
from flowvow.model.flows import Flow
from flowvow.model.order import earlier_flows
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.failing import Failing
from flowvow.policy.pattern import Content, Ends
from flowvow.policy.rule import Rule


@frozen
class Timeline:
    """When flows happen, as far as asking first goes: by the flow's name, all its pairs of ends together.

    Attributes:
        earlier: the names of flows that come before it.
        when: where some pair of its ends has its ``when``.
    """

    earlier: Mapping[str, frozenset[str]]
    when: Mapping[str, Expression]

    @classmethod
    def of(cls, flows: Iterable[Flow]) -> Timeline:
        """That of some flows."""
        flows = tuple(flows)
        guards: dict[str, list[Expression]] = {}
        for flow in flows:
            guards.setdefault(flow.name, []).append(flow.when)
        when = {name: ALWAYS if ALWAYS in found else Some(tuple(found)) for name, found in guards.items()}
        return cls(earlier_flows(flows), when)

    def asked_late(self, flow: str, asked: str) -> bool:
        """Whether a flow comes before the one that asks, or is it."""
        return asked == flow or flow in self.earlier.get(asked, frozenset())


def failings(
    rule: Rule, ends: Ends, content: Content, safeguards: frozenset[str], vocabulary: Vocabulary, timeline: Timeline
) -> Iterator[Failing]:
    """The ways in which a flow in reach fails the requirement, but for ``happens`` (readings E8).

    Args:
        rule: the clause.
        ends, content: the unit.
        safeguards: those the flow has.
        vocabulary: the names.
        timeline: which flows come first, and when they happen.
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
        if content.subject not in vocabulary.choosers(condition.by):
            yield Failing(
                f"{choice} is the choice of {condition.by}, not of {content.subject}, whose data these are",
                remedy=f"ask {content.subject}",
            )
        yield Failing(
            f"it happens without {choice} being granted", Not(Named(choice)), remedy=f"guard it with `when: {choice}`"
        )
        yield from _asked_first(flow, condition, timeline)
        yield from _by_default(condition)


def _asked_first(flow: Flow, choice: Condition, timeline: Timeline) -> Iterator[Failing]:
    name, asked = choice.name, choice.asked
    if not asked:
        yield Failing(f"no flow asks for {name}", sure=Truth.MAYBE, needs=(f"asked of choice {name}",))
        return
    if timeline.asked_late(flow.name, asked):
        turned = f"take {flow.name} off what {asked} is `after`, and put {flow.name} `after: [{asked}]`"
        remedy = turned if asked != flow.name else f"ask for {name} in a flow before it"
        yield Failing(f"{name} is asked only afterwards, by {asked}", remedy=remedy)
    elif asked not in timeline.earlier.get(flow.name, frozenset()):
        yield Failing(
            f"whether {asked} asks for {name} first isn't told",
            sure=Truth.MAYBE,
            needs=(f"after of flow {flow.name}",),
            remedy=f"put it `after: {asked}`",
        )
    asking = timeline.when.get(asked, Some())
    if asking != ALWAYS:
        remedy = f"let {asked} happen whenever {flow.name} does, or guard {flow.name} by what {asked} hangs on"
        yield Failing(f"it happens where {asked}, which asks for {name}, doesn't", Not(asking), remedy=remedy)


def _by_default(choice: Condition) -> Iterator[Failing]:
    """What is granted by default is granted before anybody was asked."""
    if choice.default is Default.GRANTED:
        remedy = f"let {choice.name} be refused by default"
        yield Failing(f"{choice.name} is granted by default, before anybody is asked", remedy=remedy)
    elif choice.default is not Default.REFUSED:
        needs = (f"default of choice {choice.name}",)
        yield Failing("", sure=Truth.MAYBE, needs=needs)
