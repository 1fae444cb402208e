"""Proposals: a design change, laid over a model before its lines are read to values."""

from __future__ import annotations

from attrs import evolve, frozen

from flowvow.reading import sections as kinds
from flowvow.reading.expand import Entry, Section
from flowvow.reading.fields import unknown_field
from flowvow.reading.files import File
from flowvow.reading.notes import Notes
from flowvow.reading.sections import SectionKind, Sections, read_sections
from flowvow.reading.values import is_mapping, listed, scalar
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Mapping, Node, Scalar

KEYS = {
    "flowvow": "the version of the language",
    "proposal": "what is proposed",
    "change": "fields to set",
    "remove": "lines to take away",
    "expect": "what must come out",
}
CHANGEABLE = (kinds.ACTORS, kinds.STORES, kinds.DATA, kinds.CONDITIONS, kinds.FLOWS)
REMOVABLE = kinds.OF_A_SYSTEM
# What a text says of its own words isn't the design's to change.
_TEXTUAL = frozenset({"is", "includes", "means", "without", "cites", "choice", "circumstance", "safeguard"})


@frozen(eq=False)
class ProposalFile:
    """A proposal, its sections not yet read to values.

    Attributes:
        file: the file.
        name: what is proposed.
        sections: what it adds, by key.
        expect: what stands under ``expect``, or None.
    """

    file: File
    name: str
    sections: Sections
    expect: Node | None


def read_proposal_file(file: File, notes: Notes) -> ProposalFile:
    """The parts of a proposal."""
    name = scalar(file.tree.entries["proposal"][1], notes, "what is proposed")
    return ProposalFile(
        file, name.text if name else "", read_sections(file, kinds.OF_A_SYSTEM, KEYS, notes), file.node("expect")
    )


def lay(proposal: ProposalFile, system: Sections, texts: tuple[Sections, ...], notes: Notes) -> set[str]:
    """Change the system's sections as proposed; the names of the flows that were added or changed."""
    touched: set[str] = set()
    for kind, node in _parts(proposal, "remove", REMOVABLE, notes):
        for name in listed(node, notes, f"{kind.lines.what}'s name"):
            _remove(kind, name, system, texts, notes)
    for kind, node in _parts(proposal, "change", CHANGEABLE, notes):
        lines = is_mapping(node, notes, "`NAME: {field: value}`")
        for name, fields in lines.entries.values() if lines else ():
            changed = _change(kind, name, fields, system, texts, notes)
            touched |= changed if kind is kinds.FLOWS else set()
    for key, section in proposal.sections.items():
        _add(key, section, system[key], notes)
    return touched | set(proposal.sections["flows"].entries)


def _parts(
    proposal: ProposalFile, key: str, allowed: tuple[SectionKind, ...], notes: Notes
) -> list[tuple[SectionKind, Node]]:
    node = proposal.file.node(key)
    parts = is_mapping(node, notes, "`flows: …` and the like") if node is not None else None
    by_key = {kind.key: kind for kind in allowed}
    found = []
    for where, value in parts.entries.values() if parts else ():
        if where.text in by_key:
            found.append((by_key[where.text], value))
        else:
            help = "a proposal changes the design, never the promises" if where.text == "clauses" else ""  # noqa: A001
            notes.problem(
                where,
                f"`{key}` can't hold '{where.text[:80]}'",
                help or did_you_mean(where.text, by_key) or f"it holds {', '.join(by_key)}",
            )
    return found


def _names(section: Section, name: str) -> list[str]:
    """The lines that a name stands for."""
    return list(section.heads.get(name, ())) or ([name] if name in section.entries else [])


def _remove(kind: SectionKind, name: Scalar, system: Sections, texts: tuple[Sections, ...], notes: Notes) -> None:
    section = system[kind.key]
    found = _names(section, name.text)
    if not found:
        _unknown(kind, name, system, texts, notes)
    notes.removed.update([*found, name.text])
    for line in found:
        entry = section.entries.pop(line)
        if entry.frame in section.heads:
            section.heads[entry.frame].remove(line)
            if not section.heads[entry.frame]:
                del section.heads[entry.frame]


def _unknown(kind: SectionKind, name: Scalar, system: Sections, texts: tuple[Sections, ...], notes: Notes) -> None:
    section = system[kind.key]
    if any(kind.key in text and _names(text[kind.key], name.text) for text in texts):
        notes.problem(
            name, f"the policy defines '{name.text}'", "a proposal changes the design, never the text's words"
        )
        return
    near = did_you_mean(name.text, [*section.entries, *section.heads])
    notes.problem(name, f"the model declares no '{name.text[:80]}' under `{kind.key}`", near or "name one of its lines")


def _change(
    kind: SectionKind, name: Scalar, fields: Node, system: Sections, texts: tuple[Sections, ...], notes: Notes
) -> set[str]:
    new = is_mapping(fields, notes, "`{field: value}`")
    if new is None:
        return set()
    for where, _ in new.entries.values():
        if where.text not in kind.lines.fields:
            unknown_field(kind.lines, where, notes)
    section = system[kind.key]
    found = _names(section, name.text)
    textual = [text[kind.key] for text in texts if kind.key in text and name.text in text[kind.key].entries]
    for line in found:
        section.entries[line] = _with(section.entries[line], new, name)
    if textual and not found:
        _change_text(name, new, textual[0], notes)
    elif not found:
        _unknown(kind, name, system, texts, notes)
    return set(found)


def _change_text(name: Scalar, new: Mapping, text: Section, notes: Notes) -> None:
    """Set fields of a name that a policy defines: the design's part of them only."""
    for key, (where, _) in new.entries.items():
        if key in _TEXTUAL:
            notes.problem(
                where,
                f"the policy defines '{name.text}': `{key}` is the text's own",
                "a proposal changes the design only",
            )
    text.entries[name.text] = _with(text.entries[name.text], new, name)


def _with(entry: Entry, new: Mapping, changed: Scalar) -> Entry:
    """The line with other fields; what is found in it now is shown where the proposal changes it."""
    return evolve(entry, changed=changed, fields={**entry.fields, **new.entries})


def _add(key: str, section: Section, to: Section, notes: Notes) -> None:
    for name, entry in section.entries.items():
        if name in to.entries or name in to.heads:
            where = (to.entries[name].name if name in to.entries else to.places[name]).span
            notes.problem(
                entry.name,
                f"'{name}' is there already, at {where.file}:{where.line}",
                f"write it under `change: {{{key}: …}}`",
            )
        else:
            to.entries[name] = entry
    for head, lines in section.heads.items():
        if head in to.heads or head in to.entries:
            notes.problem(section.places[head], f"'{head}' is there already", "choose another name")
        else:
            to.heads[head] = lines
            to.places[head] = section.places[head]
