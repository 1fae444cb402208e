"""``flowvow drift`` and ``flowvow outline --update``: what a changed text asks, and citations that follow it."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from flowvow.reading.model import read_model, read_policy
from tests.outputs.shape import faults

from .running import flowvow

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "drift.schema.json").read_text(encoding="utf-8"))
WEBSHOP = ROOT / "tests" / "models" / "webshop"
FILES = ("webshop.policy.yaml", "webshop.flow.yaml", "webshop.outline.yaml", "proposals/sync-audience.yaml")

ADDED = ("Vendors who signed", "We are careful here too. Vendors who signed")
EDITED = ("Other companies get no", "Most other companies get no")
REMOVED = ("We publish praise of the shop. ", "")
SPLIT = ("used to take a payment and for nothing else", "used to take a payment. And for nothing else")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the webshop."""
    shutil.copytree(WEBSHOP, tmp_path / "shop")
    return tmp_path / "shop"


def change(shop: Path, *changes: tuple[str, str]) -> None:
    text = (WEBSHOP / "webshop.txt").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (shop / "new.txt").write_text(text, encoding="utf-8")


def contents(shop: Path) -> dict[str, str]:
    return {name: (shop / name).read_text(encoding="utf-8") for name in FILES}


def cited(shop: Path) -> dict[str, set[str]]:
    """The fingerprints of the sentences that each clause cites."""
    system = read_model(shop)
    outline = (shop / "webshop.outline.yaml").read_text(encoding="utf-8")
    prints = {line.split('"')[1]: line.split('"')[3] for line in outline.splitlines() if "{n: " in line}
    return {clause.id: {prints[cite.rpartition("/")[2]] for cite in clause.cites} for clause in system.clauses}


def test_nothing_changed(shop: Path, same_text) -> None:
    run = flowvow("drift", "webshop.outline.yaml", "webshop.txt", cwd=shop)
    assert run.code == 0
    same_text("drift-same.txt", run.out)


def test_what_changed_and_who_cites_it(shop: Path, same_text) -> None:
    change(shop, ADDED, EDITED, REMOVED, SPLIT)
    run = flowvow("drift", "webshop.outline.yaml", "new.txt", "--old-text", "webshop.txt", cwd=shop)
    assert run.code == 1
    same_text("drift.txt", run.out)


def test_from_outlines_alone_it_is_likely(shop: Path, same_text) -> None:
    change(shop, EDITED)
    assert flowvow("outline", "new.txt", "-o", "new.outline.yaml", cwd=shop).code == 0
    run = flowvow("drift", "webshop.outline.yaml", "new.outline.yaml", cwd=shop)
    assert run.code == 1
    same_text("drift-likely.txt", run.out)


@pytest.mark.parametrize("changes", [(), (ADDED,), (ADDED, EDITED, REMOVED, SPLIT)])
def test_json_is_as_its_schema_says(changes: tuple[tuple[str, str], ...], shop: Path) -> None:
    change(shop, *changes)
    for more in ((), ("--old-text", "webshop.txt")):
        run = flowvow("drift", "webshop.outline.yaml", "new.txt", "--format", "json", *more, cwd=shop)
        document = json.loads(run.out)
        assert faults(document, SCHEMA, SCHEMA) == []
        assert document["verdict"] == {0: "kept", 1: "broken"}[run.code]
        assert document.keys() == SCHEMA["properties"].keys()
        for one in document["changes"]:
            assert one.keys() == SCHEMA["$defs"]["change"]["properties"].keys()


