"""A whole model: one system, the policies it answers to, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from flowvow.model.actors import BUILT_IN_ACTORS, Actor
from flowvow.model.clauses import Clause, Policy, Reach
from flowvow.model.conditions import Condition, Expression
from flowvow.model.flows import Flow
from flowvow.model.names import BUILT_IN_ACTS, Name
from flowvow.text.span import NOWHERE, Span


class Expect(Enum):
    """The kinds of expectation."""

    NEVER = "never"
    REACHES = "reaches"
    ALWAYS_REACHES = "always-reaches"
    BREAKS = "breaks"
    UNDECIDED = "undecided"
    UNDISCLOSED = "undisclosed"
    CONFLICTS = "conflicts"
    FINDS = "finds"
    SAME = "same"


@frozen
class Expectation:
    """A test that lives beside a model or a proposal.

    Attributes:
        kind: what is expected.
        reach: the pattern of never, reaches and always-reaches.
        unless: states outside which ``never`` holds, or None.
        clauses: the clause of breaks and undecided, the clauses of conflicts.
        flow: the flow it must be found on, or empty for any.
        route: names of the flows on the finding's route, in order, or empty for any.
        when: the states in which the finding must be there, or None for any.
        needs: the fact an undecided finding must ask for, or empty for any.
        code: the code of finds.
        choice: the choice it must be about, or empty for any.
    """

    kind: Expect
    reach: Reach = field(factory=Reach)
    unless: Expression | None = None
    clauses: tuple[str, ...] = ()
    flow: str = ""
    route: tuple[str, ...] = ()
    when: Expression | None = None
    needs: str = ""
    code: str = ""
    choice: str = ""
    span: Span = NOWHERE


def _by_name(values: tuple[Actor, ...] | tuple[Name, ...]) -> dict[str, object]:
    return {value.name: value for value in values}


@frozen
class System:
    """Everything that was read of one model.

    Attributes:
        name: the system's name.
        actors: actors, kinds and stores by name, the built-in ones included.
        data, purposes, acts: names by name; every part that is listed anywhere has an entry.
        conditions: by name.
        flows: one entry a pair of ends, in the order of the files.
        policies: those the system answers to, in the order it names them.
        expectations: the model's own, or with a proposal the proposal's.
        expects: whether an ``expect`` block was there at all, so that an empty one says "no findings".
        proposals: names of the proposals laid over the model.
        changed: names of flows that a proposal added or changed.
    """

    name: str
    actors: Mapping[str, Actor] = field(factory=lambda: _by_name(BUILT_IN_ACTORS))
    data: Mapping[str, Name] = field(factory=dict)
    purposes: Mapping[str, Name] = field(factory=dict)
    acts: Mapping[str, Name] = field(factory=lambda: _by_name(BUILT_IN_ACTS))
    conditions: Mapping[str, Condition] = field(factory=dict)
    flows: tuple[Flow, ...] = ()
    policies: tuple[Policy, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    expects: bool = False
    proposals: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    span: Span = NOWHERE

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of all policies, in order."""
        return tuple(clause for policy in self.policies for clause in policy.clauses)
