"""The example model, read whole: what each way of writing comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.model.clauses import Carve, Clause, Need, Only, PermittedBy, Reach, Require
from flowvow.model.conditions import All, Condition, ConditionKind, Default, Named, Not
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form
from flowvow.model.system import Expect, System
from flowvow.model.times import Duration, Length
from flowvow.reading.model import read_model
from flowvow.text import events

WEBSHOP = Path("tests/models/webshop")


@pytest.fixture(scope="module")
def shop() -> System:
    return read_model(Path(__file__).parents[2] / WEBSHOP)


def flows(system: System, name: str) -> list[Flow]:
    return [flow for flow in system.flows if flow.name == name]


def clause(system: System, name: str) -> Clause:
    return next(clause for clause in system.clauses if clause.name == name)


def days(count: int, unit: str = "days") -> Duration:
    return Duration(Length.COUNT, count, unit)


def test_words_of_both_files_are_one_vocabulary(shop: System) -> None:
    counts = shop.data["visit-counts"]
    assert (counts.extent, counts.parts, counts.form) == (Extent.OPEN, ("bounce-rate", "page-counts"), Form.AGGREGATE)
    assert shop.data["billing-details"].extent is Extent.CLOSED
    profile = shop.data["profile-details"]
    assert (profile.extent, profile.parts, profile.without) == (Extent.CLOSED, ("personal",), ("card-number",))
    assert shop.data["friend-email"].extent is Extent.LEAF
    assert (shop.data["friend-details"].about, shop.data["friend-details"].origin) == (("friend",), ("customer",))
    assert shop.data["praise"].origin == ("customer",)
    assert shop.purposes["ship"].extent is Extent.LEAF
    assert "derive" in shop.acts["use"].parts


def test_actors_and_stores_are_one_set(shop: System) -> None:
    assert {"anyone", "person", "public", "shop", "order-book"} <= set(shop.actors)
    assert shop.actors["pay-arm"].kinds == ("card-processor",)
    assert shop.actors["pay-arm"].of == ("big-vendor",)
    assert shop.actors["vendor"].kinds == ("third-party",)
    assert shop.actors["customer"].cites == ("webshop/1.2",)
    book = shop.actors["order-book"]
    assert (book.store, book.of, book.kept, book.safeguards) == (True, ("shop",), days(7, "years"), ("tls",))
    assert list(shop.actors) == sorted(shop.actors)


def test_conditions(shop: System) -> None:
    newsletter = shop.conditions["newsletter"]
    assert newsletter == Condition(
        "newsletter",
        ConditionKind.CHOICE,
        "person",
        Default.GRANTED,
        "unsubscribe",
        cites=("webshop/5.2",),
        span=newsletter.span,
    )
    assert shop.conditions["tls"].by == "technical"
    assert shop.conditions["account-needed"].refusing == ("serve-order",)


def test_flows(shop: System) -> None:
    (charge,) = flows(shop, "charge-card")
    assert charge == Flow(
        "charge-card",
        "paying",
        "shop",
        "pay-arm",
        data=("billing-details",),
        purposes=("take-payment",),
        safeguards=("vendor-contract",),
        kept=Duration(Length.UNTIL, name="settled"),
        cites=("webshop/4.3",),
        span=charge.span,
    )
    lines = Path(charge.span.file).read_text(encoding="utf-8").split("\n")
    assert lines[charge.span.line - 1][charge.span.column - 1 : charge.span.end_column - 1] == "charge-card"
    (count,) = flows(shop, "count-visits")
    assert (count.at, count.makes, count.how) == ("web-server", "visit-counts", How.AGGREGATE)
    (news,) = flows(shop, "send-news")
    assert news.when == All((Named("newsletter"), Not(Named("court-order"))))
    (told,) = flows(shop, "tell-vendor")
    assert (told.recipient, told.any_of) == ("vendor", True)
    (notice,) = flows(shop, "tell-change")
    assert (notice.act, notice.ahead) == ("notify", days(30, "business days"))


def test_clauses(shop: System) -> None:
    bar = clause(shop, "nobody-else")
    assert bar.reach == Reach(act=("share",), data=("personal",), recipient=("third-party",))
    condition, permits = bar.exceptions
    assert isinstance(condition, Carve)
    assert condition.when == Named("court-order")
    assert isinstance(permits, PermittedBy)
    assert permits.clauses == ()
    solely = clause(shop, "card-solely")
    assert (solely.only, solely.travels, solely.until) == (Only(purposes=("take-payment",)), True, Form.AGGREGATE)
    assert clause(shop, "while-ordering").only == Only(while_=Named("orders"))
    assert clause(shop, "while-ordering").hedged == "usually"
    assert clause(shop, "cookie-life").only == Only(kept=Duration(Length.SESSION))
    erasure = clause(shop, "erasure")
    assert erasure.require == Require(Need.DELETE, ("contact-details",), within=days(30))
    assert clause(shop, "leaving").require == Require(Need.RETURN, ("order-history",), to=("customer",))
    assert clause(shop, "stop-mail").require == Require(Need.OPT_OUT, ("newsletter",))
    notice = Require(Need.NOTIFY, ("person",), of=("policy-change",), ahead=days(30, "business days"))
    assert clause(shop, "change-notice").require == notice
    assert clause(shop, "keep-orders").cites == ("webshop/7.3",)
    assert clause(shop, "training").why == "no data move"
    assert clause(shop, "linked-sites").reach == Reach(at=("other-site",))


def test_every_sentence_is_cited_or_marked(shop: System) -> None:
    policy = shop.policies[0]
    cited = {cite for clause in shop.clauses for cite in clause.cites}
    cited |= {cite for flow in shop.flows for cite in flow.cites}
    for words in (shop.actors, shop.data, shop.purposes, shop.conditions):
        cited |= {cite for word in words.values() for cite in word.cites}
    marked = {f"webshop/{number}" for one in policy.non_normative for number in one.sentences}
    assert {f"webshop/{number}" for number in policy.sentences} == cited | marked


def test_a_proposal_is_laid_over(shop: System) -> None:
    folder = Path(__file__).parents[2] / WEBSHOP
    changed = read_model(folder, [folder / "proposals" / "sync-audience.yaml"])
    assert changed.proposals == ("Send order mails to an ad network",)
    assert changed.changed == ("charge-card", "settle-card", "sync-audience")
    assert flows(changed, "charge-card")[0].kept == days(1, "years")
    assert flows(changed, "log-guests") == []
    assert changed.conditions["newsletter"].default is Default.REFUSED
    assert [one.kind for one in changed.expectations] == [Expect.BREAKS, Expect.BREAKS]
    assert [one.clauses for one in changed.expectations] == [("webshop/no-list-selling",), ("webshop/nobody-else",)]
    assert {flow.name for flow in shop.flows} - {flow.name for flow in changed.flows} == {"log-guests"}


def test_the_python_parser_reads_the_same(shop: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "Parser", events.pure_parser())
    assert read_model(Path(__file__).parents[2] / WEBSHOP) == shop


def test_the_path_given_is_the_path_in_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    for path in (WEBSHOP, WEBSHOP / "webshop.flow.yaml"):
        system = read_model(path)
        assert system.span.file == "tests/models/webshop/webshop.flow.yaml"
        assert system.policies[0].span.file == "tests/models/webshop/webshop.policy.yaml"
        assert system.policies[0].outline == "tests/models/webshop/webshop.outline.yaml"
