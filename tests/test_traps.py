"""The traps of section 9 of the semantics: each a small model in a folder of its name, judged by product and reference.

``verdicts.txt`` is what both must say: each datum of each flow with its verdict and the states of that, each promised
event that is missing, and how each clause ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from flowvow.checks.case import Case
from flowvow.checks.statuses import status_of
from flowvow.comparing.difference import difference
from flowvow.findings.finding import Status
from flowvow.model.conditions import ConditionKind, names_in
from flowvow.model.system import System
from flowvow.outputs.difference import write
from flowvow.reading.mapping_file import read_mapping
from flowvow.reading.model import read_model, read_policy

from . import test_reference_traps as told_to_the_reference
from .agreement import disagreements
from .reference import Reference, State, enabling_sets

TRAPS = Path(__file__).parent / "traps"

# The traps as the semantics lists them.
NAMED = {
    'deny read as "all of these"': "deny-read-as-all-of-these",
    'permit read as "any"': "permit-read-as-any",
    "purposes any-of for all-of": "purposes-any-of-for-all-of",
    '"such as" taken for "means"': "such-as-taken-for-means",
    "only taken for permit": "only-taken-for-permit",
    "permit taken for exclusive": "permit-taken-for-exclusive",
    "an exception taken for a grant": "exception-taken-for-grant",
    "an unknown that passes silently": "unknown-passes-silently",
    "an unresolvable forbid skipped": "unresolvable-forbid-skipped",
    '"we" matched through "anyone"': "we-matched-through-anyone",
    "a flow to a kind taken for a flow to all of that kind": "flow-to-a-kind-taken-for-flow-to-all-of-it",
    'the cross product where the text says "respectively"': "respectively-taken-for-cross-product",
    "unset taken for refused": "unset-taken-for-refused",
    "consent to collect taken for consent to share on": "consent-to-collect-taken-for-consent-to-share",
    "collect taken for share": "collect-taken-for-share",
    "one person's mail carrying everybody's data": "one-mail-carries-everybodys-data",
    "an exclusion lost inside a bundle": "exclusion-lost-inside-a-bundle",
    "a visitor's data under a customer's choice": "visitors-data-under-a-customers-choice",
    "anonymising by dropping labels": "anonymising-by-dropping-labels",
    "loops under the greatest fixpoint": "loop-under-the-greatest-fixpoint",
    "a limit that survives the datum's return to its subject": "limit-survives-return-to-its-subject",
    'a limit on the party lost because "its own copy" is left alone': "limit-on-the-party-lost-to-its-own-copy",
    "a missing safeguard excused because nothing permits the flow": "missing-safeguard-excused-by-silence",
    "deletion demanded of a court": "deletion-demanded-of-a-court",
    "a conflict hidden because forbid wins": "conflict-hidden-because-forbid-wins",
    "narrowing reported as conflict": "narrowing-reported-as-conflict",
    "business days counted as days": "business-days-counted-as-days",
    "verdicts that depend on bundling": "verdicts-depend-on-bundling",
    "whole-node taint": "whole-node-taint",
    "only the first source tried": "only-the-first-source-tried",
    "a good source hiding a bad one": "good-source-hides-a-bad-one",
    "a promise nobody serves counted as idle": "promise-nobody-serves-counted-as-idle",
    "diffing without aligning definitions": "diffing-without-aligning-definitions",
}
MANY = 33

Row = tuple[str, ...]


def by_the_reference(system: System) -> dict[Row, list[State]]:
    """The states of each verdict, event and status."""
    reference = Reference(system)
    found: dict[Row, list[State]] = {}
    for state in reference.states():
        rows = {
            (system.flows[unit.flow].name, unit.act, _role(unit.role), unit.atom, ruling.verdict.value)
            for unit, ruling in reference.rulings(state).items()
            if ruling.verdict is not None
        }
        rows |= {
            ("event", event.clause, event.place, event.atom, event.status.value) for event in reference.events(state)
        }
        for row in rows:
            found.setdefault(row, []).append(state)
    return found


def by_the_product(system: System) -> dict[Row, list[State]]:
    """The same, from the product's sets of states."""
    case = Case(system)
    states = Reference(system).states()
    found: dict[Row, set[int]] = {}
    for sweep in case.sweeps.values():
        for ruled in sweep.rulings:
            name = system.flows[ruled.flow].name
            row = (name, ruled.act, _role(ruled.role), ruled.atom, ruled.ruling.verdict.value)
            found.setdefault(row, set()).add(ruled.ruling.states)
    for events in case.events.values():
        for missing in events.missing:
            status = Status.BROKEN if missing.sure else Status.UNDECIDED
            row = ("event", missing.rule.key, missing.place, missing.atom, status.value)
            found.setdefault(row, set()).add(missing.states)
    return {
        row: [s for s in states if any(case.states.holds_in(one, dict.fromkeys(s, True)) for one in there)]
        for row, there in found.items()
    }


