"""The words of two texts over one set of points, so that what either says can be held against the other.

A point is what a word of the old text and a word of the new one both mean, or what only one of them has a word for. It
is written ``old=new=``, with nothing on the side that has no word. Both texts' names are then sets of points, each by
its own definition, and their clauses can be read as they stand. A name that both texts have is the same word unless a
line of the mapping says more; so is the party. An actor that one text doesn't name is, to that text, somebody of the
kinds that the other says it is; data and purposes that a text doesn't list are not in its categories (item 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from flowvow.comparing.mentions import mentions
from flowvow.model.actors import ANYONE, BUILT_IN_ACTORS, Actor
from flowvow.model.clauses import Carve, Clause, Exception_, Policy, Reach
from flowvow.model.conditions import ALWAYS, Expression, Named, Some
from flowvow.model.names import BUILT_IN_ACTS, Extent, Name
from flowvow.model.system import System
from flowvow.model.vocabulary import OTHER, Hierarchy, Vocabulary
from flowvow.model.wordings import SECTIONS, Wording

Pairs = frozenset[tuple[str, str]]


def point(old: str = "", new: str = "") -> str:
    """A point by its words."""
    return f"{old}={new}="


def words_of(point: str) -> tuple[str, str]:
    """The old and the new word of a point; empty where a text has none."""
    old, new, _ = point.split("=")
    return old, new


@frozen(eq=False)
class Side:
    """One of two texts, its names over the points of both.

    Attributes:
        system: the names; its one policy is the text.
        policy: the text.
        conditions: what each of its conditions is in terms of both texts' conditions.
        places: what each of its places on the way is, likewise.
        untold: by section the names that its clauses use and of which nothing says what they are in the other text.
    """

    system: System
    policy: Policy
    conditions: Mapping[str, Expression]
    places: Mapping[str, tuple[str, ...]]
    untold: Mapping[str, frozenset[str]]


@frozen(eq=False)
class Words:
    """Two texts over one set of points.

    Attributes:
        old, new: the texts.
        pairs: by section which old name is which new one.
        conditions: the names of the conditions of both, as they stand in the expressions of either.
        turned: whether the points are written ``new=old=``, the mapping being from the new text to the old one.
    """

    old: Side
    new: Side
    pairs: Mapping[str, Pairs]
    conditions: tuple[str, ...]
    turned: bool = False

    def turn(self) -> Words:
        """The other way round."""
        return evolve(self, old=self.new, new=self.old, turned=not self.turned)

    def told(self, point: str) -> tuple[str, str]:
        """The old and the new word of a point."""
        first, second = words_of(point)
        return (second, first) if self.turned else (first, second)


def pairs_of(old: System, new: System, wording: Wording, section: str) -> Pairs:
    """Which old name of a section is which new one."""
    lines = wording.lines(section)
    here, there = getattr(old, section), getattr(new, section)
    found = {(name, name) for name in here if name not in lines and name in there}
    found |= {(name, other) for name, line in lines.items() for other in line.new}
    if section == "actors":
        parties = old.policies[0].party, new.policies[0].party
        if parties[0] not in lines and parties[0] not in there:
            found.add(parties)
    return frozenset(found)


def words(old: System, new: System, wording: Wording) -> Words:
    """Two models' first policies, their words over one set of points."""
    pairs = {section: pairs_of(old, new, wording, section) for section in SECTIONS}
    atoms = {
        section: _atoms(Hierarchy(getattr(old, section)), Hierarchy(getattr(new, section)), pairs[section])
        for section in ("data", "purposes")
    }
    actors = _actors(old, new, pairs["actors"])
    acts = _acts(old, new, pairs["acts"])
    before, after, alone = _conditions(old, new, pairs["conditions"])
    sides = []
    for number, system in enumerate((old, new)):
        one = evolve(
            system,
            actors=actors[number],
            data=_over(system.data, atoms["data"], number),
            purposes=_over(system.purposes, atoms["purposes"], number),
            acts=acts[number],
            policies=(_renamed(system.policies[0], _act_words(system, pairs["acts"], number)),),
            flows=(),
            expectations=(),
        )
        places = {name: _place(name, system, pairs["actors"], number) for name in _through(system.policies[0].clauses)}
        untold = _untold(system, new, wording) if not number else {}
        sides.append(Side(one, one.policies[0], (before, after)[number], places, untold))
    names = dict.fromkeys((*(point("", name) for name in new.conditions), *alone))
    return Words(sides[0], sides[1], pairs, tuple(names))


# -- data and purposes


