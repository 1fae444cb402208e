"""The verdict on one unit, over every source its sender may use (readings E11, E12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flowvow.checks.reaching import Reaching, Touch
from flowvow.findings.finding import Verdict
from flowvow.graph.states import NONE
from flowvow.model.clauses import ClauseForm, Need
from flowvow.model.names import Form
from flowvow.model.times import Truth
from flowvow.policy.pattern import INPUT, Content, Ends
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural


class Source(NamedTuple):
    """A copy as far as judging goes, with the states in which the flow happens with it.

    Attributes:
        in_scope: whether the policy judges it in every state, because of its ends or its history (readings E13);
            possibly, where its history is forgotten.
    """

    form: Form | None
    marks: int
    states: int
    unsure: bool
    in_scope: Truth


class Ruling(NamedTuple):
    """One verdict, in some states, by some clauses.

    Attributes:
        verdict: what the promises make of it.
        clauses: ids; the deciding one first, then the permits it collides with, then clauses that bar other sources.
        states: where.
        needs: facts that would settle it.
        why, remedy: what fails, in a few words each, and what would mend it.
        bad, good: positions of the sources that show it, and of those that would be fine.
    """

    verdict: Verdict
    clauses: tuple[str, ...]
    states: int
    needs: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    remedy: str = ""
    bad: tuple[int, ...] = ()
    good: tuple[int, ...] = ()


Touches = Sequence[Sequence[Touch]]


class Bench:
    """Judges one unit.

    Attributes:
        looked, doubted: ids of the limits that reached it, and of those that possibly bar it.
        covered: ids of the permits and disclaimers that surely cover it.
        clear: the states in which a permit names its data and recipient themselves.
    """

    def __init__(
        self,
        reaching: Reaching,
        rules: Iterable[Rule],
        ends: Ends,
        contents: Sequence[Content],
        sources: Sequence[Source],
        safeguards: frozenset[str],
    ) -> None:
        self.reaching = reaching
        self.states = reaching.states
        self.ends = ends
        self.contents = contents
        self.sources = sources
        self.looked: set[str] = set()
        self.doubted: set[str] = set()
        self.covered: set[str] = set()
        self.clear = NONE
        self.permitted = NONE
        self._found: list[Ruling] = []
        self._spoken: list[int] = []
        rules = list(rules)
        touches = [self._touches(rules, k, safeguards) for k in range(len(sources))]
        self._bars = [[t for t in one if not t.rule.covers] for one in touches]
        self._covers = [[t for t in one if t.rule.covers] for one in touches]
        self._judge()
        self._always(rules, safeguards)

    @property
    def rulings(self) -> list[Ruling]:
        """All rulings; where the budget was passed, none of them is more than undecided."""
        if not any(source.unsure for source in self.sources):
            return self._found
        return [r._replace(verdict=Verdict.UNDECIDED, needs=("budget",)) for r in self._found]

    def _touches(self, rules: Iterable[Rule], k: int, safeguards: frozenset[str]) -> list[Touch]:
        found: list[Touch] = []
        spoken = NONE
        source = self.sources[k]
        for rule in rules:
            reached, touches = self.reaching.touch(rule, self.ends, self.contents[k], source.states, safeguards)
            if reached == NONE:
                continue
            if rule.clause.form is not ClauseForm.DISCLAIM:
                spoken = self.states.either(spoken, reached)
            if not rule.covers:
                self.looked.add(rule.key)
                self.doubted.update(t.rule.key for t in touches if t.sure != t.possible)
            found += touches
        self._spoken.append(spoken)
        return found

    def _union(self, touches: Iterable[Touch], sure: bool = True) -> int:
        return self.states.union(t.sure if sure else t.possible for t in touches)

    def _judge(self) -> None:
        st = self.states
        bad = [self._union(one) for one in self._bars]
        some_bad = st.union(bad)
        some_good = st.union(st.less(s.states, bad[k]) for k, s in enumerate(self.sources))
        self._forbidden(st.less(some_bad, some_good))
        mixed = st.both(some_bad, some_good)
        if mixed != NONE:
            self._by_source(mixed, bad)
        calm = st.less(st.union(s.states for s in self.sources), some_bad)
        doubt = [st.less(self._union(one, sure=False), bad[k]) for k, one in enumerate(self._bars)]
        doubtful = st.both(st.union(doubt), calm)
        if doubtful != NONE:
            self._in_doubt(doubtful, doubt)
        if self.contents[0].role != INPUT:
            self._cover(st.less(calm, doubtful))

    # -- barred

    def _forbidden(self, barred: int) -> None:
        """Every source that is there is barred."""
        if barred == NONE:
            return
        st = self.states
        plain = st.union(st.less(self._union(one), self._colliding(k)) for k, one in enumerate(self._bars))
        conflict = st.less(barred, plain)
        for key, group in _grouped(self._bars).items():
            states = st.both(st.union(t.sure for _, t in group), barred)
            who = tuple(dict.fromkeys(k for k, t in group if t.sure != NONE))
            why = tuple(dict.fromkeys(t.why for _, t in group if t.why and t.sure != NONE))
            remedy = next((t.remedy for _, t in group if t.sure != NONE), "")
            permits: dict[str, None] = {}
            both = NONE
            for k, bar in group:
                for permit in self._against(k, bar):
                    clash = st.both(st.both(bar.sure, permit.sure), conflict)
                    if clash != NONE:
                        permits[permit.rule.key] = None
                        both = st.either(both, clash)
            outright = st.less(states, both)
            collide = sorted(permits, key=natural)
            for where, besides in self._besides(group, outright):
                cited = (key, *besides)
                self._found.append(Ruling(Verdict.FORBIDDEN, cited, where, (), why, remedy, who))
            for where, besides in self._besides(group, both):
                cited = (key, *collide, *besides)
                self._found.append(Ruling(Verdict.CONFLICTING, cited, where, (), why, remedy, who))

    def _besides(self, group: Sequence[tuple[int, Touch]], states: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Parts of some states, each with the clauses that bar there the sources which this clause leaves open.

        Without those it would bar only some of the sources, and the flow would be undecided.
        """
        st = self.states
        cells: dict[tuple[str, ...], int] = {(): states}
        for k, source in enumerate(self.sources):
            barred = st.union(t.sure for j, t in group if j == k)
            open_ = st.less(st.both(source.states, states), barred)
            for touch in self._bars[k] if open_ != NONE else ():
                cells = self._split(cells, touch.rule.key, st.both(touch.sure, open_))
        for besides, where in cells.items():
            if where != NONE:
                yield where, besides

    def _split(self, cells: Mapping[tuple[str, ...], int], key: str, here: int) -> dict[tuple[str, ...], int]:
        """The cells, with one more clause wherever it bars."""
        st = self.states
        found: dict[tuple[str, ...], int] = {}
        for clauses, states in cells.items():
            more = tuple(sorted({*clauses, key}, key=natural))
            for name, part in ((clauses, st.less(states, here)), (more, st.both(states, here))):
                if part != NONE:
                    found[name] = st.either(found.get(name, NONE), part)
        return found

    def _against(self, k: int, bar: Touch) -> list[Touch]:
        """The permits over the same source that collide with a forbid instead of lying around it (item 22)."""
        if bar.requirement:
            return []
        return [
            t
            for t in self._covers[k]
            if t.rule.clause.form is ClauseForm.PERMIT
            and not self.reaching.strictly_around(t.rule, bar.rule, self.ends)
        ]

    def _colliding(self, k: int) -> int:
        """The states in which source ``k`` is barred by a forbid that collides with a permit."""
        st = self.states
        return st.union(st.both(t.sure, p.sure) for t in self._bars[k] for p in self._against(k, t))

    # -- undecided

    def _undecided(
        self,
        clauses: Iterable[str],
        states: int,
        needs: Iterable[str],
        touch: Touch | None = None,
        bad: Iterable[int] = (),
        good: tuple[int, ...] = (),
    ) -> None:
        if states == NONE:
            return
        why = (touch.why,) if touch is not None and touch.why else ()
        remedy = touch.remedy if touch is not None else ""
        told = tuple(dict.fromkeys(needs))
        who = tuple(dict.fromkeys(bad))
        self._found.append(
            Ruling(Verdict.UNDECIDED, tuple(sorted(set(clauses), key=natural)), states, told, why, remedy, who, good)
        )

    @property
    def _which_source(self) -> tuple[str]:
        return (f"via of flow {self.ends.flow.name}",)

    def _by_source(self, mixed: int, bad: Sequence[int]) -> None:
        """Some sources are barred and some not: the flow must say which it uses."""
        st = self.states
        good = tuple(k for k, s in enumerate(self.sources) if st.both(st.less(s.states, bad[k]), mixed) != NONE)
        for key, group in _grouped(self._bars).items():
            states = st.both(st.union(t.sure for _, t in group), mixed)
            who = [k for k, t in group if st.both(t.sure, mixed) != NONE]
            self._undecided([key], states, self._which_source, group[0][1], who, good)

    def _in_doubt(self, doubtful: int, doubt: Sequence[int]) -> None:
        """No source is surely barred, and some possibly."""
        st = self.states
        for key, group in _grouped(self._bars).items():
            states = st.both(st.union(st.both(t.possible, doubt[k]) for k, t in group), doubtful)
            # What fails in other states than these isn't what is in doubt.
            group = [(k, t) for k, t in group if st.both(t.possible, states) != NONE] or group
            touch = next((t for _, t in group if t.why), group[0][1])
            needs = [need for _, t in group for need in t.needs]
            self._undecided([key], states, needs, touch, (k for k, _ in group))

    # -- covered

    def _cover(self, calm: int) -> None:
        """Permitted, disclaimed, undisclosed, or undecided between them."""
        st = self.states
        parts: dict[Verdict, list[int]] = {v: [] for v in (Verdict.PERMITTED, Verdict.DISCLAIMED, Verdict.UNDISCLOSED)}
        silent: list[int] = []
        open_ = NONE
        for k, source in enumerate(self.sources):
            here = st.both(source.states, calm)
            permits = [t for t in self._covers[k] if t.rule.clause.form is ClauseForm.PERMIT]
            disclaims = [t for t in self._covers[k] if t.rule.clause.form is ClauseForm.DISCLAIM]
            self.covered.update(t.rule.key for t in self._covers[k] if t.sure != NONE)
            permitted = st.both(self._union(permits), here)
            self.permitted = st.either(self.permitted, permitted)
            clear = self._union(t for t in permits if self._is_clear(t.rule, self.contents[k]))
            self.clear = st.either(self.clear, st.both(clear, permitted))
            in_scope = self._spoken[k] if source.in_scope is Truth.NO else source.states
            silent.append(st.less(here, in_scope))
            rest = st.less(st.both(here, in_scope), permitted)
            disclaimed = st.both(st.less(self._union(disclaims), self._union(permits, sure=False)), rest)
            rest = st.less(rest, disclaimed)
            perhaps = st.both(self._union(self._covers[k], sure=False), rest)
            if perhaps != NONE:
                open_ = st.either(open_, perhaps)
                possible = [t for t in self._covers[k] if st.both(t.possible, perhaps) != NONE]
                needs = [need for t in possible for need in t.needs]
                self._undecided([t.rule.key for t in possible], perhaps, needs, None, (k,))
            parts[Verdict.PERMITTED].append(permitted)
            parts[Verdict.DISCLAIMED].append(disclaimed)
            rest = st.less(rest, perhaps)
            if source.in_scope is Truth.MAYBE:
                forgotten = st.less(rest, self._spoken[k])
                open_, rest = st.either(open_, forgotten), st.less(rest, forgotten)
                self._undecided((), forgotten, ("budget",), None, (k,))
            parts[Verdict.UNDISCLOSED].append(rest)
        self._settle(parts, open_, silent)

    def _settle(self, parts: Mapping[Verdict, Sequence[int]], open_: int, silent: Sequence[int]) -> None:
        """Sources that agree give their verdict; where they differ the flow must say which it uses.

        Having nothing to say of a source (``silent``) is one more way to differ.
        """
        st = self.states
        totals = {verdict: st.union(states) for verdict, states in parts.items()}
        permitted, disclaimed, undisclosed = totals.values()
        differ = st.union(
            (
                st.both(permitted, undisclosed),
                st.both(permitted, disclaimed),
                st.both(disclaimed, undisclosed),
                st.both(st.union(silent), st.union(totals.values())),
            )
        )
        differ = st.less(differ, open_)
        if differ != NONE:
            keys = [t.rule.key for one in self._covers for t in one if st.both(t.sure, differ) != NONE]
            # Worst first; what they differ in is shown by a route each. In between is what the text doesn't speak of.
            ways = (parts[Verdict.UNDISCLOSED], silent, parts[Verdict.DISCLAIMED], parts[Verdict.PERMITTED])
            met = [[k for k, s in enumerate(way) if st.both(s, differ) != NONE] for way in ways]
            bad, *others = [way for way in met if way]
            self._undecided(keys, differ, self._which_source, None, bad, tuple(k for way in others for k in way))
        for verdict, total in totals.items():
            states = st.less(st.less(total, differ), open_)
            if states == NONE:
                continue
            form = {Verdict.PERMITTED: ClauseForm.PERMIT, Verdict.DISCLAIMED: ClauseForm.DISCLAIM}.get(verdict)
            keys = [
                t.rule.key
                for one in self._covers
                for t in one
                if t.rule.clause.form is form and st.both(t.sure, states) != NONE
            ]
            who = tuple(k for k, s in enumerate(parts[verdict]) if st.both(s, states) != NONE)
            self._found.append(Ruling(verdict, tuple(sorted(set(keys), key=natural)), states, bad=who))

    def _is_clear(self, rule: Rule, content: Content) -> bool:
        """Whether a permit names the flow's data and recipient themselves (item 28)."""
        reach, flow = rule.clause.reach, self.ends.flow
        named = {content.atom, content.atom.partition("/")[0], *flow.data, flow.makes}
        if reach.data and named.isdisjoint((*reach.data, *reach.makes)):
            return False
        return not reach.recipient or flow.recipient in (*reach.recipient, *reach.at)

    # -- happens

    def _always(self, rules: Iterable[Rule], safeguards: frozenset[str]) -> None:
        """``happens: always``: the states in which a flow in reach doesn't happen for the datum."""
        st = self.states
        for rule in rules:
            require = rule.clause.require
            if require is None or require.need is not Need.HAPPENS:
                continue
            sure = possible = NONE
            told: tuple[str, ...] = ()
            for k, source in enumerate(self.sources):
                more, perhaps, needs = self.reaching.reach(rule, self.ends, self.contents[k], safeguards, source.marks)
                sure, possible = st.either(sure, more), st.either(possible, perhaps)
                told += self.reaching.told(needs, self.ends.flow, self.contents[k].atom)
            happens = st.union(s.states for s in self.sources)
            who = tuple(range(len(self.sources)))
            missing, perhaps = st.less(sure, happens), st.less(st.less(possible, sure), happens)
            touch = Touch(rule, missing, perhaps, told, "it doesn't always happen", "remove its guard")
            if missing != NONE:
                self._found.append(Ruling(Verdict.FORBIDDEN, (rule.key,), missing, (), (touch.why,), touch.remedy, who))
            self._undecided([rule.key], perhaps, told, touch, who)


def _grouped(touches: Touches) -> dict[str, list[tuple[int, Touch]]]:
    found: dict[str, list[tuple[int, Touch]]] = {}
    for k, one in enumerate(touches):
        for touch in one:
            found.setdefault(touch.rule.key, []).append((k, touch))
    return found
