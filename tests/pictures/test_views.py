"""What each view shows of a model, and what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import flowvow.pictures.views
from flowvow.checks.run import check
from flowvow.findings.finding import Verdict
from flowvow.model.conditions import All, Named, Not, Some
from flowvow.model.flows import Flow
from flowvow.model.names import Name
from flowvow.pictures.drawing import Box, Drawing, Lane, Role, Shape, Style, identity
from flowvow.pictures.ledger import ledger_picture
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.views.catalogue import SHEETS, VIEWS, WHOLE, chosen
from flowvow.pictures.wording import link_to, plain
from flowvow.reading.model import read_model
from flowvow.text.span import Span
from tests.pictures.scenes import REAL, ROOT, named, real, scene_of, webshop


def view(scene: Scene, what: str) -> Drawing:
    kind, _, wanted = what.partition(":")
    return VIEWS[kind](scene, wanted)


def box(drawing: Drawing, name: str) -> Box:
    return next(one for one in drawing.boxes if one.id == identity("box", name))


def names(drawing: Drawing) -> set[str]:
    return {one.label for one in drawing.boxes}


def words(place: int) -> str:
    return f"word{chr(97 + place)}"


def small() -> Scene:
    return scene_of(named(words))


def test_every_view_file_is_in_the_catalogue() -> None:
    folder = Path(flowvow.pictures.views.__file__).parent
    assert {file.stem for file in folder.glob("*.py")} - {"__init__", "asking", "catalogue"} == {*VIEWS, *SHEETS}


def test_the_map_shows_every_end_and_nobody_else() -> None:
    scene = webshop()
    drawing = view(scene, "map")
    ends = {plain(end) for flow in scene.system.flows for end in (flow.sender, flow.recipient, flow.at) if end}
    assert names(drawing) == ends
    assert drawing.title == "All data flows of Example webshop"
    assert "Webshop privacy policy (2026-01-01)" in drawing.version


def test_lanes_follow_whose_things_are() -> None:
    drawing = view(small(), "map")
    lanes = {one.label: one.lane for one in drawing.boxes}
    assert lanes == {
        words(1): Lane.PEOPLE, words(7): Lane.PEOPLE, words(2): Lane.PARTY, words(3): Lane.PARTY,
        words(4): Lane.OTHERS, words(6): Lane.OTHERS,
    }  # fmt: skip
    assert box(drawing, words(3)).under == identity("box", words(2))
    assert box(drawing, words(7)).under == identity("box", words(1))
    assert box(drawing, words(7)).shape is Shape.STORE


def test_odd_belongings_can_be_drawn() -> None:
    """A store of a store, a thing of a person and of the party, a kind drawn beside its members."""
    system = named(words)
    model = system.actors[words(3)]
    odd = {
        "shelf": evolve(model, name="shelf", of=(words(3),)),
        "book": evolve(model, name="book", of=("shelf",)),
        "badge": evolve(model, name="badge", of=(words(1), words(0))),
    }
    ends = ("shelf", "book", "badge", words(0), words(5))
    flows = (*system.flows, *(Flow(f"to-{end}", "", words(2), end, data=(words(8),)) for end in ends))
    drawing = view(scene_of(evolve(system, actors={**system.actors, **odd}, flows=flows)), "map")
    assert {one: box(drawing, one).under for one in ("shelf", "book")} == {
        one: identity("box", words(2)) for one in ("shelf", "book")
    }
    assert box(drawing, "badge").lane is Lane.PARTY
    assert drawing.frames == ()


def test_roles_follow_from_the_model() -> None:
    drawing = view(real("liveoffice-2010"), "ledger")
    roles = {one.label: one.role for one in drawing.boxes if one.lane is Lane.OTHERS}
    assert roles["authority"] is Role.AUTHORITY
    assert roles["card processor"] is Role.PROCESSOR
    assert roles["public"] is Role.PUBLIC
    assert roles["facebook"] is Role.THIRD_PARTY


def test_flows_between_the_same_two_share_an_arrow_with_the_gravest_look() -> None:
    drawing = view(webshop(), "map")
    pairs = [frozenset((arrow.start, arrow.end)) for arrow in drawing.arrows]
    assert len(pairs) == len(set(pairs))
    grave = {(one.sender, one.recipient) for one in webshop().report.verdicts if one.verdict is Verdict.FORBIDDEN}
    drawn = {(arrow.start, arrow.end) for arrow in drawing.arrows if arrow.style is Style.FORBIDDEN}
    expected = {(identity("box", start), identity("box", end)) for start, end in grave if start}
    assert {frozenset(pair) for pair in expected} == {frozenset(pair) for pair in drawn}


def test_what_is_shared_is_told_once() -> None:
    """Two flows with the same data under `a` and under `not a` always happen, so there is no gate."""
    system = named(words)
    choice = Named(words(11))
    extra = [
        Flow(f"extra{place}", "", words(2), words(4), data=(words(8),), when=when)
        for place, when in enumerate((choice, Not(choice)))
    ]
    system = evolve(system, flows=(*system.flows, *extra))
    arrow = next(a for a in view(scene_of(system), "map").arrows if a.end == identity("box", words(4)))
    assert [(line.data, line.gate) for line in arrow.lines if line.data == (words(8),)] == [((words(8),), "")]
    assert all(f"extra{place}" in arrow.tooltip for place in (0, 1))


def test_what_runs_both_ways_is_told_once_and_has_two_rows_in_a_ledger() -> None:
    system = named(words)
    back = Flow("back", "", words(7), words(2), data=(words(8),))
    drawing = view(scene_of(evolve(system, flows=(*system.flows, back))), "map")
    arrow = next(one for one in drawing.arrows if one.start == identity("box", words(7)))
    assert [(line.data, line.both) for line in arrow.lines] == [((words(8),), True)]
    svg = ledger_picture(drawing)
    assert f'id="{arrow.id}"' in svg
    assert f'id="{arrow.id}-2"' in svg


def test_gates_are_told_in_words() -> None:
    scene = webshop()
    first, second = sorted(scene.system.conditions)[:2]
    told = scene.gate(scene.states.of(All((Named(first), Not(Named(second))))))
    assert told == f"{plain(first)} and not {plain(second)}"
    both = scene.gate(scene.states.of(Some((Named(first), Named(second)))))
    assert both == f"{plain(first)} or {plain(second)}"


def test_a_use_in_place_is_told_in_its_box_and_drawn_in_views() -> None:
    drawing = view(small(), "map")
    assert "1 use in place" in box(drawing, words(2)).note
    assert words(18) in box(drawing, words(2)).tooltip
    assert all(arrow.start != arrow.end for arrow in drawing.arrows)
    assert any(arrow.start == arrow.end for arrow in view(small(), f"actor:{words(2)}").arrows)


def test_what_serves_a_promise_has_a_look_of_its_own() -> None:
    """No permit is asked for a deletion, a return or a notice, so none of them looks as if the text forgot it."""
    system = named(words)
    flows = (
        Flow("wipe", "", at=words(3), act="delete", data=(words(8),)),
        Flow("hand", "", words(3), words(1), act="return", data=(words(8),)),
        Flow("tell", "", words(2), words(4), act="notify", data=(words(9),)),
        Flow("burn", "", at=words(3), act="shred", data=(words(8),)),
    )
    acts = {
        **system.acts, "shred": Name("shred"), "delete": evolve(system.acts["delete"], parts=("shred",)),
    }  # fmt: skip
    drawing = view(scene_of(evolve(system, acts=acts, flows=flows[:3])), "map")
    assert [arrow.style for arrow in drawing.arrows] == [Style.SERVING, Style.SERVING]
    assert [line.text() for arrow in drawing.arrows for line in arrow.lines] == [
        f"returns {words(8)}", f"tells {words(9)}",
    ]  # fmt: skip
    assert box(drawing, words(3)).note.endswith(f"deletes {words(8)}")
    assert "wipe" in box(drawing, words(3)).tooltip
    every = view(scene_of(evolve(system, acts=acts, flows=flows)), "map")
    assert box(every, words(3)).note.endswith("2 deletions")


def test_one_data_type_shows_who_can_have_it() -> None:
    drawing = view(small(), f"data:{words(9)}")
    assert names(drawing) == {words(1), words(2), words(4)}
    assert drawing.notes == ("4 flows that carry none of it are left out.",)


def test_a_data_type_that_only_a_category_carries() -> None:
    drawing = view(real("liveoffice-2010"), "data:card-number")
    assert "mail desk" in names(drawing)
    assert all("card number" not in data for arrow in drawing.arrows for line in arrow.lines for data in line.data)


def test_one_actor_shows_what_it_and_its_own_get_and_give() -> None:
    drawing = view(small(), f"actor:{words(3)}")
    assert names(drawing) == {words(2), words(3)}
    assert {arrow.end for arrow in view(small(), f"actor:{words(5)}").arrows} == {
        identity("box", words(4)), identity("box", words(6)),
    }  # fmt: skip


def test_an_actor_without_flows_is_drawn_alone() -> None:
    assert names(view(small(), "actor:public")) == {"public"}


def test_one_frame_shows_the_flows_below_its_head() -> None:
    drawing = view(small(), f"frame:{words(13)}")
    assert len(drawing.arrows) == 4


def test_a_finding_shows_its_route_step_by_step() -> None:
    scene = small()
    finding = next(one for one in scene.report.findings if one.verdict is Verdict.FORBIDDEN)
    drawing = view(scene, f"finding:{finding.fingerprint}")
    route = [arrow for arrow in drawing.arrows if arrow.step is not None]
    assert [arrow.step for arrow in route] == [step.step for step in finding.routes[0].steps]
    assert route[-1].style is Style.FORBIDDEN
    assert all(arrow.style is Style.FADED and not arrow.lines for arrow in drawing.arrows if arrow not in route)
    assert drawing.title == finding.message
    assert finding.fingerprint in drawing.version
    assert words(19) in drawing.version
    assert view(scene, f"finding:{words(19)}") == view(scene, f"finding:{words(19)} {words(15)}") == drawing


def test_every_finding_of_every_system_can_be_drawn() -> None:
    for scene in (webshop(), *map(real, REAL)):
        for finding in scene.report.findings:
            assert view(scene, f"finding:{finding.fingerprint}").title


def test_a_state_shows_what_flows_then() -> None:
    refused, granted = (view(small(), f"state:{sign}{words(11)}") for sign in ("not ", ""))
    assert words(3) not in names(refused)
    assert words(3) in names(granted)
    assert view(small(), "state:default").arrows == refused.arrows
    assert not [line.gate for arrow in granted.arrows for line in arrow.lines if line.gate]


def test_in_a_state_a_verdict_counts_only_where_it_holds() -> None:
    system = named(words)
    flows = tuple(evolve(one, when=Named(words(11))) if one.name == words(15) else one for one in system.flows)
    scene = scene_of(evolve(system, flows=flows))
    styles = {arrow.style for arrow in view(scene, f"state:not {words(11)}").arrows}
    assert Style.FORBIDDEN not in styles
    assert Style.FORBIDDEN in {arrow.style for arrow in view(scene, f"state:{words(11)}").arrows}


def test_a_change_shows_what_is_new() -> None:
    with pytest.raises(PictureError, match="--with"):
        view(small(), "change")
    system = evolve(named(words), proposals=("New",), changed=(words(16),))
    drawing = view(Scene(system, check(system)), "change")
    assert drawing.title.startswith("New: what it changes")
    assert [one.style is Style.FADED for one in drawing.arrows] == [False, True, True, True, True]


_LONGER = """\
flowvow: 1
proposal: Keep orders longer
change: {stores: {order-book: {kept: 9 years}}}
remove: {flows: [erase]}
"""


def _changed(proposal: str, folder: Path) -> Scene:
    file = folder / "longer.yaml"
    file.write_text(proposal, encoding="utf-8")
    before = webshop()
    system = read_model(ROOT / "tests/models/webshop/webshop.flow.yaml", [file])
    return Scene(system, check(system, before.report.findings), before=before)


def test_a_change_shows_what_it_makes_of_flows_that_stay_as_they_were(tmp_path: Path) -> None:
    drawing = view(_changed(_LONGER, tmp_path), "change")
    assert box(drawing, "order-book").style is Style.ADDED
    looks = {(arrow.start, arrow.end): arrow.style for arrow in drawing.arrows if arrow.style is not Style.FADED}
    book, server = identity("box", "order-book"), identity("box", "web-server")
    assert looks == {(book, book): Style.REMOVED, (server, book): Style.FORBIDDEN}
    assert drawing.notes[:3] == (
        "Changed: order book (kept 9 years, was 7 years).",
        "Removed: erase.",
        "As before, but with another verdict: book order (forbidden, was undisclosed).",
    )
    assert "erasure promises deletion within 30 days" in drawing.notes[3]


def test_a_change_shows_who_is_gone() -> None:
    """A store that is taken away with its flows is drawn as it was."""
    before = small()
    actors = {name: one for name, one in before.system.actors.items() if name != words(7)}
    flows = tuple(one for one in before.system.flows if one.recipient != words(7))
    system = evolve(before.system, actors=actors, flows=flows, proposals=("New",))
    drawing = view(Scene(system, check(system), before=before), "change")
    assert box(drawing, words(7)).style is Style.REMOVED
    mine = identity("box", words(7))
    assert [arrow.style for arrow in drawing.arrows if mine in (arrow.start, arrow.end)] == [Style.REMOVED]


def test_what_is_gone_shares_no_arrow_with_what_is_there() -> None:
    before = small()
    new = Flow("new", "", words(2), words(6), data=(words(9),))
    flows = (*(one for one in before.system.flows if one.name != words(16)), new)
    system = evolve(before.system, flows=flows, proposals=("New",), changed=("new",))
    drawing = view(Scene(system, check(system), before=before), "change")
    mine = [arrow for arrow in drawing.arrows if identity("box", words(6)) in (arrow.start, arrow.end)]
    assert [(arrow.style, arrow.lines[0].data) for arrow in mine] == [
        (Style.FORBIDDEN, (words(9),)), (Style.REMOVED, (words(8),)),
    ]  # fmt: skip


def test_a_change_of_nothing_says_so(tmp_path: Path) -> None:
    same = "flowvow: 1\nproposal: The same\nchange: {stores: {order-book: {kept: 7 years}}}\n"
    drawing = view(_changed(same, tmp_path), "change")
    assert not drawing.boxes
    assert drawing.notes[0] == "It changes nothing that is drawn or found."


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("data:emial", "there is no data type 'emial'"),
        ("actor:custmer", "did you mean 'customer'"),
        ("frame:none", "there is no frame"),
        ("finding:nonesuch", "there is no finding"),
        ("state:newslettr", "did you mean 'newsletter'"),
        ("state:newsletter, not newsletter", "asked for both ways"),
    ],
)
def test_a_name_that_is_not_there_gets_a_suggestion(what: str, said: str) -> None:
    with pytest.raises(PictureError, match=said):
        view(webshop(), what)


def test_large_maps_are_folded_and_say_so() -> None:
    scene = real("liveoffice-2010")
    drawing = view(scene, "map")
    assert len(drawing.arrows) < 50
    assert any(one.shape is Shape.FOLDED for one in drawing.boxes)
    assert any("folded" in note for note in drawing.notes)
    flows = {flow.name for flow in scene.system.flows}
    told = "\n".join([arrow.tooltip for arrow in drawing.arrows] + [one.tooltip for one in drawing.boxes])
    assert not [name for name in flows if name not in told], "a fold hides no flow from the tooltips"


def test_without_a_wish_a_map_too_dense_becomes_a_ledger() -> None:
    assert {chosen(real(name)) for name in REAL} == {"map"}
    system = named(words)
    crowd = {f"p{n}": evolve(system.actors[words(2)], name=f"p{n}", kinds=(), of=()) for n in range(15)}
    flows = tuple(Flow(f"f{a}-{b}", "", f"p{a}", f"p{b}", data=(words(8),)) for a in range(15) for b in range(a))
    assert chosen(scene_of(evolve(system, actors={**system.actors, **crowd}, flows=flows))) == "ledger"


def test_the_ledger_has_a_row_for_each_flow() -> None:
    for scene in (webshop(), *map(real, REAL)):
        assert len(view(scene, "ledger").arrows) == len(scene.system.flows)


def test_links_start_at_the_picture_and_never_tell_of_the_machine() -> None:
    span = Span("flows/a b/x.flow.yaml", 7, 3)
    assert link_to(span) == "flows/a%20b/x.flow.yaml#L7"
    assert link_to(span, "diagrams/a") == "../../flows/a%20b/x.flow.yaml#L7"
    assert link_to(span, "/tmp/x") == link_to(span, "../x") == link_to(span)
    assert link_to(Span("/home/x.yaml", 1, 1)) == link_to(None) == ""


def test_names_are_read_aloud() -> None:
    assert [plain(name) for name in ("web-server", "e-mail", "under-13", "card-details/other")] == [
        "web server", "e-mail", "under 13", "other card details",
    ]  # fmt: skip


def test_whole_views_want_nothing() -> None:
    assert set(VIEWS) >= WHOLE