def _atoms(old: Hierarchy, new: Hierarchy, pairs: Pairs) -> frozenset[tuple[str, str]]:
    """The points: pairs of atoms, and those of one text alone."""
    found: set[tuple[str, str]] = set()
    for a, b in pairs:
        leaves = old.names[a].extent is Extent.LEAF, new.names[b].extent is Extent.LEAF
        if leaves[0]:
            found |= {(a, atom) for atom in _unclaimed(b, new, {n for _, n in pairs})}
        elif leaves[1]:
            found |= {(atom, b) for atom in _unclaimed(a, old, {o for o, _ in pairs})}
        elif old.names[a].extent is new.names[b].extent is Extent.OPEN:
            found.add((a + OTHER, b + OTHER))
    told = {a for a, _ in found}, {b for _, b in found}
    found |= {(atom, "") for atom in old.all_atoms(old.names) - told[0]}
    found |= {("", atom) for atom in new.all_atoms(new.names) - told[1]}
    return frozenset(found)


def _unclaimed(name: str, names: Hierarchy, mapped: Iterable[str]) -> frozenset[str]:
    """The atoms of a name but those of names inside it that are paired themselves."""
    whole = names.atoms(name)
    inner = [names.atoms(one) for one in mapped if one != name]
    return whole.difference(*(atoms for atoms in inner if atoms < whole)) or whole


def _over(names: Mapping[str, Name], points: Iterable[tuple[str, str]], number: int) -> dict[str, Name]:
    """Names whose atoms are points."""
    of_atom: dict[str, list[str]] = {}
    found: dict[str, Name] = {}
    for pair in sorted(points):
        one = point(*pair)
        found[one] = Name(one)
        of_atom.setdefault(pair[number], []).append(one)
    for name, entry in names.items():
        own = of_atom.get(name if entry.extent is Extent.LEAF else name + OTHER, ())
        found[name] = evolve(entry, extent=Extent.CLOSED, parts=(*entry.parts, *own))
    return found


# -- actors


def _actors(old: System, new: System, pairs: Pairs) -> tuple[dict[str, Actor], dict[str, Actor]]:
    given = [actor.name for actor in BUILT_IN_ACTORS]
    ends = {(name, name) for name in given} | set(pairs)
    ends |= {(name, "") for name in old.actors if not any(a == name for a, _ in ends)}
    ends |= {("", name) for name in new.actors if not any(b == name for _, b in ends)}
    systems = Vocabulary(old), Vocabulary(new)
    found: tuple[dict[str, Actor], dict[str, Actor]] = ({}, {})
    for number, words in enumerate(systems):
        for actor in words.system.actors.values():
            # A name stands for a set of points; nobody is at an end by the name itself.
            found[number][actor.name] = evolve(actor, closed=actor.name != ANYONE)
    for pair in sorted(ends):
        if ANYONE in pair or all(_full(pair[number], words) for number, words in enumerate(systems)):
            continue
        for number in (0, 1):
            kinds = (pair[number],) if pair[number] else _seen(pair[1 - number], systems[1 - number], pairs, number)
            found[number][point(*pair)] = Actor(point(*pair), kinds)
    return found


def _full(name: str, words: Vocabulary) -> bool:
    """Whether a name is a closed kind's: nobody is one but those it lists."""
    return bool(name) and words.system.actors[name].closed and bool(words.members[name])


def _seen(name: str, words: Vocabulary, pairs: Pairs, number: int) -> tuple[str, ...]:
    """The kinds, in the text that doesn't name it, of an actor of the other."""
    around = words.matches(name) - {name, ANYONE}
    return tuple(sorted({pair[number] for pair in pairs if pair[1 - number] in around}))


# -- acts


def _act_words(system: System, pairs: Pairs, number: int) -> dict[str, tuple[str, ...]]:
    """What each act of a text is called: an old one by its new names, if it has some."""
    if number:
        return {name: (name,) for name in system.acts}
    return {name: tuple(sorted(b for a, b in pairs if a == name)) or (name,) for name in system.acts}


def _acts(old: System, new: System, pairs: Pairs) -> tuple[dict[str, Name], dict[str, Name]]:
    called = _act_words(old, pairs, 0)
    before = {name: {b for part in act.parts for b in called[part]} for name, act in old.acts.items()}
    parts_old: dict[str, set[str]] = {}
    for name, parts in before.items():
        for one in called[name]:
            parts_old.setdefault(one, set()).update(parts - {one})
    parts_new = {name: set(act.parts) for name, act in new.acts.items()}
    only_old, only_new = parts_old.keys() - parts_new.keys(), parts_new.keys() - parts_old.keys()
    names = sorted({*parts_old, *parts_new, *(act.name for act in BUILT_IN_ACTS)})

    def built(parts: Mapping[str, set[str]], others: Mapping[str, set[str]], foreign: Iterable[str]) -> dict[str, Name]:
        strange = set(foreign)
        whole = {name: parts.get(name, set()) | (others.get(name, set()) & strange) for name in names}
        for name in strange:
            whole[name] |= others.get(name, set())
        return {
            name: Name(name, Extent.OPEN if whole[name] else Extent.LEAF, tuple(sorted(whole[name]))) for name in names
        }

    return built(parts_old, parts_new, only_new), built(parts_new, parts_old, only_old)


