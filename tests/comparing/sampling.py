"""Single combinations out of what two texts speak of, and what the judge says of each in a model of one flow."""

from __future__ import annotations

from random import Random

from attrs import evolve, frozen

from flowvow.checks.case import Case
from flowvow.comparing.boxes import DIMENSIONS, Box, overlap
from flowvow.comparing.realm import NONE_HERE, OTHER
from flowvow.comparing.regions import Piece, asked_first, kept_within
from flowvow.comparing.versions import HAPPENS, Version, Versions
from flowvow.findings.finding import Verdict
from flowvow.model.conditions import ConditionKind, Default
from flowvow.model.flows import Flow, How
from flowvow.model.names import Form, Name
from flowvow.model.times import Duration, Length, Truth, at_most
from flowvow.policy.pattern import INPUT
from tests.models import TIMES

NAMELESS = "nameless"
# A policy is silent on what happens between others unless a clause reaches it, and no disclaimer does (readings E13).
BARRED, PERMITTED, DISCLAIMED, SILENT, OUTSIDE = "barred", "permitted", "disclaimed", "undisclosed", "none"
_VERDICTS = {
    Verdict.FORBIDDEN: BARRED,
    Verdict.CONFLICTING: BARRED,
    Verdict.PERMITTED: PERMITTED,
    Verdict.DISCLAIMED: DISCLAIMED,
    Verdict.UNDISCLOSED: SILENT,
}


@frozen
class Sample:
    """One combination in one state.

    Attributes:
        sides: one atom along each dimension.
        state: of the conditions of both texts, and of those that a text by itself leaves open.
        kept: how long it is kept.
    """

    sides: dict[str, object]
    state: dict[str, bool]
    kept: Duration


def draw(versions: Versions, random: Random) -> Sample | None:
    """A combination; None where the dice fell on one that no flow is, or whose length of keeping can't be compared."""
    return _drawn(versions, random, random.choice(versions.new.realm.kinds))


def aimed(versions: Versions, random: Random, piece: Piece) -> Sample | None:
    """A combination out of a region, mostly in one of its states."""
    kinds = [kind for kind in versions.new.realm.kinds if overlap(kind, piece.box) is not None]
    box = overlap(random.choice(kinds), piece.box) if kinds else None
    sample = _drawn(versions, random, box) if box is not None else None
    if sample is None or random.random() < 0.2:
        return sample
    sets, _ = versions.states.minimal_sets(piece.states, 3)
    literals = random.choice(sets)
    if not set(_named(literals)) <= set(versions.words.conditions):
        return sample
    state = sample.state | {
        name: not one.startswith("not ") for name, one in zip(_named(literals), literals, strict=True)
    }
    return evolve(sample, state=state)


def _named(literals: tuple[str, ...]) -> list[str]:
    return [one.removeprefix("not ") for one in literals]


def _drawn(versions: Versions, random: Random, box: Box) -> Sample | None:
    sides = {}
    for dimension in DIMENSIONS:
        atoms = sorted(versions.space.full(box, dimension), key=str)
        sides[dimension] = random.choice(_near(atoms, random))
    if sides["from"] == sides["to"] != "-" or sides["makes"] == sides["data"]:
        return None
    kept = random.choice([*TIMES, *_terms(versions), Duration(Length.NONE)])
    state = {name: random.random() < 0.5 for name in versions.words.conditions}
    asked = random.random() < 0.5
    state |= {asked_first(name): asked for name in versions.words.conditions} | {HAPPENS: True}
    for term in _terms(versions):
        within = at_most(kept, term)
        if within is Truth.MAYBE:
            return None
        state[kept_within(term)] = within is Truth.YES
    return Sample(sides, state, kept)


def _near(atoms: list[object], random: Random) -> list[object]:
    """Atoms that the texts have names for, more often than others."""
    named = [atom for atom in atoms if "=" in str(atom) or isinstance(atom, Form)]
    return named if named and random.random() < 0.9 else atoms


def _terms(versions: Versions) -> list[Duration]:
    rules = (*versions.old.rules, *versions.new.rules)
    return [rule.clause.only.kept for rule in rules if rule.clause.only and rule.clause.only.kept]


