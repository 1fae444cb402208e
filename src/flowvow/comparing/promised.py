"""Promises that something happens: deletions, returns, notices, and duties; compared term by term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from attrs import frozen

from flowvow.comparing.limits import firmness
from flowvow.comparing.versions import Version, Versions, unknown
from flowvow.findings.difference import Change, Cited, Said, Statement, Told
from flowvow.model.clauses import PRESENCE, Carve, Clause, ClauseForm, Exception_, Need, Reach
from flowvow.model.conditions import ALWAYS
from flowvow.policy.pattern import resolve
from flowvow.text.natural import natural


def promises(versions: Versions) -> Iterator[Statement]:
    """Promises made, dropped and changed."""
    olds, news = _promises(versions.old), _promises(versions.new)
    matched: list[tuple[_Promise, _Promise]] = []
    close = sorted(
        ((score, a, b) for a, b in product(olds, news) if (score := _alike(a, b)) > 0),
        key=lambda one: (-one[0], sorted((natural(one[1].clause.name), natural(one[2].clause.name)))),
    )
    for _, a, b in close:
        if all(a is not one and b is not other for one, other in matched):
            matched.append((a, b))
    for one in (*olds, *news):
        names = one.unknown
        if names:
            yield Statement(Change.UNDECIDED, *_pair(one, versions, "undecided"), needs=names)
    for a, b in matched:
        details = tuple(_changes(a, b))
        if details and not (a.unknown or b.unknown):
            was, now = Said("promised", (_cited(a.clause),)), Said("promised", (_cited(b.clause),))
            yield Statement(Change.CHANGED, was, now, (Told(b.words()),), details=details)
    for one in olds:
        if not one.unknown and all(one is not a for a, _ in matched):
            yield Statement(Change.DROPPED, *_pair(one, versions, "promised"), (Told(one.words()),))
    for one in news:
        if not one.unknown and all(one is not b for _, b in matched):
            yield Statement(Change.REQUIRED, *_pair(one, versions, "promised"), (Told(one.words()),))


@frozen(eq=False)
class _Promise:
    """One promise, over the points of both texts."""

    clause: Clause
    version: Version
    unknown: tuple[str, ...]

    def data(self) -> frozenset[str]:
        require = self.clause.require
        if require is None:
            return frozenset()
        return self.version.vocabulary.data.all_atoms(require.of if require.need is Need.NOTIFY else require.names)

    def actors(self, names: Sequence[str]) -> frozenset[str]:
        return self.version.vocabulary.all_matching(names) & self.version.realm.actors

    def when(self) -> int:
        return self.version.states.of(self.clause.condition)

    def spared(self) -> tuple[object, ...]:
        return _spared(self.clause.exceptions, self.version)

    def words(self) -> str:
        clause, require = self.clause, self.clause.require
        if require is None:
            by = f"{clause.reach.by[0]}: " if clause.reach.by else ""
            return f"{by}{clause.duty}"
        parts = [f"{require.need.value} {_listed(require.names)}"]
        parts += [f"of {_listed(require.of)}"] if require.of else []
        parts += [f"to {_listed(require.to)}"] if require.to else []
        reach = clause.reach
        said = (("at", reach.at), ("by", reach.by), ("about", reach.about))
        parts += [f"{word} {_listed(names)}" for word, names in said if names]
        parts += [f"within {require.within}"] if require.within else []
        parts += [f"{require.ahead} ahead"] if require.ahead else []
        text = " ".join(parts)
        text += f", if {clause.condition}" if clause.condition != ALWAYS else ""
        return text + (f", except {_exceptions(clause)}" if clause.exceptions else "")


def _promises(version: Version) -> list[_Promise]:
    found = []
    for clause in version.policy.clauses:
        by_presence = clause.require is not None and clause.require.need in PRESENCE
        if by_presence or clause.form is ClauseForm.DUTY:
            found.append(_Promise(clause, version, unknown(clause, version.side)))
    return found


def _alike(a: _Promise, b: _Promise) -> float:
    """How much of what either promises both do; 0 where they have nothing to do with one another."""
    one, other = a.clause, b.clause
    if one.form is not other.form:
        return 0
    if one.require is None or other.require is None:
        return 2 if one.duty.casefold() == other.duty.casefold() else 1 if one.name == other.name else 0
    if one.require.need is not other.require.need:
        return 0
    told = [_shared(a.data(), b.data())]
    if one.require.need is Need.NOTIFY:
        told.append(_shared(a.actors(one.require.names), b.actors(other.require.names)))
    score = 1.0
    for part in told:
        score *= part
    return score + (1 if score and one.name == other.name else 0)


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return 1.0 if a == b else len(a & b) / len(a | b)


def _changes(a: _Promise, b: _Promise) -> Iterator[str]:
    one, other = a.clause, b.clause
    first, second = one.require, other.require
    if first is None or second is None:
        if one.duty.casefold() != other.duty.casefold():
            yield f"wording: {one.duty} → {other.duty}"
        if a.actors(one.reach.by) != b.actors(other.reach.by):
            yield f"by: {_listed(one.reach.by, _ANY['by'])} → {_listed(other.reach.by, _ANY['by'])}"
        if a.when() != b.when():
            yield f"if: {one.condition} → {other.condition}"
        return
    yield from firmness(one, other)
    notice = first.need is Need.NOTIFY
    if a.data() != b.data():
        before, after = (first.of, second.of) if notice else (first.names, second.names)
        same = "which means something else now"
        yield f"data: {_listed(before)}, {same}" if before == after else f"data: {_listed(before)} → {_listed(after)}"
    if notice and a.actors(first.names) != b.actors(second.names):
        yield f"whom: {_listed(first.names)} → {_listed(second.names)}"
    for word, before, after in (
        ("to", first.to, second.to),
        ("at", one.reach.at, other.reach.at),
        ("by", one.reach.by, other.reach.by),
        ("about", one.reach.about, other.reach.about),
    ):
        if a.actors(before) != b.actors(after):
            yield f"{word}: {_listed(before, _ANY[word])} → {_listed(after, _ANY[word])}"
    for word, was, now in (("within", first.within, second.within), ("ahead", first.ahead, second.ahead)):
        if was != now:
            yield f"{word}: {was or 'no term'} → {now or 'no term'}"
    if a.when() != b.when():
        yield f"if: {one.condition} → {other.condition}"
    if a.spared() != b.spared():
        yield f"except: {_exceptions(one)} → {_exceptions(other)}"
    if one.travels != other.travels:
        yield "it follows the data now" if other.travels else "it doesn't follow the data any more"


def _pair(one: _Promise, versions: Versions, verdict: str) -> tuple[Said, Said]:
    mine, silent = Said(verdict, (_cited(one.clause),)), Said("undecided" if verdict == "undecided" else "undisclosed")
    return (mine, silent) if one.version is versions.old else (silent, mine)


def _cited(clause: Clause) -> Cited:
    return Cited(clause.id, clause.cites, clause.form.value, clause.says or clause.duty, clause.span)


def _spared(exceptions: Sequence[Exception_], version: Version) -> tuple[object, ...]:
    """Exceptions as what they spare, whatever they are called."""
    found: list[object] = []
    for one in exceptions:
        if isinstance(one, Carve):
            pattern = resolve(one.reach, version.vocabulary)
            sides = (pattern.acts, pattern.data, pattern.purposes, pattern.forms, pattern.makes)
            actors = (pattern.by, pattern.sender, pattern.recipient, pattern.at, pattern.about)
            ends = tuple(side if side is None else side & version.realm.actors for side in actors)
            found.append((sides, ends, version.states.of(one.when), _spared(one.exceptions, version)))
        else:
            found.append(tuple(sorted(one.clauses)))
    return tuple(sorted(found, key=repr))


def _exceptions(clause: Clause) -> str:
    return " or ".join(_exception(one) for one in clause.exceptions) or "nothing"


def _exception(one: Exception_) -> str:
    if not isinstance(one, Carve):
        return f"what {_listed(one.clauses) if one.clauses else 'the text'} permits"
    parts = [_reach(one.reach)] if one.reach != Reach() else []
    return ", ".join(parts + ([str(one.when)] if one.when != ALWAYS else []))


def _reach(reach: Reach) -> str:
    said = [("", reach.act), ("", reach.data), ("about", reach.about), ("at", reach.at), ("from", reach.sender)]
    said += [("to", reach.recipient), ("for", reach.purposes), ("through", reach.through)]
    forms = tuple(form.value for form in reach.form)
    return " ".join(f"{word} {_listed(names)}".strip() for word, names in (*said, ("as", forms)) if names)


_ANY = {"to": "anyone", "at": "anywhere", "by": "the policy's party", "about": "anybody"}


def _listed(names: Sequence[str], any_: str = "anyone") -> str:
    return ", ".join(names) or any_
