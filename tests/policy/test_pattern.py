"""How far units fit patterns, field by field: certainly, possibly or not, and for want of which facts (readings E)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from flowvow.model.clauses import Reach
from flowvow.model.flows import Flow
from flowvow.model.names import Form
from flowvow.model.system import System
from flowvow.model.times import Truth
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.pattern import (
    CARRIED,
    INPUT,
    OUTPUT,
    Content,
    Ends,
    Pattern,
    resolve,
    until_reached,
    weakest,
)
from tests.conftest import Compare

FREE = resolve(Reach(), Vocabulary(System("none")))
PARTY = frozenset({"shop"})


def ends(flow: Flow, *acts: str, members: frozenset[str] = frozenset()) -> Ends:
    return Ends(flow, acts[0], frozenset(acts), members, PARTY)


ANY_VENDOR = frozenset({"printer", "packer"})
FLOWS = {
    "shared": ends(Flow("shared", sender="shop", recipient="printer", via="till"), "sell", "share"),
    "shared with any vendor": ends(Flow("any", sender="shop", recipient="vendor"), "share", members=ANY_VENDOR),
    "collected": ends(Flow("collected", sender="customer", recipient="shop"), "collect"),
    "read": ends(Flow("read", sender="till", recipient="printer"), "read"),
    "kept": ends(Flow("kept", sender="customer", recipient="printer"), "keep"),
    "used": ends(Flow("used", at="till"), "use"),
    "deleted": ends(Flow("deleted", recipient="till"), "delete"),
}
WHOM = [frozenset({name}) for name in ("shop", "printer", "till", "customer", "vendor", "packer")]


def fits(pattern: Pattern, unit: Ends) -> Iterator[Truth]:
    yield from (pattern.bound(unit), pattern.doers_fit(unit), pattern.leaves_fit(unit))
    yield from (pattern.arrives_fit(unit), pattern.place_fits(unit))


def in_ends() -> Iterator[str]:
    for name, unit in FLOWS.items():
        acts = [act for act in ("sell", "share", "use") if evolve(FREE, acts=frozenset({act})).act_fits(unit)]
        yield f"{name}: of {', '.join(acts) or 'none'}, of any {FREE.act_fits(unit)}"
        yield f"  anybody: {', '.join(truth.value for truth in fits(FREE, unit))}"
        for whom in WHOM:
            by, left, to = evolve(FREE, by=whom), evolve(FREE, sender=whom), evolve(FREE, recipient=whom)
            patterns = {"by": by, "from": left, "to": to, "at": evolve(FREE, at=whom)}
            for field, pattern in patterns.items():
                yield f"  {field} {', '.join(whom)}: {', '.join(truth.value for truth in fits(pattern, unit))}"


def test_how_far_the_ends_fit(same_text: Compare) -> None:
    same_text("pattern-ends.txt", "".join(f"{line}\n" for line in in_ends()))


NAME = Content(CARRIED, "name", "customer", "billing", Form.IDENTIFIED, 0, frozenset({"till"}))
IN = evolve(NAME, role=INPUT, products=frozenset({"counts", "sums"}))
OUT = evolve(NAME, role=OUTPUT, atom="counts", products=frozenset({"counts"}), listed=frozenset({"name", "street"}))
CONTENTS = {
    "carried": NAME,
    "for something unknown": evolve(NAME, purpose=None),
    "for shipping": evolve(NAME, purpose="shipping"),
    "in an unknown form": evolve(NAME, form=None),
    "in another form": evolve(NAME, form=Form.ANONYMOUS),
    "on an unknown way": evolve(NAME, passed=None),
    "on another way": evolve(NAME, passed=frozenset({"desk"})),
    "unknown in every way": evolve(NAME, purpose=None, form=None, passed=None),
    "about a friend": evolve(NAME, subject="friend"),
    "the street": evolve(NAME, atom="street"),
    "derived from": IN,
    "derived from to make sums": evolve(IN, products=frozenset({"sums"})),
    "derived": OUT,
    "derived of the name alone": evolve(OUT, listed=frozenset({"name"})),
    "sums derived": evolve(OUT, atom="sums", products=frozenset({"sums"})),
}
PATTERNS: dict[str, Pattern] = {
    "anything": FREE,
    "the name": evolve(FREE, data=frozenset({"name"})),
    "about the customer": evolve(FREE, about=frozenset({"customer"})),
    "for billing": evolve(FREE, purposes=frozenset({"billing"})),
    "identified": evolve(FREE, forms=frozenset({Form.IDENTIFIED})),
    "through the till": evolve(FREE, through=frozenset({"till"})),
    "for billing, identified, through the till": evolve(
        FREE, purposes=frozenset({"billing"}), forms=frozenset({Form.IDENTIFIED}), through=frozenset({"till"})
    ),
    "to make counts": evolve(FREE, makes=frozenset({"counts"})),
    "to make counts of the name": evolve(FREE, makes=frozenset({"counts"}), data=frozenset({"name"})),
    "the counts, to make counts": evolve(FREE, makes=frozenset({"counts"}), data=frozenset({"counts"})),
}


def in_contents() -> Iterator[str]:
    for title, pattern in PATTERNS.items():
        for limited, covers in ((False, False), (True, False), (False, True)):
            yield f"{title}{', of what stands under its limit' * limited}{', permitted' * covers}"
            found = {name: pattern.content_fits(content, limited, covers) for name, content in CONTENTS.items()}
            for truth in Truth:
                told = [
                    f"{name}{' (' * bool(needs)}{', '.join(needs)}{')' * bool(needs)}"
                    for name, (fit, needs) in found.items()
                    if fit is truth
                ]
                yield f"  {truth.value}: {'; '.join(told) or 'none'}"


def test_how_far_the_rest_fits(same_text: Compare) -> None:
    same_text("pattern-contents.txt", "".join(f"{line}\n" for line in in_contents()))


def test_the_weakest_decides() -> None:
    yes, maybe, no = Truth.YES, Truth.MAYBE, Truth.NO
    assert [weakest(some) for some in ([], [yes], [yes, maybe, yes], [maybe, no, yes])] == [yes, yes, maybe, no]


def test_a_clause_reaches_a_copy_until_it_has_the_form() -> None:
    forms = (Form.IDENTIFIED, Form.AGGREGATE, Form.ANONYMOUS, None)
    assert [until_reached(Form.AGGREGATE, form) for form in forms] == [Truth.YES, Truth.NO, Truth.NO, Truth.MAYBE]
    assert {until_reached(None, form) for form in forms} == {Truth.YES}