def _role(role: str) -> str:
    return "" if role == "carried" else role


def table(system: System, rows: dict[Row, list[State]], ends: Callable[[str], Status]) -> str:
    """What a judge says, as text."""
    reference = Reference(system)
    names = [c.name for c in system.conditions.values() if c.kind is not ConditionKind.SAFEGUARD]
    lines = [("flow", "act", "datum", "verdict", "when", "by default")]
    order = {flow.name: i for i, flow in enumerate(system.flows)}
    for row in sorted(rows, key=lambda one: (order.get(one[0], len(order)), one)):
        first, act, role, datum, verdict = row
        default = reference.by_default(rows[row])
        what = f"{datum} ({role})" if role and first != "event" else datum
        if first == "event":
            first, act, what = act.rpartition("/")[2], "misses", f"{datum} at {role}" if role else datum
        lines.append((first, act, what, verdict, _when(enabling_sets(rows[row], names)), default))
    lines.append(("", "", "", "", "", ""))
    lines += [("clause", clause.name, "", ends(clause.id).value, "", "") for clause in system.clauses]
    return "\n".join(_laid(lines)) + "\n"


def _when(sets: Iterable[Iterable[str]]) -> str:
    told = sorted(" and ".join(sorted(one)) for one in sets)
    return " or ".join(told) or "always"


def _laid(lines: list[Row]) -> Iterator[str]:
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        yield "  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()


@pytest.mark.parametrize("trap", sorted(NAMED.values()))
def test_neither_judge_falls_into_it(trap: str, request: pytest.FixtureRequest) -> None:
    system = read_model(TRAPS / trap)
    case, reference = Case(system), Reference(system)
    clauses = {clause.id: clause for clause in system.clauses}
    ours = table(system, by_the_product(system), lambda id_: status_of(case, clauses[id_]))
    theirs = table(system, by_the_reference(system), reference.statuses().__getitem__)
    expected = TRAPS / trap / "verdicts.txt"
    if request.config.getoption("--accept"):
        expected.write_text(ours, encoding="utf-8", newline="\n")
    assert ours == expected.read_text(encoding="utf-8")
    assert theirs == ours
    assert list(disagreements(system)) == []


def test_words_are_aligned_before_clauses_are_compared(request: pytest.FixtureRequest) -> None:
    """The same clause of a wider word bars more; other words for the same are no change, in either direction."""
    folder = TRAPS / "diffing-without-aligning-definitions"
    old, new = read_policy(folder / "text.policy.yaml"), read_policy(folder / "later.policy.yaml")
    told = ""
    for first, second in ((old, new), (new, old)):
        wording, turned = read_mapping(folder / "words.mapping.yaml", first, second)
        found = difference(first, second, wording, turned)
        named = (evolve(version, where="") for version in (found.old, found.new))
        told += write(evolve(found, **dict(zip(("old", "new"), named, strict=True)))) + "\n"
    expected = folder / "changes.txt"
    if request.config.getoption("--accept"):
        expected.write_text(told, encoding="utf-8", newline="\n")
    assert told == expected.read_text(encoding="utf-8")


def test_every_trap_has_its_folder() -> None:
    assert {folder.name for folder in TRAPS.iterdir() if folder.is_dir()} == set(NAMED.values())
    assert len(NAMED) == MANY


SHOWN = sorted(name for name in vars(told_to_the_reference) if name.startswith("test_"))


@pytest.mark.parametrize("name", SHOWN)
def test_the_product_judges_as_the_reference_where_it_was_trapped(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reference's own traps assert verdicts; of the same systems the product says the same."""
    made: list[System] = []
    build = told_to_the_reference.system

    def remember(*values: object, **more: str) -> System:
        made.append(build(*values, **more))
        return made[-1]

    monkeypatch.setattr(told_to_the_reference, "system", remember)
    getattr(told_to_the_reference, name)()
    whole = [one for one in made if all(set(names_in(flow.when)) <= set(one.conditions) for flow in one.flows)]
    assert [line for system in whole for line in disagreements(system)] == []
