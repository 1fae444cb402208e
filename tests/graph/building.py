"""Small systems without a policy, for asking the graph alone."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from attrs import evolve

from flowvow.checks.case import Case
from flowvow.graph.routes import Target
from flowvow.graph.states import EVERY
from flowvow.model.actors import BUILT_IN_ACTORS, Actor
from flowvow.model.conditions import ALWAYS, All, Condition, ConditionKind, Default, Expression, Named, Not
from flowvow.model.flows import Flow, How
from flowvow.model.names import Name
from flowvow.model.routes import Route
from flowvow.model.system import System


def choice(name: str, default: Default = Default.REFUSED) -> Condition:
    return Condition(name, ConditionKind.CHOICE, "customer", default)


def move(name: str, sender: str, recipient: str, *data: str, when: Expression = ALWAYS, **more: object) -> Flow:
    return Flow(name, sender=sender, recipient=recipient, data=data or ("email",), when=when, **more)


def derive(name: str, at: str, data: tuple[str, ...], makes: str, how: How = How.JOIN) -> Flow:
    return Flow(name, at=at, data=data, makes=makes, how=how)


def case(flows: Iterable[Flow], conditions: Iterable[Condition] = (), *policies: object) -> Case:
    """A customer who has every datum that isn't made, and everybody whom the flows name."""
    flows = tuple(flows)
    ends = {end: Actor(end) for flow in flows for end in (flow.sender, flow.recipient, flow.at) if end}
    actors = {actor.name: actor for actor in BUILT_IN_ACTORS} | ends | {"customer": Actor("customer", ("person",))}
    data = {name: Name(name) for flow in flows for name in (*flow.data, flow.makes) if name}
    asked = {condition.name: condition for condition in conditions}
    return Case(System("test", actors, data, {}, conditions=asked, flows=flows, policies=tuple(policies)))


def route(of: Case, flow: str, atom: str = "email", states: int = EVERY) -> Route | None:
    """The shortest route by which a flow uses a datum in some of the states."""
    i = next(i for i, one in enumerate(of.system.flows) if one.name == flow)
    return of.routes.shortest([Target(copy, i, states) for copy in of.presence.sources[i] if copy.atom == atom])


def told(found: Route | None) -> list[str]:
    """The flows of a route in order."""
    return [step.flow for step in found.steps] if found is not None else []


CHOICES = ("a", "b", "c")
OWN = ("email", "card")


def network(seed: int) -> System:
    """An address and a card go about between a few places, by some choices; here and there they are joined."""
    random = Random(f"network {seed}")
    places = [f"n{i}" for i in range(5)]
    flows = []
    for n in range(20):
        parts = random.sample(CHOICES, random.choice((0, 1, 1, 2)))
        guard = All(tuple(random.choice((Named(c), Not(Named(c)))) for c in parts))
        sender, recipient = ("customer", random.choice(places)) if n < 4 else random.sample(places, 2)
        data = random.choice((OWN, OWN[:1], OWN[1:], ("profile",) if n > 8 else OWN))
        flows.append(move(f"f{n}", sender, recipient, *data, when=guard))
    for n, place in enumerate(random.sample(places, 3)):
        inputs = OWN if n < 2 else ("profile", "card")
        guard = random.choice((All(()), Not(Named(random.choice(CHOICES)))))
        flows.append(evolve(derive(f"join{n}", place, inputs, "profile" if n < 2 else "dossier"), when=guard))
    return case(flows, map(choice, CHOICES)).system
