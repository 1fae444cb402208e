"""What one choice changes: what granting adds, what refusing starts, what goes on all the same, what stays behind.

Its own three looks say nothing of verdicts, so that one picture answers one question; tooltips cite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from flowvow.findings.consent import Anyway, Carried, ChoiceAccount
from flowvow.findings.finding import Cause
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.conditions import ConditionKind
from flowvow.model.flows import Flow
from flowvow.model.routes import Route
from flowvow.model.vocabulary import OTHER
from flowvow.pictures.drawing import Drawing, Style
from flowvow.pictures.folding import folds_for
from flowvow.pictures.merging import Told, data_words, told_of
from flowvow.pictures.render import PictureError
from flowvow.pictures.scene import Scene
from flowvow.pictures.sketch import Sketch, draw
from flowvow.pictures.styles import LOOKS
from flowvow.pictures.views.asking import known
from flowvow.pictures.wording import plain
from flowvow.text.natural import natural

_DEFAULTS = {
    "granted": "granted unless refused",
    "refused": "refused unless granted",
    "unstated": "its default isn't told",
}
_MOST_IN_PLACE = 4
_MOST_SAID = 6


def view(scene: Scene, wanted: str) -> Drawing:
    """The flows that hang on the choice; faded, how the data come to what goes on or stays."""
    choices = [name for name, one in scene.system.conditions.items() if one.kind is ConditionKind.CHOICE]
    name = known(wanted, "choice", choices)
    account = next((one for one in scene.consent.choices if one.name == name), None) if scene.consent else None
    if account is None:
        raise PictureError(f"what '{name}' changes was not asked")
    told = [*_effects(scene, account), *_anyway(scene, account)]
    drawn = {(one.flow.name, one.start, one.end) for one in told}
    near = [
        one
        for one in _on_the_way(scene, (one.route for one in account.anyway))
        if (one.flow.name, one.start, one.end) not in drawn
    ]
    marked = {left.place: Style.LEFT for left in account.remains}
    folds = folds_for(scene, [*told, *near])
    in_place = [one for one in told if one.start == one.end]
    title = f"{plain(name)}: what this choice changes in {scene.system.name}"
    version = f"a choice of {plain(account.by)}, {_DEFAULTS[account.default]} · {scene.version}"
    apart = not folds and len(in_place) <= _MOST_IN_PLACE
    notes = (*([] if apart else _uses(in_place)), *_notes(scene, account, bool(near)))
    return draw(scene, [*told, *near], Sketch(title, version, notes, folds, apart, shown=tuple(marked), marked=marked))


def _effects(scene: Scene, account: ChoiceAccount) -> Iterable[Told]:
    for effects, style in ((account.adds, Style.GRANTED), (account.starts, Style.STARTED)):
        for effect in effects:
            guard = _guard(scene, effect.cause)
            row = effect.carried
            yield from _told(scene, row.flow, _ends(row), row.data, row.about, style, guard)


def _anyway(scene: Scene, account: ChoiceAccount) -> Iterable[Told]:
    for one in account.anyway:
        guard = _guard(scene, one.cause, account.name)
        yield from _told(scene, one.by, ((), one.to), one.data, one.about, Style.ANYWAY, guard)


def _ends(row: Carried) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return row.sender, row.recipient or row.sender


def _told(
    scene: Scene,
    name: str,
    ends: tuple[Sequence[str], Sequence[str]],
    data: Sequence[str],
    about: Sequence[str],
    style: Style,
    guard: int,
) -> Iterable[Told]:
    """A flow between each of its pairs of ends that carries some of these data about some of these subjects."""
    for number, flow in enumerate(scene.system.flows):
        one = told_of(scene, flow)
        if flow.name != name or one.end not in ends[1] or (ends[0] and one.start not in ends[0]):
            continue
        here = tuple(word for word in data if _carries(scene, number, word, about))
        if here:
            yield evolve(one, data=data_words(scene, evolve(flow, data=here)), style=style, guard=guard)


def _carries(scene: Scene, number: int, datum: str, about: Sequence[str]) -> bool:
    # What an open category doesn't list is an atom without a name of its own.
    atoms = {datum} if datum.endswith(OTHER) else scene.vocabulary.data.atoms(datum)
    carried = scene.carried
    return any(
        copy.subject in about and copy.atom in atoms and carried.when(number, copy.atom) != NONE
        for copy in carried.presence.sources[number]
    )


def _guard(scene: Scene, cause: Cause, refused: str = "") -> int:
    """The states of the other conditions; where there are too many to be listed, every one."""
    states = scene.states
    found = NONE
    try:
        for one in cause.enabled_by:
            here = EVERY
            for literal in one:
                name = literal.removeprefix("not ")
                if name != refused:
                    granted = states.where(name)
                    here = states.both(here, granted if name == literal else states.complement(granted))
            found = states.either(found, here)
    except BudgetError:
        return EVERY
    return EVERY if cause.enabled_more else found


def _on_the_way(scene: Scene, routes: Iterable[Route | None]) -> Iterable[Told]:
    """The flows by which the data come to what goes on, faded."""
    steps = {(step.flow, step.sender, step.recipient, step.at) for route in routes if route for step in route.steps}
    for flow in scene.system.flows:
        if _key(flow) in steps:
            yield evolve(told_of(scene, flow), data=(), style=Style.FADED)


def _key(flow: Flow) -> tuple[str, ...]:
    return flow.name, flow.sender, flow.recipient, flow.at


def _notes(scene: Scene, account: ChoiceAccount, near: bool) -> Iterable[str]:
    said = [_goes_on(one) for one in account.anyway]
    if said:
        yield f"All the same, though it is refused: {_some(said)}."
    if account.ends:
        beyond = f", of which it doesn't admit {_row(account.beyond)}" if account.beyond else ""
        beyond = ", which it doesn't admit" if account.beyond == account.ends else beyond
        yield f"Refusing ends {_row(account.ends)}{beyond}."
    said = [
        f"{_row(left.data)} of {_row(left.about)} at {plain(left.place)}"
        + (f" (kept {' and '.join(left.kept)})" if left.kept else " (for how long isn't told)")
        for left in account.remains
    ]
    if said:
        yield f"Withdrawing leaves behind: {_some(said)}."
    if not account.withdraw or account.way_back == "told why not":
        yield f"No flow withdraws it{f'; told instead: {account.withdraw}' if account.withdraw else ''}."
    else:
        yield f"Withdrawn by {plain(account.withdraw)}, {account.way_back.removeprefix('by ')}."
    if near:
        yield "Faded arrows hang on none of it; they tell how the data come to what goes on."
    touched = {one.carried.flow for one in (*account.adds, *account.starts)} | {one.by for one in account.anyway}
    rest = len({flow.name for flow in scene.system.flows} - touched)
    if rest:
        yield f"{rest} flow{'s' if rest != 1 else ''} that it doesn't touch {'are' if rest != 1 else 'is'} left out."


def _uses(in_place: Sequence[Told]) -> Iterable[str]:
    """What boxes only count."""
    for style in dict.fromkeys(one.style for one in in_place):
        names = dict.fromkeys(plain(one.flow.name) for one in in_place if one.style is style)
        yield f"In place, {LOOKS[style].meaning}: {', '.join(names)}."


def _goes_on(one: Anyway) -> str:
    return f"{plain(one.by)} brings {_row(one.data)} to {_row(one.to)} where {plain(one.stopped)} stops"


def _row(names: Iterable[str]) -> str:
    words = [plain(name) for name in sorted(names, key=natural)]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _some(said: Sequence[str]) -> str:
    more = f"; and {len(said) - _MOST_SAID} more" if len(said) > _MOST_SAID else ""
    return "; ".join(said[:_MOST_SAID]) + more
