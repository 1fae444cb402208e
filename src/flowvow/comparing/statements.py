"""What became of what two texts speak of: regions, each with the clauses that decide it in either text.

Limits and requirements bar whatever doesn't meet them, so that they would cut every permit to pieces. They are told by
themselves, and what is told of a permit or a ban holds as far as they let it; `Found.unless` names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from flowvow.comparing.regions import Piece, Region
from flowvow.comparing.versions import Version, Versions, touches
from flowvow.findings.difference import Change
from flowvow.graph.states import EVERY, NONE, BudgetError
from flowvow.policy.rule import Rule


@frozen(slots=True, eq=False)
class Found:
    """One change, before it is put into words.

    Attributes:
        kind: what became of it.
        old, new: the deciding clauses; none where a text says nothing.
        region: where; what the clauses of ``unless`` bar, or those of ``unclear`` might speak of, is no
            part of it.
        was, now: the verdicts.
        apart: clauses whose say was taken out.
        unless: limits and requirements that touch the region.
        unclear: clauses that can't be compared and might touch it.
        derived: those of ``apart`` and ``unless`` that touch, of all this, only what is derived.
        also: clauses that say the same of a part of it; for a text that says nothing, those that disclaim a part.
        leads: the clause that is told first.
    """

    kind: Change
    old: tuple[Rule, ...]
    new: tuple[Rule, ...]
    region: Region
    was: str
    now: str
    leads: Rule
    apart: tuple[Rule, ...] = ()
    unless: tuple[Rule, ...] = ()
    unclear: tuple[Rule, ...] = ()
    derived: tuple[Rule, ...] = ()
    also: tuple[Rule, ...] = ()
    needs: tuple[str, ...] = ()


def found(versions: Versions) -> list[Found]:
    """All changes, those that lie within others of their sort among them told with these."""
    return absorbed(list(Comparison(versions).all()), versions)


class Comparison:
    """Finds the changes.

    Attributes:
        old, new: the texts.
    """

    def __init__(self, versions: Versions) -> None:
        self.versions = versions
        self.old, self.new = versions.old, versions.new
        self.doubt = [*self.old.doubtful, *self.new.doubtful]

    def all(self) -> Iterator[Found]:
        """In the order of the texts."""
        for rule in self.new.permits:
            yield from self._guarded(rule, self._gained)
        for rule in self.new.forbids:
            yield from self._guarded(rule, self._barred)
        for rule in self.new.disclaims:
            yield from self._guarded(rule, self._let_go)
        for rule in self.new.limits:
            yield from self._guarded(rule, self._limited)
        for rule in self.old.limits:
            yield from self._guarded(rule, self._unlimited)
        for rule in self.old.forbids:
            yield from self._guarded(rule, self._unbarred)
        for rule in self.old.permits:
            yield from self._guarded(rule, self._lost)
        for rule in self.old.disclaims:
            yield from self._guarded(rule, self._taken_on)
        for version in (self.old, self.new):
            for rule in version.doubtful:
                yield self._unsure(rule, version, version.unsure[rule.key])

    def _guarded(self, rule: Rule, changes: object) -> Iterator[Found]:
        try:
            yield from list(changes(rule))  # type: ignore[operator]
        except BudgetError:
            yield self._unsure(rule, self.old if rule in self.old.rules else self.new, ("budget",))

    def _unsure(self, rule: Rule, version: Version, needs: tuple[str, ...]) -> Found:
        old, new = ((rule,), ()) if version is self.old else ((), (rule,))
        return Found(Change.UNDECIDED, old, new, [], "undecided", "undecided", rule, needs=needs)

    # -- what a clause of the new text brings, and its mirror image

    def _gained(self, rule: Rule) -> Iterator[Found]:
        yield from self._permit(rule, self.new, self.old)

    def _lost(self, rule: Rule) -> Iterator[Found]:
        yield from self._permit(rule, self.old, self.new)

    def _permit(self, rule: Rule, ours: Version, theirs: Version) -> Iterator[Found]:
        """What one text permits, and the other is silent on; what the other bars is told with its ban."""
        here = self._less(ours.says(rule), ours.forbids, ours)
        rest = self._less(self._less(here, theirs.permits, theirs), theirs.forbids, theirs)
        apart = self._near(here, [*theirs.permits, *theirs.forbids], theirs)
        yield from self._quiet(rule, rest, ours, theirs, "permitted", (ours, theirs), apart)

    def _barred(self, rule: Rule) -> Iterator[Found]:
        yield from self._ban(rule, self.new, self.old)

    def _unbarred(self, rule: Rule) -> Iterator[Found]:
        yield from self._ban(rule, self.old, self.new)

    def _ban(self, rule: Rule, ours: Version, theirs: Version) -> Iterator[Found]:
        here = self._less(ours.says(rule), theirs.forbids, theirs)
        permits = self._near(here, theirs.permits, theirs)
        shared = ours.met(here, theirs.region(permits))
        yield from self._found(rule, (rule,), tuple(permits), shared, ours, "forbidden", "permitted", (theirs,))
        rest = self._less(here, theirs.permits, theirs)
        apart = self._near(ours.says(rule), [*theirs.permits, *theirs.forbids], theirs)
        yield from self._quiet(rule, rest, ours, theirs, "forbidden", (theirs,), apart)

    def _limited(self, rule: Rule) -> Iterator[Found]:
        yield from self._limit(rule, self.new, self.old)

    def _unlimited(self, rule: Rule) -> Iterator[Found]:
        yield from self._limit(rule, self.old, self.new)

    def _limit(self, rule: Rule, ours: Version, theirs: Version) -> Iterator[Found]:
        """What a limit or requirement bars, and the other text doesn't."""
        here = self._less(self._less(ours.says(rule), ours.forbids, ours), theirs.forbids, theirs)
        rest = self._less(here, theirs.limits, theirs)
        word = "limited" if rule.clause.only else "required"
        apart = self._near(ours.says(rule), [*theirs.limits, *theirs.forbids], theirs)
        permits = self._near(rest, theirs.permits, theirs)
        direct = self._direct(rest, permits, theirs)
        derived = tuple(one for one in permits if one not in direct)
        changes = (
            self._found(rule, (rule,), tuple(direct), rest, ours, word, "permitted", (), apart)
            if direct
            else self._quiet(rule, rest, ours, theirs, word, (), apart)
        )
        for one in changes:
            yield evolve(one, also=(*one.also, *derived), derived=(*one.derived, *derived))

    def _quiet(
        self,
        rule: Rule,
        region: Region,
        ours: Version,
        theirs: Version,
        here: str,
        limiting: Sequence[Version],
        apart: Sequence[Rule],
    ) -> Iterator[Found]:
        """Where one text has its say, and the other says nothing or disclaims."""
        disclaims = tuple(self._near(region, theirs.disclaims, theirs))
        if disclaims and not self._less(region, disclaims, theirs):
            yield from self._found(rule, (rule,), disclaims, region, ours, here, "disclaimed", limiting, apart)
            return
        for one in self._found(rule, (rule,), (), region, ours, here, "undisclosed", limiting, apart):
            yield evolve(one, also=disclaims)

    def _let_go(self, rule: Rule) -> Iterator[Found]:
        yield from self._disclaim(rule, self.new, self.old)

    def _taken_on(self, rule: Rule) -> Iterator[Found]:
        yield from self._disclaim(rule, self.old, self.new)

    def _disclaim(self, rule: Rule, ours: Version, theirs: Version) -> Iterator[Found]:
        """What one text disclaims where neither says more."""
        here = ours.says(rule)
        for version in (ours, theirs):
            here = self._less(self._less(here, version.forbids, version), version.permits, version)
        silent = self._less(here, theirs.disclaims, theirs)
        apart = self._near(ours.says(rule), theirs.disclaims, theirs)
        yield from self._found(rule, (rule,), (), silent, ours, "disclaimed", "undisclosed", (ours, theirs), apart)

    # -- common to all

    def _less(self, region: Region, rules: Iterable[Rule], version: Version) -> Region:
        for rule in rules:
            near = [one for one in version.says(rule) if touches(one, region, version.states)]
            if near:
                region = version.less(region, near)
        return region

    def _near(self, region: Region, rules: Iterable[Rule], version: Version) -> list[Rule]:
        return [rule for rule in rules if any(touches(one, region, version.states) for one in version.says(rule))]

    def _direct(self, region: Region, rules: Iterable[Rule], version: Version) -> list[Rule]:
        """The rules that touch what moves or is used in place; where a region only derives, all that touch it.

        What is derived stays under its inputs' limits, so that a limit on one datum touches whatever is made of it.
        """
        realm = version.realm
        plain = version.met(region, [Piece(realm.moving, EVERY), Piece(realm.using, EVERY)])
        return self._near(plain or region, rules, version)

    def _found(
        self,
        leads: Rule,
        ours_say: tuple[Rule, ...],
        theirs_say: tuple[Rule, ...],
        region: Region,
        ours: Version,
        here: str,
        there: str,
        limiting: Sequence[Version],
        apart: Sequence[Rule] = (),
    ) -> Iterator[Found]:
        """The change, seen from the old text to the new one, if any of it is left by the limits."""
        region = self._possible(region)
        barring = [(rule, v) for v in limiting for rule in self._near(region, v.limits, v)]
        doubtful = [(rule, v) for v in (self.old, self.new) for rule in self._near(region, v.doubtful, v)]
        taken = [piece for rule, v in (*barring, *doubtful) for piece in v.says(rule)]
        if not some_left(region, taken, self.versions):
            return
        unless, unclear = (tuple(rule for rule, _ in some) for some in (barring, doubtful))
        touching = [(rule, self.old if rule in self.old.rules else self.new) for rule in (*apart, *unless)]
        whole = ours.says(leads)
        derived = tuple(rule for rule, v in touching if not self._direct(whole, [rule], v))
        if ours is self.new:
            old, new, was, now = theirs_say, ours_say, there, here
        else:
            old, new, was, now = ours_say, theirs_say, here, there
        yield Found(_kind(was, now), old, new, region, was, now, leads, tuple(apart), unless, unclear, derived)

    def _possible(self, region: Region) -> Region:
        both = self.versions.states.both
        clipped = [Piece(one.box, both(one.states, self.versions.possible)) for one in region]
        return [one for one in clipped if one.states != NONE]


