"""Models and proposals as pytest's collectors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from flowvow import app
from flowvow.checks.expectations import CODE
from flowvow.checks.expected_words import words
from flowvow.findings.finding import Finding
from flowvow.findings.report import Report
from flowvow.model.system import System
from flowvow.pytest_plugin.glance import model_in
from flowvow.pytest_plugin.items import ExpectationItem, NothingElseItem, ProposalItem
from flowvow.pytest_plugin.telling import problems
from flowvow.reading.folder import Place
from flowvow.reading.model import read_model

_PLAIN = pytest.StashKey[dict[Place, Report]]()


class Collected(pytest.File):
    """A file whose report is made when the first of its tests runs."""

    laid: tuple[Path, ...] = ()

    @cached_property
    def place(self) -> Place:
        """The model's flow file; it may name files up to the root folder of the tests."""
        return self._place(self.path)

    @cached_property
    def report(self) -> Report:
        """What checking finds; the model itself is checked once for all its proposals."""
        plain = self.session.stash.setdefault(_PLAIN, {})
        if self.place not in plain:
            plain[self.place] = app.check(self.place)
        before = plain[self.place]
        return app.check(self.place, self.laid, before=before.findings) if self.laid else before

    @cached_property
    def system(self) -> System:
        """The model as read; a file that can't be read is an error of collection."""
        return read_model(self.place.path, self.laid, self.place.within)

    def _place(self, flows: Path) -> Place:
        root = self.config.rootpath
        return Place(_seen(flows), _seen(root if root in flows.parents else flows.parent))

    def failures(self) -> tuple[Finding, ...]:
        """What isn't as expected."""
        return tuple(finding for finding in self.report.findings if finding.code == CODE)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> Any:  # type: ignore[override]
        """Problems in the user's words instead of a traceback."""
        return problems(excinfo) or super().repr_failure(excinfo)


class ModelFile(Collected):
    """A model: one test for each expectation, and one that there is nothing else to find."""

    def collect(self) -> Iterable[pytest.Item]:
        """The tests, by what they expect."""
        names: dict[str, int] = {}
        for expectation in self.system.expectations:
            name = words(expectation)
            names[name] = names.get(name, 0) + 1
            unique = name if names[name] == 1 else f"{name} ({names[name]})"
            yield ExpectationItem.from_parent(self, name=unique, expectation=expectation)
        yield NothingElseItem.from_parent(self, name="nothing else")


class ProposalFile(Collected):
    """A proposal, laid over the nearest model above it: one test for all it expects."""

    @cached_property
    def place(self) -> Place:
        """The flow file in the nearest folder above."""
        for folder in self.path.parents:
            if model := model_in(folder):
                return self._place(model)
            if folder == self.config.rootpath:
                break
        raise self.CollectError(f"no model to lay {_seen(self.path)} over: no folder above it has a `system:` file")

    def collect(self) -> Iterable[pytest.Item]:
        """One test; the proposal is read now, so that a fault in it is one of collection."""
        self.laid = (_seen(self.path),)
        assert self.system
        yield ProposalItem.from_parent(self, name="expect")


def _seen(path: Path) -> Path:
    """A path as one would write it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
