"""The clause map: which clauses bind which data, and between whom.

A whole policy is drawn as a table and not as a graph. A policy of a hundred clauses has some hundred and fifty pairs of
a data type and somebody, and many of them meet at the party or at its customers, so that arrows would pile up exactly
where a reader looks first. In a table each clause stands once in each row and column that it names, nothing crosses
anything, a row answers "what binds these data?" and a column "what may they do?", and a gap shows that the text says
nothing. Rows are indented as the policy groups its data, since a clause on a group reaches what is below it; names that
always occur together share a row or a column.

The view of one data type or one clause has few clauses, and there arrows do read: a row each, an arrow from whom to
whom, the words beside it, and a bracket between two that collide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from flowvow.findings.consistency import Relation
from flowvow.model.clauses import Clause, ClauseForm
from flowvow.pictures.drawing import Box, Lane, identity
from flowvow.pictures.listing import Join, Listing, Row
from flowvow.pictures.promises import (
    MEANINGS,
    Stage,
    barred,
    collisions,
    data_of,
    numbers,
    style_of,
    told,
    tooltip,
    way_of,
    where,
)  # fmt: skip
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.tables import Chip, Line, Table
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import all_plain, link_to, plain
from flowvow.text.natural import natural

_MOST_LETTERS = 14  # in a cell; a sentence's number is shorter
_ANYTHING, _NO_FLOW = "\0anything", "\0duties"
_RELATED = {
    Relation.CONTRADICTION: "contradicts it",
    Relation.PARTIAL: "bars a part of what the other permits",
    Relation.NOTHING_LEFT: "leaves nothing together with it",
    Relation.NARROWING: "narrows it, or is narrowed by it",
    Relation.DISCLAIMED: "one disclaims what the other speaks of",
}


def view(scene: Scene, wanted: str = "") -> Table | Listing:
    """The whole policy, or all that speaks of one data type, or one clause and those it meets."""
    if not scene.system.clauses:
        raise PictureError("there is no clause to draw")
    if not wanted:
        return _whole(scene)
    clauses = {one.name: one for one in scene.system.clauses} | {one.id: one for one in scene.system.clauses}
    if wanted in scene.system.data:
        return _of_data(scene, wanted)
    return _of_clause(scene, clauses[known(wanted, "data type or clause", [*scene.system.data, *clauses])])


# -- the whole policy


@frozen
class _Mark:
    """A clause where a row and a column meet."""

    clause: Clause
    way: int


def _whole(scene: Scene) -> Table:
    stage = Stage(scene)
    cells: dict[str, dict[str, list[_Mark]]] = {}
    for clause in scene.system.clauses:
        for row in _rows_of(scene, clause):
            for name, way in _columns_of(stage, clause):
                cells.setdefault(row, {}).setdefault(name, []).append(_Mark(clause, way))
    columns = _folded_columns(stage, cells)
    hit = {one for pair in collisions(scene) for one in pair}
    lines = tuple(_lines(scene, cells, columns, hit))
    many = len(scene.system.clauses)
    notes = (
        "What stands in a row also reaches the rows that are indented below it. A clause stands by its sentence in "
        "every row and column that it names, +1 where it cites one more; tooltips tell it whole.",
        *_collided(scene),
    )
    title = f"The {many} clauses of {_texts(scene)}: which data they speak of, and whom"
    return Table(title, _version(scene), tuple(box for box, _ in columns), lines, MEANINGS, notes)


def _texts(scene: Scene) -> str:
    return " and ".join(policy.title or plain(policy.name) for policy in scene.system.policies)


def _version(scene: Scene) -> str:
    return scene.version


def _rows_of(scene: Scene, clause: Clause) -> tuple[str, ...]:
    if clause.form is ClauseForm.DUTY:
        return (_NO_FLOW,)
    return tuple(name for name in data_of(clause) if name in scene.system.data) or (_ANYTHING,)


def _columns_of(stage: Stage, clause: Clause) -> Iterator[tuple[str, int]]:
    """Whom a clause speaks of, with the way data run there; the party only where it speaks of nobody else."""
    way = way_of(stage, clause)
    parties = stage.scene.parties
    for name in [one for one in way.names if one not in parties] or way.names:
        starts, ends, lane = name in way.starts, name in way.ends, stage.lane(name)
        turn = 0 if lane is Lane.PARTY or starts == ends else 1 if starts == (lane is Lane.PEOPLE) else -1
        yield name, turn


def _folded_columns(stage: Stage, cells: Mapping[str, Mapping[str, Sequence[_Mark]]]) -> list[tuple[Box, str]]:
    """A column for each set of names that the same clauses speak of, in the same way; with its first name."""
    names = {name for row in cells.values() for name in row}
    found: dict[object, tuple[Box, str]] = {}
    for box, name in zip(stage.boxes(names), _in_order(stage, names), strict=True):
        what = (box.lane, tuple((row, tuple((m.clause.id, m.way) for m in cells[row].get(name, ()))) for row in cells))
        if what in found and name not in stage.scene.parties:
            other, first = found[what]
            label, tip = f"{other.label}, {box.label}", f"{other.tooltip}\n{box.tooltip}"
            found[what] = (evolve(other, label=label, tooltip=tip), first)
        else:
            found[what] = (box, name)
    return list(found.values())


def _in_order(stage: Stage, names: Iterable[str]) -> list[str]:
    by_id = {stage.box(name).id: name for name in names}
    return [by_id[box.id] for box in stage.boxes(by_id.values())]


def _lines(
    scene: Scene, cells: Mapping[str, Mapping[str, Sequence[_Mark]]], columns: Sequence[tuple[Box, str]], hit: set[str]
) -> Iterator[Line]:
    names = [name for name in cells if name in scene.system.data]
    for names_here, depth in _tree(scene, names, cells):
        yield _line(scene, names_here, depth, cells, columns, hit)
    for name in (_ANYTHING, _NO_FLOW):
        if name in cells:
            yield _line(scene, (name,), 0, cells, columns, hit)


def _line(
    scene: Scene, names: tuple[str, ...], depth: int, cells: Mapping[str, Mapping[str, Sequence[_Mark]]],
    columns: Sequence[tuple[Box, str]], hit: set[str],
) -> Line:  # fmt: skip
    first = names[0]
    label = {_ANYTHING: "any data", _NO_FLOW: "what no flow can show"}.get(first) or ", ".join(all_plain(names))
    declared = [scene.system.data[name] for name in names if name in scene.system.data]
    tip = "\n".join(f"{one.name}, cites {', '.join(one.cites)}" if one.cites else one.name for one in declared)
    chips = {
        box.id: tuple(_chip(scene, mark, first, name, hit) for mark in cells[first][name])
        for box, name in columns
        if name in cells[first]
    }
    link = link_to(declared[0].span, scene.folder) if declared else ""
    return Line(identity("line", *names), label, depth, chips, not declared, tip, link)


def _chip(scene: Scene, mark: _Mark, row: str, column: str, hit: set[str]) -> Chip:
    clause = mark.clause
    cited = numbers(clause.cites)
    text = (cited[0] if cited else plain(clause.name))[:_MOST_LETTERS]
    more = f" +{len(cited) - 1}" if len(cited) > 1 else ""
    return Chip(
        identity("clause", clause.id, row, column), f"{text}{more}", style_of(clause), mark.way, clause.id in hit,
        tooltip(clause), link_to(clause.span, scene.folder),
    )  # fmt: skip


def _tree(
    scene: Scene, names: Sequence[str], cells: Mapping[str, Mapping[str, Sequence[_Mark]]]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Names as the policy groups them, each group's own before what is in it; leaves that are always alike as one."""
    above = _above(scene)
    parent = {name: _nearest(name, above, set(names)) for name in names}
    below: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda one: (*_declared(scene, one), natural(one))):
        below.setdefault(parent[name], []).append(name)

    def walk(top: str, depth: int) -> Iterator[tuple[tuple[str, ...], int]]:
        alike: dict[object, list[str]] = {}
        for name in below.get(top, ()):
            marks = tuple((c, tuple(m.clause.id for m in marks)) for c, marks in sorted(cells[name].items()))
            alike.setdefault(name if name in below else marks, []).append(name)
        for several in alike.values():
            yield tuple(several), depth
            yield from walk(several[0], depth + 1)

    yield from walk("", 0)


