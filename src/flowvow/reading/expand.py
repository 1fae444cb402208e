"""Sections as entries, one a line: what stands under ``each`` gets the fields of its head."""

from __future__ import annotations

from attrs import define, field

from flowvow.reading.fields import Fields
from flowvow.reading.naming import defines
from flowvow.reading.notes import Notes
from flowvow.reading.values import is_mapping
from flowvow.text.nodes import Mapping, Node, Scalar


@define(eq=False)
class Entry:
    """One declared line, before its fields are read.

    Attributes:
        name: its name, where it stands.
        fields: its fields, those of its head included.
        frame: the name of its head, or empty.
    """

    name: Scalar
    fields: Fields
    frame: str = ""


@define(eq=False)
class Section:
    """The entries of one section of one file.

    Attributes:
        entries: by name.
        heads: the names that stand under each head.
        places: where each head stands.
    """

    entries: dict[str, Entry] = field(factory=dict)
    heads: dict[str, list[str]] = field(factory=dict)
    places: dict[str, Scalar] = field(factory=dict)


def read_section(what: str, node: Node, notes: Notes, bare: bool = False) -> Section:
    """The entries of a section; ``bare`` lets a single word say what the entry is."""
    section = Section()
    if isinstance(node, Scalar) and node.blank:
        notes.problem(node, "nothing is declared here", "add lines, or remove the section")
        return section
    lines = is_mapping(node, notes, f"`NAME: …` lines, one for {what},")
    for name, value in lines.entries.values() if lines else ():
        if not defines(name, notes):
            continue
        if isinstance(value, Mapping) and "each" in value.entries:
            _spread(what, name, value, section, notes, bare)
        else:
            _add(what, name, value, section, notes, bare)
    return section


def _add(
    what: str,
    name: Scalar,
    value: Node,
    section: Section,
    notes: Notes,
    bare: bool,
    head: Fields | None = None,
    frame: str = "",
) -> None:
    if name.text in section.entries or name.text in section.heads:
        first = section.places.get(name.text) or section.entries[name.text].name
        notes.problem(name, f"'{name.text}' stands here twice", f"first on line {first.span.line}: rename one")
        return
    fields: Fields = {}
    if type(value) is Mapping:
        fields = value.entries
    elif isinstance(value, Scalar) and (value.blank or bare):
        fields = {} if value.blank else {"is": (name, value)}
    else:
        is_mapping(value, notes, f"a mapping that describes {what}")
        return
    if head is not None:
        for key in head.keys() & fields.keys():
            notes.problem(
                fields[key][0],
                f"`{key}` stands here and in the head '{frame}'",
                "a field stands in the head or in the line, never in both",
            )
        if "each" in fields:
            notes.problem(fields["each"][0], "`each` can't stand inside `each`", "write the inner lines out")
        fields = {**head, **fields}
    section.entries[name.text] = Entry(name, fields, frame)


def _spread(what: str, name: Scalar, value: Mapping, section: Section, notes: Notes, bare: bool) -> None:
    if name.text in section.entries or name.text in section.heads:
        notes.problem(name, f"'{name.text}' stands here twice", "rename one")
        return
    head = {key: entry for key, entry in value.entries.items() if key != "each"}
    lines = is_mapping(value.entries["each"][1], notes, f"`NAME: …` lines, one for {what},")
    if lines is None:
        return
    section.heads[name.text] = []
    section.places[name.text] = name
    if not lines.entries:
        notes.problem(lines, "no lines stand under `each`", "add some, or remove the head")
    for line, inner in lines.entries.values():
        if defines(line, notes):
            _add(what, line, inner, section, notes, bare, head, name.text)
            section.heads[name.text].append(line.text)
