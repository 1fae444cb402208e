"""Every name that was mentioned must exist, and be of the right kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import frozen

from flowvow.model.actors import NOBODY, Actor
from flowvow.model.clauses import Policy
from flowvow.model.conditions import Condition, ConditionKind
from flowvow.model.names import Name
from flowvow.reading import spaces as s
from flowvow.reading.notes import Notes
from flowvow.reading.spaces import Space
from flowvow.text.nearest import did_you_mean
from flowvow.text.nodes import Scalar


@frozen(eq=False)
class Known:
    """Everything that is declared.

    Attributes:
        actors, data, purposes, acts, conditions: by name.
        flows: names of lines.
        heads: names of heads of flows, with their lines.
    """

    actors: Mapping[str, Actor]
    data: Mapping[str, Name]
    purposes: Mapping[str, Name]
    acts: Mapping[str, Name]
    conditions: Mapping[str, Condition]
    flows: Collection[str]
    heads: Mapping[str, list[str]]

    def names(self, space: Space) -> Collection[str]:
        """The names in a set."""
        kinds = ConditionKind
        if space is s.ACTOR:
            return self.actors
        if space is s.SUBJECT:
            return {*self.actors, NOBODY}
        if space is s.PLACE:
            return {*self.actors, *self.flows, *self.heads}
        if space is s.FLOWS:
            return {*self.flows, *self.heads}
        plain = {
            s.DATA: self.data,
            s.PURPOSE: self.purposes,
            s.ACT: self.acts,
            s.CONDITION: self.conditions,
            s.FLOW: self.flows,
        }
        if space in plain:
            return plain[space]
        wanted = {
            s.CHOICE: (kinds.CHOICE,),
            s.GUARD: (kinds.CHOICE, kinds.CIRCUMSTANCE),
            s.SAFEGUARD: (kinds.SAFEGUARD,),
        }
        return {name for name, condition in self.conditions.items() if condition.kind in wanted[space]}

    def kinds_of(self, name: str) -> list[str]:
        """What a name is, of all things it might be, each with its article."""
        actor = self.actors.get(name)
        condition = self.conditions.get(name)
        found = [
            actor and ("a store" if actor.store else "an actor"),
            name in self.data and "a data type",
            name in self.purposes and "a purpose",
            condition and f"a {condition.kind.value}",
            name in self.flows and "a flow",
            name in self.heads and "the head of several flows",
            name in self.acts and "an act",
        ]
        return [word for word in found if word]


def resolve(known: Known, notes: Notes) -> None:
    """Note every mention of a name that doesn't exist, or is something else."""
    for space, mentions in notes.mentions.items():
        names = known.names(space)
        for mention in mentions:
            if mention.text not in names and not notes.gathering.no_room():
                _note(mention, space, names, known, notes)


_MISPLACED = {
    (s.GUARD, "a safeguard"): "list safeguards in `with`",
    (s.SAFEGUARD, "a choice"): "guards stand in `when`",
    (s.SAFEGUARD, "a circumstance"): "guards stand in `when`",
}


def _note(mention: Scalar, space: Space, names: Collection[str], known: Known, notes: Notes) -> None:
    name = mention.text
    near = did_you_mean(name, names)
    others = known.kinds_of(name)
    if others:
        remedy = _MISPLACED.get((space, others[0])) or near
        if space is s.FLOW and name in known.heads:
            remedy = f"name its lines: {', '.join(known.heads[name])}"
        notes.problem(mention, f"'{name}' is {' and '.join(others)}, not {space.word}", remedy)
        return
    word = space.word.partition(" ")[2]
    if name in notes.removed:
        near = "the proposal removes it: change or remove this line too"
    notes.problem(mention, f"no {word} is called '{name[:80]}'", near or f"declare it under `{space.section}`")


def resolve_citations(policies: Iterable[Policy], notes: Notes) -> None:
    """Note every cited sentence that isn't in its policy's outline, and every unknown policy."""
    texts = {policy.name: frozenset(policy.sentences) for policy in policies}
    for cited, where in notes.cited:
        policy, _, number = cited.rpartition("/")
        if policy not in texts:
            known = did_you_mean(policy, texts) or f"the policies are {', '.join(texts) or 'none'}"
            notes.problem(where, f"no policy is called '{policy[:80]}'", known)
        elif texts[policy] and number not in texts[policy]:
            notes.problem(where, f"the text of {policy} has no sentence {number}", _near(number, texts[policy]))


def _near(number: str, sentences: Collection[str]) -> str:
    section = number.rpartition(".")[0]
    places = sorted(int(one.rpartition(".")[2]) for one in sentences if one.rpartition(".")[0] == section)
    if places:
        return f"section {section} has {section}.{places[0]} to {section}.{places[-1]}"
    below = sorted({one.rpartition(".")[0] for one in sentences if one.startswith(f"{section}.")})
    if below:
        return f"its sentences stand in the subsections {', '.join(below[:6])}"
    return did_you_mean(number, sentences) or f"there is no section {section}"
