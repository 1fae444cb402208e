"""The views there are, each with the name it may ask for."""

from __future__ import annotations

from collections.abc import Callable

from flowvow.pictures.drawing import Drawing
from flowvow.pictures.scene import Scene
from flowvow.pictures.views import actor, data, finding, frame, ledger, map, state  # noqa: A004

View = Callable[[Scene, str], Drawing]

# One line a view: a module with `view(scene, wanted)`; those of `WHOLE` want nothing.
VIEWS: dict[str, View] = {
    "map": map.view,
    "ledger": ledger.view,
    "data": data.view,
    "actor": actor.view,
    "frame": frame.view,
    "finding": finding.view,
    "state": state.view,
}
WHOLE = frozenset({"map", "ledger"})
