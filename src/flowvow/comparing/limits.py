"""Limits and requirements of each flow: in words, and those that are the same promise on other terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from flowvow.comparing.regions import Region
from flowvow.comparing.statements import Found
from flowvow.comparing.versions import Version, Versions
from flowvow.findings.difference import Change
from flowvow.graph.states import BudgetError
from flowvow.model.clauses import Clause, Need
from flowvow.policy.rule import Rule


def renewed(changes: Iterable[Found], versions: Versions) -> list[Found]:
    """The changes, a limit or requirement that reaches what it did and asks something else being told once as changed.

    Where one is looser and the other stricter in part, that would be one dropped and one new.
    """
    found: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for one in changes:
        pair = _pair(one, versions)
        if pair is None:
            found.append(one)
        elif (key := (pair[0].key, pair[1].key)) not in seen:
            seen.add(key)
            word = "limited" if pair[1].clause.only else "required"
            found.append(Found(Change.CHANGED, pair[0:1], pair[1:], versions.new.reach(pair[1]), word, word, pair[1]))
    return found


def _pair(one: Found, versions: Versions) -> tuple[Rule, Rule] | None:
    """The old and the new limit, where a change is about one that only has other terms now."""
    if one.kind is Change.UNDECIDED or not {one.was, one.now} & {"limited", "required"}:
        return None
    mine = versions.new if one.leads in versions.new.rules else versions.old
    theirs = versions.old if mine is versions.new else versions.new
    for rival in theirs.limits:
        if _same_promise(one.leads, mine, rival, theirs, versions):
            return (rival, one.leads) if mine is versions.new else (one.leads, rival)
    return None


def _same_promise(a: Rule, ours: Version, b: Rule, theirs: Version, versions: Versions) -> bool:
    if sort(a.clause) != sort(b.clause) or a.travels != b.travels or a.starts != b.starts:
        return False
    return _same(ours.reach(a), theirs.reach(b), versions)


def _same(here: Region, there: Region, versions: Versions) -> bool:
    try:
        return bool(here) and versions.new.within(here, there) and versions.new.within(there, here)
    except BudgetError:
        return False


def sort(clause: Clause) -> tuple[object, ...]:
    """What a limit or requirement is about."""
    only, require = clause.only, clause.require
    if only is not None:
        return bool(only.purposes), bool(only.recipients), only.while_ is not None, only.kept is not None
    return (require.need if require else None,)


def softened(versions: Versions) -> Iterator[Found]:
    """Bans, limits and requirements that bar what they did, and are said with a softening word now, or without one."""
    old, new = versions.old, versions.new
    for there, here in ((old.forbids, new.forbids), (old.limits, new.limits)):
        for a, b in product(there, here):
            if bool(a.clause.hedged) == bool(b.clause.hedged) or a.clause.form is not b.clause.form:
                continue
            if _same(old.says(a), new.says(b), versions):
                word = "forbidden" if there is old.forbids else "limited" if b.clause.only else "required"
                yield Found(Change.CHANGED, (a,), (b,), new.says(b), word, word, b)


def terms(changed: Found) -> tuple[str, ...]:
    """What a ban, limit or requirement that is told as changed asked, and asks."""
    one, other = changed.old[0].clause, changed.new[0].clause
    before, after = limit_in_words(one), limit_in_words(other)
    told = (f"{before} → {after}",) if before != after else ()
    return (*told, *firmness(one, other)) or (f"{after}, which means something else now",)


def firmness(one: Clause, other: Clause) -> tuple[str, ...]:
    """How firmly something was said and is, where that differs; another softening word is no difference."""
    if bool(one.hedged) == bool(other.hedged):
        return ()
    before, after = (f'hedged: "{clause.hedged}"' if clause.hedged else "firm" for clause in (one, other))
    return (f"{before} → {after}",)


def rivals(one: Found) -> tuple[str, ...]:
    """The other text's limits of the same sort on a part of it: the limit isn't new, or isn't gone, but another."""
    mine = one.leads.clause
    alike = [rule.clause for rule in one.apart if rule not in one.derived and sort(rule.clause) == sort(mine)]
    told = []
    for other in alike:
        limits = limit_in_words(other), limit_in_words(mine)
        before, after = limits if one.leads in one.new else limits[::-1]
        if before != after:
            told.append(f"of a part, by {other.name}: {before} → {after}")
    return tuple(told)


def limit_in_words(clause: Clause) -> str:
    """What an ``only`` or a requirement of each flow asks."""
    parts = []
    only, require = clause.only, clause.require
    if only is not None:
        parts += [f"only for {', '.join(only.purposes)}"] if only.purposes else []
        parts += [f"only to {', '.join(only.recipients)}"] if only.recipients else []
        parts += [f"only while {only.while_}"] if only.while_ is not None else []
        parts += [f"kept at most {only.kept}"] if only.kept is not None else []
    if require is not None:
        names = ", ".join(require.names)
        told = {
            Need.WITH: f"with {names}",
            Need.CONSENT: f"after {names} was asked for and granted",
            Need.OPT_OUT: f"stopped when {names} is refused",
            Need.HAPPENS: "always done",
        }
        parts += [told[require.need]] if require.need in told else []
    return ", ".join(parts)
