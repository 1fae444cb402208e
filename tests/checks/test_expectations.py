"""An expectation fails unless it is shown to hold, and the list of them is complete."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from flowvow.checks.expectations import check_expectations
from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.checks.expected_words import words
from flowvow.findings.finding import Cause, Finding, Level, Verdict
from flowvow.model.clauses import Clause, ClauseForm, Need, Policy, Reach, Require
from flowvow.model.conditions import All, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.routes import Route, Shows, Step
from flowvow.model.system import Expect, Expectation, System

BROKEN = Finding(
    "P101",
    Level.ERROR,
    "x goes to y",
    Verdict.FORBIDDEN,
    clauses=("shop/no-selling",),
    flow="sync",
    routes=(Route(Shows.BAD, (Step(1, (), "order"), Step(2, (1,), "sync"))),),
    cause=Cause((("orders",), ("news", "not court")), 0, (("not orders", "not news"), ("not orders", "court"))),
)
UNDISCLOSED = Finding("P102", Level.WARNING, "z isn't told", Verdict.UNDISCLOSED, flow="peek")
UNDECIDED = Finding(
    "P103", Level.WARNING, "w isn't known", Verdict.UNDECIDED, clauses=("shop/only-here",), needs=("via",)
)
CONFLICT = Finding("P104", Level.WARNING, "both", Verdict.CONFLICTING, clauses=("shop/no-selling", "shop/vendors"))
SILENT = Finding("P105", Level.ERROR, "nobody is told", None, clauses=("shop/notice",))
NOTE = Finding("M100", Level.NOTE, "unused", None)

SYSTEM = System(
    "shop",
    flows=(Flow("sync", frame="ads"), Flow("order")),
    policies=(
        Policy(
            "shop",
            "shop",
            clauses=(
                Clause("no-selling", "shop", ClauseForm.FORBID),
                Clause("notice", "shop", ClauseForm.REQUIRE, require=Require(Need.NOTIFY)),
            ),
        ),
    ),
    expects=True,
)


def failures(
    *expectations: Expectation, found: tuple[Finding, ...] = (), answer: Answer | None = None, **options: Any
) -> list[str]:
    def ask(_system: System, _expectation: Expectation) -> Answer:
        assert answer is not None
        return answer

    system = evolve(SYSTEM, expectations=expectations)
    return [finding.message for finding in check_expectations(system, found, ask, **options)]


def breaks(clause: str = "no-selling", **fields: Any) -> Expectation:
    return Expectation(Expect.BREAKS, clauses=(clause,), **fields)


def test_without_a_block_nothing_is_expected() -> None:
    assert check_expectations(System("s"), (BROKEN,), lambda *_: Met()) == ()


def test_an_empty_block_expects_no_finding_but_notes() -> None:
    assert failures(found=(NOTE,)) == []
    assert failures(found=(NOTE, UNDISCLOSED)) == ["not expected: warning P102, z isn't told"]


@pytest.mark.parametrize(
    ("expectation", "finding"),
    [
        (breaks(), BROKEN),
        (breaks("shop/no-selling"), BROKEN),
        (breaks(flow="sync"), BROKEN),
        (breaks(flow="ads"), BROKEN),
        (breaks(route=("order", "sync")), BROKEN),
        (breaks(route=("order", "ads")), BROKEN),
        (breaks(when=Named("orders")), BROKEN),
        (breaks(when=All((Named("news"), Not(Named("court"))))), BROKEN),
        (breaks("notice"), SILENT),
        (Expectation(Expect.UNDISCLOSED, flow="peek"), UNDISCLOSED),
        (Expectation(Expect.UNDECIDED, clauses=("only-here",)), UNDECIDED),
        (Expectation(Expect.UNDECIDED, clauses=("only-here",), needs="via"), UNDECIDED),
        (Expectation(Expect.CONFLICTS, clauses=("vendors", "no-selling")), CONFLICT),
    ],
)
def test_expectations_that_name_a_finding(expectation: Expectation, finding: Finding) -> None:
    assert failures(expectation, found=(finding,)) == []


@pytest.mark.parametrize(
    ("expectation", "finding"),
    [
        (breaks("vendors"), BROKEN),
        (breaks(flow="order"), BROKEN),
        (breaks(route=("sync",)), BROKEN),
        (breaks(), CONFLICT),
        (breaks("only-here"), UNDECIDED),
        (Expectation(Expect.UNDISCLOSED, flow="sync"), UNDISCLOSED),
        (Expectation(Expect.UNDECIDED, clauses=("only-here",), needs="for"), UNDECIDED),
        (Expectation(Expect.CONFLICTS, clauses=("vendors", "other")), CONFLICT),
    ],
)
def test_expectations_that_do_not_name_it_fail_twice(expectation: Expectation, finding: Finding) -> None:
    messages = failures(expectation, found=(finding,))
    assert messages == [
        f"expected: {words(expectation)}, but nothing like it was found",
        f"not expected: {finding.level.value} {finding.code}, {finding.message}",
    ]


@pytest.mark.parametrize("when", [Not(Named("orders")), Named("news"), Named("elsewhere")])
def test_found_but_not_in_all_the_states(when: Any) -> None:
    assert failures(breaks(when=when), found=(BROKEN,)) == [
        f"expected: breaks no-selling when {when}, but it is not found in all those states"
    ]


def test_a_when_that_never_holds_expects_nothing() -> None:
    when = All((Named("orders"), Not(Named("orders"))))
    assert "its `when` never holds" in failures(breaks(when=when), found=(BROKEN,))[0]


def test_states_beyond_those_listed_can_not_be_told() -> None:
    cut = evolve(BROKEN, cause=Cause((("orders",),), 3, (), 1))
    assert "can't be told" in failures(breaks(when=Named("news")), found=(cut,))[0]


@pytest.mark.parametrize("kind", [Expect.NEVER, Expect.REACHES, Expect.ALWAYS_REACHES])
def test_questions_to_the_graph_fail_unless_met(kind: Expect) -> None:
    question = Expectation(kind, Reach(data=("card",), at=("ads",)), unless=Named("orders"))
    said = f"expected: {kind.value} card at ads unless orders"
    assert failures(question, answer=Met()) == []
    assert failures(question, answer=Unmet("it gets there")) == [f"{said}, but it gets there"]
    assert failures(question, answer=Unsure(("via",))) == [f"{said}, but that can't be told"]


def test_same_means_that_a_proposal_adds_no_finding() -> None:
    same = Expectation(Expect.SAME)
    assert failures(same) == []
    assert failures(same, found=(BROKEN,), before=(BROKEN, UNDECIDED)) == []
    assert failures(same, breaks(), found=(BROKEN, UNDECIDED), before=(UNDECIDED,)) == []
    assert failures(same, found=(BROKEN, UNDECIDED), before=(UNDECIDED,)) == [
        "expected: same, but 1 finding is new, the first: x goes to y"
    ]
    assert "can't be told" in failures(same, found=(BROKEN,))[0]


def test_a_proposal_answers_for_what_it_adds() -> None:
    """What was there before is the model's own to expect, unless it now reaches further data or states."""
    assert failures(found=(BROKEN, UNDECIDED), before=(BROKEN, UNDECIDED)) == []
    narrower = evolve(BROKEN, cause=Cause((("news", "not court"),)))
    assert failures(found=(narrower,), before=(BROKEN,)) == []
    wider = evolve(BROKEN, cause=Cause())
    assert failures(found=(wider,), before=(BROKEN,)) == ["not expected: error P101, x goes to y"]
    assert failures(found=(evolve(BROKEN, data=("x",)),), before=(BROKEN,)) != []
    assert failures(found=(BROKEN,), before=(evolve(BROKEN, data=("x",)),)) == []


