"""Mapping files: read strictly, in either direction, tidied, and left alone by everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.model.system import System
from flowvow.reading.files import FileKind, sniff
from flowvow.reading.folder import find_models
from flowvow.reading.mapping_file import read_mapping
from flowvow.reading.model import read_policy
from flowvow.reading.tidy import tidy
from flowvow.text.problem import Gathering, Problems
from flowvow.text.show import show_all
from tests.conftest import Compare

HERE = Path(__file__).parent / "mappings" / "faults"
GOOD = """\
flowvow: 1
mapping: Words of the old text in the new one
old: old-shop
new: new-shop
actors: {mailer: letter-shop, courier: {new: none, why: it is gone}}
data:
  contact: contact-details
  phone: [telephone, email]
"""


def policies() -> tuple[System, System]:
    return read_policy(HERE / "old.policy.yaml"), read_policy(HERE / "new.policy.yaml")


def test_all_problems_are_told_at_once(same_text: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = policies()
    monkeypatch.chdir(HERE)
    with pytest.raises(Problems) as told:
        read_mapping(Path("faulty.mapping.yaml"), old, new)
    same_text("faults.txt", show_all(told.value) + "\n")


def test_words_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.mapping.yaml"
    file.write_text(GOOD, encoding="utf-8")
    old, new = policies()
    wording, turned = read_mapping(file, old, new)
    assert not turned
    assert {name: one.new for name, one in wording.lines("data").items()} == {
        "contact": ("contact-details",),
        "phone": ("telephone", "email"),
    }
    assert (wording.lines("actors")["courier"].new, wording.lines("actors")["courier"].why) == ((), "it is gone")
    assert wording.lines("acts") == {}
    again, turned = read_mapping(file, new, old)
    assert turned
    assert again == wording


def test_a_mapping_is_tidied_and_stays_the_same() -> None:
    once = tidy(GOOD, "a.mapping.yaml")
    assert "  courier: {new: none, why: it is gone}\n" in once
    assert tidy(once, "a.mapping.yaml") == once


def test_a_mapping_disturbs_no_search_for_models(tmp_path: Path) -> None:
    (tmp_path / "a.mapping.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.flow.yaml").write_text("flowvow: 1\nsystem: A\n", encoding="utf-8")
    assert [place.path.name for place in find_models([tmp_path])] == ["a.flow.yaml"]
    assert sniff(tmp_path / "a.mapping.yaml", "a", True, Gathering()) is FileKind.MAPPING
