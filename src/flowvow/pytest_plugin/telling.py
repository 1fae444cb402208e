"""Failures as ``flowvow check`` tells them, and problems in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from flowvow import app
from flowvow.findings.finding import Finding
from flowvow.findings.report import Report
from flowvow.outputs import text
from flowvow.text.problem import Problems
from flowvow.text.show import show_all


def told(failures: Sequence[Finding], report: Report) -> str:
    """Each failure, with the finding that nobody expected."""
    return "\n\n".join(text.write_unexpected(failures, report, text.Wishes(sources=app.sources([report]))))


def problems(excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """All problems with their lines; empty for any other failure."""
    return show_all(excinfo.value) if isinstance(excinfo.value, Problems) else ""