def _renamed(policy: Policy, called: Mapping[str, tuple[str, ...]]) -> Policy:
    def acts(reach: Reach) -> Reach:
        return evolve(reach, act=tuple(dict.fromkeys(b for a in reach.act for b in called[a])))

    def spared(exceptions: Iterable[Exception_]) -> tuple[Exception_, ...]:
        return tuple(
            evolve(e, reach=acts(e.reach), exceptions=spared(e.exceptions)) if isinstance(e, Carve) else e
            for e in exceptions
        )

    clauses = (evolve(c, reach=acts(c.reach), exceptions=spared(c.exceptions)) for c in policy.clauses)
    return evolve(policy, clauses=tuple(clauses))


# -- conditions, and places on the way


def _conditions(
    old: System, new: System, pairs: Pairs
) -> tuple[dict[str, Expression], dict[str, Expression], tuple[str, ...]]:
    """What each text's conditions are, and the names of those that only the old text has."""
    after: dict[str, Expression] = {name: Named(point("", name)) for name in new.conditions}
    before: dict[str, Expression] = {}
    alone = []
    for name in old.conditions:
        found = [Named(point("", b)) for a, b in sorted(pairs) if a == name]
        if not found:
            alone.append(point(name))
        before[name] = Named(point(name)) if not found else found[0] if len(found) == 1 else Some(tuple(found))
    return before, after, tuple(alone)


def _place(name: str, system: System, pairs: Pairs, number: int) -> tuple[str, ...]:
    """A place on the way under the names of both texts; a flow or frame goes by its own."""
    if number or name not in system.actors:
        return (point("", name),)
    return tuple(point("", b) for a, b in sorted(pairs) if a == name) or (point(name),)


def _through(clauses: Iterable[Clause]) -> list[str]:
    def inside(exceptions: Iterable[Exception_]) -> Iterable[str]:
        for one in exceptions:
            if isinstance(one, Carve):
                yield from one.reach.through
                yield from inside(one.exceptions)

    return list(dict.fromkeys(name for c in clauses for name in (*c.reach.through, *inside(c.exceptions))))


# -- what nothing is said of


def _untold(old: System, new: System, wording: Wording) -> dict[str, frozenset[str]]:
    """By section the old names that clauses use, that no line tells of, and that the new text hasn't."""
    found = {}
    for section in SECTIONS:
        here, there = getattr(old, section), getattr(new, section)
        silent = {name for name in here if name not in wording.lines(section) and name not in there}
        used: set[str] = set()
        for clause in old.policies[0].clauses:
            used |= mentions(clause)[section]
        found[section] = frozenset(silent & used) - {old.policies[0].party}
    return found


def loosened(side: Side, wanted: Iterable[str]) -> Side:
    """The text with some of its clauses only, each reaching all that its untold names could mean.

    That is whatever the other text alone has a word for; and as their conditions may be any, under all of them.
    """
    system, keys = side.system, set(wanted)
    fresh = {section: _other_text_alone(getattr(system, section)) for section in ("data", "purposes", "actors")}
    data = {n: _with_parts(one, n in side.untold["data"], fresh["data"]) for n, one in system.data.items()}
    purposes = {
        n: _with_parts(one, n in side.untold["purposes"], fresh["purposes"]) for n, one in system.purposes.items()
    }
    named = tuple(sorted(side.untold["actors"]))
    actors = {n: evolve(a, kinds=(*a.kinds, *named)) if n in fresh["actors"] else a for n, a in system.actors.items()}
    clauses = tuple(evolve(c, condition=ALWAYS, exceptions=()) for c in side.policy.clauses if c.id in keys)
    policy = evolve(side.policy, clauses=clauses)
    loose = evolve(system, data=data, purposes=purposes, actors=actors, policies=(policy,))
    return evolve(side, system=loose, policy=policy, untold={})


def _other_text_alone(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if "=" in name and not words_of(name)[0])


def _with_parts(entry: Name, untold: bool, points: tuple[str, ...]) -> Name:
    return evolve(entry, parts=(*entry.parts, *points)) if untold else entry
