"""``flowvow check``: its exit codes, its whole printed text, and what it does when something is wrong."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from flowvow.cli import main

from ..outputs.shape import faults
from .running import HERE, flowvow, process

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
CODES = {"kept": 0, "broken": 1, "undecided": 3, "nothing": 3}


@pytest.mark.parametrize(("model", "code"), CODES.items())
def test_text_and_exit_code(model: str, code: int, same_text) -> None:
    run = flowvow("check", f"models/{model}", "--notes")
    assert (run.code, run.err) == (code, "")
    same_text(f"check-{model}.txt", run.out)


@pytest.mark.parametrize(("model", "code"), CODES.items())
def test_json_says_the_exit_codes_word_and_fits_the_schema(model: str, code: int) -> None:
    run = flowvow("check", f"models/{model}", "--format", "json")
    document = json.loads(run.out)
    assert run.code == code
    assert document["verdict"] == {0: "kept", 1: "broken", 3: "undecided"}[code]
    assert faults(document, SCHEMA, SCHEMA) == []


def test_several_models_broken_outweighs_undecided_outweighs_kept() -> None:
    assert flowvow("check", "models").code == 1
    assert flowvow("check", "models/kept", "models/undecided").code == 3
    several = json.loads(flowvow("check", "models", "--format", "json").out)
    assert [model["verdict"] for model in several["models"]] == ["broken", "kept", "undecided", "undecided"]
    assert faults(several, SCHEMA, SCHEMA) == []


def test_a_proposal_is_laid_over_and_still_breaks_though_expected(same_text) -> None:
    run = flowvow("check", "models/kept", "--with", "models/kept/proposals/leak.broken.yaml")
    assert run.code == 1
    assert "expected  yes" in run.out
    same_text("check-proposal.txt", run.out)


def test_without_a_path_the_current_folder_is_checked() -> None:
    run = flowvow("check", cwd=HERE / "models" / "kept")
    assert run.code == 0
    assert "Tidy shop" in run.out


def test_unusable_input_is_told_all_at_once_on_stderr(tmp_path: Path, same_text) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.flow.yaml").write_text(
            "flowvow: 1\nsystem: A\nactors:\n  shop:\n  shpo: {of: shopp}\nflows: {x: {from: shop, too: shop}}\n"
        )
    run = flowvow("check", "one", "two", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    same_text("check-unusable.txt", run.err)


def test_as_a_process() -> None:
    for model in CODES:
        assert process("check", f"models/{model}") == flowvow("check", f"models/{model}")
    assert process("check", "nowhere") == flowvow("check", "nowhere")
    assert process("chek").code == 2


def test_one_unusable_model_outweighs_broken_ones(tmp_path: Path) -> None:
    (tmp_path / "bad.flow.yaml").write_text("flowvow: 1\nsystem: {}\n")
    assert flowvow("check", "models/broken", str(tmp_path)).code == 2


@pytest.mark.parametrize("words", [["check", "nowhere"], ["check", "--with", "nowhere.yaml", "models/kept"]])
def test_paths_that_are_not_there(words: list[str]) -> None:
    run = flowvow(*words)
    assert run.code == 2
    assert "nowhere" in run.err


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    assert flowvow("check", cwd=tmp_path).code == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "did you mean 'check'?"),
        (["check", "--note"], "did you mean '--notes'?"),
        (["check", "--format", "jsn"], "did you mean 'json'?"),
        (["check", "--fail-on", "never"], "invalid choice"),
        ([], "required: COMMAND"),
    ],
)
def test_unusable_arguments(words: list[str], said: str) -> None:
    run = flowvow(*words)
    assert run.code == 2
    assert said in run.err


def test_the_level_that_breaks_a_run_can_be_lowered(tmp_path: Path) -> None:
    model = HERE / "models" / "kept"
    (tmp_path / "shop.policy.yaml").write_bytes((model / "shop.policy.yaml").read_bytes())
    flows = (model / "shop.flow.yaml").read_text().partition("expect:")[0]
    (tmp_path / "shop.flow.yaml").write_text(flows + "  tell: {act: share, from: shop, to: anyone, data: email}\n")
    verdicts = {
        level: flowvow("check", str(tmp_path), "--fail-on", level).code for level in ("error", "warning", "note")
    }
    assert verdicts == {"error": 0, "warning": 1, "note": 1}


def test_output_goes_to_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("before")
    assert flowvow("check", "nowhere", "-o", str(target)).code == 2
    assert target.read_text() == "before"
    run = flowvow("check", "models/broken", "--format", "json", "-o", str(target))
    assert (run.code, run.out) == (1, "")
    assert json.loads(target.read_text())["verdict"] == "broken"
    assert list(tmp_path.iterdir()) == [target]


def test_the_same_bytes_under_any_hash_seed() -> None:
    seeds = {process("check", "models", "--notes", PYTHONHASHSEED=seed).out for seed in ("0", "42")}
    assert len(seeds) == 1
    assert str(HERE) not in seeds.pop()


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m flowvow check models/broken; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"( {command} ) | true"], cwd=HERE, capture_output=True, check=False, text=True
    )
    assert done.stderr == "1\n"


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_only_on_a_terminal_and_no_color_wins(environment: dict[str, str], coloured: bool) -> None:
    """On a terminal progress goes to the error stream, which is not one here."""
    plain = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "flowvow", "check", "models/kept"],
        cwd=HERE,
        env={**plain, "TERM": "xterm", **environment},
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (b"\x1b[" in shown) is coloured


def test_an_internal_error_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x\x1b[2J")

    monkeypatch.setattr("flowvow.app.check", fail)
    assert main(["check", str(HERE / "models" / "kept")]) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert "\x1b" not in captured.err
    assert "report it" in captured.err
    assert main(["check", str(HERE / "models" / "kept"), "--debug"]) == 4
    assert "Traceback" in capsys.readouterr().err


def test_texts_at_hand_are_quoted() -> None:
    webshop = Path(__file__).parents[1] / "models" / "webshop"
    run = flowvow("check", ".", "--with", "proposals/sync-audience.yaml", "--text", ".", cwd=webshop)
    assert '4.4: "Other companies get no personal details' in run.out
    assert "webshop from webshop.txt, 36 of 36 sentences as outlined" in run.out
    assert flowvow("check", ".", "--text", "proposals", cwd=webshop).code == 2
    assert "there is no folder of that name" in flowvow("check", ".", "--text", "nowhere", cwd=webshop).err


def test_a_quoted_sentence_is_linked_where_it_was_published(tmp_path: Path) -> None:
    webshop = Path(__file__).parents[1] / "models" / "webshop"
    copytree(webshop, tmp_path / "webshop")
    policy = tmp_path / "webshop" / "webshop.policy.yaml"
    told = policy.read_text(encoding="utf-8")
    assert "source: {" in told
    policy.write_text(
        told.replace("source: {", "source: {url: 'https://shop.example/privacy#top', ", 1), encoding="utf-8"
    )
    run = flowvow("check", ".", "--with", "proposals/sync-audience.yaml", "--text", ".", cwd=tmp_path / "webshop")
    lines = run.out.splitlines()
    quote = next(n for n, line in enumerate(lines) if '4.4: "Other companies' in line)
    assert any(line.strip().startswith("https://shop.example/privacy#top:~:text=") for line in lines[quote : quote + 4])
    plain = flowvow("check", ".", "--with", "proposals/sync-audience.yaml", "--text", ".", cwd=webshop)
    assert ":~:text=" not in plain.out


def test_a_text_that_has_changed_names_its_sentences_and_their_clauses(tmp_path: Path) -> None:
    webshop = Path(__file__).parents[1] / "models" / "webshop"
    text = (webshop / "webshop.txt").read_text(encoding="utf-8")
    (tmp_path / "webshop.txt").write_text(text.replace("Other companies", "Most companies"), encoding="utf-8")
    run = flowvow("check", ".", "--text", str(tmp_path), cwd=webshop)
    assert "35 of 36 sentences as outlined" in run.out
    assert "4.4 isn't as outlined, but likely edited; look again at nobody-else" in run.out
