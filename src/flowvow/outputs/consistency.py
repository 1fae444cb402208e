"""What `flowvow conflicts` found in a policy, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from flowvow.findings.consistency import Conflict, Consistency, Fault, Relation, Remark, Told
from flowvow.findings.finding import Level
from flowvow.model.clauses import ClauseForm
from flowvow.outputs.cited import Words, clause_words, numbers, quoted
from flowvow.outputs.columns import pad, width
from flowvow.outputs.layout import labelled
from flowvow.outputs.states import sets
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_HEADS = {
    Relation.CONTRADICTION: "contradictions, where nothing is left of a permit",
    Relation.PARTIAL: "partial conflicts, where permit and forbid cross",
    Relation.NOTHING_LEFT: "limits that together leave nothing",
    Relation.NARROWING: "narrowings, where a permit lies around what bars, which is normal",
    Relation.DISCLAIMED: "disclaimed, and permitted all the same",
}
_LIMITED = "limits across permits, where the limit holds"
_BARS = {
    ClauseForm.FORBID: "{other} forbids",
    ClauseForm.ONLY: "{other} leaves no room for",
    ClauseForm.REQUIRE: "{other} bars unless it is met",
}
_OPEN = {"data": "no data", "to": "no recipient", "for": "no purpose"}


def write(found: Consistency, notes: bool = False, style: Style = PLAIN, words: Words = MappingProxyType({})) -> str:
    """One policy: its conflicts, and its clauses that say nothing, or too much."""
    title = ", ".join(filter(None, (found.title or found.policy, found.version)))
    lines = [style.strong(inert(f"{found.policy}: {title}")), _size(found)]
    groups: dict[str, list[Conflict]] = {head: [] for head in (*_HEADS.values(), _LIMITED)}
    for conflict in found.conflicts:
        groups[_head(conflict)].append(conflict)
    for head, conflicts in groups.items():
        lines += _section(head, conflicts, notes, style, words)
    if found.unfinished:
        names = ", ".join(name.rpartition("/")[2] for name in found.unfinished)
        lines += ["", *labelled("undecided", [f"{names}: too involved to be compared in full"], style)]
    for fault in Fault:
        lines += _remarks(fault, [one for one in found.remarks if one.fault is fault], style)
    return "\n".join(lines) + "\n"


def _size(found: Consistency) -> str:
    alone = f"read with the model {found.system}" if found.system else "read alone"
    clauses = f"{found.clauses} clause{'s' if found.clauses != 1 else ''}"
    pairs = f"{found.compared} pair{'s' if found.compared != 1 else ''} compared"
    return inert(f"{clauses}, {pairs}, {alone}")


def _head(conflict: Conflict) -> str:
    limit = conflict.relation is Relation.PARTIAL and conflict.other.form is not ClauseForm.FORBID
    return _LIMITED if limit else _HEADS[conflict.relation]


def _section(head: str, conflicts: Sequence[Conflict], notes: bool, style: Style, words: Words) -> Iterator[str]:
    normal = bool(conflicts) and conflicts[0].relation is Relation.NARROWING
    if head in (_HEADS[Relation.CONTRADICTION], _HEADS[Relation.PARTIAL]) or conflicts:
        yield ""
        yield style.strong(f"{head}: {len(conflicts) or 'none'}") + (" (--notes tells them)" if normal > notes else "")
    if normal > notes:
        return
    if head == _LIMITED:
        yield from _limits(conflicts, style, words)
        return
    for conflict in conflicts:
        yield style.level(conflict.level, conflict.level.value) + inert(f": {_sentence(conflict)}")
        yield from _shared(conflict, style)
        for clause in (conflict.one, conflict.other):
            yield from _clause(clause, style, words)


def _limits(conflicts: Sequence[Conflict], style: Style, words: Words) -> Iterator[str]:
    """For each limit the permits that it holds against."""
    for key in dict.fromkeys(conflict.other.id for conflict in conflicts):
        held = [conflict for conflict in conflicts if conflict.other.id == key]
        limit = held[0].other
        many = f"{len(held)} permits" if len(held) > 1 else "a permit"
        yield style.level(held[0].level, held[0].level.value) + inert(
            f": {limit.name} leaves no room for some of {many}"
        )
        yield from _clause(limit, style, words)
        for conflict in held:
            yield from _clause(conflict.one, style, words)
            yield from _shared(conflict, style)


def _shared(conflict: Conflict, style: Style) -> Iterator[str]:
    for shared in conflict.shared:
        always = shared.cause.enabled_by == ((),)
        yield from labelled("both", shared.words, style)
        yield from labelled("when", [] if always else sets(shared.cause.enabled_by, shared.cause.enabled_more), style)


def _sentence(conflict: Conflict) -> str:
    one, other = conflict.one.name, conflict.other.name
    bars = _BARS.get(conflict.other.form, "{other} covers").format(other=other)
    return {
        Relation.CONTRADICTION: f"{one} permits only what {bars}",
        Relation.PARTIAL: f"{one} permits some of what {bars}",
        Relation.NOTHING_LEFT: f"{one} and {other} together leave nothing",
        Relation.NARROWING: f"{one} permits more than {bars}",
        Relation.DISCLAIMED: f"{one} disclaims some of what {other} permits",
        Relation.NONE: "",
    }[conflict.relation]


def _clause(clause: Told, style: Style, words: Words) -> Iterator[str]:
    yield from labelled(clause.form.value, [clause_words(clause), *quoted(clause, words)], style)


def _remarks(fault: Fault, remarks: Sequence[Remark], style: Style) -> Iterator[str]:
    if not remarks:
        return
    yield ""
    if fault is Fault.OPEN:
        yield style.strong(f"open: {len(remarks)} clauses leave data, recipient or purpose open")
        yield from _opened(remarks, style)
        return
    heads = {
        Fault.SHADOWED: "shadowed: without them no verdict would change",
        Fault.IDLE: "idle: no flow of this model meets them",
        Fault.VACUOUS: "vacuous: they can never match",
        Fault.BROAD: "broad: combinations of act, datum, recipient and purpose that one sentence spans",
    }
    yield style.strong(f"{heads[fault]}: {len(remarks)}")
    room = max(width(inert(one.clause.name)) for one in remarks)
    for remark in remarks:
        level = f"{remark.level.value}: " if remark.level is Level.WARNING else ""
        yield f"  {pad(inert(remark.clause.name), room)}  {inert(level + _said(remark))}"


def _said(remark: Remark) -> str:
    cites = f" ({numbers(remark.clause)})"
    if remark.fault is Fault.SHADOWED:
        return f"by {', '.join(name.rpartition('/')[2] for name in remark.clauses)}{cites}"
    if remark.fault is Fault.BROAD:
        return f"{remark.count}{cites}"
    return f"{remark.why}{cites}"


def _opened(remarks: Iterable[Remark], style: Style) -> Iterator[str]:
    """For each thing left open the clauses that do, by form."""
    told = list(remarks)
    for key, words in _OPEN.items():
        for form in ClauseForm:
            names = [one.clause.name for one in told if key in one.open and one.clause.form is form]
            if names:
                yield from labelled(form.value, [f"{words}: {', '.join(names)}"], style)
