"""What `explain` says of the findings of all cases, and of their flows and clauses: what would clear each, tried.

One text for each finding code; the finding itself stands with the case, and the manual in `docs/findings.md`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Compare
from .faces.running import flowvow

CASES = Path(__file__).parent / "cases"
CODES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())


def explained(folder: Path, file: Path, code: str) -> list[str]:
    """What is said of a case's findings of that code and of what is undecided, each below what was asked."""
    found = json.loads(flowvow("check", file.name, "--format", "json", cwd=folder).out)
    texts = []
    for finding in found["findings"]:
        if finding["code"] in (code, "P301"):
            told = flowvow("explain", finding["fingerprint"], file.name, cwd=folder).out.split("\n\n")
            manual = next(i for i, part in enumerate(told) if "\n  what " in part)
            texts.append("\n\n".join([finding["message"], *told[manual + 1 :]]))
    return texts


def of_names(folder: Path, file: Path) -> list[str]:
    """What is said of a case's flows and clauses by their names."""
    report = json.loads(flowvow("check", file.name, "--format", "json", cwd=folder).out)
    names = [f"clause:{clause['id'].partition('/')[2]}" for clause in report["clauses"]]
    names += sorted({f"flow:{finding['flow']}" for finding in report["findings"] if finding["flow"]})
    return [flowvow("explain", name, file.name, cwd=folder).out for name in names]


@pytest.mark.parametrize("case", CODES)
def test_the_findings_of_a_code_are_explained(case: str, same_text: Compare) -> None:
    folder = CASES / case
    files = [*sorted(folder.glob("broken-*.flow.yaml")), *sorted(folder.glob("undecided-*.flow.yaml"))]
    told = [f"# {file.name}\n\n" + "\n".join(explained(folder, file, case.partition("-")[0])) for file in files]
    same_text(f"explained/{case}.txt", "\n".join(told))


@pytest.mark.parametrize("case", CODES)
def test_flows_and_clauses_of_cases_are_explained(case: str, same_text: Compare) -> None:
    folder = CASES / case
    file = min(folder.glob("broken-*.flow.yaml"), default=next(folder.glob("*.flow.yaml")))
    same_text(f"explained/{case}-names.txt", "\n".join(of_names(folder, file)))
