"""What the findings of all cases hold, field by field, besides the text and the proof that stand with the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.checks.run import check
from flowvow.findings.finding import Finding
from flowvow.reading.model import read_model

from .conftest import Compare

CASES = Path(__file__).parent / "cases"
CODES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
FIELDS = ("flow", "actor", "choice", "data", "about", "clauses", "cites", "needs")


def held(finding: Finding) -> str:
    """The fields that aren't empty, a line each, and where the finding points."""
    told = {name: getattr(finding, name) for name in FIELDS}
    rows = [(name, value if isinstance(value, str) else ", ".join(value)) for name, value in told.items()]
    rows += [("at", f"line {finding.span.line}"), *(("see", f"{p.what}, line {p.span.line}") for p in finding.places)]
    verdict = f", {finding.verdict.value}" if finding.verdict is not None else ""
    return f"{finding.code} {finding.level.value}{verdict}\n" + "".join(f"  {n:8}{text}\n" for n, text in rows if text)


@pytest.mark.parametrize("code", CODES)
def test_what_findings_hold(code: str, same_text: Compare) -> None:
    files = [*sorted((CASES / code).glob("broken-*.flow.yaml")), *sorted((CASES / code).glob("undecided-*.flow.yaml"))]
    found = (f"# {file.name}\n" + "".join(map(held, check(read_model(file)).findings)) for file in files)
    same_text(f"findings/{code}.txt", "\n".join(found))
