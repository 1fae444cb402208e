"""What CI installs is named beforehand, each file by its hash, and is what `pyproject.toml` allows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from . import CI, ROOT, project

LOCKS = ("requirements.txt", "audit.txt")
LINE = re.compile(r"([A-Za-z0-9][\w.-]*)==([^\s;]+)(?: ; (.+))? \\")


def pinned(lock: str) -> list[tuple[str, str, Marker | None]]:
    """The packages of a lock, each with its version and where it is wanted."""
    found = []
    for line in (CI / lock).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            told = LINE.fullmatch(line)
            assert told, f"this isn't pinned: {line}"
            found.append((canonicalize_name(told[1]), told[2], Marker(told[3]) if told[3] else None))
    return found


def wanted() -> list[Requirement]:
    """All that `pyproject.toml` asks for: to run, with every extra, and to build."""
    told = project()
    lines = [*told["project"]["dependencies"], *told["build-system"]["requires"]]
    lines += [line for extra in told["project"]["optional-dependencies"].values() for line in extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_file_is_named_by_its_hash_and_no_registry_is(lock: str) -> None:
    text = (CI / lock).read_text(encoding="utf-8")
    assert pinned(lock)
    assert len(re.findall(r"(?m)^[A-Za-z0-9][^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text)) == len(pinned(lock))
    assert re.findall(r"(?i)https?:|file:|--(?:extra-)?index|--find-links|@ ", text) == []


@pytest.mark.parametrize("requirement", wanted(), ids=str)
@pytest.mark.parametrize("python", ["3.11.9", "3.12.4", "3.13.1"])
def test_what_is_locked_is_what_is_allowed(requirement: Requirement, python: str) -> None:
    here = {"python_full_version": python, "python_version": python.rpartition(".")[0], "sys_platform": "linux"}
    versions = [
        version
        for name, version, marker in pinned("requirements.txt")
        if name == canonicalize_name(requirement.name) and (marker is None or marker.evaluate(here))
    ]
    assert len(versions) == 1, f"{requirement} isn't in the lock: `make lock` chooses anew"
    assert requirement.specifier.contains(versions[0]), "`make lock` chooses anew"


def test_ci_installs_from_the_lock_and_nobody_else_has_to() -> None:
    told = {}
    for ci in ("true", ""):
        words = ["make", "--dry-run", "--always-make", f"CI={ci}", f"PYTHON={sys.executable}", ".venv/.dev"]
        told[ci] = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "--require-hashes -r .ci/requirements.txt" in told["true"]
    assert "--no-deps --no-build-isolation -e ." in told["true"]
    assert "--require-hashes" not in told[""]
    assert "-e '.[test,pictures,dev]'" in told[""]
    assert "export CI=true" in (CI / "run").read_text(encoding="utf-8")


def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    """pip itself does the comparing: here with a package made for it."""
    import zipfile

    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("tiny-1.0.dist-info/RECORD", "")
    lock = tmp_path / "lock.txt"
    lock.write_text(f"tiny==1.0 --hash=sha256:{'0' * 64}\n")
    words = [sys.executable, "-m", "pip", "download", "--no-index", "--find-links", tmp_path, "-d", tmp_path / "got"]
    done = subprocess.run([*words, "--require-hashes", "-r", lock], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
