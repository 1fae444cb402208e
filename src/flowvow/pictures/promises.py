"""Clauses as pictures tell them: whence, whither, of what, and how they look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from flowvow.findings.consistency import Conflict, Relation
from flowvow.findings.finding import Level
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.clauses import Carve, Clause, ClauseForm, Exception_, Need, Reach
from flowvow.model.conditions import ALWAYS, Expression
from flowvow.pictures.drawing import Box, Lane, Shape, Style, identity
from flowvow.pictures.lanes import Lanes
from flowvow.pictures.scene import Scene
from flowvow.pictures.wording import all_plain, link_to, plain

_STYLES = {
    ClauseForm.PERMIT: Style.PERMITTED,
    ClauseForm.FORBID: Style.FORBIDDEN,
    ClauseForm.ONLY: Style.LIMITED,
    ClauseForm.REQUIRE: Style.REQUIRED,
    ClauseForm.DUTY: Style.DUTY,
    ClauseForm.DISCLAIM: Style.DISCLAIMED,
}
MEANINGS = {
    Style.PERMITTED: "permit",
    Style.GATED: "permit, on a condition",
    Style.FORBIDDEN: "forbid",
    Style.LIMITED: "only: bars what isn't named",
    Style.REQUIRED: "require",
    Style.DISCLAIMED: "disclaim: out of the text's scope",
    Style.DUTY: "duty: for a person to attest, no flow shows it",
}
# Whoever is meant where a clause leaves an end of a way free.
ANYBODY = {Lane.PEOPLE: "\0people", Lane.OTHERS: "\0others"}
_MOST_EXCEPTIONS = 3


@frozen
class Way:
    """Between whom a clause speaks of data; the same on both sides is what is done in place."""

    starts: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody on it, each once."""
        return tuple(dict.fromkeys((*self.starts, *self.ends)))


@frozen(slots=False, eq=False)
class Stage:
    """Who stands where, for clauses and for what changed of them."""

    scene: Scene

    @cached_property
    def lanes(self) -> Lanes:
        """The lanes of the scene."""
        return Lanes(self.scene)

    def lane(self, name: str) -> Lane:
        """The lane of an actor, a store, or anybody."""
        return next((lane for lane, one in ANYBODY.items() if one == name), None) or self.lanes.lane(name)

    def box(self, name: str) -> Box:
        """The column of an actor, a store, or anybody."""
        lane = self.lane(name)
        if name in ANYBODY.values():
            told = "whoever it is: the clause names nobody"
            return Box(identity("column", lane.value, "anybody"), "anybody", Shape.FOLDED, lane, tooltip=told)
        actor = self.scene.system.actors[name]
        told = ", ".join([name, *(f"is {kind}" for kind in actor.kinds), *(f"of {owner}" for owner in actor.of)])
        told += f", cites {', '.join(actor.cites)}" if actor.cites else ""
        return Box(
            identity("column", name), plain(name), self.lanes.shape(name), lane, role=self.lanes.role(name),
            tooltip=told, link=link_to(actor.span, self.scene.folder),
        )  # fmt: skip

    def boxes(self, names: Iterable[str]) -> list[Box]:
        """The columns of these, as a picture is read: people, the party first of its own, outsiders by role."""
        return [self.box(name) for name in sorted(set(names), key=self._place)]

    def _place(self, name: str) -> tuple[object, ...]:
        lanes = list(Lane)
        if name in ANYBODY.values():
            # At the outer edge on either side.
            return lanes.index(self.lane(name)), self.lane(name) is Lane.OTHERS, 99, (), 0, 0, name
        actor = self.scene.system.actors[name]
        party = name not in self.scene.parties
        role = self.lanes.role(name).value
        return lanes.index(self.lane(name)), False, role, party, actor.span.file, actor.span.line, name

    def way(
        self, acts: Iterable[str], starts: Iterable[str], ends: Iterable[str], places: Iterable[str], party: str
    ) -> Way:
        """A way whose free ends are filled: the party where it acts in place, anybody where data come or go."""
        start, end, place = (self._known(side) for side in (starts, ends, places))
        if place and not start and not end:
            return Way(place, place)
        here = place or self._known((party,))
        done = frozenset(acts) & self.scene.system.acts.keys()
        if not end:
            away = any("share" in self.scene.vocabulary.act_matches(act) for act in done)
            end = (ANYBODY[Lane.OTHERS],) if away else here
        if not start:
            start = (ANYBODY[Lane.PEOPLE],) if done == {"collect"} else here
        return Way(start, end)

    def _known(self, names: Iterable[str]) -> tuple[str, ...]:
        meant = (name for name in names if name not in {ANYONE, NOBODY})
        return tuple(dict.fromkeys(one for one in meant if one in self.scene.system.actors or one in ANYBODY.values()))


