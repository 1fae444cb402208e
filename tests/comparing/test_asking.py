"""``flowvow conflicts`` and ``flowvow ask`` on the three systems: whole printed texts, exit codes and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..faces.running import flowvow
from ..outputs.shape import faults

ROOT = Path(__file__).parents[2]
FLOWS = ROOT / "flows"
SYSTEMS = ("conferencing-add-in-2007", "liveoffice-2007", "liveoffice-2010")


def _schema(name: str) -> dict[str, object]:
    return json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_conflicts_of_a_system(system: str, same_text) -> None:
    run = flowvow("conflicts", system, "--notes", cwd=FLOWS)
    assert run.code == 0
    same_text(f"conflicts-{system}.txt", run.out)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_policy_file_alone_is_compared_by_its_own_words(system: str) -> None:
    """No clause is idle, and no conflict is there that the model doesn't have too."""
    alone = json.loads(flowvow("conflicts", f"{system}.policy.yaml", "--format", "json", cwd=FLOWS / system).out)
    beside = json.loads(flowvow("conflicts", ".", "--format", "json", cwd=FLOWS / system).out)
    (text,), (model,) = alone["policies"], beside["policies"]
    assert text["system"] is None
    assert model["system"]
    assert not [one for one in text["remarks"] if one["fault"] == "idle"]
    pairs = [{(c["one"]["id"], c["other"]["id"]) for c in one["conflicts"]} for one in (text, model)]
    assert pairs[0] <= pairs[1]
    assert pairs[0]


TENSIONS = {
    # The card is part of what may be used for marketing, and solely for payment.
    "card": ("liveoffice-2010", "marketing-use", "card-solely", "use card-details for marketing"),
    # What is hosted may be shared with helpers, and not at all.
    "hosted": (
        "liveoffice-2010",
        "hosting-helpers",
        "hosted-untouched",
        "share customer-data to agent, contractor or partner for provide-service",
    ),
    # What is held of people is usually used to respond to them, and offers are made of it.
    "offers": ("liveoffice-2007", "offers", "usual-use", "use personal about customer for custom-offers"),
    # Third parties' cookies are told of, and then said to be others' affair.
    "cookies": ("liveoffice-2010", "others-cookies", "ad-tracking", "use third-party-cookie for measure-advertising"),
}


@pytest.mark.parametrize("name", TENSIONS)
def test_a_tension_that_readers_find_is_told(name: str) -> None:
    system, one, other, words = TENSIONS[name]
    (policy,) = json.loads(flowvow("conflicts", system, "--format", "json", cwd=FLOWS).out)["policies"]
    found = [
        phrase
        for conflict in policy["conflicts"]
        if (conflict["one"]["id"], conflict["other"]["id"]) == (f"{system}/{one}", f"{system}/{other}")
        for shared in conflict["shared"]
        for phrase in shared["words"]
    ]
    assert words in found


QUESTIONS = {
    "card-for-marketing": (1, "liveoffice-2010", "--act use --data card-details --for marketing"),
    "card-shared": (1, "liveoffice-2010", "--act share --data card-details --to partner --for marketing --closest"),
    "hosted-with-agents": (3, "liveoffice-2010", "--act share --data customer-data --to agent --for provide-service"),
    "joint-marketing": (
        3,
        "liveoffice-2010",
        "--act share --data customer-visitor-info --to partner --for collaboration",
    ),
    "statistics": (
        0,
        "liveoffice-2010",
        "--act derive --data visit-usage --makes usage-statistics --for measure-visits",
    ),
    "others-cookies": (3, "liveoffice-2010", "--act collect --data third-party-cookie --from customer"),
    "staff-for-offers": (
        1,
        "liveoffice-2007",
        "--act read --data contact-details --from liveoffice --to worker --for custom-offers",
    ),
    "offers": (1, "liveoffice-2007", "--act use --data contact-details --about customer --for custom-offers"),
    "offers-to-purchasers": (
        1,
        "liveoffice-2007",
        "--act use --data contact-details --about customer --for custom-offers --when purchase",
    ),
    "vendor-with-contract": (
        0,
        "liveoffice-2007",
        "--act share --data email-address --to vendor --for hired-service --with vendor-contract",
    ),
    "open": (3, "liveoffice-2010", "--data email-address --to partner"),
    "nearest": (1, "liveoffice-2010", "--act sell --data forum-post --to partner --for publicity --closest"),
}


