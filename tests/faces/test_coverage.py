"""``flowvow coverage``: counts that are never rounded up, both directions, and what fails on request."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.outputs.shape import faults

from .running import flowvow

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "coverage.schema.json").read_text(encoding="utf-8"))
WEBSHOP = ROOT / "tests" / "models" / "webshop"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the webshop, with a few holes."""
    shutil.copytree(WEBSHOP, tmp_path / "shop")
    return tmp_path / "shop"


def holes(shop: Path) -> None:
    policy = shop / "webshop.policy.yaml"
    text = policy.read_text(encoding="utf-8")
    for old, new in (
        ("{sentences: [1.1, 9.3]", "{sentences: [9.3, 4.4]"),
        ("  training: ", "  # training: "),
        ("outline: webshop.outline.yaml", 'outline: webshop.outline.yaml, url: "http://shop.example/privacy"'),
    ):
        assert old in text
        text = text.replace(old, new)
    policy.write_text(text, encoding="utf-8")


def tiny(folder: Path, count: int, cited: int) -> None:
    """A policy of so many sentences, of which the first are cited."""
    (folder / "a.txt").write_text(" ".join(f"Sentence {n} is this." for n in range(count)), encoding="utf-8")
    assert flowvow("outline", "a.txt", "-o", "a.outline.yaml", cwd=folder).code == 0
    cites = ", ".join(f"0.{n + 1}" for n in range(cited))
    (folder / "a.policy.yaml").write_text(
        "flowvow: 1\npolicy: a\nparty: us\nsource: {outline: a.outline.yaml}\n"
        f"clauses:\n  one: {{duty: be kind, why: kindness moves no data, cites: [{cites}]}}\n",
        encoding="utf-8",
    )


def test_all_accounted_for(same_text) -> None:
    run = flowvow("coverage", "tests/models/webshop", "--fail", "--fail-under", "100", cwd=ROOT)
    assert run.code == 0
    same_text("coverage.txt", run.out)


def test_words_that_cite_nothing_are_told_by_kind(same_text) -> None:
    """But for those that another one's sentence names: its parts and theirs, and what is of its kind."""
    same_text("coverage-words.txt", flowvow("coverage", "tests/models/words", cwd=ROOT).out)
    same_text("coverage-words.json", flowvow("coverage", "tests/models/words", "--format", "json", cwd=ROOT).out)


def test_holes_are_told_with_words_and_links(shop: Path, same_text) -> None:
    holes(shop)
    run = flowvow("coverage", ".", "--text", ".", "--fail", cwd=shop)
    assert run.code == 1
    same_text("coverage-holes.txt", run.out)
    assert flowvow("coverage", ".", cwd=shop).code == 0


def test_citations_are_verified_against_the_text(shop: Path, same_text) -> None:
    text = (shop / "webshop.txt").read_text(encoding="utf-8")
    (shop / "webshop.txt").write_text(
        text.replace("Other companies", "Most companies").replace("Vendors who", "Hello. Vendors who"), encoding="utf-8"
    )
    run = flowvow("coverage", ".", "--text", ".", "--fail", cwd=shop)
    assert run.code == 1
    same_text(
        "coverage-changed.txt", "\n".join(line for line in run.out.splitlines() if "again" in line or "verd" in line)
    )
    assert flowvow("coverage", ".", "--text", "proposals", cwd=shop).code == 2


@pytest.mark.parametrize("words", [(), ("--text", "."), ("--fail",)])
def test_json_is_as_its_schema_says(words: tuple[str, ...], shop: Path) -> None:
    holes(shop)
    run = flowvow("coverage", ".", "--format", "json", *words, cwd=shop)
    document = json.loads(run.out)
    assert faults(document, SCHEMA, SCHEMA) == []
    assert document["verdict"] == {0: "kept", 1: "broken"}[run.code]
    (policy,) = document["policies"]
    assert policy.keys() == SCHEMA["$defs"]["policy"]["properties"].keys()
    assert policy["counts"] == {"sentences": 36, "cited": 32, "non_normative": 2, "uncovered": 2}
    assert policy["percent"] == 94
    for one in policy["sentences"]:
        assert one.keys() == SCHEMA["$defs"]["sentence"]["properties"].keys()
        assert (one["text"] is not None) == (one["link"] is not None) == ("--text" in words)
        assert (one["as_outlined"] is True) == ("--text" in words)


@pytest.mark.parametrize(
    ("count", "cited", "percent", "under", "code"),
    [
        (250, 249, 99, "99.6", 0),
        (250, 249, 99, "99.61", 1),
        (300, 299, 99, "100", 1),
        (3, 2, 66, "66.6666666", 0),
        (3, 2, 66, "67", 1),
        (3, 3, 100, "100", 0),
    ],
)
def test_shares_are_never_rounded_up(
    count: int, cited: int, percent: int, under: str, code: int, tmp_path: Path
) -> None:
    tiny(tmp_path, count, cited)
    run = flowvow("coverage", "a.policy.yaml", "--fail-under", under, cwd=tmp_path)
    assert run.code == code
    assert f"  {percent} %" in run.out
    assert flowvow("coverage", "a.policy.yaml", "--fail", cwd=tmp_path).code == int(count != cited)


def test_nothing_to_cover_is_undecided(tmp_path: Path) -> None:
    run = flowvow("coverage", "models/kept", "--fail")
    assert (run.code, "not every policy names an outline" in run.out) == (3, True)
    (tmp_path / "a.flow.yaml").write_text("flowvow: 1\nsystem: A\n", encoding="utf-8")
    run = flowvow("coverage", ".", cwd=tmp_path)
    assert (run.code, run.out) == (3, "\n\n  verdict   undecided, there is no policy\n"[2:])


@pytest.mark.parametrize("under", ["much", "101", "-1", "1/0", "nan"])
def test_what_is_no_percentage_is_refused(under: str) -> None:
    run = flowvow("coverage", "models/kept", "--fail-under", under)
    assert run.code == 2


def test_a_citation_of_no_sentence_is_refused_with_its_place(shop: Path) -> None:
    policy = shop / "webshop.policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("cites: 4.4}", "cites: 4.44}"), encoding="utf-8")
    run = flowvow("coverage", ".", cwd=shop)
    assert run.code == 2
    assert "the text of webshop has no sentence 4.44" in run.err


def test_an_answer_quotes_its_sentences_where_the_text_is_at_hand(shop: Path) -> None:
    words = ("ask", ".", "--act", "share", "--data", "card-number", "--to", "card-processor", "--closest")
    bare, quoted = flowvow(*words, cwd=shop), flowvow(*words, "--text", ".", cwd=shop)
    said = [line for line in quoted.out.splitlines() if line not in bare.out.splitlines()]
    assert bare.code == quoted.code
    assert said
    assert all(line.startswith("            ") for line in said)
    assert '4.3: "' in quoted.out
    assert "36 of 36 sentences as outlined" in quoted.err
    assert flowvow(*words, "--text", "none", cwd=shop).code == 2
