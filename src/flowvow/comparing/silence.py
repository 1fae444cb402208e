"""What a text never mentions, of the words that it has itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowvow.comparing.boxes import EVERYTHING, Box, largest, size, without
from flowvow.comparing.phrases import Phrases
from flowvow.comparing.realm import NONE_HERE
from flowvow.comparing.regions import Regions
from flowvow.findings.answer import Silence
from flowvow.model.clauses import ClauseForm, Reach
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

_ACTS = ("collect", "keep", "share", "use")
_MOST = 8
_IN_FULL = 12


def silence(regions: Regions, most: int = _MOST) -> Silence:
    """Names that no clause mentions, and acts of the party on data for purposes that none reaches.

    Whom the data are about, where they go and in which form is left aside: a clause that speaks of any of it counts.
    """
    vocabulary = regions.vocabulary
    rules = [*regions.rules, *regions.promised]
    data, purposes, actors = (
        frozenset(name for rule in rules for name in _mentioned(rule, kind)) for kind in ("data", "for", "actors")
    )
    spoken = vocabulary.data.all_atoms(data), vocabulary.purposes.all_atoms(purposes)
    phrases = Phrases(regions.realm, regions.party, _IN_FULL)
    told = [phrases.in_words(box) for box in _gaps(regions)]
    named = [name for name, one in vocabulary.system.actors.items() if one.span.file and name not in regions.party]
    met = vocabulary.all_matching(actors)
    return Silence(
        regions.policy.name,
        _ordered(name for name in vocabulary.system.data if vocabulary.data.atoms(name).isdisjoint(spoken[0])),
        _ordered(name for name in named if name not in met and vocabulary.matching[name].isdisjoint(met)),
        _ordered(name for name in vocabulary.system.purposes if vocabulary.purposes.atoms(name).isdisjoint(spoken[1])),
        tuple(told[:most]),
        max(0, len(told) - most),
    )


def _gaps(regions: Regions) -> list[Box]:
    """What the party does that no clause reaches: of each act, the data and the purposes."""
    realm = regions.realm
    reached = {_flat(piece.box) for rule in regions.rules if _speaks(rule) for piece in regions.reach(rule, made=True)}
    found: list[Box] = []
    for act in _ACTS:
        side = frozenset({act})
        whole = EVERYTHING.having({"act": side})
        gaps = without([whole], [box for box in reached if act in realm.space.full(box, "act")], realm.space)
        found += largest(gaps, realm.space)
    found.sort(key=lambda box: -size(box, realm.space))
    ends = {"from": regions.party & realm.actors, "at": NONE_HERE, "makes": NONE_HERE}
    arriving = {"to": regions.party & realm.actors, "at": NONE_HERE, "makes": NONE_HERE}
    return [
        box.having(arriving if (box.side("act") or frozenset()) <= realm.acts["arriving"] else ends) for box in found
    ]


def _flat(box: Box) -> Box:
    return EVERYTHING.having({name: box.side(name) for name in ("act", "data", "for")})


def _speaks(rule: Rule) -> bool:
    """A clause that names neither data nor purposes speaks of nothing in particular."""
    return rule.pattern.data is not None or rule.pattern.purposes is not None


def _mentioned(rule: Rule, kind: str) -> Iterator[str]:
    clause, reach = rule.clause, rule.clause.reach
    require, only = clause.require, clause.only
    if kind == "data":
        yield from (*reach.data, *reach.makes)
        if require is not None and rule.by_presence:
            yield from require.of or (() if clause.form is ClauseForm.DUTY else require.names)
    elif kind == "for":
        yield from (*reach.purposes, *(only.purposes if only else ()))
    else:
        yield from _actors(reach)
        yield from only.recipients if only else ()
        yield from (*require.to, *(require.names if require.of else ())) if require else ()


def _actors(reach: Reach) -> tuple[str, ...]:
    return (*reach.by, *reach.sender, *reach.recipient, *reach.at, *reach.through, *reach.about)


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=natural))
