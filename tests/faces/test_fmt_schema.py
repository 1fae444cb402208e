"""``flowvow fmt`` and ``flowvow schema``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flowvow.cli.schema import KINDS
from flowvow.reading.model import read_model

from .running import flowvow

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"


def test_the_example_systems_are_written_the_one_way() -> None:
    run = flowvow("fmt", "--check", "flows", cwd=ROOT)
    assert (run.code, run.out.splitlines()[-1].split(", ")[1]) == (0, "0 to change"), run.out


def test_fmt_says_what_it_would_change_then_changes_it_once(tmp_path: Path) -> None:
    untidy = tmp_path / "shop.flow.yaml"
    untidy.write_text(
        "flowvow: 1\nsystem: Shop\nactors:\n    shop:   \n    customer: {is:   person}\n", encoding="utf-8"
    )
    before = untidy.read_text(encoding="utf-8")
    checked = flowvow("fmt", "--check", str(tmp_path))
    assert checked.code == 1
    assert untidy.read_text(encoding="utf-8") == before
    assert flowvow("fmt", str(tmp_path)).code == 0
    assert untidy.read_text(encoding="utf-8") != before
    assert flowvow("fmt", "--check", str(tmp_path)).code == 0


def test_fmt_changes_nothing_where_one_file_cannot_be_read(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.flow.yaml", tmp_path / "b.flow.yaml"
    good.write_text("flowvow: 1\nsystem:    A\n", encoding="utf-8")
    bad.write_text("flowvow: 1\nsystem: B\nflows: {x: {from: [}\n", encoding="utf-8")
    run = flowvow("fmt", str(tmp_path))
    assert run.code == 2
    assert "b.flow.yaml" in run.err
    assert good.read_text(encoding="utf-8") == "flowvow: 1\nsystem:    A\n"


@pytest.mark.parametrize("bad", [b"flowvow: 1\npolicy: caf\xe9\n", b"\x00" * 9, "flowvow: 1".encode("utf-16")])
def test_fmt_changes_nothing_below_a_folder_where_a_file_has_no_text(bad: bytes, tmp_path: Path) -> None:
    good = tmp_path / "a.flow.yaml"
    good.write_text("flowvow: 1\nsystem:    A\n", encoding="utf-8")
    (tmp_path / "b.policy.yaml").write_bytes(bad)
    run = flowvow("fmt", str(tmp_path))
    assert run.code == 2
    assert "b.policy.yaml" in run.err
    assert good.read_text(encoding="utf-8") == "flowvow: 1\nsystem:    A\n"


@pytest.mark.parametrize("model", sorted(path.name for path in FLOWS.iterdir() if path.is_dir()))
def test_tidying_changes_no_meaning(model: str, tmp_path: Path) -> None:
    copy = tmp_path / model
    shutil.copytree(FLOWS / model, copy)
    flow = copy / f"{model}.flow.yaml"
    flow.write_text(flow.read_text(encoding="utf-8").replace(": {", ":   {"), encoding="utf-8")
    before = read_model(copy)
    assert flowvow("fmt", str(copy)).code == 0
    assert "changed" in flowvow("fmt", str(copy)).out
    after = read_model(copy)
    assert [str(f.when) for f in before.flows] == [str(f.when) for f in after.flows]
    assert [(f.name, f.data, f.sender, f.recipient) for f in before.flows] == [
        (f.name, f.data, f.sender, f.recipient) for f in after.flows
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_the_file_in_schemas(kind: str) -> None:
    run = flowvow("schema", kind)
    assert run.code == 0
    assert json.loads(run.out) == json.loads((ROOT / "schemas" / f"{kind}.schema.json").read_text(encoding="utf-8"))


def test_an_unknown_kind_gets_a_suggestion() -> None:
    run = flowvow("schema", "polcy")
    assert run.code == 2
    assert "did you mean 'policy'" in run.err
