"""``flowvow diff`` as people run it: whole outputs, exit codes, JSON, revisions of a repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Compare
from tests.faces.running import Run, flowvow
from tests.outputs.shape import faults

MODELS = Path(__file__).parent / "models"
WORDS = ("--mapping", "words.mapping.yaml")
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))


def diff(*words: str, cwd: Path = MODELS) -> Run:
    return flowvow("diff", *words, cwd=cwd)


def shown(done: Run) -> str:
    return f"{done.out}{done.err}exit code {done.code}\n"


SHOWN = {
    "two-models": ("shop", "shop-later", *WORDS),
    "two-clinics": ("clinic", "clinic-later", "--mapping", "clinic.mapping.yaml"),
    "new-clinic": ("clinic/clinic.policy.yaml", "clinic-later", "--mapping", "clinic.mapping.yaml"),
    "two-policies": ("shop/shop.policy.yaml", "shop-later/shop.policy.yaml", *WORDS),
    "the-other-way": ("shop-later/shop.policy.yaml", "shop/shop.policy.yaml", *WORDS),
    "model-and-policy": ("shop", "shop-later/shop.policy.yaml", *WORDS),
    "new-model": ("shop/shop.policy.yaml", "shop-later/shop.policy.yaml", *WORDS, "--model", "shop-later"),
    "without-mapping": ("shop/shop.policy.yaml", "shop-later/shop.policy.yaml"),
    "same": ("shop", "shop"),
    "refines-not": ("shop", "shop-later", *WORDS, "--refines"),
    "refines": ("shop", "shop", "--refines"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_outputs_are_compared_whole(name: str, same_text: Compare) -> None:
    same_text(f"diff-{name}.txt", shown(diff(*SHOWN[name])))


@pytest.mark.parametrize("name", SHOWN)
def test_json_is_as_the_schema_says(name: str) -> None:
    text, document = diff(*SHOWN[name]), diff(*SHOWN[name], "--format", "json")
    assert document.code == text.code
    assert faults(json.loads(document.out), SCHEMA, SCHEMA) == []
    assert document.out.isascii()


def test_a_version_of_its_own_refines_and_undecided_is_neither(tmp_path: Path) -> None:
    """Where the untold name alone stands in the way, the answer is undecided and not no."""
    head = "flowvow: 1\npolicy: {}\nparty: shop\nactors: {{customer: person, {}: }}\ndata: {{email: }}\nclauses:\n"
    line = "  may: {{permit: share, data: email, to: {}, cites: 1.1}}\n"
    for policy, actor in (("old", "courier"), ("new", "carrier")):
        file = tmp_path / f"{policy}.policy.yaml"
        file.write_text(head.format(policy, actor) + line.format(actor), encoding="utf-8")
    done = diff("old.policy.yaml", "new.policy.yaml", "--refines", cwd=tmp_path)
    assert (done.code, "no line says what courier is" in done.out) == (3, True)
    told = diff("old.policy.yaml", "new.policy.yaml", cwd=tmp_path)
    assert "can't be compared (1)" in told.out
    mapping = "flowvow: 1\nmapping: m\nold: old\nnew: new\nactors: {courier: carrier}\n"
    (tmp_path / "a.mapping.yaml").write_text(mapping, encoding="utf-8")
    done = diff("old.policy.yaml", "new.policy.yaml", "--refines", "--mapping", "a.mapping.yaml", cwd=tmp_path)
    assert done.code == 0
    assert diff("old.policy.yaml", "new.policy.yaml", "--mapping", "a.mapping.yaml", cwd=tmp_path).code == 0


def test_what_cannot_be_compared_is_told(same_text: Compare) -> None:
    cases = [
        ("shop",),
        ("shop", "nowhere"),
        ("shop", "shop-later", "--mapping", "nowhere.yaml"),
        ("shop", "shop-later", "--model", "../../models/webshop"),
        ("shop", "shop-later", "--model", "shop/shop.policy.yaml"),
        (".", "shop"),
        ("shop/shop.policy.yaml", "words.mapping.yaml"),
        ("--rev", "HEAD", "shop"),
    ]
    told = [f"$ flowvow diff {' '.join(words)}\n{shown(diff(*words))}" for words in cases]
    same_text("diff-unusable.txt", "\n".join(told))


def test_an_output_is_written_whole(tmp_path: Path) -> None:
    done = diff("shop", "shop-later", *WORDS, "-o", str(tmp_path / "out.txt"))
    assert (done.code, done.out) == (1, "")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == diff("shop", "shop-later", *WORDS).out


# -- revisions


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of three revisions: the shop, its later text in the same files, and one more flow."""
    if shutil.which("git") is None:
        pytest.fail("git is needed to test revisions")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    (tmp_path / "models").mkdir()
    for number, version in enumerate(("shop", "shop-later")):
        shutil.copytree(MODELS / version, tmp_path / "models" / "shop", dirs_exist_ok=True)
        commit(tmp_path, f"v{number}")
    flows = tmp_path / "models" / "shop" / "shop.flow.yaml"
    text = flows.read_text(encoding="utf-8")
    flows.write_text(text + "  more: {from: shop, to: printer, data: card-number, for: ship}\n", encoding="utf-8")
    commit(tmp_path, "v2")
    shutil.copy(MODELS / "words.mapping.yaml", tmp_path)
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", tag)
    git(folder, "tag", tag)