def test_a_change_that_nobody_cites_breaks_nothing(shop: Path) -> None:
    policy = shop / "webshop.policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace("{sentences: [1.1", "{sentences: [9.1", 1), encoding="utf-8")
    change(shop, ("This page tells you what", "This page tells everybody what"))
    run = flowvow("drift", "webshop.outline.yaml", "new.txt", cwd=shop)
    assert (run.code, "nothing that changed is cited" in run.out) == (0, True), run.out


def test_without_a_policy_any_change_breaks(shop: Path, tmp_path: Path) -> None:
    change(shop, EDITED)
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(shop / "webshop.outline.yaml", alone)
    run = flowvow("drift", "alone/webshop.outline.yaml", "shop/new.txt", cwd=tmp_path)
    assert (run.code, "by nothing that was found beside the outline" in run.out) == (1, True)


def test_another_text_is_not_taken_for_the_old_one(shop: Path) -> None:
    change(shop, EDITED)
    run = flowvow("drift", "webshop.outline.yaml", "webshop.txt", "--old-text", "new.txt", cwd=shop)
    assert (run.code, "1 of 36 sentences are other ones" in run.err) == (2, True), run.err
    assert flowvow("drift", "webshop.txt", "new.txt", cwd=shop).code == 2


def test_update_carries_citations_over(shop: Path, same_text) -> None:
    change(
        shop,
        ADDED,
        ("We publish praise of the shop. We ask before", "We ask before"),
        ("at any time.", "at any time. We publish praise of the shop."),
    )
    before, words = cited(shop), contents(shop)
    run = flowvow("outline", "--update", "webshop.outline.yaml", "new.txt", cwd=shop)
    assert run.code == 0, run.err
    same_text("update.txt", run.out)
    assert cited(shop) == before
    after = contents(shop)
    changed = [
        (old, new)
        for name in FILES
        if "outline" not in name
        for old, new in zip(words[name].split("\n"), after[name].split("\n"), strict=True)
        if old != new
    ]
    assert len(changed) == 17
    assert after["webshop.outline.yaml"].startswith("# yaml-language-server")
    drift = flowvow("drift", "webshop.outline.yaml", "new.txt", cwd=shop)
    assert (drift.code, drift.out.splitlines()[1]) == (0, "  sentences 37 then, 37 now: 37 kept")


def test_update_changes_nothing_where_one_citation_is_not_safe(shop: Path, same_text) -> None:
    change(shop, ADDED, EDITED, REMOVED)
    before = contents(shop)
    run = flowvow("outline", "--update", "webshop.outline.yaml", "new.txt", cwd=shop)
    assert run.code == 2
    same_text("update-refused.txt", run.err)
    assert contents(shop) == before
    assert [file.name for file in shop.glob(".*")] == []


def test_update_takes_along_what_was_looked_at(shop: Path) -> None:
    change(shop, ADDED, EDITED, SPLIT)
    words = ("outline", "--update", "webshop.outline.yaml", "new.txt")
    assert flowvow(*words, "--reviewed", "4.4", cwd=shop).code == 2
    run = flowvow(*words, "--reviewed", "4.4", "--reviewed", "4.2", cwd=shop)
    assert run.code == 0, run.err
    policy = (shop / "webshop.policy.yaml").read_text(encoding="utf-8")
    assert "cites: [4.3, 4.4]" in policy
    assert "cites: 4.6" in policy
    assert flowvow("drift", "webshop.outline.yaml", "new.txt", cwd=shop).code == 0
    unknown = flowvow(*words, "--reviewed", "9.9", cwd=shop)
    assert (unknown.code, "is no sentence of" in unknown.err) == (2, True)


def test_update_needs_somebody_who_cites(shop: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(shop / "webshop.outline.yaml", alone)
    run = flowvow("outline", "--update", "alone/webshop.outline.yaml", "shop/webshop.txt", cwd=tmp_path)
    assert (run.code, "no policy names this outline" in run.err) == (2, True)


def test_comments_and_layout_stay(tmp_path: Path) -> None:
    text, new = "One is here. Two is there.\n", "None before. Two is there. One is here.\n"
    (tmp_path / "old.txt").write_text(text)
    (tmp_path / "new.txt").write_text(new)
    assert flowvow("outline", "old.txt", "-o", "a.outline.yaml", cwd=tmp_path).code == 0
    policy = """flowvow: 1
policy: a   # odd   layout
party: us
source: {outline: a.outline.yaml}
clauses:
  one:  {duty: "be # here", why: it is so,
         cites: [ 0.1,   # the first
                  "0.2" ]}
  two:
    duty: be there
    why: it is so
    cites:
      - 0.2
      - a/0.1
"""
    (tmp_path / "a.policy.yaml").write_bytes(policy.replace("\n", "\r\n").encode())
    run = flowvow("outline", "--update", "a.outline.yaml", "new.txt", cwd=tmp_path)
    assert run.code == 0, run.err
    expected = (
        policy.replace("0.1,   #", "0.3,   #").replace("- 0.2", "- 0.X").replace("a/0.1", "a/0.3").replace("0.X", "0.2")
    )
    assert (tmp_path / "a.policy.yaml").read_bytes().decode() == expected.replace("\n", "\r\n")


@pytest.mark.parametrize("seed", range(12))
def test_carried_citations_cite_the_same_words(seed: int, tmp_path: Path) -> None:
    """Sentences that nobody cites come, go and change; the cited ones move about; each clause still cites its own."""
    lots = random.Random(seed)
    names = ("one", "two", "three", "four", "five", "six")
    said = [f"Sentence {name} says {name} of number {n}." for n, name in enumerate(names)]
    cited_ones = lots.sample(range(6), 3)
    (tmp_path / "a.txt").write_text(" ".join(said), encoding="utf-8")
    assert flowvow("outline", "a.txt", "-o", "a.outline.yaml", cwd=tmp_path).code == 0
    duty = "{{duty: say {0}, why: words move no data, cites: 0.{1}}}"
    clauses = "".join(f"  c{n}: {duty.format(n, n + 1)}\n" for n in cited_ones)
    head = "flowvow: 1\npolicy: a\nparty: us\nsource: {outline: a.outline.yaml}\nclauses:\n"
    (tmp_path / "a.policy.yaml").write_text(head + clauses, encoding="utf-8")
    after = [
        one if n in cited_ones else lots.choice([one, "", f"{one} And more.", "All new here."])
        for n, one in enumerate(said)
    ]
    lots.shuffle(after)
    (tmp_path / "b.txt").write_text(" ".join(after), encoding="utf-8")
    run = flowvow("outline", "--update", "a.outline.yaml", "b.txt", cwd=tmp_path)
    assert run.code == 0, run.err
    now = dict(
        line.split("  ", 1) for line in flowvow("outline", "b.txt", "--sentences", cwd=tmp_path).out.splitlines()
    )
    for clause in read_policy(tmp_path / "a.policy.yaml").clauses:
        assert [now[cite.removeprefix("a/")] for cite in clause.cites] == [said[int(clause.name[1:])]]


def test_with_the_old_text_update_knows_what_was_merged(shop: Path) -> None:
    change(shop, ("Vendors who signed", "We tell you here. Vendors who signed"))
    shutil.copy(shop / "new.txt", shop / "old.txt")
    assert flowvow("outline", "--update", "webshop.outline.yaml", "old.txt", cwd=shop).code == 0
    text = (shop / "old.txt").read_text(encoding="utf-8")
    (shop / "new.txt").write_text(text.replace("here. Vendors", "here, and vendors"), encoding="utf-8")
    words = ("outline", "--update", "webshop.outline.yaml", "new.txt")
    exact = (*words, "--old-text", "old.txt")
    assert "likely" in flowvow(*words, cwd=shop).err
    refused = flowvow(*exact, cwd=shop)
    assert (refused.code, "sentence 4.2 was merged into 4.1" in refused.err) == (2, True), refused.err
    assert flowvow(*exact, "--reviewed", "4.2", cwd=shop).code == 0
    assert flowvow("drift", "webshop.outline.yaml", "new.txt", cwd=shop).code == 0
    assert "isn't the text of" in flowvow(*words, "--old-text", "webshop.txt", cwd=shop).err


@pytest.mark.parametrize("stray", [("--old-text", "a.txt"), ("--reviewed", "4.2"), ("--for", ".")])
def test_what_an_update_takes_is_not_passed_over_without_one(stray: tuple[str, str], shop: Path) -> None:
    run = flowvow("outline", "webshop.txt", *stray, cwd=shop)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"{stray[0]}: says something of an update alone")
