"""Two texts in, what changed of their meaning out."""

from __future__ import annotations

from flowvow.comparing.definitions import definitions
from flowvow.comparing.promised import promises
from flowvow.comparing.statements import Found, found
from flowvow.comparing.telling import Teller
from flowvow.comparing.versions import Versions
from flowvow.comparing.words import words
from flowvow.findings.difference import Change, Cited, Difference, Said, Statement, Told
from flowvow.findings.difference import Version as Named
from flowvow.model.clauses import Clause, Need, Policy
from flowvow.model.system import System
from flowvow.model.wordings import Wording
from flowvow.policy.rule import Rule
from flowvow.text.natural import natural

_ORDER = list(Change)


def difference(old: System, new: System, wording: Wording, turned: bool = False) -> Difference:
    """What changed between the first policies of two models.

    ``turned`` is whether the mapping is of the new text's words in the old one.
    """
    versions = versions_of(old, new, wording, turned)
    teller = Teller(versions)
    statements = [_statement(one, teller) for one in found(versions)]
    statements += promises(versions)
    texts = old.policies[0], new.policies[0]
    return Difference(
        named(texts[0]),
        named(texts[1]),
        tuple(definitions(versions, (old, new), wording)),
        tuple(sorted(statements, key=_place)),
        compared=sum(len(text.clauses) for text in texts),
    )


def versions_of(old: System, new: System, wording: Wording, turned: bool = False) -> Versions:
    """Both policies as regions over one space."""
    return Versions(words(new, old, wording).turn() if turned else words(old, new, wording))


def named(policy: Policy, where: str = "") -> Named:
    """A policy as a version."""
    title = policy.title or policy.name
    return Named(policy.name, f"{title} ({policy.version})" if policy.version else title, where or policy.span.file)


def cited(clause: Clause) -> Cited:
    """A clause as it is told."""
    return Cited(clause.id, clause.cites, clause.form.value, clause.says or clause.duty, clause.span)


def _place(one: Statement) -> tuple[object, ...]:
    leading = (one.now if one.now.clauses else one.was).clauses
    return _ORDER.index(one.kind), natural(leading[0].span.file), leading[0].span.line, [b.words for b in one.boxes]


def _statement(one: Found, teller: Teller) -> Statement:
    limit, whole = "", True
    boxes: tuple[Told, ...] = ()
    if one.leads.clause.only is not None or one.leads.clause.require is not None:
        limit = limit_in_words(one.leads.clause)
    if one.kind is not Change.UNDECIDED:
        if limit:
            boxes, whole = teller.reach(one.region, one.leads)
        else:
            boxes, whole = teller.told(one.region, one.leads, bool(one.apart))
    was_also = tuple(cited(r.clause) for r in one.also if teller.of(r) is teller.versions.old)
    now_also = tuple(cited(r.clause) for r in one.also if teller.of(r) is teller.versions.new)
    return Statement(
        one.kind,
        Said(one.was, _cited(one.old), was_also),
        Said(one.now, _cited(one.new), now_also),
        boxes,
        limit,
        () if whole else tuple(rule.key for rule in one.apart),
        tuple(rule.key for rule in one.unless),
        unclear=tuple(rule.key for rule in one.unclear),
        part=not whole and not one.apart,
        details=_rivals(one) if limit else (),
        needs=one.needs,
    )


def _rivals(one: Found) -> tuple[str, ...]:
    """The other text's limits of the same sort on a part of it: the limit isn't new, or isn't gone, but another."""
    mine = one.leads.clause
    alike = [rule.clause for rule in one.apart if _sort(rule.clause) == _sort(mine)]
    told = []
    for other in alike:
        limits = limit_in_words(other), limit_in_words(mine)
        before, after = limits if one.leads in one.new else limits[::-1]
        if before != after:
            told.append(f"of a part, by {other.name}: {before} → {after}")
    return tuple(told)


def _sort(clause: Clause) -> tuple[object, ...]:
    """What a limit or requirement is about."""
    only, require = clause.only, clause.require
    if only is not None:
        return bool(only.purposes), bool(only.recipients), only.while_ is not None, only.kept is not None
    return (require.need if require else None,)


def _cited(rules: tuple[Rule, ...]) -> tuple[Cited, ...]:
    return tuple(cited(rule.clause) for rule in rules)


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
