"""What changed between two versions as text, to be read aloud: words first, then promises, then flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flowvow.findings.difference import (
    Change,
    Cited,
    Difference,
    PartChange,
    Refinement,
    Said,
    Statement,
    Version,
    WordChange,
)
from flowvow.outputs import difference_flows
from flowvow.outputs.difference_flows import heads
from flowvow.outputs.layout import labelled
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

_HEADS = {
    Change.PERMITTED: "permitted now",
    Change.FORBIDDEN: "forbidden now",
    Change.UNDISCLOSED: "no longer told",
    Change.DISCLAIMED: "disclaimed now",
    Change.LIMITED: "limited now",
    Change.REQUIRED: "required now",
    Change.CHANGED: "promised otherwise",
    Change.DROPPED: "dropped",
    Change.UNDECIDED: "can't be compared",
}
_NEEDED = {"budget": "fewer states", "clauses": "a clause in either"}
_MOST = 5
_BY_NAME = 24  # so many added or removed words are named without being asked
_VERBS = {
    "permitted": "permits it",
    "forbidden": "forbids it",
    "limited": "limits it",
    "required": "requires it",
    "disclaimed": "disclaims it",
    "promised": "promises it",
    "undecided": "",
}


def write(found: Difference, style: Style = PLAIN, names: bool = False) -> str:
    """The whole difference, with a summary at the end; with ``names``, all added and removed words by name."""
    blocks = ["\n".join(_versions(found, style))]
    if found.words:
        blocks.append("\n".join([style.strong(f"words ({len(found.words)})"), *_words(found.words, names, style)]))
    if found.parts:
        blocks.append("\n".join([style.strong(f"model ({len(found.parts)})"), *_parts(found.parts, style)]))
    for kind in Change:
        mine = [one for one in found.statements if one.kind is kind]
        if mine:
            told = "\n\n".join("\n".join(_statement(one, found, style)) for one in mine)
            blocks.append(f"{style.strong(f'{_HEADS[kind]} ({len(mine)})')}\n{told}")
    if found.flows:
        head = f"flows of {inert(found.model)} ({len(found.flows)})"
        told = "\n\n".join(difference_flows.blocks(found.flows, found.one_model, _clauses, style))
        blocks.append(f"{style.strong(head)}\n{told}")
    blocks.append(_summary(found))
    return "\n\n".join(blocks) + "\n"


def _versions(found: Difference, style: Style) -> list[str]:
    return [*_version("old", found.old, style), *_version("new", found.new, style)]


def _version(label: str, version: Version, style: Style) -> list[str]:
    where = f", {version.where}" if version.where else ""
    return labelled(label, [f"{version.title}{where}"], style)


# -- words


def _words(words: Sequence[WordChange], by_name: bool, style: Style) -> Iterator[str]:
    for label, told in (("added", "added"), ("removed", "removed"), ("no word", "")):
        mine = [one for one in words if (one.change == told and one.told if told else not one.told)]
        sections: dict[str, list[str]] = {}
        for one in mine:
            sections.setdefault(one.section, []).append(one.old or ", ".join(one.new))
        if told and len(mine) > _BY_NAME and not by_name:
            counts = ", ".join(f"{len(n)} {s if len(n) > 1 else s.removesuffix('s')}" for s, n in sections.items())
            yield from labelled(label, [f"{counts} (--words names them)"], style)
            continue
        listed = [f"{section}: {', '.join(names)}" for section, names in sections.items()]
        head = [] if told or not listed else ["the new text has none, and no line says so"]
        yield from labelled(label, [*head, *listed], style)
    for one in words:
        if one.change == "changed":
            yield from labelled("changed", [_word(one)], style)
            yield from labelled("", one.details, style)
            yield from labelled("", [f"now also {', '.join(one.gained)}"] if one.gained else [], style)
            yield from labelled("", [f"no longer {', '.join(one.lost)}"] if one.lost else [], style)
            yield from labelled("", [f"because {one.why}"] if one.why else [], style)


def _word(one: WordChange) -> str:
    same = one.new == (one.old,)
    name = one.old if same else f"{one.old} → {', '.join(one.new)}"
    before, after = (", ".join(c.rpartition("/")[2] for c in cites) for cites in (one.cites, one.now_cites))
    numbers = before if before == after else f"{before or 'nowhere'} → {after or 'nowhere'}"
    return f"{one.section}: {name}{f' ({numbers})' if numbers else ''}"


def _parts(parts: Sequence[PartChange], style: Style) -> Iterator[str]:
    for change in ("added", "removed"):
        sections: dict[str, list[str]] = {}
        for one in parts:
            if one.change == change:
                sections.setdefault(one.section, []).append(one.name)
        yield from labelled(change, [f"{section}: {', '.join(names)}" for section, names in sections.items()], style)
    for one in parts:
        if one.change == "changed":
            yield from labelled("changed", [f"{one.section}: {one.name}"], style)
            yield from labelled("", one.details, style)


# -- statements


def _statement(one: Statement, found: Difference, style: Style) -> list[str]:
    leads = one.now if one.now.clauses else one.was
    if one.kind is Change.UNDECIDED:
        needs = (
            "the states are too many" if one.needs == ("budget",) else f"no line says what {', '.join(one.needs)} is"
        )
        return [*heads(_clauses(leads.clauses), style), *labelled("needs", [f"{needs} in the other text"], style)]
    lines: list[str] = []
    for box in one.boxes:
        lines += heads(box.words + (f": {one.limit}" if one.limit else ""), style)
    lines += labelled("", one.details, style)
    lines += labelled("now", [_said(one.now, found.new, one.derived)], style)
    lines += labelled("before", [_said(one.was, found.old, one.derived)], style)
    lines += labelled("in part", ["only what the clauses of both speak of"] if one.part else [], style)
    apart, unless = _touching(one.apart, one), _touching(one.unless, one)
    speak = "spoke of before" if leads is one.now else f"speak{'s' if len(apart) == 1 else ''} of now"
    lines += labelled("but for", [f"what {_some(apart)} {speak}"] if apart else [], style)
    lines += labelled(
        "as far as", [f"{_some(unless)} let{'s' if len(unless) == 1 else ''} it"] if unless else [], style
    )
    doubtful = f"how far it is what {_some(one.unclear)} speaks of"
    lines += labelled("unclear", [doubtful] if one.unclear else [], style)
    return lines


def _said(said: Said, version: Version, derived: Sequence[str] = ()) -> str:
    if not said.clauses:
        disclaims = [one for one in said.also if one.form == "disclaim"]
        several = "disclaims a part" if len(disclaims) == 1 else "disclaim parts"
        told = f" ({_some(_names(one.id for one in disclaims))} {several})" if disclaims else ""
        return f"{version.name} says nothing of it{told}"
    alike = [one for one in said.also if one.id not in derived]
    also = f"; so do, of a part, {_clauses(alike)}" if alike else ""
    verb = _VERBS.get(said.verdict, said.verdict)
    verb = verb.replace("s it", " it", 1) if len(said.clauses) > 1 else verb
    return f"{_clauses(said.clauses)} {verb}{also}".strip()


def _touching(ids: Sequence[str], one: Statement) -> list[str]:
    """Clauses by name, but for those that touch only what is derived; all of them stand in the JSON."""
    return _names(i for i in ids if i not in one.derived)


def _clauses(clauses: Iterable[Cited]) -> str:
    return _some([f"{one.id}{_numbers(one.cites)}" for one in clauses])


def _some(told: Sequence[str]) -> str:
    """A list, cut where it is long; all of it stands in the JSON."""
    more = f" and {len(told) - _MOST} more" if len(told) > _MOST + 1 else ""
    return ", ".join(told[:_MOST] if more else told) + more


def _numbers(cites: Iterable[str]) -> str:
    numbers = ", ".join(cite.rpartition("/")[2] for cite in cites)
    return f" ({numbers})" if numbers else ""


def _names(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one.rpartition("/")[2] for one in ids))


# -- summary


def _summary(found: Difference) -> str:
    statements = [one for one in found.statements if one.kind is not Change.UNDECIDED]
    doubtful = len(found.statements) - len(statements)
    unclear = f"; {doubtful} can't be compared" if doubtful else ""
    if found.changed:
        counts = (("words", found.words), ("parts", found.parts), ("promises", statements), ("flows", found.flows))
        told = ", ".join(f"{len(many)} {what if len(many) != 1 else what[:-1]}" for what, many in counts if many)
        return f"changed: {told}{unclear}"
    if doubtful or not found.compared:
        return f"undecided: {'nothing was compared' if not found.compared else unclear[2:]}"
    return "the same: no word and no promise means anything else"


def refinement(found: Refinement, style: Style = PLAIN) -> str:
    """Whether the new version refines the old one, with the smallest example where it doesn't."""
    lines = ["\n".join([*_version("old", found.old, style), *_version("new", found.new, style)]), ""]
    if found.answer == "yes":
        lines.append("yes: whatever the new version allows was allowed before")
    elif found.answer == "no":
        assert found.example is not None
        lines += [*heads(found.example.words, style)]
        lines += labelled("now", [_said(found.now, found.new)], style)
        lines += labelled("before", [_said(found.was, found.old)], style)
        lines += ["", "no: the new version allows this, and the old one didn't"]
    else:
        lines += labelled(
            "needs",
            [_NEEDED.get(name, f"no line says what {name} is") for name in found.needs],
            style,
        )
        lines += ["", "undecided"]
    return "\n".join(lines) + "\n"
