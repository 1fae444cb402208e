"""The way in: a path to a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flowvow.model.system import System
from flowvow.reading.assemble import Missing, ReadPolicy, assemble
from flowvow.reading.expand import Section
from flowvow.reading.files import FileKind, read_file
from flowvow.reading.flow_file import FlowFile, read_flow_file
from flowvow.reading.folder import Place, find_models, name_of, named
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.reading.policy_file import PolicyFile, read_policy_file
from flowvow.reading.proposal_file import read_proposal_file
from flowvow.reading.sections import OF_A_SYSTEM
from flowvow.text.nodes import Scalar
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span
from flowvow.text.tree import collector_off


def read_model(path: Path, proposals: Sequence[Path] = (), within: Path | None = None) -> System:
    """The model of a flow file, or of the folder that holds one; raises `Problems` with all that is wrong.

    Nothing outside of ``within`` (by default the folder) is read, whatever the files name.
    """
    with collector_off():
        return _read(Path(path), [Path(one) for one in proposals], within)  # the trees are gone when it comes back


def _read(path: Path, proposals: Sequence[Path], within: Path | None) -> System:
    notes = Notes()
    system, policies, whole = _files(_place(path, within), notes)
    proposed = [read_file(one, name_of(one), FileKind.PROPOSAL, notes) for one in proposals]
    laid = [read_proposal_file(file, notes) for file in proposed if file is not None]
    if system is None:
        notes.gathering.tell()
        raise AssertionError("a flow file that can't be read leaves a problem")
    whole = whole and len(laid) == len(proposals)
    model = assemble(system, policies, laid, notes, Missing.NOTHING if whole else Missing.FILES)
    notes.gathering.tell()
    return model


def read_policy(path: Path, within: Path | None = None) -> System:
    """A policy file by itself, as a model without flows; raises `Problems`.

    Names that only a system declares are taken for what the policy uses them as.
    """
    with collector_off():
        return _read_alone(Path(path), within)


def _read_alone(path: Path, within: Path | None) -> System:
    notes = Notes()
    file = read_file(path, name_of(path), FileKind.POLICY, notes)
    if file is None:
        notes.gathering.tell()
        raise AssertionError("a policy file that can't be read leaves a problem")
    read = read_policy_file(file, notes)
    outline, sentences = _outline(read, within or path.parent, notes)
    empty = {kind.key: Section() for kind in OF_A_SYSTEM}
    nothing = FlowFile(read.source.get("title", read.name), file.tree.entries["policy"][1].span, (), empty, None)
    model = assemble(nothing, [ReadPolicy(read, outline, sentences)], (), notes, Missing.SYSTEM)
    notes.gathering.tell()
    return model


def _place(path: Path, within: Path | None) -> Place:
    found = find_models([path])
    if len(found) > 1:
        names = ", ".join(name_of(place.path) for place in found[:5])
        raise Problems([_at(path, "several models are in this folder", f"name one: {names}")])
    return Place(found[0].path, within or found[0].within)


def _at(path: Path, message: str, help: str) -> Problem:  # noqa: A002
    return Problem(Span(name_of(path), 1, 1), message, help)


def _files(place: Place, notes: Notes) -> tuple[FlowFile | None, list[ReadPolicy], bool]:
    """The flow file and the policies it names, and whether all of them could be read."""
    file = read_file(place.path, name_of(place.path), FileKind.FLOW, notes)
    if file is None:
        return None, [], False
    system = read_flow_file(file, notes)
    paths: dict[Path, Scalar] = {}
    found = [_policy(one, place, paths, notes) for one in system.policies]
    policies: dict[str, ReadPolicy] = {}
    for policy in found:
        if policy is None:
            continue
        first = policies.setdefault(policy.file.name, policy)
        if first is not policy:
            where, named_first = policy.file.file.tree.entries["policy"][1], first.file.file.file
            notes.problem(
                where, f"{named_first} is called '{policy.file.name}' too", "give each policy a name of its own"
            )
    return system, list(policies.values()), len(policies) == len(found)


def _policy(where: Scalar, place: Place, paths: dict[Path, Scalar], notes: Notes) -> ReadPolicy | None:
    path = _named(where, place.path.parent, place.within, notes)
    if path is None:
        return None
    if path in paths:
        notes.problem(where, f"{name_of(path)} is named twice", "remove one")
        return None
    paths[path] = where
    file = read_file(path, name_of(path), FileKind.POLICY, notes, where)
    if file is None:
        return None
    read = read_policy_file(file, notes)
    outline, sentences = _outline(read, place.within, notes)
    return ReadPolicy(read, outline, sentences)


def _named(where: Scalar, base: Path, within: Path, notes: Notes) -> Path | None:
    path, refused = named(base, where.text, within)
    if path is None:
        remedy = "move the file below it, or give the folder that holds both" if "outside" in refused else ""
        notes.problem(where, refused, remedy)
    return path


def _outline(policy: PolicyFile, within: Path, notes: Notes) -> tuple[str, tuple[str, ...]]:
    if policy.outline is None:
        return "", ()
    path = _named(policy.outline, policy.file.path.parent, within, notes)
    if path is None:
        return "", ()
    file = read_file(path, name_of(path), FileKind.OUTLINE, notes, policy.outline)
    if file is None:
        return "", ()
    return name_of(path), tuple(sentence.number for sentence in build_outline(file.tree, notes).sentences)
