"""What one choice changes, drawn: granted, started, going on all the same, left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from flowvow.checks.consenting import consent
from flowvow.model.system import System
from flowvow.pictures.drawing import Arrow, Drawing, Style, identity
from flowvow.pictures.mermaid import mermaid_picture
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.svg import svg_picture
from flowvow.pictures.views.catalogue import VIEWS
from flowvow.reading.model import read_model
from tests.pictures.measure import chromium, measure
from tests.pictures.scenes import REAL, ROOT, named, real, scene_of

CLINIC = ROOT / "tests/consenting/clinic.flow.yaml"


def asked(system: System) -> Scene:
    return evolve(scene_of(system), consent=consent(system))


def clinic(choice: str) -> Drawing:
    return VIEWS["choice"](asked(read_model(CLINIC)), choice)


def arrows(drawing: Drawing, style: Style) -> list[Arrow]:
    return [arrow for arrow in drawing.arrows if arrow.style is style]


def told(drawing: Drawing, style: Style) -> list[str]:
    return [line.text() for arrow in arrows(drawing, style) for line in arrow.lines]


def test_a_fallback_stands_beside_what_is_granted() -> None:
    drawing = clinic("pay-myself")
    assert drawing.title == "pay myself: what this choice changes in Clinic"
    assert drawing.version.startswith("a choice of patient, refused unless granted")
    assert sorted(told(drawing, Style.GRANTED)) == ["address", "address: bill"]
    assert told(drawing, Style.STARTED) == ["address: bill"]
    (started,) = arrows(drawing, Style.STARTED)
    assert started.end == identity("box", "insurer")


def test_a_way_round_is_marked_and_named() -> None:
    drawing = clinic("reminders")
    (way,) = arrows(drawing, Style.ANYWAY)
    assert [(line.text(), line.gate) for line in way.lines] == [("address: remind (if summons)", "summons")]
    assert drawing.notes[:3] == (
        "All the same, though it is refused: hand brings address to courier where remind stops.",
        "Refusing ends learn, which it doesn't admit.",
        "Withdrawn by stop, a flow of theirs.",
    )
    faded = arrows(drawing, Style.FADED)
    assert [(arrow.start, arrow.lines) for arrow in faded] == [(identity("box", "patient"), ())]


def test_what_goes_on_shares_no_arrow_with_what_stops() -> None:
    drawing = clinic("reminders")
    ends = (identity("box", "clinic"), identity("box", "courier"))
    assert sorted(arrow.style.value for arrow in drawing.arrows if (arrow.start, arrow.end) == ends) == [
        "anyway", "granted",
    ]  # fmt: skip


def test_copies_that_stay_are_marked_at_their_store() -> None:
    drawing = clinic("studies")
    assert [box.label for box in drawing.boxes if box.style is Style.LEFT] == ["bench"]
    assert "Withdrawing leaves behind: sample of patient at bench (kept 2 years)." in drawing.notes
    assert "No flow withdraws it; told instead: nobody can unlearn a result." in drawing.notes


def test_nothing_else_is_drawn_and_that_is_said() -> None:
    drawing = clinic("share-kin")
    assert {box.label for box in drawing.boxes} == {"clinic", "lab"}
    assert drawing.notes[-1] == "13 flows that it doesn't touch are left out."


def test_only_the_pairs_that_carry_it_are_drawn(tmp_path: Path) -> None:
    """Of a flow between several ends, a pair that never has the data is no part of what a choice adds."""
    (tmp_path / "p.policy.yaml").write_text(
        "flowvow: 1\npolicy: p\nparty: shop\nactors: {guest: person, member: person}\n"
        "data: {mail: {about: member}}\nconditions: {news: {choice: member, default: refused}}\n"
        "clauses: {all: {permit: any, by: anyone, cites: 1.1}}\n",
        encoding="utf-8",
    )
    (tmp_path / "m.flow.yaml").write_text(
        "flowvow: 1\nsystem: M\npolicies: [p.policy.yaml]\n"
        "flows: {give: {from: [guest, member], to: shop, data: mail, when: news}}\n",
        encoding="utf-8",
    )
    drawing = VIEWS["choice"](asked(read_model(tmp_path / "m.flow.yaml")), "news")
    assert [arrow.start for arrow in drawing.arrows] == [identity("box", "member")]


def test_every_choice_of_every_system_can_be_drawn() -> None:
    for name in REAL:
        scene = asked(real(name).system)
        assert scene.consent is not None
        for account in scene.consent.choices:
            drawing = VIEWS["choice"](scene, account.name)
            flows = {one.carried.flow for one in (*account.adds, *account.starts)} | {one.by for one in account.anyway}
            tips = "\n".join([arrow.tooltip for arrow in drawing.arrows] + [box.tooltip for box in drawing.boxes])
            assert [flow for flow in flows if f": {flow} (" not in tips and f" {flow} (" not in tips] == []


def test_uses_in_place_that_are_only_counted_are_named() -> None:
    scene = asked(real("liveoffice-2010").system)
    drawing = VIEWS["choice"](scene, "accepts-cookies")
    assert not [arrow for arrow in drawing.arrows if arrow.start == arrow.end]
    (note,) = [one for one in drawing.notes if one.startswith("In place, happens only if it is granted: ")]
    assert "tie cookie" in note


def test_a_name_that_is_no_choice_gets_a_suggestion() -> None:
    with pytest.raises(PictureError, match="did you mean 'reminders'"):
        clinic("remindres")
    with pytest.raises(PictureError, match="there is no choice 'summons'"):
        clinic("summons")


def test_hostile_names_are_inert() -> None:
    system = named(lambda place: f'n{place}"><script>&')
    (choice,) = system.conditions
    svg = svg_picture(VIEWS["choice"](asked(system), choice))
    assert "<script" not in svg


def test_every_mark_stands_in_a_legend_of_mermaid_too() -> None:
    legends = [mermaid_picture(clinic(choice)).splitlines()[-1] for choice in ("pay-myself", "reminders")]
    assert legends == [
        "  %% 🔑 happens only if it is granted, ⇢ starts if it is refused, ≡ keeps copies after it is withdrawn",
        "  %% 🔑 happens only if it is granted, ↷ brings the same although it is refused",
    ]


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("choice", ["pay-myself", "reminders", "studies"])
def test_pictures_of_choices_are_clean(choice: str, tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_text(svg_picture(clinic(choice)), encoding="utf-8")
    assert measure(tmp_path / "picture.svg").violations == ()