def style_of(clause: Clause) -> Style:
    """The look of a clause: by its form, a permit on a condition apart."""
    if clause.form is ClauseForm.PERMIT and clause.condition != ALWAYS:
        return Style.GATED
    return _STYLES[clause.form]


def way_of(stage: Stage, clause: Clause) -> Way:
    """Between whom a clause speaks of data."""
    reach, only, require = clause.reach, clause.only, clause.require
    party = next((one.party for one in stage.scene.system.policies if one.name == clause.policy), "")
    acts, starts, ends = set(reach.act), reach.sender, reach.recipient
    if only is not None:
        ends = (*ends, *only.recipients)
    if require is not None and require.need is Need.NOTIFY:
        ends = (*ends, *require.names)
    if require is not None and require.need is Need.RETURN:
        ends = (*ends, *require.to)
    places = reach.at
    by = tuple(name for name in reach.by if name not in {ANYONE, party})
    if by and not places:
        # Who collects or reads is the recipient; who does anything else, the sender.
        if acts & {"collect", "read"} and starts:
            ends = ends or by
        elif ends:
            starts = starts or by
        else:
            places = reach.by
    return stage.way(acts, starts, ends, places, party)


def data_of(clause: Clause) -> tuple[str, ...]:
    """The names of data types that a clause speaks of, its products included; none where it is of any."""
    require = clause.require
    named: tuple[str, ...] = (*clause.reach.data, *clause.reach.makes)
    if require is not None and require.need in {Need.DELETE, Need.RETURN}:
        named = (*named, *require.names)
    if require is not None and require.need is Need.NOTIFY:
        named = (*named, *require.of)
    return tuple(dict.fromkeys(named))


def numbers(cites: Iterable[str]) -> tuple[str, ...]:
    """Sentences without their policy's name."""
    return tuple(one.rpartition("/")[2] for one in cites)


def told(clause: Clause) -> str:
    """What a clause says but for its ends, in one line."""
    if clause.form is ClauseForm.DUTY:
        return clause.duty
    asked = ", ".join(_asked(clause))
    pattern = _pattern(clause.reach)
    if not pattern and not asked:
        pattern = "anything"
    parts = [f"{pattern}: {asked}" if pattern and asked else pattern or asked]
    parts += [f"if {_expression(clause.condition)}"] if clause.condition != ALWAYS else []
    shown = [_exception(one) for one in clause.exceptions[:_MOST_EXCEPTIONS]]
    more = len(clause.exceptions) - len(shown)
    parts += [f"except {' or '.join(shown)}{f' and {more} more' if more else ''}"] if shown else []
    parts += ["travels with the data"] if clause.travels else []
    parts += [f"hedged: {clause.hedged}"] if clause.hedged else []
    return "; ".join(part for part in parts if part)


