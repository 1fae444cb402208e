"""Nothing to look at, and nothing found, by every command: 3, with a word on what is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flowvow.cli import COMMANDS

from ..faces.running import HERE, flowvow

POLICY = "flowvow: 1\npolicy: p\nparty: shop\ndata: {email: }\nclauses: {%s}\n"
CLAUSE = "c: {permit: share, data: email, cites: 1.1}"
FLOW = "flows: {a: {from: customer, to: shop, data: email, for: x}}\n"
WORDS = "actors: {customer: person}\npurposes: {x: }\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models that lack something, each in a folder called after it, and a whole one."""
    here = tmp_path_factory.mktemp("nothing")
    system = f"flowvow: 1\nsystem: A\npolicies: [p.policy.yaml]\n{WORDS}"
    models = {
        "no-clause": {"p.policy.yaml": POLICY % "", "a.flow.yaml": system + FLOW},
        "no-flow": {"p.policy.yaml": POLICY % CLAUSE, "a.flow.yaml": system},
        "no-policy": {"a.flow.yaml": "flowvow: 1\nsystem: A\nactors: {shop: }\ndata: {email: }\n"},
        "no-model": {"notes.yaml": "nothing: of ours\n"},
        "empty": {},
        "empty-file": {"a.flow.yaml": ""},
    }
    for name, files in models.items():
        (here / name).mkdir()
        for file, text in files.items():
            (here / name / file).write_text(text, encoding="utf-8")
    shutil.copytree(HERE / "models" / "kept", here / "whole")
    shutil.copytree(HERE / "models" / "kept", here / "nothing-listed")
    (here / "nothing-listed" / "pictures.txt").write_text("# none is worth keeping\n", encoding="utf-8")
    return here


# Every command with paths, as it is asked when it has something to look at; PATH is where.
ASKED = {
    "ask": ["ask PATH --silent", "ask PATH --silent --format json", "ask PATH --act share"],
    "check": ["check PATH", "check PATH --format json"],
    "conflicts": ["conflicts PATH", "conflicts PATH --format json"],
    "consent": ["consent PATH", "consent PATH --flows", "consent PATH --format json"],
    "coverage": ["coverage PATH", "coverage PATH --format json", "coverage PATH --fail-under 0"],
    "deadlines": ["deadlines PATH", "deadlines PATH --format json"],
    "diff": ["diff PATH PATH", "diff PATH PATH --refines"],
    "draw": ["draw PATH -o OUT", "draw PATH --all -o OUTS", "draw --diff PATH PATH -o OUT"],
    "expect": ["expect PATH", "expect PATH --models-only"],
    "explain": ["explain flow:a PATH"],
    "fmt": ["fmt --check PATH"],
    "trace": ["trace PATH --data email", "trace PATH --at shop --format json"],
}
# Those that read a text, an outline or no file at all; what is wrong with those is tested with their commands.
OTHERS = {"drift", "outline", "schema"}
EVERY = [words for asked in ASKED.values() for words in asked]


def run(words: str, path: str, folder: Path, out: Path) -> tuple[int, str]:
    done = flowvow(
        *(
            word.replace("PATH", path).replace("OUTS", str(out / "all")).replace("OUT", str(out / "one.svg"))
            for word in words.split()
        ),
        cwd=folder,
    )
    return done.code, done.out + done.err


def test_every_command_is_asked() -> None:
    assert set(ASKED) | OTHERS == set(COMMANDS)


@pytest.mark.parametrize("words", EVERY)
@pytest.mark.parametrize("path", ["empty", "no-model"])
def test_a_folder_without_a_model(words: str, path: str, folder: Path, tmp_path: Path) -> None:
    code, told = run(words, path, folder, tmp_path)
    assert code == 3, told
    assert "there is no f" in told  # flow file in this folder; file to tidy


@pytest.mark.parametrize("words", EVERY)
def test_an_empty_file_is_a_problem(words: str, folder: Path, tmp_path: Path) -> None:
    code, told = run(words, "empty-file", folder, tmp_path)
    assert (code, "the file is empty" in told) == (2, True)