def _declared(scene: Scene, name: str) -> tuple[str, int]:
    span = scene.system.data[name].span
    return span.file, span.line


def _above(scene: Scene) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in scene.system.data.values():
        for part in group.parts:
            found.setdefault(part, []).append(group.name)
    return found


def _nearest(name: str, above: Mapping[str, Sequence[str]], among: set[str]) -> str:
    """The nearest group of a name that is drawn; nothing where none is."""
    waiting, seen = [name], {name}
    while waiting:
        upper = sorted({one for here in waiting for one in above.get(here, ())} - seen, key=natural)
        if drawn := [one for one in upper if one in among]:
            return drawn[0]
        seen.update(upper)
        waiting = upper
    return ""


def _collided(scene: Scene) -> Iterator[str]:
    for one in collisions(scene).values():
        cited = [", ".join(numbers(each.cites)) or "no sentence" for each in (one.one, one.other)]
        verb = {Relation.CONTRADICTION: "contradict each other", Relation.NOTHING_LEFT: "leave nothing together"}
        how = verb.get(one.relation, "collide")
        yield (
            f"{plain(one.one.name)} ({cited[0]}) and {plain(one.other.name)} ({cited[1]}) {how}: "
            f"{one.one.form.value} against {one.other.form.value}, where both speak of: {where(one)}."
        )


