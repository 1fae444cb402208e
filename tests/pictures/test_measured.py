"""Pictures as a real browser shows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.pictures.ledger import ledger_picture
from flowvow.pictures.svg import svg_picture
from flowvow.pictures.views.catalogue import VIEWS
from tests.pictures.generated import generated
from tests.pictures.hostile import hostile
from tests.pictures.measure import Measures, chromium, measure
from tests.pictures.models import modelled
from tests.pictures.saas import saas

pytestmark = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]


def _measured(folder: Path, svg: str) -> Measures:
    file = folder / "picture.svg"
    file.write_text(svg, encoding="utf-8")
    return measure(file)


def test_the_realistic_picture_is_clean(tmp_path: Path) -> None:
    found = _measured(tmp_path, svg_picture(saas()))
    assert found.violations == ()
    assert found.labels == 37


# What may not occur in any picture, however crowded.
_NEVER = {"small-text", "outside-page", "text-leaves-shape"}


@pytest.mark.parametrize("seed", range(10))
def test_maps_of_generated_models_are_clean(tmp_path: Path, seed: int) -> None:
    """30 actors and 70 flows, from files to the map: at least 95 of 100 labels clean, and all text large enough."""
    drawing = VIEWS["map"](modelled(seed, tmp_path), "")
    found = _measured(tmp_path, svg_picture(drawing))
    assert found.labels == len(drawing.arrows) > 30
    assert found.clean >= 0.95
    assert not [one for one in found.violations if one.rule in _NEVER]


@pytest.mark.parametrize("seed", range(4))
def test_generated_pictures_are_clean(tmp_path: Path, seed: int) -> None:
    """The same without folds, each of the 30 actors in a box of its own."""
    found = _measured(tmp_path, svg_picture(generated(seed)))
    assert found.clean >= 0.95
    assert not [one for one in found.violations if one.rule in _NEVER]


def test_text_fits_with_hostile_names(tmp_path: Path) -> None:
    found = _measured(tmp_path, svg_picture(hostile()))
    assert not [one for one in found.violations if one.rule in {"text-leaves-shape", "outside-page"}]


def test_text_fits_in_a_viewer_with_none_of_the_fonts(tmp_path: Path) -> None:
    svg = svg_picture(saas()).replace("Arial, Helvetica, 'Liberation Sans', sans-serif", "DejaVu Serif, monospace")
    assert not [one for one in _measured(tmp_path, svg).violations if one.rule == "text-leaves-shape"]


def test_a_ledger_of_500_flows_can_be_read(tmp_path: Path) -> None:
    found = _measured(tmp_path, ledger_picture(generated(3, 60, 500)))
    assert found.violations == ()


def test_faults_are_seen(tmp_path: Path) -> None:
    """The measure itself: each rule fires on a picture made to break it."""
    svg = """
    <svg xmlns="http://www.w3.org/2000/svg" width="4000" height="300" viewBox="0 0 4000 300" font-size="12">
    <g class="arrow" id="f" data-from="a" data-to="b"><path d="M0 50 C50 50 90 50 200 50" fill="none"/></g>
    <g class="label" id="label-g"><rect x="50" y="30" width="60" height="40"/>
    <text x="55" y="50">a long long text</text></g>
    <g class="label" id="label-h"><rect x="100" y="30" width="60" height="40"/><text x="105" y="50">h</text></g>
    <g class="box" id="c"><rect x="400" y="200" width="60" height="40"/><text x="-20" y="250">cc</text></g>
    </svg>
    """
    found = _measured(tmp_path, svg)
    rules = {one.rule for one in found.violations}
    assert rules == {"text-leaves-shape", "overlap", "text-on-text", "arrow-through", "outside-page", "small-text"}
    assert found.spoilt == ("label-g", "label-h")
