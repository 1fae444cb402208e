"""The reference stays what it is for: short, on its own, and about every item of the semantics."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "reference").rglob("*.py"))
LINES, WITH_BLANK_ONES, MOST, WIDTH = 660, 786, 5, 120  # 700 lines of Python is what a sitting allows
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
READINGS_OUTSIDE = {
    "G3": "what is told together; no verdict",
    "J1": "a text alone, without flows",
    "J2": "a text alone, without flows",
    "J3": "a text alone, without flows",
    "J4": "a text alone, without flows",
}
# Functions that follow no item: what they do is arithmetic, or how questions are asked.
PLAIN = {"union", "gathered", "grouped", "subsets", "__init__"}
NAMED = re.compile(r"\b(?:s(\d+)|([A-J]\d+))\b")


def test_it_is_read_in_one_sitting() -> None:
    lines = [line for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(FILES) <= MOST
    assert len([line for line in lines if line.strip()]) <= LINES
    assert len(lines) <= WITH_BLANK_ONES
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


def _said(function: ast.FunctionDef, lines: list[str]) -> str:
    """What stands beside a function's name, or in its docstring."""
    head = lines[function.lineno - 1 : function.body[0].lineno - 1]
    return " ".join(line.partition("#")[2] for line in head) + (ast.get_docstring(function) or "")


def test_each_rule_names_what_it_follows() -> None:
    unnamed = set()
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and not NAMED.search(_said(node, text.splitlines())):
                unnamed.add(node.name)
    assert unnamed == PLAIN


def test_every_reading_is_a_rule_or_outside() -> None:
    text = (ROOT / "docs" / "readings.md").read_text(encoding="utf-8")
    readings = set(re.findall(r"^- \*\*([A-Z]\d+)", text, re.MULTILINE))
    named = {n for file in FILES for _, n in NAMED.findall(file.read_text(encoding="utf-8")) if n}
    assert named | set(READINGS_OUTSIDE) == readings
    assert named.isdisjoint(READINGS_OUTSIDE)
