"""A change under review: what a proposal adds, changes, removes and makes of the rest; neighbours faded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from flowvow.model.actors import Actor
from flowvow.model.conditions import Condition
from flowvow.model.flows import Flow
from flowvow.model.names import Name
from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.merging import Told, told_of
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.wording import plain
from flowvow.text.span import NOWHERE

_Lined = Actor | Condition | Flow | Name
_MOST_FADED = 12
_MOST_SAID = 6


def view(scene: Scene, _: str = "") -> Drawing:
    """What is new or gone, with the verdicts it changes, and where it joins what was there."""
    if not scene.system.proposals and scene.before is None:
        raise PictureError("nothing is changed: lay a proposal over the model with `--with`")
    change = _Change(scene, scene.before)
    whole = change.both()
    gone = [evolve(told_of(whole, flow), style=Style.REMOVED) for flow in change.removed()]
    shown = {_key(flow) for flow in (*change.flows(), *change.judged())}
    told = [told_of(whole, flow) for flow in scene.system.flows if _key(flow) in shown] + gone
    marked = change.marked()
    ends = {end for one in told for end in (one.start, one.end)} | marked.keys()
    near = _near(whole, scene.system.flows, shown, told, ends)
    many = len({frozenset((one.start, one.end)) for one in near})
    notes = tuple(change.notes())
    if many <= _MOST_FADED:
        told += near
        notes += ("Faded arrows are flows as before, by those whom the proposal concerns.",) if near else ()
    else:
        notes += ("Flows that the proposal leaves as they were are left out.",)
    laid = "; ".join(scene.system.proposals)
    title = f"{laid}: what it changes in {scene.system.name}" if laid else f"What changed in {scene.system.name}"
    version = "; ".join(scene.report.policies)
    return draw(whole, told, Sketch(title, version, notes, shown=tuple(marked), marked=marked))


def _near(
    whole: Scene, flows: Sequence[Flow], shown: set[tuple[str, ...]], told: Sequence[Told], ends: set[str]
) -> list[Told]:
    """The flows as before, by whoever is concerned, where no arrow is drawn yet."""
    pairs = {frozenset((one.start, one.end)) for one in told}
    rest = [told_of(whole, flow) for flow in flows if _key(flow) not in shown]
    return [
        evolve(one, data=(), style=Style.FADED)
        for one in rest
        if one.start != one.end and ends & {one.start, one.end} and frozenset((one.start, one.end)) not in pairs
    ]


@frozen
class _Change:
    """What differs between a model and the same without its proposals, where that is known."""

    scene: Scene
    before: Scene | None

    def both(self) -> Scene:
        """The model with all that was taken away still in it, so that it can be drawn."""
        if self.before is None:
            return self.scene
        old, new = self.before.system, self.scene.system
        whole = evolve(
            new,
            actors={**old.actors, **new.actors},
            data={**old.data, **new.data},
            purposes={**old.purposes, **new.purposes},
            acts={**old.acts, **new.acts},
            conditions={**old.conditions, **new.conditions},
            flows=(*new.flows, *self.removed()),
        )
        return evolve(self.scene, system=whole)

    def flows(self) -> tuple[Flow, ...]:
        """The flows that the proposal adds or changes, or whose names it concerns."""
        old = {_key(flow): _bare(flow) for flow in self.before.system.flows} if self.before else None
        changed = set(self.scene.system.changed)
        return tuple(
            flow
            for flow in self.scene.system.flows
            if flow.name in changed or (old is not None and old.get(_key(flow)) != _bare(flow))
        )

    def removed(self) -> tuple[Flow, ...]:
        """The flows that are there no more."""
        here = {_key(flow) for flow in self.scene.system.flows}
        return tuple(flow for flow in self.before.system.flows if _key(flow) not in here) if self.before else ()

    def judged(self) -> tuple[Flow, ...]:
        """The flows, as before, of which the verdict on some datum is another now."""
        if self.before is None:
            return ()
        old, new = _verdicts(self.before), _verdicts(self.scene)
        there = {_key(flow) for flow in self.before.system.flows} - {_key(flow) for flow in self.flows()}
        return tuple(
            flow
            for flow in self.scene.system.flows
            if _key(flow) in there and old.get(_key(flow)) != new.get(_key(flow))
        )

    def marked(self) -> dict[str, Style]:
        """The looks of actors and stores that are new, changed or gone."""
        if self.before is None:
            return {}
        old, new = self.before.system.actors, self.scene.system.actors
        found = {name: Style.ADDED for name in new if name not in old or _bare(old[name]) != _bare(new[name])}
        return found | {name: Style.REMOVED for name in old if name not in new}

    def notes(self) -> Iterable[str]:
        """In words: what is changed, whose verdict, and what is found that wasn't before."""
        if self.before is None:
            return
        old, new = self.before.system, self.scene.system
        told = [
            _altered(old.actors[name], new.actors[name])
            for name, style in self.marked().items()
            if style is Style.ADDED and name in old.actors
        ]
        told += [plain(name) for name in (*_differ(old.data, new.data), *_differ(old.conditions, new.conditions))]
        if told:
            yield f"Changed: {_some(told)}."
        gone = [plain(name) for name in dict.fromkeys(flow.name for flow in self.removed())]
        if gone:
            yield f"Removed: {_some(gone)}."
        told = [self._ruling(flow) for flow in self.judged()]
        if told:
            yield f"As before, but with another verdict: {_some(list(dict.fromkeys(told)))}."
        known = {one.fingerprint for one in self.before.report.findings}
        found = [one.message for one in self.scene.report.findings if one.fingerprint not in known]
        if not (found or told or gone or self.marked() or self.flows()):
            yield "It changes nothing that is drawn or found."
        if found:
            yield f"Found now and not before: {_some(found, 3)}."

    def _ruling(self, flow: Flow) -> str:
        was = self.before.style(flow) if self.before else Style.PLAIN
        now = self.scene.style(flow)
        told = f"{plain(flow.name)} ({now.value}, was {was.value})"
        return plain(flow.name) if was is now or {was, now} & {Style.PLAIN, Style.SERVING} else told


def _key(flow: Flow) -> tuple[str, ...]:
    return flow.name, flow.sender, flow.recipient, flow.at


def _bare(value: _Lined) -> _Lined:
    """A value whatever line it stands on."""
    return evolve(value, span=NOWHERE)


def _differ(old: Mapping[str, _Lined], new: Mapping[str, _Lined]) -> list[str]:
    return [name for name in new if name in old and _bare(old[name]) != _bare(new[name])]


def _altered(old: Actor, new: Actor) -> str:
    if old.kept == new.kept:
        return plain(new.name)
    was = f", was {old.kept}" if old.kept is not None else ""
    return f"{plain(new.name)} ({f'kept {new.kept}' if new.kept is not None else 'not said how long it keeps'}{was})"


def _verdicts(scene: Scene) -> dict[tuple[str, ...], set[tuple[object, ...]]]:
    found: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
    for one in scene.report.verdicts:
        key = (one.flow, one.sender, one.recipient, one.at)
        found.setdefault(key, set()).update((one.policy, datum, one.verdict) for datum in one.data)
    return found


def _some(told: Sequence[str], most: int = _MOST_SAID) -> str:
    more = f" and {len(told) - most} more" if len(told) > most else ""
    return "; ".join(told[:most]) + more
