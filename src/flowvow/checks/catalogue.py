"""All checks, in the order in which they are run and documented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

from flowvow.checks import (
    conflicting,
    dead,
    deletions,
    expectations,
    forbidden,
    forms,
    guards,
    idle,
    limits,
    notices,
    phantom,
    requirements,
    retention,
    returns,
    undecided,
    undisclosed,
    unused,
    vague,
)
from flowvow.checks.case import Case
from flowvow.findings.finding import Finding

Run = Callable[[Case], Iterator[Finding]]

PROMISES: tuple[ModuleType, ...] = (
    forbidden,
    conflicting,
    limits,
    requirements,
    deletions,
    returns,
    notices,
    undisclosed,
    undecided,
    vague,
    idle,
)
FACTS: tuple[ModuleType, ...] = (phantom, dead, guards, forms, retention, unused)
CHECKS = (*PROMISES, *FACTS)
MANUALS: tuple[ModuleType, ...] = (*CHECKS, expectations)


def manuals() -> dict[str, str]:
    """The manual of every finding code: the docstring of the check that gives it."""
    return {
        code: module.__doc__ or ""
        for module in MANUALS
        for name, code in vars(module).items()
        if name.startswith("CODE") and isinstance(code, str)
    }
