"""Regions in words: few large boxes, each a line that reads like its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowvow.comparing.boxes import DIMENSIONS, Box, largest, overlap
from flowvow.comparing.naming import Names
from flowvow.comparing.realm import NONE_HERE
from flowvow.comparing.regions import Piece, Region
from flowvow.comparing.versions import Version, Versions, touches
from flowvow.findings.difference import Told
from flowvow.graph.states import EVERY, NONE
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

Line = dict[str, tuple[str, ...]]
FEW, MOST = 2, 4
SETS = 6


class Teller:
    """Puts regions into words.

    Attributes:
        versions: the two texts.
    """

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.names = {id(version): Names(versions, version) for version in (versions.old, versions.new)}

    def told(self, region: Region, leads: Rule, apart: bool) -> tuple[tuple[Told, ...], bool]:
        """The boxes of a region in words; where they are many, of the clause's whole say, and False.

        ``apart`` is whether it can be told of the whole say which clauses take something out of it.
        """
        version = self.of(leads)
        boxes = self.boxes(region, version)
        if len(boxes) <= (FEW if apart else MOST):
            return tuple(boxes), True
        near = [one for one in version.says(leads) if touches(one, region, version.states)]
        whole = self.boxes(near, version)
        return (tuple(boxes), True) if len(whole) >= len(boxes) else (tuple(whole), False)

    def of(self, rule: Rule) -> Version:
        """The text that a clause stands in."""
        return self.versions.old if rule in self.versions.old.rules else self.versions.new

    def reach(self, region: Region, leads: Rule) -> tuple[tuple[Told, ...], bool]:
        """What a limit reaches where the region touches it, whatever it bars there; all it reaches, where that is less
        to tell, and False."""
        version = self.of(leads)
        only = leads.clause.only
        free: dict[str, None] = {}
        if only is not None and only.purposes:
            free = {"for": None}
        elif only is not None and only.recipients:
            free = {"to": None}
        loose = [Piece(one.box.having(free), EVERY) for one in region]
        clipped = version.met(version.reach(leads), loose)
        limit = only is not None
        part, whole = self.boxes(clipped, version, limit), self.boxes(version.reach(leads), version, limit)
        return (tuple(part), True) if len(part) <= len(whole) else (tuple(whole), False)

    def boxes(self, region: Region, version: Version, limit: bool = False) -> list[Told]:
        """The largest boxes of a region in words, those under fewer conditions first.

        ``limit`` is whether they are what an ``only`` reaches.
        """
        found: list[Told] = []
        for states, boxes in version.by_states(region).items():
            for sides in self._lines(largest(boxes, self.versions.space), version, limit):
                found.append(self._told(sides, states, version))
        return sorted(dict.fromkeys(found), key=lambda one: (len(one.when[0]) if one.when else 0, natural(one.words)))

    # -- boxes to lines

    def _lines(self, boxes: Iterable[Box], version: Version, limit: bool) -> list[Line]:
        """Each box as what it says beyond what its kind of combination says anyhow; kinds that say the same are one."""
        found: dict[tuple[tuple[str, tuple[str, ...]], ...], Line] = {}
        made: list[Line] = []
        for box in boxes:
            for number, kind in enumerate(version.realm.kinds):
                if (part := overlap(box, kind)) is None:
                    continue
                sides = dict(self._said(part, kind, version, limit))
                if number == 2:
                    made.append(sides)
                else:
                    key = tuple((d, s) for d, s in sorted(sides.items()) if d != "act")
                    old = found.setdefault(key, sides)
                    if "act" in old and "act" in sides:
                        old["act"] = tuple(sorted({*old["act"], *sides["act"]}, key=natural))
                    else:
                        old.pop("act", None)
        lines = _kept(_at(list(found.values())), self.names[id(version)].party)
        for sides in made:
            if not any(_includes(line, sides) for line in lines):
                lines.append(sides)
        return lines

    def _said(self, part: Box, kind: Box, version: Version, limit: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
        names, serving = self.names[id(version)], version.realm.serving
        hidden, anyone = self._ends(part, version)
        if anyone:
            yield "by", ("anyone",)
        for dimension in DIMENSIONS:
            side, full = part.side(dimension), kind.side(dimension) or self.versions.space.sides[dimension]
            if side is None or side == NONE_HERE or side >= full or dimension in hidden:
                continue
            if dimension == "act" and limit and side >= full - serving:
                continue  # no limit is on deleting, returning and telling
            yield dimension, names.called(dimension, frozenset(side), frozenset(full))

    def _ends(self, part: Box, version: Version) -> tuple[tuple[str, ...], bool]:
        """The ends that go without saying, as the party does it; and whether anybody may do it."""
        everybody, party = (
            version.realm.actors,
            version.vocabulary.matching[version.policy.party] & version.realm.actors,
        )
        space = self.versions.space
        sender, recipient, place = (space.full(part, end) & everybody for end in ("from", "to", "at"))
        if not sender:
            return (("at",), False) if place == party else ((), place == everybody)
        acts, doing = space.full(part, "act"), version.realm.acts
        arriving, leaving = (acts <= doing[who] for who in ("arriving", "leaving"))
        free_from, free_to = sender == everybody, recipient == everybody
        if sender == party and leaving:
            return ("from",), False
        if recipient == party and arriving:
            return ("to",), False
        return (), (arriving and free_to) or (leaving and free_from) or (free_from and free_to)

    def _sets(self, states: int, version: Version) -> tuple[list[tuple[str, ...]], int]:
        """The minimal sets of conditions; what can't be anyhow, as keeping longer and shorter at once, is left out."""
        algebra, possible = version.states, self.versions.possible
        sets, more = algebra.minimal_sets(algebra.either(states, algebra.complement(possible)), SETS)
        found = []
        for one in sets:
            where = possible
            for literal in one:
                holds = self.versions.states.where(literal.removeprefix("not "))
                where = algebra.less(where, holds) if literal.startswith("not ") else algebra.both(where, holds)
            if where != NONE:
                found.append(one)
        return found, more

    def _told(self, sides: Line, states: int, version: Version) -> Told:
        names = self.names[id(version)]
        sets, more = self._sets(states, version)
        named = (tuple(sorted((names.condition(n) for n in one), key=_unsigned)) for one in sets)
        when = tuple(sorted(named, key=lambda one: (len(one), [_unsigned(n) for n in one], one)))
        listed = tuple((d, sides[d]) for d in DIMENSIONS if d in sides)
        return Told(in_words(sides, when, more), listed, when, more)


