"""Numbers hold: an edit in one section renumbers nothing in the others, and committed outlines stay as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flowvow.policy.outline import cut, write
from flowvow.text.charset import read_any

from .texts import POLICIES, SENTENCES, Section, markdown, page, plain

ROOT = Path(__file__).parents[2]
TEXTS = os.environ.get("FLOWVOW_TEXTS", "")
FORMS = {"plain": plain, "markdown": markdown, "page": lambda policy, width: page(policy, width, True)}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=40)
@given(policy=POLICIES, width=st.sampled_from([0, 50]), data=st.data(), new=SENTENCES)
def test_an_edit_renumbers_nothing_in_other_sections(
    form: str, policy: list[Section], width: int, data: st.DataObject, new: str
) -> None:
    at = data.draw(st.integers(0, len(policy) - 1))
    section = policy[at]
    first, *others = section.paragraphs[0]
    edits = {"insert": (first, new, *others), "edit": (new, *others), "insert first": (new, first, *others)}
    if others:
        edits["remove"] = tuple(others)
    for edit in edits.values():
        edited = [*policy]
        edited[at] = section._replace(paragraphs=(edit, *section.paragraphs[1:]))
        before, after = cut(FORMS[form](policy, width)), cut(FORMS[form](edited, width))
        assert [one.number for one in before.sections] == [one.number for one in after.sections]
        for old, now in zip(before.sections, after.sections, strict=True):
            if old.heading != section.heading:
                assert old == now


def test_a_long_line_in_one_paragraph_leaves_the_wrapping_of_others_alone() -> None:
    wrapped = "We keep your name\nand your street. We\nkeep nothing else.\n\n"
    before = cut(f"{wrapped}We ship it.\n")
    after = cut(f"{wrapped}We ship it {'again ' * 40}.\n")
    assert [one.fingerprint for one in before.sentences][:2] == [one.fingerprint for one in after.sentences][:2]


@pytest.mark.skipif(not TEXTS, reason="the texts are not in this project: FLOWVOW_TEXTS names the folder they are in")
@pytest.mark.parametrize("file", sorted(ROOT.glob("flows/*/*.outline.yaml")), ids=lambda file: file.stem)
def test_committed_outlines_are_as_their_texts_are_cut(file: Path) -> None:
    written = file.read_text(encoding="utf-8")
    title = yaml.safe_load(written)["outline"]
    texts = [read_any(text, text.name).source.text for text in sorted(Path(TEXTS).iterdir())]
    assert written in [write(cut(text), title) for text in texts]
