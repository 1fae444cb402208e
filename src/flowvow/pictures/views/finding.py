"""One finding: its route step by step, and the clause that it breaks."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from flowvow.findings.finding import Finding, Verdict
from flowvow.model.flows import Flow
from flowvow.model.routes import Route, Shows, Step
from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.merging import Told, data_words, told_of
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.wording import guard_words
from flowvow.text.nearest import did_you_mean

# With more arrows than this the faded rest would bury the route.
_MOST_FADED = 16


def view(scene: Scene, wanted: str) -> Drawing:
    """The route's flows numbered, in order; the rest faded where it is small, else left out."""
    finding = find(scene, wanted)
    route = next((one for one in finding.routes if one.shows is Shows.BAD), None) or next(iter(finding.routes), None)
    told = list(_steps(scene, finding, route))
    rest = [told_of(scene, flow) for flow in scene.system.flows]
    rest = [one for one in rest if not any((one.start, one.end) == (two.start, two.end) for two in told)]
    faded = len({(one.start, one.end) for one in rest if one.start != one.end}) <= _MOST_FADED
    if faded:
        told += [evolve(one, data=(), style=Style.FADED) for one in rest if one.start != one.end]
    return draw(scene, told, Sketch(finding.message, _clauses(scene, finding), tuple(_notes(finding, route, faded))))


def find(scene: Scene, wanted: str) -> Finding:
    """The finding of that fingerprint or its beginning; else the first on `CLAUSE` or on `CLAUSE FLOW`."""
    findings = scene.report.findings
    exact = [one for one in findings if one.fingerprint == wanted]
    begun = [one for one in findings if len(wanted) >= 4 and one.fingerprint.startswith(wanted)]
    clause, _, flow = wanted.partition(" ")
    named = [
        one
        for one in findings
        if flow.strip() in ("", one.flow)
        and any(clause in (name, name.partition("/")[2]) for name in one.clauses)
        and (one.verdict is not None or one.routes)
    ]
    found = exact or (begun if len(begun) == 1 else []) or named
    if found:
        return found[0]
    every = [one.fingerprint for one in findings]
    hint = did_you_mean(wanted, [*every, *(name.partition("/")[2] for one in findings for name in one.clauses)])
    raise PictureError(
        f"there is no finding '{wanted}'; "
        + (hint or "`flowvow check` tells the fingerprint of each, and a clause's name will do")
    )


def _steps(scene: Scene, finding: Finding, route: Route | None) -> Iterable[Told]:
    steps = route.steps if route is not None else ()
    for step in steps:
        flow = _flow(scene, step)
        if flow is None:
            continue
        one = told_of(scene, flow)
        last = step is steps[-1]
        data = (
            one.data
            if flow.makes
            else data_words(scene, evolve(flow, data=_named(scene, flow, step.data) or flow.data))
        )
        style = _style(finding, one.style) if last else one.style
        yield evolve(one, data=data, style=style, step=step.step)
    if not steps:
        for flow in scene.system.flows:
            if flow.name == finding.flow and finding.actor in ("", flow.recipient, flow.at):
                one = told_of(scene, flow)
                yield evolve(one, style=_style(finding, one.style))


def _named(scene: Scene, flow: Flow, carried: tuple[str, ...]) -> tuple[str, ...]:
    """What a step carries under the widest names that say no more than that."""
    data = scene.vocabulary.data
    rest = data.all_atoms(name for name in carried if name in data.names)
    rest |= {name for name in carried if name not in data.names}
    wide = [name for name in data.names if data.atoms(name) <= rest and data.atoms(name) <= data.all_atoms(flow.data)]
    found: list[str] = []
    for name in sorted(wide, key=lambda one: (-len(data.atoms(one)), one)):
        if data.atoms(name) & rest:
            found.append(name)
            rest -= data.atoms(name)
    return (*found, *sorted(rest))


def _flow(scene: Scene, step: Step) -> Flow | None:
    wanted = (step.flow, step.sender, step.recipient, step.at)
    return next((f for f in scene.system.flows if (f.name, f.sender, f.recipient, f.at) == wanted), None)


def _style(finding: Finding, fallback: Style) -> Style:
    return Style(finding.verdict.value) if finding.verdict is not None else fallback


def _clauses(scene: Scene, finding: Finding) -> str:
    says = {clause.id: clause.says for clause in scene.system.clauses}
    cites = {clause.id: clause.cites for clause in scene.system.clauses}
    told = [f"finding {finding.fingerprint}, {finding.code}"]
    for name in finding.clauses:
        where = ", ".join(cite.partition("/")[2] or cite for cite in cites.get(name, ()))
        told.append(f"{name}{f' (sentence {where})' if where else ''}{f': {says[name]}' if says.get(name) else ''}")
    return "; ".join([*told, *((scene.version,) if scene.version else ())])


def _notes(finding: Finding, route: Route | None, faded: bool) -> Iterable[str]:
    sets = guard_words(finding.cause.enabled_by, finding.cause.enabled_more)
    yield f"It happens if {sets}." if sets else "It happens in every state."
    if route is not None and not route.shortest:
        yield "A shorter route couldn't be ruled out."
    if finding.verdict is Verdict.UNDECIDED and finding.needs:
        yield f"To decide it, supply {', '.join(finding.needs)}."
    if not faded:
        yield "Flows that are no part of the route are left out."
