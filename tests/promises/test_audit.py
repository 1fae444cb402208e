"""The audit says what it looked up; where it can't, it says "not audited" and why, and never that all is well."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from . import script

AUDIT = script("audit")


def told(monkeypatch: pytest.MonkeyPatch, out: str) -> int:
    """The exit code, where the tool prints this."""
    monkeypatch.setattr(AUDIT, "tool", lambda folder: folder)
    monkeypatch.setattr(AUDIT, "run", lambda *_: CompletedProcess([], 1, out, ""))
    return int(AUDIT.main("nowhere"))


FINE = {"name": "attrs", "version": "1", "vulns": []}
BAD = {"name": "pyyaml", "version": "5.3", "vulns": [{"id": "CVE-2020-14343"}]}
UNKNOWN = {"name": "typst", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([FINE], 0, "1 packages looked up, 0 advisories\n"),
        ([FINE, BAD], 1, "2 packages looked up, 1 advisories\npyyaml 5.3: CVE-2020-14343\n"),
        ([FINE, UNKNOWN], 0, "1 packages looked up, 0 advisories\nnot audited: typst\n"),
        ([BAD, UNKNOWN], 1, "1 packages looked up, 1 advisories\nnot audited: typst\npyyaml 5.3: CVE-2020-14343\n"),
        ([UNKNOWN], 0, "not audited: no advisories are told here of any of 1 packages\n"),
        ([], 0, "not audited: no advisories are told here of any of 0 packages\n"),
    ],
)
def test_what_is_looked_up_is_told(
    found: list[object], code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(monkeypatch, json.dumps({"dependencies": found})) == code
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("out", ["", "ConnectionError", "[]", "{}", "null"])
def test_no_answer_is_not_audited(
    out: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(monkeypatch, out) == 0
    assert capsys.readouterr().out == "not audited: the advisories can't be reached\n"


def test_a_tool_that_cannot_be_run_is_not_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".installed").touch()
    assert AUDIT.main(str(tmp_path)) == 0
    assert capsys.readouterr().out == "not audited: python didn't end: FileNotFoundError\n"
