"""Who uses an outline: the policies that name it, the models that answer to these, and the proposals beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

from flowvow.reading.files import File, FileKind, read_file, sniff
from flowvow.reading.folder import files_below, name_of
from flowvow.reading.notes import Notes
from flowvow.text.nodes import Listing, Mapping, Node, Scalar
from flowvow.text.problem import Gathering, Problem, Problems
from flowvow.text.span import Span


@frozen(eq=False)
class User:
    """A file that cites, or may cite, the text of an outline.

    Attributes:
        file: the file.
        policy: the policy that a bare number in it is of; empty where that isn't clear.
    """

    file: File
    policy: str


@frozen(eq=False)
class Users:
    """All that use an outline.

    Attributes:
        policies: the names of the policies whose text it is.
        files: those policies, then the models and proposals that may cite them.
    """

    policies: frozenset[str]
    files: tuple[User, ...]


def users(outline: Path, within: Path) -> Users:
    """Who below a folder uses an outline. Raises ``Problems`` where one of them can't be read."""
    notes = Notes()
    kinds = dict(_files(within))
    wanted = os.path.realpath(outline)
    policies: dict[str, File] = {}
    for path, kind in kinds.items():
        file = read_file(path, name_of(path), FileKind.POLICY, notes) if kind is FileKind.POLICY else None
        if file is not None:
            policies[os.path.realpath(path)] = file
    naming = {real: file for real, file in policies.items() if _named(file) == wanted}
    found = [User(file, _name(file)) for file in naming.values()]
    for path, kind in kinds.items():
        if kind is FileKind.FLOW and (file := read_file(path, name_of(path), FileKind.FLOW, notes)):
            named = [os.path.normpath(os.path.realpath(path.parent / one)) for one in _texts(file.node("policies"))]
            if any(one in naming for one in named):
                sole = _name(policies[named[0]]) if len(named) == 1 else ""
                found.append(User(file, sole))
                found += _proposals(path, kinds, sole, notes)
    notes.gathering.tell()
    return Users(frozenset(_name(file) for file in naming.values()), tuple(found))


def _proposals(flow: Path, kinds: dict[Path, FileKind], sole: str, notes: Notes) -> Iterator[User]:
    """The proposals beside a model and below it, but for those of models further below."""
    others = [path.parent for path, kind in kinds.items() if kind is FileKind.FLOW and path.parent != flow.parent]
    inner = [folder for folder in others if flow.parent in folder.parents]
    for path, kind in kinds.items():
        below = path.parent == flow.parent or flow.parent in path.parents
        if kind is FileKind.PROPOSAL and below and not any(one == path.parent or one in path.parents for one in inner):
            file = read_file(path, name_of(path), FileKind.PROPOSAL, notes)
            if file is not None:
                yield User(file, sole)


def _files(within: Path) -> Iterator[tuple[Path, FileKind]]:
    """The files of ours below a folder, by name. Raises ``Problems``."""
    within = within.parent if os.path.isfile(within) else within
    if not os.path.isdir(within):
        raise Problems([Problem(Span(name_of(within), 0, 0), "there is no such file or folder", "check the path")])
    gathering = Gathering()
    for path in files_below(within, gathering):
        if kind := sniff(path, name_of(path), False, Gathering()):
            yield path, kind
    gathering.tell()


def _named(policy: File) -> str:
    """The outline that a policy names."""
    source = policy.node("source")
    outline = source.entries.get("outline") if isinstance(source, Mapping) else None
    text = outline[1].text if outline and isinstance(outline[1], Scalar) else ""
    return os.path.realpath(policy.path.parent / text) if text else ""


def _name(policy: File) -> str:
    node = policy.node("policy")
    return node.text if isinstance(node, Scalar) else ""


def _texts(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, Listing) else [node]
    return [item.text for item in items if isinstance(item, Scalar)]
