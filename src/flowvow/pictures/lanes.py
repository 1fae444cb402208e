"""Who stands where: people left, the party and its systems in the middle, everyone else right, by role.

The role of an outsider follows from the model, never from how it is called, in this order:

- authority: brings about a circumstance under which data flow to it, so that it can make somebody hand them over;
- processor: gets data under a contract (a safeguard of that sort), or under an `only` clause on what arrives at it;
- partner: a permit names it, or a kind that it is, as a recipient;
- third party: everyone else.
"""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from flowvow.model.actors import ANYONE, PERSON, PUBLIC
from flowvow.model.clauses import ClauseForm
from flowvow.model.conditions import ConditionKind, names_in
from flowvow.pictures.drawing import Lane, Role, Shape
from flowvow.pictures.scene import Scene

ROLES = {
    Role.AUTHORITY: "brings about a circumstance under which data flow to it",
    Role.PROCESSOR: "bound by a contract, or by a clause on what arrives at it",
    Role.PARTNER: "a recipient that the text names",
    Role.THIRD_PARTY: "a third party",
    Role.PUBLIC: "the public",
}


@frozen(slots=False)
class Lanes:
    """The lanes of one scene."""

    scene: Scene

    def lane(self, name: str) -> Lane:
        """The lane of an actor or store; what is the party's own stays there, a person's there."""
        vocabulary = self.scene.vocabulary
        if not vocabulary.matches(name).isdisjoint(self.scene.parties):
            return Lane.PARTY
        return Lane.PEOPLE if vocabulary.persons(name) else Lane.OTHERS

    def shape(self, name: str) -> Shape:
        """The kind of thing an actor or store is."""
        if self.scene.system.actors[name].store:
            return Shape.STORE
        if PERSON in self.scene.vocabulary.kinds(name):
            return Shape.PERSON
        if self.lane(name) is not Lane.OTHERS:
            return Shape.SYSTEM
        return {Role.PUBLIC: Shape.PUBLIC, Role.AUTHORITY: Shape.AUTHORITY}.get(self.role(name), Shape.OUTSIDER)

    def role(self, name: str) -> Role:
        """The role of an outsider; a part has its owner's."""
        if self.lane(name) is not Lane.OTHERS:
            return Role.NONE
        matched = self.scene.vocabulary.matches(name) - {ANYONE}
        if name == ANYONE or PUBLIC in matched:
            return Role.PUBLIC
        for role, names in self._named.items():
            if not matched.isdisjoint(names):
                return role
        return Role.THIRD_PARTY

    def owner(self, name: str) -> str:
        """What a thing directly belongs to, the first by name; nothing where it belongs to nobody."""
        actors = self.scene.system.actors
        owners = [owner for kind in sorted(self.scene.vocabulary.kinds(name)) for owner in actors[kind].of]
        return min(actors[name].of or owners, default="")

    def owners(self, name: str) -> tuple[str, ...]:
        """Its owner, that one's owner, and so on, as far as the party or the outermost."""
        found: list[str] = []
        owner = self.owner(name)
        while owner and owner not in found and owner not in self.scene.parties and owner != name:
            found.append(owner)
            owner = self.owner(owner)
        return tuple(found)

    @cached_property
    def _named(self) -> dict[Role, frozenset[str]]:
        """For each role the names that give it to whoever matches them."""
        system = self.scene.system
        authorities: set[str] = set()
        processors: set[str] = set()
        for flow in system.flows:
            if not flow.recipient:
                continue
            bringing = {system.conditions[name].by for name in names_in(flow.when) if _circumstance(self.scene, name)}
            bringing -= {ANYONE, PERSON, PUBLIC}
            if not self.scene.vocabulary.matches(flow.recipient).isdisjoint(bringing):
                authorities.add(flow.recipient)
            given = (*flow.safeguards, *self.scene.vocabulary.safeguards(flow.recipient))
            if any(system.conditions[name].by == "contract" for name in given if name in system.conditions):
                processors.add(flow.recipient)
        partners: set[str] = set()
        for clause in system.clauses:
            if clause.form is ClauseForm.ONLY:
                processors.update(clause.reach.at)
            elif clause.form is ClauseForm.PERMIT:
                partners.update(clause.reach.recipient)
        wide = {ANYONE, PERSON, PUBLIC, *self.scene.parties}
        return {
            Role.AUTHORITY: frozenset(authorities - wide),
            Role.PROCESSOR: frozenset(processors - wide),
            Role.PARTNER: frozenset(partners - wide),
        }


def _circumstance(scene: Scene, name: str) -> bool:
    condition = scene.system.conditions.get(name)
    return condition is not None and condition.kind is ConditionKind.CIRCUMSTANCE
