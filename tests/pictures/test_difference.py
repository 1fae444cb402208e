"""The picture of what changed between two texts: every statement told once, with its mark and both sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from flowvow.cli import differing, draw, main
from flowvow.findings.difference import Change, Cited, Difference, Said, Statement, Told, Version
from flowvow.pictures.difference import view
from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.listing import Listing, listing_picture
from flowvow.reading.folder import find_models
from tests.pictures.hostile import NAMES
from tests.pictures.measure import chromium, measure
from tests.pictures.scenes import ROOT, named, scene_of

_OLD, _NEW = "flows/liveoffice-2007", "flows/liveoffice-2010"
_MAPPING = "flows/liveoffice-2007-to-2010.mapping.yaml"
_KEPT = "diff-liveoffice-2007-liveoffice-2010.svg"


def words(place: int) -> str:
    return f"word{place}"


def hostile(place: int) -> str:
    name = NAMES[place % len(NAMES)].encode("utf-8", "replace").decode() or "empty"
    return f"{name}~{place}".replace(" ", "\u00a0")  # an end's words begin with its name


@cache
def texts() -> Listing:
    found = differing.drawn(f"{ROOT}/{_OLD}", f"{ROOT}/{_NEW}", f"{ROOT}/{_MAPPING}", "")
    assert isinstance(found, Listing)
    return found


def small(name: object) -> Listing:
    """Changes between the names of the small system."""
    assert callable(name)
    system = named(name)
    clause = Cited(system.clauses[0].id, (f"{name(20)}/1",), "forbid", "", system.clauses[0].span)
    said, silent = Said("forbidden", (clause,)), Said()

    def box(act: str, **sides: str) -> tuple[Told, ...]:
        told = (("act", (act,)), *((side, (one,)) for side, one in sides.items()))
        return (Told(f"{act} {name(8)}", told),)

    statements = (
        Statement(Change.PERMITTED, said, Said("permitted", (clause,)), box("share", to=name(4), data=name(8))),
        Statement(Change.PERMITTED, silent, Said("permitted", (clause,)), box("share", to=name(4), data=name(9))),
        Statement(Change.FORBIDDEN, silent, said, box("collect", data=name(8))),
        Statement(Change.DROPPED, said, silent, box("use", data=name(9)), limit=name(10)),
        Statement(Change.REQUIRED, silent, Said("promised", (clause,))),
        Statement(Change.LIMITED, silent, Said("limited", (clause,)), box("share", to="any but x", data=name(8))),
    )
    old, new = Version(name(20), name(22)), Version(name(20), name(21))
    scene = scene_of(system)
    return view(Difference(old, new, statements=statements, compared=2), scene, scene)


def test_every_statement_is_told_once_with_both_sentences() -> None:
    from flowvow.cli import diff
    from flowvow.comparing.difference import difference

    old, new = diff._of(f"{ROOT}/{_OLD}"), diff._of(f"{ROOT}/{_NEW}")
    wording, turned = diff._wording(f"{ROOT}/{_MAPPING}", old.text, new.text)
    found = difference(old.text, new.text, wording, turned)
    told = [line for row in texts().rows for line in row.tooltip.split("\n")]
    assert len(told) == len(found.statements) > 100
    for statement in found.statements:
        cited = [one for side in (statement.was, statement.now) for one in side.clauses]
        names = [(one.id, *(cite.rpartition("/")[2] for cite in one.cites)) for one in cited]
        assert [line for line in told if all(name in line for each in names for name in each)], names


def test_each_kind_has_its_mark_and_goes_where_the_statement_goes() -> None:
    rows = small(words).rows
    assert [(row.style, row.section, row.title) for row in rows] == [
        (Style.ADDED, "permitted now (2)", f"{words(0)} → {words(4)} (forbidden before)"),
        (Style.ADDED, "permitted now (2)", f"{words(0)} → {words(4)}"),
        (Style.FORBIDDEN, "forbidden now (1)", f"anybody → {words(0)}"),
        (Style.LIMITED, "limited now (1)", f"{words(0)} → anybody"),
        (Style.REQUIRED, "required or promised now (1)", f"{words(0)} → anybody"),
        (Style.REMOVED, "barred or promised no more (1)", f"at {words(0)}"),
    ]
    assert rows[0].texts == (words(8), "1; before 1")
    assert rows[-1].texts == (f"{words(9)}: {words(10)}", "before 1")


def test_nothing_that_changed_is_told_as_that() -> None:
    same = differing.drawn(f"{ROOT}/{_OLD}", f"{ROOT}/{_OLD}/liveoffice-2007.policy.yaml", "", "")
    assert isinstance(same, Listing)
    assert not same.rows
    assert same.notes[-1].startswith("Nothing changed")
    assert "<svg" in listing_picture(same)


def test_two_models_with_the_same_text_are_drawn_as_a_change(tmp_path: Path) -> None:
    for file in (ROOT / "tests/models/webshop").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    flows = tmp_path / "webshop.flow.yaml"
    flows.write_text(re.sub(r"(order-book:.*kept: )7 years", r"\g<1>9 years", flows.read_text()))
    found = differing.drawn(f"{ROOT}/tests/models/webshop", str(tmp_path), "", "")
    assert isinstance(found, Drawing)
    assert found.title.startswith("What changed in ")
    assert found.notes[0] == "Changed: order book (kept 9 years, was 7 years)."


def test_hostile_names_change_texts_alone() -> None:
    shapes = []
    for name in (hostile, words):
        svg = listing_picture(small(name))
        assert "<script" not in svg
        root = Tree.fromstring(svg)
        assert not [e for e in root.iter() if any(key.startswith("on") for key in e.keys())]  # noqa: SIM118
        assert not [e for e in root.iter() if (e.get("href") or "").startswith(("javascript", "data"))]
        shapes.append(sorted((e.get("class") or "").split(" ")[0] for e in root.iter() if e.get("id")))
    assert shapes[0] == shapes[1]


def _kept(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    from argparse import Namespace

    monkeypatch.chdir(ROOT)
    options = Namespace(all=True, output="diagrams", format="svg")
    made = draw._of_several(Path("flows"), find_models([Path("flows")]), options)
    return {file: str(one.content) for file, one in made.items()}


def test_the_pictures_of_several_models_are_current(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _kept(monkeypatch)
    assert set(made) == {file.name for file in ROOT.joinpath("diagrams").glob("*.svg")}
    for file, svg in made.items():
        kept = ROOT.joinpath("diagrams", file).read_text(encoding="utf-8")
        assert kept == svg, f"{file} is out of date: make pictures"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("map", "'map' is no picture of several models"),
        ("diff:a", "'diff:a' is no picture of several models"),
        ("diff:../a, b", "../a lies outside this folder"),
        ("diff:/a, b", "/a lies outside this folder"),
    ],
)
def test_a_list_with_a_fault_writes_nothing(
    line: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "webshop"
    model.mkdir()
    for file in (ROOT / "tests/models/webshop").glob("*.yaml"):
        (model / file.name).write_bytes(file.read_bytes())
    (tmp_path / "pictures.txt").write_text(f"# a list\n{line}\n")
    assert main(["draw", str(tmp_path), "--all", "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "pictures.txt:2:1" in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("more", [["--view", "map"], ["--all"], ["--with", "x.yaml"]])
def test_a_difference_is_a_view_of_its_own(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", f"{ROOT}/{_NEW}", "--diff", f"{ROOT}/{_OLD}", *more]) == 2
    assert "--diff is a view of its own" in capsys.readouterr().err


def test_a_mapping_without_an_old_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", f"{ROOT}/{_NEW}", "--mapping", f"{ROOT}/{_MAPPING}"]) == 2
    assert "name the old one with `--diff`" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
def test_the_picture_is_clean() -> None:
    found = measure(ROOT / "diagrams" / _KEPT)
    assert found.violations == ()
    assert found.smallest >= 9


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
def test_the_picture_of_hostile_names_stays_on_its_page(tmp_path: Path) -> None:
    file = tmp_path / "difference.svg"
    file.write_text(listing_picture(small(hostile)), encoding="utf-8")
    assert not [one for one in measure(file).violations if one.rule in {"text-leaves-shape", "outside-page"}]
