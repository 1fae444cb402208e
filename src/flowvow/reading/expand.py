"""Sections as entries, one a line: what stands under ``each`` gets the fields of its head."""

from __future__ import annotations

from attrs import define, field

from flowvow.reading.fields import Fields
from flowvow.reading.naming import defines
from flowvow.reading.notes import Notes
from flowvow.reading.values import is_mapping
from flowvow.text.nodes import Mapping, Node, Scalar
from flowvow.text.span import Span


@define(eq=False)
class Entry:
    """One declared line, before its fields are read.

    Attributes:
        name: its name, where it stands.
        fields: its fields, those of its head included.
        frame: the name of its head, or empty.
        changed: where a proposal changes it last; None where none does.
    """

    name: Scalar
    fields: Fields
    frame: str = ""
    changed: Scalar | None = None

    @property
    def shown(self) -> Span:
        """Where what is found in it is shown."""
        return (self.changed or self.name).span


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
    spread = _Spread(what, bare, notes)
    if isinstance(node, Scalar) and node.blank:
        notes.problem(node, "nothing is declared here", "add lines, or remove the section")
    else:
        spread.lines(node)
    return spread.section


@define(eq=False)
class _Spread:
    """Fills a section, line by line.

    Attributes:
        what: what a line declares, with its article.
        bare: whether a single word says what it is.
    """

    what: str
    bare: bool
    notes: Notes
    section: Section = field(factory=Section)

    def lines(self, node: Node) -> None:
        """Add all lines of the section."""
        lines = is_mapping(node, self.notes, f"`NAME: …` lines, one for {self.what},")
        for name, value in lines.entries.values() if lines else ():
            if defines(name, self.notes) and self._is_new(name):
                if isinstance(value, Mapping) and "each" in value.entries:
                    self._head(name, value)
                else:
                    self._line(name, value, {}, "")

    def _head(self, name: Scalar, value: Mapping) -> None:
        shared = {key: entry for key, entry in value.entries.items() if key != "each"}
        lines = is_mapping(value.entries["each"][1], self.notes, f"`NAME: …` lines, one for {self.what},")
        if lines is not None and not lines.entries:
            self.notes.problem(lines, "no lines stand under `each`", "add some, or remove the head")
        self.section.heads[name.text] = []
        self.section.places[name.text] = name
        for line, inner in lines.entries.values() if lines else ():
            if defines(line, self.notes) and self._is_new(line) and self._line(line, inner, shared, name.text):
                self.section.heads[name.text].append(line.text)

    def _is_new(self, name: Scalar) -> bool:
        section = self.section
        if name.text not in section.entries and name.text not in section.heads:
            return True
        first = section.places.get(name.text) or section.entries[name.text].name
        message = f"'{name.text}' stands here twice"
        self.notes.problem(name, message, f"first on line {first.span.line}: rename one")
        return False

    def _line(self, name: Scalar, value: Node, shared: Fields, frame: str) -> bool:
        """Add a line with the fields of its head, if it can be one."""
        fields: Fields
        if isinstance(value, Mapping):
            fields = value.entries
        elif isinstance(value, Scalar) and (value.blank or self.bare):
            fields = {} if value.blank else {"is": (name, value)}
        else:
            is_mapping(value, self.notes, f"a mapping that describes {self.what}")
            return False
        for key in shared.keys() & fields.keys():
            message = f"`{key}` stands here and in the head '{frame}'"
            self.notes.problem(fields[key][0], message, "a field stands in the head or in the line, never in both")
        if frame and "each" in fields:
            self.notes.problem(fields["each"][0], "`each` can't stand inside `each`", "write the inner lines out")
        self.section.entries[name.text] = Entry(name, {**shared, **fields} if shared else fields, frame)
        return True