def _at(lines: list[Line]) -> list[Line]:
    """What arrives somewhere, leaves there and stays there, each alike, as what is at that place."""
    for line in list(lines):
        if (place := line.get("at")) is None:
            continue
        rest = _beside(line, "act", "at")
        arrives = [
            o for o in lines if o.get("to") == place and "from" not in o and _beside(o, "act", "by", "to") == rest
        ]
        leaves = [o for o in lines if o.get("from") == place and "to" not in o and _beside(o, "act", "from") == rest]
        if arrives and leaves:
            lines = [o for o in lines if o is not arrives[0] and o is not leaves[0] and o is not line]
            acts = [o["act"] for o in (arrives[0], leaves[0], line) if "act" in o]
            wide = max(acts, key=len) if len(acts) == 3 else None
            lines.append({**({"act": wide} if wide else {}), **rest, "at": place})
    return lines


def _kept(lines: list[Line], party: tuple[str, ...]) -> list[Line]:
    """What the party keeps, whether it passes it on or gets it, is one thing."""
    for line in list(lines):
        if line.get("from") != party or "to" in line:
            continue
        rest = _beside(line, "from", "act")
        for other in list(lines):
            if other.get("to") == party and "from" not in other and _beside(other, "to", "act", "by") == rest:
                acts = {d: s for d, s in other.items() if d == "act"}
                if acts == {d: s for d, s in line.items() if d == "act"}:
                    lines = [o for o in lines if o is not line and o is not other] + [{**acts, **rest}]
    return lines


def _beside(line: Line, *without: str) -> Line:
    return {d: s for d, s in line.items() if d not in without}


def _includes(line: Line, made: Line) -> bool:
    """Whether a line about using data says as much of deriving from them, or of deriving them: that is a use too."""
    acts = line.get("act")
    using = acts is None or bool({"use", "derive"} & set(acts)) or acts[0].startswith("any")
    if not using or _beside(line, "act", "data", "by", "at") != _beside(made, "act", "data", "makes", "by", "at"):
        return False
    if (line.get("at"), line.get("by")) != (made.get("at"), made.get("by")):
        return False
    return line.get("data") in (made.get("data"), made.get("makes"))


def _unsigned(name: str) -> tuple[tuple[int, int, str], ...]:
    return natural(name.removeprefix("not "))


def in_words(sides: Mapping[str, tuple[str, ...]], when: tuple[tuple[str, ...], ...], more: int) -> str:
    """One line."""
    acts, data, makes = sides.get("act"), sides.get("data"), sides.get("makes")
    if makes:
        parts = [f"{_listed(acts or ('derive',))} {_listed(makes)}", *([f"of {_listed(data)}"] if data else [])]
    else:
        parts = [_listed(acts) if acts else "do anything with", _listed(data) if data else "anything"]
    for dimension, word in _WORDS:
        if dimension in sides:
            parts.append(f"{word} {_listed(sides[dimension])}")
    text = " ".join(parts)
    if when != ((),):
        told = ", or ".join(" and ".join(one) for one in when) or "never"
        text += f", if {told}" + (f", or in at least {more} other ways" if more else "")
    return text


_WORDS = (
    ("about", "about"),
    ("by", "by"),
    ("from", "from"),
    ("to", "to"),
    ("at", "at"),
    ("for", "for"),
    ("form", "as"),
)


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