# -- one data type, or one clause


def _of_data(scene: Scene, name: str) -> Listing:
    data = scene.vocabulary.data
    atoms = data.atoms(name)
    sections: dict[str, list[Clause]] = {
        f"{plain(name)} by name": [], "a group that it is in": [], "a part of it": [], "any data": [],
    }  # fmt: skip
    by_name, groups, parts, free = sections.values()
    for clause in scene.system.clauses:
        named = [one for one in data_of(clause) if one in scene.system.data]
        if name in named:
            by_name.append(clause)
        elif any(atoms <= data.atoms(one) for one in named):
            groups.append(clause)
        elif any(not atoms.isdisjoint(data.atoms(one)) for one in named):
            parts.append(clause)
        elif not data_of(clause) and clause.form is not ClauseForm.DUTY:
            free.append(clause)
    title = f"Which clauses speak of {plain(name)}, and between whom"
    left = len(scene.system.clauses) - sum(map(len, sections.values()))
    notes = (f"{left} of {len(scene.system.clauses)} clauses speak of other data, or of none; they are left out.",)
    heads = [(f"of {head}", clauses) for head, clauses in sections.items()]
    return _listing(scene, title, heads, notes if left else ())


def _of_clause(scene: Scene, clause: Clause) -> Listing:
    clauses = {one.id: one for one in scene.system.clauses}
    sections: dict[str, list[Clause]] = {f"the clause {plain(clause.name)}": [clause]}
    for policy in scene.consistency:
        for one in policy.conflicts:
            pair = [one.one.id, one.other.id]
            if clause.id in pair:
                other = clauses[pair[1 - pair.index(clause.id)]]
                here = sections.setdefault(_RELATED.get(one.relation, "meets it"), [])
                here.extend([other] if other not in here else [])
    title = f"The clause {plain(clause.name)}, and those that meet it"
    notes = () if len(sections) > 1 else ("No other clause collides with it or narrows it.",)
    return _listing(scene, title, list(sections.items()), notes)


def _listing(
    scene: Scene, title: str, sections: Sequence[tuple[str, Sequence[Clause]]], notes: tuple[str, ...]
) -> Listing:
    stage = Stage(scene)
    limits = barred(scene)
    rows: list[Row] = []
    names: set[str] = set()
    shown: set[str] = set()
    for section, clauses in sections:
        for clause in clauses:
            if clause.id in shown:
                continue
            shown.add(clause.id)
            way = way_of(stage, clause)
            names.update(way.names)
            ends = (tuple(stage.box(one).id for one in way.starts), tuple(stage.box(one).id for one in way.ends))
            cited = ", ".join(numbers(clause.cites))
            held = [f"{one.other.name} ({', '.join(numbers(one.other.cites))})" for one in limits.get(clause.id, ())]
            texts = [told(clause)]
            texts += [f"as far as {' and '.join(all_plain(held))} let it"] if held else []
            tips = [f"limited by {one.other.id}: {where(one)}" for one in limits.get(clause.id, ())]
            rows.append(
                Row(
                    identity("clause", clause.id), f"{plain(clause.name)} ({cited})" if cited else plain(clause.name),
                    style_of(clause), tuple(texts), (ends,), section, tooltip(clause, tips),
                    link_to(clause.span, scene.folder),
                )
            )  # fmt: skip
    joins = tuple(
        Join(identity("clause", one), identity("clause", other), f"{one} and {other} collide: {where(conflict)}")
        for (one, other), conflict in collisions(scene).items()
        if one in shown and other in shown
    )
    return Listing(title, _version(scene), tuple(stage.boxes(names)), tuple(rows), MEANINGS, joins, notes)
