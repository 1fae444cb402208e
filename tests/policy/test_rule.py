"""Clauses made ready to be asked about, whole: what each reaches, where it starts, and what is remembered for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import asdict

from flowvow.model.actors import BUILT_IN_ACTORS, PERSON, Actor
from flowvow.model.clauses import (
    Carve,
    Clause,
    ClauseForm,
    Need,
    NonNormative,
    Only,
    PermittedBy,
    Policy,
    Reach,
    Require,
)
from flowvow.model.flows import Flow
from flowvow.model.names import BUILT_IN_ACTS, Extent, Form, Name
from flowvow.model.questions import Limit, Mark, Through, Travel
from flowvow.model.system import Expect, Expectation, System
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.pattern import Pattern
from flowvow.policy.rule import Rule, Spare, make_marks, make_rules
from tests.conftest import Compare

ACTORS = [
    Actor("customer", (PERSON,)),
    Actor("group"),
    Actor("shop", of=("group",)),
    Actor("till", of=("shop",)),
    Actor("vendor"),
    Actor("printer", ("vendor",)),
]
DATA = [Name("contact", Extent.CLOSED, ("name", "street")), Name("name"), Name("street"), Name("counts")]
PURPOSES = [Name("serving", Extent.OPEN, ("billing",)), Name("billing")]


ANY = Reach()


def clause(name: str, form: ClauseForm, reach: Reach = ANY, **more: object) -> Clause:
    return Clause(name, "promises", form, reach, **more)  # type: ignore[arg-type]


ONLY, FORBID, PERMIT, REQUIRE = ClauseForm.ONLY, ClauseForm.FORBID, ClauseForm.PERMIT, ClauseForm.REQUIRE
INNER = Carve(Reach(through=("printer",)), exceptions=(Carve(Reach(through=("vendor",))), PermittedBy(("p",))))
CLAUSES = [
    clause("everything", PERMIT),
    clause("forbid-by", FORBID, Reach(by=("vendor",), data=("contact",), about=("customer",))),
    clause("forbid-from", FORBID, Reach(by=("vendor",), sender=("till",), form=(Form.AGGREGATE,))),
    clause("forbid-at", FORBID, Reach(at=("till",), by=("vendor",), data=("name",), form=(Form.IDENTIFIED,))),
    clause("forbid-at-from", FORBID, Reach(at=("till",), sender=("printer",), purposes=("serving",))),
    clause("only-at", ONLY, Reach(at=("till",), sender=("printer",), data=("name",)), only=Only(("billing",))),
    clause("only-elsewhere", ONLY, Reach(at=("vendor",), sender=("shop",)), only=Only((), ("printer", "shop"))),
    clause("only-above", ONLY, Reach(at=("group", "vendor")), only=Only((), ("vendor",))),
    clause("only-anywhere", ONLY, Reach(data=("contact",)), only=Only(("serving",))),
    clause("forbid-elsewhere", FORBID, Reach(at=("vendor",), data=("name",))),
    clause("travelling", FORBID, Reach(data=("counts",), makes=("counts",)), travels=True),
    clause("travelling-from-us", FORBID, Reach(sender=("shop",), act=("share",)), travels=True),
    clause("travelling-elsewhere", PERMIT, Reach(sender=("customer",), data=("name",)), travels=True),
    clause("with", REQUIRE, Reach(data=("name",)), require=Require(Need.WITH, ("lock",))),
    clause("erased", REQUIRE, Reach(data=("name",)), require=Require(Need.DELETE, ("name",))),
    clause("disclaimed", ClauseForm.DISCLAIM, Reach(data=("name",), through=("till",)), exceptions=(INNER,)),
    clause("polite", ClauseForm.DUTY, duty="be polite"),
]
FLOWS = (Flow("a", sender="till", recipient="shop"), Flow("b", sender="shop", recipient="printer", via="till"))
SYSTEM = System(
    "shop",
    {actor.name: actor for actor in (*BUILT_IN_ACTORS, *ACTORS)},
    {name.name: name for name in DATA},
    {name.name: name for name in PURPOSES},
    {name.name: name for name in BUILT_IN_ACTS},
    flows=FLOWS,
    policies=(Policy("promises", "shop", clauses=tuple(CLAUSES), non_normative=(NonNormative(("1.1",), "a title"),)),),
    expectations=(Expectation(Expect.NEVER, Reach(through=("customer",))),),
)


def listed(names: Iterable[str | Form] | None) -> str:
    if names is None:
        return "anything"
    return ", ".join(sorted(one.value if isinstance(one, Form) else one for one in names)) or "nothing"


def sides(pattern: Pattern) -> str:
    given = {side: names for side, names in asdict(pattern).items() if names is not None}
    return "; ".join(f"{side} {listed(names)}" for side, names in given.items()) or "everything"


def spared(exceptions: tuple[Spare | PermittedBy, ...], indent: str = "  ") -> Iterator[str]:
    for one in exceptions:
        if isinstance(one, PermittedBy):
            yield f"{indent}unless permitted by {listed(one.clauses)}"
        else:
            yield f"{indent}unless {sides(one.pattern)}"
            yield from spared(one.exceptions, f"{indent}  ")


def told(rule: Rule) -> Iterator[str]:
    yield f"{rule.key}: {sides(rule.pattern)}"
    yield f"  starts at {listed(rule.starts)}, of {listed(rule.party)}"
    yield f"  to {listed(rule.recipients)} for {listed(rule.purposes)}"
    asked = {"travels": rule.travels, "limits": rule.limits, "covers": rule.covers, "by presence": rule.by_presence}
    yield f"  {', '.join(word for word, so in asked.items() if so) or 'plain'}"
    yield from spared(rule.exceptions)


def remembered(mark: Mark) -> str:
    match mark:
        case Travel(key, starts, ends, data):
            return f"travel {key}: from {listed(starts)} to {listed(ends)}, {listed(data)}"
        case Limit(key, data, about, forms, ends):
            return f"limit {key}: {listed(data)} about {listed(about)} as {listed(forms)} to {listed(ends)}"
        case Through(key, places):
            return f"through {key}: {listed(places)}"


def test_clauses_are_made_ready(same_text: Compare) -> None:
    words = Vocabulary(SYSTEM)
    rules = make_rules(SYSTEM, words)
    marks = make_marks(SYSTEM, rules, words, through=("group", "nowhere"))
    lines = [line for rule in rules for line in told(rule)] + [remembered(mark) for mark in marks]
    same_text("rules.txt", "".join(f"{line}\n" for line in lines))
