"""The whole map: everybody, and every flow between two of them, folded where there are too many."""

from __future__ import annotations

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.folding import MOST_ARROWS, arrows_of, folds_for
from flowvow.pictures.merging import told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw


def view(scene: Scene, _: str = "") -> Drawing:
    """All flows; what happens in place is told in its box."""
    told = [told_of(scene, flow) for flow in scene.system.flows]
    folds = folds_for(scene, told)
    arrows = arrows_of(told, folds)
    notes: tuple[str, ...] = ()
    if folds:
        members = sum(len(fold.members) for fold in folds)
        notes += (
            f"{members} actors and stores are folded into {len(folds)} boxes, and labels name the data alone: "
            "tooltips and the ledger tell the rest.",
        )
    if arrows > MOST_ARROWS:
        notes += (f"{arrows} arrows are many for one picture: the ledger (--view ledger) shows one flow a row.",)
    brief = bool(folds)
    title = f"All data flows of {scene.system.name}"
    return draw(scene, told, Sketch(title, notes=notes, folds=folds, in_place=False, brief=brief))
