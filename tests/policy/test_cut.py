"""Texts with one difficulty after the other, and how each is cut, whole: title, banners, headings, sentences, remarks.

`--accept` writes what is cut beside the texts; every line of it is to be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.policy.block import Kind
from flowvow.policy.blocks import blocks
from flowvow.policy.outline import cut, passages
from flowvow.policy.remarks import remarks

TEXTS = sorted(file for file in (Path(__file__).parent / "cut").iterdir() if file.suffix != ".cut")


def told(text: str) -> str:
    """A line for each block that isn't said, each section, each sentence, each remark."""
    outline = cut(text)
    lines = [f"title: {outline.title}"]
    lines += [f"{block.kind.value}: {block.text}" for block in blocks(text) if block.kind is Kind.BANNER]
    lines += [f"section {section.number}, level {section.level}: {section.heading}" for section in outline.sections]
    lines += [f"{number}, line {passage.line}: {passage.text}" for number, passage in passages(text).items()]
    lines += [f"remark, line {one.line}: {one.message}{one.help and f' ({one.help})'}" for one in remarks(text)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_a_text_is_cut_as_it_was(file: Path, request: pytest.FixtureRequest) -> None:
    text = told(file.read_bytes().decode("utf-8"))
    expected = file.with_name(file.name + ".cut")
    if request.config.getoption("--accept"):
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")
