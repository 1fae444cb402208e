"""Flows that change verdict as they are told: what is worse off first, what is taken in, whose it is."""

from __future__ import annotations

from pathlib import Path

from flowvow.findings.difference import Cited, Difference, FlowChange, Version
from flowvow.outputs.difference import write
from tests.faces.running import flowvow

RULE = (Cited("new/rule", ("new/1.1",), "permit"),)
BAN = (Cited("new/ban", ("new/1.2",), "forbid"),)


def test_the_same_change_of_one_flow_stands_together_and_bans_come_first() -> None:
    fine = FlowChange("a-fine", "collect", "undisclosed", "permitted", ("one",), ("shop",), data=("email",), new=RULE)
    when = (("asks",),)
    mine = FlowChange("total", "derive", "none", "forbidden", at="shop", data=("email",), about=("one",), new=BAN)
    other = FlowChange(
        "total",
        "derive",
        "none",
        "forbidden",
        at="shop",
        data=("name",),
        about=("two",),
        when=when,
        new=BAN,
        taken_in=True,
    )
    found = Difference(Version("o", "o"), Version("n", "n"), flows=(fine, mine, other), model="m", one_model=True)
    told = write(found).partition("flows of m (3)\n")[2]
    assert told.splitlines()[:9] == [
        "  total: derive email about one at shop",
        "  total: derive from name about two at shop, if asks",
        "  now       forbidden: new/ban (1.2)",
        "  before    nothing is said of it",
        "",
        "  a-fine: collect email from one to shop",
        "  now       permitted: new/rule (1.1)",
        "  before    undisclosed",
        "",
    ]


def test_what_a_derivation_takes_in_is_told_apart_from_what_it_makes(tmp_path: Path) -> None:
    head = "flowvow: 1\npolicy: {}\nparty: shop\nactors: {{customer: person}}\ndata: {{card: , total: }}\n"
    head += "purposes: {{bill: , count: }}\nclauses:\n  take: {{permit: collect, data: card, for: bill, cites: 1.1}}\n"
    ban = "  apart: {forbid: derive, data: card, cites: 1.2}\n"
    (tmp_path / "old.policy.yaml").write_text(head.format("old"), encoding="utf-8")
    (tmp_path / "new.policy.yaml").write_text(head.format("new") + ban, encoding="utf-8")
    flows = "  take: {from: customer, to: shop, data: card, for: bill}\n"
    flows += "  add-up: {at: shop, data: card, makes: total, how: aggregate, for: count}\n"
    model = "flowvow: 1\nsystem: shop\npolicies: [new.policy.yaml]\nflows:\n" + flows
    (tmp_path / "shop.flow.yaml").write_text(model, encoding="utf-8")
    done = flowvow("diff", "old.policy.yaml", "shop.flow.yaml", cwd=tmp_path)
    assert "  add-up: derive from card at shop\n  now       forbidden: new/apart (1.2)\n" in done.out
    assert "  add-up: derive total at shop\n  now       forbidden: new/apart (1.2)\n" in done.out
