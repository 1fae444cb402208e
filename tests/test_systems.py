"""The three real systems: every sentence is accounted for, every promise is shown to be breakable, every test holds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

from flowvow.checks.expected_findings import named_by
from flowvow.checks.run import check
from flowvow.findings.finding import Status, Verdict
from flowvow.findings.report import Report
from flowvow.model.clauses import Clause, ClauseForm
from flowvow.model.system import Expect, System
from flowvow.reading.model import read_model

from .systems.triggers import TRIGGERS, digest, said, write

FLOWS = Path(__file__).parents[1] / "flows"
WORDS = Path(__file__).parent / "systems"
SYSTEMS = sorted(folder.name for folder in FLOWS.iterdir() if folder.is_dir())
PROPOSALS = [
    f"{file.parents[1].name}/{file.name.removesuffix('.yaml')}" for file in sorted(FLOWS.glob("*/proposals/*.yaml"))
]
BROKEN = [name for name in PROPOSALS if name.endswith(".broken")]
MOST_CITED = 3

# The kinds of fault that each system shows, by the end of a proposal's name: any of these ends will do.
KINDS = {
    "direct": ("direct",),
    "hops": ("hops", "travel"),
    "combination": ("combination", "reidentification", "re-identification"),
    "creep": ("creep", "purpose"),
    "absence": ("absence",),
    "order": ("order", "timing"),
    "retention": ("retention",),
    "role": ("role",),
}
ENDS = sorted((end for ends in KINDS.values() for end in ends), key=len, reverse=True)

# What a system can't show, with the words of its NOTES.md that say why.
WITHOUT_KIND: dict[tuple[str, str], str] = {
    ("conferencing-add-in-2007", "retention"): "**No deletion, no retention period.**",
}
WITHOUT_BREACH: dict[tuple[str, str], str] = {
    ("liveoffice-2010", "session-cookie-life"): "`session-cookie-life` can be made undecided, not broken",
}


@cache
def system(name: str) -> System:
    return read_model(FLOWS / name)


@cache
def report(name: str) -> Report:
    return check(system(name))


def laid(name: str) -> System:
    folder, _, file = name.partition("/")
    return read_model(FLOWS / folder, [FLOWS / folder / "proposals" / f"{file}.yaml"])


def parsed(path: Path) -> dict[str, Any]:
    """A file as it is written: every scalar a text."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def notes(name: str) -> str:
    return " ".join((FLOWS / name / "NOTES.md").read_text(encoding="utf-8").split())


# --- the text -----------------------------------------------------------------------------------------------------


def cited_by(model: System) -> dict[str, set[str]]:
    """Sentences by the kind of line that cites them."""
    words = [model.actors, model.data, model.purposes, model.acts, model.conditions]
    return {
        "clause": {cite for clause in model.clauses for cite in clause.cites},
        "flow": {cite for flow in model.flows for cite in flow.cites},
        "word": {cite for group in words for entry in group.values() for cite in entry.cites},
    }


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_sentence_is_cited_or_promises_nothing_for_a_reason(name: str) -> None:
    model = system(name)
    cited = set().union(*cited_by(model).values())
    for policy in model.policies:
        assert policy.sentences, f"{policy.name} has no outline"
        silent = {number.rpartition("/")[2] for line in policy.non_normative for number in line.sentences}
        assert all(line.why.strip() for line in policy.non_normative)
        told = {cite.removeprefix(f"{policy.name}/") for cite in cited}
        assert [number for number in policy.sentences if number not in told | silent] == []
        assert sorted(told & silent) == []
    counts = report(name).counts
    assert counts.cited + counts.non_normative == counts.sentences


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_sentence_that_says_a_word_of_promise_is_cited_by_a_clause(name: str) -> None:
    model = system(name)
    told = parsed(WORDS / f"{name}.triggers.yaml")["says"]
    (policy,) = model.policies
    cited = {cite.removeprefix(f"{policy.name}/") for cite in cited_by(model)["clause"]}
    assert {number: triggers for number, triggers in told.items() if number not in cited} == {}


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_words_of_promise_were_taken_from_the_text_that_is_outlined(name: str) -> None:
    outline = parsed(FLOWS / name / f"{name}.outline.yaml")
    told = parsed(WORDS / f"{name}.triggers.yaml")
    sentences = [sentence for section in outline["sections"] for sentence in section["sentences"]]
    assert told["outline"] == digest((sentence["n"], sentence["print"]) for sentence in sentences)
    assert set(told["says"]) <= {sentence["n"] for sentence in sentences}
    assert {word for triggers in told["says"].values() for word in triggers} <= set(TRIGGERS)


def test_words_of_promise_are_found_whatever_their_shape() -> None:
    assert said("It won’t be sold; you cannot ask, and only we may restricting") == ("may", "not", "only", "restrict")
    assert said("Consenting deletes; willing Mayors note nothing, mustard") == ("consent", "delete")
    made = yaml.safe_load(write("We respect you.\n\nWe will not tell. We must go."))
    assert made["says"] == {"0.2": ["will", "not"], "0.3": ["must"]}


# --- the clauses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SYSTEMS)
def test_clauses_are_cut_to_their_sentences_and_give_their_reasons(name: str) -> None:
    clauses = system(name).clauses
    assert [clause.name for clause in clauses if not 1 <= len(clause.cites) <= MOST_CITED] == []
    assert [clause.name for clause in clauses if clause.form is ClauseForm.DUTY and not clause.why] == []
    idle = {ended.id for ended in report(name).clauses if ended.status is Status.IDLE}
    assert [clause.name for clause in clauses if (clause.id in idle) != bool(clause.idle)] == []


