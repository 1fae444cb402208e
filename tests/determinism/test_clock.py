"""No output can depend on the day, on chance or on the machine: nothing in the product asks for any of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "flowvow"

# By the name that is called or imported: what it would bring in.
ASKS = {
    "today": "the day",
    "now": "the time",
    "utcnow": "the time",
    "localtime": "the time",
    "gmtime": "the time",
    "time_ns": "the time",
    "perf_counter": "the time",
    "monotonic": "the time",
    "getmtime": "the time of a file",
    "setlocale": "the locale",
    "getlocale": "the locale",
    "strcoll": "the locale",
    "strxfrm": "the locale",
    "uuid1": "chance",
    "uuid4": "chance",
    "urandom": "chance",
    "gethostname": "the machine",
    "getuser": "the user",
    "cpu_count": "the machine",
}
MODULES = {"random": "chance", "secrets": "chance", "uuid": "chance", "time": "the time", "locale": "the locale"}


def asked(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where something that differs from run to run is asked for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS:
            yield node.lineno, ASKS[node.func.attr]
        elif isinstance(node, ast.Attribute) and node.attr.startswith(("st_mtime", "st_ctime", "st_atime")):
            yield node.lineno, "the time of a file"
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module in MODULES:
            if [one.name for one in node.names] != ["Random"]:
                yield node.lineno, MODULES[node.module]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Random":
            if not (node.args and isinstance(node.args[0], ast.Constant)):  # with a seed it is the same each time
                yield node.lineno, "chance"
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, MODULES[one.name]) for one in node.names if one.name in MODULES)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash":
            yield node.lineno, "the hash seed"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("import datetime\ndatetime.date.today()", "the day"),
        ("from time import time", "the time"),
        ("import random", "chance"),
        ("from random import Random\nRandom()", "chance"),
        ("from random import Random, choice", "chance"),
        ("sorted(x, key=hash)\nhash(x)", "the hash seed"),
        ("path.stat().st_mtime", "the time of a file"),
        ("import locale", "the locale"),
    ],
)
def test_asking_is_seen(text: str, what: str) -> None:
    assert [told for _, told in asked(ast.parse(text))] == [what]


def test_nothing_asks() -> None:
    files = sorted(SOURCE.rglob("*.py"))
    assert files
    found = {
        f"{file.relative_to(SOURCE).as_posix()}:{line}": what
        for file in files
        for line, what in asked(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == {}
