"""One file of any kind: opened, parsed, and told by its first key after ``flowvow``."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from attrs import frozen

from flowvow.reading.notes import Notes
from flowvow.text.events import first_keys
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Mapping, Node, Scalar
from flowvow.text.problem import Gathering
from flowvow.text.source import Source, Unreadable, read_source
from flowvow.text.span import Span
from flowvow.text.tree import read_tree

VERSION = "1"

# What follows a file's kind, so that one is known to be ours whose first line, `flowvow: 1`, is missing.
# Only words that other people's files hardly have there.
_WORDS = {"actors", "purposes", "conditions"}
_NEXT = {
    "system": {"policies", "stores", "flows", *_WORDS},
    "policy": {"party", "clauses", *_WORDS},
    "proposal": {"change", "remove", "expect", "stores", "flows", "data", *_WORDS},
    "outline": {"sections"},
    "mapping": {"old", "new"},
}

# Past comments, blank lines and what opens a document: a tag, or words without a colon.
_PROSE = re.compile(r"(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*[ \t]*(?:<|[*_]+[^\W\d_]|(?!flow)[^\W\d_][^:\n]*(?:\n|\Z))")


class FileKind(Enum):
    """What a file is, by its first key after ``flowvow``."""

    FLOW = "system"
    POLICY = "policy"
    PROPOSAL = "proposal"
    OUTLINE = "outline"
    MAPPING = "mapping"

    @property
    def word(self) -> str:
        """How people call such a file."""
        return "flow" if self is FileKind.FLOW else self.value

    @property
    def one(self) -> str:
        """One such file, with its article."""
        return f"{'an' if self is FileKind.OUTLINE else 'a'} {self.word} file"


@frozen(eq=False)
class File:
    """A file that could be parsed.

    Attributes:
        kind: what it is.
        tree: what is in it.
        path: where it is.
        file: its name in spans.
    """

    kind: FileKind
    tree: Mapping
    path: Path
    file: str

    def node(self, key: str) -> Node | None:
        """What stands under a key."""
        entry = self.tree.entries.get(key)
        return entry[1] if entry else None


def read_file(path: Path, file: str, wanted: FileKind, notes: Notes, at: Node | None = None) -> File | None:
    """A file of the wanted kind; None, with problems noted (for a missing file at the place that names it)."""
    gathering = notes.gathering
    try:
        source = read_source(path, file)
    except Unreadable as error:
        if error.source:
            gathering.sources[file] = error.source
        if at is not None and error.source is None and error.span.line == 1 == error.span.column:
            notes.problem(
                at,
                f"{file} {error.message}" if error.message.startswith(("is", "can")) else f"{error.message}: {file}",
                error.remedy,
            )
        else:
            gathering.add(error.span, error.message, error.remedy)
        return None
    if is_prose(source):
        begins = f"{wanted.one} begins with `flowvow: 1` and `{wanted.value}: NAME`"
        makes = f"; `flowvow outline {file}` makes one of a policy's text" if wanted is FileKind.OUTLINE else ""
        gathering.add(Span(file, 1, 1), f"this is a text, and not {wanted.one}", begins + makes)
        return None
    tree = read_tree(source, gathering)
    if tree is None:
        return None
    kind = kind_of(tree, notes)
    if kind is None:
        return None
    if kind is not wanted:
        notes.problem(
            at or tree,
            f"{file} is {kind.one}" if at else f"this is {kind.one}",
            f"{wanted.one} is needed here",
        )
        return None
    assert isinstance(tree, Mapping)
    return File(kind, tree, path, file)


def is_prose(source: Source) -> bool:
    """Whether a file begins with words or tags, as texts and pages do, and no file of ours."""
    return _PROSE.match(source.text) is not None


def kind_of(tree: Node, notes: Notes) -> FileKind | None:
    """What kind of file a tree is; None, with the problem noted, where it is none."""
    if not isinstance(tree, Mapping):
        notes.problem(tree, "the file isn't a mapping of sections", "begin with `flowvow: 1`")
        return None
    keys = iter(tree.entries.items())
    first, (place, version) = next(keys, ("", (None, None)))
    if first != "flowvow":
        notes.problem(
            place or tree,
            "the first key must be `flowvow`",
            did_you_mean(first, ["flowvow"]) or "begin with `flowvow: 1`",
        )
        return None
    if not isinstance(version, Scalar) or version.text != VERSION:
        assert version is not None
        notes.problem(version, "this version of the language is unknown", f"write `flowvow: {VERSION}`")
        return None
    kinds = {kind.value: kind for kind in FileKind}
    second, (place, _) = next(keys, ("", (None, None)))
    if second not in kinds:
        known = ", ".join(f"`{kind}`" for kind in kinds)
        notes.problem(
            place or tree,
            "the second key tells a file's kind"
            + (f", and '{second[:80]}' is none" if second else ", and there is none"),
            did_you_mean(second, kinds) or f"write one of {known}",
        )
        return None
    return kinds[second]


def _meant_as_ours(keys: list[str]) -> bool:
    """Whether a file's first keys are those of a file of ours, the very first perhaps misspelt or left out."""
    match keys:
        case ["flowvow", *_]:
            return True
        case [first, second]:
            return second in _NEXT.get(first, ()) or (second in _NEXT and bool(did_you_mean(first, ["flowvow"])))
    return False


def sniff(path: Path, file: str, ours: bool, gathering: Gathering) -> FileKind | None:
    """What kind of file lies at a path, told by its beginning; a file that says it is ours and isn't is noted.

    Anything else is somebody else's file and none of our business.
    """
    try:
        source = read_source(path, file)
    except Unreadable as error:
        if ours:
            gathering.add(error.span, error.message, error.remedy)
        return None
    keys = first_keys(source)
    if keys[:1] == ["flowvow"] and len(keys) == 2 and keys[1] in _NEXT:
        return FileKind(keys[1])
    if ours or _meant_as_ours(keys):
        notes = Notes(gathering)
        tree = read_tree(source, gathering)
        if tree is not None:
            kind_of(tree, notes)
    return None
