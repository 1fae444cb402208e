"""Planted faults: each patch fits the product as it is, and is found; long runs are marked."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.test_traps import NAMED

from .patching import PatchError, apply, hunks
from .planted import FAULTS, KINDS, ROOT, Fault, detected, planted, recorded, seen_to_fail

ALL = planted()
COMPARED = [fault for fault in ALL if not fault.beyond]
MANY = 20
WITHIN = 5000
LAWS = 13


@pytest.fixture(scope="module")
def source() -> dict[str, str]:
    """The files that patches change, by name."""
    names = {hunk.file for fault in ALL for hunk in hunks(fault.patch)}
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in sorted(names)}


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.name)
def test_each_patch_fits_and_changes_something(fault: Fault, source: dict[str, str], tmp_path: Path) -> None:
    """Fails where the product moved on below a patch: mend the patch, so that it plants the same fault."""
    touched = {hunk.file for hunk in hunks(fault.patch)}
    for name in touched:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source[name], encoding="utf-8")
    apply(fault.patch, tmp_path)
    for name in touched:
        changed = (tmp_path / name).read_text(encoding="utf-8")
        assert changed != source[name]
        compile(changed, name, "exec")


def test_each_patch_says_what_it_breaks() -> None:
    assert [fault.name for fault in ALL if not re.match(r"s\d+ [A-Z].*\.$", fault.breaks)] == []
    files = {test.partition("::")[0] for fault in ALL for test in fault.tests}
    assert [file for file in sorted(files) if not (ROOT / file).is_file()] == []


def test_every_trap_has_its_fault() -> None:
    assert {fault.name for fault in ALL if fault.name.startswith("traps/")} == {f"traps/{n}" for n in NAMED.values()}


def test_every_law_has_its_fault() -> None:
    """A law's fault may be a trap's."""
    told = " ".join(test for fault in ALL for test in fault.tests)
    assert [n for n in range(1, LAWS + 1) if n != 9 and not re.search(rf"::test_l{n}_", told)] == []
    assert "test_diff_laws.py::test_the_other_way_round" in told  # L9


def test_each_fault_was_found_in_time() -> None:
    """`python -m tests.differential faults` enters them."""
    table = {one.fault: one for one in recorded()}
    assert set(table) == {fault.name for fault in COMPARED}
    assert [one.fault for one in table.values() if not 0 < one.models <= WITHIN] == []
    assert [fault.name for fault in COMPARED if table[fault.name].breaks != fault.breaks] == []
    assert len(table) >= MANY
    assert {one.kind for one in table.values()} <= set(KINDS)


def test_a_patch_that_fits_nowhere_is_refused(tmp_path: Path) -> None:
    fault = COMPARED[0]
    name = next(hunks(fault.patch)).file
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("nothing like it\n", encoding="utf-8")
    with pytest.raises(PatchError, match="0 times"):
        apply(fault.patch, tmp_path)


def test_a_patch_that_fits_twice_is_refused(tmp_path: Path) -> None:
    fault = COMPARED[0]
    name = next(hunks(fault.patch)).file
    shutil.copytree(ROOT / "src", tmp_path / "src")
    text = (tmp_path / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text + text, encoding="utf-8")
    with pytest.raises(PatchError, match="2 times"):
        apply(fault.patch, tmp_path)


@pytest.mark.planted
@pytest.mark.parametrize("fault", COMPARED, ids=lambda fault: fault.name)
def test_the_comparison_finds_it(fault: Fault) -> None:
    """The model that the table names disagrees, and disagrees because of the fault."""
    entry = next(one for one in recorded() if one.fault == fault.name)
    assert entry.seed is not None
    assert detected(fault, 1, (entry.kind,), entry.seed).seed == entry.seed


@pytest.mark.planted
@pytest.mark.parametrize(
    ("fault", "test"),
    [(fault, test) for fault in ALL for test in fault.tests],
    ids=lambda one: one.name if isinstance(one, Fault) else one.rpartition("::")[2],
)
def test_the_test_of_a_law_or_trap_fails(fault: Fault, test: str) -> None:
    seen = seen_to_fail(fault, test)
    assert seen.failed, seen.told


def test_the_faults_lie_where_they_are_looked_for() -> None:
    assert {file.suffix for file in FAULTS.rglob("*") if file.is_file()} == {".patch", ".tsv"}
