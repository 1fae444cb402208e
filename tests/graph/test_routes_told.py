"""Routes of random models, told whole and against the slow obvious way, with room to search and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.graph.routes import BUDGET, Target
from flowvow.graph.states import EVERY
from flowvow.model.conditions import All, Expression, Named
from flowvow.model.routes import Route
from flowvow.model.system import System
from flowvow.text.natural import natural
from tests.conftest import Compare
from tests.differential.dense import dense_system
from tests.graph.building import CHOICES, OWN, network
from tests.models import random_system

Make = Callable[[int], System]


def told(route: Route | None) -> str:
    if route is None:
        return "never"
    steps = [f"{s.step}{''.join(f'<{n}' for n in s.after)} {s.flow} {','.join(s.data)}".rstrip() for s in route.steps]
    return f"{route.size}{'' if route.shortest else ' or fewer'}: {'; '.join(steps)}"


def asked(of: Case, i: int, refused: bool = False) -> Iterator[tuple[str, list[Target]]]:
    """Of each datum that a flow uses or makes the targets, perhaps where the first choice that matters is refused."""
    uses: dict[str, list[Target]] = {}
    for copy in of.presence.sources[i]:
        states = EVERY
        if refused:
            hangs = of.states.support(of.presence.happens(i, copy))
            states = of.states.complement(of.states.where(hangs[-1])) if hangs else EVERY
        uses.setdefault(f"uses {copy.atom}", []).append(Target(copy, i, states))
    for copy, states in of.presence.products(i):
        uses.setdefault(f"makes {copy.atom}", []).append(Target(copy, i, states, made=True))
    yield from sorted(uses.items())


def routes(of: Case, refused: bool = False) -> Iterator[str]:
    flows = of.system.flows
    for i in sorted(range(len(flows)), key=lambda i: (natural(flows[i].name), i)):
        for use, targets in asked(of, i, refused):
            yield f"{flows[i].name} {use}: {told(of.routes.shortest(targets))}"


def fewest(system: System, state: dict[str, bool]) -> dict[tuple[int, str], int]:
    """How many steps it takes at least until each flow uses each datum, in one state."""
    held = {("customer", atom): 0 for atom in OWN}
    found: dict[tuple[int, str], int] = {}
    while True:
        before = len(found), sum(found.values()), sum(held.values())
        for i, flow in enumerate(system.flows):
            if not all(state[c.name] if isinstance(c, Named) else not state[c.part.name] for c in parts(flow.when)):
                continue
            at = flow.sender or flow.at
            costs = [held.get((at, atom)) for atom in flow.data]
            known = [cost for cost in costs if cost is not None]
            if flow.makes and len(known) < len(costs):
                continue
            for atom, cost in zip(flow.data, costs, strict=True):
                if cost is not None:
                    size = 1 + (sum(known) if flow.makes else cost)
                    found[i, atom] = min(size, found.get((i, atom), size))
                    place = (flow.at, flow.makes) if flow.makes else (flow.recipient, atom)
                    held[place] = min(size, held.get(place, size))
        if before == (len(found), sum(found.values()), sum(held.values())):
            return found


def parts(guard: Expression) -> tuple[Expression, ...]:
    return guard.parts if isinstance(guard, All) else (guard,)


STATES = [dict(zip(CHOICES, values, strict=True)) for values in product((False, True), repeat=len(CHOICES))]


@pytest.mark.parametrize("budget", [BUDGET, 9, 0])
def test_the_shortest_route_is_the_shortest_of_all_states(budget: int):
    """In some of the states; past the budget a route is still one of them, and it is said that there may be shorter."""
    careful = hurried = 0
    for seed in range(16):
        system = network(seed)
        made = Case(system)
        made.routes.budget = budget
        told_by_state = [fewest(system, state) for state in STATES]
        wanted = [EVERY, made.states.where("a"), made.states.complement(made.states.where("b"))]
        for i in range(len(system.flows)):
            for copy in made.presence.sources[i]:
                for states in wanted:
                    sizes = [
                        found[i, copy.atom]
                        for state, found in zip(STATES, told_by_state, strict=True)
                        if made.states.holds_in(states, state) and (i, copy.atom) in found
                    ]
                    route = made.routes.shortest([Target(copy, i, states)])
                    assert (route is None) == (not sizes), (seed, i, copy)
                    if route is not None:
                        assert route.size in sizes, (seed, i, copy)
                        assert route.size == min(sizes) or not route.shortest, (seed, i, copy)
                        hurried += not route.shortest
                        careful += route.size > made.routes.shortest([Target(copy, i, EVERY)]).size
    assert (hurried > 0) == (budget < BUDGET)
    assert careful > 10


@pytest.mark.parametrize("budget", [BUDGET, 9, 0])
def test_routes_are_told_as_they_were(budget: int, same_text: Compare):
    lines = []
    for name, system in [("dense 2", dense_system(2)), *((f"network {seed}", network(seed)) for seed in range(4))]:
        made = Case(system)
        made.routes.budget = budget
        lines += [f"# {name}", *routes(made), "# without the last choice", *routes(made, refused=True)]
    same_text(f"routes-{budget}.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize("make", [random_system, dense_system, network])
def test_routes_hang_on_no_order_of_flows(make: Make):
    for seed in range(20, 26):
        system = make(seed)
        flows = list(system.flows)
        if len({flow.name for flow in flows}) < len(flows):
            continue
        wanted = list(routes(Case(system)))
        Random(seed).shuffle(flows)
        assert list(routes(Case(evolve(system, flows=tuple(flows))))) == wanted, seed


def test_a_route_is_one_that_a_state_allows_and_each_step_follows_what_it_needs():
    for seed in range(30, 40):
        of = Case(dense_system(seed))
        when = {flow.name: of.presence.guards[i] for i, flow in enumerate(of.system.flows)}
        for i in range(len(of.system.flows)):
            for use, targets in asked(of, i):
                route = of.routes.shortest(targets)
                assert (route is None) == all(
                    of.states.both(t.states, of.presence.happens(i, t.node)) == 0 for t in targets if not t.made
                ) or use.startswith("makes"), seed
                if route is not None:
                    states = EVERY
                    for step in route.steps:
                        states = of.states.both(states, when[step.flow])
                        assert all(n < step.step for n in step.after), seed
                    assert states != 0, seed
                    assert [step.step for step in route.steps] == list(range(1, len(route.steps) + 1)), seed
