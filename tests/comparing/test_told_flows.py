"""Flows that change verdict as they are told: what is worse off first, what is taken in, whose it is."""

from __future__ import annotations

from flowvow.findings.difference import Cited, Difference, FlowChange, Version
from flowvow.outputs.difference import write

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
