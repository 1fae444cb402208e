"""A safeguard that one text asks for and a model's own text has no word for: nothing shows that it is missing."""

from __future__ import annotations

from pathlib import Path

from tests.faces.running import flowvow

HEAD = "flowvow: 1\npolicy: {}\nparty: shop\nactors: {{customer: person, helper: }}\ndata: {{email: }}\n"
LENT = "  lend: {permit: share, data: email, to: helper, cites: 1.1}\n"
BOUND = "  bound: {act: share, data: email, to: helper, require: {with: contract}, cites: 1.2}\n"
CONTRACT = "conditions: {contract: {safeguard: contract, cites: 1.2}}\n"
MODEL = (
    "flowvow: 1\nsystem: shop\npolicies: [new.policy.yaml]\nflows:\n"
    "  take: {from: customer, to: shop, data: email}\n  give: {from: shop, to: helper, data: email}\n"
)


def test_it_is_undecided_and_not_forbidden(tmp_path: Path) -> None:
    old = HEAD.format("old") + CONTRACT + "clauses:\n" + LENT + BOUND
    (tmp_path / "old.policy.yaml").write_text(old, encoding="utf-8")
    (tmp_path / "new.policy.yaml").write_text(HEAD.format("new") + "clauses:\n" + LENT, encoding="utf-8")
    (tmp_path / "shop.flow.yaml").write_text(MODEL, encoding="utf-8")
    mapping = "flowvow: 1\nmapping: m\nold: old\nnew: new\nconditions: {contract: none}\n"
    (tmp_path / "m.mapping.yaml").write_text(mapping, encoding="utf-8")
    done = flowvow("diff", "old.policy.yaml", "shop.flow.yaml", "--mapping", "m.mapping.yaml", cwd=tmp_path)
    told = done.out.partition("flows of shop (1)\n")[2].splitlines()
    assert told[:4] == [
        "  give: share email from shop to helper",
        "  now       permitted: new/lend (1.1)",
        "  before    undecided: old/bound (1.2), old/lend (1.1)",
        "  needs     whether contract is in place, for which new has no word",
    ]


def test_one_that_has_a_word_and_is_missing_forbids(tmp_path: Path) -> None:
    for name in ("old", "new"):
        clauses = LENT + (BOUND if name == "old" else "")
        text = HEAD.format(name) + CONTRACT + "clauses:\n" + clauses
        (tmp_path / f"{name}.policy.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "shop.flow.yaml").write_text(MODEL, encoding="utf-8")
    done = flowvow("diff", "old.policy.yaml", "shop.flow.yaml", cwd=tmp_path)
    assert "  before    forbidden: old/bound (1.2)\n" in done.out
