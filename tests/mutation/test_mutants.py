"""Faults are planted where they should be, keep their names when code moves, and leave the tree as it was."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from ..conftest import Compare
from . import changed
from .changed import lines_since
from .ledger import Function, Ledger, count, equivalent
from .mutants import Mutant, compiled, mutants
from .reaching import Reached, still_true

TEXT = '''"""A sample."""

from __future__ import annotations

MANY = (1, "two")


def first(rows: list[int], least: int = 3, *, deep: bool = False) -> bool:
    """Not a fault."""
    found = [row for row in rows if row > least and not deep]
    for row in sorted(rows, key=abs):
        if row in MANY:
            continue
        found.append(row - 1)
        found[0] += 2
    assert rows != []
    return bool(found) or any(rows)


class Shape:
    """Of something."""

    sides = 4

    @property
    def name(self) -> str:
        match self.sides:
            case 3:
                return "triangle"
            case _:
                return f"{self.sides} sides"
'''


def planted(text: str) -> tuple[ast.Module, list[Mutant]]:
    tree = ast.parse(text)
    return tree, mutants("model/sample.py", tree)


def test_what_is_planted(same_text: Compare) -> None:
    _, found = planted(TEXT)
    lines = (f"{m.function or 'outside'}{'' if m.live else ' (early)'}: {m.before} → {m.after}\n" for m in found)
    same_text("planted.txt", "".join(lines))


def test_each_has_a_name_of_its_own_that_stays_when_the_code_moves() -> None:
    _, found = planted(TEXT)
    names = [mutant.id for mutant in found]
    assert len(set(names)) == len(names)
    _, moved = planted(TEXT.replace("MANY = ", "# more\n\nMANY = ").replace("    assert rows != []\n", ""))
    assert [mutant.id for mutant in moved] == names


def test_a_fault_is_in_the_code_and_the_tree_stays_as_it_was() -> None:
    tree, found = planted(TEXT)
    before = ast.dump(tree)
    for mutant in found:
        compiled(tree, mutant)
        assert ast.dump(tree) == before, str(mutant)
    [less] = [m for m in found if (m.before, m.after) == ("row > least", "row <= least")]
    names: dict[str, object] = {}
    exec(compiled(tree, less), names)  # type: ignore[arg-type]
    first = names["first"]
    assert callable(first)
    assert first([0, 0]) is True


def test_a_ledger_goes_on_where_it_ended_and_forgets_functions_that_changed(tmp_path: Path) -> None:
    tree, found = planted(TEXT)
    here = tuple(m for m in found if m.function == "first")
    function = Function("model/sample.py", "first", "0001", tree, here)
    ledger = Ledger([function], tmp_path / "ledger.tsv", tmp_path / "results.log")
    ledger.put(here[0], "k", "tests/test_a.py::test_b")
    ledger.put(here[1], "s")
    again = Ledger([function], tmp_path / "ledger.tsv", tmp_path / "results.log")
    assert [again.mark(m) for m in here[:3]] == ["k", "s", "."]
    again.write()
    again.put(function.mutants[0], "s")
    assert Ledger([function], tmp_path / "ledger.tsv", tmp_path / "results.log").mark(here[0]) == "k"
    written = Ledger([function], tmp_path / "ledger.tsv")
    result = count(written, here)
    assert (result.mutants, result.tried, result.killed, result.survived) == (len(here), 2, 1, 1)
    moved_on = Ledger([function._replace(digest="0002")], tmp_path / "ledger.tsv", tmp_path / "results.log")
    assert {moved_on.mark(m) for m in here} == {"."}


def test_tests_that_are_gone_are_forgotten(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    noted = tmp_path / "reached.pickle"
    here, gone = request.node.nodeid, f"{request.node.nodeid}-gone"
    rows = [(name, True, 0.1, {}) for name in (here, gone, "tests/other.py::test_it")]
    noted.write_bytes(pickle.dumps(({}, rows)))
    tests = Reached(noted)
    tests.complete([request.node], 0)
    assert tests.seconds.keys() == Reached(noted).seconds.keys() == {here, "tests/other.py::test_it"}


def test_tests_that_reached_what_changed_are_run_again() -> None:
    """A line more, one less, and one in place of another; what stands elsewhere is only numbered anew."""
    old, new = "head\nmore\n\nfirst\nsecond\nthird\n\nlast\n", "head\nmore\n\nfirst\nnew\nsecond\n\nlast\n"
    reached = {"above": [1, 2], "before": [4], "beside": [5], "gone": [6], "below": [8], "other": []}
    rows = [(name, True, 0.1, {"model/a.py": lines, "model/b.py": [7]}) for name, lines in reached.items()]
    texts = {"model/a.py": old, "model/b.py": "as it was"}
    left = {name: lines for name, _, _, lines in still_true(texts, texts | {"model/a.py": new}, rows)}
    assert {name: lines["model/a.py"] for name, lines in left.items()} == {"above": [1, 2], "below": [8], "other": []}
    assert {tuple(lines["model/b.py"]) for lines in left.values()} == {(7,)}
    assert still_true(texts, texts, rows) == rows


def test_what_caught_most_is_kept_of_files_that_a_run_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "KILLERS", tmp_path / "killers.tsv")
    log = tmp_path / "results.log"
    log.write_text("m1\td\tk\ttests/a.py::one\nm2\td\tk\ttests/a.py::two\nm3\td\tk\ttests/a.py::two\nm4\td\ts\t\n")
    (tmp_path / "killers.tsv").write_text(
        "graph/a.py\ttests/a.py::one\ttests/b.py::old\nmodel/b.py\tx::y\nmodel/gone.py\tx::z\n"
    )
    changed.write_killers(log, dict.fromkeys(("m1", "m2", "m3", "m4"), "graph/a.py") | {"m5": "model/b.py"})
    assert changed.killers() == {
        "graph/a.py": ["tests/a.py::two", "tests/a.py::one", "tests/b.py::old"],
        "model/b.py": ["x::y"],
    }


def test_every_claim_that_a_fault_changes_nothing_is_argued() -> None:
    assert [key for key, why in equivalent().items() if len(why.split()) < 4] == []


def test_changed_lines_of_nothing_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Done:
        stdout = "+++ src/names.py\n@@ -3 +3,2 @@\n@@ -9,2 +12,0 @@\n+++ src/a.py\n@@ -0,0 +1 @@\n"

    monkeypatch.setattr("subprocess.run", lambda *_, **__: Done)
    assert lines_since("HEAD") == {"src/names.py": {3, 4}, "src/a.py": {1}}
