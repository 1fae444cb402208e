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
ACTORS = ("from", "to", "at", "about", "by")


class Names:
    """What points are called, in the words of one text where it has some, else of the other.

    Attributes:
        first: the text whose words are looked at first.
    """

    def __init__(self, versions: Versions, first: Version) -> None:
        self.versions = versions
        self.words: Words = versions.words
        self.first = first
        self.second = versions.old if first is versions.new else versions.new

    def called(self, dimension: str, points: Points, full: Points) -> tuple[str, ...]:
        """The names of a set within all there is: those that it holds, or one that holds it with ``but`` the rest."""
        tables = [self._table(dimension, self.first), self._table(dimension, self.second)]
        plain = self._cover(points, full, tables)
        best = plain
        for name, whole in [("any", full), *tables[0].items()]:
            whole = whole & full
            if whole > points and len(plain) > 2:
                rest = self._cover(whole - points, full, tables)
                if len(rest) + 1 < len(best):
                    best = (f"{name} but {rest[0]}", *rest[1:])
        return best

    def _cover(self, points: Points, full: Points, tables: Sequence[Mapping[str, Points]]) -> tuple[str, ...]:
        left = set(points)
        found: list[str] = []
        for table in tables:
            inside = {
                name: whole & full for name, whole in table.items() if (whole & full) and (whole & full) <= points
            }
            for name in sorted(inside, key=lambda one: (-len(inside[one]), natural(one))):
                if inside[name] & left:
                    found.append(name)
                    left -= inside[name]
        found += [self.word(point) for point in left]
        return tuple(sorted(dict.fromkeys(found), key=natural))

    def word(self, point: object) -> str:
        """One point by itself."""
        if isinstance(point, Form):
            return point.value
        text = str(point)
        if "=" not in text:
            return {OTHER: "what has no name"}.get(text, text)
        old, new = (_plain(word) for word in self.words.told(text))
        mine, other = (new, old) if self.first is self.versions.new else (old, new)
        if not mine or not other or mine == other:
            return mine or other
        return f"{mine} ({'old' if self.first is self.versions.new else 'new'}: {other})"

    def condition(self, name: str) -> str:
        """A condition of both texts, in words."""
        sign, bare = ("not ", name[4:]) if name.startswith("not ") else ("", name)
        words = " ".join(self.word(part) if "=" in part else part for part in bare.split(" "))
        if sign and words.startswith("kept at most "):
            return f"kept longer than {words.removeprefix('kept at most ')}"
        return sign + words

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
