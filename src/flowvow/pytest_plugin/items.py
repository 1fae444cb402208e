"""The tests themselves: one for each expectation, and one that the list is complete."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

import pytest

from flowvow.findings.finding import Finding
from flowvow.model.system import Expectation
from flowvow.pytest_plugin.telling import problems, told

if TYPE_CHECKING:
    from flowvow.pytest_plugin.files import Collected


class _Item(pytest.Item):
    def runtest(self) -> None:
        """Compare what was expected with what was found."""
        found = tuple(self.failures())
        if found:
            raise UnexpectedError(found)

    def failures(self) -> Iterable[Finding]:
        """What isn't as this test expects."""
        raise NotImplementedError

    @property
    def file(self) -> Collected:
        """The file the test comes from."""
        return cast("Collected", self.parent)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The file, and the heading of a failure; pytest would garble a heading that ends as the test's name does."""
        return self.path, None, self.nodeid.replace("::", " ")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What ``flowvow check`` would print: the fault, its route and the promise."""
        if isinstance(excinfo.value, UnexpectedError):
            return told(excinfo.value.findings, self.file.report)
        return problems(excinfo) or super().repr_failure(excinfo, style)


class ExpectationItem(_Item):
    """One expectation of a model."""

    def __init__(self, *, expectation: Expectation, **options: Any) -> None:
        super().__init__(**options)
        self.expectation = expectation

    def failures(self) -> Iterator[Finding]:
        """What is told at the expectation's own place."""
        return (finding for finding in self.file.failures() if finding.span == self.expectation.span)


class NothingElseItem(_Item):
    """The list is complete."""

    def failures(self) -> Iterator[Finding]:
        """What is told anywhere else."""
        places = {expectation.span for expectation in self.file.system.expectations}
        return (finding for finding in self.file.failures() if finding.span not in places)


class ProposalItem(_Item):
    """All that a proposal expects."""

    def failures(self) -> Iterable[Finding]:
        """Anything that isn't as expected."""
        return self.file.failures()


class UnexpectedError(Exception):
    """Something isn't as expected."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(finding.message for finding in findings))
        self.findings = findings
