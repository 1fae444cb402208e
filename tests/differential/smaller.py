"""A model that disagrees, made smaller and written down so that it can be built again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
from attrs import evolve

from flowvow.model.system import System

from .kinds import Kind, told

TRIES = 400  # comparisons that making a model smaller may cost


def smallest(system: System, disagrees: Callable[[System], bool], tries: int = TRIES) -> System:
    """The model without every flow, clause, exception and policy that the disagreement doesn't need."""
    shrunk = True
    while shrunk:
        shrunk = False
        for less in _less(system):
            tries -= 1
            if tries < 0:
                return system
            if disagrees(less):
                system, shrunk = less, True
                break
    return system


def _less(system: System) -> Iterator[System]:
    """Every model with one thing less, large things first."""
    for i in range(len(system.policies)):
        if len(system.policies) > 1:
            yield evolve(system, policies=_without(system.policies, i))
    for i, flow in enumerate(system.flows):
        asked = {condition.asked for condition in system.conditions.values()}
        if flow.name not in asked:
            rest = _without(system.flows, i)
            yield evolve(
                system, flows=tuple(evolve(f, after=tuple(a for a in f.after if a != flow.name)) for f in rest)
            )
    for i, policy in enumerate(system.policies):
        for j, clause in enumerate(policy.clauses):
            named = {n for c in policy.clauses for e in c.exceptions for n in getattr(e, "clauses", ())}
            if clause.name not in named:
                yield _with(system, i, evolve(policy, clauses=_without(policy.clauses, j)))
            for k in range(len(clause.exceptions)):
                fewer = evolve(clause, exceptions=_without(clause.exceptions, k))
                clauses = (*policy.clauses[:j], fewer, *policy.clauses[j + 1 :])
                yield _with(system, i, evolve(policy, clauses=clauses))


def _without(values: tuple[Any, ...], i: int) -> tuple[Any, ...]:
    return (*values[:i], *values[i + 1 :])


def _with(system: System, i: int, policy: Any) -> System:
    return evolve(system, policies=(*system.policies[:i], policy, *system.policies[i + 1 :]))


def save(kind: Kind, seed: int, folder: Path) -> Path:
    """Write a seed's disagreements, and the smaller model that has the like, as Python that builds it."""
    whole = kind.model(seed)
    less = smallest(whole, lambda system: bool(told(kind, system, seed)))
    lines = [f"# {line}" for text in told(kind, less, seed) for line in text.splitlines()]
    head = f"# {kind.name}, seed {seed}: {len(whole.flows)} flows, here {len(less.flows)}"
    file = folder / f"{kind.name}-{seed}.txt"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join((head, *lines, "", shown(less), "")), encoding="utf-8", newline="\n")
    return file


def shown(value: Any, indent: str = "") -> str:
    """A value as the Python that builds it, without what is by default."""
    deeper = indent + "    "
    if isinstance(value, dict):
        rows = [f"{deeper}{key!r}: {shown(one, deeper)},\n" for key, one in value.items()]
        return "{\n" + "".join(rows) + indent + "}" if rows else "{}"
    if isinstance(value, tuple) and any(attrs.has(type(one)) for one in value):
        return "(\n" + "".join(f"{deeper}{shown(one, deeper)},\n" for one in value) + indent + ")"
    if isinstance(value, tuple):
        return "(" + "".join(f"{shown(one)}, " for one in value).strip() + ")"
    if attrs.has(type(value)):
        fields = [field for field in attrs.fields(type(value)) if field.init]
        said = [(f.name, getattr(value, f.name)) for f in fields if getattr(value, f.name) != f.default]
        return f"{type(value).__name__}({', '.join(f'{name}={shown(one, deeper)}' for name, one in said)})"
    return f"{type(value).__name__}.{value.name}" if isinstance(value, Enum) else repr(value)
