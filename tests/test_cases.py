"""Every finding code, shown by cases: files that look alike, one kept and one broken, with all that is printed of them.

A case is a flow file ``kept-*``, ``broken-*`` or ``undecided-*`` in the folder of its code, with a policy beside it;
``.txt`` is the whole text that ``flowvow check --notes`` prints. A broken case has a finding of that code, a kept one
none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.catalogue import manuals
from flowvow.checks.run import check
from flowvow.findings.finding import Level, Verdict
from flowvow.findings.report import Outcome
from flowvow.reading.model import read_model

from .faces.running import flowvow

CASES = Path(__file__).parent / "cases"
FILES = sorted(file.relative_to(CASES).as_posix().removesuffix(".flow.yaml") for file in CASES.glob("*/*.flow.yaml"))
MANUAL = ("What", "Why", "Kept", "Broken", "Remedy")
LINES = 25


def code_of(case: str) -> str:
    return case.partition("-")[0]


def verdict_of(case: str) -> str:
    return case.partition("/")[2].partition("-")[0]


@pytest.mark.parametrize("case", FILES)
def test_a_case_prints_what_it_printed(case: str, request: pytest.FixtureRequest) -> None:
    folder, _, name = case.partition("/")
    run = flowvow("check", f"{name}.flow.yaml", "--notes", cwd=CASES / folder)
    assert run.err == ""
    expected = CASES / folder / f"{name}.txt"
    if request.config.getoption("--accept"):
        expected.write_text(run.out, encoding="utf-8", newline="\n")
    assert run.out == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", FILES)
def test_a_case_is_what_it_is_called(case: str) -> None:
    report = check(read_model(CASES / f"{case}.flow.yaml"))
    codes = {finding.code for finding in report.findings}
    match verdict_of(case):
        case "broken":
            assert code_of(case) in codes
        case "kept":
            assert code_of(case) not in codes
            assert report.outcome is Outcome.KEPT
            assert [finding.message for finding in report.at_least(Level.WARNING)] == []
        case "undecided":
            assert report.outcome is Outcome.UNDECIDED
            assert {f.verdict for f in report.findings if f.code == "P301"} == {Verdict.UNDECIDED}
        case other:
            pytest.fail(f"a case is kept, broken or undecided, not {other}")


@pytest.mark.parametrize("code", sorted(manuals()))
def test_every_code_has_a_broken_case_and_a_kept_one(code: str) -> None:
    broken = "undecided" if code == "P301" else "broken"
    assert {"kept", broken} <= {verdict_of(case) for case in FILES if code_of(case) == code}


def test_every_case_is_of_a_code_and_has_its_text() -> None:
    assert {code_of(case) for case in FILES} == set(manuals())
    stray = [f.name for f in CASES.glob("*/*.txt") if not f.with_name(f"{f.stem}.flow.yaml").exists()]
    assert stray == []


@pytest.mark.parametrize("code", sorted(manuals()))
def test_a_check_is_its_own_manual(code: str) -> None:
    lines = manuals()[code].splitlines()
    told = {line.partition(":")[0] for line in lines if ":" in line}
    wanted = {"Undecided" if code == "P301" and word == "Broken" else word for word in MANUAL}
    assert wanted - told == set()
    assert code in lines[0] or code[:1] in lines[0]


def test_a_case_is_read_at_a_glance() -> None:
    assert [file.name for file in CASES.glob("*/*.yaml") if len(file.read_text().splitlines()) > LINES] == []
