"""Which sentences are accounted for and by whom, and what cites none: two small policies of one model, whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import evolve

from flowvow.model.actors import PERSON, Actor
from flowvow.model.clauses import Clause, ClauseForm, NonNormative, Policy
from flowvow.model.conditions import Condition, ConditionKind
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Name
from flowvow.model.system import System
from flowvow.policy.coverage import Citer, Coverage, State, coverage
from flowvow.text.span import Span
from tests.conftest import Compare

SAYS, TERMS, MODEL = (Span(f"{name}.yaml", 1, 1) for name in ("says", "terms", "model"))
CLAUSES = [
    Clause("cited", "says", ClauseForm.PERMIT, cites=("says/1.1", "terms/1", "says/1.1"), span=SAYS),
    Clause("more", "says", ClauseForm.FORBID, cites=("says/1.2",), implied="it must be meant", span=SAYS),
    Clause("alone", "says", ClauseForm.FORBID, implied="it goes without saying", span=SAYS),
]
ACTORS = [
    Actor(PERSON),
    Actor("shop", span=SAYS),
    Actor("customer", (PERSON,), cites=("says/1.1",), span=SAYS),
    Actor("regular", ("customer",), span=SAYS),
    Actor("old-hand", ("regular",), span=SAYS),
    Actor("vendor", implied="somebody sells", span=SAYS),
    Actor("till", store=True, span=SAYS),
    Actor("box", ("customer",), store=True, span=SAYS),
    Actor("drawer", store=True, cites=("terms/2",), implied="a drawer is one", span=TERMS),
]
DATA = [
    Name("contact", Extent.OPEN, ("name", "home"), cites=("says/1.1",), span=SAYS),
    Name("home", Extent.OPEN, ("street", "name"), span=SAYS),
    Name("name", span=SAYS),
    Name("street", span=SAYS),
    Name("counts", span=SAYS),
]
PURPOSES = [Name("serving", Extent.OPEN, ("billing",), cites=("says/2.1",), span=SAYS), Name("billing", span=SAYS)]
ACTS = [
    Name("lend", Extent.OPEN, ("rent",), cites=("says/2.1",), span=SAYS),
    Name("rent", span=SAYS),
    Name("give", span=SAYS),
]
CONDITIONS = [
    Condition("news", ConditionKind.CHOICE, cites=("says/1.2",), implied="one may refuse", span=SAYS),
    Condition("rain", ConditionKind.CIRCUMSTANCE, span=SAYS),
]
FLOWS = (
    Flow("order", sender="customer", recipient="shop", cites=("says/1.1",), span=MODEL),
    Flow("order", sender="regular", recipient="shop", cites=("says/1.1",), span=MODEL),
    Flow("note", sender="shop", recipient="till", implied="it is noted", span=MODEL),
)
MARKS = (NonNormative(("says/1.2", "2.2"), "a greeting"), NonNormative(("2.3",), "a title"))
POLICIES = (
    Policy("says", "shop", sentences=("1.1", "1.2", "2.1", "2.2", "2.3", "2.4"), clauses=tuple(CLAUSES),
           non_normative=MARKS, span=SAYS),
    Policy("terms", "vendor", sentences=("1", "2", "3"), span=TERMS),
    Policy("nothing", "vendor", span=Span("nothing.yaml", 1, 1)),
)  # fmt: skip
SYSTEM = System(
    "shop",
    {one.name: one for one in ACTORS},
    {one.name: one for one in DATA},
    {one.name: one for one in PURPOSES},
    {one.name: one for one in ACTS},
    {one.name: one for one in CONDITIONS},
    FLOWS,
    POLICIES,
)


def named(citers: Iterable[Citer]) -> str:
    return ", ".join(f"{one.kind} {one.name}" for one in citers) or "none"


def told(found: Coverage) -> Iterator[str]:
    yield f"{found.policy.name} in {found.model}: {found.percent} %, {found.share}"
    for one in found.sentences:
        yield f"  {one.number} {one.state.value}: {named(one.by)}{f'; {one.why}' if one.why else ''}"
    for state in State:
        yield f"  {state.value}: {', '.join(one.number for one in found.of(state)) or 'none'}"
    yield f"  marked and cited: {', '.join(one.number for one in found.marked_and_cited) or 'none'}"
    yield f"  without: {named(found.without)}"
    yield f"  implied: {named(found.implied)}"


def test_what_is_covered(same_text: Compare) -> None:
    sole = evolve(SYSTEM, policies=POLICIES[:1])
    lines = [line for system in (SYSTEM, sole) for found in coverage(system) for line in told(found)]
    same_text("coverage.txt", "".join(f"{line}\n" for line in lines))


def test_a_share_is_never_rounded_up() -> None:
    policy = Policy("says", "shop", sentences=tuple(str(number) for number in range(200)), span=SAYS)
    most = Clause("most", "says", ClauseForm.PERMIT, cites=tuple(f"says/{number}" for number in range(199)), span=SAYS)
    (found,) = coverage(evolve(SYSTEM, policies=(evolve(policy, clauses=(most,)),)))
    assert (found.share, found.percent) == (Fraction(199, 200), 99)
