"""The same drawing gives the same bytes, and a new flow moves nothing but itself."""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import attrs
import pytest

from flowvow.pictures.dot import dot_source
from flowvow.pictures.drawing import Arrow, Box, Drawing, Lane, Line, Shape, Style, identity
from flowvow.pictures.ledger import ledger_picture
from flowvow.pictures.mermaid import mermaid_picture
from flowvow.pictures.svg import dot_picture, svg_picture
from tests.pictures.generated import generated
from tests.pictures.saas import saas

_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("write", [svg_picture, dot_picture, mermaid_picture, ledger_picture])
def test_the_same_drawing_twice(write: object) -> None:
    first = write(saas())  # type: ignore[operator]
    svg_picture(generated(1))
    assert write(saas()) == first  # type: ignore[operator]


def test_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "from tests.pictures.saas import saas; from flowvow.pictures.svg import svg_picture; print(svg_picture(saas()))"
    )

    def run(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", code], cwd=_ROOT, env=environment, check=True, capture_output=True
        ).stdout

    assert run("0") == run("1") == run("4242")


def _changed(old: Drawing, new: Drawing) -> list[str]:
    diff = unified_diff(dot_source(old).splitlines(), dot_source(new).splitlines(), n=0, lineterm="")
    return [line for line in diff if line[0] in "+-" and line[:3] not in {"+++", "---"}]


def test_a_new_flow_adds_only_its_own_lines() -> None:
    old = saas()
    start, end = identity("box", "analytics"), identity("box", "reseller")
    arrow = Arrow(identity("flow", "analytics", "reseller"), start, end, (Line(("visits",), ("resale",)),))
    for arrows in ((*old.arrows, arrow), (arrow, *old.arrows)):
        changed = _changed(old, attrs.evolve(old, arrows=arrows))
        assert len(changed) == 3
        assert all(line.startswith("+") and arrow.id in line for line in changed)


def test_a_flow_that_joins_an_arrow_changes_only_that_arrow() -> None:
    old = saas()
    joined = attrs.evolve(old.arrows[3], lines=(*old.arrows[3].lines, Line(("fax",), ("support",))))
    changed = _changed(old, attrs.evolve(old, arrows=(*old.arrows[:3], joined, *old.arrows[4:])))
    assert changed
    assert all(joined.id in line for line in changed)


def test_ids_tell_apart_names_that_look_alike() -> None:
    assert identity("flow", "a b", "c") != identity("flow", "a-b", "c") != identity("flow", "a", "b-c")
    assert identity("box", "Web server").startswith("box-web-server-")


def test_parts_that_do_not_fit_are_refused() -> None:
    box = Box("a", "a", Shape.SYSTEM, Lane.PARTY)
    for parts in (
        {"boxes": (box, box)},
        {"boxes": (attrs.evolve(box, frame="none"),)},
        {"boxes": (attrs.evolve(box, under="none"),)},
        {"boxes": (box,), "arrows": (Arrow("x", "a", "none", style=Style.PLAIN),)},
    ):
        with pytest.raises(ValueError, match=r"."):
            Drawing("title", **parts)  # type: ignore[arg-type]
