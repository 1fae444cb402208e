"""The views there are, each with the name it may ask for."""

from __future__ import annotations

from collections.abc import Callable

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.folding import arrows_of, folds_for
from flowvow.pictures.listing import Listing
from flowvow.pictures.merging import told_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.tables import Table
from flowvow.pictures.views import actor, change, choice, clauses, data, finding, frame, ledger, map, state  # noqa: A004

View = Callable[[Scene, str], Drawing]

# One line a view: a module with `view(scene, wanted)`; those of `WHOLE` want nothing.
VIEWS: dict[str, View] = {
    "map": map.view,
    "ledger": ledger.view,
    "change": change.view,
    "data": data.view,
    "actor": actor.view,
    "frame": frame.view,
    "finding": finding.view,
    "state": state.view,
    "choice": choice.view,
}
WHOLE = frozenset({"map", "ledger", "change"})
# Those that aren't drawn between boxes: of everything, or of what is named.
SHEETS: dict[str, Callable[[Scene, str], Table | Listing]] = {"clauses": clauses.view}

# Laying out more arrows than this takes long, and nobody could follow them.
_MOST_ON_A_MAP = 90


def chosen(scene: Scene) -> str:
    """The view of somebody who asks for none: the map, or the ledger where even folds leave too many arrows."""
    told = [told_of(scene, flow) for flow in scene.system.flows]
    return "map" if arrows_of(told, folds_for(scene, told)) <= _MOST_ON_A_MAP else "ledger"
