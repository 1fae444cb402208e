"""Nets, and what is sought in them, against the slow obvious way on random small ones."""

from __future__ import annotations

from itertools import islice, product
from random import Random

import pytest

from flowvow.graph import climbing, deciding
from flowvow.graph.budget import FEW, LIST, BudgetError, Purse
from flowvow.graph.climbing import climb
from flowvow.graph.deciding import Search, agreeing, shrink
from flowvow.graph.nets import START, Arc, Net
from flowvow.graph.slices import chosen, columns, members, without_parts
from flowvow.graph.solver import CALL, Clauses
from tests.graph.nets import cubes, minimal, random_net, there, upwards

# --- many sets at once


@pytest.mark.parametrize("width", [1, 8, 9, 20])
def test_columns_and_members_turn_sets_round(width: int):
    random = Random(width)
    sets = [random.getrandbits(width) for _ in range(11)]
    found = columns(sets, width)
    assert len(found) == width
    for label, column in enumerate(found):
        assert list(chosen(sets, column)) == [one for one in sets if one >> label & 1]
    assert [list(members(one)) for one in sets] == [[n for n in range(width) if one >> n & 1] for one in sets]
    others = [random.getrandbits(width) for _ in range(3)] + [sets[4]]
    left = without_parts(sets, others, width)
    assert list(chosen(sets, left)) == [one for one in sets if all(one & other != other for other in others)]


def test_of_no_sets_nothing_is_held():
    assert columns([], 3) == [0, 0, 0]
    assert list(chosen([], 0)) == []


# --- nets


def test_what_is_there_is_the_least_that_the_arcs_allow():
    for seed in range(60):
        net = random_net(seed)
        every = cubes(net)
        full = (1 << len(every)) - 1
        held = [sum((place in cube) << n for n, cube in enumerate(every)) for place in range(len(net.labels))]
        values = net.there(held, full)
        wanted = [there(net, cube) for cube in every]
        for node in net.plain:
            assert values[node] == sum((node in found) << n for n, found in enumerate(wanted)), (seed, node)


