"""Failures as ``flowvow check`` tells them, and problems in the user's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from flowvow import app
from flowvow.checks.expectations import CODE
from flowvow.findings.finding import Finding
from flowvow.findings.report import Report
from flowvow.outputs import text
from flowvow.text.problem import Problems
from flowvow.text.show import show_all


def told(failures: Iterable[Finding], report: Report) -> Iterator[str]:
    """Each failure, followed by the finding that nobody expected."""
    wishes = text.Wishes(sources=app.sources([report]), notes=True)
    for failure in failures:
        yield text.write_finding(failure, report, wishes)
        for finding in report.findings:
            if finding.code != CODE and finding.span == failure.span and finding.message in failure.message:
                yield text.write_finding(finding, report, wishes)


def problems(excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """All problems with their lines; empty for any other failure."""
    return show_all(excinfo.value) if isinstance(excinfo.value, Problems) else ""
