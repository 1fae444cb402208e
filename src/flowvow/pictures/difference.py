"""What changed between two texts: arrows added, removed, limited, between the same people as on the map.

A listing and not a map, as for clauses: nearly all of two texts lies between the party and its customers. Statements of
one kind between the same ends share a row, so that a hundred statements are some fifty arrows; the sentences of both
texts stand beside each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from flowvow.findings.difference import Change, Cited, Difference, Statement, Told
from flowvow.model.clauses import Clause
from flowvow.pictures.drawing import Lane, Style, identity
from flowvow.pictures.listing import Listing, Row
from flowvow.pictures.promises import ANYBODY, Stage, Way, numbers, told, way_of
from flowvow.pictures.scene import Scene
from flowvow.pictures.wording import link_to, plain

_LOOKS = {
    Change.PERMITTED: (Style.ADDED, "permitted now"),
    Change.FORBIDDEN: (Style.FORBIDDEN, "forbidden now"),
    Change.UNDISCLOSED: (Style.REMOVED, "no longer told"),
    Change.DISCLAIMED: (Style.DISCLAIMED, "disclaimed now"),
    Change.LIMITED: (Style.LIMITED, "limited now"),
    Change.REQUIRED: (Style.REQUIRED, "required or promised now"),
    Change.CHANGED: (Style.REQUIRED, "promised otherwise"),
    Change.DROPPED: (Style.REMOVED, "barred or promised no more"),
    Change.UNDECIDED: (Style.UNDECIDED, "not decided"),
}
_MEANINGS = {
    Style.ADDED: "added: permitted now",
    Style.REMOVED: "removed: no longer told, or barred or promised no more",
    Style.FORBIDDEN: "forbidden now",
    Style.DISCLAIMED: "disclaimed now",
    Style.LIMITED: "limited now",
    Style.REQUIRED: "required or promised now",
    Style.UNDECIDED: "can't be compared",
}
# A row names data until its list is this long, and so many sentences of each text.
_MOST_LETTERS, _MOST_CITED = 105, 6


def view(difference: Difference, old: Scene, new: Scene) -> Listing:
    """The statements of a difference, by kind and between whom."""
    told_ = _Difference(difference, old, new)
    return told_.listing()


@frozen
class _Key:
    """What statements that share a row have in common; a promise as a whole has a row of its own.

    Attributes:
        was: in words, where what is permitted now was barred.
    """

    kind: Change
    ways: tuple[Way, ...]
    was: str
    promise: str = ""


class _Difference:
    """The listing under way."""

    def __init__(self, difference: Difference, old: Scene, new: Scene) -> None:
        self.difference = difference
        before, now = old.system, new.system
        both = evolve(
            now,
            actors={**before.actors, **now.actors},
            acts={**before.acts, **now.acts},
            data={**before.data, **now.data},
            purposes={**before.purposes, **now.purposes},
            conditions={**before.conditions, **now.conditions},
            policies=(*now.policies, *before.policies),
        )
        self.stage = Stage(evolve(new, system=both))
        self.clauses = {clause.id: clause for system in (before, now) for clause in system.clauses}
        self.party = now.policies[0].party if now.policies else ""

    def listing(self) -> Listing:
        """Everything together."""
        rows: dict[_Key, list[Statement]] = {}
        for one in self.difference.statements:
            rows.setdefault(self._key(one), []).append(one)
        counts = {kind: sum(one.kind is kind for one in self.difference.statements) for kind in Change}
        made = [self._row(key, rows[key], counts) for key in sorted(rows, key=lambda key: list(Change).index(key.kind))]
        names = {name for key in rows for way in key.ways for name in way.names}
        old, new = self.difference.old, self.difference.new
        title = f"What changed in meaning: {new.title}"
        return Listing(
            title, f"Since {old.title}. {len(self.difference.statements)} statements in {len(made)} rows",
            tuple(self.stage.boxes(names)), tuple(made), _MEANINGS, (), tuple(self._notes()),
        )  # fmt: skip

    def _key(self, one: Statement) -> _Key:
        promise = next((clause.id for clause in _leading(one)), "") if _promised(one) else ""
        return _Key(one.kind, tuple(self._ways(one)), _before(one), promise)

    def _notes(self) -> Iterator[str]:
        yield (
            "Sentences of the new text come first, those of the old one after `before`. Tooltips tell each statement "
            "whole; `flowvow diff` tells them as text."
        )
        if self.difference.words:
            yield f"{len(self.difference.words)} words were added, removed or mean something else; they aren't drawn."
        if not self.difference.statements:
            yield "Nothing changed of what is permitted, barred or promised."

    def _ways(self, one: Statement) -> Iterator[Way]:
        found = [] if _promised(one) else [self._way(box) for box in one.boxes]
        if not found:
            clause = self._clause(one)
            found = [way_of(self.stage, clause)] if clause else [self.stage.way((), (), (), (), self.party)]
        sides = {Way(tuple(sorted(way.starts)), tuple(sorted(way.ends))): None for way in found}
        yield from sides

    def _way(self, box: Told) -> Way:
        sides = dict(box.sides)
        collects = "collect" in sides.get("act", ())
        givers = self._ends(sides.get("from", ()), Lane.PEOPLE if collects else Lane.OTHERS)
        takers = self._ends(sides.get("to", ()), Lane.OTHERS)
        acts = [name.partition(" ")[0] for name in sides.get("act", ())]
        return self.stage.way(acts, givers, takers, self._ends(sides.get("at", ()), Lane.OTHERS), self.party)

    def _ends(self, names: Iterable[str], lane: Lane) -> list[str]:
        """The actors that an end's words begin with; anybody where it is all but somebody."""
        known = self.stage.scene.system.actors
        return [first if (first := name.partition(" ")[0]) in known else ANYBODY[lane] for name in names]

    def _clause(self, one: Statement) -> Clause | None:
        return next((self.clauses[c.id] for c in _leading(one) if c.id in self.clauses), None)

    def _row(self, key: _Key, statements: Sequence[Statement], counts: dict[Change, int]) -> Row:
        style, section = _LOOKS[key.kind]
        ways = tuple(self._placed(way) for way in key.ways)
        now = numbers(cite for one in statements for clause in one.now.clauses for cite in clause.cites)
        was = numbers(cite for one in statements for clause in one.was.clauses for cite in clause.cites)
        cited = [_few(now), f"before {_few(was)}" if was else ""]
        title = "; ".join(self._ends_words(way) for way in key.ways[:2])
        title += f" and {len(key.ways) - 2} more" if len(key.ways) > 2 else ""
        title += f" ({key.was})" if key.was else ""
        leading = next(iter(_leading(statements[0])), None)
        along = [" ".join((*way.starts, "→", *way.ends)) for way in key.ways]
        return Row(
            identity("change", key.kind.value, key.was, key.promise, *along),
            title, style, (self._what(statements), "; ".join(filter(None, cited))), ways,
            f"{section} ({counts[key.kind]})", "\n".join(_tooltip(one, self._clause(one)) for one in statements),
            link_to(leading.span, self.stage.scene.folder) if leading else "",
        )  # fmt: skip

    def _placed(self, way: Way) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.stage.box(one).id for one in way.starts), tuple(self.stage.box(one).id for one in way.ends)

    def _ends_words(self, way: Way) -> str:
        starts, ends = (", ".join(self.stage.box(one).label for one in side) for side in (way.starts, way.ends))
        return f"at {starts}" if way.starts == way.ends else f"{starts} → {ends}"

    def _what(self, statements: Sequence[Statement]) -> str:
        """The data of these statements, as many as there is room for; of promises, what they say."""
        words: dict[str, None] = {}
        for one in statements:
            clause = self._clause(one)
            if _promised(one):
                words |= dict.fromkeys((told(clause),) if clause else (box.words for box in one.boxes))
                continue
            for box in one.boxes:
                words |= dict.fromkeys(_data(box))
            if one.limit and len(statements) == 1:
                words |= dict.fromkeys((f": {plain(one.limit)}",))
        shown: list[str] = []
        for word in words:
            if shown and sum(map(len, shown)) + len(word) > _MOST_LETTERS:
                break
            shown.append(word)
        more = len(words) - len(shown)
        return "; ".join(shown).replace("; : ", ": ") + (f" + {more} more" if more else "")