def test_a_net_knows_its_shape():
    for seed in range(60):
        net = random_net(seed)
        plain = upwards(net, net.roots)
        assert sorted(net.plain) == sorted(plain), seed
        second = upwards(net, [of for node, of in net.absent.items() if node in plain])
        assert sorted(net.second) == sorted(second), seed
        sources = {node: upwards(net, [s for one, _ in net.arcs[node] for s in one]) for node in plain}
        assert net.loops == any(node in found for node, found in sources.items()), seed
        place = {node: n for n, node in enumerate(net.plain)}
        for node in plain:
            assert all(place[s] < place[node] for s in sources[node] if node not in sources.get(s, ())), seed
        both = {label // 2 for label in net.labels if label ^ 1 in net.labels}
        assert net.unate == (not both), seed
        assert net.climbs == (not both and not net.absent), seed
        places = [net.labels.index(label ^ 1) if label ^ 1 in net.labels else -1 for label in net.labels]
        assert list(net.opposite) == places, seed


def test_loops_are_told_together_by_how_far_they_are():
    """Far loops need few rounds then; 3 is next to the start, 1 after it, and 2 last."""
    net = Net([[], [((3,), ()), ((2,), ())], [((1,), ())], [((START,), ()), ((2,), ())]], {}, (2,), ())
    assert net.plain == [START, 3, 1, 2]
    assert net.loops


def test_a_node_that_leads_to_itself_is_a_loop():
    assert Net([[], [((1,), ()), ((START,), ())]], {}, (1,), ()).loops
    assert not Net([[], [((2,), ()), ((START,), ())], [((START,), ())]], {}, (1,), ()).loops


def test_arcs_onward_name_where_they_lead():
    net = Net([[], [((START, 2), (0,))], [((START,), ())]], {}, (1,), (0,))
    assert net.onward == [[(1, (0, 2), (0,)), (2, (0,), ())], [], [(1, (0, 2), (0,))]]


# --- climbing


def levels(net: Net, most: int = 99, steps: int = 100_000) -> list[list[int]]:
    """The sets by size, without what is empty at the end."""
    found = list(climb(net, most, Purse(steps)))
    while found and not found[-1]:
        found.pop()
    return found


def by_size(net: Net) -> list[list[int]]:
    wanted = minimal(net)
    sizes = range(1 + max(map(len, wanted), default=-1))
    return [sorted(sum(1 << n for n in one) for one in wanted if len(one) == size) for size in sizes]


@pytest.mark.parametrize("several", [True, False])
def test_climbing_finds_the_minimal_sets_size_by_size(several: bool):
    for seed in range(40):
        net = random_net(seed, climbs=True, several=several)
        assert net.climbs
        assert [sorted(level) for level in levels(net)] == by_size(net), seed


@pytest.mark.parametrize("several", [True, False])
def test_climbing_in_small_pieces_finds_the_same(several: bool, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(climbing, "CHUNK", 2)
    for seed in range(40):
        net = random_net(seed, climbs=True, several=several)
        assert [sorted(level) for level in levels(net)] == by_size(net), seed


@pytest.mark.parametrize("several", [True, False])
@pytest.mark.parametrize("many", [climbing.MANY, 0])
def test_climbing_ends_with_the_size_that_makes_them_too_many(
    many: int, several: bool, monkeypatch: pytest.MonkeyPatch
):
    """Whether or not it asks first which size is the last."""
    monkeypatch.setattr(climbing, "MANY", many)
    monkeypatch.setattr(climbing, "CHUNK", 3)
    ended = 0
    for seed in range(40):
        net = random_net(seed, climbs=True, several=several)
        wanted = by_size(net)
        for most in range(6):
            counted = [sum(map(len, wanted[: n + 1])) for n in range(len(wanted))]
            last = next((n for n, count in enumerate(counted) if count > most), len(wanted))
            assert [sorted(level) for level in levels(net, most)] == wanted[: last + 1], (seed, most)
            ended += last < len(wanted) - 1
    assert ended > 0


def wide(labels: int) -> Net:
    """Any one of the labels, or any three of the first four."""
    arcs = [((START,), (n,)) for n in range(4, labels)]
    three = [((START,), (a, b, c)) for a in range(4) for b in range(a) for c in range(b)]
    return Net([[], [*arcs, *three]], {}, (1,), tuple(2 * n for n in range(labels)))


def test_each_set_that_is_looked_at_is_paid_for():
    net = wide(6)
    assert [sorted(level) for level in levels(net, steps=1 + 2 + 4)] == [[], [16, 32], [], [7, 11, 13, 14]]
    with pytest.raises(BudgetError):
        levels(net, steps=1 + 2 + 3)


def test_from_where_the_root_is_there_nobody_looks_on():
    """One way leads on from the root, and back to it."""
    net = Net([[], [((START,), (0,)), ((2,), (2,))], [((1,), (1,))]], {}, (1,), (0, 2, 4))
    assert levels(net, steps=2) == [[], [1]]


def ladder(length: int) -> Net:
    """A node after the other, each by either of two labels."""
    arcs = [[((n - 1,), (2 * n - 2,)), ((n - 1,), (2 * n - 1,))] for n in range(1, length + 1)]
    return Net([[], *arcs], {}, (length,), tuple(range(0, 4 * length, 2)))


def test_what_is_next_is_told_where_it_is_all_that_can_be_paid(monkeypatch: pytest.MonkeyPatch):
    """Of a ladder of three the sets of two labels can be paid, and those of three be told from them."""
    monkeypatch.setattr(climbing, "MANY", 3)
    monkeypatch.setattr(climbing, "CHUNK", 3)
    climbing_on = climb(ladder(3), 99, Purse(1 + 2 + 4 + 7))
    assert [sorted(level) for level in islice(climbing_on, 4)] == by_size(ladder(3))
    with pytest.raises(BudgetError):
        next(climbing_on)
    assert [len(level) for level in climb(ladder(3), 99, Purse(1 + 2 + 4 + 8))][:4] == [0, 0, 0, 8]


def left_of(purse: Purse, most: int) -> tuple[int, list[int]]:
    """What is left after climbing a ladder of three beside a label of its own, and how many sets there are by size."""
    net = ladder(3)
    net.arcs[3].append(((START,), (6,)))
    found = [len(level) for level in climb(Net(net.arcs, {}, (3,), (*net.labels, 100)), most, purse)]
    return purse.rest, found


def test_a_size_that_is_known_to_be_the_last_is_not_paid(monkeypatch: pytest.MonkeyPatch):
    """Of the eight sets of three none has to be looked at where they make too many; otherwise all."""
    for many in (0, 3, 7):
        monkeypatch.setattr(climbing, "MANY", many)
        assert left_of(Purse(16), 0) == (15 if many == 0 else 12, [0, 1])
        assert left_of(Purse(16), 1) == (8, [0, 1, 0, 8])
        assert left_of(Purse(16), 8) == (8, [0, 1, 0, 8])
        assert left_of(Purse(16), 9) == (0, [0, 1, 0, 8])
    monkeypatch.setattr(climbing, "MANY", 8)
    for most in (1, 8, 9):
        assert left_of(Purse(16), most) == (0, [0, 1, 0, 8])


def chain(*labels: tuple[int, ...], begun: int) -> list[list[Arc]]:
    """Nodes from ``begun`` on, each by any of some labels after the one before."""
    return [[((begun + n - 1 if n else START,), (label,)) for label in some] for n, some in enumerate(labels)]


@pytest.mark.parametrize("most", [1, 2])
def test_where_a_size_is_passed_over_the_next_is_not_told_ahead(most: int, monkeypatch: pytest.MonkeyPatch):
    """By an arc with two labels; or by a join of two sets of two beside a chain of four."""
    monkeypatch.setattr(climbing, "MANY", 0)
    ways = chain((2,), (3, 4), begun=2)
    net = Net([[], [((START,), (0, 1)), ((3,), ())], *ways], {}, (1,), tuple(range(0, 10, 2)))
    assert [sorted(level) for level in levels(net, most)] == by_size(net) == [[], [], [3, 12, 20]]
    ways = [*chain((0,), (1,), begun=2), *chain((2,), (3,), begun=4), *chain((4,), (5,), (6,), (7, 8), begun=6)]
    net = Net([[], [((3, 5), ()), ((9,), ())], *ways], {}, (1,), tuple(range(0, 18, 2)))
    assert [sorted(level) for level in levels(net, most)] == by_size(net)
    assert list(map(len, by_size(net))) == [0, 0, 0, 0, 3]


def test_what_the_root_is_there_by_joins_nothing():
    """A join leads on from the root, and back to it."""
    net = Net([[], [((START,), (0,)), ((3,), (2,))], [((START,), (1,))], [((1, 2), ())]], {}, (1,), (0, 2, 4))
    assert levels(net, steps=3) == [[], [1]]


def test_joins_of_too_many_sets_are_past_the_budget(monkeypatch: pytest.MonkeyPatch):
    either = [((START,), (n,)) for n in range(3)], [((START,), (n,)) for n in range(3, 6)]
    net = Net([[], [((2, 3), ())], *either], {}, (1,), tuple(range(0, 12, 2)))
    assert [len(level) for level in levels(net)] == [0, 0, 9]
    monkeypatch.setattr(climbing, "JOINED", 9)
    assert [len(level) for level in levels(net)] == [0, 0, 9]
    monkeypatch.setattr(climbing, "JOINED", 8)
    with pytest.raises(BudgetError):
        levels(net)


# --- deciding


def states(net: Net) -> list[dict[int, bool]]:
    ranks = sorted({label // 2 for label in net.labels})
    return [{rank: bool(n >> i & 1) for i, rank in enumerate(ranks)} for n in range(1 << len(ranks))]


def held(net: Net, state: dict[int, bool]) -> list[int]:
    return [n for n, label in enumerate(net.labels) if (label // 2, label % 2 == 0) in state.items()]


@pytest.mark.parametrize("tries", [1, deciding.TRIES])
def test_a_witness_is_a_state_that_holds_nothing_banned(tries: int, monkeypatch: pytest.MonkeyPatch):
    """By a look, by chance or by the solver; the fewer tries, the more often by the last."""
    monkeypatch.setattr(deciding, "TRIES", tries)
    for seed in range(80):
        net = random_net(seed)
        search = Search(net, Purse(100_000))
        random = Random(seed)
        for banned in ([], random.sample(range(len(net.labels)), 1), random.sample(range(len(net.labels)), 2)):
            if any(net.labels[n] ^ 1 in {net.labels[m] for m in banned} for n in banned):
                continue
            free = [one for one in states(net) if not set(held(net, one)) & set(banned)]
            wanted = any(net.roots[0] in there(net, held(net, one)) for one in free)
            found = search.witness(banned)
            assert (found is not None) == wanted, (seed, banned)
            if found is not None:
                assert agreeing(net, found) == held(net, found)
                assert not set(held(net, found)) & set(banned), (seed, banned)
                assert net.roots[0] in there(net, held(net, found)), (seed, banned)


@pytest.mark.parametrize("tries", [1, 2, deciding.TRIES])
def test_a_witness_is_one_state_and_not_of_several_a_part(tries: int, monkeypatch: pytest.MonkeyPatch):
    """Of some conditions an odd number must hold."""
    monkeypatch.setattr(deciding, "TRIES", tries)
    for count in (2, 3, 4):
        odd = [
            ((START,), tuple(2 * n + (not value) for n, value in enumerate(values)))
            for values in product((False, True), repeat=count)
            if sum(values) % 2
        ]
        found = Search(Net([[], odd], {}, (1,), tuple(range(2 * count))), Purse(1000)).witness()
        assert found is not None
        assert sum(found.values()) % 2


def test_a_state_agrees_with_the_labels_that_it_holds():
    net = Net([[], [((START,), (0, 1, 2, 3))]], {}, (1,), (0, 1, 2, 5))
    assert agreeing(net, {0: True, 1: False, 2: False}) == [0, 3]
    assert agreeing(net, {0: False, 1: True}) == [1, 2]
    assert agreeing(net, {}) == []


def test_shrinking_leaves_a_minimal_part_that_is_enough():
    shrunk = 0
    for seed in range(80):
        net = random_net(seed)
        places = list(range(len(net.labels)))
        if net.roots[0] in there(net, places):
            found = shrink(net, places)
            assert net.roots[0] in there(net, found), seed
            assert all(net.roots[0] not in there(net, set(found) - {one}) for one in found), seed
            shrunk += bool(found)
    assert shrunk > 20


def test_a_look_is_paid_by_the_arcs_of_the_net():
    """A step, and another for each 64 arcs."""
    for arcs, price in ((63, 1), (64, 2), (127, 2), (128, 3)):
        purse = Purse(100)
        assert Search(Net([[], [((START,), ())] * arcs], {}, (1,), ()), purse).witness() == {}
        assert purse.rest == 100 - price


# --- the solver


def test_at_most_so_many_facts_hold():
    """Of twenty facts seven must hold; the tally counts to sixteen at first."""
    clauses = Clauses(Purse(100_000))
    facts = [clauses.fact() for _ in range(20)]
    assert facts == list(range(1, 21))
    for fact in facts[:7]:
        clauses.add(fact)
    for count in (6, 7, 16, 17, 18, 19, 20, 3):
        model = clauses.meet(*clauses.at_most(count, facts))
        assert (model is None) == (count < 7), count
        if model is not None:
            assert sum(model[fact - 1] > 0 for fact in facts) <= count
            fresh = clauses.fact()
            clauses.add(-fresh)
    for fact in facts[7:18]:
        clauses.add(fact)
    for count in (16, 17):
        assert clauses.meet(*clauses.at_most(count, facts)) is None
    for count in (18, 19):
        assert clauses.meet(*clauses.at_most(count, facts)) is not None
    assert clauses.at_most(20, facts) == []
    assert clauses.at_most(21, facts) == []


@pytest.mark.parametrize("first", [0, 3, 15, 16])
def test_a_tally_grows_to_what_is_asked_at_once(first: int):
    """Of forty facts seventeen must hold."""
    clauses = Clauses(Purse(100_000))
    facts = [clauses.fact() for _ in range(40)]
    for fact in facts[20:37]:
        clauses.add(fact)
    assert clauses.meet(*clauses.at_most(first, facts)) is None
    for count in (18, 16, 17, 39, 33):
        assert (clauses.meet(*clauses.at_most(count, facts)) is None) == (count < 17), count
    for fact in facts[:17]:
        clauses.add(fact)
    for count in (33, 34, 39):
        assert (clauses.meet(*clauses.at_most(count, facts)) is None) == (count < 34), count


def test_few_facts_are_tallied_too():
    clauses = Clauses(Purse(100_000))
    facts = [clauses.fact() for _ in range(3)]
    clauses.add(facts[0])
    clauses.add(facts[1])
    assert clauses.meet(*clauses.at_most(1, facts)) is None
    model = clauses.meet(*clauses.at_most(2, facts))
    assert model is not None
    assert [number > 0 for number in model[:3]] == [True, True, False]


def test_what_is_preferred_is_tried_first():
    clauses = Clauses(Purse(100))
    facts = [clauses.fact() for _ in range(4)]
    clauses.add(*facts)
    signs = [1, -1, 1, -1]
    clauses.prefer(sign * fact for sign, fact in zip(signs, facts, strict=True))
    assert clauses.meet() == [1, -2, 3, -4]


def pigeons(clauses: Clauses, count: int) -> None:
    """So many pigeons, each in one of a hole less."""
    at = [[clauses.fact() for _ in range(count - 1)] for _ in range(count)]
    for one in at:
        clauses.add(*one)
    for hole in range(count - 1):
        for a in range(count):
            for b in range(a):
                clauses.add(-at[a][hole], -at[b][hole])


def test_calls_and_conflicts_are_paid_for():
    purse = Purse(3 * CALL)
    clauses = Clauses(purse)
    clauses.add(clauses.fact())
    for n in range(3):
        assert clauses.meet() == [1]
        assert purse.rest == (2 - n) * CALL
    with pytest.raises(BudgetError):
        clauses.meet()
    purse = Purse(100_000)
    clauses = Clauses(purse)
    pigeons(clauses, 6)
    assert clauses.meet() is None
    spent = 100_000 - purse.rest - CALL
    assert spent > 50
    before = purse.rest
    assert clauses.meet() is None
    assert before - purse.rest == CALL, "it is known now"
    clauses = Clauses(Purse(CALL + 20))
    pigeons(clauses, 7)
    with pytest.raises(BudgetError):
        clauses.meet()


# --- purses


def test_a_list_takes_half_of_what_is_left_but_not_too_much_and_not_too_little():
    for rest, held in ((100, FEW), (2 * FEW + 2, FEW + 1), (2 * LIST, LIST), (2 * LIST + 9, LIST), (9 * LIST, LIST)):
        purse = Purse(rest)
        purse.share()
        assert purse.held == held


def test_a_purse_pays_until_it_is_empty():
    purse = Purse(10)
    purse.pay(4)
    assert (purse.rest, purse.held) == (6, 6)
    purse.pay(6)
    with pytest.raises(BudgetError):
        purse.pay(1)
    purse = Purse(0)
    purse.share()
    purse.pay(FEW)
    with pytest.raises(BudgetError):
        purse.pay(1)
