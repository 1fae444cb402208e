"""In how many of the models each thing is, alone and in pairs: an agreement about what is never there is empty."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from typing import NamedTuple

from flowvow.text.natural import natural
from tests.models_of_choices import count_choice_features

from .features import COPIES, DERIVATIONS, FINDING, FORMS, PAIRED, SINGLE, TRAITS, VERDICTS, features
from .kinds import KINDS
from .running import slices

RARELY = 0.01
WITH_A_FINDING = 0.3
SLICE = 100

Pair = tuple[str, str]


class Counted(NamedTuple):
    """Of how many models, and in how many each feature and each pair of features is."""

    models: int
    alone: Counter[str]
    pairs: Counter[Pair]

    def share(self, feature: str) -> float:
        return self.alone[feature] / self.models

    def rare(self, floor: float = RARELY) -> list[tuple[str, float]]:
        """Features below a share."""
        return [(name, self.share(name)) for name in (*PAIRED, *SINGLE) if self.share(name) < floor]

    def rare_pairs(self, floor: float = RARELY) -> list[tuple[Pair, float]]:
        """Pairs below a share, the rarest first."""
        every = [(pair, self.pairs[pair] / self.models) for pair in combinations(sorted(PAIRED), 2)]
        return sorted((one for one in every if one[1] < floor), key=lambda one: (one[1], one[0]))


def count(kind: str, seeds: Iterable[int]) -> Counted:
    """The features of some seeds' models."""
    alone: Counter[str] = Counter()
    pairs: Counter[Pair] = Counter()
    models = 0
    for seed in seeds:
        found = features(KINDS[kind].model(seed))
        models += 1
        alone.update(found)
        pairs.update(combinations(sorted(found & PAIRABLE), 2))
    return Counted(models, alone, pairs)


PAIRABLE = frozenset(PAIRED)


def count_on_all_cores(kind: str, seeds: range, jobs: int = 0) -> Counted:
    """The same, slice by slice."""
    whole = Counted(0, Counter(), Counter())
    with ProcessPoolExecutor(jobs or os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(count, *zip(*((kind, one) for one in slices(seeds, SLICE)), strict=True)):
            whole.alone.update(part.alone)
            whole.pairs.update(part.pairs)
            whole = whole._replace(models=whole.models + part.models)
    return whole


# --- as text --------------------------------------------------------------------------------------------------------

GROUPS = {
    "Verdicts": VERDICTS,
    "Clauses with something in their reach": FORMS,
    "Forms of copies": COPIES,
    "Derivations that are fed": DERIVATIONS,
    "Other features": tuple(trait for trait in TRAITS if trait not in (*COPIES, *DERIVATIONS)),
    "Statuses, and what else is met": SINGLE,
}


def tables(kind: str, seeds: range, counted: Counted) -> str:
    """The whole of it as a page."""
    return "\n".join(_lines(kind, seeds, counted)) + "\n"


def _lines(kind: str, seeds: range, counted: Counted) -> Iterator[str]:
    rare, rare_pairs = counted.rare(), counted.rare_pairs()
    every = len(PAIRED) * (len(PAIRED) - 1) // 2
    yield f"# What is in the models: {kind}, seeds {seeds[0]} to {seeds[-1]}"
    yield ""
    yield f"A model in {counted.share(FINDING):.1%} has a finding. Of {len(PAIRED)} features that are paired,"
    yield f"{len(rare)} are in less than {RARELY:.0%} of the models; of their {every} pairs, {len(rare_pairs)}."
    for title, names in GROUPS.items():
        yield from ("", f"## {title}", "", "| feature | models |", "| --- | ---: |")
        yield from (f"| {name} | {counted.share(name):.1%} |" for name in names)
    yield from ("", "## The rarest pairs", "", "| one | other | models |", "| --- | --- | ---: |")
    rarest = sorted(combinations(sorted(PAIRED), 2), key=lambda pair: (counted.pairs[pair], pair))
    yield from (f"| {one} | {other} | {counted.pairs[one, other] / counted.models:.1%} |" for one, other in rarest[:40])


# --- of choices -----------------------------------------------------------------------------------------------------


def table_of_choices(seeds: range, jobs: int = 0) -> str:
    """In how many of the models about choices each reading of choices (H1 to H10) is met, by the reference."""
    counted: Counter[str] = Counter()
    with ProcessPoolExecutor(jobs or os.cpu_count(), mp_context=multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(count_choice_features, slices(seeds, SLICE)):
            counted.update(part)
    head = f"# What is in the models: choices, seeds {seeds[0]} to {seeds[-1]}"
    rows = (
        f"| {name} | {n / len(seeds):.1%} |" for name, n in sorted(counted.items(), key=lambda one: natural(one[0]))
    )
    return "\n".join((head, "", "| reading | models |", "| --- | ---: |", *rows)) + "\n"
