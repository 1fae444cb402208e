"""The whole answer about the choices of one system, as text: by the product, and by the reference."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from flowvow.checks.case import Case
from flowvow.checks.choosing import Choices
from flowvow.model.system import System
from flowvow.text.natural import natural
from tests.agreement_of_choices import WAYS_BACK, Both, deleting_clauses, key
from tests.reference import Reference, State, enabling_sets, stopping_sets

Row = tuple[str, str, str, str]  # of what, which reading, its answer, when
Where = dict[str, set[State]]  # what is so, in which states
TITLES: Row = ("choice or flow", "", "answer", "when")


def by_the_product(system: System) -> str:
    """What the product says."""
    case, reference = Case(system), Reference(system)
    choices, both = Choices(case), Both(case, reference)

    def where(rows: Iterable[tuple[str, int]]) -> Where:
        return {words: there for words, states in rows if (there := set(both.states(states)))}

    def of(choice: str) -> dict[str, Where | Collection[str]]:
        changed, left = choices.change(choice), choices.left(choice)
        ended, more = choices.ended(choice)
        return {
            "stops (H1)": where((_use(*key(c.use)), c.stopped) for c in changed),
            "starts (H1)": where((_use(*key(c.use)), c.started) for c in changed),
            "bypass (H2)": where((_way(b.stopped.flow, *key(b.by)), b.states) for b in choices.bypasses(choice)),
            "bundles (H3)": choices.bundle(choice),
            "ends (H5)": ended,
            "not admitted (H5)": more,
            "way back (H6)": [WAYS_BACK[choices.way_back(choice)]],
            "left (H7)": where((_at(one.place, one.atom, one.subject), one.states) for one in left),
            "outlives (H7)": where((_at(one.place, one.atom, one.subject), one.outlives) for one in left),
            "asked late (H8)": choices.late(choice),
        }

    rows = [*_choices(reference, set(choices.dead()), of)]
    for use in choices.uses:
        alone = choices.alone(use)
        size = None if alone is None else len(alone)
        rows += _of_use(reference, _use(*key(use)), set(both.states(use.states)), size, choices.others(use))
    rows += _hands({(*key(hands.use), frozenset(hands.choices)) for hands in choices.wrong_hands()})
    for clause in deleting_clauses(system):
        found = where((_at(one.place, one.atom, one.subject), one.states) for one in choices.elsewhere(clause.id))
        rows += _where(reference, clause.name, "elsewhere (H10)", found)
    return _table(rows)


def by_the_reference(system: System) -> str:
    """What the reference says, in the same words."""
    ref = Reference(system)

    def where(rows: Iterable[tuple[object, ...]], words: Callable[..., str], without: str = "") -> Where:
        found: Where = {}
        for *row, state in rows:
            found.setdefault(words(*row), set()).update({state, state | {without}} if without else {state})
        return found

    def of(choice: str) -> dict[str, Where | Collection[str]]:
        ended, more = ref.costs(choice)
        return {
            "stops (H1)": where(ref.stops(choice), _use, choice),
            "starts (H1)": where(ref.stops(choice, False), _use, choice),
            "bypass (H2)": where(ref.bypasses(choice), _way, choice),
            "bundles (H3)": ref.bundled(choice),
            "ends (H5)": ended,
            "not admitted (H5)": more,
            "way back (H6)": [ref.way_back(choice)],
            "left (H7)": where(ref.left_behind(choice), _at, choice),
            "outlives (H7)": where(ref.outlives(choice), _at, choice),
            "asked late (H8)": ref.asked_late(choice),
        }

    rows = [*_choices(ref, ref.dead(), of)]
    for name, atom, s in sorted(ref.there(), key=lambda use: [natural(part) for part in use]):
        states = set(ref.there()[name, atom, s])
        rows += _of_use(ref, _use(name, atom, s), states, *ref.hands(s, name, atom))
    rows += _hands(ref.wrong_hands())
    for clause in deleting_clauses(system):
        rows += _where(ref, clause.name, "elsewhere (H10)", where(ref.elsewhere(clause), _at))
    return _table(rows)


def _use(flow: str, atom: str, subject: str) -> str:
    return f"{flow}: {atom} of {subject}"


def _way(stopped: str, by: str, atom: str, subject: str) -> str:
    return f"{by} for {stopped}: {atom} of {subject}"


def _at(place: str, atom: str, subject: str) -> str:
    return f"{atom} of {subject} at {place}"


def _choices(
    ref: Reference, dead: Collection[str], of: Callable[[str], dict[str, Where | Collection[str]]]
) -> Iterator[Row]:
    for choice in ref.choices():
        condition = ref.system.conditions[choice]
        yield choice, f"of {condition.by}", condition.default.value if condition.default else "", ""
        if choice in dead:
            yield choice, "dead (H1)", "nothing hangs on it", ""
        for reading, answer in of(choice).items():
            if isinstance(answer, dict):
                yield from _where(ref, choice, reading, answer)
            elif answer:
                yield choice, reading, ", ".join(sorted(answer, key=natural)), ""


def _where(ref: Reference, of: str, reading: str, answer: Where) -> Iterator[Row]:
    for words in sorted(answer, key=natural):
        yield of, reading, words, _sets(enabling_sets(answer[words], _names(ref)))


def _of_use(ref: Reference, words: str, there: set[State], alone: int | None, others: bool) -> Iterator[Row]:
    names = _names(ref)
    yield words, "happens", ref.by_default(there), _sets(enabling_sets(there, names))
    yield words, "stopped", "", _sets(stopping_sets(there, ref.states(), names))
    told = "" if alone is None else f"alone by {alone} of their choices"
    yield words, "hands (H9)", ", ".join(part for part in (told, "others cause it" if others else "") if part), ""


def _hands(found: Iterable[tuple[str, str, str, frozenset[str]]]) -> Iterator[Row]:
    for flow, atom, subject, choices in sorted(found, key=lambda row: [natural(part) for part in row[:3]]):
        yield _use(flow, atom, subject), "wrong hands (H4)", ", ".join(sorted(choices, key=natural)), ""


def _names(ref: Reference) -> list[str]:
    return sorted({name for state in ref.states() for name in state})


def _sets(sets: Iterable[Iterable[str]]) -> str:
    told = sorted(" and ".join(sorted(one, key=lambda n: n.removeprefix("not "))) for one in sets)
    return (" or ".join(told) or "always") if told else "never"


def _table(rows: list[Row]) -> str:
    """The rows below each other, each subject named once."""
    shown, last = [TITLES], ""
    for row in rows:
        shown.append(("" if row[0] == last else row[0], *row[1:]))
        last = row[0]
    widths = [max(len(row[i]) for row in shown) for i in range(len(TITLES))]
    lines = ("  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() for row in shown)
    return "\n".join(lines) + "\n"
