"""Flows to a drawing: whoever is an end of one becomes a box, all flows between the same two one arrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from flowvow.model.flows import Flow
from flowvow.model.system import System
from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Lane, Role, Shape, Style, identity
from flowvow.pictures.lanes import ROLES, Lanes
from flowvow.pictures.merging import Told, lines_of, merged_style
from flowvow.pictures.scene import GRAVE, Scene, gravest
from flowvow.pictures.wording import flow_words, link_to, plain

_APART = frozenset({Style.REMOVED, Style.GRANTED, Style.STARTED, Style.ANYWAY})
_ORDER = {Lane.PEOPLE: 0, Lane.PARTY: 1, Lane.OTHERS: 2}


@frozen
class Fold:
    """Several actors in one box.

    Attributes:
        name: what the box is called: an owner, a kind, or the members' names.
        note: what is in it.
    """

    name: str
    label: str
    members: tuple[str, ...]
    note: str


@frozen
class Sketch:
    """How a drawing is to be made of flows.

    Attributes:
        title: what it shows.
        notes: sentences for its foot.
        folds: boxes that stand for several actors.
        in_place: whether a use in place has an arrow of its own; else it is told in its box.
        merged: whether flows between the same two share an arrow; else each has its own.
        shown: actors drawn though no flow ends there.
        marked: looks of single boxes.
        brief: whether labels leave out what for, to keep a large picture small; tooltips tell it.
    """

    title: str
    version: str = ""
    notes: tuple[str, ...] = ()
    folds: tuple[Fold, ...] = ()
    in_place: bool = True
    merged: bool = True
    shown: tuple[str, ...] = ()
    marked: Mapping[str, Style] = {}
    brief: bool = False


def draw(scene: Scene, told: Sequence[Told], sketch: Sketch) -> Drawing:
    """The drawing of these flows."""
    return _Sketching(scene, told, sketch).drawing()


class _Sketching:
    """The drawing under way."""

    def __init__(self, scene: Scene, told: Sequence[Told], sketch: Sketch) -> None:
        self.scene, self.sketch = scene, sketch
        self.lanes = Lanes(scene)
        self.fold = {member: fold for fold in sketch.folds for member in fold.members}
        self.told = [evolve(one, start=self._place(one.start), end=self._place(one.end)) for one in told]
        ends = {self._place(name) for name in sketch.shown}
        ends.update(end for one in self.told for end in (one.start, one.end))
        self.folded = {fold.name: fold for fold in sketch.folds if fold.name in ends}
        self.ends = ends
        self.names = sorted(ends, key=self._order)
        self.under = {name: self._under(name) for name in self.names}
        self.around = self._arounds()

    def _place(self, name: str) -> str:
        return self.fold[name].name if name in self.fold else name

    def _order(self, name: str) -> tuple[object, ...]:
        """Owners before what is theirs, else as the files declare them: a new flow turns no box around."""
        first = self._first(name)
        return len(self.lanes.owners(first)), self.scene.system.actors[first].span, name

    def drawing(self) -> Drawing:
        """Everything together."""
        frames = self._frames()
        return Drawing(
            title=self.sketch.title,
            version=self.sketch.version or self.scene.version,
            party=" and ".join(map(plain, self.scene.parties)),
            boxes=tuple(self._box(name, frames) for name in self.names),
            arrows=tuple(self._arrows()),
            frames=tuple(frames.values()),
            notes=self.sketch.notes,
        )

    # -- boxes and frames

    def _first(self, name: str) -> str:
        """The actor that tells where a box stands: of a fold its first member."""
        return self.folded[name].members[0] if name in self.folded else name

    def _frames(self) -> dict[str, Frame]:
        """A frame for each kind of outsider of which several are drawn, and one for each part with several parts."""
        found: dict[str, Frame] = {}
        for name in self.names:
            around = self.around.get(name, "")
            if around and around not in found:
                first = self._first(name)
                found[around] = Frame(
                    identity("frame", around), plain(around), self.lanes.lane(first), None, self.lanes.role(first),
                    around, link_to(self.scene.system.actors[around].span, self.scene.folder),
                )  # fmt: skip
        return found

    def _arounds(self) -> dict[str, str]:
        """The kind that frames each box: the nearest of which several are drawn, all of one role, but not itself."""
        vocabulary = self.scene.vocabulary
        mine = [n for n in self.names if self.lanes.lane(self._first(n)) is Lane.OTHERS and not self.under[n]]
        members: dict[str, list[str]] = {}
        for name in mine:
            for kind in vocabulary.kinds(self._first(name)) - {self._first(name)}:
                members.setdefault(kind, []).append(name)
        found: dict[str, str] = {}
        for name in mine:
            for kind in _upwards(self.scene.system, self._first(name)):
                roles = {self.lanes.role(self._first(one)) for one in members[kind]}
                if kind not in self.names and len(members[kind]) > 1 and len(roles) == 1:
                    found[name] = kind
                    break
        together = Counter(found.values())
        return {name: kind for name, kind in found.items() if together[kind] > 1}

    def _under(self, name: str) -> str:
        """The owner that a box is stacked below: the outermost that is drawn in its lane."""
        first = self._first(name)
        lane = self.lanes.lane(first)
        if lane is Lane.PARTY and not self.scene.system.actors[first].store:
            return ""  # only where a lane is a single column do systems stand below their owner
        owners = self.lanes.owners(first)
        above = [self._place(owner) for owner in owners] or [self.lanes.owner(first)]
        drawn = [one for one in above if one in self.ends and one != name and self.lanes.lane(self._first(one)) is lane]
        systems = [one for one in drawn if not self._stacked(one)]
        return systems[-1] if systems else ""

    def _stacked(self, name: str) -> bool:
        """Whether a box is itself below another, so that nothing can stand below it."""
        return bool(self._under(name))

    def _box(self, name: str, frames: Mapping[str, Frame]) -> Box:
        first = self._first(name)
        under, around = self.under[name], self.around.get(name, "")
        actor = self.scene.system.actors.get(name)
        uses = [one for one in self.told if one.start == one.end == name] if not self.sketch.in_place else []
        grave = [one.style for one in uses if one.style in GRAVE]
        members = self.folded[name].members if name in self.folded else (name,)
        marks = [self.sketch.marked[one] for one in (name, *members) if one in self.sketch.marked]
        style = marks[0] if marks else gravest(grave) if grave else Style.PLAIN
        shape = Shape.FOLDED if name in self.folded else self.lanes.shape(name)
        if (
            shape is Shape.FOLDED
            and self.lanes.lane(first) is Lane.PEOPLE
            and not self.scene.system.actors[first].store
        ):
            shape = Shape.PERSON
        fold = self.folded.get(name)
        return Box(
            identity("box", name), fold.label if fold else plain(name), shape, self.lanes.lane(first),
            frames[around].id if around else None, identity("box", under) if under else None, self.lanes.role(first),
            " · ".join(filter(None, (self._note(name, under), _counted(self.scene, uses)))), style,
            "\n".join(self._tip(name, uses)), link_to(actor.span if actor else None, self.scene.folder),
        )  # fmt: skip

    def _note(self, name: str, under: str) -> str:
        if name in self.folded:
            return self.folded[name].note
        actor = self.scene.system.actors[name]
        if name in self.scene.parties:
            return "as a whole"
        if actor.store and actor.kept is not None:
            return f"kept: {actor.kept}"
        owner = self.lanes.owner(name)
        return f"of {plain(owner)}" if owner and not under and owner not in self.scene.parties else ""

    def _tip(self, name: str, uses: Sequence[Told]) -> Iterable[str]:
        for one in self.folded[name].members if name in self.folded else (name,):
            actor = self.scene.system.actors[one]
            told = [one, *(f"is {kind}" for kind in actor.kinds), *(f"of {owner}" for owner in actor.of)]
            told += [f"kept {actor.kept}"] if actor.kept is not None else []
            told += [f"with {', '.join(actor.safeguards)}"] if actor.safeguards else []
            told += [f"cites {', '.join(actor.cites)}"] if actor.cites else []
            role = self.lanes.role(one)
            yield ", ".join([*told, ROLES[role]] if role is not Role.NONE else told)
        yield from (f"{one.style.value}: {flow_words(one.flow)}" for one in uses)

    # -- arrows

    def _arrows(self) -> Iterable[Arrow]:
        pairs: dict[tuple[str, ...], list[Told]] = {}
        for number, one in enumerate(self.told):
            if one.start == one.end and not self.sketch.in_place:
                continue
            pair = tuple(sorted((one.start, one.end), key=lambda name: (self._column(name), name)))
            alone = one.step is not None or not self.sketch.merged
            # What is gone shares no arrow with what is there, nor what is granted with what goes on without it.
            apart = (one.style.value,) if one.style in _APART else ()
            pairs.setdefault((*pair, str(number)) if alone else (*pair, *apart), []).append(one)
        known: dict[tuple[str, ...], int] = {}
        for pair, told in pairs.items():
            yield self._arrow(pair[0], pair[1], told, known)

    def _column(self, name: str) -> int:
        return _ORDER[self.lanes.lane(self._first(name))]

    def _arrow(self, start: str, end: str, told: Sequence[Told], known: dict[tuple[str, ...], int]) -> Arrow:
        ways = {(one.start, one.end) for one in told}
        if len(ways) == 1:
            start, end = told[0].start, told[0].end
        alone = told[0].step is not None or not self.sketch.merged
        named = (start, end, told[0].flow.name) if alone else (start, end)
        known[named] = known.get(named, 0) + 1
        if known[named] > 1:
            named = (*named, str(known[named]))
        tips = [f"{one.style.value}: {flow_words(one.flow)}" for one in told]
        return Arrow(
            identity("flow", *named), identity("box", start), identity("box", end),
            tuple(lines_of(self.scene, told, start, self.sketch.brief)), merged_style(told), len(ways) > 1,
            told[0].step, True, "\n".join(dict.fromkeys(tips)), link_to(gravest_flow(told).span, self.scene.folder),
        )  # fmt: skip


def gravest_flow(told: Sequence[Told]) -> Flow:
    """The flow that an arrow links to: the first of the gravest."""
    style = gravest(one.style for one in told)
    return next(one.flow for one in told if one.style is style)


def _upwards(system: System, name: str) -> Iterable[str]:
    """The kinds of an actor, nearest first."""
    seen: dict[str, None] = {}
    waiting = [name]
    while waiting:
        kinds = [kind for one in waiting for kind in system.actors[one].kinds if kind not in seen]
        seen.update(dict.fromkeys(kinds))
        waiting = kinds
    return [kind for kind in seen if kind != name]


def _counted(scene: Scene, uses: Sequence[Told]) -> str:
    """How many uses are in place; a single deletion with its data, several by their number."""
    deletions = {one.flow.name: one for one in uses if scene.vocabulary.is_act(one.flow.act, "delete")}
    names = {one.flow.name for one in uses} - deletions.keys()
    told = [f"{len(names)} use{'s' if len(names) > 1 else ''} in place"] if names else []
    if len(deletions) == 1:
        told += [", ".join(one.data) for one in deletions.values() if len(one.data) == 1] or ["1 deletion"]
    elif deletions:
        told.append(f"{len(deletions)} deletions")
    return " · ".join(told)