def test_two_revisions_are_compared(repository: Path) -> None:
    done = diff("v0..v1", "models/shop", *WORDS, cwd=repository)
    same = diff("shop", "shop-later", *WORDS)
    assert done.code == 1
    assert done.out.split("\n\n")[1:] == same.out.split("\n\n")[1:]
    assert "v0:models/shop" in done.out
    named = diff("--rev", "v0", "--rev", "v1", "models/shop", *WORDS, cwd=repository)
    assert named.out == done.out


def test_a_revision_is_read_as_it_was(repository: Path) -> None:
    (repository / "models" / "shop" / "shop.flow.yaml").write_text("not what was committed", encoding="utf-8")
    done = diff("v1..v2", "models/shop", cwd=repository)
    assert done.code == 1
    assert "added     flows: more" in done.out
    assert diff("v2..HEAD", "models/shop", cwd=repository).code == 0
    assert diff("v1..v2", "models/shop/shop.policy.yaml", cwd=repository).code == 0


def test_revisions_are_never_taken_for_options(repository: Path) -> None:
    """A revision that looks like an option of git writes no file and is told as unknown."""
    done = diff("--rev=--output=stolen", "--rev", "v1", "models/shop", cwd=repository)
    assert (done.code, "git knows no revision" in done.err) == (2, True)
    assert not (repository / "stolen").exists()
    assert "git knows no revision" in diff("v9..v1", "models/shop", cwd=repository).err
    assert diff("v0..v1", "models/nowhere", cwd=repository).code == 2


def test_without_git_or_a_repository_it_says_so(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    shutil.copytree(MODELS / "shop", outside / "shop")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(outside.parent))
    assert "not a git repository" in diff("v0..v1", "shop", cwd=outside).err
    monkeypatch.setenv("PATH", str(outside))
    done = diff("v0..v1", "models/shop", cwd=repository)
    assert (done.code, "git isn't there" in done.err) == (2, True)


def test_links_in_a_revision_are_not_followed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.policy.yaml"
    secret.write_text("flowvow: 1\npolicy: secret\nparty: shop\n", encoding="utf-8")
    policy = repository / "models" / "shop" / "shop.policy.yaml"
    policy.unlink()
    policy.symlink_to(secret)
    commit(repository, "v3")
    done = diff("v2..v3", "models/shop", cwd=repository)
    assert (done.code, "secret" in done.out) == (2, False)
