"""The runner's own: seeds in order, a ledger that goes on where it stopped, and disagreements made small."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.model.system import System
from tests.agreement import disagreements

from . import ledger
from .dense import dense_system
from .find import turns
from .kinds import KINDS, Kind, is_crash
from .running import compare, slices
from .smaller import save, shown, smallest


def test_no_seed_is_left_out_or_compared_twice() -> None:
    for size in (1, 7, 25, 100):
        assert [seed for part in slices(range(3, 80), size) for seed in part] == list(range(3, 80))
    done = list(compare("dense", range(5, 9), jobs=1))
    assert [seed for part in done for seed in part.seeds] == [5, 6, 7, 8]


@pytest.mark.parametrize(("kind", "models"), [("dense", 120), ("choices", 60)])
def test_product_and_reference_agree_on_the_first_models(kind: str, models: int) -> None:
    """A quick share of what `make differential` goes on with."""
    parts = list(compare(kind, range(models), jobs=1))
    assert sum(len(part.seeds) for part in parts) == models
    assert {seed: lines for part in parts for seed, lines in part.found.items()} == {}


def test_kinds_take_turns() -> None:
    drawn = list(turns(0, 250, ("dense", "choices")))
    assert len(drawn) == len(set(drawn)) == 250
    assert [kind for kind, _ in drawn] == ["dense"] * 100 + ["choices"] * 100 + ["dense"] * 50


def test_the_ledger_goes_on_where_it_stopped(tmp_path: Path) -> None:
    file = tmp_path / "ledger.tsv"
    assert ledger.next_seed("dense", file) == 0
    ledger.add("dense", range(500), 0, file)
    ledger.add("dense", range(500, 700), 2, file)
    ledger.add("choices", range(10), 0, file)
    assert [entry[2:] for entry in ledger.read(file)] == [("dense", 0, 699, 700, 2), ("choices", 0, 9, 10, 0)]
    assert ledger.next_seed("dense", file) == 700
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.tsv"]


def test_a_gap_begins_a_line_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "ledger.tsv"
    ledger.add("dense", range(10), 0, file)
    ledger.add("dense", range(20, 30), 0, file)
    assert [(entry.first, entry.last) for entry in ledger.read(file)] == [(0, 9), (20, 29)]


def test_the_checked_in_ledger_adds_up() -> None:
    for entry in ledger.read():
        assert entry.kind in KINDS
        assert entry.models == entry.last - entry.first + 1
        assert 0 <= entry.disagreements <= entry.models


def test_a_crash_is_a_disagreement() -> None:
    def crash(_: System, __: int) -> None:
        raise ValueError("no such thing")

    kind = Kind("broken", dense_system, crash)  # type: ignore[arg-type]
    (line,) = kind.compare(1)
    assert is_crash(line)
    assert "no such thing" in line


def test_a_disagreement_is_made_small() -> None:
    system = dense_system(3)
    name = system.flows[-1].name
    less = smallest(system, lambda one: any(flow.name == name for flow in one.flows), tries=10_000)
    asked = {condition.asked for condition in system.conditions.values()}
    assert {flow.name for flow in less.flows} <= {name, *asked}
    assert less.clauses == ()


def test_what_is_saved_builds_the_model_again(tmp_path: Path) -> None:
    from flowvow.model import actors, clauses, conditions, flows, names, times

    system = dense_system(3)
    words: dict[str, object] = {"System": System}
    for module in (actors, clauses, conditions, flows, names, times):
        words |= vars(module)
    assert eval(shown(system), words) == system
    kind = Kind("odd", dense_system, lambda one, _: iter(["too few flows"] if len(one.flows) < 99 else []))
    text = save(kind, 3, tmp_path).read_text(encoding="utf-8")
    head, _, code = text.partition("\n\n")
    assert "# odd, seed 3" in head
    assert "# too few flows" in head
    assert isinstance(eval(code, words), System)


@pytest.mark.parametrize("seed", [7606, 9755])
def test_models_that_once_showed_a_fault_show_none(seed: int) -> None:
    """A limit of data about anybody, met by a product that it names and that is about nobody."""
    assert not list(disagreements(dense_system(seed)))


@pytest.mark.parametrize("seed", [155, 7606, 9755, 19717, 20136, 20511, 30201, 328582, 900492])
def test_they_agree_where_they_once_differed(seed: int) -> None:
    assert KINDS["dense"].compare(seed) == []
