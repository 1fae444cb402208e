"""The JSON document is what the published schema and the interface say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, fields

from flowvow.findings.finding import Finding, Level, Status, Verdict
from flowvow.findings.report import Outcome, Report
from flowvow.model.clauses import ClauseForm
from flowvow.outputs.json import write

from .sample import HOSTILE, KEPT, REPORT, UNUSED
from .shape import faults

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
DEFS = SCHEMA["$defs"]


def document(*reports: Report) -> Any:
    return json.loads(write(reports, Outcome.BROKEN))


@pytest.mark.parametrize("reports", [(REPORT,), (KEPT,), (HOSTILE,), (KEPT, REPORT, HOSTILE)])
def test_documents_fit_the_schema(reports: tuple[Report, ...]) -> None:
    assert faults(document(*reports), SCHEMA, SCHEMA) == []


@pytest.mark.parametrize("field", ["findings", "verdict", "schema"])
def test_a_missing_field_does_not_fit(field: str) -> None:
    broken = document(REPORT)
    del broken[field]
    assert faults(broken, SCHEMA, SCHEMA)


def test_document_is_compared_whole(same_text) -> None:
    same_text("broken.json", write([REPORT], Outcome.BROKEN))


def test_several_models_stand_in_a_list() -> None:
    several = document(KEPT, REPORT)
    assert several["verdict"] == "broken"
    assert [model["verdict"] for model in several["models"]] == ["kept", "broken"]


def test_always_is_one_empty_set_and_never_is_none() -> None:
    finding = document(evolve(REPORT, findings=(UNUSED,)))["findings"][0]
    assert (finding["enabled_by"], finding["stopped_by"]) == ([[]], [])


def test_the_schema_knows_every_word() -> None:
    words = {
        "finding.level": [level.value for level in Level],
        "finding.verdict": [*(verdict.value for verdict in Verdict), None],
        "clause.status": [status.value for status in Status],
        "clause.form": [form.value for form in ClauseForm],
    }
    for path, expected in words.items():
        kind, name = path.split(".")
        assert DEFS[kind]["properties"][name]["enum"] == expected
    assert DEFS["outcome"]["enum"] == [outcome.value for outcome in Outcome]


def test_every_field_written_is_described() -> None:
    finding = document(REPORT)["findings"][0]
    assert finding.keys() == DEFS["finding"]["properties"].keys()
    assert document(REPORT).keys() - {"schema"} == DEFS["report"]["properties"].keys()
    for field in fields(Finding):
        assert field.name in {*finding, "cause", "span"}


def test_text_is_ascii_so_that_names_are_inert() -> None:
    text = write([HOSTILE], Outcome.BROKEN)
    assert text.isascii()
    assert "\x1b" not in text
