"""What a flow in reach lacks for an `only` and a `require`, as findings say it: each way (readings E7, E8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from flowvow.model.actors import BUILT_IN_ACTORS, PERSON, Actor
from flowvow.model.clauses import Clause, ClauseForm, Need, Only, Policy, Reach, Require
from flowvow.model.conditions import ALWAYS, Condition, ConditionKind, Default, Named
from flowvow.model.flows import Flow
from flowvow.model.names import Extent, Name
from flowvow.model.reckoning import Reckoning
from flowvow.model.system import System
from flowvow.model.times import Duration, Length
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy import only, require
from flowvow.policy.failing import Failing
from flowvow.policy.pattern import CARRIED, Content, Ends
from flowvow.policy.require import Timeline
from flowvow.policy.rule import make_rule
from tests.conftest import Compare

MONTH, DAYS, YEAR = (Duration(Length.COUNT, count, unit) for count, unit in ((1, "months"), (30, "days"), (1, "years")))
ACTORS = [
    Actor("customer", (PERSON,)),
    Actor("friend", (PERSON,)),
    Actor("shop"),
    Actor("till", of=("shop",), store=True, kept=YEAR),
    Actor("phone", of=("customer",), store=True, kept=YEAR),
    Actor("printer", ("vendor",)),
    Actor("packer", ("vendor",)),
    Actor("vendor"),
]
PURPOSES = [Name("serving", Extent.CLOSED, ("billing", "shipping")), Name("billing"), Name("shipping"), Name("news")]


def choice(name: str, asked: str = "", default: Default | None = Default.REFUSED) -> Condition:
    return Condition(name, ConditionKind.CHOICE, "customer", default, asked=asked)


CHOICES = [
    choice("letters", "ask"),
    choice("unasked"),
    choice("late", "ask-late"),
    choice("self", "send"),
    choice("apart", "ask-apart"),
    choice("rarely", "ask-rarely"),
    choice("granted", "ask", Default.GRANTED),
    choice("unstated", "ask", Default.UNSTATED),
]
FLOWS = (
    Flow("ask", sender="shop", recipient="customer"),
    Flow("send", sender="shop", recipient="printer", after=("ask", "ask-rarely"), purposes=("serving", "news")),
    Flow("ask-late", sender="shop", recipient="customer", after=("send",)),
    Flow("ask-apart", sender="shop", recipient="customer"),
    Flow("ask-rarely", sender="shop", recipient="customer", when=Named("rain")),
    Flow("ask-rarely", sender="shop", recipient="friend", when=Named("snow")),
)
POLICY = Policy("says", "shop")
SYSTEM = System(
    "shop",
    {one.name: one for one in (*BUILT_IN_ACTORS, *ACTORS)},
    purposes={one.name: one for one in PURPOSES},
    conditions={one.name: one for one in CHOICES},
    flows=FLOWS,
    policies=(POLICY,),
)
WORDS = Vocabulary(SYSTEM)
SEND = FLOWS[1]
NAME = Content(CARRIED, "name", "customer", "billing", None, 0, frozenset())


def ends(flow: Flow) -> Ends:
    members = WORDS.members[flow.recipient] if flow.any_of else frozenset[str]()
    return Ends(flow, "share", frozenset({"share"}), members, WORDS.matching["shop"])


def told(failings: Iterable[Failing]) -> Iterator[str]:
    for one in failings:
        where = "" if one.where == ALWAYS else f", where {one.where}"
        yield f"  {one.sure.value}: {one.why or 'it'}{where}{', by the date' * one.dated}"
        if one.needs:
            yield f"    needs {'; '.join(one.needs)}"
        if one.remedy:
            yield f"    {one.remedy}"


BILLING, WHILE, BRIEFLY = Only(("billing", "shipping")), Only(while_=Named("rain")), Only(kept=DAYS)
US = Only(recipients=("shop", "printer"))
TO_VENDOR, NOTED = evolve(SEND, recipient="vendor"), evolve(SEND, recipient="till")
ONLY = [
    ("for what is allowed", BILLING, Reach(), SEND, NAME),
    ("for something else", BILLING, Reach(), SEND, evolve(NAME, purpose="news")),
    ("for what is in a wider name", Only(("news", "billing")), Reach(), SEND, evolve(NAME, purpose="shipping")),
    ("for something unlisted", Only(("news",)), Reach(), evolve(SEND, purposes=()), NAME),
    ("for something unknown", BILLING, Reach(), SEND, evolve(NAME, purpose=None)),
    ("to one of those", US, Reach(), SEND, NAME),
    ("to somebody else", US, Reach(), evolve(SEND, recipient="packer"), NAME),
    ("to any of a kind", US, Reach(), evolve(TO_VENDOR, any_of=True), NAME),
    ("to nobody", US, Reach(), Flow("use", at="till"), NAME),
    ("to where it is", Only(recipients=("shop",)), Reach(at=("packer",)), evolve(SEND, recipient="packer"), NAME),
    ("while", WHILE, Reach(), SEND, NAME),
    ("kept as long", BRIEFLY, Reach(), evolve(SEND, kept=DAYS), NAME),
    ("kept longer", BRIEFLY, Reach(), evolve(SEND, kept=YEAR), NAME),
    ("kept about as long", BRIEFLY, Reach(), evolve(SEND, kept=MONTH), NAME),
    ("kept longer in a store", BRIEFLY, Reach(), NOTED, NAME),
    ("kept for nobody knows how long", BRIEFLY, Reach(), SEND, NAME),
    ("kept nowhere", BRIEFLY, Reach(), Flow("use", at="till"), NAME),
    ("kept there", BRIEFLY, Reach(at=("till",)), NOTED, NAME),
    ("kept elsewhere", BRIEFLY, Reach(at=("till",)), evolve(SEND, kept=YEAR), NAME),
    ("kept by any of those there", BRIEFLY, Reach(at=("printer",)), evolve(TO_VENDOR, any_of=True, kept=YEAR), NAME),
    ("kept wherever it goes", BRIEFLY, Reach(at=("packer",)), evolve(SEND, kept=YEAR), NAME),
    ("kept by its subject", BRIEFLY, Reach(at=("packer",)), evolve(SEND, recipient="phone"), NAME),
    ("by another", BRIEFLY, Reach(at=("packer",)), evolve(SEND, recipient="phone"), evolve(NAME, subject="friend")),
    ("kept by its subject, not followed", BRIEFLY, Reach(), evolve(SEND, recipient="phone"), NAME),
]  # fmt: skip


def in_only() -> Iterator[str]:
    for title, limits, reach, flow, content in ONLY:
        rule = make_rule(Clause("limit", "says", ClauseForm.ONLY, reach, only=limits), POLICY, WORDS)
        yield title
        yield from told(only.failings(rule, ends(flow), content, WORDS))
    briefly = make_rule(Clause("limit", "says", ClauseForm.ONLY, only=BRIEFLY), POLICY, WORDS)
    for day in (date(2026, 1, 1), date(2026, 2, 1)):
        for kept in (MONTH, YEAR):
            yield f"kept {kept} as of {day}"
            yield from told(only.failings(briefly, ends(evolve(SEND, kept=kept)), NAME, WORDS, Reckoning(day)))


def test_what_an_only_bars(same_text: Compare) -> None:
    same_text("failings-only.txt", "".join(f"{line}\n" for line in in_only()))


def in_require() -> Iterator[str]:
    timeline = Timeline.of(FLOWS)
    asked = [("with", Require(Need.WITH, ("lock", "seal", "oath"))), ("opt-out", Require(Need.OPT_OUT, ("letters",)))]
    asked += [(f"consent {one.name}", Require(Need.CONSENT, (one.name,))) for one in CHOICES]
    asked += [("happens", Require(Need.HAPPENS))]
    for title, wanted in asked:
        rule = make_rule(Clause("need", "says", ClauseForm.REQUIRE, require=wanted), POLICY, WORDS)
        for subject in ("customer", "friend"):
            yield f"{title}, about the {subject}"
            content = evolve(NAME, subject=subject)
            yield from told(require.failings(rule, ends(SEND), content, frozenset({"seal"}), WORDS, timeline))
    locked = make_rule(Clause("need", "says", ClauseForm.REQUIRE, require=Require(Need.WITH, ("lock",))), POLICY, WORDS)
    assert list(require.failings(locked, ends(SEND), NAME, frozenset({"lock", "seal"}), WORDS, timeline)) == []


def test_what_a_requirement_lacks(same_text: Compare) -> None:
    same_text("failings-require.txt", "".join(f"{line}\n" for line in in_require()))
