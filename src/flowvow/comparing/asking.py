"""May it be done? The answer of one policy to one question, with its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flowvow.comparing.boxes import Box, contains
from flowvow.comparing.conflicts import cause_of, told
from flowvow.comparing.demands import demand, excepting
from flowvow.comparing.phrases import Phrases
from flowvow.comparing.question import Question, asked
from flowvow.comparing.reach import boxes_of
from flowvow.comparing.regions import Piece, Regions, through
from flowvow.comparing.verdicts import Judged, judge
from flowvow.findings.answer import Answer, Part, Reason
from flowvow.findings.finding import Cause, Verdict
from flowvow.findings.report import Outcome
from flowvow.graph.states import EVERY, NONE, mentioned
from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.conditions import All, Named
from flowvow.policy.rule import Rule

_GRAVEST = (
    Verdict.CONFLICTING, Verdict.FORBIDDEN, Verdict.UNDISCLOSED, Verdict.DISCLAIMED, None, Verdict.PERMITTED,
)  # fmt: skip
_BAD = {Verdict.CONFLICTING, Verdict.FORBIDDEN, Verdict.UNDISCLOSED}


def answer(question: Question, regions: Regions) -> Answer:
    """What the policy says of it; raises ``BudgetError`` where the question is too wide."""
    boxes = asked(question, regions.realm, regions.party)
    states = states_of(question, regions)
    judged = list(judge(boxes, regions, states))
    rules = {rule.key: rule for rule in regions.rules}
    parts = tuple(_parts(judged, regions, rules, states, boxes))
    permitted = any(part.verdict is Verdict.PERMITTED for part in parts)
    said = {reason.clause.id for part in parts for reason in part.reasons}
    policy = regions.policy
    return Answer(
        policy.name,
        policy.title,
        policy.version,
        question.told(),
        _outcome(judged),
        parts,
        tuple(r for r in _comes_with(judged, regions, rules, question) if permitted and r.clause.id not in said),
        tuple(_spared(boxes, regions)),
    )


def states_of(question: Question, regions: Regions) -> int:
    """The states a question asks about; conditions that no clause mentions make no difference."""
    st = regions.states
    settled = [Named(name) for name in question.safeguards]
    if question.through:
        settled += [Named(through(name)) for name in regions.vocabulary.matches(question.through)]
    known = [one for one in settled if one.name in st.rank]
    states = st.of(All(tuple(known)))
    if all(name in st.rank for name in mentioned([question.when])):
        states = st.both(states, st.of(question.when))
    return states


def _outcome(judged: Sequence[Judged]) -> Outcome:
    found = {verdict for one in judged for verdict in one.verdicts}
    if found == {Verdict.PERMITTED}:
        return Outcome.KEPT
    return Outcome.BROKEN if found and found <= _BAD else Outcome.UNDECIDED


def _parts(
    judged: Sequence[Judged], regions: Regions, rules: Mapping[str, Rule], asked_about: int, asked_for: Sequence[Box]
) -> Iterator[Part]:
    """Cells with the same answer in the same states, told together with all clauses that give it."""
    phrases = Phrases(regions.realm, regions.party)
    groups: dict[tuple[Verdict | None, int], list[Judged]] = {}
    for one in judged:
        for verdict, states in one.verdicts.items():
            groups.setdefault((verdict, states), []).append(one)
    whole = len({frozenset(map(id, cells)) for cells in groups.values()}) == 1
    order = {key: place for place, key in enumerate(rules)}
    found: list[tuple[tuple[object, ...], Part]] = []
    for (verdict, states), cells in groups.items():
        by = sorted({key for cell in cells for key in cell.rules[verdict]}, key=order.__getitem__)
        reasons = tuple(Reason(told(rules[key]), _why(rules[key])) for key in by)
        words = () if whole else tuple(phrases.tell(_unfilled(cell.box, asked_for) for cell in cells))
        always = states == asked_about  # the question says when
        part = Part(verdict, words, Cause() if always else cause_of(regions, states), reasons)
        found.append(((_GRAVEST.index(verdict), part.cause.enabled_by, words), part))
    yield from (part for _, part in sorted(found, key=lambda one: one[0]))


def _unfilled(cell: Box, asked_for: Sequence[Box]) -> Box:
    """A part of what was asked, without the subject and form that were filled in for the question's data."""
    whole = next((box for box in asked_for if contains(box, cell)), cell)
    return cell.having({side: None for side in ("about", "form") if cell.side(side) == whole.side(side)})


def _why(rule: Rule) -> str:
    return demand(rule.clause) or rule.clause.says


def _comes_with(
    judged: Sequence[Judged], regions: Regions, rules: Mapping[str, Rule], question: Question
) -> Iterator[Reason]:
    """Limits and requirements that reach it, and what is promised of such data afterwards."""
    reached = {key for one in judged for key in one.reached}
    for key, rule in rules.items():
        if key in reached and rule.clause.form in (ClauseForm.ONLY, ClauseForm.REQUIRE):
            yield Reason(told(rule), demand(rule.clause))
    if not question.data:
        return
    atoms = regions.vocabulary.data.atoms(question.data)
    for rule in regions.promised:
        require = rule.clause.require
        assert require is not None
        if require.need is not Need.NOTIFY and atoms & regions.vocabulary.data.all_atoms(require.names):
            yield Reason(told(rule), demand(rule.clause))


def _spared(boxes: Sequence[Box], regions: Regions) -> Iterator[Reason]:
    """Clauses whose exceptions make a difference to what was asked."""
    asked_for = [Piece(box, EVERY) for box in boxes]
    for rule in regions.rules:
        if not rule.exceptions:
            continue
        where = regions.states.of(rule.clause.condition)
        plain = regions.met(asked_for, [Piece(box, where) for box in boxes_of(rule, regions.realm)])
        if where != NONE and plain and not regions.within(plain, regions.reach(rule)):
            yield Reason(told(rule), f"except {excepting(rule.clause.exceptions)}")