@pytest.mark.parametrize("words", EVERY)
def test_a_path_that_is_not_there_is_a_problem(words: str, folder: Path, tmp_path: Path) -> None:
    assert run(words, "no-such-folder", folder, tmp_path)[0] == 2


# What each command still has to look at where that is missing.
OF_CLAUSES = ("check", "expect", "coverage", "conflicts", "deadlines", "diff", "draw --diff", "ask PATH --silent")
OF_FLOWS = ("check", "expect", "consent", "trace", "draw PATH", "explain flow:a")


@pytest.mark.parametrize("words", [words for words in EVERY if words.startswith(OF_CLAUSES)])
def test_a_policy_without_a_clause(words: str, folder: Path, tmp_path: Path) -> None:
    code, told = run(words, "no-clause", folder, tmp_path)
    assert code == 3, told


def test_a_policy_without_a_clause_permits_nothing(folder: Path, tmp_path: Path) -> None:
    code, told = run("ask PATH --act share", "no-clause", folder, tmp_path)
    assert (code, "undisclosed: no sentence covers it" in told) == (1, True)


@pytest.mark.parametrize("words", [words for words in EVERY if words.startswith(OF_FLOWS)])
@pytest.mark.parametrize("path", ["no-flow", "no-policy"])
def test_a_model_without_a_flow(words: str, path: str, folder: Path, tmp_path: Path) -> None:
    code, told = run(words, path, folder, tmp_path)
    assert code == (2 if words.startswith("explain") else 3), told


def test_a_list_of_no_pictures(folder: Path, tmp_path: Path) -> None:
    code, told = run("draw PATH --all -o OUTS", "nothing-listed", folder, tmp_path)
    assert (code, told) == (3, "note: there was nothing to draw\n")


@pytest.mark.parametrize(
    "words",
    [
        "trace PATH --data email --at nobody-home",
        "trace PATH --at nobody-home",
        "trace PATH --data email --through ad-network",
        "draw PATH --view actor:nobody-home -o OUT",
        "draw PATH --view data:unmoved -o OUT",
    ],
)
def test_names_that_are_there_and_for_which_nothing_is_found(words: str, folder: Path, tmp_path: Path) -> None:
    model = shutil.copytree(folder / "whole", tmp_path / "model")
    with (model / "shop.flow.yaml").open("a") as file:
        file.write("stores: {nobody-home: {kept: none}}\ndata: {unmoved: }\n")
    code, told = run(words, str(model), folder, tmp_path)
    assert code == 3, told


@pytest.mark.parametrize(
    "words",
    [
        "consent PATH --flow zz",
        "consent PATH --choice zz",
        "trace PATH --data zz",
        "trace PATH --at zz",
        "trace PATH --through zz",
        "explain flow:zz PATH",
        "explain clause:zz PATH",
        "explain 0123456789ab PATH",
        "ask PATH --data zz",
        "ask PATH --by zz",
        "ask PATH --for zz",
        "ask PATH --act zz",
        "ask PATH --when zz",
        "draw PATH --view data:zz -o OUT",
        "draw PATH --view actor:zz -o OUT",
        "draw PATH --view frame:zz -o OUT",
        "draw PATH --view finding:zz -o OUT",
        "draw PATH --view clauses:zz -o OUT",
        "draw PATH --view state:zz -o OUT",
        "draw PATH --choice zz -o OUT",
        "check PATH --with zz",
        "check PATH --text zz",
        "check PATH --calendar zz --as-of 2026-01-01",
        "deadlines PATH --text zz",
        "conflicts PATH --text zz",
        "coverage PATH --text zz",
        "diff PATH PATH --model zz",
        "diff PATH PATH --mapping zz",
        "draw --diff zz PATH -o OUT",
    ],
)
def test_a_name_that_is_not_there_is_a_mistake(words: str, folder: Path, tmp_path: Path) -> None:
    code, told = run(words, "whole", folder, tmp_path)
    assert (code, "zz" in told or "0123456789ab" in told or "ZZ" in told) == (2, True), told