def some_left(region: Iterable[Piece], taken: Sequence[Piece], versions: Versions) -> bool:
    """Whether anything of a region is left when pieces are taken away; looked for piece by piece, so found soon."""
    waiting = [(one, 0) for one in region]
    steps = 0
    while waiting:
        one, at = waiting.pop()
        while at < len(taken) and not touches(one, [taken[at]], versions.states):
            at += 1
        if at == len(taken):
            return True
        steps += 1
        if steps > 200_000:
            raise BudgetError
        waiting += [(piece, at + 1) for piece in versions.new.less([one], [taken[at]])]
    return False


def _kind(was: str, now: str) -> Change:
    if now in ("limited", "required", "forbidden", "permitted"):
        return Change.DROPPED if was in ("limited", "required") else Change(now)
    return Change.DROPPED if was in ("forbidden", "limited", "required", "disclaimed") else Change(now)


def absorbed(changes: list[Found], versions: Versions) -> list[Found]:
    """The changes without those that lie within another one of their sort; their clauses are told with it."""
    kept: dict[int, Found] = dict(enumerate(changes))
    for i, small in enumerate(changes):
        for j, large in kept.items():
            if i != j and _alike(small, large) and _within(small, large, versions):
                if _within(large, small, versions) and j > i and not _wider(large, small):
                    continue  # the same region: the first is kept
                more = (*large.also, *small.old, *small.new, *small.also)
                own = {*large.old, *large.new}
                also = tuple(dict.fromkeys(rule for rule in more if rule not in own))
                kept[j] = evolve(large, also=also)
                del kept[i]
                break
    return list(kept.values())


def _alike(a: Found, b: Found) -> bool:
    if a.kind is Change.UNDECIDED or "limited" in (a.was, a.now) or "required" in (a.was, a.now):
        return False
    return (a.was, a.now) == (b.was, b.now)


def _wider(a: Found, b: Found) -> bool:
    return len(a.old) + len(a.new) > len(b.old) + len(b.new)


def _within(small: Found, large: Found, versions: Versions) -> bool:
    try:
        return versions.new.within(small.region, large.region)
    except BudgetError:
        return False
