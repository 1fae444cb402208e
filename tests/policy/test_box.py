"""Clauses as boxes, and how two boxes lie to each other (readings E10), whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from flowvow.model.clauses import Clause, ClauseForm, Policy, Reach
from flowvow.model.names import Form
from flowvow.model.system import System
from flowvow.model.vocabulary import Vocabulary
from flowvow.policy.box import DIMENSIONS, EVERYTHING, Box, acts_within, contains, overlap, written
from flowvow.policy.rule import make_rules
from tests.conftest import Compare

from .test_rule import SYSTEM

WHOM = ("printer",)
REACHES = {
    "free": Reach(),
    "by": Reach(by=WHOM, sender=("till",), recipient=("customer",), at=("vendor",)),
    "by-anyone": Reach(by=("anyone",), data=("contact",), form=(Form.AGGREGATE,), makes=("counts",)),
    "from": Reach(sender=WHOM, act=("share",), purposes=("serving",), through=("till",), about=("customer",)),
    "from-anyone": Reach(sender=("anyone",), recipient=WHOM),
    "to": Reach(recipient=WHOM, about=("anyone",)),
    "to-anyone": Reach(recipient=("anyone", "printer"), act=("use", "sell")),
    "at": Reach(at=WHOM),
    "at-from": Reach(at=WHOM, sender=("till",), recipient=("till",)),
    "at-anyone": Reach(at=("anyone",)),
}


def sides(box: Box) -> Iterator[str]:
    for dimension in DIMENSIONS:
        side = box.side(dimension)
        if side is not None:
            yield f"{dimension} {', '.join(sorted(str(getattr(one, 'value', one)) for one in side)) or 'nothing'}"


def test_clauses_as_boxes(same_text: Compare) -> None:
    clauses = tuple(Clause(name, "promises", ClauseForm.FORBID, reach) for name, reach in REACHES.items())
    system = System(
        "shop",
        SYSTEM.actors,
        SYSTEM.data,
        SYSTEM.purposes,
        SYSTEM.acts,
        policies=(Policy("promises", "shop", clauses=clauses),),
    )
    words = Vocabulary(system)
    lines = []
    for rule in make_rules(system, words):
        lines.append(f"{rule.clause.name}\n")
        for arriving in (False, True):
            told = "; ".join(sides(written(rule, words, arriving))) or "everything"
            lines.append(f"  {'arriving' if arriving else 'leaving'}: {told}\n")
    same_text("boxes.txt", "".join(lines))


def test_the_acts_within_others() -> None:
    words = Vocabulary(SYSTEM)
    assert acts_within(frozenset({"share", "keep"}), words) == {"share", "sell", "publish", "keep"}


A = EVERYTHING.having({"act": frozenset("ab"), "data": frozenset("mn")})
B = EVERYTHING.having({"act": frozenset("bc")})
C = EVERYTHING.having({"act": frozenset("c"), "makes": frozenset("x")})
D = EVERYTHING.having({"act": frozenset("b"), "data": frozenset("m")})
BOXES = {"everything": EVERYTHING, "A": A, "B": B, "C": C, "D": D}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (A, B, {"act": frozenset("b"), "data": frozenset("mn")}),
        (B, C, {"act": frozenset("c"), "makes": frozenset("x")}),
        (A, C, None),
        (EVERYTHING, EVERYTHING, {}),
        (EVERYTHING, C, {"act": frozenset("c"), "makes": frozenset("x")}),
    ],
)
def test_what_two_boxes_share(one: Box, other: Box, expected: dict[str, frozenset[str]] | None) -> None:
    both = None if expected is None else EVERYTHING.having(expected)
    assert overlap(one, other) == overlap(other, one) == both


def test_which_box_lies_in_which() -> None:
    inside = [f"{b} in {a}" for a, b in product(BOXES, repeat=2) if contains(BOXES[a], BOXES[b])]
    assert inside[: len(BOXES)] == [f"{name} in everything" for name in BOXES]
    assert inside[len(BOXES) :] == ["A in A", "D in A", "B in B", "C in B", "D in B", "C in C", "D in D"]
