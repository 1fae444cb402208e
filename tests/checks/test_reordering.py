"""Who was asked or told late is asked or told first by the change that ``explain`` tries; it clears the fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowvow.checks.explaining import explain
from flowvow.checks.run import check
from flowvow.reading.model import read_model

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize(
    ("code", "case", "words"),
    [
        ("C105", "C105-granted-by-default/broken-granted", "let consented be refused by default"),
        ("C107", "C107-asked-after/broken-asked-after", "put ask before publish"),
    ],
)
def test_the_change_clears_the_fault(code: str, case: str, words: str, tmp_path: Path) -> None:
    assert _after(CASES / f"{case}.flow.yaml", code, words, tmp_path) == []


def test_a_notice_is_put_before_what_it_is_about(tmp_path: Path) -> None:
    kept = CASES / "C108-told-after"
    for name in ("shop.policy.yaml", "kept-told-first.flow.yaml"):
        (tmp_path / name).write_text((kept / name).read_text(encoding="utf-8"), encoding="utf-8")
    model = tmp_path / "kept-told-first.flow.yaml"
    lines = model.read_text(encoding="utf-8").replace("after: [greet]", "after: [greet, take]").split("\n")
    late = [line.replace(", after: [tell]", "") if line.startswith("  take:") else line for line in lines]
    model.write_text("\n".join(late), encoding="utf-8")
    assert _after(model, "C108", "put tell before take", tmp_path) == []


def test_what_no_proposal_can_say_is_not_proposed() -> None:
    """A notice that would come after nothing at all: no proposal takes the last name off `after`."""
    model = read_model(CASES / "C108-told-after" / "broken-told-after.flow.yaml")
    finding = next(f for f in check(model).findings if f.code == "C108")
    account = explain(model, finding.fingerprint)
    assert account is not None
    assert account.edit is None


def _after(path: Path, code: str, words: str, folder: Path) -> list[str]:
    """What is found of a fault once the change is laid over its model."""
    model = read_model(path)
    finding = next(f for f in check(model).findings if f.code == code)
    account = explain(model, finding.fingerprint)
    assert account is not None
    assert account.edit is not None
    assert account.edit.words == words
    proposal = folder / "change.yaml"
    text = f"flowvow: 1\nproposal: {json.dumps(words)}\n{account.edit.proposal}\nexpect: []\n"
    proposal.write_text(text, encoding="utf-8")
    found = check(read_model(path, [proposal])).findings
    return [f.message for f in found if (f.code, f.clauses, f.choice) == (code, finding.clauses, finding.choice)]
