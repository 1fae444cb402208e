"""Folders of faulty files, each with the whole listing of problems that it must give."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.reading.model import read_model
from flowvow.text.problem import Problems
from flowvow.text.show import show_all

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("name", sorted(case.name for case in CASES.iterdir()))
def test_the_problems_are_told(name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASES / name)
    with pytest.raises(Problems) as told:
        read_model(Path("."), sorted(Path(".").glob("*.proposal.yaml")))
    text = show_all(told.value) + "\n"
    expected = CASES / name / "expected.txt"
    if request.config.getoption("--accept"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")
