"""The edits that ``explain`` proposes for findings about choices do what the findings' help says."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.remedies import smallest_edit
from flowvow.checks.run import check
from flowvow.reading.model import read_model

CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize(
    ("case", "code", "words"),
    [
        ("C102-bypassed/broken-by-a-tag", "C102", "let by-tag happen only when ads"),
        ("C110-outliving/broken-at-the-mailer", "C110", "delete at mailer when newsletter is withdrawn"),
        ("C105-granted-by-default/broken-granted", "C105", "let consented be refused by default"),
        ("C106-no-way-back/broken-untold", "C106", None),
        ("C103-bundled/broken-ads", "C103", None),
    ],
)
def test_an_edit_says_what_the_help_says(case: str, code: str, words: str | None) -> None:
    system = read_model(CASES / f"{case}.flow.yaml")
    found = [finding for finding in check(system).findings if finding.code == code]
    edit = smallest_edit(system, found[0], check)
    assert (edit.words if edit is not None else None) == words
