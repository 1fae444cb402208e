"""The files of one model, put together: words merged, lines read, names looked up."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from attrs import frozen

from flowvow.model.clauses import Policy
from flowvow.model.conditions import Condition
from flowvow.model.names import BUILT_IN_ACTS
from flowvow.model.system import Expectation, System
from flowvow.reading import sections as kinds
from flowvow.reading.actors import build_actors
from flowvow.reading.conditions import build_condition
from flowvow.reading.expand import Section
from flowvow.reading.expectations import KnownClauses, read_expectations
from flowvow.reading.flow_file import FlowFile
from flowvow.reading.flows import build_flows, check_order
from flowvow.reading.names import Defined, build_names, collect
from flowvow.reading.notes import Notes
from flowvow.reading.policy_file import PolicyFile, build_policy
from flowvow.reading.presume import presume
from flowvow.reading.proposal_file import ProposalFile, lay
from flowvow.reading.resolve import Known, resolve, resolve_citations
from flowvow.reading.sections import SectionKind
from flowvow.reading.spaces import ACT, DATA, PURPOSE


@frozen(eq=False)
class ReadPolicy:
    """A policy file with what its outline tells.

    Attributes:
        file: the policy file.
        outline: the outline file's name, or empty.
        sentences: the text's sentence numbers.
    """

    file: PolicyFile
    outline: str
    sentences: tuple[str, ...]


class Missing(Enum):
    """What isn't there to look names up in: nothing, files that can't be read, or the system of a policy alone."""

    NOTHING = "nothing"
    FILES = "files"
    SYSTEM = "system"


def assemble(
    system: FlowFile,
    policies: Sequence[ReadPolicy],
    proposals: Sequence[ProposalFile],
    notes: Notes,
    missing: Missing = Missing.NOTHING,
) -> System:
    """The model."""
    notes.policies = tuple(policy.file.name for policy in policies)
    changed: set[str] = set()
    for proposal in proposals:
        changed |= lay(proposal, system.sections, tuple(policy.file.sections for policy in policies), notes)
    words = _Words(system, policies, notes)
    notes.policy = notes.sole_policy
    flows = [
        flow for entry in system.sections["flows"].entries.values() for flow in build_flows(entry, words.acts, notes)
    ]
    check_order({flow.name: flow for flow in flows}, notes)
    texts = tuple(_policy(policy, notes) for policy in policies)
    expectations, expects = _expectations(system, policies, proposals, notes)
    section = system.sections["flows"]
    lines, heads = section.entries, section.heads
    known = Known(words.actors, words.data, words.purposes, words.acts, words.conditions, lines, heads)
    if missing is Missing.SYSTEM:
        known = presume(known, notes)
    if missing is not Missing.FILES:
        resolve(known, notes)
        resolve_citations(texts, notes)
    return System(
        system.name,
        known.actors,
        known.data,
        known.purposes,
        known.acts,
        known.conditions,
        tuple(flows),
        texts,
        expectations,
        expects,
        tuple(proposal.name for proposal in proposals),
        tuple(name for name in section.entries if name in changed),
        system.span,
    )


class _Words:
    """The words of all files."""

    def __init__(self, system: FlowFile, policies: Sequence[ReadPolicy], notes: Notes) -> None:
        def collected(*some: SectionKind) -> dict[str, Defined]:
            defined: dict[str, Defined] = {}
            for kind in some:
                texts = [(policy.file.sections.get(kind.key, Section()), policy.file.name) for policy in policies]
                collect([*texts, (system.sections[kind.key], "")], kind.lines, notes, defined, kind is kinds.STORES)
            return defined

        acts = {act.name: act for act in BUILT_IN_ACTS}
        self.actors = build_actors(collected(kinds.ACTORS, kinds.STORES), notes)
        self.data = build_names(DATA, collected(kinds.DATA), {}, notes)
        self.purposes = build_names(PURPOSE, collected(kinds.PURPOSES), {}, notes)
        self.acts = build_names(ACT, collected(kinds.ACTS), acts, notes)
        conditions = {name: build_condition(name, one, notes) for name, one in collected(kinds.CONDITIONS).items()}
        self.conditions: dict[str, Condition] = {
            name: one for name, one in sorted(conditions.items()) if one is not None
        }


def _policy(policy: ReadPolicy, notes: Notes) -> Policy:
    notes.policy = policy.file.name
    found = build_policy(policy.file, policy.outline, policy.sentences, notes)
    notes.policy = notes.sole_policy
    return found


def _expectations(
    system: FlowFile, policies: Sequence[ReadPolicy], proposals: Sequence[ProposalFile], notes: Notes
) -> tuple[tuple[Expectation, ...], bool]:
    clauses = KnownClauses()
    for policy in policies:
        section = policy.file.sections["clauses"]
        clauses.add(policy.file.name, list(section.entries), section.heads)
    nodes = [(proposal.expect, True) for proposal in proposals] if proposals else [(system.expect, False)]
    found = [(node, proposed) for node, proposed in nodes if node is not None]
    return tuple(one for node, proposed in found for one in read_expectations(node, clauses, notes, proposed)), bool(
        found
    )
