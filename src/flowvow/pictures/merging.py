"""Flows to the few lines of an arrow: what says the same is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import evolve, frozen

from flowvow.graph.states import EVERY
from flowvow.model.flows import Flow
from flowvow.pictures.drawing import Line, Style
from flowvow.pictures.scene import GRAVITY, Scene, gravest
from flowvow.pictures.wording import all_plain, plain

# What a flow does, where that is more than carrying.
_TOLD = {"delete": "deletes", "return": "returns", "notify": "tells", "sell": "sells", "publish": "publishes"}


@frozen
class Told:
    """One flow as a view wants it told.

    Attributes:
        start, end: names of the boxes; the same for what happens in place.
        data: names of data types, as the view tells them.
        guard: the states in which it happens, for the gate.
        step: its number on a route, or None.
    """

    flow: Flow
    start: str
    end: str
    data: tuple[str, ...]
    style: Style
    guard: int = EVERY
    step: int | None = None


def told_of(scene: Scene, flow: Flow) -> Told:
    """A flow with all it says."""
    start = flow.sender or flow.at
    # A deletion is done where the data are, whoever asks for it.
    end = flow.recipient or flow.at or start
    return Told(flow, start, end, data_words(scene, flow), scene.style(flow), scene.guard(flow))


def data_words(scene: Scene, flow: Flow) -> tuple[str, ...]:
    """What a flow carries; what it makes of it; what it does, where that is more than carrying."""
    data = all_plain(flow.data)
    if flow.makes:
        return (f"{', '.join(data)} → {plain(flow.makes)}",)
    if scene.vocabulary.is_act(flow.act, *_TOLD):
        act = _TOLD.get(flow.act, plain(flow.act))  # one of somebody's own is told by its name
        return (f"{act} {data[0]}" if data else act, *data[1:])
    return data


def merged_style(told: Sequence[Told]) -> Style:
    """The gravest look; what is permitted, and on a condition throughout, is gated."""
    style = gravest(one.style for one in told)
    permitted = [one for one in told if one.style is Style.PERMITTED]
    if style is Style.PERMITTED and all(one.guard != EVERY for one in permitted):
        return Style.GATED
    return style


@frozen
class _Part:
    data: tuple[str, ...]
    purposes: tuple[str, ...]
    back: bool
    guard: int
    gravity: int


def lines_of(scene: Scene, told: Sequence[Told], start: str, brief: bool = False) -> Iterable[Line]:
    """The lines of an arrow from `start`: the gravest first, like with like; what for only where it isn't brief."""
    parts = [
        _Part(
            one.data,
            () if brief and one.data else all_plain(one.flow.purposes),
            one.start != start,
            one.guard,
            GRAVITY.index(one.style),
        )
        for one in told
        if one.style is not Style.FADED
    ]
    parts = _joined(parts, lambda p: (p.data, p.purposes, p.back, p.gravity),
                    lambda a, b: evolve(a, guard=scene.either(a.guard, b.guard)))  # fmt: skip
    parts = _joined(parts, lambda p: (p.data, p.guard, p.back, p.gravity),
                    lambda a, b: evolve(a, purposes=_union(a.purposes, b.purposes)))  # fmt: skip
    parts = _joined(parts, lambda p: (p.purposes, p.guard, p.back, p.gravity),
                    lambda a, b: evolve(a, data=_union(a.data, b.data)))  # fmt: skip
    parts = [one for one in parts if not any(_said_by(one, other) for other in parts)]
    there = {_way(part, part.back) for part in parts}
    for one in sorted(parts, key=lambda part: part.gravity):
        both = _way(one, not one.back) in there
        if not (both and one.back):
            yield Line(one.data, one.purposes, one.back, scene.gate(one.guard), both)


def _way(part: _Part, back: bool) -> _Part:
    return evolve(part, back=back)


def _joined(
    parts: Sequence[_Part], key: Callable[[_Part], object], join: Callable[[_Part, _Part], _Part]
) -> list[_Part]:
    found: dict[object, _Part] = {}
    for part in parts:
        mark = key(part)
        found[mark] = join(found[mark], part) if mark in found else part
    return list(found.values())


def _union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def _said_by(one: _Part, other: _Part) -> bool:
    """Whether another line says all of this one and more."""
    same = (one.back, one.guard, one.purposes) == (other.back, other.guard, other.purposes)
    return same and one.gravity >= other.gravity and set(one.data) < set(other.data)
