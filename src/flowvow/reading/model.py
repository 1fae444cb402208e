"""The way in: a path to a model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flowvow.model.system import System
from flowvow.reading.assemble import ReadPolicy, assemble
from flowvow.reading.files import FileKind, read_file
from flowvow.reading.flow_file import FlowFile, read_flow_file
from flowvow.reading.folder import Place, find_models, name_of, named
from flowvow.reading.notes import Notes
from flowvow.reading.outline_file import build_outline
from flowvow.reading.policy_file import PolicyFile, read_policy_file
from flowvow.reading.proposal_file import read_proposal_file
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span
from flowvow.text.tree import Scalar, collector_off


def read_model(path: Path, proposals: Sequence[Path] = (), within: Path | None = None) -> System:
    """The model of a flow file, or of the folder that holds one; raises `Problems` with all that is wrong.

    Nothing outside of ``within`` (by default the folder) is read, whatever the files name.
    """
    with collector_off():
        notes = Notes()
        place = _place(Path(path), within)
        system, policies, whole = _files(place, notes)
        proposed = [read_file(Path(one), name_of(Path(one)), FileKind.PROPOSAL, notes) for one in proposals]
        laid = [read_proposal_file(file, notes) for file in proposed if file is not None]
        if system is None:
            notes.gathering.tell()
            raise AssertionError("a flow file that can't be read leaves a problem")
        model = assemble(system, policies, laid, notes, whole and len(laid) == len(proposals))
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
    found = [_policy(one, place.path.parent, place.within, notes) for one in system.policies]
    policies = [policy for policy in found if policy is not None]
    seen: dict[str, PolicyFile] = {}
    for policy in policies:
        name = policy.file.name
        if name in seen:
            notes.problem(
                policy.file.file.tree.entries["policy"][1],
                f"{seen[name].file.file} is called '{name}' too",
                "give each policy a name of its own",
            )
        seen.setdefault(name, policy.file)
    return system, policies, len(policies) == len(found)


def _policy(where: Scalar, base: Path, within: Path, notes: Notes) -> ReadPolicy | None:
    path, refused = named(base, where.text, within)
    if path is None:
        notes.problem(where, refused, "move the file below, or check the folder above")
        return None
    file = read_file(path, name_of(path), FileKind.POLICY, notes, where)
    if file is None:
        return None
    read = read_policy_file(file, notes)
    outline, sentences = _outline(read, within, notes)
    return ReadPolicy(read, outline, sentences)


def _outline(policy: PolicyFile, within: Path, notes: Notes) -> tuple[str, tuple[str, ...]]:
    if policy.outline is None:
        return "", ()
    path, refused = named(policy.file.path.parent, policy.outline.text, within)
    if path is None:
        notes.problem(policy.outline, refused, "move the file below, or check the folder above")
        return "", ()
    file = read_file(path, name_of(path), FileKind.OUTLINE, notes, policy.outline)
    if file is None:
        return "", ()
    return name_of(path), tuple(sentence.number for sentence in build_outline(file.tree, notes).sentences)


__all__ = ["Place", "find_models", "read_model"]
