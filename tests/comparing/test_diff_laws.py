"""L9: a version compared with itself has no differences, and comparing the other way round mirrors them."""

from __future__ import annotations

from attrs import evolve

from flowvow.checks.versions import changes
from flowvow.comparing.difference import cited, difference, versions_of
from flowvow.comparing.statements import Comparison, Found
from flowvow.comparing.translating import translated
from flowvow.comparing.versions import Versions
from flowvow.comparing.words import words
from flowvow.findings.difference import Change
from flowvow.model.system import System
from flowvow.model.wordings import Wording
from tests.models import random_system

from .changing import renamed, versions

SEEDS = range(7000, 7060)


def test_a_version_is_the_same_as_itself() -> None:
    """Fails where a region is compared by its clause's name, or an exception is taken out twice."""
    met = 0
    for seed in SEEDS:
        system = random_system(seed)
        found = difference(system, system, Wording())
        assert not found.changed, seed
        assert not found.undecided, seed
        met += found.compared
    assert met > len(SEEDS)


def test_other_words_for_the_same_are_no_difference() -> None:
    """Fails where clauses are compared by their words and not by what these mean."""
    for seed in SEEDS:
        system = evolve(random_system(seed), flows=())
        later, wording = renamed(system, system.policies[0])
        found = difference(evolve(system, policies=system.policies[:1]), later, wording)
        assert found.statements == (), seed
        assert found.words == (), seed


def test_the_other_way_round_is_the_mirror_image() -> None:
    """Fails where what is barred before and permitted now is told by the permit in one direction only."""
    changed = 0
    for seed in SEEDS:
        old, new, wording = versions(seed)
        there = mirrored(old, new, wording, False)
        back = mirrored(new, old, wording, True)
        assert there == back, seed
        changed += bool(there)
    assert changed > len(SEEDS) // 2


def mirrored(old: System, new: System, wording: Wording, back: bool) -> set[tuple[object, ...]]:
    """The changes as seen in the direction of the mapping: what either version says, and of what."""
    both = words(new, old, wording).turn() if back else words(old, new, wording)
    pair = Versions(both)
    return {_seen(one, pair, back) for one in Comparison(pair).all()}


def _seen(one: Found, pair: Versions, back: bool) -> tuple[object, ...]:
    names = tuple(rule.clause.name for rule in one.old), tuple(rule.clause.name for rule in one.new)
    says = (one.was, one.now)
    boxes = frozenset((states, frozenset(boxes)) for states, boxes in _told(one, pair).items())
    kind = "" if one.kind is not Change.UNDECIDED else "undecided"
    return (kind, *(reversed(names) if back else names), *(reversed(says) if back else says), boxes)


def _told(one: Found, pair: Versions) -> dict[tuple[tuple[str, ...], ...], list[object]]:
    """The region by its states, in large boxes; states by their sets, as two runs number their diagrams apart."""
    from flowvow.comparing.boxes import largest

    found: dict[tuple[tuple[str, ...], ...], list[object]] = {}
    for states, boxes in pair.new.by_states(one.region).items():
        key = tuple(sorted(tuple(sorted(one)) for one in pair.states.minimal_sets(states)[0]))
        found.setdefault(key, []).extend(largest(boxes, pair.space))
    return found


def test_a_model_judged_in_other_words_is_judged_the_same() -> None:
    """Every data type is called otherwise in the other text; fails where a translated clause loses or gains a name."""
    judged = 0
    for seed in SEEDS:
        model = random_system(seed)
        model = evolve(model, policies=model.policies[:1])
        text = evolve(model, flows=())
        later, wording = renamed(text, text.policies[0])
        later = evolve(later, policies=(evolve(later.policies[0], name="later"),))
        versions = versions_of(text, later, wording)
        system, names = translated(versions, versions.new, model)
        assert len(names) == 1, seed
        clauses = {c.id: cited(c) for c in system.clauses}
        assert changes(system, ("shop-policy",), names, clauses, "", {}) == [], seed
        judged += len(model.flows)
    assert judged > 2 * len(SEEDS)
