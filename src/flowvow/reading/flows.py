"""Flows: a declared line to one value for each pair of its ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flowvow.model.flows import Flow, How
from flowvow.model.names import Name
from flowvow.model.vocabulary import kinds_of_act
from flowvow.reading.expand import Entry
from flowvow.reading.fields import read_fields, refuse
from flowvow.reading.notes import Notes
from flowvow.reading.rings import rings
from flowvow.reading.tables import FLOW

# These move data or tell something, so that they need two ends.
_BETWEEN = frozenset({"collect", "share", "sell", "publish", "return", "notify"})
_IN_PLACE = "write `from` and `to` for what moves, or `at` for what happens in place"


def build_flows(entry: Entry, acts: Mapping[str, Name], notes: Notes) -> Iterator[Flow]:
    """The flows that a line stands for."""
    values = read_fields(FLOW, entry.fields, notes)
    shape = (values.get("act"), values.get("how"), *entry.fields)
    if shape not in notes.sound_shapes:
        before = len(notes.gathering)
        _check_shape(entry, notes)
        _check_act(kinds_of_act(acts, values.get("act", "")), entry, notes)
        if len(notes.gathering) == before:
            notes.sound_shapes.add(shape)
    values["name"] = entry.name.text
    values["frame"] = entry.frame
    values["span"] = entry.shown
    senders = values.pop("sender", None)
    recipients = values.pop("recipient", None)
    if senders is None or recipients is None:
        yield Flow(**values)
        return
    for sender, _ in senders:
        for recipient, any_of in recipients:
            if sender == recipient and not any_of:
                notes.problem(
                    entry.name,
                    f"'{entry.name.text}' goes from {sender} to {sender}",
                    "write `at` for what stays in place",
                )
            yield Flow(sender=sender, recipient=recipient, any_of=any_of, **values)


def _check_shape(entry: Entry, notes: Notes) -> None:
    fields = entry.fields
    name = entry.name.text
    if "at" in fields:
        refuse(fields, ("from", "to"), notes, "`at` and {} exclude each other", _IN_PLACE)
    elif "from" not in fields and "to" not in fields:
        notes.problem(entry.name, f"'{name}' says neither where data move nor where they stay", _IN_PLACE)
    elif "from" not in fields or "to" not in fields:
        missing = "from" if "to" in fields else "to"
        notes.problem(entry.name, f"'{name}' has no `{missing}`", _IN_PLACE)
    if "data" not in fields:
        notes.problem(entry.name, f"'{name}' carries no data", "name them in `data`")
    if "makes" in fields:
        if "at" not in fields:
            notes.problem(
                fields["makes"][0], "a derivation happens in place", "write `at`, and a flow of its own for what moves"
            )
        if "how" not in fields:
            ways = ", ".join(how.value for how in How)
            notes.problem(fields["makes"][0], "`makes` doesn't say how", f"write `how`: {ways}")
    else:
        refuse(fields, ("how", "key"), notes, "{} stands without `makes`", "name what is derived in `makes`")
    if "key" in fields and "how" in fields and getattr(fields["how"][1], "text", "") != How.SEAL.value:
        notes.problem(fields["key"][0], "only what is sealed has a key", "write `how: seal`, or remove it")


def _check_act(kinds: frozenset[str], entry: Entry, notes: Notes) -> None:
    """What goes with the act, whatever kinds of act it is of."""
    fields = entry.fields
    act = getattr(fields["act"][1], "text", "") if "act" in fields else ""
    if "at" in fields and kinds & _BETWEEN:
        notes.problem(fields["act"][0], f"`{act}` needs two ends", "write `from` and `to` instead of `at`")
    if "makes" in fields and kinds & {"delete", "keep", "read"}:
        notes.problem(fields["act"][0], f"`{act}` derives nothing", "leave `act` out, or remove `makes`")
    if not kinds & {"delete", "return"}:
        refuse(
            fields,
            ("within",),
            notes,
            "{} is the deadline of a deletion or return",
            "write `act: delete` or `act: return`",
        )
    if "notify" not in kinds:
        refuse(fields, ("ahead",), notes, "{} says how early a notice is given", "write `act: notify`")
    if kinds & {"delete", "notify"}:
        refuse(fields, ("kept",), notes, f"{{}} says nothing where the act is {act}", "remove it")


def check_order(flows: Mapping[str, Flow], notes: Notes) -> None:
    """Note flows that come after themselves."""
    for ring in rings({name: flow.after for name, flow in flows.items() if flow.after}):
        way = " → ".join([*ring, ring[0]])
        notes.gathering.add(flows[ring[0]].span, f"'{ring[0]}' comes after itself: {way}", "remove one `after`")
