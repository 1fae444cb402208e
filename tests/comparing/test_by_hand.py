"""The list of changes written by hand says nothing that the two policy files don't know."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from flowvow.model.system import System
from flowvow.reading.model import read_model

HERE = Path(__file__).parent
FLOWS = HERE.parents[1] / "flows"
SIDES = {"old": "liveoffice-2007", "new": "liveoffice-2010"}
KINDS = {"permitted", "forbidden", "undisclosed", "limited", "required", "dropped", "definition"}
WORDS = {"data": "data", "to": "actors", "for": "purposes", "about": "actors", "if": "conditions"}
CHANGES: list[dict[str, Any]] = yaml.safe_load((HERE / "liveoffice-changes.yaml").read_text(encoding="utf-8"))


@cache
def model(side: str) -> System:
    return read_model(FLOWS / SIDES[side])


def each(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def sides() -> Iterator[tuple[str, str, dict[str, Any]]]:
    return ((change["change"], side, change[side]) for change in CHANGES for side in SIDES)


def test_every_change_has_a_name_a_sentence_a_kind_and_two_sides() -> None:
    names = [change["change"] for change in CHANGES]
    assert len(names) == len(set(names))
    for change in CHANGES:
        assert list(change) == ["change", "says", "kind", "old", "new"], change["change"]
        assert change["kind"] in KINDS, change["change"]
        assert change["says"].strip().endswith("."), change["change"]
        assert change["old"]["cites"] != "none" or change["new"]["cites"] != "none", change["change"]


@pytest.mark.parametrize("side", SIDES)
def test_its_sentences_clauses_and_words_exist(side: str) -> None:
    system = model(side)
    (policy,) = system.policies
    clauses = {clause.name for clause in policy.clauses}
    wrong = []
    for name, where, said in sides():
        if where != side:
            continue
        cites = [] if said["cites"] == "none" else said["cites"]
        wrong += [(name, cite) for cite in cites if cite not in policy.sentences]
        wrong += [(name, clause) for clause in said["clauses"] if clause not in clauses]
        for field in said.keys() - {"cites", "clauses"}:
            known = getattr(system, WORDS[field])
            wrong += [(name, word) for word in each(said[field]) if word not in known]
    assert wrong == []


def test_a_side_that_says_nothing_names_nothing() -> None:
    assert [name for name, _, said in sides() if said["cites"] == "none" and set(said) != {"cites", "clauses"}] == []
    assert [name for name, _, said in sides() if said["cites"] == "none" and said["clauses"]] == []


@pytest.mark.parametrize("side", SIDES)
def test_a_clause_that_is_named_cites_a_sentence_that_is_named(side: str) -> None:
    (policy,) = model(side).policies
    cites = {clause.name: {cite.rpartition("/")[2] for cite in clause.cites} for clause in policy.clauses}
    wrong = [
        (name, clause)
        for name, where, said in sides()
        if where == side
        for clause in said["clauses"]
        if cites[clause].isdisjoint(said["cites"])
    ]
    assert wrong == []
