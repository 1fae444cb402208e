"""Random and-or nets, and the slow obvious way to say what is there in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations
from random import Random

from flowvow.graph.nets import START, Arc, Net

CONDITIONS = 3


def random_net(seed: int, climbs: bool = False, several: bool = True) -> Net:
    """A net of a few nodes with loops and joins; unless it climbs, with absences and conditions of both signs."""
    random = Random(f"net {seed}")
    if climbs:
        labels = tuple(sorted(2 * n + random.randrange(2) for n in range(random.randint(4, 7))))
    else:
        labels = tuple(sorted(random.sample(range(2 * CONDITIONS), random.randint(2, 2 * CONDITIONS))))
    plain = range(1, random.randint(5, 8) if climbs else random.randint(3, 6))
    second = range(len(plain) + 1, len(plain) + (1 if climbs else random.randint(1, 4)))
    absent = {node: random.choice(second) for node in plain[1:] if len(second) and random.random() < 0.3}

    def arcs(node: int, among: range) -> list[Arc]:
        if node in absent:
            return []
        made = []
        # The root of a net to climb is some way off.
        begun = among[1:] if climbs and node == 1 else (START, *among)
        for _ in range(random.randint(2, 4) if climbs else random.randint(1, 3)):
            sources = [random.choice(begun) for _ in range(random.choice((1, 1, 1, 2, 3)) if several else 1)]
            count = random.choice((0, 1, 1, 1, 2) if several else (0, 1, 1, 1, 1))
            held = random.sample(range(len(labels)), min(count, len(labels)))
            made.append((tuple(dict.fromkeys(sources)), tuple(sorted(held))))
        return made

    found = [[], *(arcs(node, plain) for node in plain), *(arcs(node, second) for node in second)]
    return Net(found, absent, (1,), labels)


def there(net: Net, cube: Iterable[int]) -> set[int]:
    """The nodes that are there by a cube of labels, by place: the least that the arcs allow."""
    held = set(cube)

    def least(begun: set[int], holds: Callable[[int], bool]) -> set[int]:
        found = {START, *begun}
        while True:
            more = {
                node
                for node, arcs in enumerate(net.arcs)
                for sources, labels in arcs
                if node not in net.absent and found.issuperset(sources) and all(map(holds, labels))
            }
            if more <= found:
                return found
            found |= more

    second = least(set(), lambda label: label not in held)
    return least({node for node, of in net.absent.items() if of not in second}, held.__contains__)


def cubes(net: Net) -> list[frozenset[int]]:
    """All cubes of labels, by place, the smaller first."""
    places = range(len(net.labels))
    return [frozenset(one) for size in range(len(net.labels) + 1) for one in combinations(places, size)]


def minimal(net: Net) -> list[frozenset[int]]:
    """The cubes by which the first root is there, and by nothing less."""
    found: list[frozenset[int]] = []
    for cube in cubes(net):
        if net.roots[0] in there(net, cube) and not any(smaller <= cube for smaller in found):
            found.append(cube)
    return found


def upwards(net: Net, nodes: Iterable[int]) -> set[int]:
    """The nodes that some nodes depend on, themselves among them."""
    found = set(nodes)
    while more := {s for node in found for sources, _ in net.arcs[node] for s in sources} - found:
        found |= more
    return found
