"""Flow files: the head of a model and its sections."""

from __future__ import annotations

from attrs import frozen

from flowvow.reading import sections as kinds
from flowvow.reading.files import File
from flowvow.reading.notes import Notes
from flowvow.reading.sections import Sections, read_sections
from flowvow.reading.values import listed, scalar
from flowvow.text.nodes import Node, Scalar
from flowvow.text.span import Span

KEYS = {
    "flowvow": "the version of the language",
    "system": "the system's name",
    "policies": "the policy files that the system answers to, from here",
    "expect": "what must come out",
}


@frozen(eq=False)
class FlowFile:
    """A flow file, its sections not yet read to values.

    Attributes:
        name: the system's name.
        span: where it stands.
        policies: the paths under ``policies``.
        sections: by key.
        expect: what stands under ``expect``, or None.
    """

    name: str
    span: Span
    policies: tuple[Scalar, ...]
    sections: Sections
    expect: Node | None


def read_flow_file(file: File, notes: Notes) -> FlowFile:
    """The sections of a flow file."""
    where = file.tree.entries["system"][1]
    name = scalar(where, notes, "the system's name")
    named = file.node("policies")
    policies = tuple(listed(named, notes, "a policy file's path")) if named is not None else ()
    return FlowFile(
        name.text if name else "",
        where.span,
        policies,
        read_sections(file, kinds.OF_A_SYSTEM, KEYS, notes),
        file.node("expect"),
    )