def judged(sample: Sample, version: Version) -> str:
    """What one text makes of it, through the checker's own judge."""
    side = version.side
    sides = {d: NAMELESS if atom == OTHER else atom for d, atom in sample.sides.items()}
    holds = {name: any(sample.state[one] for one in _names(found)) for name, found in side.conditions.items()}
    kinds = {name: one.kind for name, one in side.system.conditions.items()}
    guarded = tuple(n for n, yes in holds.items() if yes and kinds[n] is ConditionKind.SAFEGUARD)
    asked = all(value for name, value in sample.state.items() if name.endswith(" asked first"))
    data, purposes = dict(side.system.data), dict(side.system.purposes)
    data[NAMELESS], purposes[NAMELESS] = Name(NAMELESS), Name(NAMELESS)
    holder = sides["from"] if sides["from"] != "-" else sides["at"]
    datum, product, subject = str(sides["data"]), str(sides["makes"]), str(sides["about"])
    form = sides["form"]
    assert isinstance(form, Form)
    data[datum] = evolve(data[datum], form=form, about=(subject,), origin=(str(holder),))
    making = sides["makes"] not in NONE_HERE
    if making:
        data[product] = evolve(data[product], about=(subject,))
    moving = sides["from"] not in NONE_HERE
    flow = Flow(
        "flow",
        sender=str(sides["from"]) if moving else "",
        recipient=str(sides["to"]) if moving else "",
        at="" if moving else str(sides["at"]),
        act=str(sides["act"]),
        data=(datum,),
        makes=product if making else "",
        how=How.JOIN if making else None,
        purposes=(str(sides["for"]),),
        safeguards=guarded,
        after=("ask",) if asked else (),
        kept=sample.kept if moving else None,
    )
    ask = Flow("ask", at=str(holder), data=(datum,))
    first = "ask" if asked else "flow"
    conditions = {
        name: evolve(one, asked=first, default=Default.REFUSED) if one.kind is ConditionKind.CHOICE else one
        for name, one in side.system.conditions.items()
    }
    actors = {name: evolve(one, safeguards=(), store=False, kept=None) for name, one in side.system.actors.items()}
    system = evolve(side.system, actors=actors, data=data, purposes=purposes, conditions=conditions, flows=(flow, ask))
    case = Case(system)
    found = {}
    for ruled in case.sweeps[version.policy.name].rulings:
        if ruled.flow == 0 and ruled.act == flow.act and case.states.holds_in(ruled.ruling.states, holds):
            found.setdefault(ruled.role, set()).add(ruled.ruling.verdict)
    every = {verdict for verdicts in found.values() for verdict in verdicts}
    assert Verdict.UNDECIDED not in every, (sample, found)
    if every & {Verdict.FORBIDDEN, Verdict.CONFLICTING}:
        return BARRED
    covering = {verdict for role, verdicts in found.items() if role != INPUT for verdict in verdicts}
    assert len(covering) <= 1, (sample, found)
    return _VERDICTS[covering.pop()] if covering else OUTSIDE


def _names(expression: object) -> list[str]:
    parts = getattr(expression, "parts", (expression,))
    return [one.name for one in parts]


def lies_in(sample: Sample, region: object, versions: Versions) -> bool:
    """Whether a combination lies in a region."""
    for piece in region:  # type: ignore[attr-defined]
        fits = all(
            side is None or sample.sides[dimension] in side
            for dimension, side in zip(DIMENSIONS, piece.box.sides, strict=True)
        )
        if fits and versions.states.holds_in(piece.states, sample.state):
            return True
    return False


def by_regions(sample: Sample, version: Version, versions: Versions) -> str:
    """What one text makes of it, by the regions of its clauses."""
    if any(lies_in(sample, version.says(rule), versions) for rule in (*version.forbids, *version.limits)):
        return BARRED
    if any(lies_in(sample, version.says(rule), versions) for rule in version.permits):
        return PERMITTED
    if any(lies_in(sample, version.says(rule), versions) for rule in version.disclaims):
        return DISCLAIMED
    return SILENT
