"""All checks, in the order in which they are run and documented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

from flowvow.checks import (
    asked_after,
    bundled,
    bypassed,
    conflicting,
    dead,
    dead_choices,
    deletions,
    elsewhere,
    expectations,
    forbidden,
    forms,
    granted_first,
    guards,
    idle,
    limits,
    no_way_back,
    notices,
    others_hands,
    outliving,
    phantom,
    refusing_costs,
    requirements,
    retention,
    returns,
    told_after,
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
    elsewhere,
    returns,
    notices,
    undisclosed,
    undecided,
    vague,
    idle,
)
CHOICES: tuple[ModuleType, ...] = (
    dead_choices,
    bypassed,
    bundled,
    others_hands,
    granted_first,
    no_way_back,
    asked_after,
    told_after,
    refusing_costs,
    outliving,
)
FACTS: tuple[ModuleType, ...] = (phantom, dead, guards, forms, retention, unused)
CHECKS = (*PROMISES, *CHOICES, *FACTS)
MANUALS: tuple[ModuleType, ...] = (*CHECKS, expectations)


def manuals() -> dict[str, str]:
    """The manual of every finding code: the docstring of the check that gives it."""
    return {
        code: module.__doc__ or ""
        for module in MANUALS
        for name, code in vars(module).items()
        if name.startswith("CODE") and isinstance(code, str)
    }