def breakable(name: str) -> Iterator[Clause]:
    """What a flow, or the want of one, can break."""
    forms = (ClauseForm.FORBID, ClauseForm.ONLY, ClauseForm.REQUIRE)
    return (clause for clause in system(name).clauses if clause.form in forms)


def expected_broken(model: System) -> set[str]:
    """The clauses that an ``expect`` block names under ``breaks``."""
    named = {clause for one in model.expectations if one.kind is Expect.BREAKS for clause in one.clauses}
    return {name.rpartition("/")[2] for name in named}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_promise_that_can_break_is_shown_broken(name: str) -> None:
    shown = expected_broken(system(name)).union(
        *(expected_broken(laid(one)) for one in BROKEN if one.startswith(f"{name}/"))
    )
    excused = {clause for (where, clause) in WITHOUT_BREACH if where == name}
    unshown = {clause.name for clause in breakable(name)} - shown
    assert sorted(unshown - excused) == []
    assert sorted(excused - unshown) == [], "an excuse that nobody needs"


@pytest.mark.parametrize(("where", "words"), [*WITHOUT_KIND.items(), *WITHOUT_BREACH.items()])
def test_what_is_not_shown_is_excused_in_the_notes(where: tuple[str, str], words: str) -> None:
    assert words in notes(where[0])


# --- the expectations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_model_is_as_it_expects(name: str) -> None:
    assert report(name).expected is True, [f.message for f in report(name).findings if f.code == "E101"]


@pytest.mark.parametrize("name", PROPOSALS)
def test_a_proposal_does_what_it_expects(name: str) -> None:
    folder = name.partition("/")[0]
    found = check(laid(name), before=report(folder).findings)
    assert found.expected is True, [f.message for f in found.findings if f.code == "E101"]
    if name.endswith(".kept"):
        assert not expected_broken(laid(name))


@pytest.mark.parametrize("name", BROKEN)
def test_without_the_clause_the_fault_is_gone(name: str) -> None:
    """A finding hangs on the clause that is expected to find it, and on no other."""
    model = evolve(laid(name), expects=False)
    found = check(model).findings
    for expectation in model.expectations:
        if expectation.kind is Expect.BREAKS:
            assert named_by(expectation, found, model)
            rest = check(without(model, set(expectation.clauses))).findings
            assert named_by(expectation, rest, model) == []
    known = {(f.clauses, f.flow, f.actor) for f in report(name.partition("/")[0]).findings}
    rest = check(without(model, expected_broken(model))).findings
    left = [f for f in rest if f.verdict in (Verdict.FORBIDDEN, Verdict.CONFLICTING)]
    assert [f.message for f in left if (f.clauses, f.flow, f.actor) not in known] == []


def without(model: System, names: set[str]) -> System:
    """The model, its policies without these clauses."""
    policies = (
        evolve(policy, clauses=tuple(c for c in policy.clauses if c.name not in names and c.id not in names))
        for policy in model.policies
    )
    return evolve(model, policies=tuple(policies))


# --- twins and kinds ----------------------------------------------------------------------------------------------


def leaves(node: object, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """The fields of a parsed file by their path; a list is one field."""
    if not isinstance(node, dict) or not node:
        return {path: node}
    return {key: value for name, part in node.items() for key, value in leaves(part, (*path, name)).items()}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_proposal_has_a_twin_that_differs_in_one_field(name: str) -> None:
    folder, _, file = name.partition("/")
    broken = FLOWS / folder / "proposals" / f"{file}.yaml"
    kept = broken.with_name(broken.name.replace(".broken.", ".kept."))
    assert kept.exists(), f"{kept.name} is missing"
    ours, theirs = ({k: v for k, v in leaves(parsed(one)).items() if k[0] not in ("proposal", "expect")}
                    for one in (broken, kept))  # fmt: skip
    differing = sorted(".".join(path) for path in {*ours, *theirs} if ours.get(path) != theirs.get(path))
    assert len(differing) == 1, differing


def kind_of(name: str) -> tuple[str, str]:
    """The clause and the kind that a proposal's name says."""
    stem = name.partition("/")[2].removesuffix(".broken").removesuffix(".kept")
    end = next((end for end in ENDS if stem.endswith(f"-{end}")), "")
    return stem.removesuffix(f"-{end}"), next((kind for kind, ends in KINDS.items() if end in ends), "")


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_kind_of_fault_is_shown(name: str) -> None:
    shown = {kind_of(one)[1] for one in BROKEN if one.startswith(f"{name}/")}
    excused = {kind for (where, kind) in WITHOUT_KIND if where == name}
    assert sorted(set(KINDS) - shown - excused) == []
    assert sorted(excused & shown) == [], "an excuse that nobody needs"


@pytest.mark.parametrize("name", BROKEN)
def test_a_proposal_is_called_after_what_it_breaks(name: str) -> None:
    """A clause, or a choice that it makes ineffective; where neither, the permit that it steps out of."""
    model = laid(name)
    stem = name.partition("/")[2]
    names = {clause.name for clause in model.clauses} | set(model.conditions)
    called = {one for one in names if stem.startswith(f"{one}-")}
    expected = {clause.rpartition("/")[2] for one in model.expectations for clause in one.clauses}
    expected |= {one.choice for one in model.expectations if one.choice}
    undisclosed = any(one.kind is Expect.UNDISCLOSED for one in model.expectations)
    assert called & expected or (called and undisclosed and not expected), (sorted(called), sorted(expected))
