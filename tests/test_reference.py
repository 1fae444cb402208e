"""The reference stays what it is for: short, on its own, and about every item of the semantics."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "reference").rglob("*.py"))
LINES, MOST, WIDTH = 789, 5, 120
OF_THE_PRODUCT = {"flowvow.findings.finding": {"Status", "Verdict"}}  # besides the model's values

# Items that no rule of the reference is about, and why. Of 34 there is what a verdict hangs on (E10), of 31 what takes
# states to say.
OUTSIDE = {
    8: "how to model a copy with rules of its own",
    28: "how plainly a permit speaks; no verdict",
    30: "what is told together; no verdict",
    35: "a text alone, without flows",
    36: "sentences and citations, without meaning",
    37: "two texts: two references compared",
}


def test_it_is_read_in_one_sitting() -> None:
    lines = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(FILES) <= MOST
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= WIDTH


def test_it_shares_the_models_values_and_nothing_else() -> None:
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = (node.module or "") if isinstance(node, ast.ImportFrom) and not node.level else ""
            assert not isinstance(node, ast.ImportFrom) or node.level <= 1, (
                f"{file.name} imports from outside its folder"
            )
            for name in [module] if module else names if isinstance(node, ast.Import) else []:
                if name.split(".")[0] in ("flowvow", "tests"):
                    shared = name.startswith("flowvow.model.") or set(names) <= OF_THE_PRODUCT.get(name, set())
                    assert shared, f"{file.name} takes {', '.join(names)} from {name}"


def test_every_item_is_a_rule_or_outside() -> None:
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    items = {int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}
    named = {int(n) for file in FILES for n in re.findall(r"\bs(\d+)\b", file.read_text(encoding="utf-8"))}
    assert named | set(OUTSIDE) == items
    assert named.isdisjoint(OUTSIDE)
