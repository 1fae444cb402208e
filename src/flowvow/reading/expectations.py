"""Expectations: what is written under ``expect``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from flowvow.model.system import Expect, Expectation
from flowvow.reading.fields import Fields, Table, read_fields, unknown_field
from flowvow.reading.naming import OneName
from flowvow.reading.notes import Notes
from flowvow.reading.reaches import read_reach
from flowvow.reading.spaces import FLOWS
from flowvow.reading.tables import EXPECTED_FINDING, NEVER, REACH
from flowvow.reading.values import Exactly, is_mapping, listed, scalar
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Listing, Node, Scalar

_KINDS = {kind.value: kind for kind in Expect}
_REACHES = (Expect.NEVER, Expect.REACHES, Expect.ALWAYS_REACHES)
BESIDE = {
    Expect.BREAKS: ("flow", "route", "when"),
    Expect.UNDECIDED: ("flow", "route", "when", "needs"),
    Expect.FINDS: ("choice", "flow", "when"),
}
_CODE = re.compile(r"[A-Z]\d{3}")


@define(eq=False)
class KnownClauses:
    """The clauses that can be named, as ``name`` or ``policy/name``; a head stands for all its lines."""

    ids: dict[str, list[str]] = field(factory=dict)
    heads: dict[str, list[str]] = field(factory=dict)

    def add(self, policy: str, names: list[str], heads: dict[str, list[str]]) -> None:
        """Make a policy's clauses known."""
        for name in names:
            self._know(policy, name, [f"{policy}/{name}"], self.ids)
        for head, lines in heads.items():
            self._know(policy, head, [f"{policy}/{name}" for name in lines], self.heads)

    def _know(self, policy: str, name: str, ids: list[str], where: dict[str, list[str]]) -> None:
        where.setdefault(name, []).extend(ids)
        where[f"{policy}/{name}"] = ids

    def find(self, node: Scalar, notes: Notes) -> tuple[str, ...]:
        """The ids that a name stands for; an unknown or unclear one is noted."""
        name = node.text
        found = self.ids.get(name, [])
        if len(found) > 1:
            notes.problem(node, f"several policies have a clause '{name}'", f"write {' or '.join(found)}")
        elif not found and name not in self.heads:
            near = did_you_mean(name, [*self.ids, *self.heads])
            notes.problem(node, f"no clause is called '{name[:80]}'", near or "name a clause of one of the policies")
        return tuple(found or self.heads.get(name, ()))


def read_expectations(node: Node, clauses: KnownClauses, notes: Notes, proposal: bool) -> Iterator[Expectation]:
    """The expectations of one ``expect``."""
    if not isinstance(node, Listing):
        notes.problem(node, "`expect` takes a list", "write `- never: {…}` lines")
        return
    for item in node.items:
        one = is_mapping(item, notes, "an expectation, such as `never: {…}`,")
        found = _read_one(item, one.entries, clauses, notes, proposal) if one else None
        if found is not None:
            yield found


def _read_one(at: Node, fields: Fields, clauses: KnownClauses, notes: Notes, proposal: bool) -> Expectation | None:
    said = [key for key in _KINDS if key in fields]
    if len(said) != 1:
        if said:
            notes.problem(
                fields[said[1]][0], f"{' and '.join(said)} are two expectations", "put each in an item of its own"
            )
        else:
            key = next(iter(fields), "")
            notes.problem(at, "this expects nothing", did_you_mean(key, _KINDS) or f"write one of {', '.join(_KINDS)}")
        return None
    kind = _KINDS[said[0]]
    where, node = fields[kind.value]
    others = {key: value for key, value in fields.items() if key != kind.value}
    if kind in _REACHES:
        _none_beside(kind, others, notes)
        pattern = is_mapping(node, notes, "a reach, such as `{data: …, at: …}`,")
        if pattern is None:
            return None
        if not pattern.entries:
            notes.problem(node, "this reach is empty", "say which data, and where")
        found, rest = read_reach(NEVER if kind is Expect.NEVER else _reach_of(kind), pattern.entries, notes)
        return Expectation(kind, found, unless=rest.get("unless"), span=at.span)
    if kind is Expect.SAME:
        _none_beside(kind, others, notes)
        Exactly("yes").read(node, notes)
        if not proposal:
            notes.problem(where, "`same` compares a proposal with its model", "write it in a proposal")
        return Expectation(kind, span=at.span)
    if kind is Expect.UNDISCLOSED:
        _none_beside(kind, others, notes)
        return Expectation(kind, flow=OneName(FLOWS).read(node, notes) or "", span=at.span)
    if kind is Expect.FINDS:
        one = scalar(node, notes, "a finding's code")
        code = one.text if one is not None else ""
        if one is not None and not _CODE.fullmatch(code):
            notes.problem(node, f"'{code[:80]}' is no finding's code", "write one such as C103")
        return Expectation(kind, code=code, span=at.span, **read_fields(_beside(kind), others, notes))
    named = listed(node, notes, "a clause's name")
    ids = tuple(dict.fromkeys(id for name in named for id in clauses.find(name, notes)))  # noqa: A001
    if kind is Expect.CONFLICTS:
        _none_beside(kind, others, notes)
        if len(named) < 2:
            notes.problem(node, "a conflict is between two clauses", "write `[CLAUSE, CLAUSE]`")
        return Expectation(kind, clauses=ids, span=at.span)
    if len(named) > 1:
        notes.problem(node, f"`{kind.value}` names one clause", "put each in an item of its own")
    return Expectation(kind, clauses=ids, span=at.span, **read_fields(_beside(kind), others, notes))


def _beside(kind: Expect) -> Table:
    return Table(f"`{kind.value}`", {key: EXPECTED_FINDING.fields[key] for key in BESIDE[kind]})


def _reach_of(kind: Expect) -> Table:
    return Table(f"`{kind.value}`", REACH.fields, {"unless": "only `never` has exceptions"})


def _none_beside(kind: Expect, others: Fields, notes: Notes) -> None:
    for where, _ in others.values():
        unknown_field(Table(f"`{kind.value}`", {}, {where.text: "remove it, or put it inside"}), where, notes)
