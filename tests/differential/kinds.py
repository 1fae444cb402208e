"""The kinds of random models, each with what is compared of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from typing import NamedTuple

from flowvow.model.system import System
from tests.agreement import disagreements
from tests.agreement_of_choices import disagreements_of_choices
from tests.models import random_system
from tests.models_of_choices import choosing_system

from .dense import dense_system

WHOLE = 10  # every tenth model about choices is compared in everything else too


class Kind(NamedTuple):
    """One stream of models: the model of a seed, and each disagreement about it in a line."""

    name: str
    model: Callable[[int], System]
    differences: Callable[[System, int], Iterator[str]]

    def compare(self, seed: int) -> list[str]:
        """The disagreements about one seed's model; a crash is one."""
        return told(self, self.model(seed), seed)


def told(kind: Kind, system: System, seed: int) -> list[str]:
    """The disagreements about a model, perhaps a smaller one than its seed's."""
    try:
        return list(kind.differences(system, seed))
    except Exception:
        return [traceback.format_exc()]


def is_crash(line: str) -> bool:
    """Whether a disagreement is that one of the two gave no answer."""
    return line.startswith("Traceback ")


def _all(system: System, _: int) -> Iterator[str]:
    return disagreements(system)


def _about_choices(system: System, seed: int) -> Iterator[str]:
    yield from disagreements_of_choices(system)
    if seed % WHOLE == 0:
        yield from disagreements(system)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("dense", dense_system, _all),
        Kind("choices", choosing_system, _about_choices),
        Kind("plain", random_system, _all),
    )
}
