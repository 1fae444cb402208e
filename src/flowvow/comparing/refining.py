"""Whether one text refines another: whatever it allows, the other allowed (item 37).

Allowed is what some permit covers and nothing bars: no ban, no limit exceeded, no requirement unmet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowvow.comparing.boxes import DIMENSIONS, Atom
from flowvow.comparing.difference import cited, named, versions_of
from flowvow.comparing.realm import NONE_HERE
from flowvow.comparing.regions import Piece
from flowvow.comparing.statements import Comparison, Found
from flowvow.comparing.telling import Teller
from flowvow.comparing.versions import Versions, touches
from flowvow.findings.difference import Change, Refinement, Said
from flowvow.graph.states import NONE, BudgetError
from flowvow.model.system import System
from flowvow.model.wordings import Wording
from flowvow.policy.box import acts_within
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

_STEPS = 200_000


def refinement(old: System, new: System, wording: Wording, turned: bool = False) -> Refinement:
    """Whether all that the new policy allows the old one allowed; if not, the smallest example."""
    versions = versions_of(old, new, wording, turned)
    texts = named(old.policies[0]), named(new.policies[0])
    if not (old.clauses or new.clauses):
        return Refinement(*texts, "undecided", needs=("clauses",))
    changes = list(Comparison(versions).all())
    try:
        examples = [(one, least) for one in changes if (least := _example(one, versions)) is not None]
    except BudgetError:
        return Refinement(*texts, "undecided", needs=("budget",))
    if examples:
        change, piece = min(examples, key=lambda one: _rank(one[1], versions))
        teller = Teller(versions)
        told = teller.boxes([piece], versions.new)[0]
        was = Said(change.was, tuple(cited(rule.clause) for rule in change.old))
        now = Said("permitted", tuple(cited(rule.clause) for rule in _permitting(change, piece, versions)))
        return Refinement(*texts, "no", told, was, now)
    needs = sorted({need for one in changes if one.kind is Change.UNDECIDED for need in one.needs}, key=natural)
    return Refinement(*texts, "undecided", needs=tuple(needs)) if needs else Refinement(*texts, "yes")


def _permitting(change: Found, piece: Piece, versions: Versions) -> list[Rule]:
    new = versions.new
    near = _permits(change, versions)
    return [rule for rule in near if any(touches(one, [piece], new.states) for one in new.says(rule))][:1]


def _permits(change: Found, versions: Versions) -> list[Rule]:
    """What permits it now, what is merely derived of it too."""
    return [rule for rule in (*change.new, *change.also) if rule in versions.new.permits]


def _example(change: Found, versions: Versions) -> Piece | None:
    """One combination of a change that is allowed now and wasn't; None where the change has none."""
    permits = _permits(change, versions)
    if not permits or (change.now != "permitted" and change.kind is not Change.DROPPED):
        return None
    new = versions.new
    region = change.region
    if change.kind is Change.DROPPED:  # a limit let go holds good where nothing permits, too
        region = new.met(region, new.region(permits))
    taken = [
        p
        for v in (versions.old, new)
        for rule in (*change.unless, *change.unclear)
        if rule in v.rules
        for p in v.says(rule)
    ]
    found = [one for piece in region for one in _first(piece, taken, versions)]
    return min((_least(one, versions) for one in found), key=lambda one: _rank(one, versions), default=None)


def _first(piece: Piece, taken: Sequence[Piece], versions: Versions) -> Iterator[Piece]:
    """A part of a piece outside of others, the first that is met."""
    waiting = [(piece, 0)] if piece.states != NONE else []
    for _ in range(_STEPS):
        if not waiting:
            return
        one, at = waiting.pop()
        if at == len(taken):
            yield one
            return
        waiting += [(part, at + 1) for part in reversed(versions.new.less([one], [taken[at]]))]
    raise BudgetError


def _least(piece: Piece, versions: Versions) -> Piece:
    """One name along each dimension that isn't free, in as few conditions as will do."""
    space, states = versions.space, versions.states
    sides = {}
    for dimension in DIMENSIONS:
        side = piece.box.side(dimension)
        if side is None or side >= space.sides[dimension] - NONE_HERE:
            continue
        sides[dimension] = frozenset([min(side, key=lambda atom: _usual(atom, dimension, versions))])
    smallest, _ = states.minimal_sets(piece.states, 1)
    where = piece.states
    for literal in smallest[0] if smallest else ():
        holds = states.where(literal.removeprefix("not "))
        where = states.both(where, states.complement(holds) if literal.startswith("not ") else holds)
    return Piece(piece.box.having(sides), where)


def _usual(atom: Atom, dimension: str, versions: Versions) -> tuple[object, ...]:
    """What a reader takes for the usual case: persons' own identified data, in words that both texts have."""
    text = str(atom)
    if dimension == "act":
        return (-len(acts_within(frozenset([text]), versions.new.vocabulary)), 0, natural(text))
    if "=" not in text:
        return (1, 1, natural(text))
    words = versions.words.told(text)
    strange = not all(words) or any(word.endswith("/other") for word in words)
    person = dimension != "about" or bool(versions.new.vocabulary.persons(text))
    if dimension == "from":
        return (int(not versions.new.vocabulary.persons(text)), int(strange), natural(text))
    party = dimension == "at" and words[1] == versions.new.policy.party
    return (0 if party or (person and dimension == "about") else 1, int(strange), natural(text))


def _rank(piece: Piece, versions: Versions) -> tuple[object, ...]:
    support = versions.states.support(piece.states)
    sides = [sorted(map(str, side)) for side in piece.box.sides if side is not None]
    return len(support), sum(len(one) for one in sides if one != ["-"]), sides
