"""In which order conditions stand in a model: those that are asked one after the other stand side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.case import Case
from flowvow.reading.model import read_model
from tests.conftest import Compare

TESTS = Path(__file__).parents[1]
SMALL = TESTS / "checks" / "order" / "shop.flow.yaml"
FILES = [SMALL, TESTS / "models" / "webshop" / "webshop.flow.yaml", *sorted(TESTS.parent.glob("flows/*/*.flow.yaml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_the_order_of_conditions(file: Path, same_text: Compare) -> None:
    same_text(f"order/{file.parent.name}.txt", "".join(f"{name}\n" for name in Case(read_model(file)).states.order))
