"""Two texts in, what changed of their meaning out."""

from __future__ import annotations

from flowvow.comparing.definitions import definitions
from flowvow.comparing.limits import limit_in_words, renewed, rivals, softened, terms
from flowvow.comparing.promised import promises
from flowvow.comparing.statements import Found, found
from flowvow.comparing.telling import Teller
from flowvow.comparing.versions import Versions
from flowvow.comparing.words import words
from flowvow.findings.difference import Change, Cited, Difference, Said, Statement, Told
from flowvow.findings.difference import Version as Named
from flowvow.model.clauses import Clause, Policy
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
    statements = [_statement(one, teller) for one in (*renewed(found(versions), versions), *softened(versions))]
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
    """By kind; where the texts contradict one another before where one of them is silent; then as the text has it."""
    leading = (one.now if one.now.clauses else one.was).clauses
    silent = not (one.now.clauses and one.was.clauses)
    return (
        _ORDER.index(one.kind),
        silent,
        natural(leading[0].span.file),
        leading[0].span.line,
        [b.words for b in one.boxes],
    )


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
        details=terms(one) if one.kind is Change.CHANGED else rivals(one) if limit else (),
        derived=tuple(rule.key for rule in one.derived),
        needs=one.needs,
    )


def _cited(rules: tuple[Rule, ...]) -> tuple[Cited, ...]:
    return tuple(cited(rule.clause) for rule in rules)
