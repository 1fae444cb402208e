"""Flow files: the head of a model and its sections."""

from __future__ import annotations

from attrs import frozen

from flowvow.reading import sections as kinds
from flowvow.reading.files import File
from flowvow.reading.notes import Notes
from flowvow.reading.sections import Sections, read_sections
from flowvow.reading.values import listed, scalar
from flowvow.text.nodes import Node, Scalar

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
        file: the file.
        name: the system's name.
        policies: the paths under ``policies``.
        sections: by key.
        expect: what stands under ``expect``, or None.
    """

    file: File
    name: str
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
        file,
        name.text if name else "",
        policies,
        read_sections(file, kinds.OF_A_SYSTEM, KEYS, notes),
        file.node("expect"),
    )
