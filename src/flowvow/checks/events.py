"""Promised events: deletions that must reach every copy, returns, notices (items 26 and 33, readings F)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve, frozen

from flowvow.checks.keeping import Keeping
from flowvow.checks.reaching import Reaching
from flowvow.checks.serving import Served, Serving
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Copy, Presence
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.clauses import Need, Policy, Require
from flowvow.model.times import Truth
from flowvow.policy.pattern import Pattern
from flowvow.policy.rule import Rule, Spare

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


@frozen(slots=True)
class Missing:
    """A promised event that some states lack.

    Attributes:
        rule: the clause.
        place: where the copy is, for a deletion; else empty.
        atom, subject: what should be deleted or returned; empty for a notice.
        states: where it is surely missing (``sure``) or possibly.
        needs: facts that would settle it.
        late: names of flows that do it, but not in time.
        copies: the copies concerned.
        behind: notices that come after what they are about, each with the flow that it comes after.
    """

    rule: Rule
    place: str
    atom: str
    subject: str
    states: int
    sure: bool
    needs: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    behind: tuple[tuple[str, str], ...] = ()


class Asked(NamedTuple):
    """A copy that a clause asks to have deleted or returned.

    Attributes:
        there: the states in which it is there.
        due: the states, wherever it is, in which the clause's `if` holds and no exception surely spares it.
    """

    copy: Copy
    there: int
    due: int


class Events:
    """Asks for the promised events of one policy.

    Attributes:
        missing: what was found.
        looked: ids of the clauses that had something to look at.
        asked: by clause, the copies it asks to have deleted or returned.
        serving: what serves them.
    """

    def __init__(
        self,
        policy: Policy,
        rules: Iterable[Rule],
        presence: Presence,
        reaching: Reaching,
        keeping: Keeping,
        reckoning: Reckoning | None = None,
    ) -> None:
        self.presence = presence
        self.vocabulary = presence.vocabulary
        self.states = presence.states
        self.reaching = reaching
        self.serving = Serving(policy, keeping, reaching.timeline, reckoning)
        self.looked: set[str] = set()
        self.asked: dict[str, list[Asked]] = {}
        self.keeping = keeping
        self.missing = [
            missing
            for rule in rules
            if rule.by_presence and rule.clause.policy == policy.name
            for missing in self._within_budget(rule)
        ]

    def _within_budget(self, rule: Rule) -> list[Missing]:
        """What is missing; undecided where it hangs on states past the budget."""
        unsure = self.presence.unsure
        passed = Missing(rule, "", "", "", EVERY, False, ("budget",))
        try:
            found = list(self._ask(rule))
        except BudgetError:
            return [passed]
        if self.presence.vague and rule.key in self.looked:
            return [passed]
        return [m if unsure.isdisjoint(m.copies) else evolve(m, sure=False, needs=("budget",), late=()) for m in found]

    def _ask(self, rule: Rule) -> Iterator[Missing]:
        require = rule.clause.require
        assert require is not None
        trigger = self.reaching.where(rule.clause.condition, frozenset())
        if trigger == NONE:
            return
        if require.need is Need.NOTIFY:
            self.looked.add(rule.key)
            spared, spared_possibly = self.spared(rule, None)
            served = self.serving.notice(rule, require)
            yield from self._verdict(rule, trigger, served, spared, spared_possibly)
            return
        found: dict[tuple[str, str, str], list[tuple[Copy, int]]] = {}
        for copy, there in self._copies(rule, require):
            due = self.states.less(trigger, self.spared(rule, copy)[0])
            self.asked.setdefault(rule.key, []).append(Asked(copy, there, due))
            place = copy.holder if require.need is Need.DELETE else ""
            found.setdefault((place, copy.atom, copy.subject), []).append((copy, there))
        for key in sorted(found):
            yield from self._about_datum(rule, require, trigger, key, found[key])

    def _about_datum(
        self,
        rule: Rule,
        require: Require,
        trigger: int,
        key: tuple[str, str, str],
        copies: list[tuple[Copy, int]],
    ) -> Iterator[Missing]:
        place, atom, subject = key
        st = self.states
        there = sure_spared = NONE
        wanting = wanting_possibly = NONE
        for copy, states in copies:
            states = st.both(states, trigger)
            spared, spared_possibly = self.spared(rule, copy)
            there = st.either(there, states)
            sure_spared = st.either(sure_spared, st.both(states, spared))
            wanting = st.either(wanting, st.less(states, spared_possibly))
            wanting_possibly = st.either(wanting_possibly, st.less(states, spared))
        if there == NONE:
            return
        self.looked.add(rule.key)
        if require.need is Need.DELETE:
            served = self.serving.deletion(rule, require, place, atom, subject)
        else:
            served = self.serving.giving_back(rule, require, atom, subject)
        nodes = tuple(copy for copy, _ in copies)
        missing = st.less(wanting, served.possible)
        if missing != NONE:
            late = served.too_late(st, missing)
            yield Missing(rule, place, atom, subject, missing, True, (), late, nodes)
        open_ = st.less(st.less(wanting_possibly, served.sure), missing)
        if open_ != NONE:
            yield Missing(rule, place, atom, subject, open_, False, served.needs or (f"form of {atom}",), (), nodes)

    def _verdict(
        self, rule: Rule, trigger: int, served: Served, spared: int, spared_possibly: int
    ) -> Iterator[Missing]:
        st = self.states
        missing = st.less(st.less(trigger, spared_possibly), served.possible)
        behind = st.both(missing, st.union(states for _, _, states in served.behind))
        if behind != NONE:
            pairs = dict.fromkeys((a, b) for a, b, states in served.behind if st.both(states, behind) != NONE)
            yield Missing(rule, "", "", "", behind, True, behind=tuple(pairs))
        never = st.less(missing, behind)
        if never != NONE:
            yield Missing(rule, "", "", "", never, True, (), served.too_late(st, never))
        open_ = st.less(st.less(st.less(trigger, spared), served.sure), missing)
        if open_ != NONE:
            yield Missing(rule, "", "", "", open_, False, served.needs)

    @property
    def dated(self) -> dict[str, set[str]]:
        """By clause, the flows of which only the date tells whether they are in time."""
        return self.serving.dated

    # -- exceptions: of a pattern only data, subject, place, form and way can fit a copy

    def spared(self, rule: Rule, copy: Copy | None) -> tuple[int, int]:
        """The states in which exceptions surely, and possibly, spare a copy (or a notice)."""
        return self._any_spare((e for e in rule.exceptions if isinstance(e, Spare)), copy)

    def _any_spare(self, spares: Iterable[Spare], copy: Copy | None) -> tuple[int, int]:
        st = self.states
        sure = possible = NONE
        for spare in spares:
            fit = self._fits(spare.pattern, copy)
            if fit is Truth.NO:
                continue
            where = self.reaching.where(spare.when, frozenset())
            inner, inner_possibly = self._any_spare((e for e in spare.exceptions if isinstance(e, Spare)), copy)
            if fit is Truth.YES:
                sure = st.either(sure, st.less(where, inner_possibly))
            possible = st.either(possible, st.less(where, inner))
        return sure, possible

    def _fits(self, p: Pattern, copy: Copy | None) -> Truth:
        if any(part is not None for part in (p.acts, p.by, p.sender, p.recipient, p.purposes, p.makes)):
            return Truth.NO
        if copy is None:
            free = all(part is None for part in (p.data, p.about, p.at, p.forms, p.through))
            return Truth.YES if free else Truth.NO
        for wanted, value in ((p.data, copy.atom), (p.about, copy.subject), (p.at, copy.holder)):
            if wanted is not None and value not in wanted:
                return Truth.NO
        if p.through is not None:
            if copy.marks == UNKNOWN:
                return Truth.MAYBE
            if not any(copy.marks & self.presence.marks.through[name] for name in p.through):
                return Truth.NO
        if p.forms is None or copy.form in p.forms:
            return Truth.YES
        return Truth.MAYBE if copy.form is None else Truth.NO

    # -- copies to reach

    def _copies(self, rule: Rule, require: Require) -> Iterator[tuple[Copy, int]]:
        """The copies a deletion or return is promised for, with the states in which they are there."""
        atoms = self.vocabulary.data.all_atoms(require.names)
        owed = self.serving.owed_by(rule)
        travel = self.presence.marks.travel.get(rule.key, 0)
        beginning = {copy: EVERY for atom in sorted(atoms) for copy in self.presence.beginnings.everywhere(atom)}
        for node, states in (self.presence.states_of | beginning).items():
            if not isinstance(node, Copy) or node.atom not in atoms or self.keeping.loose(node):
                continue
            if node.subject in self.vocabulary.persons(node.holder):
                continue
            if rule.pattern.about is not None and node.subject not in rule.pattern.about:
                continue
            if node.holder not in owed and not (node.marks != UNKNOWN and node.marks & travel):
                continue
            if require.need is Need.DELETE:
                states = self.keeping.staying(node, states)
            if states != NONE:
                yield node, states
