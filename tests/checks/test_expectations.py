"""An expectation fails unless it is shown to hold, and the list of them is complete."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from flowvow.checks.expectations import check_expectations
from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.checks.expected_before import added
from flowvow.checks.expected_states import in_states
from flowvow.checks.expected_words import words
from flowvow.findings.finding import Cause, Finding, Level, Verdict
from flowvow.graph.states import BudgetError, States
from flowvow.model.clauses import Clause, ClauseForm, Need, Policy, Reach, Require
from flowvow.model.conditions import All, Named, Not
from flowvow.model.flows import Flow
from flowvow.model.names import Form
from flowvow.model.routes import Route, Shows, Step
from flowvow.model.system import Expect, Expectation, System
from flowvow.text.span import Span

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
CHOSEN = Finding("C102", Level.WARNING, "bypassed", choice="news", flow="sync")
ASKED = Finding("C105", Level.WARNING, "granted by default", None, clauses=("shop/consent",), choice="news")
TWICE = evolve(
    BROKEN,
    routes=(Route(Shows.BAD, (Step(1, (), "order"), Step(2, (1,), "sync"))), Route(Shows.BAD, (Step(1, (), "visit"),))),
)

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
                Clause("consent", "shop", ClauseForm.REQUIRE, require=Require(Need.CONSENT, ("news",))),
                Clause("safely", "shop", ClauseForm.REQUIRE, require=Require(Need.WITH, ("tls",))),
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
        (Expectation(Expect.CONFLICTS, clauses=("vendors", "no-selling")), evolve(CONFLICT, verdict=None)),
        (breaks(), evolve(CONFLICT, flow="sync")),
        (breaks("consent"), ASKED),
        (Expectation(Expect.BREAKS, clauses=("no-selling", "vendors")), BROKEN),
        (breaks(route=("visit",)), TWICE),
        (breaks(route=("order", "sync")), TWICE),
        (Expectation(Expect.FINDS, code="C102"), CHOSEN),
        (Expectation(Expect.FINDS, code="C102", choice="news", flow="sync"), CHOSEN),
        (Expectation(Expect.FINDS, code="C102", flow="ads"), CHOSEN),
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
        (Expectation(Expect.CONFLICTS, clauses=("vendors", "no-selling")), evolve(CONFLICT, verdict=Verdict.FORBIDDEN)),
        (Expectation(Expect.CONFLICTS, clauses=("notice", "shop/notice")), SILENT),
        (breaks(route=("order",)), BROKEN),
        (breaks(route=("order", "sync", "order")), BROKEN),
        (breaks(route=("order", "visit")), BROKEN),
        (breaks(), evolve(SILENT, clauses=("shop/no-selling",))),
        (breaks("safely"), evolve(SILENT, clauses=("shop/safely",))),
        (breaks(flow="peek"), evolve(UNDISCLOSED, clauses=("shop/no-selling",))),
        (breaks(flow="peek"), UNDISCLOSED),
        (Expectation(Expect.UNDISCLOSED, flow="sync"), BROKEN),
        (Expectation(Expect.FINDS, code="C103"), CHOSEN),
        (Expectation(Expect.FINDS, code="C102", choice="orders"), CHOSEN),
        (Expectation(Expect.FINDS, code="C102", choice="news", flow="order"), CHOSEN),
        (Expectation(Expect.FINDS, code="C106", choice="news"), CHOSEN),
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
    assert failures(breaks(when=when), found=(BROKEN,)) == [
        f"expected: breaks no-selling when {when}, but its `when` never holds"
    ]


CUT = evolve(BROKEN, cause=Cause((("orders",),), 3, (("not news", "court"),), 1))


def test_states_beyond_those_listed_can_not_be_told() -> None:
    more = Unsure(("more of the states in which it is found than are listed",))
    assert in_states(Named("news"), (CUT,)) == more
    assert in_states(Named("news"), (evolve(CUT, cause=Cause((("court",),))), CUT)) == more


@pytest.mark.parametrize(
    ("when", "cause"),
    [
        (Named("court"), CUT.cause),
        (Named("news"), evolve(CUT.cause, enabled_more=0)),
        (Named("elsewhere"), Cause((("orders",),), 0, (("not orders",),))),
    ],
)
def test_what_is_listed_tells_that_it_is_not_found(when: Any, cause: Cause) -> None:
    found = (evolve(BROKEN, cause=cause),)
    assert in_states(when, found) == Unmet("it is not found in all those states", (), cause)


@pytest.mark.parametrize("when", [All((Named("orders"), Named("court"))), All((Named("news"), Not(Named("court"))))])
def test_found_in_all_the_states(when: Any) -> None:
    assert in_states(when, (BROKEN,)) == Met()
    halves = [evolve(BROKEN, cause=Cause((one,))) for one in BROKEN.cause.enabled_by]
    assert in_states(when, halves) == Met()


def test_past_the_budget_states_can_not_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def passed(*_: object) -> bool:
        raise BudgetError

    narrower = evolve(BROKEN, cause=Cause((("news", "not court"),)))
    assert added((narrower,), (BROKEN,)) == []
    monkeypatch.setattr(States, "within", passed)
    assert in_states(Named("orders"), (BROKEN,)) == Unsure(("a larger budget",))
    assert added((narrower,), (BROKEN,)) == [narrower]


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


@pytest.mark.parametrize(
    "change",
    [
        {"code": "P102"},
        {"verdict": Verdict.CONFLICTING},
        {"clauses": ("shop/vendors",)},
        {"flow": "order"},
        {"actor": "court"},
        {"data": ("x",)},
        {"about": ("friend",)},
        {"cause": Cause((("orders",),), 1)},
    ],
)
def test_a_finding_is_new_where_it_says_something_else(change: dict[str, Any]) -> None:
    new = evolve(BROKEN, **change)
    assert added((new, BROKEN), (BROKEN,)) == [new]
    assert added((new,), (BROKEN, new)) == []


def whole(*expectations: Expectation, found: tuple[Finding, ...] = (), answer: Answer | None = None) -> list[Finding]:
    system = evolve(SYSTEM, expectations=expectations)
    return list(check_expectations(system, found, lambda *_: answer or Met()))


def test_an_unmet_expectation_points_at_what_it_names_and_where_it_stands() -> None:
    where = Span("shop.flow.yaml", 7, 3)
    route, cause = BROKEN.routes, BROKEN.cause
    [one] = whole(
        Expectation(Expect.NEVER, Reach(data=("card",)), span=where), answer=Unmet("it happens", route, cause)
    )
    help_ = "mend the model, or say in the expect block what is true of it now"
    message = "expected: never card, but it happens"
    assert one == Finding("E101", Level.ERROR, message, routes=route, cause=cause, span=where, help=help_)
    [one] = whole(breaks("vendors", flow="sync", span=where))
    message = "expected: breaks vendors by sync, but nothing like it was found"
    assert one == Finding("E101", Level.ERROR, message, clauses=("vendors",), flow="sync", span=where, help=help_)


def test_what_can_not_be_told_says_what_it_needs() -> None:
    never, same = Expectation(Expect.NEVER, Reach(data=("card",))), Expectation(Expect.SAME)
    assert [one.needs for one in whole(never, answer=Unsure(("via of flow sync",)))] == [("via of flow sync",)]
    [one] = whole(same, found=(BROKEN,))
    assert one.needs == ("a model without the proposal to compare with",)


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


@pytest.mark.parametrize(
    ("expectation", "said"),
    [
        (
            Expectation(
                Expect.NEVER,
                Reach(act=("share", "sell"), data=("card", "name"), form=(Form.IDENTIFIED, Form.PSEUDONYMOUS)),
            ),
            "never share or sell identified or pseudonymous card or name",
        ),
        (
            Expectation(Expect.REACHES, Reach(sender=("shop", "desk"), recipient=("court",), purposes=("serve",))),
            "reaches any from shop or desk to court for serve",
        ),
        (
            Expectation(
                Expect.ALWAYS_REACHES,
                Reach(at=("desk",), through=("shop",), by=("shop",), about=("friend",), makes=("tally",)),
            ),
            "always-reaches any at desk through shop by shop about friend makes tally",
        ),
        (Expectation(Expect.FINDS, code="C102", choice="news", flow="sync"), "finds C102 of news by sync"),
        (Expectation(Expect.CONFLICTS, clauses=("shop/no-selling", "vendors")), "conflicts no-selling and vendors"),
        (Expectation(Expect.UNDISCLOSED, flow="peek"), "undisclosed peek"),
        (Expectation(Expect.UNDECIDED, clauses=("only-here",), needs="via"), "undecided only-here for want of via"),
        (
            breaks(flow="sync", route=("order", "sync"), when=Named("orders")),
            "breaks no-selling by sync via order, sync when orders",
        ),
        (Expectation(Expect.SAME), "same"),
    ],
)
def test_an_expectation_in_words(expectation: Expectation, said: str) -> None:
    assert words(expectation) == said
