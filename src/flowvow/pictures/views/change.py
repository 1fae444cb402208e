"""A change under review: the flows that a proposal adds or changes; their neighbours faded, the rest left out."""

from __future__ import annotations

from attrs import evolve

from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.merging import told_of
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw

_MOST_FADED = 12


def view(scene: Scene, _: str = "") -> Drawing:
    """What is new, with its verdicts, and where it joins what was there."""
    changed = set(scene.system.changed)
    if not scene.system.proposals:
        raise PictureError("nothing is changed: lay a proposal over the model with `--with`")
    told = [told_of(scene, flow) for flow in scene.system.flows if flow.name in changed]
    ends = {end for one in told for end in (one.start, one.end)}
    pairs = {frozenset((one.start, one.end)) for one in told}
    near = [
        evolve(one, data=(), style=Style.FADED)
        for one in (told_of(scene, flow) for flow in scene.system.flows)
        if one.flow.name not in changed and ends & {one.start, one.end} and one.start != one.end
    ]
    near = [one for one in near if frozenset((one.start, one.end)) not in pairs]
    many = len({frozenset((one.start, one.end)) for one in near})
    notes: tuple[str, ...] = ("Flows that the proposal leaves as they were are left out.",)
    if many <= _MOST_FADED:
        told += near
        notes = ("Faded arrows are flows as before, by those whom the proposal concerns.",) if near else ()
    title = f"{'; '.join(scene.system.proposals)}: what it changes in {scene.system.name}"
    return draw(scene, told, Sketch(title, "; ".join(scene.report.policies), notes))
