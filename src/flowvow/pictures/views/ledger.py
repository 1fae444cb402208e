"""What the ledger shows: every flow by itself, nothing folded."""

from __future__ import annotations

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.merging import told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw


def view(scene: Scene, _: str = "") -> Drawing:
    """Each flow, also in place, in the order of the files."""
    told = [told_of(scene, flow) for flow in scene.system.flows]
    return draw(scene, told, Sketch(f"Every data flow of {scene.system.name}", merged=False))