def tooltip(clause: Clause, more: Iterable[str] = ()) -> str:
    """All of a clause, for a tooltip: name and sentences, what it says, between whom."""
    cites = ", ".join(clause.cites) or "no sentence"
    reach = clause.reach
    sides = (("by", reach.by), ("from", reach.sender), ("to", reach.recipient), ("at", reach.at),
             ("through", reach.through))  # fmt: skip
    ends = "; ".join(f"{word} {', '.join(names)}" for word, names in sides if names)
    says = (clause.says, f"implied: {clause.implied}" if clause.implied else "")
    lines = (f"{clause.form.value}: {clause.id}, cites {cites}", told(clause), ends, *says, *more)
    return "\n".join(line for line in lines if line)


def collisions(scene: Scene) -> Mapping[tuple[str, str], Conflict]:
    """Pairs of clauses of which it isn't plain which one holds."""
    colliding = {Relation.CONTRADICTION, Relation.PARTIAL, Relation.NOTHING_LEFT}
    return {
        (one.one.id, one.other.id): one
        for policy in scene.consistency
        for one in policy.conflicts
        if one.relation in colliding and one.level is Level.WARNING
    }


def barred(scene: Scene) -> Mapping[str, tuple[Conflict, ...]]:
    """By permit: the limits and requirements that plainly hold against a part of it."""
    found: dict[str, list[Conflict]] = {}
    for policy in scene.consistency:
        for one in policy.conflicts:
            if one.relation is Relation.PARTIAL and one.other.form in {ClauseForm.ONLY, ClauseForm.REQUIRE}:
                found.setdefault(one.one.id, []).append(one)
    return {name: tuple(several) for name, several in found.items()}


def where(conflict: Conflict) -> str:
    """Where two clauses meet, its first phrases."""
    words = [word for shared in conflict.shared for word in shared.words]
    more = f" and {len(words) - 1} more" if len(words) > 1 else ""
    return f"{words[0]}{more}" if words else ""


def _asked(clause: Clause) -> Iterator[str]:
    """What an only or a requirement asks."""
    only, require = clause.only, clause.require
    if only is not None:
        if only.purposes:
            yield f"only for {_listed(only.purposes)}"
        if only.recipients:
            yield f"only to {_listed(only.recipients)}"
        if only.while_ is not None:
            yield f"only while {_expression(only.while_)}"
        if only.kept is not None:
            yield f"kept at most {only.kept}"
    if require is not None:
        names = _listed(require.names)
        within = f" within {require.within}" if require.within is not None else ""
        ahead = f" {require.ahead} ahead" if require.ahead is not None else ""
        yield {
            Need.WITH: f"with {names}",
            Need.CONSENT: f"after {names} was asked for and granted",
            Need.OPT_OUT: f"stopped when {names} is refused",
            Need.HAPPENS: "always done",
            Need.DELETE: f"delete {names}{within}",
            Need.RETURN: f"return {names}{within}",
            Need.NOTIFY: f"tell {names} of {_listed(require.of) or 'it'}{ahead}",
        }[require.need]


def _pattern(reach: Reach) -> str:
    acts = " or ".join(all_plain(reach.act))
    words = f"{acts} {_listed(reach.data)}".strip()
    if reach.makes:
        words += f" → {_listed(reach.makes)}"
    words += f" about {_listed(reach.about)}" if reach.about else ""
    words += f" as {_listed(form.value for form in reach.form)}" if reach.form else ""
    return (words + (f" for {_listed(reach.purposes)}" if reach.purposes else "")).strip()


def _exception(one: Exception_) -> str:
    if not isinstance(one, Carve):
        return f"what {_listed(one.clauses) or 'the text'} permits"
    reach = one.reach
    sides = ((" from ", reach.sender), (" to ", reach.recipient), (" at ", reach.at), (" by ", reach.by))
    words = _pattern(reach) + "".join(f"{word}{_listed(names)}" for word, names in sides if names)
    when = _expression(one.when) if one.when != ALWAYS else ""
    inner = f" (unless {' or '.join(map(_exception, one.exceptions))})" if one.exceptions else ""
    return " if ".join(filter(None, (words.strip(), when))) + inner


def _expression(one: Expression) -> str:
    return plain(str(one))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(all_plain(names))
