"""The models are worth agreeing on: nothing that the language has is so rare in them that an agreement is empty."""

from __future__ import annotations

from collections import Counter

import pytest

from flowvow.model.clauses import ClauseForm, Need

from .dense import dense_system
from .features import FINDING, FORMS, PAIRED, SINGLE, STATUSES, VERDICTS, form_of
from .shares import RARELY, WITH_A_FINDING, Counted, count, tables

MODELS = 500
# Of so few models a share may lie that far below what thousands have; `shares.md` has those.
MARGIN = 0.4
EMPTY_PAIRS = 0.005  # of all pairs, in so few models


@pytest.fixture(scope="module")
def counted() -> Counted:
    return count("dense", range(MODELS))


def test_nothing_is_rare(counted: Counted) -> None:
    assert counted.rare(RARELY * MARGIN) == []


def test_few_pairs_are_missing(counted: Counted) -> None:
    pairs = len(PAIRED) * (len(PAIRED) - 1) // 2
    never = [pair for pair, share in counted.rare_pairs() if share == 0]
    assert len(never) <= EMPTY_PAIRS * pairs, never


def test_enough_models_have_a_finding(counted: Counted) -> None:
    assert counted.share(FINDING) >= WITH_A_FINDING


def test_every_form_and_verdict_is_counted() -> None:
    """A form, need or verdict that is new in the language is missed here first."""
    plain = [form.value for form in ClauseForm if form not in (ClauseForm.ONLY, ClauseForm.REQUIRE)]
    assert set(FORMS) >= {*plain, *(f"require {need.value}" for need in Need)}
    seen = {form_of(clause) for seed in range(200) for clause in dense_system(seed).clauses}
    assert seen == set(FORMS)
    assert set(VERDICTS) <= set(PAIRED)
    assert set(STATUSES) <= set(SINGLE)
    assert len({*PAIRED, *SINGLE}) == len(PAIRED) + len(SINGLE)


def test_the_tables_tell_what_is_rare(counted: Counted) -> None:
    text = tables("dense", range(MODELS), counted)
    assert all(f"| {name} | " in text for name in (*PAIRED, *SINGLE))
    without = counted._replace(alone=Counter({name: n for name, n in counted.alone.items() if name != "via"}))
    assert ("via", 0.0) in without.rare()


def test_the_same_seed_gives_the_same_model() -> None:
    assert [dense_system(seed) for seed in range(20)] == [dense_system(seed) for seed in range(20)]
