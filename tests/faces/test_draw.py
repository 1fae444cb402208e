"""``flowvow draw``: which pictures go where; what they look like is tested with the pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.reading.model import read_model

from .running import flowvow, process


def test_one_picture_goes_to_standard_output() -> None:
    run = flowvow("draw", "models/broken")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("<svg ")


@pytest.mark.parametrize(("form", "start"), [("dot", "digraph"), ("mermaid", "flowchart")])
def test_formats(form: str, start: str) -> None:
    assert start in flowvow("draw", "models/broken", "--format", form).out.splitlines()[0]


def test_several_pictures_go_to_a_folder(tmp_path: Path) -> None:
    views = ("--view", "map", "--view", "actor:shop", "--view", "finding:no-selling")
    folder = tmp_path / "new"
    assert flowvow("draw", "models/broken", *views, "-o", str(folder)) == (0, "", "")
    assert sorted(file.name for file in folder.iterdir()) == [
        "broken-actor-shop.svg",
        "broken-finding-no-selling.svg",
        "broken-map.svg",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["models/broken", "models/kept"], "several pictures"),
        (["models/broken", "--view", "mpa"], "did you mean 'map'?"),
        (["models/broken", "--view", "map:x"], "write `map`"),
        (["models/broken", "--view", "data"], "write `data:`"),
        (["models/broken", "--view", "data:emial"], "did you mean 'email'?"),
        (["../consenting/clinic.flow.yaml", "--choice", "remindres"], "did you mean 'reminders'?"),
        (["nowhere"], "no such file or folder"),
    ],
)
def test_what_cannot_be_drawn_writes_nothing(words: list[str], said: str) -> None:
    run = flowvow("draw", *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_choice_is_drawn_as_its_view_is(tmp_path: Path) -> None:
    short = flowvow("draw", "../consenting/clinic.flow.yaml", "--choice", "reminders")
    assert (short.code, short.err) == (0, "")
    assert short == flowvow("draw", "../consenting/clinic.flow.yaml", "--view", "choice:reminders")
    both = ("--choice", "studies", "--view", "map", "-o", str(tmp_path))
    assert flowvow("draw", "../consenting/clinic.flow.yaml", *both).code == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_a_choice_is_drawn_with_the_proposal_laid_over_it() -> None:
    words = ("draw", "../consenting/clinic.flow.yaml", "--choice", "reminders")
    plain = flowvow(*words)
    laid = flowvow(*words, "--with", "../consenting/clinic.proposal.yaml")
    assert (laid.code, "Remind whoever comes" in laid.out) == (0, True)
    assert ("hand brings address" in plain.out, "hand brings address" in laid.out) == (True, False)


def test_the_same_bytes_as_a_process() -> None:
    assert process("draw", "models/broken") == flowvow("draw", "models/broken")


def test_a_change_view_shows_what_a_proposal_takes_away(tmp_path: Path) -> None:
    """Seen against the model without the proposal: a deletion that is gone is drawn as gone."""
    webshop = Path(__file__).parents[1] / "models" / "webshop"
    deletion = next(flow.name for flow in read_model(webshop).flows if flow.act == "delete")
    proposal = tmp_path / "keep.yaml"
    proposal.write_text(f"flowvow: 1\nproposal: Keep it\nremove: {{flows: [{deletion}]}}\n", encoding="utf-8")
    run = flowvow("draw", str(webshop), "--with", str(proposal), "--view", "change", "--format", "mermaid")
    assert run.code == 0, run.err
    assert "deletes" in run.out
