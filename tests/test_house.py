"""The house: imports go down only, one door for each outside library, and no check left out of the catalogue."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from flowvow.checks import catalogue

ROOT = Path(__file__).parents[1]


def test_imports_go_down_and_each_library_has_one_door() -> None:
    """Fails on an import from a lower floor upwards, between rooms of a floor, or past a library's door."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken" in done.stdout


def test_every_check_is_in_the_catalogue() -> None:
    """A file that gives a finding code and isn't run is an orphan."""
    folder = ROOT / "src" / "flowvow" / "checks"
    orphans = []
    for file in sorted(folder.glob("*.py")):
        module = import_module(f"flowvow.checks.{file.stem}")
        if hasattr(module, "CODE") and module not in catalogue.MANUALS:
            orphans.append(file.name)
    assert orphans == []


def test_codes_are_given_once() -> None:
    codes = [
        value
        for module in catalogue.MANUALS
        for name, value in vars(module).items()
        if name.startswith("CODE") and isinstance(value, str)
    ]
    assert len(codes) == len(set(codes)) == len(catalogue.manuals())


def test_every_file_says_what_it_is() -> None:
    """The first line of each file is its one sentence."""
    files = sorted((ROOT / "src").rglob("*.py"))
    assert files
    assert [file.name for file in files if not file.read_text(encoding="utf-8").startswith('"""')] == []
