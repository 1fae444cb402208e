"""One frame: the flows that stand under one `each` head of the files."""

from __future__ import annotations

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.merging import told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import plain


def view(scene: Scene, wanted: str) -> Drawing:
    """The flows of the frame alone."""
    frame = known(wanted, "frame", dict.fromkeys(flow.frame for flow in scene.system.flows if flow.frame))
    told = [told_of(scene, flow) for flow in scene.system.flows if flow.frame == frame]
    return draw(scene, told, Sketch(f"{scene.system.name}: {plain(frame)}"))
