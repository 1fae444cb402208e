"""The logic programs, the reference and the product agree on random models, and the models are worth agreeing on."""

from __future__ import annotations

import pytest

from .__main__ import report
from .running import Compared, compare_all

MODELS = {"plain": 60, "dense": 20}

# What some model must have for an agreement about it to mean something.
MET = [f"verdict {v}" for v in ("permitted", "forbidden", "conflicting", "undisclosed", "disclaimed", "undecided")]
MET += [f"decided by {form}" for form in ("forbid", "only", "with", "consent", "opt-out", "happens")]
MET += ["missing delete", "missing return"]
MET += ["role carried", "role input", "role output"]


@pytest.fixture(scope="module")
def compared() -> Compared:
    parts = [compare_all(kind, range(models)) for kind, models in MODELS.items()]
    return parts[0] + parts[1]


def test_all_three_agree(compared: Compared) -> None:
    """`python -m tests.oracle SEED SEED+1 --kind KIND` tells of one model, and compares more of them."""
    if compared.told:
        pytest.fail("\n".join(report(compared)), pytrace=False)


def test_every_model_was_compared_and_much_was_met(compared: Compared) -> None:
    assert compared.met["models"] == sum(MODELS.values())
    assert [what for what in MET if not compared.met[what]] == []
