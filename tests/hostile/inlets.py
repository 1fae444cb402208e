"""A model whose every text, and whose file's name, tries to get out of whatever it is written into."""

from __future__ import annotations

import json
from pathlib import Path

# What a page runs it marks itself with; what a terminal obeys changes its title, colours, screen or bell.
ATTACKS = (
    "<script>document.documentElement.setAttribute('owned','1')</script>",
    "\"><svg onload=document.documentElement.setAttribute('owned','1')>",
    "<img src=x onerror=document.documentElement.setAttribute('owned','1')>",
    "]]></title></text><script>document.documentElement.setAttribute('owned','1')</script>",
    '"]; evil [label="owned", URL="javascript:alert(1)"]; x [label="',
    "%%{init: {'securityLevel': 'loose'}}%% click a href 'javascript:alert(1)'",
    "[a](javascript:alert(1)) ![b](http://127.0.0.1:9/x)",
    "=cmd|' /C calc'!A0, @SUM(1), +1, -1",
    '\\", "verdict": "kept", "x": "',
    "::error file=a::owned",
)
# As a file can't hold these, they come as names of files and as words of the command line.
ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x90q\u202e\x08\x7f"
NAME = "名-İß"


def attack(at: int) -> str:
    """One text of them all."""
    return ATTACKS[at % len(ATTACKS)] + f" {at}"


def lay(folder: Path) -> Path:
    """The model, in a file with a hostile name."""
    texts = iter(range(10_000))

    def said() -> str:
        return json.dumps(attack(next(texts)), ensure_ascii=False)

    clauses = "\n".join(
        f"  {name}: {{{clause}, says: {said()}, cites: 1.{at + 1}}}"
        for at, (name, clause) in enumerate(
            {
                "may": f"permit: share, data: name, to: ad, hedged: {said()}",
                "not": f"forbid: share, data: email, to: ad, implied: {said()}",
                "also": "permit: share, data: email, to: ad",
                "owed": f"duty: {said()}",
                "gone": "if: asks, require: {delete: email, within: 30 days}",
            }.items()
        )
    )
    outline = "".join(f"      - {{n: '1.{at}', words: 3, print: '00', sketch: ''}}\n" for at in range(1, 8))
    (folder / "a.outline.yaml").write_text(
        f"flowvow: 1\noutline: {said()}\ntitle: {said()}\nsections:\n  - section: '1'\n    level: 1\n"
        f"    heading: {said()}\n    print: '00'\n    sentences:\n{outline}",
        encoding="utf-8",
    )
    (folder / "a.policy.yaml").write_text(
        f"flowvow: 1\npolicy: {NAME}\nparty: shop\n"
        f"source: {{title: {said()}, url: {said()}, outline: a.outline.yaml}}\n"
        f"actors: {{customer: person, ad: }}\ndata: {{name: , email: }}\npurposes: {{mailing: }}\n"
        f"conditions:\n  news: {{choice: customer, default: granted, withdraw: {said()}}}\n"
        f"  asks: {{circumstance: customer}}\nclauses:\n{clauses}\n"
        f"non-normative:\n  - {{sentences: [1.6], why: {said()}}}\n",
        encoding="utf-8",
    )
    file = folder / f"{ESCAPES.replace('/', '')}<b>x.flow.yaml"
    file.write_text(
        f"flowvow: 1\nsystem: {said()}\npolicies: [a.policy.yaml]\nstores: {{book: {{of: shop}}}}\nflows:\n"
        "  order: {from: customer, to: shop, data: [name, email], for: mailing, cites: 1.1}\n"
        "  put: {from: shop, to: book, data: email}\n"
        f"  tell: {{from: shop, to: ad, data: [name, email], for: mailing, when: news, implied: {said()}}}\n",
        encoding="utf-8",
    )
    return file
