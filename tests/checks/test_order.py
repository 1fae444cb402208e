"""In which order conditions stand in a model: those that are asked one after the other stand side by side."""

from __future__ import annotations

from pathlib import Path

from flowvow.checks.case import Case
from flowvow.reading.model import read_model
from tests.conftest import Compare

TESTS = Path(__file__).parents[1]
SMALL = TESTS / "checks" / "order" / "shop.flow.yaml"
FILES = [SMALL, TESTS / "models" / "webshop" / "webshop.flow.yaml", *sorted(TESTS.parent.glob("flows/*/*.flow.yaml"))]


def test_the_order_of_conditions(same_text: Compare) -> None:
    orders = {file.name: Case(read_model(file)).states.order for file in FILES}
    same_text("order.txt", "".join(f"{name}: {', '.join(order)}\n" for name, order in orders.items()))