def test_conflicts_quote_the_text_where_it_is_at_hand(same_text) -> None:
    run = flowvow("conflicts", ".", "--notes", "--text", ".", cwd=ROOT / "tests" / "models" / "webshop")
    assert run.code == 0
    same_text("conflicts-quoted.txt", run.out + run.err)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question(name: str, same_text) -> None:
    code, system, words = QUESTIONS[name]
    run = flowvow("ask", system, *words.split(), cwd=FLOWS)
    same_text(f"ask-{name}.txt", run.out + run.err)
    assert run.code == code


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_text_is_silent_about(system: str, same_text) -> None:
    run = flowvow("ask", system, "--silent", cwd=FLOWS)
    assert run.code == 0
    same_text(f"silent-{system}.txt", run.out)


def test_json_is_as_published() -> None:
    conflicts = flowvow("conflicts", ".", "--format", "json", cwd=FLOWS)
    schema = _schema("conflicts")
    assert faults(json.loads(conflicts.out), schema, schema) == []
    schema = _schema("ask")
    for words in (["--act", "share", "--data", "card-details", "--to", "partner", "--closest"], ["--silent"]):
        asked = flowvow("ask", "liveoffice-2010", *words, "--format", "json", cwd=FLOWS)
        assert faults(json.loads(asked.out), schema, schema) == []


def test_all_unknown_names_are_told_at_once(same_text) -> None:
    words = "--act shar --data card-detail --to partners --for markting --with ssll --when requird-by-law"
    run = flowvow("ask", "liveoffice-2010", *words.split(), cwd=FLOWS)
    assert (run.code, run.out) == (2, "")
    same_text("ask-unknown.txt", run.err)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ([], "there is no question"),
        (
            ["--data", "card-details", "--at", "service", "--to", "partner"],
            "what is done in place has no --from and no --to",
        ),
        (["--data", "card-details", "--when", "required-by-law and"], "--when required-by-law and: "),
    ],
)
def test_questions_that_are_none(words: list[str], fault: str) -> None:
    run = flowvow("ask", "liveoffice-2010", *words, cwd=FLOWS)
    assert run.code == 2
    assert fault in run.err


def test_codes_of_conflicts(tmp_path: Path) -> None:
    """Warnings break the run only where that is asked for; with no two clauses to compare nothing is decided."""
    assert flowvow("conflicts", "liveoffice-2007", "--fail-on", "warning", cwd=FLOWS).code == 1
    lone = tmp_path / "lone.policy.yaml"
    clause = "clauses:\n  c1: {permit: use, data: name, for: ship, cites: 1.1}\n"
    lone.write_text(f"flowvow: 1\npolicy: lone\nparty: shop\n{clause}", encoding="utf-8")
    assert flowvow("conflicts", "lone.policy.yaml", cwd=tmp_path).code == 3
    lone.write_text(f"flowvow: 1\npolicy: lone\nparty: shop\n{clause}  c2: {{forbid: share, data: name, cites: 1.2}}\n")
    run = flowvow("conflicts", "lone.policy.yaml", "--fail-on", "warning", cwd=tmp_path)
    assert run.code == 0
    assert "partial conflicts, where permit and forbid cross: none" in run.out


def test_what_doesnt_go_together_is_said_so() -> None:
    run = flowvow("ask", "liveoffice-2010", "--act", "share", "--data", "card-details", "--at", "service", cwd=FLOWS)
    assert run.code == 3
    assert "doesn't go together" in run.out


def test_the_same_bytes_under_any_hash_seed() -> None:
    from ..faces.running import process

    for words in (["conflicts", "liveoffice-2010"], ["ask", "liveoffice-2010", "--data", "email-address"]):
        runs = [process(*words, cwd=FLOWS, PYTHONHASHSEED=seed) for seed in ("1", "2")]
        assert runs[0].out == runs[1].out != ""
