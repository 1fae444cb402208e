"""The clause map: each clause where it belongs, conflicts between the two, hostile names inert."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from attrs import evolve

from flowvow.cli import main
from flowvow.comparing.conflicts import consistency
from flowvow.model.clauses import Clause, ClauseForm, Only, Reach
from flowvow.model.conditions import Named
from flowvow.model.system import System
from flowvow.pictures.drawing import Lane, Style
from flowvow.pictures.listing import Listing, listing_picture
from flowvow.pictures.promises import ANYBODY, Stage, way_of
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.tables import Table, table_picture
from flowvow.pictures.views.catalogue import SHEETS
from tests.pictures.hostile import NAMES
from tests.pictures.measure import chromium, measure
from tests.pictures.scenes import REAL, ROOT, named, real, scene_of, webshop


def words(place: int) -> str:
    return f"word{place}"


def hostile(place: int) -> str:
    name = NAMES[place % len(NAMES)].encode("utf-8", "replace").decode() or "empty"
    return f"{name}~{place}"


@cache
def compared(name: str) -> Scene:
    scene = real(name) if name in REAL else webshop()
    return evolve(scene, consistency=tuple(consistency(scene.system, one) for one in scene.system.policies))


def table(scene: Scene) -> Table:
    found = SHEETS["clauses"](scene, "")
    assert isinstance(found, Table)
    return found


def listing(scene: Scene, wanted: str) -> Listing:
    found = SHEETS["clauses"](scene, wanted)
    assert isinstance(found, Listing)
    return found


def promising(name: object) -> System:
    """The small system of names with a clause of each form."""
    assert callable(name)
    system = named(name)
    policy = system.policies[0]
    forms = (
        Clause("may", policy.name, ClauseForm.PERMIT, Reach(("share",), recipient=(name(4),), data=(name(8),))),
        Clause("if", policy.name, ClauseForm.PERMIT, Reach(("collect",), data=(name(9),)), Named(name(11))),
        Clause("solely", policy.name, ClauseForm.ONLY, Reach(data=(name(8),)), only=Only(purposes=(name(10),))),
        Clause("out", policy.name, ClauseForm.DISCLAIM, Reach(at=(name(6),))),
        Clause("good", policy.name, ClauseForm.DUTY, duty=name(3)),
    )
    return evolve(system, policies=(evolve(policy, clauses=(*policy.clauses, *forms)),))


@pytest.mark.parametrize("name", [*REAL, "webshop"])
def test_every_clause_stands_in_every_row_that_it_names(name: str) -> None:
    """None is lost, and each tells its name and its sentences."""
    scene = compared(name)
    chips = [chip for line in table(scene).lines for cell in line.cells.values() for chip in cell]
    assert len({chip.id for chip in chips}) == len(chips)
    for clause in scene.system.clauses:
        mine = [chip for chip in chips if f": {clause.id}, cites" in chip.tooltip]
        assert len(mine) >= max(len(clause.reach.data), 1), clause.id
        assert all(cite in chip.tooltip for chip in mine for cite in clause.cites)


def test_every_clause_links_to_its_place() -> None:
    kept = ROOT.joinpath("diagrams/liveoffice-2010/clauses.svg").read_text(encoding="utf-8")
    for clause in real("liveoffice-2010").system.clauses:
        assert f"flows/liveoffice-2010/liveoffice-2010.policy.yaml#L{clause.span.line}" in kept, clause.id


def test_each_form_has_its_look_and_the_ends_are_where_data_run() -> None:
    scene = scene_of(promising(words))
    found = {line.label: line for line in table(scene).lines}
    assert list(found) == [words(8), words(9), "any data", "what no flow can show"]
    columns = {box.id: box.label for box in table(scene).columns}
    seen = {
        (label, columns[column], chip.style, chip.way)
        for label, line in found.items()
        for column, cell in line.cells.items()
        for chip in cell
    }
    assert seen == {
        (words(8), words(4), Style.PERMITTED, 1),
        (words(8), words(0), Style.LIMITED, 0),
        (words(9), "anybody", Style.FORBIDDEN, 1),
        (words(9), "anybody", Style.GATED, 1),
        ("any data", words(6), Style.DISCLAIMED, 0),
        ("what no flow can show", words(0), Style.DUTY, 0),
    }


def test_a_free_end_is_anybody_where_data_come_or_go_and_the_party_elsewhere() -> None:
    stage = Stage(scene_of(promising(words)))
    ways = {clause.name: way_of(stage, clause) for clause in stage.scene.system.clauses}
    assert ways["if"].starts == (ANYBODY[Lane.PEOPLE],)
    assert ways[words(19)].ends == (ANYBODY[Lane.OTHERS],)
    assert ways["solely"].names == (words(0),)


def test_collisions_are_marked_and_told() -> None:
    scene = compared("liveoffice-2010")
    drawn = table(scene)
    marked = {chip.tooltip.partition(",")[0] for line in drawn.lines for cell in line.cells.values() for chip in cell
              if chip.collides}  # fmt: skip
    assert "forbid: liveoffice-2010/cookies-alone" in marked
    assert "permit: liveoffice-2010/services" not in marked, "a limit that plainly holds is no collision"
    assert any(note.startswith("hosting (9.1) and hosted untouched (9.4) collide") for note in drawn.notes)


def test_groups_stand_above_what_is_in_them() -> None:
    lines = table(compared("liveoffice-2010")).lines
    labels = [line.label for line in lines]
    depth = {line.label: line.depth for line in lines}
    assert labels.index("billing info") < labels.index("card details")
    assert depth["card details"] == depth["billing info"] + 1


def test_one_data_type_has_every_clause_that_reaches_it() -> None:
    scene = compared("liveoffice-2010")
    found = listing(scene, "card-details")
    titles = {row.title: row for row in found.rows}
    assert titles["card solely (3.5)"].section == "of card details by name"
    assert titles["helpers (6.1)"].section == "of a group that it is in"
    assert titles["stop mail (7.1, 7.2)"].section == "of any data"
    assert "hosting (9.1)" not in titles
    assert "as far as card solely (3.5) let it" in titles["marketing use (3.3)"].texts
    assert len(found.joins) == 2
    atoms = scene.vocabulary.data.atoms("card-details")
    reaching = [
        one for one in scene.system.clauses if not scene.vocabulary.data.all_atoms(one.reach.data).isdisjoint(atoms)
    ]
    assert {f"{one.name.replace('-', ' ')}" for one in reaching} <= {title.partition(" (")[0] for title in titles}


def test_one_clause_stands_with_those_that_meet_it() -> None:
    found = listing(compared("liveoffice-2010"), "hosted-untouched")
    assert [row.title for row in found.rows] == ["hosted untouched (9.4)", "hosting (9.1)", "hosting helpers (9.2)"]
    assert len(found.joins) == 2
    assert listing(compared("liveoffice-2010"), "liveoffice-2010/hosted-untouched") == found


def test_a_name_that_is_not_there_gets_a_suggestion() -> None:
    with pytest.raises(PictureError, match="did you mean 'card-details'"):
        listing(compared("liveoffice-2010"), "card-detail")
    with pytest.raises(PictureError, match="no clause"):
        table(scene_of(evolve(named(words), policies=())))


def written(scene: Scene, wanted: str) -> str:
    found = SHEETS["clauses"](scene, wanted)
    return table_picture(found) if isinstance(found, Table) else listing_picture(found)


@pytest.mark.parametrize("wanted", [None, 8, 19])
def test_hostile_names_change_texts_alone(wanted: int | None) -> None:
    shapes = []
    for name in (hostile, words):
        svg = written(scene_of(promising(name)), "" if wanted is None else name(wanted))
        assert "<script" not in svg
        root = Tree.fromstring(svg)
        assert not [e for e in root.iter() if any(key.startswith("on") for key in e.keys())]  # noqa: SIM118
        assert not [e for e in root.iter() if (e.get("href") or "").startswith(("javascript", "data"))]
        shapes.append(sorted((e.get("class") or "").split(" ")[0] for e in root.iter() if e.get("id")))
    assert shapes[0] == shapes[1]


def test_the_same_twice() -> None:
    for wanted in ("", "card-details"):
        assert written(compared("liveoffice-2010"), wanted) == written(compared("liveoffice-2010"), wanted)


def test_the_legend_has_what_occurs() -> None:
    drawn = written(compared("liveoffice-2010"), "hosted-untouched")
    assert ">forbid<" in drawn
    assert ">require<" not in drawn


def test_a_policy_alone_is_drawn_by_its_clauses(tmp_path: Path) -> None:
    policy = ROOT / "flows/liveoffice-2007/liveoffice-2007.policy.yaml"
    assert main(["draw", str(policy), "-o", str(tmp_path / "clauses.svg")]) == 0
    assert "clauses of LiveOffice" in (tmp_path / "clauses.svg").read_text(encoding="utf-8")


def test_a_table_is_written_as_a_picture_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "clauses.mmd"
    assert main(["draw", str(ROOT / "tests/models/webshop"), "--view", "clauses", "-o", str(target)]) == 2
    assert "can't be written as mermaid" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("name", [*REAL, "webshop"])
def test_clause_maps_are_clean(name: str, tmp_path: Path) -> None:
    """The whole policy, some data types and some clauses, as a real browser shows them."""
    scene = compared(name)
    wanted = ["", *sorted(scene.system.data)[::25], *[one.name for one in scene.system.clauses][::25]]
    for one in wanted:
        file = tmp_path / "clauses.svg"
        file.write_text(written(scene, one), encoding="utf-8")
        assert measure(file).violations == (), one


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("wanted", [None, 8])
def test_text_fits_with_hostile_names(wanted: int | None, tmp_path: Path) -> None:
    file = tmp_path / "clauses.svg"
    file.write_text(written(scene_of(promising(hostile)), "" if wanted is None else hostile(wanted)), encoding="utf-8")
    assert not [one for one in measure(file).violations if one.rule in {"text-leaves-shape", "outside-page"}]
