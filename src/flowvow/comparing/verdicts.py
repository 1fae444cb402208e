"""What a policy makes of combinations, in which states: the verdicts of item 22 over boxes.

What is asked about is cut until every clause reaches all of a part or nothing of it; then each part is judged as a
flow would be whose copy is at its first holder (readings E11 and E13).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from flowvow.comparing.boxes import EVERYTHING, MOST, Box, BudgetError, contains, less, overlap
from flowvow.comparing.regions import Region, Regions
from flowvow.comparing.relations import strictly_around
from flowvow.findings.finding import Verdict
from flowvow.graph.states import NONE
from flowvow.model.clauses import ClauseForm
from flowvow.policy.rule import Rule


@frozen(slots=True, eq=False)
class Judged:
    """One part of what was asked about, in all states.

    Attributes:
        verdicts: for each verdict the states; None is none of the text's business.
        rules: for each verdict the clauses that say so, by id, with the states in which they do.
        reached: every clause that reaches it in some state, by id, with those states.
    """

    box: Box
    verdicts: Mapping[Verdict | None, int]
    rules: Mapping[Verdict | None, Mapping[str, int]]
    reached: Mapping[str, int]


@frozen(slots=True, eq=False)
class _Layer:
    """One clause in one role: what it reaches, or what it bars."""

    rule: Rule
    role: str
    region: Region


def judge(boxes: Iterable[Box], regions: Regions, states: int) -> Iterator[Judged]:
    """Parts of some boxes, each with its verdicts in the states asked about; raises ``BudgetError``."""
    layers = list(_layers(regions))
    made = 0
    for box in boxes:
        for part in _uniform(box, regions):
            for cell, here in _cut(part, layers, regions):
                made += 1
                if made > MOST:
                    raise BudgetError
                yield _judged(cell, here, regions, states)


def _layers(regions: Regions) -> Iterator[_Layer]:
    for rule in regions.rules:
        yield _Layer(rule, "reach", regions.reach(rule))
        if not rule.covers:
            yield _Layer(rule, "bars", regions.bars(rule))


def _uniform(box: Box, regions: Regions) -> Iterator[Box]:
    """Parts of which all acts are done by the same end, and in all or none of which the party has a hand."""
    acts, party = regions.realm.acts, regions.party
    for who in acts.values():
        one = overlap(box, EVERYTHING.having({"act": who}))
        rest = [one] if one is not None else []
        for place in ("from", "to", "at"):
            hand = EVERYTHING.having({place: party})
            yield from (both for part in rest if (both := overlap(part, hand)) is not None)
            rest = [left for part in rest for left in less(part, hand, regions.realm.space)]
        yield from rest


def _cut(box: Box, layers: Sequence[_Layer], regions: Regions) -> Iterator[tuple[Box, list[_Layer]]]:
    """Cells of a box, each with the layers, whose pieces each hold all of it."""
    waiting = [(box, layers)]
    while waiting:
        here, known = waiting.pop()
        near = []
        for layer in known:
            pieces = [piece for piece in layer.region if overlap(piece.box, here) is not None]
            if pieces:
                near.append(_Layer(layer.rule, layer.role, pieces))
        crossing = next((p.box for one in near for p in one.region if not contains(p.box, here)), None)
        if crossing is None:
            yield here, near
            continue
        inside = overlap(here, crossing)
        assert inside is not None
        waiting += [(part, near) for part in (inside, *less(here, crossing, regions.realm.space))]
        if len(waiting) > MOST:
            raise BudgetError


def _judged(box: Box, layers: Sequence[_Layer], regions: Regions, asked: int) -> Judged:
    st = regions.states
    settled = _lent(box, regions)

    def where(role: str, *forms: ClauseForm) -> dict[str, tuple[Rule, int]]:
        found: dict[str, tuple[Rule, int]] = {}
        for layer in layers:
            if layer.role == role and (not forms or layer.rule.clause.form in forms):
                whole = st.union(st.given(piece.states, settled) for piece in layer.region)
                if (states := st.both(whole, asked)) != NONE:
                    found[layer.rule.key] = layer.rule, states
        return found

    reached = where("reach")
    permits, disclaims = where("reach", ClauseForm.PERMIT), where("reach", ClauseForm.DISCLAIM)
    bars, forbids = where("bars"), where("bars", ClauseForm.FORBID)
    arriving = bool((box.side("act") or frozenset()) & regions.realm.acts["arriving"])
    clash: dict[str, int] = {}
    for forbid, barred in forbids.values():
        for permit, covered in permits.values():
            both = st.both(barred, covered)
            if both != NONE and not strictly_around(permit, forbid, regions, arriving):
                for rule in (forbid, permit):
                    clash[rule.key] = st.either(clash.get(rule.key, NONE), both)
    conflicting = st.union(clash.values())
    all_barred = st.union(s for _, s in bars.values())
    all_permitted = st.union(s for _, s in permits.values())
    rest = st.less(asked, all_barred)
    verdicts: dict[Verdict | None, int] = {
        Verdict.CONFLICTING: conflicting,
        Verdict.FORBIDDEN: st.less(all_barred, conflicting),
        Verdict.PERMITTED: st.both(all_permitted, rest),
    }
    rest = st.less(rest, all_permitted)
    spoken = st.union(s for rule, s in reached.values() if rule.clause.form is not ClauseForm.DISCLAIM)
    in_scope = rest if _has_a_hand(box, regions) else st.both(rest, spoken)
    verdicts[Verdict.DISCLAIMED] = st.both(in_scope, st.union(s for _, s in disclaims.values()))
    verdicts[Verdict.UNDISCLOSED] = st.less(in_scope, verdicts[Verdict.DISCLAIMED])
    verdicts[None] = st.less(rest, in_scope)
    said: dict[Verdict | None, dict[str, int]] = {
        Verdict.CONFLICTING: clash,
        Verdict.FORBIDDEN: {key: s for key, (_, s) in bars.items()},
        Verdict.PERMITTED: {key: s for key, (_, s) in permits.items()},
        Verdict.DISCLAIMED: {key: s for key, (_, s) in disclaims.items()},
    }
    rules = {
        verdict: {key: met for key, s in said.get(verdict, {}).items() if (met := st.both(s, states)) != NONE}
        for verdict, states in verdicts.items()
    }
    found = {verdict: states for verdict, states in verdicts.items() if states != NONE}
    return Judged(box, found, rules, {key: s for key, (_, s) in reached.items()})


def _has_a_hand(box: Box, regions: Regions) -> bool:
    return any((box.side(place) or frozenset()) & regions.party for place in ("from", "to", "at"))


def _lent(box: Box, regions: Regions) -> dict[str, bool]:
    """The safeguards that whoever is concerned lends to all that it does."""
    found: set[str] = set()
    for place in ("from", "to", "at"):
        actors = regions.realm.space.full(box, place) & regions.realm.actors
        if actors:
            found |= frozenset.intersection(*(regions.vocabulary.safeguards(str(actor)) for actor in actors))
    return dict.fromkeys(found & set(regions.states.order), True)
