"""Formulas over symbols that are there by one another, against all states one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import combinations, product

import pytest

from flowvow.graph import compiling, formulas, hitting, listing, primes
from flowvow.graph.budget import BudgetError, Purse
from flowvow.graph.deciding import Search
from flowvow.graph.formulas import SAMPLES
from flowvow.graph.hitting import hit
from flowvow.graph.implying import Implying
from flowvow.graph.nets import START, Net
from flowvow.graph.primes import SMALL
from flowvow.graph.states import EVERY, NONE, States, by_default
from flowvow.model.conditions import Condition, ConditionKind, Default
from tests.graph.symbols import ALL, NAMES, STATES, Maker, Set, minimal, seen, support, table

# How many nodes an operation may make, how many samples there are, and how large a diagram is spelt out.
SETTINGS = {
    "bare": (0, SAMPLES, SMALL),
    "unsampled": (3, 2, SMALL),
    "branching": (100, 2, 0),
    "usual": (100, SAMPLES, SMALL),
}


@pytest.fixture(params=SETTINGS)
def step(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Nothing but single conditions is a diagram, or what is small, or all guards; and what is looked at otherwise."""
    found, samples, small = SETTINGS[request.param]
    monkeypatch.setattr(formulas, "SAMPLES", samples)
    monkeypatch.setattr(primes, "SMALL", small)
    return found


def sets(seeds: range, step: int, each: int = 2) -> Iterator[tuple[int, Maker, Set]]:
    """Some sets of each of some makers, and the plain symbols; each third maker has none."""
    for seed in seeds:
        maker = Maker(seed, step, symbols=4 if seed % 3 else 0)
        for one in [*maker.symbols[:2], *(maker.set() for _ in range(each))]:
            yield seed, maker, one


