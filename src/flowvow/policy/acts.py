"""The acts that a flow is, as seen by the party whose policy judges (readings E2)."""

from __future__ import annotations

from flowvow.model.actors import NOBODY
from flowvow.model.flows import Flow
from flowvow.model.times import Length
from flowvow.model.vocabulary import Vocabulary

SERVING = frozenset({"delete", "return", "notify"})


def base_act(flow: Flow, party: frozenset[str], subject: str, vocabulary: Vocabulary) -> str:
    """The act between the ends, where none is stated."""
    if flow.at:
        return "derive" if flow.makes else "use"
    if flow.recipient in party:
        return "use" if flow.sender in party else "collect"
    whose = vocabulary.persons(flow.recipient)
    return "use" if subject in whose or (subject == NOBODY and whose) else "share"


def serves(act: str, vocabulary: Vocabulary) -> bool:
    """Whether an act is a deletion, return or notice, which serve promises and aren't uses."""
    return vocabulary.is_act(act, *SERVING)


def acts(flow: Flow, party: frozenset[str], subject: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """All acts of a flow about one subject: the stated or inferred one, then keeping and reading."""
    first = flow.act or base_act(flow, party, subject, vocabulary)
    found = [first]
    if not flow.at and not serves(first, vocabulary):
        actors = vocabulary.system.actors
        kept = flow.kept is not None and flow.kept.kind is not Length.NONE
        found += ["keep"] if actors[flow.recipient].store or kept else []
        found += ["read"] if actors[flow.sender].store else []
    return tuple(dict.fromkeys(found))
