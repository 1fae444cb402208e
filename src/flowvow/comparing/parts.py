"""What two models of one system have besides their texts: what was added, removed and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields

from flowvow.findings.difference import PartChange
from flowvow.model.actors import Actor
from flowvow.model.conditions import ALWAYS
from flowvow.model.flows import Flow
from flowvow.model.system import System
from flowvow.text.natural import natural
from flowvow.text.span import NOWHERE

SECTIONS = ("flows", "actors", "stores", "data", "purposes", "conditions", "acts")
_UNTOLD = ("name", "span", "cites", "says", "implied", "store", "extent")
_CALLED = {"sender": "from", "recipient": "to", "purposes": "for", "safeguards": "with", "kinds": "is"}

Said = Mapping[str, tuple[str, ...]]


def parts(old: System, new: System, texts: tuple[System, System]) -> Iterator[PartChange]:
    """Changes, by section and name; words that a text itself defines are told with it and left out here."""
    for section in SECTIONS:
        olds, news = _section(old, section, texts[0]), _section(new, section, texts[1])
        for name in sorted({*olds, *news}, key=natural):
            before, after = olds.get(name), news.get(name)
            if after is None:
                yield PartChange(section, name, "removed")
            elif before is None:
                yield PartChange(section, name, "added")
            elif before != after:
                details = tuple(
                    f"{_CALLED.get(field, field)}: {_shown(before.get(field, ()))} → {_shown(after.get(field, ()))}"
                    for field in dict.fromkeys((*before, *after))
                    if before.get(field, ()) != after.get(field, ())
                )
                yield PartChange(section, name, "changed", details)


def _section(system: System, section: str, text: System) -> Mapping[str, Said]:
    if section == "flows":
        return _flows(system)
    entries: Mapping[str, object] = getattr(system, "actors" if section == "stores" else section)
    known: Mapping[str, object] = getattr(text, "actors" if section == "stores" else section)
    found = {}
    for name, entry in entries.items():
        if isinstance(entry, Actor) and entry.store is not (section == "stores"):
            continue
        if name not in known or _fields(entry) != _fields(known[name]):
            found[name] = _fields(entry)
    return found


def _flows(system: System) -> Mapping[str, Said]:
    """Each declared line's fields; a line with lists at its ends is one."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for flow in system.flows:
        mine = found.setdefault(flow.name, {})
        for field, values in _fields(flow).items():
            mine[field] = tuple(dict.fromkeys((*mine.get(field, ()), *values)))
    return found


def _fields(entry: Any) -> dict[str, tuple[str, ...]]:
    found = {}
    for field in fields(type(entry)):
        value = getattr(entry, field.name)
        if field.name in _UNTOLD or value in (None, "", (), False, ALWAYS, NOWHERE):
            continue
        values = value if isinstance(value, tuple) else (value,)
        found[field.name] = tuple(str(getattr(one, "value", one)) for one in values)
    if isinstance(entry, Flow) and entry.any_of:
        found["recipient"] = (f"any of {entry.recipient}",)
        del found["any_of"]
    return found


def _shown(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "not said"
