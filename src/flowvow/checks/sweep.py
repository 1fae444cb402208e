"""Every flow of a model judged by one policy: units made, alike ones judged once, what was looked at remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from flowvow.checks.judging import Bench, Ruling, Source
from flowvow.checks.reaching import Reaching
from flowvow.findings.finding import Verdict
from flowvow.graph.marks import UNKNOWN
from flowvow.graph.presence import Copy, Presence
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.model.clauses import ClauseForm, Policy
from flowvow.model.flows import Flow
from flowvow.model.times import Truth
from flowvow.policy.acts import acts
from flowvow.policy.pattern import CARRIED, INPUT, OUTPUT, Content, Ends
from flowvow.policy.rule import Rule, Spare

if TYPE_CHECKING:
    from flowvow.model.reckoning import Reckoning


@frozen(slots=True)
class Ruled:
    """A ruling on one datum of one flow.

    Attributes:
        flow: index of the flow.
        purpose: a purpose atom that stands for all that no clause tells apart; None where the purpose is unknown.
        copies: the copies it may use; a ruling's ``bad`` and ``good`` count among them.
    """

    policy: str
    flow: int
    act: str
    role: str
    atom: str
    subject: str
    purpose: str | None
    ruling: Ruling
    copies: tuple[Copy, ...]


@define
class Seen:
    """What became of each clause over the whole run: ids.

    Attributes:
        looked: limits with something in their reach.
        covered: permits and disclaimers that surely cover something.
        broken, undecided: limits with a finding.
        vague: flows permitted only by an ancestor, with one atom each, and the permits of it.
    """

    looked: set[str] = field(factory=set)
    covered: set[str] = field(factory=set)
    broken: set[str] = field(factory=set)
    undecided: set[str] = field(factory=set)
    vague: dict[int, tuple[str, tuple[str, ...]]] = field(factory=dict)


class Sweep:
    """Judges all flows of a presence graph by one policy; ``rulings`` then holds every verdict."""

    def __init__(
        self, policy: Policy, rules: Sequence[Rule], presence: Presence, reckoning: Reckoning | None = None
    ) -> None:
        self.policy = policy
        self.presence = presence
        self.vocabulary = presence.vocabulary
        self.reaching = Reaching(policy, rules, presence, reckoning)
        self.party = self.vocabulary.matching[policy.party]
        self.seen = Seen()
        self._through = tuple(presence.marks.through.items())
        self._passings: dict[int, frozenset[str]] = {}
        self._reached: dict[object, list[Rule]] = {}
        rules = self.reaching.rules
        self._purpose_class = _classes(
            [r.pattern.purposes for r in rules] + [r.purposes for r in rules] + list(_spared(rules, "purposes"))
        )
        self._atom_class = _classes(
            [r.pattern.data for r in rules]
            + [r.pattern.makes for r in rules]
            + list(_spared(rules, "data"))
            + list(_spared(rules, "makes"))
        )
        self.rulings = [ruled for i, flow in enumerate(presence.flows) for ruled in self._flow(i, flow)]

    def _units(self, i: int, flow: Flow) -> dict[tuple[str, str, str], list[tuple[Copy, int]]]:
        """The copies by role, atom and subject, each with the states in which the flow happens with it."""
        units: dict[tuple[str, str, str], list[tuple[Copy, int]]] = {}
        role = INPUT if flow.makes else CARRIED
        for copy in self.presence.sources[i]:
            states = self.presence.happens(i, copy)
            if states != NONE:
                units.setdefault((role, copy.atom, copy.subject), []).append((copy, states))
        if flow.makes:
            for copy, states in self.presence.products(i):
                units.setdefault((OUTPUT, copy.atom, copy.subject), []).append((copy, states))
        for sources in units.values():
            # A settled order, so that the same model gives the same bytes.
            sources.sort(key=lambda pair: (pair[0].holder, pair[0].form.value if pair[0].form else "", pair[0].marks))
        return dict(sorted(units.items()))

    def _flow(self, i: int, flow: Flow) -> Iterator[Ruled]:
        vocabulary = self.vocabulary
        safeguards = self._safeguards(flow)
        purposes = self._purposes(flow)
        judged: dict[object, list[Ruling]] = {}
        candidates: dict[str, tuple[Ends, list[Rule]]] = {}
        for (role, atom, subject), sources in self._units(i, flow).items():
            copies = tuple(copy for copy, _ in sources)
            given = [
                Source(c.form, c.marks, states, self.presence.unsure_of(i, c), self._in_scope(flow, c))
                for c, states in sources
            ]
            named = atom if None in (c.form for c in copies) else ""
            for act in acts(flow, self.party, subject, vocabulary):
                if act not in candidates:
                    ends = self._ends(flow, act)
                    candidates[act] = (ends, self._candidates(ends))
                ends, rules = candidates[act]
                for purpose, alike in purposes:
                    key = (role, act, subject, alike, self._atom_class.get(atom, 0), named, tuple(given))
                    rulings = judged.get(key)
                    if rulings is None:
                        contents = self._contents(flow, role, atom, subject, purpose, copies)
                        asked = [rule for rule in rules if self._may_touch(rule, atom, given)]
                        rulings = self._unit(i, ends, contents, given, asked, safeguards)
                        judged[key] = rulings
                    for ruling in rulings:
                        yield Ruled(self.policy.name, i, act, role, atom, subject, purpose, ruling, copies)

    def reached(self, rule: Rule) -> Iterator[tuple[int, Ends, Content]]:
        """Every flow and content that a limit reaches at least possibly in some state: to ask of one clause alone."""
        for i, flow in enumerate(self.presence.flows):
            safeguards = self._safeguards(flow)
            for (role, atom, subject), sources in self._units(i, flow).items():
                for act in acts(flow, self.party, subject, self.vocabulary):
                    ends = self._ends(flow, act)
                    for purpose, _ in self._purposes(flow) if self._may_reach(rule, ends) else ():
                        contents = self._contents(flow, role, atom, subject, purpose, [copy for copy, _ in sources])
                        for content, (_, states) in zip(contents, sources, strict=True):
                            _, possible, _ = self.reaching.reach(rule, ends, content, safeguards, content.marks)
                            if self.presence.states.both(possible, states) != NONE:
                                yield i, ends, content

    def _ends(self, flow: Flow, act: str) -> Ends:
        vocabulary = self.vocabulary
        members = vocabulary.members.get(flow.recipient, frozenset()) if flow.any_of else frozenset[str]()
        return Ends(flow, act, vocabulary.act_matches(act), members, self.party)

    def _safeguards(self, flow: Flow) -> frozenset[str]:
        ends = (flow.sender, flow.recipient, flow.at)
        return frozenset(flow.safeguards).union(*(self.vocabulary.safeguards(end) for end in ends))

    def _contents(
        self, flow: Flow, role: str, atom: str, subject: str, purpose: str | None, copies: Iterable[Copy]
    ) -> list[Content]:
        data = self.vocabulary.data
        products = data.atoms(flow.makes) if flow.makes else frozenset[str]()
        listed = data.all_atoms(flow.data) if flow.makes else frozenset[str]()
        return [
            Content(role, atom, subject, purpose, copy.form, copy.marks, self._passed(copy.marks), products, listed)
            for copy in copies
        ]

    def _unit(
        self,
        i: int,
        ends: Ends,
        contents: Sequence[Content],
        sources: Sequence[Source],
        rules: Sequence[Rule],
        safeguards: frozenset[str],
    ) -> list[Ruling]:
        try:
            bench = Bench(self.reaching, rules, ends, contents, sources, safeguards)
            vague = self.reaching.states.less(bench.permitted, bench.clear) != NONE
        except BudgetError:
            keys = tuple(rule.key for rule in rules)
            self.seen.undecided.update(keys)
            return [Ruling(Verdict.UNDECIDED, keys, EVERY, ("budget",), bad=tuple(range(len(sources))))]
        self.seen.looked |= bench.looked
        self.seen.covered |= bench.covered
        self._look(ends, contents[0], sources, rules)
        rulings = bench.rulings
        permits = dict.fromkeys(id_ for one in rulings if one.verdict is Verdict.PERMITTED for id_ in one.clauses)
        if vague and permits:
            self.seen.vague.setdefault(i, (contents[0].atom, tuple(permits)))
        self.seen.undecided |= bench.doubted
        for ruling in rulings:
            if ruling.verdict in (Verdict.FORBIDDEN, Verdict.CONFLICTING):
                self.seen.broken.add(ruling.clauses[0])
            elif ruling.verdict is Verdict.UNDECIDED:
                self.seen.undecided.update(ruling.clauses)
        return rulings

    def _purposes(self, flow: Flow) -> list[tuple[str | None, int]]:
        if not flow.purposes:
            return [(None, -1)]
        found: dict[int, str] = {}
        for atom in sorted(self.vocabulary.purposes.all_atoms(flow.purposes)):
            found.setdefault(self._purpose_class.get(atom, 0), atom)
        return [(atom, number) for number, atom in found.items()]

    def _passed(self, marks: int) -> frozenset[str] | None:
        if marks == UNKNOWN:
            return None
        found = self._passings.get(marks)
        if found is None:
            found = self._passings[marks] = frozenset(name for name, bit in self._through if marks & bit)
        return found

    def _candidates(self, ends: Ends) -> list[Rule]:
        """The rules that could reach any unit with these ends; asked once for all flows between them."""
        flow = ends.flow
        key = (ends.act, flow.sender, flow.recipient, flow.any_of, flow.at, flow.via)
        found = self._reached.get(key)
        if found is None:
            found = self._reached[key] = [rule for rule in self.reaching.rules if self._may_reach(rule, ends)]
        return found

    def _may_reach(self, rule: Rule, ends: Ends) -> bool:
        """A quick sieve: whether the rule could reach, or as a forbid look at, any unit with these ends."""
        pattern = rule.pattern
        if not pattern.act_fits(ends):
            return False
        if rule.clause.form is ClauseForm.FORBID:
            return True
        if pattern.arrives_fit(ends) is Truth.NO:
            return False
        return rule.travels or self.reaching.ends_fit(rule, ends) is not Truth.NO

    def _may_touch(self, rule: Rule, atom: str, sources: Iterable[Source]) -> bool:
        """A quick sieve: whether the rule speaks of the atom, of what is made, or of what limits one of its copies."""
        pattern = rule.pattern
        if pattern.data is None or atom in pattern.data or pattern.makes is not None:
            return True
        limit = self.presence.marks.limit[rule.key] if rule.limits else 0
        return any(source.marks == UNKNOWN or source.marks & limit for source in sources)

    def _in_scope(self, flow: Flow, copy: Copy) -> Truth:
        """Whether the policy judges the flow of this copy whatever its clauses reach (readings E13)."""
        if not self.party.isdisjoint((flow.sender, flow.recipient, flow.at)):
            return Truth.YES
        if copy.marks == UNKNOWN:
            return Truth.MAYBE
        return Truth.YES if copy.marks & self.presence.marks.through[self.policy.party] else Truth.NO

    def _look(self, ends: Ends, content: Content, sources: Iterable[Source], rules: Iterable[Rule]) -> None:
        """Note which forbids had something to look at: their act, data and bound fit (readings G1)."""
        for rule in rules:
            if rule.clause.form is not ClauseForm.FORBID or rule.key in self.seen.looked:
                continue
            data = rule.pattern.data
            for source in sources:
                limit = self.presence.marks.limit.get(rule.key, 0)
                limited = source.marks == UNKNOWN or bool(source.marks & limit)
                travels = rule.travels
                bound = self.reaching.travel_fit(rule, ends, source.marks) if travels else rule.pattern.bound(ends)
                if (data is None or content.atom in data or limited) and bound is not Truth.NO:
                    self.seen.looked.add(rule.key)


def _spared(rules: Iterable[Rule], field_name: str) -> Iterator[frozenset[str] | None]:
    """The sets that exceptions look at, inner ones included."""
    waiting = [spare for rule in rules for spare in rule.exceptions]
    while waiting:
        spare = waiting.pop()
        if isinstance(spare, Spare):
            yield getattr(spare.pattern, field_name)
            waiting.extend(spare.exceptions)


def _classes(sets: Iterable[frozenset[str] | None]) -> dict[str, int]:
    """For each atom a number; atoms with the same number are told apart by none of the sets."""
    numbers: dict[str, int] = {}
    for bit, one in enumerate(dict.fromkeys(one for one in sets if one is not None)):
        for atom in one:
            numbers[atom] = numbers.get(atom, 0) | 1 << bit
    return numbers
