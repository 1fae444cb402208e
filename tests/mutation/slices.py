"""The agreement tests in small slices, against answers that the reference gave once.

The reference is slow and no fault is planted in it, so it is asked about each model once; the product is compared with
what it said. A fault in `model/` may change the reference too: then it is asked anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from flowvow.model.system import System

from .. import agreement, agreement_of_choices
from ..differential.dense import dense_system
from ..models import random_system
from ..models_of_choices import choosing_system

SLICE = 10
COUNTS = {"model": 400, "dense": 150, "choices": 150}

MAKING = {"model": random_system, "dense": dense_system, "choices": choosing_system}
Answers = dict[tuple[str, int], dict[object, Any]]
ANSWERS: Answers = {}  # by the kind of comparison and the seed
ANEW = [False]
FOLDER: list[Path] = []  # where the answers are


class Recorded:
    """A reference whose answers are remembered, and those that are known aren't looked for again."""

    def __init__(self, make: Callable[[System], Any], system: System, known: dict[object, Any]) -> None:
        self._make, self.system, self._known = make, system, known
        self._reference: Any = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*given: Any) -> Any:
            key = (name, *(tuple(one) if isinstance(one, list) else one for one in given))
            if key not in self._known:
                self._reference = self._reference or self._make(self.system)
                answer = getattr(self._reference, name)(*given)
                self._known[key] = tuple(answer) if isinstance(answer, Iterator) else answer
            return self._known[key]

        return ask


def compare(kind: str, seed: int) -> list[str]:
    """The disagreements about one model."""
    known = {} if ANEW[0] else ANSWERS.setdefault((kind, seed), {})
    module, told = COMPARED[kind]
    system = MAKING[kind](seed)
    saved = {name: getattr(module, name) for name in ("Reference", "enabling_sets", "stopping_sets")}

    def sets(name: str) -> Callable[..., Any]:
        def ask(*given: Any) -> Any:
            key = (name, *map(tuple, given))
            if key not in known:
                known[key] = saved[name](*given)
            return known[key]

        return ask

    try:
        if not ANEW[0]:
            module.Reference = lambda given: Recorded(saved["Reference"], given, known)  # type: ignore[attr-defined]
            for name in ("enabling_sets", "stopping_sets"):
                setattr(module, name, sets(name))
        return list(told(system))
    finally:
        for name, value in saved.items():
            setattr(module, name, value)


COMPARED: dict[str, tuple[Any, Callable[[System], Iterator[str]]]] = {
    "model": (agreement, agreement.disagreements),
    "dense": (agreement, agreement.disagreements),
    "choices": (agreement_of_choices, agreement_of_choices.disagreements_of_choices),
}


def record(folder: Path, tests: Collection[str]) -> None:
    """Ask the reference about the models of these tests, or read what it said."""
    folder.mkdir(parents=True, exist_ok=True)
    FOLDER[:] = [folder]
    for kind, count in COUNTS.items():
        for start in range(0, count, SLICE):
            file = folder / f"{kind}-{start}.pickle"
            if not any(name.endswith(f"[{kind}-{start}]") for name in tests):
                continue
            if not file.exists():
                for seed in range(start, start + SLICE):
                    compare(kind, seed)
                file.write_bytes(pickle.dumps({key: ANSWERS[key] for key in _keys(kind, start)}))
            else:
                _read(kind, start)


def _keys(kind: str, start: int) -> list[tuple[str, int]]:
    return [(kind, seed) for seed in range(start, start + SLICE)]


def _read(kind: str, start: int) -> None:
    if FOLDER and (kind, start) not in ANSWERS and not ANEW[0]:
        file = FOLDER[0] / f"{kind}-{start}.pickle"
        if file.exists():
            ANSWERS.update(pickle.loads(file.read_bytes()))


@pytest.mark.parametrize(
    ("kind", "start"), [(k, start) for k, count in COUNTS.items() for start in range(0, count, SLICE)]
)
def test_product_and_reference_agree(kind: str, start: int) -> None:
    _read(kind, start)
    assert [line for seed in range(start, start + SLICE) for line in compare(kind, seed)] == []
