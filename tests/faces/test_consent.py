"""``flowvow consent``: its options, what is asked for that isn't there, exit codes and names made inert."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from attrs import evolve

from flowvow.findings.consent import Anyway, Carried, ChoiceAccount, Consent, Effect, Remains
from flowvow.findings.finding import Cause
from flowvow.model.routes import Route, Shows, Step
from flowvow.outputs.consents import write_consent
from flowvow.outputs.consents_json import write
from flowvow.text.span import Span

from .running import flowvow, process

ROOT = Path(__file__).parents[2]
POLICY = "flowvow: 1\npolicy: p\nparty: shop\nactors: {customer: person}\ndata: {mail: {}}\nclauses: {}\n"
CONDITIONS = "conditions: {news: {choice: customer, default: refused}}\n"
FLOWS = "flows: {send: {from: customer, to: shop, data: mail, when: news}}\n"


def model(folder: Path, name: str, body: str, system: str = "S") -> None:
    policy = POLICY.replace("clauses: {}", "clauses: {all: {permit: any, by: anyone, cites: 1.1}}")
    (folder / "p.policy.yaml").write_text(policy, encoding="utf-8")
    head = f"flowvow: 1\nsystem: {json.dumps(system)}\npolicies: [p.policy.yaml]\n"
    (folder / f"{name}.flow.yaml").write_text(head + body, encoding="utf-8")


def test_a_model_with_choices_is_told(tmp_path: Path) -> None:
    model(tmp_path, "a", CONDITIONS + FLOWS)
    run = flowvow("consent", ".", cwd=tmp_path)
    assert (run.code, run.err) == (0, "")
    assert "news: a choice of customer, refused unless granted" in run.out
    assert process("consent", ".", cwd=tmp_path) == run


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--choice", "nwes"), "no choice is called 'nwes'"),
        (("--flow", "sned"), "no flow is called 'sned'"),
        (("--choice", "nwes", "--flow", "sned"), "2 problems"),
        (("--choice", "nwes"), "did you mean 'news'?"),
        (("--flow", "sned"), "did you mean 'send'?"),
        (("--choice", "quite-another"), "name a choice of the model"),
        (("--with", "nowhere.yaml"), "no such file"),
    ],
)
def test_what_is_not_there_gets_a_suggestion(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    model(tmp_path, "a", CONDITIONS + FLOWS)
    run = flowvow("consent", ".", *words, cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_problems_of_all_models_are_told_together(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    model(tmp_path / "one", "a", "flows: {x: {from: nobody-known, to: shop, data: mail}}\n")
    model(tmp_path / "two", "b", "flows: {x: {from: customer, to: shop, data: nothing-known}}\n")
    run = flowvow("consent", ".", cwd=tmp_path)
    assert (run.code, run.out) == (2, "")
    assert "a.flow.yaml:4" in run.err
    assert "b.flow.yaml:4" in run.err


def test_of_several_models_those_are_told_that_have_it() -> None:
    whole = flowvow("consent", "flows", cwd=ROOT)
    one = flowvow("consent", "flows", "--choice", "marketing-mail", cwd=ROOT)
    assert (whole.code, one.code) == (0, 0)
    heads = ("Microsoft Conferencing Add-in 2007", "LiveOffice 2007", "LiveOffice mail archiving")
    assert [head in whole.out for head in heads] == [True, True, True]
    assert [head in one.out for head in heads] == [False, False, True]


def test_the_flows_of_a_frame_are_told_together(tmp_path: Path) -> None:
    frame = "flows:\n  mailing:\n    when: news\n    each:\n"
    frame += "      one: {from: customer, to: shop, data: mail}\n      two: {at: shop, data: mail}\n"
    model(tmp_path, "a", CONDITIONS + frame)
    run = flowvow("consent", ".", "--flow", "mailing", cwd=tmp_path)
    assert [line.partition(",")[0] for line in run.out.splitlines() if line.startswith(("one", "two"))] == [
        "one",
        "two",
    ]


def test_where_nothing_flows_there_is_nothing_to_tell(tmp_path: Path) -> None:
    model(tmp_path, "a", "")
    run = flowvow("consent", ".", cwd=tmp_path)
    assert (run.code, run.out) == (3, "S\n\nThere is nothing to choose, and nothing flows.\n")
    assert flowvow("consent", ".", "--format", "json", cwd=tmp_path).code == 3


def test_a_page_goes_to_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    model(tmp_path, "a", CONDITIONS + FLOWS)
    run = flowvow("consent", ".", cwd=tmp_path)
    assert flowvow("consent", ".", "-o", "page.txt", cwd=tmp_path) == (0, "", "")
    assert (tmp_path / "page.txt").read_text(encoding="utf-8") == run.out
    assert flowvow("consent", ".", "--choice", "nwes", "-o", "other.txt", cwd=tmp_path).code == 2
    assert not (tmp_path / "other.txt").exists()


def test_a_proposal_is_laid_over_the_model(tmp_path: Path) -> None:
    model(tmp_path, "a", CONDITIONS + FLOWS)
    change = "flowvow: 1\nproposal: Take it always\nchange: {flows: {send: {when: always}}}\n"
    (tmp_path / "p.yaml").write_text(change, encoding="utf-8")
    run = flowvow("consent", ".", "--with", "p.yaml", cwd=tmp_path)
    assert run.code == 0
    assert run.out.startswith('S, with "Take it always"\n')
    assert "granting  lets nothing more happen" in run.out


def test_hostile_names_are_inert() -> None:
    """Readers refuse them; should one come through, no writer hands it on."""
    bad = "S\x1b[31m\u202e\u0007"
    row = Carried(bad, (bad,), (bad,), (bad,), (bad,), (bad,), Cause(((bad,),)), ((bad, bad),), (bad,), False, False)
    route = Route(Shows.GOOD, (Step(1, (), bad, bad, bad, "", (bad,), Span(bad, 1, 1)),))
    choice = ChoiceAccount(
        bad, bad, "granted", bad, bad, "by a flow of theirs", bad, (bad,), (Effect(row, True, row.cause),),
        (Effect(row, False, row.cause),), (Anyway(bad, bad, (bad,), (bad,), (bad,), row.cause, route),), (bad,),
        (bad,), (bad,), (Remains(bad, (bad,), (bad,), (bad,), True, row.cause, route),), Span(bad, 1, 1),
    )  # fmt: skip
    always = evolve(row, cause=Cause(((),)))
    consent = Consent(bad, (choice,), (row, always), (bad,))
    for text in (
        write_consent(consent, flows=True),
        write_consent(evolve(consent, choices=()), True),
        write([consent]),
    ):
        assert not {"\x1b", "\u202e", "\u0007"} & set(text)
