"""Many ways under few choices: 200 actors and 1,200 flows, each guarded by some of 64 choices, and one far end.

Whether that is reached is two-terminal reliability, whose diagrams have no small form. The same shape, guards and seed
give the same files. In a mesh and in loops flows lead back as often as on.
"""

from __future__ import annotations

from random import Random

from writing import cited

ACTORS = 200
FLOWS = 1200
CHOICES = 64
SHAPES = ("random", "layers", "grid", "mesh", "loops")
GUARDS = ("one", "two", "fallback", "not")

POLICY = """\
flowvow: 1
policy: promises
party: company

actors:
  customer: person
  vendor:

data:
  email:

purposes:
  serve:

conditions:
%(choices)s

clauses:
%(clauses)s
"""

CLAUSES = """\
  serving:   {permit: any, by: anyone, data: email, for: serve}
  no-vendor: {forbid: any, by: anyone, data: email, to: vendor}
"""


def network(
    shape: str, guards: str, actors: int = ACTORS, flows: int = FLOWS, asked: int = CHOICES, seed: int = 1
) -> dict[str, str]:
    """The files of a network of that shape, by name; its last flow is called ``far``."""
    random = Random(f"{shape} {guards} {actors} {flows} {asked} {seed}")
    names = [f"choice-{n}" for n in range(asked)]
    links = _links(shape, actors, flows - 2, random)
    lines = ["  begin: {from: customer, to: node-0, data: email, for: serve}"]
    for n, (sender, recipient) in enumerate(links):
        ends = f"from: node-{sender}, to: node-{recipient}"
        lines.append(f"  flow-{n}: {{{ends}, data: email, for: serve, when: {_guard(guards, names, random)}}}")
    lines.append(f"  far: {{from: node-{actors - 1}, to: seller, data: email, for: serve}}")
    places = [f"  node-{n}:" for n in range(actors)]
    head = ["flowvow: 1", f"system: {shape} under {asked} choices", "policies: [choices.policy.yaml]"]
    conditions = "\n".join(f"  {name}: {{choice: customer, default: refused}}" for name in names)
    return {
        "choices.flow.yaml": "\n".join(
            [*head, "actors:", "  seller: {is: vendor}", *places, "flows:", *lines, ""],
        ),
        "choices.policy.yaml": POLICY % {"choices": conditions, "clauses": cited(CLAUSES)},
    }


def _links(shape: str, actors: int, flows: int, random: Random) -> list[tuple[int, int]]:
    """Pairs of numbers, the first 0 and the last ``actors - 1`` being the ends."""
    width = next(w for w in range(round(actors**0.5), 0, -1) if actors % w == 0)
    possible = {
        "random": lambda: _ordered(random.sample(range(actors), 2)),
        "loops": lambda: tuple(random.sample(range(actors), 2)),
        "layers": lambda: _layered(actors, width, random),
        "grid": lambda: _neighbours(actors, width, random, back=False),
        "mesh": lambda: _neighbours(actors, width, random, back=True),
    }[shape]
    return [possible() for _ in range(flows)]


def _ordered(pair: list[int]) -> tuple[int, int]:
    return min(pair), max(pair)


def _layered(actors: int, width: int, random: Random) -> tuple[int, int]:
    """From a layer to the next; the first and the last are one actor each."""
    sender = random.randrange(actors - 1)
    layer = (sender + width - 1) // width
    first = 1 + layer * width
    return sender, random.randrange(first, min(first + width, actors - 1)) if first < actors - 1 else actors - 1


def _neighbours(actors: int, width: int, random: Random, back: bool) -> tuple[int, int]:
    """From a field of a chessboard to one beside it: to the right or down, or with ``back`` any way."""
    while True:
        sender = random.randrange(actors)
        step = random.choice((1, width, -1, -width) if back else (1, width))
        recipient = sender + step
        beside = abs(step) == width or sender // width == recipient // width
        if 0 <= recipient < actors and beside:
            return sender, recipient


def _guard(kind: str, names: list[str], random: Random) -> str:
    one, other, third = random.sample(names, 3)
    if kind == "fallback":
        return random.choice((one, f"{one} and {other}", f"{one} or {other}", f"{one} and ({other} or {third})"))
    if kind == "not":
        return random.choice((one, f"{one} and {other}", f"{one} and not {other}", f"{one} or not {other}"))
    return one if kind == "one" else f"{one} and {other}"
