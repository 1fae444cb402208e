"""What all tests share: whole printed texts compared with files, renewed by ``--accept``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

Compare = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write printed texts to the files they are compared with")


@pytest.fixture
def same_text(request: pytest.FixtureRequest) -> Compare:
    """``same_text(name, text)``: the text is what ``expected/NAME`` beside the test holds."""
    folder = Path(request.path).parent / "expected"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--accept"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.exists(), f"{file} is missing; --accept writes it"
        assert text == file.read_text(encoding="utf-8")

    return compare
