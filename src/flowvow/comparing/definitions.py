"""Words that one text alone has, or that mean something else in the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from flowvow.comparing.naming import Names
from flowvow.comparing.versions import Version, Versions
from flowvow.findings.difference import WordChange
from flowvow.model.actors import BUILT_IN_ACTORS
from flowvow.model.conditions import Condition
from flowvow.model.names import BUILT_IN_ACTS, Extent
from flowvow.model.system import System
from flowvow.model.wordings import SECTIONS, Wording
from flowvow.policy.box import acts_within
from flowvow.text.natural import natural

_GIVEN = {"actors": {a.name for a in BUILT_IN_ACTORS}, "acts": {a.name for a in BUILT_IN_ACTS}}
_DIMENSION = {"actors": "from", "data": "data", "purposes": "for", "acts": "act"}
_OPEN = {
    (Extent.OPEN, Extent.CLOSED): "open → closed: nothing else is meant any more",
    (Extent.CLOSED, Extent.OPEN): "closed → open: more may be meant",
}


def definitions(versions: Versions, systems: tuple[System, System], wording: Wording) -> Iterator[WordChange]:
    """Words added, removed and changed, by section; ``systems`` are the models as read, old and new."""
    for section in SECTIONS:
        yield from _Section(section, versions, systems, wording).changes()


class _Section:
    def __init__(self, section: str, versions: Versions, systems: tuple[System, System], wording: Wording) -> None:
        self.section = section
        self.versions = versions
        self.old: Mapping[str, object] = getattr(systems[0], section)
        self.new: Mapping[str, object] = getattr(systems[1], section)
        turned = versions.words.turned
        pairs = versions.words.pairs[section]
        self.pairs = {(b, a) for a, b in pairs} if turned else set(pairs)
        actors = versions.words.pairs["actors"]
        self.actors = {(b, a) for a, b in actors} if turned else set(actors)
        self.lines = {} if turned else wording.lines(section)

    def changes(self) -> Iterator[WordChange]:
        given = _GIVEN.get(self.section, set())
        for name in sorted(self.old, key=natural):
            images = tuple(sorted((b for a, b in self.pairs if a == name), key=natural))
            why = self.lines[name].why if name in self.lines else ""
            if not images:
                told = name in self.lines or self.versions.words.turned
                cites = self._cites(self.old[name])
                yield WordChange(self.section, name, (), "removed", cites=cites, why=why, told=told)
            elif (found := self._changed(name, images, why)) is not None:
                yield found
            elif name in given:
                continue
        for name in sorted(self.new, key=natural):
            if not any(b == name for _, b in self.pairs):
                yield WordChange(self.section, "", (name,), "added", now_cites=self._cites(self.new[name]))

    def _changed(self, name: str, images: tuple[str, ...], why: str) -> WordChange | None:
        details: list[str] = []
        lost = gained = frozenset[object]()
        if self.section == "conditions":
            details += self._conditions(name, images)
        else:
            before = self._points(self.versions.old, (name,))
            after = self._points(self.versions.new, images)
            lost, gained = before - after, after - before
            details += self._entries(name, images)
        if not (details or lost or gained):
            return None
        return WordChange(
            self.section,
            name,
            images,
            "changed",
            tuple(details),
            self._named(gained, self.versions.new),
            self._named(lost, self.versions.old),
            self._cites(self.old[name]),
            tuple(dict.fromkeys(c for image in images for c in self._cites(self.new[image]))),
            why,
        )

    def _named(self, points: frozenset[object], version: Version) -> tuple[str, ...]:
        if not points:
            return ()
        return Names(self.versions, version).meant(_DIMENSION[self.section], points)

    def _points(self, version: Version, names: tuple[str, ...]) -> frozenset[object]:
        vocabulary = version.vocabulary
        if self.section == "actors":
            return frozenset(vocabulary.all_matching(names) & version.realm.actors)
        if self.section == "acts":
            own = frozenset(a for name in names for a in self._called(version, name))
            return frozenset(acts_within(own, vocabulary))
        hierarchy = vocabulary.data if self.section == "data" else vocabulary.purposes
        return frozenset(hierarchy.all_atoms(names))

    def _called(self, version: Version, name: str) -> tuple[str, ...]:
        """An act's names among those of both texts."""
        if name in version.vocabulary.system.acts:
            return (name,)
        return tuple(b for a, b in self.pairs if a == name) + tuple(a for a, b in self.pairs if b == name)

    def _entries(self, name: str, images: tuple[str, ...]) -> Iterator[str]:
        old, news = self.old[name], [self.new[image] for image in images]
        new = news[0]
        if len(news) > 1:
            return
        for field in ("form", "about", "origin", "of"):
            if hasattr(old, field) and not self._same(getattr(old, field), getattr(new, field)):
                yield f"{field}: {_shown(getattr(old, field))} → {_shown(getattr(new, field))}"
        extents = getattr(old, "extent", None), getattr(new, "extent", None)
        if self.section != "acts" and extents in _OPEN:
            yield _OPEN[extents]
        closed = getattr(old, "closed", None), getattr(new, "closed", None)
        if closed in ((True, False), (False, True)):
            yield _OPEN[(Extent.CLOSED, Extent.OPEN) if closed[0] else (Extent.OPEN, Extent.CLOSED)]

    def _same(self, old: object, new: object) -> bool:
        """Whether a field says the same in both texts; names of actors are the same if they are paired."""
        if not isinstance(old, tuple) or not isinstance(new, tuple):
            return old == new
        return self._paired(old, new)

    def _paired(self, old: Collection[str], new: Collection[str]) -> bool:
        pairs = {*self.actors, ("nobody", "nobody")}
        forth = all(any((a, b) in pairs for b in new) for a in old)
        return forth and all(any((a, b) in pairs for a in old) for b in new)

    def _conditions(self, name: str, images: tuple[str, ...]) -> Iterator[str]:
        if len(images) > 1:
            return
        old, new = self.old[name], self.new[images[0]]
        assert isinstance(old, Condition) and isinstance(new, Condition)  # noqa: PT018
        if old.kind is not new.kind:
            yield f"{old.kind.value} → {new.kind.value}"
        if old.by != new.by and not self._paired((old.by,), (new.by,)):
            yield f"by: {old.by} → {new.by}"
        if old.default is not new.default:
            yield f"default: {_shown(old.default)} → {_shown(new.default)}"
        purposes = self._purposes(old, self.versions.old), self._purposes(new, self.versions.new)
        if purposes[0] != purposes[1]:
            yield f"refusing: {_shown(old.refusing)} → {_shown(new.refusing)}"
        if bool(old.withdraw) != bool(new.withdraw):
            yield f"withdraw: {_shown(old.withdraw)} → {_shown(new.withdraw)}"

    def _purposes(self, condition: Condition, version: Version) -> frozenset[str]:
        return version.vocabulary.purposes.all_atoms(condition.refusing)

    def _cites(self, entry: object) -> tuple[str, ...]:
        return tuple(getattr(entry, "cites", ()))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "not said"
    return str(getattr(value, "value", value) or "not said")