def test_same_stands_beside_other_expectations_and_counts_what_is_new() -> None:
    same = Expectation(Expect.SAME)
    assert failures(breaks("vendors"), same, found=(BROKEN, UNDECIDED, SILENT), before=(BROKEN,)) == [
        "expected: breaks vendors, but nothing like it was found",
        "expected: same, but 2 findings are new, the first: w isn't known",
    ]


def whole(*expectations: Expectation, found: tuple[Finding, ...] = (), answer: Answer | None = None) -> list[Finding]:
    system = evolve(SYSTEM, expectations=expectations)
    return list(check_expectations(system, found, lambda *_: answer or Met()))


def test_what_can_not_be_told_says_what_it_needs() -> None:
    never, same = Expectation(Expect.NEVER, Reach(data=("card",))), Expectation(Expect.SAME)
    assert [one.needs for one in whole(never, answer=Unsure(("via of flow sync",)))] == [("via of flow sync",)]
    [one] = whole(same, found=(BROKEN,))
    assert one.needs == ("a model without the proposal to compare with",)


CHOSEN = Finding("C102", Level.WARNING, "bypassed", choice="news", flow="sync")


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (BROKEN, "breaks: no-selling"),
        (UNDISCLOSED, "undisclosed: peek"),
        (UNDECIDED, "undecided: only-here"),
        (CONFLICT, "conflicts: [no-selling, vendors]"),
        (evolve(CONFLICT, clauses=("shop/no-selling",)), "{finds: P104}"),
        (SILENT, "{finds: P105}"),
        (CHOSEN, "{finds: C102, choice: news, flow: sync}"),
        (evolve(CHOSEN, flow=""), "{finds: C102, choice: news}"),
        (evolve(CHOSEN, choice=""), "{finds: C102, flow: sync}"),
        (evolve(UNDECIDED, clauses=()), "{finds: P103}"),
        (evolve(BROKEN, clauses=()), "{finds: P101, flow: sync}"),
        (evolve(SILENT, clauses=("shop/a", "shop/b")), "{finds: P105}"),
    ],
)
def test_what_is_not_expected_says_how_to_expect_it(finding: Finding, line: str) -> None:
    assert [one.help for one in whole(found=(finding,))] == [f"mend the model, or add `{line}` to the expect block"]


def test_without_anything_to_name_it_by_the_model_is_to_be_mended() -> None:
    assert [one.help for one in whole(found=(evolve(BROKEN, clauses=(), code=""),))] == ["mend the model"]