def _leading(one: Statement) -> tuple[Cited, ...]:
    return one.now.clauses or one.was.clauses


def _promised(one: Statement) -> bool:
    """Whether it is of a promise as a whole, a duty or a deletion, and of no pattern."""
    return not any(box.sides for box in one.boxes)


def _before(one: Statement) -> str:
    """What was said before of what is allowed now, where it was barred."""
    return "forbidden before" if one.kind is Change.PERMITTED and one.was.verdict == "forbidden" else ""


def _data(box: Told) -> tuple[str, ...]:
    sides = dict(box.sides)
    data = tuple(plain(name.partition(" (")[0]) for name in sides.get("data", ()))
    made = ", ".join(plain(name.partition(" (")[0]) for name in sides.get("makes", ()))
    return (f"{', '.join(data) or 'anything'} → {made}",) if made else data or ("anything",)


def _few(cites: Sequence[str]) -> str:
    each = list(dict.fromkeys(cites))
    more = f" + {len(each) - _MOST_CITED} more" if len(each) > _MOST_CITED else ""
    return ", ".join(each[:_MOST_CITED]) + more


def _tooltip(one: Statement, clause: Clause | None) -> str:
    words = "; ".join(box.words for box in one.boxes) or (told(clause) if clause else "")
    words += f": {one.limit}" if one.limit else ""
    sides = (("now", one.now), ("before", one.was))
    said = [f"{when} {side.verdict}{_ids(side.clauses)}" for when, side in sides]
    apart = [f"but for what {', '.join(one.apart)} said already"] if one.apart else []
    bars = [f"as far as {', '.join(one.unless)} let it"] if one.unless else []
    return f"{_LOOKS[one.kind][1]}: {words} | {'; '.join([*said, *apart, *bars, *one.details, *one.needs])}"


def _ids(clauses: Iterable[Cited]) -> str:
    each = [f"{one.id} ({', '.join(numbers(one.cites))})" if one.cites else one.id for one in clauses]
    return f" by {', '.join(each)}" if each else ""
