"""Mapping files: which words of an old policy are which of a new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from flowvow.model.actors import BUILT_IN_ACTORS
from flowvow.model.names import BUILT_IN_ACTS
from flowvow.model.system import System
from flowvow.model.wordings import SECTIONS, Renamed, Wording
from flowvow.reading import values as v
from flowvow.reading.fields import Field, demand, read_fields, table
from flowvow.reading.files import File, FileKind, read_file
from flowvow.reading.folder import name_of
from flowvow.reading.naming import defines
from flowvow.reading.notes import Notes
from flowvow.text import nodes
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Listing, Node, Scalar
from flowvow.text.problem import Problems

KEYS = {
    "flowvow": "the version of the language",
    "mapping": "what the mapping is called",
    "old": "the name of the old policy",
    "new": "the name of the new policy",
}
SECTION_SAYS = {
    "actors": "actors, kinds and stores of the old policy, each with what the new one calls it",
    "data": "data types of the old policy, each with what the new one calls it",
    "purposes": "purposes of the old policy, each with what the new one calls it",
    "conditions": "conditions of the old policy; of several new ones each is enough",
    "acts": "acts of the old policy, each with what the new one calls it",
}
NO_WORD = "none"


class Words(v.Value):
    """New names: one, a list, or ``none``."""

    def read(self, node: Node, notes: Notes) -> tuple[Scalar, ...] | None:
        """The names, where they stand; nothing for ``none``."""
        found = v.listed(node, notes, "a name of the new policy, or `none`,")
        if not found:
            return None
        none = next((one for one in found if one.text == NO_WORD), None)
        if none is not None:
            if len(found) > 1:
                notes.problem(none, "`none` can't stand beside names", "remove it, or the names")
            return ()
        return tuple(one for one in found if defines(one, notes))

    def schema(self) -> v.Schema:
        """A name or a list of names."""
        return v.one_or_list({"$ref": "#/definitions/name"})


MAPPED = table(
    "a mapped name",
    Field("new", Words(), "what the new policy calls it; `none` where it has no word for it"),
    Field("why", v.Text(), "why, for people"),
    hints={"old": "the old name stands before the colon", "says": "write `why`"},
)

_HEAD = table("a mapping", *(Field(key, v.Text(), KEYS[key]) for key in ("old", "new")))
Lines = dict[str, tuple[Scalar, tuple[Scalar, ...], str]]


def read_mapping(path: Path, old: System, new: System) -> tuple[Wording, bool]:
    """The mapping of a file, its names looked up in two models; raises `Problems` with all that is wrong.

    Also whether it goes the other way round, from the new model's words to the old one's.
    """
    notes = Notes()
    file = read_file(Path(path), name_of(Path(path)), FileKind.MAPPING, notes)
    if file is None:
        notes.gathering.tell()
        raise Problems(())
    turned = _turned(file, old, new)
    found = _read(file, new, old, notes) if turned else _read(file, old, new, notes)
    notes.gathering.tell()
    return found, turned


def _turned(file: File, old: System, new: System) -> bool:
    """Whether the file is a mapping of the new model's words to the old one's."""
    olds, news = ({policy.name for policy in system.policies} for system in (old, new))
    first, second = (getattr(file.node(key), "text", "") for key in ("old", "new"))
    return first in news and second in olds and not (first in olds and second in news)


def _read(file: File, old: System, new: System, notes: Notes) -> Wording:
    title = v.scalar(file.tree.entries["mapping"][1], notes, "what the mapping is called")
    sides = {}
    for key, system in (("old", old), ("new", new)):
        demand(_HEAD, file.tree.entries, key, file.tree.entries["mapping"][0], notes, KEYS[key])
        sides[key] = _policy(file.node(key), key, system, notes)
    for key, (where, _) in file.tree.entries.items():
        if key not in KEYS and key not in SECTIONS:
            known = [*KEYS, *SECTIONS]
            help_ = did_you_mean(key, known) or f"its keys are {', '.join(known)}"
            notes.problem(where, f"a mapping file has no key '{key[:80]}'", help_)
    words = {}
    for section in SECTIONS:
        node = file.node(section)
        lines = _lines(node, notes) if node is not None else {}
        words[section] = _looked_up(lines, section, old, new, notes)
    span = file.tree.entries["mapping"][1].span
    return Wording(title.text if title else "", sides["old"], sides["new"], words, span)


def _policy(node: Node | None, key: str, system: System, notes: Notes) -> str:
    one = v.scalar(node, notes, f"the name of the {key} policy") if node is not None else None
    if one is None:
        return ""
    names = [policy.name for policy in system.policies]
    if one.text not in names:
        notes.problem(
            one, f"the {key} policy is {', '.join(names)}, not '{one.text[:80]}'", did_you_mean(one.text, names)
        )
    return one.text


def _lines(node: Node, notes: Notes) -> Lines:
    found: Lines = {}
    lines = v.is_mapping(node, notes, "`old-name: new-name` lines")
    for name, value in lines.entries.values() if lines else ():
        if not defines(name, notes):
            continue
        if isinstance(value, nodes.Mapping):
            fields = read_fields(MAPPED, value.entries, notes)
            demand(MAPPED, value.entries, "new", name, notes)
            if "new" in fields:
                found[name.text] = (name, fields["new"], fields.get("why", ""))
        elif isinstance(value, Scalar) and value.blank:
            notes.problem(name, f"what '{name.text}' is in the new policy isn't told", f"name it, or write `{NO_WORD}`")
        elif isinstance(value, Scalar | Listing):
            new = MAPPED.fields["new"].value.read(value, notes)
            if new is not None:
                found[name.text] = (name, new, "")
    return found


def _looked_up(lines: Lines, section: str, old: System, new: System, notes: Notes) -> Mapping[str, Renamed]:
    here, there = names_of(old, section), names_of(new, section)
    found: dict[str, Renamed] = {}
    for text, (name, words, why) in lines.items():
        if text in _GIVEN[section]:
            notes.problem(name, f"'{text}' exists in every model and is the same in all", "remove this line")
        elif text not in here:
            notes.problem(name, f"the old policy has no '{text[:80]}' among its {section}", _near(text, here, there))
        for word in words:
            if word.text not in there:
                message = f"the new policy has no '{word.text[:80]}' among its {section}"
                notes.problem(word, message, _near(word.text, there, here))
        _same_kind(name, words, section, old, new, notes)
        found[text] = Renamed(text, tuple(word.text for word in words), why, name.span)
    return found


def _same_kind(name: Scalar, words: tuple[Scalar, ...], section: str, old: System, new: System, notes: Notes) -> None:
    if section != "conditions" or name.text not in old.conditions:
        return
    kind = old.conditions[name.text].kind
    for word in words:
        other = new.conditions.get(word.text)
        if other is not None and (kind.value == "safeguard") != (other.kind.value == "safeguard"):
            message = f"'{name.text}' is a {kind.value}, and '{word.text}' a {other.kind.value}"
            notes.problem(word, message, "a safeguard is a safeguard in both")


def _near(text: str, names: Collection[str], others: Collection[str]) -> str:
    return did_you_mean(text, names) or ("that is a name of the other policy" if text in others else "")


_GIVEN = {
    "actors": frozenset(actor.name for actor in BUILT_IN_ACTORS),
    "acts": frozenset(act.name for act in BUILT_IN_ACTS),
    "data": frozenset[str](),
    "purposes": frozenset[str](),
    "conditions": frozenset[str](),
}


def names_of(system: System, section: str) -> Mapping[str, object]:
    """The names that a model has in a section."""
    named: Mapping[str, object] = getattr(system, section)
    return named
