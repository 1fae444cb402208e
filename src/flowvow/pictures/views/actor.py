"""One actor: all it gets and gives, and what it does in place."""

from __future__ import annotations

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.merging import told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import plain


def view(scene: Scene, wanted: str) -> Drawing:
    """The flows with an end at the actor, at one that is it, or at what is of it."""
    actor = known(wanted, "actor or store", scene.system.actors)
    mine = scene.vocabulary.matching[actor]
    told = [
        told_of(scene, flow)
        for flow in scene.system.flows
        if not mine.isdisjoint((flow.sender, flow.recipient, flow.at))
    ]
    title = f"All that {plain(actor)} gets and gives in {scene.system.name}"
    return draw(scene, told, Sketch(title, shown=() if told else (actor,)))
