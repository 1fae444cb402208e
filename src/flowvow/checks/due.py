"""What a promised notice is about: the flows before which it is due (item 26, readings F3)."""

from __future__ import annotations

from flowvow.graph.presence import Presence
from flowvow.graph.states import NONE
from flowvow.model.flows import Flow
from flowvow.model.times import Truth
from flowvow.policy.acts import acts, serves
from flowvow.policy.pattern import Ends
from flowvow.policy.rule import Rule


def due_before(rule: Rule, presence: Presence, party: frozenset[str]) -> dict[str, int]:
    """The flows before which a notice is due, by name, with the states in which they happen.

    Args:
        rule: the clause that promises the notice.
        presence: the copies that flows carry.
        party: the actors that are the policy's party or of it.
    """
    pattern, found = rule.pattern, dict[str, int]()
    fields = (pattern.acts, pattern.data, pattern.sender, pattern.recipient, pattern.purposes)
    if all(field is None for field in fields):
        return found
    vocabulary, either = presence.vocabulary, presence.states.either
    for i, flow in enumerate(presence.flows):
        fits = pattern.purposes is None or not pattern.purposes.isdisjoint(vocabulary.purposes.all_atoms(flow.purposes))
        if not fits or serves(flow.act, vocabulary):
            continue
        for copy in presence.sources[i]:
            if (pattern.data is None or copy.atom in pattern.data) and _ends_fit(
                rule, flow, copy.subject, presence, party
            ):
                there = presence.happens(i, copy)
                if there != NONE:
                    found[flow.name] = either(found.get(flow.name, NONE), there)
    return found


def _ends_fit(rule: Rule, flow: Flow, subject: str, presence: Presence, party: frozenset[str]) -> bool:
    """Whether some act of a flow about a subject, and its ends, surely fit."""
    pattern, vocabulary = rule.pattern, presence.vocabulary
    for act in acts(flow, party, subject, vocabulary):
        ends = Ends(flow, act, vocabulary.act_matches(act), frozenset(), party)
        if pattern.act_fits(ends) and pattern.leaves_fit(ends) is pattern.arrives_fit(ends) is Truth.YES:
            return True
    return False
