"""Sets of points under the widest names that fit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from flowvow.comparing.versions import Version, Versions
from flowvow.comparing.words import Words
from flowvow.model.actors import ANYONE, NOBODY
from flowvow.model.names import Form
from flowvow.model.vocabulary import OTHER
from flowvow.policy.box import acts_within
from flowvow.text.natural import natural

Points = frozenset[object]
NAMELESS = "what has no name"
ACTORS = ("from", "to", "at", "about", "by")


class Names:
    """What points are called, in the words of one text where it has some, else of the other.

    Attributes:
        first: the text whose words are looked at first.
        bare: whether a word of one text is told without what the other calls it.
    """

    def __init__(self, versions: Versions, first: Version, bare: bool = False) -> None:
        self.versions = versions
        self.words: Words = versions.words
        self.first = first
        self.bare = bare
        self.second = versions.old if first is versions.new else versions.new

    @cached_property
    def party(self) -> tuple[str, ...]:
        """The names of the party and all that is of it."""
        vocabulary = self.first.vocabulary
        full = self.first.realm.space.sides["from"]
        return self.called("from", vocabulary.matching[self.first.policy.party] & self.first.realm.actors, full)

    def called(self, dimension: str, points: Points, full: Points) -> tuple[str, ...]:
        """The names of a set within all there is: those that it holds, or one that holds it with ``but`` the rest."""
        tables = [self._table(dimension, self.first), self._table(dimension, self.second)]
        best = self._cover(points, full, tables)
        for name, whole in [("any", full), *tables[0].items()]:
            if (len(best) > 2 or NAMELESS in best) and (whole := whole & full) > points:
                rest = self._cover(whole - points, full, tables)
                if len(rest) + 1 < len(best) + (NAMELESS in best):
                    best = (f"{name} but {_either(rest)}",)
        return best

    def _cover(self, points: Points, full: Points, tables: Sequence[Mapping[str, Points]]) -> tuple[str, ...]:
        left = set(points)
        found: list[str] = []
        for number, table in enumerate(tables):
            inside = {
                name: whole & full for name, whole in table.items() if (whole & full) and (whole & full) <= points
            }
            for name in sorted(inside, key=lambda one: (-len(inside[one]), natural(one))):
                if inside[name] & left:
                    found.append(name)
                    left -= inside[name]
            if not number:
                found += self._nearly(points, left, full, table)
        found += [self.word(point) for point in left]
        return tuple(sorted(dict.fromkeys(found), key=natural))

    def _nearly(self, points: Points, left: set[object], full: Points, table: Mapping[str, Points]) -> list[str]:
        """Names of which all but one other name is in the set, for what no whole name covers; taken out of ``left``."""
        found = []
        for name in sorted(table, key=lambda one: (-len(table[one]), natural(one))):
            whole = table[name] & full
            missing = whole - points
            if missing and len(whole & left) > 1:
                other = next((o for o in sorted(table, key=natural) if table[o] & full == missing), "")
                if other:
                    found.append(f"{name} but {other}")
                    left -= whole
        return found

    def word(self, point: object) -> str:
        """One point by itself."""
        if isinstance(point, Form):
            return point.value
        text = str(point)
        if "=" not in text:
            return {OTHER: NAMELESS}.get(text, text)
        old, new = (_plain(word) for word in self.words.told(text))
        mine, other = (new, old) if self.first is self.versions.new else (old, new)
        if not mine or not other or mine == other or self.bare:
            return mine or other
        return f"{mine} ({'old' if self.first is self.versions.new else 'new'}: {other})"

    def condition(self, name: str) -> str:
        """A condition of both texts, in words."""
        sign, bare = ("not ", name[4:]) if name.startswith("not ") else ("", name)
        if bare in self.versions.starts:
            starts = self.called("from", self.versions.starts[bare], self.first.realm.space.sides["from"])
            return f"{'not passed on' if sign else 'passed on'} from {_either(starts)}"
        words = " ".join(self.word(part) if "=" in part else part for part in bare.split(" "))
        if sign and words.startswith("kept at most "):
            return f"kept longer than {words.removeprefix('kept at most ')}"
        return sign + words

    def meant(self, dimension: str, points: Points) -> tuple[str, ...]:
        """What this text means by a word and the other doesn't: in the other's words, where it has some."""
        other = Names(self.versions, self.second, bare=True)
        foreign = frozenset(p for p in points if "=" in str(p) and self._renamed(str(p)))
        own = points - foreign
        full = self.first.realm.space.sides[dimension]
        shown = list(self.called(dimension, own, full)) if own else []
        if foreign:
            verb = "what was called" if self.first is self.versions.new else "what is called"
            shown += [f"{verb} {_either(other.called(dimension, foreign, full))}"]
        return tuple(shown)

    def _renamed(self, point: str) -> bool:
        old, new = self.words.told(point)
        return bool(old and new and old != new)

    def _table(self, dimension: str, version: Version) -> Mapping[str, Points]:
        key = "actors" if dimension in ACTORS else "data" if dimension == "makes" else dimension
        tables = self._tables.setdefault(id(version), {})
        if key not in tables:
            tables[key] = self._made(key, version)
        return tables[key]

    @cached_property
    def _tables(self) -> dict[int, dict[str, Mapping[str, Points]]]:
        return {}

    def _made(self, key: str, version: Version) -> Mapping[str, Points]:
        vocabulary, system = version.vocabulary, version.vocabulary.system
        if key == "actors":
            names: Iterable[str] = (name for name in system.actors if "=" not in name and name != ANYONE)
            found: dict[str, Points] = {
                n: frozenset(vocabulary.all_matching((n,)) & version.realm.actors) for n in names
            }
            return found | {NOBODY: frozenset((NOBODY,))}
        if key == "data":
            return {n: frozenset(vocabulary.data.atoms(n)) for n in system.data if "=" not in n}
        if key == "for":
            return {n: frozenset(vocabulary.purposes.atoms(n)) for n in system.purposes if "=" not in n}
        if key == "act":
            return {n: frozenset(acts_within(frozenset((n,)), vocabulary)) for n in system.acts}
        return {form.value: frozenset((form,)) for form in Form}


def _plain(word: str) -> str:
    return f"other {word.removesuffix(OTHER)}" if word.endswith(OTHER) else word


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
