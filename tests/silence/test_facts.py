"""Each finding tells of a missing fact: a model without the finding, the fact deleted, and the finding there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from flowvow.checks.catalogue import manuals
from flowvow.checks.run import check
from flowvow.reading.model import read_model

from ..faces.running import flowvow
from .deleting import parsed, without, written

HERE = Path(__file__).parent
CASES = HERE.parent / "cases"
ROWS: list[dict[str, Any]] = yaml.safe_load((HERE / "facts.yaml").read_text(encoding="utf-8"))

# A finding of what was written rather than of what was left out, and why taking something away never brings it.
NEVER_OF_ABSENCE = {
    "F204": "a guard contradicts itself by two words in it; without the guard there is nothing to contradict",
}


def base(name: str) -> dict[str, Any]:
    """A model's flow file and its policy as trees."""
    if "/" not in name:
        return yaml.load((HERE / "models" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    folder, _, case = name.partition("/")
    files = parsed(CASES / folder)
    flow = files[f"{case}.flow.yaml"]
    return {"flow": flow, "policy": files[flow["policies"][0]]}


def write(trees: dict[str, Any], folder: Path) -> Path:
    """The files of a model, those that aren't there left out; gives its flow file."""
    names = {"flow": "model.flow.yaml", "policy": "model.policy.yaml"}
    for kind, tree in trees.items():
        if "policies" in tree:
            tree = {**tree, "policies": [names["policy"]]}
        (folder / names[kind]).write_text(written(tree), encoding="utf-8")
    return folder / names["flow"]


def codes(trees: dict[str, Any], folder: Path) -> set[str]:
    return {finding.code for finding in check(read_model(write(trees, folder))).findings}


def deleted(row: dict[str, Any]) -> dict[str, Any]:
    trees = base(row["base"])
    if not row["without"]:
        return {kind: tree for kind, tree in trees.items() if kind != row["from"]}
    return trees | {row["from"]: without(trees[row["from"]], tuple(row["without"].split(".")))}


def name(row: dict[str, Any]) -> str:
    return f"{row.get('code', 'problem')}-{row['fact'].replace(' ', '-')}-{row['from']}"


@pytest.mark.parametrize("row", [row for row in ROWS if "code" in row], ids=name)
def test_a_missing_fact_is_found(row: dict[str, Any], tmp_path: Path) -> None:
    assert row["code"] not in codes(base(row["base"]), tmp_path), "it is found before the fact is gone"
    assert row["code"] in codes(deleted(row), tmp_path)


@pytest.mark.parametrize("row", [row for row in ROWS if "problem" in row], ids=name)
def test_what_cannot_be_read_or_checked_any_more_is_told(row: dict[str, Any], tmp_path: Path) -> None:
    flow = write(base(row["base"]), tmp_path)
    assert flowvow("check", flow.name, cwd=tmp_path).code == 0
    flow.unlink()
    (tmp_path / "model.policy.yaml").unlink()
    write(deleted(row), tmp_path)
    run = flowvow("check", flow.name, cwd=tmp_path)
    assert run.code in (2, 3)
    assert row["problem"] in run.out + run.err


def test_every_code_has_its_row() -> None:
    shown = {row["code"] for row in ROWS if "code" in row}
    assert sorted(set(manuals()) - shown - set(NEVER_OF_ABSENCE)) == []
    assert sorted(shown - set(manuals())) == []
    assert sorted(shown & set(NEVER_OF_ABSENCE)) == [], "an excuse that nobody needs"


def test_a_contradiction_goes_with_its_guard(tmp_path: Path) -> None:
    """The other way round for F204: what is taken away ends it, and then the flow is judged."""
    trees = base("F204-contradiction/kept-both")
    flow = trees["flow"]["flows"]["mail"]
    flow["when"] = "orders and not orders"
    assert "F204" in codes(trees, tmp_path)
    del flow["when"]
    assert "F204" not in codes(trees, tmp_path)


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_a_file_written_again_says_the_same(folder: Path, tmp_path: Path) -> None:
    """What these tests rest on."""
    for file in folder.glob("kept-*.flow.yaml"):
        case = f"{folder.name}/{file.name.removesuffix('.flow.yaml')}"
        assert codes(base(case), tmp_path) == {one.code for one in check(read_model(file)).findings}
