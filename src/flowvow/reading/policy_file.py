"""Policy files: who promises, where the text is, its words and its clauses."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from flowvow.model.actors import ANYONE, NOBODY, PERSON, PUBLIC
from flowvow.model.clauses import NonNormative, Policy
from flowvow.reading import sections as kinds
from flowvow.reading.clauses import build_clauses
from flowvow.reading.fields import demand, read_fields
from flowvow.reading.files import File
from flowvow.reading.naming import defines
from flowvow.reading.notes import Notes
from flowvow.reading.sections import Sections, read_sections
from flowvow.reading.spaces import ACTOR
from flowvow.reading.tables import NON_NORMATIVE, SOURCE
from flowvow.reading.values import is_mapping, scalar
from flowvow.text.nodes import Listing, Node, Scalar

KEYS = {
    "flowvow": "the version of the language",
    "policy": "the policy's name",
    "party": "who makes the promises",
    "version": "the text's date or label",
    "source": "where the text is",
    "non-normative": "sentences that promise nothing",
}

_NOBODY_IN_PARTICULAR = (ANYONE, PERSON, PUBLIC, NOBODY)


@frozen(eq=False)
class PolicyFile:
    """A policy file, its sections not yet read to values.

    Attributes:
        file: the file.
        name: the policy's name.
        party: who makes the promises.
        version: date or label.
        source: title, url and outline path, as far as given.
        outline: the node that names the outline, or None.
        sections: by key.
    """

    file: File
    name: str
    party: str
    version: str
    source: dict[str, Any]
    outline: Scalar | None
    sections: Sections


def read_policy_file(file: File, notes: Notes) -> PolicyFile:
    """The head and the sections of a policy file."""
    name = _name(file.tree.entries["policy"][1], notes, "the policy's name")
    party = file.node("party")
    if party is None:
        notes.problem(file.tree.entries["policy"][0], "the policy doesn't say who promises", "write `party: NAME`")
    promising = _name(party, notes, "the name of who promises") if party is not None else None
    if promising is not None and promising.text in _NOBODY_IN_PARTICULAR:
        notes.problem(promising, f"'{promising.text}' can't promise anything", "name who makes the promises")
    elif promising is not None:
        notes.listed[ACTOR].setdefault(promising.text, promising)
    version = file.node("version")
    label = scalar(version, notes, "a date or label") if version is not None else None
    node = file.node("source")
    source = is_mapping(node, notes, "`{title: …, outline: …}`") if node is not None else None
    fields = source.entries if source else {}
    outline = fields["outline"][1] if "outline" in fields else None
    return PolicyFile(
        file,
        name.text if name else "",
        promising.text if promising else "",
        label.text if label else "",
        read_fields(SOURCE, fields, notes),
        outline if isinstance(outline, Scalar) and outline.text else None,
        read_sections(file, kinds.OF_A_POLICY, KEYS, notes),
    )


def _name(node: Node, notes: Notes, wanted: str) -> Scalar | None:
    found = scalar(node, notes, wanted)
    return found if found is not None and defines(found, notes) else None


def build_policy(read: PolicyFile, outline: str, sentences: tuple[str, ...], notes: Notes) -> Policy:
    """The policy with its clauses; its words are read elsewhere, together with the system's."""
    return Policy(
        read.name,
        read.party,
        read.version,
        read.source.get("title", ""),
        read.source.get("url", ""),
        outline,
        sentences,
        build_clauses(read.sections["clauses"], read.name, notes),
        _non_normative(read, notes),
        read.file.tree.entries["policy"][1].span,
    )


def _non_normative(read: PolicyFile, notes: Notes) -> tuple[NonNormative, ...]:
    node = read.file.node("non-normative")
    if node is None:
        return ()
    if not isinstance(node, Listing):
        notes.problem(node, "`non-normative` takes a list", "write `- {sentences: […], why: …}` lines")
        return ()
    found = []
    for item in node.items:
        fields = is_mapping(item, notes, "`{sentences: […], why: …}`")
        if fields is None:
            continue
        values = read_fields(NON_NORMATIVE, fields.entries, notes)
        whole = [demand(NON_NORMATIVE, fields.entries, key, item, notes) for key in ("sentences", "why")]
        if all(whole):
            numbers = tuple(cited.rpartition("/")[2] for cited in values.get("sentences", ()))
            found.append(NonNormative(numbers, values.get("why", ""), item.span))
    return tuple(found)
