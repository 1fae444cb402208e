"""Names of data, purposes and acts: the definitions of all files made one, with the parts told from below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import define, evolve, field

from flowvow.model.names import Extent, Name
from flowvow.reading.expand import Entry, Section
from flowvow.reading.fields import Table, read_fields
from flowvow.reading.notes import Notes
from flowvow.reading.rings import rings
from flowvow.reading.spaces import ACT, Space
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Node, Scalar
from flowvow.text.span import Span

# What a system's file may add to a name that the text defines.
ADDABLE = ("origin", "form", "about", "of", "with")


@define(eq=False)
class Defined:
    """A name's definition, perhaps from a policy and a flow file together.

    Attributes:
        entry: where it is defined.
        values: its fields' values, by attribute.
        keys: the fields, by key.
        textual: whether a policy defines it.
        store: whether it stands under ``stores``.
    """

    entry: Entry
    values: dict[str, Any]
    keys: dict[str, tuple[Scalar, Node]] = field(factory=dict)
    textual: bool = False
    store: bool = False


def collect(
    sections: Iterable[tuple[Section, str]],
    known: Table,
    notes: Notes,
    defined: dict[str, Defined],
    store: bool = False,
) -> None:
    """Read the entries of the sections (each with the name of the policy it stands in, or empty)."""
    for section, policy in sections:
        textual = bool(policy)
        notes.policy = policy or notes.sole_policy
        for name, entry in section.entries.items():
            new = Defined(entry, read_fields(known, entry.fields, notes), dict(entry.fields), textual, store)
            old = defined.get(name)
            if old is None:
                defined[name] = new
            elif old.textual and not textual:
                _add_to(old, new, notes)
            else:
                where = old.entry.name.span
                notes.problem(
                    entry.name,
                    f"'{name}' is defined twice",
                    f"first at {where.file}:{where.line}: remove or rename one",
                )


def _add_to(old: Defined, new: Defined, notes: Notes) -> None:
    """What a flow file says of a policy's name: it may fill in, but never change."""
    where = old.entry.name.span
    name = new.entry.name.text
    if old.store != new.store:
        notes.problem(
            new.entry.name, f"'{name}' is an actor at {where.file}:{where.line}", "a store needs a name of its own"
        )
        return
    if not new.keys:
        notes.problem(
            new.entry.name,
            f"'{name}' is defined at {where.file}:{where.line} already",
            "remove this line: it adds nothing",
        )
    for key, (place, node) in new.keys.items():
        if key not in ADDABLE:
            may = "a flow file may only add " + ", ".join(f"`{k}`" for k in ADDABLE)
            notes.problem(
                place, f"the policy defines '{name}' at {where.file}:{where.line}: `{key}` can't be added here", may
            )
        elif key in old.keys:
            notes.problem(
                place,
                f"the policy says `{key}` of '{name}' at {where.file}:{where.line} already",
                "remove it here: it can't be changed",
            )
        else:
            old.keys[key] = (place, node)
    old.values = {**new.values, **old.values}


def build_names(
    space: Space, defined: Mapping[str, Defined], built_in: Mapping[str, Name], notes: Notes
) -> dict[str, Name]:
    """The names of one section, each with all its parts."""
    below = parts_from_below(defined, notes)
    found: dict[str, Name] = {}
    if space is ACT and "any" in defined:
        notes.problem(defined["any"].entry.name, "'any' means all acts", "choose another name")
    for name, one in defined.items():
        found[name] = _name(name, one, below.pop(name, set()), built_in.get(name), notes)
    for name, scalar in notes.listed[space].items():
        if name not in found:
            found[name] = built_in.get(name) or Name(name, span=scalar.span)
    found = {**built_in, **found}
    for name, parts in below.items():  # parents that are only listed or built in; others are reported as unknown
        if name in found:
            found[name] = evolve(found[name], extent=Extent.OPEN, parts=_sorted(found[name].parts, parts))
    for ring in rings({name: (*one.parts, *one.without) for name, one in found.items()}):
        report_ring(ring, {name: one.span for name, one in found.items()}, notes, "is part of itself")
    return dict(sorted(found.items()))


def parts_from_below(defined: Mapping[str, Defined], notes: Notes) -> dict[str, set[str]]:
    """By name, those that say ``is`` of it; adding to a closed name is noted."""
    below: dict[str, set[str]] = {}
    for name, one in defined.items():
        for parent in one.values.get("is_", ()):
            above = defined.get(parent)
            if above and "means" in above.values and name not in above.values["means"]:
                where = above.entry.name.span
                notes.problem(
                    one.keys["is"][1],
                    f"'{parent}' is closed at {where.file}:{where.line}: '{name}' can't be added to it",
                    f"list it in `means` there, or let '{parent}' say `includes`",
                )
            below.setdefault(parent, set()).add(name)
    return below


def extent(one: Defined, notes: Notes) -> Extent:
    """Whether a definition lists all parts, some, or none."""
    if "means" in one.keys and "includes" in one.keys:
        notes.problem(
            one.keys["includes"][0], "`means` and `includes` exclude each other", "keep `means` if the list is complete"
        )
    if "means" in one.values:
        return Extent.CLOSED
    return Extent.OPEN if "includes" in one.values else Extent.LEAF


def _name(name: str, one: Defined, below: set[str], built_in: Name | None, notes: Notes) -> Name:
    values = one.values
    is_extent = extent(one, notes)
    if built_in is not None:
        for key in one.keys.keys() - {"includes", "says", "cites"}:
            notes.problem(
                one.keys[key][0], f"'{name}' exists already: only `includes` can add to it", "choose another name"
            )
    if "without" in one.keys and "means" not in one.keys:
        notes.problem(one.keys["without"][0], "`without` leaves something out of `means`", "write `means` beside it")
    listed = values.get("means") or values.get("includes") or ()
    if name in listed:
        notes.problem(one.entry.name, f"'{name}' is listed as a part of itself", "remove it from the list")
        listed = tuple(part for part in listed if part != name)
    parts = _sorted(listed, below, built_in.parts if built_in else ())
    if parts and is_extent is Extent.LEAF:
        is_extent = Extent.OPEN
    return Name(
        name,
        is_extent,
        parts,
        values.get("without", ()),
        values.get("form"),
        values.get("about", ()),
        values.get("origin", ()),
        values.get("cites", ()),
        values.get("says", ""),
        one.entry.shown,
    )


def report_ring(ring: list[str], spans: Mapping[str, Span], notes: Notes, what: str) -> None:
    """Note a circle of definitions, whole."""
    way = " → ".join([*ring, ring[0]]) if len(ring) <= 12 else " → ".join([*ring[:11], "…", ring[0]])
    if ring[0] in spans:
        notes.gathering.add(spans[ring[0]], f"'{ring[0]}' {what}: {way}", "cut the circle at one of them")


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """The nearest name, or else another remedy."""
    return did_you_mean(name, known) or otherwise


def _sorted(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({part for group in groups for part in group}))
