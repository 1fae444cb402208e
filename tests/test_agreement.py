"""Product and reference agree on thousands of random models, and the models are worth agreeing on."""

from __future__ import annotations

import multiprocessing
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

import pytest
from attrs import evolve

from flowvow.findings.finding import Status, Verdict
from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.conditions import All, Default, Named
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Name
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

from .agreement import disagreements
from .models import features, random_system
from .reference import Reference

MODELS = 2000
OBLIGING = 200  # more of them, each of which does what its policies require; and with acts of their own
SERVING = ("delete", "return", "notify")
SLICE = 20
LINES = 5  # shown of each model that fails
COUNTED = 5  # the features of every fifth model are counted
Table = Counter[str]

# A form or verdict that fewer models have than this is as good as untested.
RARELY = 0.01
WITH_A_FINDING = 0.3

# What a random flow seldom keeps by accident; of these the obliging models are asked.
HARD = (Need.CONSENT.value, Need.OPT_OUT.value, Need.DELETE.value)


def compare(seeds: range) -> tuple[dict[int, list[str]], Table]:
    """The disagreements by seed, and in how many of the counted models each feature is."""
    found: dict[int, list[str]] = {}
    counted: Table = Counter()
    for seed in seeds:
        system = random_system(seed)
        told = list(_lines(system))
        if seed % COUNTED == 0:
            counted.update(features(system))
        obliged = obliging(system)
        if obliged is not None and seed < OBLIGING:
            told += [f"obliging: {line}" for line in _lines(obliged)]
            ends = Reference(obliged).statuses()
            needs = {c.require.need for c in obliged.clauses if c.require and ends[c.id] is Status.KEPT}
            counted.update(f"obliging {need.value} kept" for need in needs)
        if seed < OBLIGING and any(flow.act in SERVING for flow in system.flows):
            told += [f"acts of their own: {line}" for line in _lines(of_their_own(system))]
            counted["acts of their own"] += 1
        if told:
            found[seed] = told
    return found, counted


def _lines(system: System) -> Iterator[str]:
    try:
        yield from disagreements(system)
    except Exception:
        yield traceback.format_exc()


def obliging(system: System) -> System | None:
    """The same system, but it asks first, stops when told to, and deletes; None where nothing of it is required."""
    asked = [c.require for c in system.clauses if c.require]
    choices = {name for r in asked if r.need in (Need.CONSENT, Need.OPT_OUT) for name in r.names}
    erased = {name for r in asked if r.need is Need.DELETE for name in r.names}
    if not choices and not erased:
        return None
    ask = Flow("ask", sender="shop", recipient="customer", data=("question",))
    wipe = Flow(
        "wipe", act="delete", at="anyone", data=tuple(sorted(erased)), within=Duration(Length.COUNT, 1, "hours")
    )
    guards = tuple(Named(name) for name in sorted(choices))
    flows = (evolve(f, when=All((f.when, *guards)), after=(*f.after, "ask")) for f in system.flows)
    conditions = {
        name: evolve(c, asked="ask", by="anyone", default=Default.REFUSED) if name in choices else c
        for name, c in system.conditions.items()
    }
    question = Name("question", origin=("shop",))
    more = (ask, wipe) if erased else (ask,)
    return evolve(system, flows=(*flows, *more), conditions=conditions, data={**system.data, "question": question})


def of_their_own(system: System) -> System:
    """The same system, but what serves promises is told by acts of its own, inside those that exist."""
    acts = dict(system.acts)
    for act in SERVING:
        acts |= {act: evolve(acts[act], extent=Extent.OPEN, parts=(f"{act}-duly",)), f"{act}-duly": Name(f"{act}-duly")}
    flows = (evolve(f, act=f"{f.act}-duly") if f.act in SERVING else f for f in system.flows)
    return evolve(system, acts=acts, flows=tuple(flows))


@pytest.fixture(scope="module")
def compared() -> tuple[dict[int, list[str]], Table]:
    """Every model, on all cores."""
    found: dict[int, list[str]] = {}
    counted: Table = Counter()
    slices = [range(start, start + SLICE) for start in range(0, MODELS, SLICE)]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for lines, table in pool.map(compare, slices):
            found |= lines
            counted.update(table)
    return found, counted


def test_product_and_reference_agree(compared: tuple[dict[int, list[str]], Table]) -> None:
    """Fails with the seed: `list(disagreements(random_system(SEED)))` tells all of a model's disagreements."""
    found, _ = compared
    told = [f"seed {seed}: {line}" for seed, lines in sorted(found.items()) for line in lines[:LINES]]
    if told:
        pytest.fail(f"{len(found)} of {MODELS} models disagree\n" + "\n".join(told[:100]), pytrace=False)


def test_the_models_are_not_trivial(compared: tuple[dict[int, list[str]], Table]) -> None:
    """Every form of promise and every verdict is met often enough for an agreement about it to mean something."""
    _, counted = compared
    models = MODELS // COUNTED
    forms = [form.value for form in ClauseForm if form is not ClauseForm.REQUIRE]
    asked = {form: _any(counted, f"{form} ") for form in (*forms, *(need.value for need in Need))}
    decided = {f"verdict {verdict.value}": counted[f"verdict {verdict.value}"] for verdict in Verdict}
    limits = [ClauseForm.FORBID.value, ClauseForm.ONLY.value, *(need.value for need in Need)]
    decided |= {f"{form} broken": counted[f"{form} broken"] for form in limits}
    decided |= {f"{form} kept": counted[f"{form} kept"] for form in limits if form not in HARD}
    assert {what: n for what, n in (asked | decided).items() if n < RARELY * models} == {}
    assert counted["acts of their own"] >= OBLIGING / 2
    assert counted["error"] >= WITH_A_FINDING * models
    assert counted["error by a clause"] >= WITH_A_FINDING * models
    kept = {need: counted[f"obliging {need} kept"] for need in HARD}
    assert {need: n for need, n in kept.items() if n < RARELY * OBLIGING} == {}


def _any(counted: Table, start: str) -> int:
    """The most that any feature with this beginning has; no model has it more often than this."""
    return max((n for name, n in counted.items() if name.startswith(start)), default=0)
