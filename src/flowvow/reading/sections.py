"""The sections that a file may have, each with the table of its lines."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from flowvow.reading import tables
from flowvow.reading.expand import Section, read_section
from flowvow.reading.fields import Table
from flowvow.reading.files import File
from flowvow.reading.notes import Notes
from flowvow.text.nearest import did_you_mean


@frozen(eq=False)
class SectionKind:
    """One section.

    Attributes:
        key: as written.
        lines: the fields of its lines.
        bare: whether a single word says what a line is.
        says: what stands in it, for people who edit a file.
    """

    key: str
    lines: Table
    bare: bool
    says: str


ACTORS = SectionKind("actors", tables.ACTOR, True, "who sends, receives and uses data")
STORES = SectionKind("stores", tables.STORE, False, "where data lie")
DATA = SectionKind("data", tables.DATUM, True, "data types")
PURPOSES = SectionKind("purposes", tables.PURPOSE, True, "what data are used for")
ACTS = SectionKind("acts", tables.ACT, True, "acts beside those that exist already")
CONDITIONS = SectionKind("conditions", tables.CONDITION, False, "choices, circumstances and safeguards")
FLOWS = SectionKind("flows", tables.FLOW, False, "what moves, is used in place or is derived")
CLAUSES = SectionKind("clauses", tables.CLAUSE, False, "what the text promises")

WORDS = (ACTORS, DATA, PURPOSES, ACTS, CONDITIONS)
OF_A_SYSTEM = (*WORDS, STORES, FLOWS)
OF_A_POLICY = (*WORDS, CLAUSES)

Sections = dict[str, Section]


def read_sections(file: File, kinds: tuple[SectionKind, ...], others: Mapping[str, str], notes: Notes) -> Sections:
    """The sections of a file; keys that are neither sections nor among the others are noted."""
    found: Sections = {kind.key: Section() for kind in kinds}
    by_key = {kind.key: kind for kind in kinds}
    for key, (where, node) in file.tree.entries.items():
        if kind := by_key.get(key):
            found[key] = read_section(kind.lines.what, node, notes, kind.bare)
        elif key not in others:
            elsewhere = _ELSEWHERE.get(key)
            known = [*others, *by_key]
            help = elsewhere or did_you_mean(key, known) or f"its keys are {', '.join(known)}"  # noqa: A001
            notes.problem(where, f"a {file.kind.word} file has no key '{key[:80]}'", help)
    return found


_ELSEWHERE = {
    "stores": "stores stand in a flow file",
    "flows": "flows stand in a flow file",
    "clauses": "clauses stand in a policy file",
    "expect": "expectations stand in a flow file or a proposal",
    "non-normative": "this stands in a policy file",
}
