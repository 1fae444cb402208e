"""One data type: who can have it, and how it gets there; everything else is left out."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from flowvow.model.flows import Flow
from flowvow.pictures.drawing import Drawing
from flowvow.pictures.merging import Told, data_words, told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import plain


def view(scene: Scene, wanted: str) -> Drawing:
    """The flows that carry, use or make any of it, in some state."""
    name = known(wanted, "data type", scene.system.data)
    atoms = scene.vocabulary.data.atoms(name)
    told = list(_told(scene, atoms))
    here = {flow.name for flow in scene.system.flows}
    left = len(here - {one.flow.name for one in told})
    notes = (f"{left} flows that carry none of it are left out.",) if left else ()
    return draw(scene, told, Sketch(f"Who can have {plain(name)} in {scene.system.name}, and how", notes=notes))


def _told(scene: Scene, atoms: frozenset[str]) -> Iterable[Told]:
    carried = scene.carried
    for number, flow in enumerate(scene.system.flows):
        made = scene.vocabulary.data.atoms(flow.makes) if flow.makes else frozenset[str]()
        if (carried.atoms(number) | made).isdisjoint(atoms):
            continue
        one = told_of(scene, flow)
        yield one if flow.makes else evolve(one, data=_parts(scene, flow, atoms))


def _parts(scene: Scene, flow: Flow, atoms: frozenset[str]) -> tuple[str, ...]:
    """What of the data type a flow lists; nothing where it is all of it, which the title says."""
    data = scene.vocabulary.data
    listed = [one for one in flow.data if not data.atoms(one).isdisjoint(atoms)]
    if any(atoms <= data.atoms(one) for one in listed):
        return tuple(one for one in data_words(scene, evolve(flow, data=())) if one)
    return data_words(scene, evolve(flow, data=tuple(listed)))
