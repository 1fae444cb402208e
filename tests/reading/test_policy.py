"""A policy by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.model.conditions import ConditionKind, Default
from flowvow.reading.model import read_model, read_policy
from flowvow.text.problem import Problems
from tests.reading.writing import POLICY, write

ALONE = """\
  lending: {forbid: share, data: secrets, to: broker, for: gain, if: leap-year, cites: 1.2}
  asking: {act: keep, data: name, require: {consent: asked-first}, cites: 1.3}
  guarded: {act: keep, data: name, require: {with: locks}, cites: 1.4}
"""


def test_the_clauses_are_those_of_the_model() -> None:
    folder = Path(__file__).parent.parent / "models" / "webshop"
    alone = read_policy(folder / "webshop.policy.yaml")
    assert alone.policies == read_model(folder).policies
    assert alone.name == "Webshop privacy policy"
    assert alone.flows == ()
    assert alone.actors["cookie-jar"].of == ()


def test_names_of_the_system_are_taken_for_what_they_are_used_as(tmp_path: Path) -> None:
    alone = read_policy(write(tmp_path, policy=POLICY + ALONE) / "shop.policy.yaml")
    assert {"broker", "secrets", "gain"} <= {*alone.actors, *alone.data, *alone.purposes}
    kinds = {name: alone.conditions[name].kind for name in ("leap-year", "asked-first", "locks")}
    assert kinds == {
        "leap-year": ConditionKind.CIRCUMSTANCE,
        "asked-first": ConditionKind.CHOICE,
        "locks": ConditionKind.SAFEGUARD,
    }
    assert alone.conditions["asked-first"].default is Default.UNSTATED
    with pytest.raises(Problems, match="no data type is called 'secrets'"):
        read_model(tmp_path)


def test_a_name_of_another_kind_is_still_told(tmp_path: Path) -> None:
    faulty = POLICY + "  mixed: {forbid: share, data: marketing, cites: 1.2}\n"
    with pytest.raises(Problems, match="'marketing' is a purpose, not a data type"):
        read_policy(write(tmp_path, policy=faulty) / "shop.policy.yaml")


def test_another_file_is_no_policy(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="this is a flow file"):
        read_policy(write(tmp_path) / "shop.flow.yaml")
