"""From a model to bytes: hostile names, locality, and the pictures that are kept in the repository."""

from __future__ import annotations

from argparse import Namespace
from difflib import unified_diff
from pathlib import Path
from random import Random
from xml.etree import ElementTree as Tree

import pytest
from attrs import evolve

from flowvow.cli import draw, main
from flowvow.findings.finding import Level
from flowvow.model.conditions import ConditionKind
from flowvow.model.flows import Flow
from flowvow.model.system import System
from flowvow.pictures.dot import dot_source
from flowvow.pictures.drawing import identity
from flowvow.pictures.ledger import ledger_picture
from flowvow.pictures.mermaid import mermaid_picture
from flowvow.pictures.svg import svg_picture
from flowvow.pictures.views.catalogue import VIEWS
from flowvow.reading.folder import find_models
from tests.pictures.hostile import NAMES
from tests.pictures.measure import chromium, measure
from tests.pictures.scenes import REAL, ROOT, named, real, scene_of

_WANTED = {
    "map": 0, "ledger": 0, "data": 8, "actor": 2, "frame": 13, "finding": 19, "state": 11,
}  # fmt: skip


def hostile(place: int) -> str:
    # Read from files, a name is never empty, is text in UTF-8, and each is another's.
    name = NAMES[place % len(NAMES)].encode("utf-8", "replace").decode() or "empty"
    return f"{name}~{place}"


def harmless(place: int) -> str:
    return f"word{place}"


@pytest.mark.parametrize("kind", _WANTED)
def test_hostile_names_change_texts_alone(kind: str) -> None:
    shapes = []
    for name in (hostile, harmless):
        scene = scene_of(named(name))
        wanted = scene.report.findings[0].fingerprint if kind == "finding" else name(_WANTED[kind])
        if kind == "state":
            wanted = "default"
        drawing = VIEWS[kind](scene, wanted)
        svg = ledger_picture(drawing) if kind == "ledger" else svg_picture(drawing)
        root = Tree.fromstring(svg)
        assert "<script" not in svg
        assert not [e for e in root.iter() if any(key.startswith("on") for key in e.keys())]  # noqa: SIM118
        assert not [e.get("href") for e in root.iter() if (e.get("href") or "").startswith(("javascript", "data"))]
        shapes.append((len(drawing.boxes), len(drawing.arrows), len(drawing.frames)))
        assert mermaid_picture(drawing).startswith("flowchart LR\n")
    assert shapes[0] == shapes[1]


