"""``flowvow explain`` and ``flowvow trace``: whole printed texts, and changes that really clear what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowvow.checks.catalogue import manuals
from flowvow.checks.run import check
from flowvow.findings.finding import Level
from flowvow.reading.model import read_model

from .running import HERE, flowvow

BROKEN = HERE / "models" / "broken"


@pytest.mark.parametrize("code", sorted(manuals()))
def test_every_code_is_explained_without_a_model(code: str, tmp_path: Path) -> None:
    run = flowvow("explain", code, cwd=tmp_path)
    assert run.code == 0
    assert run.out.startswith(code) or f" {code}" in run.out.splitlines()[0]


def _fingerprints() -> list[str]:
    return [f.fingerprint for f in check(read_model(BROKEN)).findings if f.level is not Level.NOTE]


def test_a_finding_is_explained_with_a_change_that_clears_it(same_text) -> None:
    (first, *_) = _fingerprints()
    run = flowvow("explain", first, "models/broken")
    assert run.code == 0
    same_text("explain-finding.txt", run.out)


def test_the_change_is_a_proposal_that_clears_it(tmp_path: Path) -> None:
    """Written to a file and laid over the model, the change does what it says."""
    before = [f for f in check(read_model(BROKEN)).findings if f.level is not Level.NOTE]
    for finding in before:
        told = json.loads(flowvow("explain", finding.fingerprint, "models/broken", "--format", "json").out)
        if told["edit"] is None:
            continue
        proposal = tmp_path / "change.yaml"
        text = f"flowvow: 1\nproposal: {json.dumps(told['edit']['words'])}\n{told['edit']['proposal']}\nexpect: []\n"
        proposal.write_text(text, encoding="utf-8")
        after = check(read_model(BROKEN, [proposal])).findings
        assert finding.fingerprint not in {f.fingerprint for f in after if f.level is not Level.NOTE}


@pytest.mark.parametrize("kind", ["clause", "flow"])
def test_clauses_and_flows_are_explained(kind: str, same_text) -> None:
    system = read_model(BROKEN)
    name = system.clauses[0].name if kind == "clause" else system.flows[0].name
    run = flowvow("explain", f"{kind}:{name}", "models/broken")
    assert run.code == 0
    same_text(f"explain-{kind}.txt", run.out)


def test_an_unknown_name_gets_a_suggestion() -> None:
    clause = read_model(BROKEN).clauses[0].name
    run = flowvow("explain", f"clause:{clause}x", "models/broken")
    assert run.code == 2
    assert f"did you mean 'clause:{clause}'" in run.err


def test_trace_tells_who_can_hold_what(same_text) -> None:
    system = read_model(BROKEN)
    data = system.flows[0].data[0]
    run = flowvow("trace", "--data", data, "models/broken")
    assert run.code == 0
    same_text("trace-data.txt", run.out)
    document = json.loads(flowvow("trace", "--data", data, "models/broken", "--format", "json").out)
    assert document["schema"] == "flowvow-trace/1"
    assert {s["holder"] for s in document["models"][0]["sightings"]} >= {system.flows[0].sender}


def test_trace_through_a_place_leaves_out_what_did_not_pass_it() -> None:
    system = read_model(BROKEN)
    first = system.flows[0]
    everything = json.loads(flowvow("trace", "--data", first.data[0], "models/broken", "--format", "json").out)
    passed = json.loads(
        flowvow("trace", "--data", first.data[0], "--through", first.recipient, "models/broken", "--format", "json").out
    )
    holders = {s["holder"] for s in passed["models"][0]["sightings"]}
    assert first.sender not in holders
    assert holders < {s["holder"] for s in everything["models"][0]["sightings"]}


def test_trace_without_a_question_or_with_an_unknown_name_is_unusable() -> None:
    assert flowvow("trace", "models/broken").code == 2
    run = flowvow("trace", "--data", "no-such-thing", "models/broken")
    assert run.code == 2
    assert "no data type of that name" in run.err
