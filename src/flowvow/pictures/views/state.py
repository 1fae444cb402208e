"""One consent state: what flows then. The choices named are as said, the rest as nobody has touched them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve

from flowvow.findings.finding import Finding
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.conditions import ConditionKind, Default, names_in
from flowvow.model.flows import Flow
from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.folding import folds_for
from flowvow.pictures.merging import Told, told_of
from flowvow.pictures.presence import Carried
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import GRAVE, Scene, gravest
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import plain
from flowvow.text.natural import natural


def view(scene: Scene, wanted: str) -> Drawing:
    """The flows that happen in the state; one that hangs on a choice without a stated default keeps its gate."""
    asked = asked_state(scene, wanted)
    settled = {**_defaults(scene), **asked}
    told = list(_told(scene, settled))
    stopped = {flow.name for flow in scene.system.flows} - {one.flow.name for one in told}
    notes = [f"{len(stopped)} flows don't happen then: {_some(sorted(stopped, key=natural))}."] if stopped else []
    notes += _said_defaults(scene, asked)
    words = ", ".join(_signed(scene, name, value) for name, value in asked.items()) or "nothing chosen"
    title = f"What flows in {scene.system.name}: {words}"
    folds = folds_for(scene, told)
    return draw(scene, told, Sketch(title, notes=tuple(notes), folds=folds, in_place=False))


def asked_state(scene: Scene, wanted: str) -> dict[str, bool]:
    """`newsletter, not court-order` as an assignment; every name known, none said both ways."""
    conditions = scene.system.conditions
    names = [name for name, one in conditions.items() if one.kind is not ConditionKind.SAFEGUARD]
    found: dict[str, bool] = {}
    for part in (piece.strip() for piece in wanted.replace(" and ", ",").split(",")):
        if not part or part == "default":
            continue
        name = known(part.removeprefix("not ").strip(), "choice or circumstance", names)
        value = not part.startswith("not ")
        if found.setdefault(name, value) != value:
            raise PictureError(f"'{name}' is asked for both ways")
    return found


def _defaults(scene: Scene) -> dict[str, bool]:
    """Circumstances don't hold unless somebody brings them about; an unstated choice is settled by nobody."""
    found = {}
    for name, one in scene.system.conditions.items():
        if one.kind is ConditionKind.CIRCUMSTANCE:
            found[name] = False
        elif one.kind is ConditionKind.CHOICE and one.default is not Default.UNSTATED:
            found[name] = one.default is Default.GRANTED
    return found


def _told(scene: Scene, settled: Mapping[str, bool]) -> Iterable[Told]:
    carried = scene.carried
    for number, flow in enumerate(scene.system.flows):
        rest = _then(scene, carried, number, flow, settled)
        if rest != NONE:
            one = told_of(scene, flow)
            yield evolve(one, guard=rest, style=_style(scene, flow, one.style, settled))


def _then(scene: Scene, carried: Carried, number: int, flow: Flow, settled: Mapping[str, bool]) -> int:
    """In which of the remaining states a flow carries anything; a derivation needs something of each input."""
    states, data = scene.states, scene.vocabulary.data
    try:
        inputs = [states.union(carried.when(number, atom) for atom in sorted(data.atoms(name))) for name in flow.data]
        guard = states.of(flow.when)
        if not inputs or scene.vocabulary.is_act(flow.act, "notify"):
            return states.given(guard, settled)
        whole = inputs[0]
        for one in inputs[1:]:
            whole = states.both(whole, one) if flow.makes else states.either(whole, one)
        return states.given(whole, settled)
    except BudgetError:
        return EVERY


def _style(scene: Scene, flow: Flow, style: Style, settled: Mapping[str, bool]) -> Style:
    """A grave verdict counts only where a finding says that it is so in this state."""
    if style not in GRAVE:
        return style
    here = [one for one in scene.report.findings if one.flow == flow.name and one.verdict and _holds(one, settled)]
    return gravest([Style(one.verdict.value) for one in here if one.verdict] or [Style.PERMITTED])


def _holds(finding: Finding, settled: Mapping[str, bool]) -> bool:
    def fits(literal: str) -> bool:
        name = literal.removeprefix("not ")
        return settled.get(name, True) if name == literal else not settled.get(name, False)

    return finding.cause.enabled_more > 0 or any(all(map(fits, one)) for one in finding.cause.enabled_by)


def _signed(scene: Scene, name: str, value: bool) -> str:
    if scene.system.conditions[name].kind is ConditionKind.CHOICE:
        return f"{plain(name)} {'granted' if value else 'refused'}"
    return plain(name) if value else f"not {plain(name)}"


def _said_defaults(scene: Scene, asked: Mapping[str, bool]) -> list[str]:
    """What is taken for granted, of all that some guard asks about."""
    used = {name for flow in scene.system.flows for name in names_in(flow.when)} - set(asked)
    choices = {name: one for name, one in scene.system.conditions.items() if one.default and name in used}
    told = [
        f"{default.value} {', '.join(plain(name) for name, one in choices.items() if one.default is default)}"
        for default in Default
        if any(one.default is default for one in choices.values())
    ]
    if len(used) > len(choices):
        told.append("no other circumstance")
    return [f"The rest as nobody has touched it: {'; '.join(told)}."] if told else []


def _some(words: list[str], most: int = 8) -> str:
    shown = ", ".join(words[:most])
    return f"{shown} and {len(words) - most} more" if len(words) > most else shown
