"""The JSON of ``flowvow consent`` is what the published schema says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from flowvow.checks.choosing import WayBack
from flowvow.findings.consent import Anyway, Carried, ChoiceAccount, Consent, Counts, Remains
from flowvow.model.conditions import Default

from ..faces.running import flowvow
from ..outputs.shape import faults

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = json.loads((ROOT / "schemas" / "consent.schema.json").read_text(encoding="utf-8"))
DEFS = SCHEMA["$defs"]


def document(*words: str, cwd: Path = HERE) -> Any:
    run = flowvow("consent", *words, "--format", "json", cwd=cwd)
    assert run.code == 0
    assert run.out.isascii()
    return json.loads(run.out)


CLINIC = "clinic.flow.yaml"


@pytest.mark.parametrize("words", [(), ("--choice", "studies"), ("--flow", "hand")])
def test_documents_fit_the_schema(words: tuple[str, ...]) -> None:
    assert faults(document(CLINIC, *words), SCHEMA, SCHEMA) == []


def test_the_systems_fit_the_schema() -> None:
    whole = document("flows", cwd=ROOT)
    assert faults(whole, SCHEMA, SCHEMA) == []
    assert len(whole["models"]) == 3


@pytest.mark.parametrize("field", ["schema", "models"])
def test_a_missing_field_does_not_fit(field: str) -> None:
    broken = document(CLINIC)
    del broken[field]
    assert faults(broken, SCHEMA, SCHEMA)


def test_every_field_written_is_described() -> None:
    (model,) = document(CLINIC)["models"]
    choices = {one["choice"]: one for one in model["choices"]}
    samples = {
        "model": model,
        "counts": model["counts"],
        "choice": choices["reminders"],
        "carried": model["flows"][0],
        "effect": choices["reminders"]["adds"][0],
        "anyway": choices["reminders"]["anyway"][0],
        "remains": choices["studies"]["remains"][0],
        "route": choices["studies"]["remains"][0]["route"],
        "step": choices["studies"]["remains"][0]["route"]["steps"][0],
    }
    for name, sample in samples.items():
        assert sample.keys() == DEFS[name]["properties"].keys(), name
        assert set(DEFS[name]["required"]) <= sample.keys()


# Fields of the values that are told by other names.
_RENAMED = {
    "name": "choice", "model": "system", "sender": "from", "recipient": "to", "purposes": "for", "alone":
    "subject_alone_stops", "others": "others_alone_cause", "cause": "enabled_by", "span": "file",
}  # fmt: skip


def test_every_field_of_the_values_is_written() -> None:
    for name, value in {
        "model": Consent, "choice": ChoiceAccount, "carried": Carried, "anyway": Anyway, "remains": Remains,
    }.items():  # fmt: skip
        told = DEFS[name]["properties"]
        assert [one.name for one in fields(value) if _RENAMED.get(one.name, one.name) not in told] == []
    assert [one.name for one in fields(Counts)] == list(DEFS["counts"]["properties"])


def test_the_schema_knows_every_word() -> None:
    choice = DEFS["choice"]["properties"]
    assert sorted(choice["default"]["enum"]) == sorted(one.value for one in Default)
    assert sorted(choice["way_back"]["enum"]) == sorted(one.value for one in WayBack)


def test_counts_are_those_of_the_flows_beside_them() -> None:
    """Counted once more, flow by flow, of all systems."""
    for model in (*document("flows", cwd=ROOT)["models"], *document(CLINIC)["models"]):
        found = dict.fromkeys(DEFS["counts"]["properties"], 0)
        for flow in {row["flow"] for row in model["flows"]}:
            rows = [row for row in model["flows"] if row["flow"] == flow]
            about = [row for row in rows if row["about"] != ["nobody"]]
            found["flows"] += 1
            if all(row["enabled_by"] == [[]] for row in rows):
                continue
            found["hinge"] += 1
            found["by_default"] += any(row["by_default"] == "yes" for row in rows)
            found["about_somebody"] += bool(about)
            found["alone"] += bool(about) and all(row["subject_alone_stops"] for row in about)
            found["others"] += any(row["others_alone_cause"] for row in about)
        assert model["counts"] == found
