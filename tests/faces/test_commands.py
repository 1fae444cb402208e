"""The other commands, the help texts, and how little is imported for each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flowvow import __version__
from flowvow.cli import COMMANDS

from .running import HERE, flowvow


def test_version() -> None:
    assert flowvow("--version").out == f"flowvow {__version__}\n"


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help(words: tuple[str, ...], same_text) -> None:
    run = flowvow(*words, "--help")
    assert run.code == 0
    same_text(f"help{''.join(f'-{word}' for word in words)}.txt", run.out)


def test_expect_tells_models_and_proposals(same_text) -> None:
    run = flowvow("expect", "models")
    assert run.code == 0
    same_text("expect.txt", run.out)


def test_expect_tells_what_is_not_as_expected(tmp_path: Path, same_text) -> None:
    model = HERE / "models" / "broken"
    (tmp_path / "shop.policy.yaml").write_bytes((model / "shop.policy.yaml").read_bytes())
    flows = (model / "shop.flow.yaml").read_text().partition("expect:")[0]
    (tmp_path / "shop.flow.yaml").write_text(f"{flows}expect:\n  - never: {{data: email, at: ad-network}}\n")
    run = flowvow("expect", "shop.flow.yaml", cwd=tmp_path)
    assert run.code == 1
    same_text("expect-not.txt", run.out)


def test_expect_of_models_that_expect_nothing() -> None:
    assert flowvow("expect", "models/undecided", "models/nothing").code == 3


def test_outline_numbers_a_text(tmp_path: Path, same_text) -> None:
    (tmp_path / "text.txt").write_text("Our policy\n\n1. Scope\n\nWe sell nothing. We keep it.\n")
    run = flowvow("outline", "text.txt", cwd=tmp_path)
    assert run.code == 0
    same_text("outline.txt", run.out)
    assert "We keep it." in flowvow("outline", "text.txt", "--sentences", cwd=tmp_path).out
    assert flowvow("outline", "none.txt", cwd=tmp_path).code == 2


@pytest.mark.parametrize(
    ("words", "unneeded"),
    [
        (["--version"], ["yaml", "networkx", "flowvow.reading", "flowvow.checks", "flowvow.outputs"]),
        (["outline", "text.txt"], ["yaml", "networkx", "flowvow.reading", "flowvow.checks", "flowvow.outputs"]),
        (["check", "models/kept"], ["flowvow.pictures", "flowvow.outputs.json", "graphviz", "wasmtime", "pytest"]),
        (["check", "models/kept", "--format", "json"], ["flowvow.pictures", "flowvow.outputs.text"]),
    ],
)
def test_rooms_are_entered_only_when_needed(words: list[str], unneeded: list[str]) -> None:
    script = (
        "import sys\nfrom flowvow.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=HERE, capture_output=True, text=True, check=True)
    loaded = done.stderr.splitlines()[-1]
    assert [name for name in unneeded if f"'{name}'" in loaded] == []
