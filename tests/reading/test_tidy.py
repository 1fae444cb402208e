"""The formatter: one way to write each thing, nothing lost, and nothing left to do the second time."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.reading.model import find_models, read_model
from flowvow.reading.quoting import quoted
from flowvow.reading.tidy import tidy
from flowvow.text.problem import Problems

ROOT = Path(__file__).parents[2]
MODELS = [ROOT / "tests" / "models" / "webshop", *sorted(path for path in (ROOT / "flows").iterdir() if path.is_dir())]
FILES = [file for model in MODELS for file in sorted(model.rglob("*.yaml")) if "outline" not in file.name]
CASES = Path(__file__).parent / "tidy_cases"


def facts(folder: Path) -> str:
    """All that is read of a model, without the places."""
    return re.sub(r"Span\([^)]*\)|(?<=outline=)'[^']*'", "", repr(read_model(folder)))


@pytest.mark.parametrize("name", sorted(file.name.removesuffix(".before.yaml") for file in CASES.glob("*.before.yaml")))
def test_a_file_is_written_the_one_way(name: str, request: pytest.FixtureRequest) -> None:
    written = tidy((CASES / f"{name}.before.yaml").read_text(encoding="utf-8"), name)
    after = CASES / f"{name}.after.yaml"
    if request.config.getoption("--accept"):
        after.write_text(written, encoding="utf-8", newline="\n")
    assert written == after.read_text(encoding="utf-8")
    assert tidy(written, name) == written


def test_an_outline_is_left_alone() -> None:
    text = (ROOT / "tests/models/webshop/webshop.outline.yaml").read_text()
    assert tidy(text, "a.yaml") == text


@pytest.mark.parametrize("text", ["", "a: [\n", "flowvow: 1\nsytem: x\n", "flowvow: 1\nsystem: x\na: 1\na: 2\n", "\0"])
def test_what_cannot_be_read_cannot_be_tidied(text: str) -> None:
    with pytest.raises(Problems):
        tidy(text, "a.yaml")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_model_says_the_same_when_tidied(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    written = tidy(text, file.name)
    assert tidy(written, file.name) == written
    assert sorted(re.findall(r"#.*\S", written)) == sorted(re.findall(r"#.*\S", text))
    assert all(len(line) <= 120 for line in written.split("\n") if "#" not in line)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_model_is_read_the_same_when_tidied(model: Path, tmp_path: Path) -> None:
    for file in model.rglob("*.yaml"):
        to = tmp_path / file.relative_to(model)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(tidy(file.read_text(encoding="utf-8"), file.name), encoding="utf-8")
    assert len(find_models([tmp_path])) == 1
    assert facts(tmp_path) == facts(model)


@pytest.mark.parametrize("seed", range(100))
def test_comments_and_blank_lines_anywhere_are_kept(seed: int) -> None:
    chance = Random(seed)
    file = chance.choice(FILES)
    lines = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        kind = chance.random()
        if kind < 0.1:
            lines.append(" " * chance.randrange(8) + f"# note {len(lines)}")
        elif kind < 0.15:
            lines += [""] * chance.randrange(1, 4)
        lines.append(line + (f"  # behind {len(lines)}" if kind > 0.85 and line.strip() else ""))
    text = "\n".join(lines)
    written = tidy(text, file.name)
    assert tidy(written, file.name) == written
    for pattern in (r"# note \d+", r"# behind \d+"):
        assert sorted(re.findall(pattern, written)) == sorted(re.findall(pattern, text))
    notes = re.findall(r"# note \d+", written)
    assert notes == sorted(notes, key=lambda note: int(note.split()[-1]))
    assert "\n\n\n" not in written


@given(text=st.text(), in_braces=st.booleans())
def test_a_quoted_text_is_read_as_it_was(text: str, in_braces: bool) -> None:
    kept = "".join(char for char in text if char.isprintable() or char in "\n\t ")
    line = f"{{a: {quoted(kept, True)}, b: c}}" if in_braces else f"a: {quoted(kept, False)}\nb: c"
    assert yaml.load(line, Loader=yaml.BaseLoader) == {"a": kept, "b": "c"}


NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=60).map(
    lambda text: " ".join(text.split(" "))
)
VALUES = st.recursive(
    TEXTS | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)
SECTIONS = st.dictionaries(st.sampled_from(["actors", "flows", "clauses", "change", "expect", "source", "x"]), VALUES)


@settings(max_examples=200)
@given(
    sections=SECTIONS,
    style=st.sampled_from([None, "'", '"', "|", ">"]),
    flow=st.sampled_from([True, False, None]),
    width=st.integers(20, 200),
    kind=st.sampled_from(["system", "proposal"]),
)
def test_any_tree_is_kept(
    sections: dict[str, object], style: str | None, flow: bool | None, width: int, kind: str
) -> None:
    tree = {"flowvow": "1", kind: "Name", **sections}
    text = yaml.safe_dump(
        tree, default_style=style, default_flow_style=flow, width=width, sort_keys=False, allow_unicode=True
    )
    text = text.replace("!!str ", "")
    try:
        written = tidy(text, "a.yaml")
    except Problems as problems:
        assert "without changing" not in str(problems)  # noqa: PT017
        return
    assert tidy(written, "a.yaml") == written
    assert yaml.load(written, Loader=yaml.BaseLoader) == yaml.load(text, Loader=yaml.BaseLoader)
