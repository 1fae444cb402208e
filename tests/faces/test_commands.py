"""The other commands, the help texts, and how little is imported for each."""

from __future__ import annotations

import shutil
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("proposal: Look\nflows: {}\n", "the first key must be `flowvow`"),
        ("flowow: 1\nproposal: Look\n", "the first key must be `flowvow`"),
        ("flowvow: 2\nproposal: Look\n", "this version of the language is unknown"),
        ("proposel: Look\n", "this file lies among proposals and doesn't say what it is"),
        ("", "this file lies among proposals and doesn't say what it is"),
    ],
)
@pytest.mark.parametrize("named", [".", "shop.flow.yaml"])
def test_expect_passes_no_proposal_over(text: str, told: str, named: str, tmp_path: Path) -> None:
    shutil.copytree(HERE / "models" / "kept", tmp_path, dirs_exist_ok=True)
    (tmp_path / "proposals" / "third.yaml").write_text(text)
    run = flowvow("expect", named, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("proposals/third.yaml:1:")
    assert told in run.err


def test_expect_of_models_that_expect_nothing() -> None:
    assert flowvow("expect", "models/undecided", "models/nothing").code == 3


def test_outline_numbers_a_text(tmp_path: Path, same_text) -> None:
    (tmp_path / "text.txt").write_text("Our policy\n\n1. Scope\n\nWe sell nothing. We keep it.\n")
    run = flowvow("outline", "text.txt", cwd=tmp_path)
    assert run.code == 0
    same_text("outline.txt", run.out)
    assert "We keep it." in flowvow("outline", "text.txt", "--sentences", cwd=tmp_path).out
    assert flowvow("outline", "none.txt", cwd=tmp_path).code == 2


def test_outline_says_how_it_read_a_text(tmp_path: Path, same_text) -> None:
    (tmp_path / "old.txt").write_bytes("Our policy\n\nThe shop’s café. It’s ours.\n".encode("cp1252"))
    (tmp_path / "page.html").write_text(
        "<html><nav>Home</nav><h1>Our policy</h1><p>The shopâ€™s.<p>Lost\ufffd.", encoding="utf-8"
    )
    runs = [flowvow("outline", name, "--sentences", cwd=tmp_path) for name in ("old.txt", "page.html")]
    assert [run.code for run in runs] == [0, 0]
    same_text("outline-notes.txt", "".join(run.out + run.err for run in runs))


def test_outline_does_not_replace_another_file_unasked(tmp_path: Path, same_text) -> None:
    text, target = tmp_path / "text.txt", tmp_path / "shop.outline.yaml"
    text.write_text("We sell tea.\n", encoding="utf-8")
    words = ("outline", "text.txt", "-o", "shop.outline.yaml")
    assert [flowvow(*words, cwd=tmp_path).code for _ in range(2)] == [0, 0]
    before = target.read_text(encoding="utf-8")
    text.write_text("We sell mugs.\n", encoding="utf-8")
    run = flowvow(*words, cwd=tmp_path)
    assert (run.code, target.read_text(encoding="utf-8")) == (2, before)
    same_text("outline-other.txt", run.err)
    assert flowvow(*words, "--force", cwd=tmp_path).code == 0
    assert target.read_text(encoding="utf-8") != before


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


@pytest.mark.parametrize(
    ("target", "fault"),
    [
        ("none/out.txt", "none/out.txt: there is no folder none to write it to"),
        ("folder", "folder: is a folder, not a file"),
        ("a" * 300, "can't be written: File name too long"),
    ],
)
@pytest.mark.parametrize("words", [("check", "models/kept"), ("coverage", "models/kept"), ("schema", "flow")])
def test_where_nothing_can_be_written_is_told_as_a_problem(
    words: tuple[str, ...], target: str, fault: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    shutil.copytree(HERE / "models", tmp_path / "models")
    run = flowvow(*words, "-o", target, cwd=tmp_path)
    assert run.code == 2
    assert fault in run.err
    assert not list(tmp_path.glob(".*")), "no draft is left behind"
