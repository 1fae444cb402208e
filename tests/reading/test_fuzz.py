"""Whatever the bytes, only `Problems` ever escapes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowvow.reading import tables
from flowvow.reading.model import read_model
from flowvow.reading.tidy import tidy
from flowvow.text.problem import Problems
from flowvow.text.show import show_all

WEBSHOP = Path(__file__).parent.parent / "models" / "webshop"
FILES = sorted(path.relative_to(WEBSHOP) for path in WEBSHOP.rglob("*.yaml"))
PIECES = [
    *b"{}[]:,-'\"&*!|>%@`#?~\n\t \\",
    *[
        b"  ",
        b": ",
        b"- ",
        b"<<: ",
        b"---\n",
        b"each: ",
        b"any of ",
        b" and ",
        b"not (",
        b"\xff",
        b"\x00",
        "é".encode(),
    ],
    *[
        b"{}",
        b"[]",
        b"''",
        b"means: ",
        b"is: ",
        b"flows:",
        b"expect:",
        b"1.1",
        b"shop",
        b"7 years",
        b"yes",
        b"permit: any",
    ],
]


def mutated(data: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + chance.choice([0, 0, 1, 3, 30]))
        piece = chance.choice(PIECES)
        new = bytes([piece]) if isinstance(piece, int) else piece
        if chance.random() < 0.3:
            begin = chance.randrange(len(data) + 1)
            new = data[begin : begin + chance.choice([1, 10, 60])]
        data = data[:at] + new + data[to:]
    return data


def read(folder: Path) -> None:
    try:
        read_model(folder, sorted((folder / "proposals").glob("*.yaml")))
    except Problems as problems:
        told = problems
    else:
        return
    assert told.problems
    assert show_all(told).replace("\n", "").isprintable()
    for problem in told.problems:
        assert min(problem.span.line, problem.span.column) >= 1
        assert problem.message


@pytest.mark.parametrize("seed", range(150))
def test_a_model_with_bytes_changed(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    spoilt = chance.choice(FILES)
    for file in FILES:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        data = (WEBSHOP / file).read_bytes()
        (tmp_path / file).write_bytes(mutated(data, chance) if file == spoilt else data)
    read(tmp_path)


@pytest.mark.parametrize("seed", range(150))
def test_a_file_with_bytes_changed_is_tidied_or_told(seed: int) -> None:
    chance = Random(seed)
    file = chance.choice(FILES)
    text = mutated((WEBSHOP / file).read_bytes(), chance).decode("utf-8", "replace")
    told = ""
    try:
        written = tidy(text, file.name)
        assert tidy(written, file.name) == written
    except Problems as problems:
        told = str(problems)
    assert "without changing" not in told


TABLES = (tables.ACTOR, tables.DATUM, tables.CONDITION, tables.FLOW, tables.CLAUSE, tables.REQUIRE, tables.NEVER)
WORDS = st.sampled_from(
    [
        *sorted({key for table in TABLES for key in table.fields}),
        *["flowvow", "policies", "party", "non-normative", "expect", "each", "change", "remove", "flows", "data"],
        *[
            "actors",
            "clauses",
            "shop",
            "customer",
            "name",
            "1",
            "1.1",
            "yes",
            "any",
            "always",
            "not",
            "never",
            "breaks",
        ],
    ]
)
TEXTS = WORDS | st.text(max_size=5).map(lambda text: "'" + text.replace("'", "''") + "'")
TREES = st.recursive(
    TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(WORDS, inner, max_size=4).map(
            lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}"
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["system", "policy", "proposal", "outline"]), name=TEXTS, parts=st.dictionaries(WORDS, TREES)
)
def test_any_tree_in_any_file(kind: str, name: str, parts: dict[str, str], tmp_path: Path) -> None:
    body = "".join(f"{key}: {value}\n" for key, value in parts.items() if key not in ("flowvow", kind))
    (tmp_path / "proposals").mkdir(exist_ok=True)
    for file in FILES:
        (tmp_path / file).write_bytes((WEBSHOP / file).read_bytes())
    ending = {"system": "flow"}.get(kind, kind)
    spoilt = "proposals/sync-audience.yaml" if kind == "proposal" else f"webshop.{ending}.yaml"
    (tmp_path / spoilt).write_bytes(f"flowvow: 1\n{kind}: {name}\n{body}".encode("utf-8", "surrogatepass"))
    read(tmp_path)
