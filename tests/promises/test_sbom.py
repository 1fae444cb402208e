"""The bill of materials: complete, from the lock, and the same bytes every time."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import project, script
from .test_pins import pinned

SBOM = script("sbom")


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """As if what is installed here were what the lock names, which outside of CI it needn't be."""
    known = {(name, distribution(name).version): ["0" * 64] for name in SBOM.closure("flowvow") if name != "flowvow"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SBOM, "locked", lambda _: known)
        return SBOM.bill()


def test_it_is_cyclonedx_of_this_package(bill: dict[str, Any]) -> None:
    told = project()["project"]
    root = bill["metadata"]["component"]
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert (root["name"], root["version"], root["type"]) == (told["name"], told["version"], "application")
    assert root["licenses"] == [{"expression": told["license"]}]
    assert {"serialNumber", "timestamp"}.isdisjoint({*bill, *bill["metadata"]})


def test_it_names_all_that_a_run_needs_and_nothing_else(bill: dict[str, Any]) -> None:
    direct = {canonicalize_name(Requirement(line).name) for line in project()["project"]["dependencies"]}
    (ours,) = [one for one in bill["dependencies"] if one["ref"] == bill["metadata"]["component"]["bom-ref"]]
    assert {re.sub(r"pkg:pypi/(.*)@.*", r"\1", ref) for ref in ours["dependsOn"]} == direct
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(refs) == len(set(refs))
    assert refs == sorted(refs)
    named = {ref for one in bill["dependencies"] for ref in (one["ref"], *one["dependsOn"])}
    assert named == {*refs, ours["ref"]}
    assert "pytest" not in {one["name"] for one in bill["components"]}


def test_each_package_has_its_licence_and_hashes(bill: dict[str, Any]) -> None:
    for one in bill["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["externalReferences"][0]["hashes"], one["name"]


def test_the_lock_is_read_whole() -> None:
    found = SBOM.locked(SBOM.LOCK.read_text(encoding="utf-8"))
    assert set(found) == {(name, version) for name, version, _ in pinned("requirements.txt")}
    assert all(hashes for hashes in found.values())


def test_the_same_bytes_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bill: dict[str, Any]) -> None:
    monkeypatch.setattr(SBOM, "bill", lambda: bill)
    files = []
    for folder in ("one", "two"):
        assert SBOM.main(str(tmp_path / folder)) == 0
        files.append(next((tmp_path / folder).iterdir()))
    assert files[0].name == f"flowvow-{project()['project']['version']}.cdx.json"
    assert files[0].read_bytes() == files[1].read_bytes()
    assert json.loads(files[0].read_bytes()) == bill


def test_another_version_than_the_locked_one_is_no_bill(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SBOM, "locked", lambda _: {})
        assert SBOM.main(str(tmp_path / "none")) == 1
    assert "the lock has another version of attrs" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_package_that_is_not_there_is_no_bill() -> None:
    with pytest.raises(PackageNotFoundError):
        SBOM.closure("no-such-package-as-this")
