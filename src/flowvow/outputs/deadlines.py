"""Deadlines as text and as JSON: ``flowvow-deadlines/1``, described in ``schemas/deadlines.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from flowvow.findings.deadline import Deadline, Deadlines, Due, Overlap, Way
from flowvow.model.times import Duration, Length, Truth
from flowvow.outputs.layout import framed, labelled
from flowvow.outputs.promises import citations
from flowvow.outputs.reckoned import as_of, as_of_json
from flowvow.outputs.style import PLAIN, Style
from flowvow.text.show import inert

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning

SCHEMA = "flowvow-deadlines/1"

_LATE = {Due.DELETE: "too late", Due.RETURN: "too late", Due.NOTIFY: "too short", Due.KEEP: "too long"}
_NOBODY = {
    Due.DELETE: "nothing deletes it",
    Due.RETURN: "nothing returns it",
    Due.NOTIFY: "nothing tells it",
    Due.KEEP: "nothing brings it",
}


def write(models: Sequence[Deadlines], sentences: Mapping[str, str], style: Style = PLAIN) -> str:
    """Each model with its promises, and beside each promise what the model does."""
    return "\n\n".join(_model(one, sentences, style) for one in models) + "\n"


def _model(model: Deadlines, sentences: Mapping[str, str], style: Style) -> str:
    laid = " and ".join(f'"{name}"' for name in model.proposals)
    head = [style.strong(inert(f"{model.model}, with {laid}" if laid else model.model))]
    if model.reckoning is not None:
        head += labelled("as of", [as_of(model.reckoning)], style)
    if not model.deadlines:
        head += labelled("promises", ["none has a time"], style)
    return "\n\n".join(
        ["\n".join(head), *("\n".join(_deadline(one, model, sentences, style)) for one in model.deadlines)]
    )


def _deadline(deadline: Deadline, model: Deadlines, sentences: Mapping[str, str], style: Style) -> list[str]:
    name = inert(deadline.clause)
    firm = f', hedged: "{deadline.hedged}"' if deadline.hedged else ""
    return [
        style.strong(inert(_promise(deadline))),
        *framed("clause", [style.strong(name) + inert(firm)], style),
        *labelled("", [str(deadline.span)], style),
        *labelled("", [deadline.says] if deadline.says else [], style),
        *citations(deadline.cites, dict(model.policies), sentences, style),
        *labelled("owed by", [", ".join(deadline.who)], style),
        *labelled("begins", [_trigger(deadline)], style),
        *labelled("due", [_due(deadline, model.reckoning)] if model.reckoning is not None else [], style),
        *labelled("model", _ways(deadline), style),
        *labelled("beside", [_overlap(one) for one in deadline.overlaps], style),
    ]


def _promise(deadline: Deadline) -> str:
    data, whom, length = " and ".join(deadline.data) or "it", " or ".join(deadline.whom), deadline.length
    match deadline.kind:
        case Due.DELETE:
            return f"delete {data} within {length}"
        case Due.RETURN:
            return f"return {data} to {whom or 'anyone'} within {length}"
        case Due.NOTIFY:
            return f"notify {whom} of {data} {length} ahead"
        case _:
            where = f" at {whom}" if whom else ""
            return f"keep {data if deadline.data else 'anything'}{where} {_kept(deadline.length)}"


def _kept(length: Duration) -> str:
    told = str(length)
    return (
        f"at most {told}"
        if told[:1].isdigit()
        else {"none": "not at all", "session": "for the session"}.get(told, told)
    )


def _trigger(deadline: Deadline) -> str:
    begin = {Due.NOTIFY: "when notice is given", Due.KEEP: "when it arrives"}.get(deadline.kind, "")
    if not deadline.triggered:
        return f"never: {deadline.trigger} holds in no state"
    if not deadline.trigger:
        return begin or "at any time"
    return f"{begin}, if {deadline.trigger}" if begin else f"when {deadline.trigger}"


def _due(deadline: Deadline, reckoning: Reckoning) -> str:
    length = deadline.length
    if deadline.date is not None:
        if deadline.kind is Due.NOTIFY:
            return f"what it tells of begins on {deadline.date} at the earliest, if it is given on {reckoning}"
        return f"by {deadline.date}, if it begins on {reckoning}"
    if length.kind is Length.NONE:
        return "at once: it is to be kept for no time"
    if length.kind is not Length.COUNT:
        return f"no date: {length} is no count"
    if length.unit == "business days" and reckoning.calendar is None:
        return "no date: business days are counted with --calendar"
    return "no date: it is past what the calendar knows"


def _ways(deadline: Deadline) -> list[str]:
    if deadline.unseen:
        return ["not told: the states are too many to decide"]
    if not deadline.triggered:
        return []
    if not deadline.ways:
        return ["it has no such copy" if deadline.kind is not Due.KEEP else "it brings none there"]
    return [_way(way, deadline) for way in deadline.ways]


def _way(way: Way, deadline: Deadline) -> str:
    about = f" about {_listed(way.about)}" if way.about else ""
    what = ", ".join(way.data) + about
    where = _listed(way.places)
    join = {Due.DELETE: " at ", Due.KEEP: " at "}.get(way.does, " to ")
    subject = join.join(part for part in (what, where) if part)
    return f"{subject}: {_doing(way, deadline)}" if subject else _doing(way, deadline)


def _doing(way: Way, deadline: Deadline) -> str:
    if not way.steps:
        return ("in some states " if way.sometimes else "") + _NOBODY[way.does]
    parts = [_step(name, length, way.does) for name, length in zip(way.steps, way.lengths, strict=True)]
    told = ", and then ".join(parts)
    if way.does is Due.KEEP and way.steps[0] not in way.places:
        told = f"{way.steps[0]}, {told}"
    if way.length is None:
        return told
    if len(parts) > 1:
        told += f": {way.length} in all"
    if way.date is not None:
        told += {Due.NOTIFY: ", not before ", Due.KEEP: ", until "}.get(way.does, ", by ") + str(way.date)
    words = {Truth.YES: "in time", Truth.NO: _LATE[way.does], Truth.MAYBE: "which can't be compared"}
    if way.does is Due.KEEP and deadline.kind is Due.DELETE and way.timely is Truth.YES:
        return f"{told}, and it goes by itself in time"
    return f"{told}, {words[way.timely]}" + (" on this date" if way.dated else "")


def _step(name: str, length: Duration | None, does: Due) -> str:
    if does is Due.KEEP:
        return "how long it is kept isn't told" if length is None else f"kept {_stay(length)}"
    if does is Due.NOTIFY:
        return f"{name}, how far ahead isn't told" if length is None else f"{name} {length} ahead"
    return f"{name}, how soon isn't told" if length is None else f"{name} within {length}"


def _stay(length: Duration) -> str:
    told = str(length)
    return {"none": "for no time", "session": "for the session"}.get(
        told, f"for {told}" if told[:1].isdigit() else told
    )


def _overlap(overlap: Overlap) -> str:
    what = ", ".join(overlap.data) + (f" at {_listed(overlap.places)}" if overlap.places else "")
    if not overlap.together:
        begun = {Truth.YES: "; begun together, that is the sooner", Truth.NO: "; begun together, this is the sooner"}
        begins = f"{overlap.clause} holds too for {what}, and begins otherwise: whichever ends first rules"
        return begins + begun.get(overlap.sooner, "")
    match overlap.sooner:
        case Truth.YES:
            return f"{overlap.clause} is sooner and rules for {what}"
        case Truth.NO:
            return f"sooner than {overlap.clause}, and rules for {what}"
        case _:
            return f"whether {overlap.clause} is sooner can't be told for {what}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def write_json(models: Sequence[Deadlines]) -> str:
    """One document for all models."""
    reckoning = models[0].reckoning if models else None
    document = {"schema": SCHEMA, **as_of_json(reckoning), "models": [_model_json(one) for one in models]}
    return json.dumps(document, indent=2) + "\n"


def _model_json(model: Deadlines) -> dict[str, Any]:
    return {
        "system": model.model,
        "proposals": list(model.proposals),
        "deadlines": [_deadline_json(one) for one in model.deadlines],
    }


def _deadline_json(deadline: Deadline) -> dict[str, Any]:
    return {
        "clause": deadline.clause,
        "kind": deadline.kind.value,
        "data": list(deadline.data),
        "whom": list(deadline.whom),
        "who": list(deadline.who),
        "trigger": deadline.trigger or None,
        "triggered": deadline.triggered,
        "length": str(deadline.length),
        "date": str(deadline.date) if deadline.date is not None else None,
        "ways": [_way_json(way) for way in deadline.ways],
        "overlaps": [
            {
                "clause": one.clause,
                "places": list(one.places),
                "data": list(one.data),
                "sooner": one.sooner.value,
                "together": one.together,
            }
            for one in deadline.overlaps
        ],
        "unseen": deadline.unseen,
        "cites": list(deadline.cites),
        "says": deadline.says,
        "hedged": deadline.hedged,
        "file": deadline.span.file or None,
        "line": deadline.span.line,
        "column": deadline.span.column,
    }


def _way_json(way: Way) -> dict[str, Any]:
    return {
        "does": way.does.value,
        "places": list(way.places),
        "data": list(way.data),
        "about": list(way.about),
        "steps": [
            {"by": name, "length": str(length) if length is not None else None}
            for name, length in zip(way.steps, way.lengths, strict=True)
        ],
        "length": str(way.length) if way.length is not None else None,
        "date": str(way.date) if way.date is not None else None,
        "timely": way.timely.value,
        "dated": way.dated,
        "sometimes": way.sometimes,
    }
