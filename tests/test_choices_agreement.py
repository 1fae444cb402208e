"""Product and reference agree about the choices of random models, and the models are worth agreeing on."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import pytest

from .agreement import disagreements
from .agreement_of_choices import disagreements_of_choices
from .models import random_system
from .models_of_choices import choice_features, choosing_system

MODELS = 1200
OTHERS = 300  # of the models that aren't about choices
SLICE = 25
COUNTED = 4  # the features of every fourth model are counted
WHOLE = 10  # every tenth model is compared in everything else too
LINES = 5
RARELY = 0.01

FEATURES = [
    *("H1 stops", "H1 starts", "H1 dead", "H2 bypass", "H3 bundle", "H4 wrong hand", "H5 ends"),
    *("H5 more than admitted", "H6 fine", "H6 missing", "H6 reason", "H6 never", "H6 not theirs"),
    *("H7 left behind", "H7 outlives", "H7 left, promised", "H7 deleted", "H8 asked late", "H9 alone by 1"),
    *("H9 alone by 2", "H9 not alone", "H9 others", "H9 not others", "H10 elsewhere", "several pairs"),
    *("hangs on several choices", "by default yes", "by default no", "by default undecided"),
    *(f"by {who}" for who in ("customer", "friend", "shop", "admin", "mailer")),
    *(f"default {default}" for default in ("granted", "refused", "unstated")),
]


def compare(seeds: range) -> tuple[dict[str, list[str]], Counter[str]]:
    """The disagreements by model, and in how many of the counted models each feature is."""
    found: dict[str, list[str]] = {}
    counted: Counter[str] = Counter()
    for seed in seeds:
        system = choosing_system(seed) if seed < MODELS else random_system(seed)
        try:
            told = [*disagreements_of_choices(system)]
            told += [*disagreements(system)] if seed % WHOLE == 0 and seed < MODELS else []
        except Exception:
            told = [traceback.format_exc()]
        if seed % COUNTED == 0 and seed < MODELS:
            counted.update(choice_features(system))
        if told:
            found[f"{'choosing' if seed < MODELS else 'random'}_system({seed})"] = told
    return found, counted


@pytest.fixture(scope="module")
def compared() -> tuple[dict[str, list[str]], Counter[str]]:
    """Every model, on all cores."""
    found: dict[str, list[str]] = {}
    counted: Counter[str] = Counter()
    slices = [range(start, start + SLICE) for start in range(0, MODELS + OTHERS, SLICE)]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for lines, table in pool.map(compare, slices):
            found |= lines
            counted.update(table)
    return found, counted


def test_product_and_reference_agree_about_choices(compared: tuple[dict[str, list[str]], Counter[str]]) -> None:
    """Fails with the model: `list(disagreements_of_choices(choosing_system(SEED)))` tells all of it."""
    found, _ = compared
    told = [f"{model}: {line}" for model, lines in found.items() for line in lines[:LINES]]
    if told:
        pytest.fail(f"{len(found)} of {MODELS + OTHERS} models disagree\n" + "\n".join(told[:100]), pytrace=False)


def test_every_answer_about_choices_is_met(compared: tuple[dict[str, list[str]], Counter[str]]) -> None:
    _, counted = compared
    assert {what: counted[what] for what in FEATURES if counted[what] < RARELY * MODELS / COUNTED} == {}


def test_the_same_seed_gives_the_same_choices() -> None:
    assert [choosing_system(seed) for seed in range(20)] == [choosing_system(seed) for seed in range(20)]