def _changed(old: System, new: System) -> list[str]:
    sources = [dot_source(VIEWS["map"](scene_of(one), "")).splitlines() for one in (old, new)]
    diff = unified_diff(*sources, n=0, lineterm="")
    return [line for line in diff if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def test_a_new_flow_changes_its_own_lines() -> None:
    old = named(harmless)
    flow = Flow("another", "", harmless(1), harmless(4), data=(harmless(8),))
    arrow = identity("flow", harmless(1), harmless(4))
    for flows in ((*old.flows, flow), (flow, *old.flows)):
        changed = _changed(old, evolve(old, flows=flows))
        assert len(changed) == 3
        assert all(line.startswith("+") and arrow in line for line in changed)


def test_a_flow_that_joins_an_arrow_changes_that_arrow() -> None:
    old = named(harmless)
    flow = Flow("another", "", harmless(2), harmless(4), data=(harmless(8),))
    arrow = identity("flow", harmless(2), harmless(4))
    changed = _changed(old, evolve(old, flows=(*old.flows, flow)))
    assert changed
    assert all(arrow in line for line in changed)


def test_a_new_actor_with_its_flow_adds_lines_alone() -> None:
    old = named(harmless)
    actors = {**old.actors, "newcomer": evolve(old.actors["public"], name="newcomer")}
    flow = Flow("another", "", harmless(2), "newcomer", data=(harmless(8),))
    changed = _changed(old, evolve(old, actors=actors, flows=(*old.flows, flow)))
    assert all("newcomer" in line for line in changed)


def test_a_new_flow_of_a_folded_system_changes_only_the_fold_it_joins() -> None:
    old = real("liveoffice-2010").system
    flow = Flow("another", "", "customer", "advisormail-net", data=("question",), purposes=("handle-requests",))
    joined = VIEWS["map"](scene_of(evolve(old, flows=(*old.flows, flow))), "")
    before = VIEWS["map"](real("liveoffice-2010"), "")
    changed = [one.id for one, two in zip(before.arrows, joined.arrows, strict=True) if one != two]
    assert changed == [identity("flow", "customer", "web-sites")]
    assert before.boxes == joined.boxes


def test_one_picture_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.mmd"
    assert main(["draw", str(ROOT / "tests/models/webshop"), "--view", "actor:web-server", "-o", str(file)]) == 0
    assert file.read_text().startswith("flowchart LR")
    assert [one.name for one in file.parent.iterdir()] == ["a.mmd"]


def test_a_list_of_pictures_with_a_fault_writes_nothing(tmp_path: Path) -> None:
    for file in (ROOT / "tests/models/webshop").glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "pictures.txt").write_text("map\ndata:nothing-such  # a fault\n")
    assert main(["draw", str(tmp_path), "--all", "-o", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def _kept(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.chdir(ROOT)
    options = Namespace(all=True, views=[], output="diagrams", proposals=[], format="svg")
    place = find_models([ROOT.joinpath("flows", name).relative_to(ROOT)])[0]
    return {file: str(one.content) for file, one in draw._of_model(place, [], options, "").items()}


@pytest.mark.parametrize("name", REAL)
def test_the_pictures_in_the_repository_are_current(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for file, svg in _kept(name, monkeypatch).items():
        kept = ROOT / "diagrams" / file
        assert kept.exists(), f"{file} is missing: make pictures"
        assert kept.read_text(encoding="utf-8") == svg, f"{file} is out of date: make pictures"


@pytest.mark.parametrize("name", REAL)
def test_no_picture_is_left_over(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {f"{name}/{file.name}" for file in ROOT.joinpath("diagrams", name).glob("*.svg")}
    assert kept == set(_kept(name, monkeypatch))


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", REAL)
def test_the_pictures_in_the_repository_are_clean(name: str) -> None:
    """In a real browser, fitted to 1920 pixels: nothing overlaps or leaves its shape, all text is large enough."""
    files = sorted(ROOT.joinpath("diagrams", name).glob("*.svg"))
    assert len(files) >= 6
    for file in files:
        found = measure(file)
        assert found.violations == (), file.name
        assert found.smallest >= 9


def _sampled(name: str) -> list[str]:
    """Every finding that asks for a look, and six seeded views of each kind that asks for a name."""
    scene, chance = real(name), Random(name)
    conditions = [one.name for one in scene.system.conditions.values() if one.kind is not ConditionKind.SAFEGUARD]
    states = [[f"{chance.choice(('', 'not '))}{one}" for one in chance.sample(conditions, 2)] for _ in range(6)]
    return [
        *(f"finding:{one.fingerprint}" for one in scene.report.at_least(Level.WARNING)),
        *(f"actor:{one}" for one in chance.sample(sorted(scene.system.actors), 6)),
        *(f"data:{one}" for one in chance.sample(sorted(scene.system.data), 6)),
        *(f"state:{', '.join(one)}" for one in states),
    ]


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", REAL)
def test_views_of_the_systems_are_clean(name: str, tmp_path: Path) -> None:
    """The same of the pictures that somebody would ask for next."""
    for view in _sampled(name):
        kind, _, wanted = view.partition(":")
        file = tmp_path / "view.svg"
        file.write_text(svg_picture(VIEWS[kind](real(name), wanted)), encoding="utf-8")
        assert measure(file).violations == (), view
