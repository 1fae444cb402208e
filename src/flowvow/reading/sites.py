"""Where a file cites sentences: every number with what stands around it, so that it can be told and changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from flowvow.model.citations import MARK, Citation
from flowvow.reading import sections
from flowvow.reading.files import File, FileKind
from flowvow.reading.policy_file import KEYS
from flowvow.reading.rewriting import Edit
from flowvow.text.nodes import Listing, Node, Scalar
from flowvow.text.nodes import Mapping as Fields

_WORDS = {
    sections.ACTORS.key: "actor",
    sections.STORES.key: "store",
    sections.DATA.key: "data type",
    sections.PURPOSES.key: "purpose",
    sections.ACTS.key: "act",
    sections.CONDITIONS.key: "condition",
    sections.FLOWS.key: "flow",
    sections.CLAUSES.key: "clause",
}
_MARKS = "non-normative"
_CHANGE = "change"
assert _MARKS in KEYS


@frozen(eq=False)
class Site:
    """A field that cites.

    Attributes:
        value: what stands under `cites` or `sentences`: one number, or a list.
        numbers: the numbers, each with its citation.
    """

    value: Node
    numbers: tuple[tuple[Scalar, Citation], ...]


def sites(file: File, policy: str) -> Iterator[Site]:
    """The citing fields of a file, in order.

    Args:
        file: a policy, flow or proposal file.
        policy: the policy that a bare number is of; empty where that isn't clear.
    """
    for key, (_, value) in file.tree.entries.items():
        if key in _WORDS:
            yield from _section(_WORDS[key], value, policy)
        elif key == _CHANGE and file.kind is FileKind.PROPOSAL and isinstance(value, Fields):
            for inner, (_, lines) in value.entries.items():
                yield from _section(_WORDS.get(inner, inner), lines, policy)
        elif key == _MARKS and isinstance(value, Listing):
            for item in value.items:
                if isinstance(item, Fields) and "sentences" in item.entries:
                    yield _site(item.entries["sentences"][1], MARK, "", policy)


def _section(kind: str, value: Node, policy: str) -> Iterator[Site]:
    if not isinstance(value, Fields):
        return
    for name, (_, line) in value.entries.items():
        if isinstance(line, Fields):
            if "cites" in line.entries:
                yield _site(line.entries["cites"][1], kind, name, policy)
            if "each" in line.entries:
                yield from _section(kind, line.entries["each"][1], policy)


def _site(value: Node, kind: str, name: str, policy: str) -> Site:
    items = value.items if isinstance(value, Listing) else [value]
    found = []
    for item in items:
        if isinstance(item, Scalar):
            named, slash, number = item.text.rpartition("/")
            found.append((item, Citation(named if slash else policy, number, kind, name, item.span)))
    return Site(value, tuple(found))


def renumbered(text: str, site: Site, names: Sequence[tuple[str, ...]]) -> list[Edit]:
    """What to replace in a file's text, as offsets and the new words; nothing where nothing changes.

    Args:
        text: the file's text.
        site: a citing field of it.
        names: for each of its numbers, in order, the numbers that take its place.
    """
    scalars = [scalar for scalar, _ in site.numbers]
    new = [[_written(scalar.text, one) for one in some] for scalar, some in zip(scalars, names, strict=True)]
    flat = [one for some in new for one in some]
    if flat == [scalar.text for scalar in scalars]:
        return []
    if len(flat) == len(new) == len(set(flat)):
        return [
            (scalar.start, scalar.end, f"{_quote(scalar)}{one}{_quote(scalar)}")
            for scalar, one in zip(scalars, flat, strict=True)
            if scalar.text != one
        ]
    told = list(dict.fromkeys(flat))
    if isinstance(site.value, Listing) and not site.value.flow:
        begin = text.rfind("\n", 0, scalars[0].start) + 1
        return [(scalars[0].start, site.value.end, f"\n{text[begin : scalars[0].start]}".join(told))]
    one = len(told) == 1 and isinstance(site.value, Scalar)
    return [(site.value.start, site.value.end, told[0] if one else f"[{', '.join(told)}]")]


def _quote(scalar: Scalar) -> str:
    return scalar.style if scalar.style in ("'", '"') else ""


def _written(old: str, number: str) -> str:
    """The number with the policy's name, where the old one had it."""
    return f"{old.rpartition('/')[0]}/{number}" if "/" in old else number