def told(states: States, a: int) -> int:
    """Where a set holds, by one net for all states."""
    net = states.formulas.net(a)
    held = [
        sum((state[NAMES[label // 2]] is (label % 2 == 0)) << n for n, state in enumerate(STATES))
        for label in net.labels
    ]
    return net.there(held, ALL)[net.roots[0]]


def test_a_formula_holds_where_it_should_and_is_none_or_every_only_by_that_name(step: int):
    for seed, maker, one in sets(range(20), step):
        assert told(maker.states, one.states) == one.table, seed
        for n in (seed % 16, 15 - seed % 7):
            assert maker.states.holds_in(one.states, STATES[n]) == (one.table >> n & 1), (seed, n)
        assert (one.states == NONE) == (one.table == 0), seed
        assert (one.states == EVERY) == (one.table == ALL), seed
        assert told(maker.states, maker.states.complement(one.states)) == ALL & ~one.table, seed
        found = maker.states.some_state(one.states)
        assert (found is None) == (one.table == 0), seed
        assert found is None or (list(found) == list(NAMES) and one.table >> STATES.index(found) & 1), seed


def test_conditions_are_settled_one_after_the_other_or_together(step: int):
    for seed, maker, one in sets(range(12), step):
        for settled in ({"a": True}, {"b": False, "c": True}, {"d": False, "unknown": True}, {}):
            a = maker.states.given(one.states, settled)
            known = {name: value for name, value in settled.items() if name in NAMES}
            assert told(maker.states, a) == seen(one.table, known), (seed, settled)
            again = maker.states.given(a, {"a": False, "d": True})
            assert told(maker.states, again) == seen(one.table, {"a": False, "d": True} | known), (seed, settled)
        assert maker.states.given(one.states, {}) == one.states


def test_what_a_formula_hangs_on(step: int):
    asked = list(sets(range(12), step))
    for seed, maker, one in [*asked, *reversed(asked)]:
        states = maker.states
        assert states.support(one.states) == support(one.table), seed
        assert states.named(one.states) >= set(support(one.table)), seed
        for name in NAMES:
            better = states.better(one.states, name)
            assert better is None or one.table & ~seen(one.table, {name: better}) == 0, (seed, name)


def test_samples_are_told_apart_as_the_formula_does(step: int):
    for seed, maker, one in sets(range(15), step):
        formulas = maker.states.formulas
        sign = formulas.sign(one.states)
        count = formulas.sign(EVERY).bit_length()
        for n in (0, 1, 2, 5, count - 1)[: count if count > 2 else 2]:
            state = {name: bool(formulas.samples[rank] >> n & 1) for rank, name in enumerate(NAMES)}
            assert sign >> n & 1 == one.table >> STATES.index(state) & 1, (seed, n)
        assert formulas.sign(maker.states.complement(one.states)) == formulas.sign(EVERY) & ~sign


def test_samples_are_all_none_and_chance():
    states = States([f"c{n}" for n in range(30)], beyond=True)
    columns = states.formulas.samples
    assert len(columns) == 30
    assert all(column & 0b11 == 0b01 for column in columns)
    assert all(0 < column.bit_count() < SAMPLES for column in columns)
    assert all(column >> SAMPLES == 0 for column in columns)
    held = [sum(column >> n & 1 for column in columns) for n in range(2, SAMPLES)]
    assert min(held) < 5, "some states hold few"
    assert max(held) > 25, "and some hold most"
    assert len(set(columns)) == 30


def by_name(one: tuple[str, ...]) -> tuple[object, ...]:
    """Smaller before larger, then by name, then what holds before what doesn't."""
    return len(one), [name.removeprefix("not ") for name in one], [name.startswith("not ") for name in one]


def test_the_minimal_sets_of_a_formula(step: int):
    for seed, maker, one in sets(range(15), step):
        found, more = maker.states.minimal_sets(one.states)
        assert more == 0, seed
        assert len(found) == len(minimal(one.table)), seed
        assert set(map(frozenset, found)) == minimal(one.table), seed
        assert list(found) == sorted(found, key=by_name), seed


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize("few", [1, 10**9])
def test_hitting_gives_the_smallest_first_and_goes_on_from_those_known(
    told: bool, few: int, monkeypatch: pytest.MonkeyPatch
):
    """Whatever the solver is told beforehand, and whether arcs come one after the other."""
    if not told:
        monkeypatch.setattr(hitting._Sought, "_tell", lambda _: None)
    monkeypatch.setattr(compiling, "FEW", few)
    for seed, maker, one in sets(range(10), 3, each=1):
        states = maker.states
        net, complement = (states.formulas.net(a) for a in (one.states, states.complement(one.states)))
        if few == 1:
            assert all(len(labels) <= 1 for arcs in net.arcs for _, labels in arcs), seed
        wanted = sorted(minimal(one.table), key=len)
        for size in range(3):
            found = list(hit(net, complement, Purse(100_000), numbered(w for w in wanted if len(w) < size), size))
            assert sorted(map(len, found)) == list(map(len, found)), seed
            assert len(found) == len(set(found)), seed
            assert set(found) == set(numbered(w for w in wanted if len(w) >= size)), (seed, size)


def numbered(sets: Iterable[frozenset[str]]) -> list[frozenset[int]]:
    """Sets of signed conditions as numbers."""
    label = {name: 2 * n for n, name in enumerate(NAMES)} | {f"not {name}": 2 * n + 1 for n, name in enumerate(NAMES)}
    return [frozenset(label[name] for name in one) for one in sets]


# --- alike symbols


def test_symbols_that_no_look_tells_apart_are_one():
    """Two rings that are there by the same condition, and one by another; and a longer ring of the first kind."""
    states = States(NAMES, beyond=True)
    states.growing = True
    formulas = states.formulas
    a, b = states.where("a"), states.where("b")
    one, two, three, four, five = (formulas.symbol() for _ in range(5))
    rings = {one: [a, two], two: [a, one], three: [a, four], four: [a, five], five: [three, a]}
    other, another, third = (formulas.symbol() for _ in range(3))
    last = {other: [states.both(b, one)], another: [states.both(two, b)], third: [states.both(a, one)]}
    formulas.settle(rings | last)
    assert {formulas.decided(symbol) for symbol in rings} == {formulas.decided(one)}
    assert formulas.decided(other) != formulas.decided(one)
    assert formulas.symbols.same == {**dict.fromkeys(rings, one), other: other, another: other, third: third}
    assert states.support(formulas.decided(one)) == ("a",)
    assert states.support(formulas.decided(other)) == ("a", "b")


def test_symbols_that_differ_only_further_on_differ():
    states = States(NAMES, beyond=True)
    states.growing = True
    formulas = states.formulas
    a, b, c = (states.where(name) for name in "abc")
    ends = [formulas.symbol() for _ in range(2)]
    middles = [formulas.symbol() for _ in range(2)]
    starts = [formulas.symbol() for _ in range(3)]
    ways = {ends[0]: [states.both(a, b)], ends[1]: [states.both(a, c)]}
    ways |= {middle: [states.both(a, end)] for middle, end in zip(middles, ends, strict=True)}
    ways |= {start: [states.both(b, middle)] for start, middle in zip(starts, [*middles, middles[0]], strict=True)}
    formulas.settle(ways)
    same = formulas.symbols.same
    assert [same[start] for start in starts] == [starts[0], starts[1], starts[0]]
    assert same[middles[0]] != same[middles[1]]


def test_symbols_by_a_guard_and_by_what_it_bars_differ():
    states = States(NAMES, step=0, beyond=True)
    states.growing = True
    formulas = states.formulas
    guard = states.both(states.where("a"), states.where("b"))
    one, other, third = (formulas.symbol() for _ in range(3))
    formulas.settle({one: [guard], other: [states.complement(guard)], third: [guard]})
    assert formulas.symbols.same == {one: one, other: other, third: one}
    assert states.complement(formulas.decided(one)) != formulas.decided(one)
    assert told(states, formulas.decided(other)) == table(lambda state: not (state["a"] and state["b"]))


# --- shapes


def plain(step: int = 0) -> tuple[States, list[int]]:
    """An algebra with four symbols, each there by a conjunction or disjunction of conditions."""
    states = States(NAMES, step=step, beyond=True)
    states.growing = True
    formulas = states.formulas
    a, b, c, d = (states.where(name) for name in NAMES)
    symbols = [formulas.symbol() for _ in range(4)]
    ways = [[states.both(a, b)], [states.both(b, c), d], [states.both(states.complement(a), c)], [states.both(c, d)]]
    formulas.settle(dict(zip(symbols, ways, strict=True)))
    return states, symbols


def test_alike_conjunctions_are_one_formula():
    states, (p, q, r, _) = plain()
    both, not_ = states.both, states.complement
    x = both(p, q)
    assert both(q, p) == x
    assert both(x, p) == both(p, x) == both(x, q) == both(q, x) == x
    assert both(x, not_(p)) == both(not_(q), x) == NONE
    assert both(x, not_(x)) == NONE
    assert both(not_(x), p) == both(p, not_(q))
    assert both(q, not_(x)) == both(q, not_(p))
    assert both(x, EVERY) == both(EVERY, x) == x
    assert both(x, NONE) == both(NONE, x) == NONE
    assert both(p, r) == NONE, "the one wants what the other bars"
    assert states.either(p, not_(p)) == EVERY
    assert states.either(x, p) == p


def test_while_symbols_grow_what_is_plain_is_plain():
    states = States(NAMES, step=0, beyond=True)
    states.growing = True
    p = states.formulas.symbol()
    x = states.both(p, states.where("a"))
    for one in (p, x):
        assert states.both(one, NONE) == states.both(NONE, one) == NONE
        assert states.both(one, EVERY) == states.both(EVERY, one) == states.both(one, one) == one
        assert states.both(one, states.complement(one)) == states.both(states.complement(one), one) == NONE
    assert states.both(x, states.complement(p)) == NONE
    assert states.both(states.where("a"), p) == x
    assert states.both(p, states.where("b")) != x


def test_conditions_are_told_in_order_however_many():
    names = [f"c{n}" for n in range(40)]
    states = States(names, step=0, beyond=True)
    x = states.both(states.where("c32"), states.both(states.where("c8"), states.where("c1")))
    assert x < NONE
    assert states.support(x) == ("c1", "c8", "c32")
    assert states.formulas.named(x) == [1, 8, 32]
    assert states.minimal_sets(x) == ((("c1", "c8", "c32"),), 0)


def test_a_state_of_more_conditions_than_matter_holds_none_of_these():
    states, (p, _, _, _) = plain()
    found = states.some_state(p)
    assert found is not None
    assert [found[name] for name in "ab"] == [True, True]
    assert (found["c"], found["d"]) == (False, False)
    assert states.holds_in(p, {"a": True, "b": True})
    assert not states.holds_in(p, {"a": True})
    assert states.holds_in(states.complement(p), {"a": True})


def test_each_of_two_formulas_with_what_it_lacks():
    states, (p, q, _, _) = plain()
    x = states.complement(states.both(p, q))
    assert states.both(x, states.complement(p)) == states.complement(p)
    assert states.both(states.complement(q), x) == states.complement(q)


def test_the_complement_of_a_diagram_is_one_however_many_there_are():
    """The limit leaves no node for it."""
    states = States(NAMES, limit=3, beyond=True)
    a = states.where("a")
    lacking = states.complement(a)
    assert states.complement(lacking) == a
    assert states.both(lacking, a) == NONE
    assert states.either(lacking, a) == EVERY
    assert told(states, lacking) == table(lambda state: not state["a"])
    assert states.minimal_sets(lacking) == ((("not a",),), 0)
    with pytest.raises(BudgetError):
        states.where("b")


def test_what_holds_beside_a_condition_is_settled_by_it():
    """With `a`, a way that wants it barred is none; what is left names `a` on one side alone."""
    states, (p, _, r, s) = plain(100)
    either = states.either(r, states.either(p, s))
    assert states.better(either, "a") is None
    assert states.better(states.both(states.where("a"), either), "a") is True
    assert states.better(states.both(states.complement(states.where("a")), either), "a") is False
    assert states.better(either, "d") is True
    assert states.better(states.complement(either), "d") is False
    assert states.better(states.where("a"), "a") is None, "a diagram isn't asked"


def test_named_are_the_conditions_that_stand_in_a_formula():
    states, (p, q, r, s) = plain()
    assert states.named(p) == {"a", "b"}
    assert states.named(states.both(p, s)) == set(NAMES)
    assert states.named(states.complement(r)) == {"a", "c"}
    assert states.named(states.given(q, {"b": True})) == {"c", "d"}
    assert states.formulas.named(states.both(p, q)) == [0, 1, 2, 3]
    either = states.either(states.both(p, states.where("c")), states.both(r, states.where("b")))
    assert (states.named(either), states.support(either)) == ({"a", "b", "c"}, ("b", "c"))
    assert states.given(p, {"c": True}) == p, "it doesn't hang on it"


def test_what_is_asked_twice_is_one_formula():
    states, (p, q, _, _) = plain()
    x = states.both(p, states.complement(q))
    one = states.given(states.given(x, {"a": True}), {"c": False})
    assert one == states.given(x, {"c": False, "a": True})
    assert states.given(states.given(p, {"a": True}), {"a": False}) == states.given(p, {"a": True})


# --- what is within what


def test_nothing_is_found_within_what_it_is_not():
    found = 0
    for seed in range(20):
        maker = Maker(seed, 3)
        made = [*maker.symbols, *(maker.set() for _ in range(4))]
        made += [
            Set(maker.states.given(s.states, {"b": v}), seen(s.table, {"b": v})) for s in made for v in (True, False)
        ]
        implying = Implying(maker.states.formulas)
        for one in made:
            for other in made:
                if implying.within(one.states, other.states):
                    assert one.table & ~other.table == 0, seed
                    found += one.states != other.states
    assert found > 150


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_formulas_are_taken_apart_so_far_and_no_further(depth: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("flowvow.graph.implying.DEPTH", depth)
    states, (p, q, _, s) = plain()
    nested = [p]
    for one in (q, s, states.where("a"), states.where("b")):
        nested.append(states.both(nested[-1], one))
    for n, one in enumerate(nested):
        implying = Implying(states.formulas)
        assert implying.within(one, p) == implying.within(one, p) == (n <= depth)


def test_what_shapes_tell_is_found():
    states, (p, q, r, s) = plain()
    both, either, not_ = states.both, states.either, states.complement
    a, b = states.where("a"), states.where("b")
    implying = Implying(states.formulas)

    def within(one: int, other: int) -> tuple[bool, bool]:
        return implying.within(one, other), implying.within(not_(other), not_(one))

    both_ways = (True, True)
    assert within(p, p) == within(NONE, p) == within(p, EVERY) == both_ways
    assert within(both(p, q), p) == within(both(p, q), q) == both_ways
    assert within(p, either(p, q)) == within(q, either(p, q)) == both_ways
    assert within(both(p, q), either(q, r)) == both_ways
    assert within(both(both(p, q), s), both(q, s)) == both_ways
    assert within(either(p, q), either(either(p, q), r)) == both_ways
    assert within(either(p, q), either(q, either(s, p))) == both_ways
    assert within(both(p, a), a) == both_ways
    assert within(a, either(p, a)) == both_ways
    assert within(both(a, b), a) == both_ways
    usual, _ = plain(100)
    both_hold = usual.both(usual.where("a"), usual.where("b"))
    assert Implying(usual.formulas).within(both_hold, usual.where("a"))
    assert not Implying(usual.formulas).within(usual.where("a"), both_hold)
    assert within(p, q) == within(q, p) == within(p, not_(p)) == within(a, p) == within(p, a) == (False, False)
    assert within(either(p, q), p) == within(p, both(p, q)) == (False, False)


def test_a_condition_settled_to_its_worse_side_makes_less():
    """`p` wants `a`, `r` bars it, and `t` names it both ways."""
    states = States(NAMES, step=0, beyond=True)
    states.growing = True
    formulas = states.formulas
    a, b, c, d = (states.where(name) for name in NAMES)
    p, r, t = (formulas.symbol() for _ in range(3))
    ways = {p: [states.both(a, b), c], r: [states.both(states.complement(a), b), c]}
    ways[t] = [states.both(a, b), states.both(states.complement(a), c), d]
    formulas.settle(ways)
    implying = Implying(formulas)

    def settled(symbol: int, **values: bool) -> int:
        return states.given(symbol, values)

    def within(one: int, other: int) -> tuple[bool, bool]:
        return implying.within(one, other), implying.within(states.complement(other), states.complement(one))

    yes, no = (True, True), (False, False)
    assert within(settled(p, b=False), p) == within(p, settled(p, b=True)) == yes
    assert within(p, settled(p, b=False)) == within(settled(p, b=True), p) == no
    assert within(settled(p, b=False), settled(p, b=True)) == yes
    assert within(settled(p, b=True), settled(p, b=False)) == no
    assert within(settled(p, b=False, c=False), settled(p, c=False)) == yes
    assert within(settled(p, b=False), settled(p, c=False)) == no
    assert within(settled(r, a=True), r) == within(r, settled(r, a=False)) == yes
    assert within(settled(r, a=False), r) == within(r, settled(r, a=True)) == no
    assert within(settled(t, a=True), t) == within(t, settled(t, a=False)) == no
    assert within(settled(t, a=True, d=False), settled(t, a=True)) == yes
    assert within(settled(p, b=False), settled(r, b=True)) == no
    assert within(p, states.complement(p)) == within(states.complement(p), p) == no


# --- what it costs


def test_deciding_is_paid_by_the_arcs_of_the_net():
    """Half an arc each for making the net, and then the look."""
    states, (p, q, _, _) = plain()
    formulas = states.formulas
    x = states.both(p, q)
    arcs = sum(map(len, formulas.net(x).arcs))
    look = Purse(100)
    Search(formulas.net(x), look).witness()
    before = formulas.purse.rest
    assert states.some_state(x)
    assert before - formulas.purse.rest == arcs // 2 + 100 - look.rest


def test_what_cannot_be_paid_is_not_decided():
    states, (p, q, _, _) = plain()
    x = states.both(p, q)
    states.formulas.purse.held = 0
    with pytest.raises(BudgetError):
        states.some_state(x)


class Stingy(Purse):
    """Gives each list what it is told to."""

    def __init__(self, *shares: int) -> None:
        super().__init__(10**9)
        self._shares = list(shares)

    def share(self) -> None:
        self.held = self._shares.pop(0)


@pytest.mark.parametrize("steps", [0, 1, 3, 6, 10, 20])
def test_where_climbing_ends_early_hitting_goes_on(steps: int):
    climbed = 0
    for seed, maker, one in sets(range(12), 3):
        if one.states < NONE and maker.states.formulas.net(one.states).climbs:
            maker.states.purse = Stingy(steps, 100_000)
            found, more = maker.states.minimal_sets(one.states)
            assert more == 0, seed
            assert set(map(frozenset, found)) == minimal(one.table), seed
            assert len(found) == len(minimal(one.table)), seed
            climbed += 1
    assert climbed > 5


def test_hitting_past_the_budget_has_given_all_that_are_smaller():
    passed = 0
    for seed, maker, one in sets(range(10), 0, each=1):
        net, complement = (maker.states.formulas.net(a) for a in (one.states, maker.states.complement(one.states)))
        wanted = set(numbered(minimal(one.table)))
        for steps in (6, 12, 18, 30):
            found: list[frozenset[int]] = []
            with suppress(BudgetError):
                for each in hit(net, complement, Purse(steps)):
                    found.append(each)
                assert set(found) == wanted, (seed, steps)
            passed += len(found) < len(wanted)
            assert set(found) <= wanted, (seed, steps)
            last = max(map(len, found), default=0)
            assert {each for each in wanted if len(each) < last} <= set(found), (seed, steps)
    assert passed > 5


def spent_on(copies: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """The steps for the sets that are enough for `a`, or `b` without it; of its complement each arc so many times."""
    monkeypatch.setattr(hitting._Sought, "_tell", lambda _: None)
    net = Net([[], [((START,), (0,)), ((START,), (1, 2))]], {}, (1,), (0, 1, 2))
    complement = Net([[], [((START,), (0, 1))] * copies], {}, (1,), (1, 3))
    purse = Purse(1000)
    assert set(hit(net, complement, purse)) == {frozenset({0}), frozenset({2})}
    return 1000 - purse.rest


def test_each_contradiction_is_paid_by_its_arcs_and_its_reasons(monkeypatch: pytest.MonkeyPatch):
    """Another step for each 64 arcs: nothing, `a` and `b` are looked at, and against nothing there are two reasons."""
    once, twice, thrice = (spent_on(copies, monkeypatch) for copies in (1, 64, 128))
    assert twice - once == thrice - twice == 3 + 2


def test_what_the_solver_is_told_beforehand_saves_looks(monkeypatch: pytest.MonkeyPatch):
    spent = []
    for _ in range(2):
        purse = Purse(10**6)
        for _, maker, one in sets(range(10), 0, each=1):
            net, complement = (maker.states.formulas.net(a) for a in (one.states, maker.states.complement(one.states)))
            list(hit(net, complement, purse))
        spent.append(10**6 - purse.rest)
        monkeypatch.setattr(hitting._Sought, "_tell", lambda _: None)
    told, untold = spent
    assert told < untold


def test_where_climbing_ends_early_no_more_are_sought_than_are_wanted():
    states = States(NAMES, step=0, beyond=True)
    one = states.union([states.both(states.where(a), states.where(b)) for a, b in combinations(NAMES, 2)])
    one = states.either(states.where("a"), one)
    for most, more in ((1, 1), (2, 1), (3, 1), (4, 0)):
        states.listed.clear()
        states.purse = Stingy(5, 100_000)
        found, rest = states.minimal_sets(one, most)
        assert [len(each) for each in found] == [1, 2, 2, 2][:most]
        assert rest == more, most


def test_past_the_budget_some_minimal_set_is_told_and_that_there_may_be_more():
    for seed, maker, one in sets(range(12), 3):
        states = maker.states
        if one.states < NONE:
            climbs = states.formulas.net(one.states).climbs
            states.purse = Stingy(*([0] if climbs else []), 0, 100_000)
            found, more = states.minimal_sets(one.states)
            assert more == 1, seed
            assert len(found) == 1, seed
            assert frozenset(found[0]) in minimal(one.table), seed
            states.listed.clear()
            states.purse = Stingy(0, 0, 0)
            assert states.minimal_sets(one.states) == ((), 1), seed


@pytest.mark.parametrize("defaults", ["yes-no", "no-unstated", "unstated-unstated"])
def test_by_default_a_formula_happens_as_its_states_do(step: int, defaults: str):
    """`a` and `b` are choices, and of `c` and `d` some assignment will do."""
    values = {"yes": (Default.GRANTED, [True]), "no": (Default.REFUSED, [False])}
    values["unstated"] = (Default.UNSTATED, [True, False])
    chosen = dict(zip("ab", (values[name] for name in defaults.split("-")), strict=True))
    asked = {name: Condition(name, ConditionKind.CHOICE, "", default) for name, (default, _) in chosen.items()}
    asked |= {name: Condition(name, ConditionKind.CIRCUMSTANCE, "", Default.UNSTATED) for name in "cd"}
    for seed, maker, one in sets(range(12), step):
        ways = product(*(sides for _, sides in chosen.values()))
        answers = {seen(one.table, dict(zip("ab", way, strict=True))) != 0 for way in ways}
        wanted = "undecided" if len(answers) > 1 else "yes" if answers == {True} else "no"
        assert by_default(maker.states, one.states, asked) == wanted, seed


# --- lists


def test_sets_go_by_size_and_then_by_name_in_natural_order():
    states = States(["c10", "c2", "c1", "b"])
    a = {name: states.where(name) for name in states.order}
    pair = states.both(states.complement(a["c1"]), a["b"])
    other = states.both(a["c1"], states.both(a["c10"], a["b"]))
    found = states.union([a["c10"], a["c2"], pair])
    assert states.minimal_sets(found) == ((("c2",), ("c10",), ("b", "not c1")), 0)
    assert states.minimal_sets(found, most=1) == ((("c2",),), 2)
    assert states.minimal_sets(found, most=2) == ((("c2",), ("c10",)), 1)
    assert states.minimal_sets(found, most=0) == ((), 3)
    assert states.minimal_sets(other) == ((("b", "c1", "c10"),), 0)
    assert states.minimal_sets(states.both(a["c10"], a["c2"])) == ((("c2", "c10"),), 0)
    either = states.union([states.both(a["c1"], a["c2"]), states.both(states.complement(a["c1"]), a["b"])])
    assert states.minimal_sets(either) == ((("b", "not c1"), ("b", "c2"), ("c1", "c2")), 0)


def test_sets_of_one_size_are_ordered_by_name_before_the_rest_is_left_out():
    """Thirty of them, the last in the diagram first by name."""
    states = States([f"c{n:02}" for n in reversed(range(30))])
    found = states.union(map(states.where, states.order))
    assert states.minimal_sets(found, most=2) == ((("c00",), ("c01",)), 28)


def test_a_diagram_of_too_many_sets_is_listed_as_a_formula_is(monkeypatch: pytest.MonkeyPatch):
    for seed in range(30):
        maker = Maker(seed, 100, symbols=0)
        one = maker.set()
        wanted = maker.states.minimal_sets(one.states)
        maker.states.listed.clear()
        monkeypatch.setattr(listing, "FAMILY", 0)
        maker.states.primes = type(maker.states.primes)(maker.states.diagrams)
        assert maker.states.minimal_sets(one.states) == wanted, seed
        monkeypatch.undo()


def test_fewer_than_all_are_the_smallest_and_more_are_said_to_be(step: int):
    for seed, maker, one in sets(range(8), step):
        wanted = sorted(map(len, minimal(one.table)))
        for most in (0, 1, 2):
            found, more = maker.states.minimal_sets(one.states, most)
            assert list(map(len, found)) == wanted[:most], seed
            assert (more > 0) == (len(wanted) > most), (seed, most)
            assert more <= len(wanted) - len(found), (seed, most)
            if one.states < NONE and not maker.states.formulas.net(one.states).climbs:
                assert more == min(1, len(wanted) - len(found)), (seed, most)


def test_what_was_listed_is_listed_again_at_no_cost():
    states, (p, q, _, _) = plain()
    x = states.both(p, q)
    wanted = states.minimal_sets(x)
    states.purse = Stingy()
    assert states.minimal_sets(x) == wanted
