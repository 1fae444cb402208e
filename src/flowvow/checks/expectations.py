"""E101: an expectation that isn't met.

What: an `expect` block lists what is expected of a model or a proposal, and something on the list isn't so; or a
finding of level warning or above isn't on the list, for the list is complete. A proposal's list is complete for what
the proposal adds; what the model had before is the model's own to expect.
Why: it is a test that lives beside what it tests. A met expectation changes no verdict; a broken promise stays broken
although it was expected.
Kept: `breaks: no-list-selling` where a flow breaks that clause, and nothing else is found.
Broken: the same line where no flow breaks the clause, or where a second one, unnamed, breaks another.
Remedy: mend the model, or say in the `expect` block what is true of it now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from flowvow.checks.expected_answer import Answer, Met, Unmet, Unsure
from flowvow.checks.expected_before import added
from flowvow.checks.expected_findings import named_by
from flowvow.checks.expected_states import in_states
from flowvow.checks.expected_words import words
from flowvow.findings.finding import Finding, Level, Verdict
from flowvow.model.system import Expect, Expectation, System

CODE = "E101"
Ask = Callable[[System, Expectation], Answer]

_ASKED = frozenset({Expect.NEVER, Expect.REACHES, Expect.ALWAYS_REACHES})


def check_expectations(
    system: System, findings: Sequence[Finding], ask: Ask, before: Sequence[Finding] | None = None
) -> tuple[Finding, ...]:
    """What isn't as the ``expect`` block says; nothing where there is no block.

    Args:
        system: with a proposal laid over it, if there is one.
        findings: all others.
        ask: answers ``never``, ``reaches`` and ``always-reaches`` from the graph.
        before: with a proposal, the findings of the model without it.
    """
    if not system.expects:
        return ()
    failed: list[Finding] = []
    told: set[Finding] = set()
    for expectation in system.expectations:
        if expectation.kind in _ASKED:
            answer = ask(system, expectation)
        elif expectation.kind is not Expect.SAME:
            met_by = named_by(expectation, findings, system)
            told.update(met_by)
            answer = _found(expectation, met_by)
        else:
            continue
        failed += _failure(expectation, answer)
    grave = [finding for finding in findings if finding.level is not Level.NOTE and finding not in told]
    new = grave if before is None else added(grave, before)
    same = [expectation for expectation in system.expectations if expectation.kind is Expect.SAME]
    if not same:
        return (*failed, *(_unnamed(finding) for finding in new))
    return (*failed, *_failure(same[0], _same(new, before)))


def _found(expectation: Expectation, findings: Sequence[Finding]) -> Answer:
    if not findings:
        return Unmet("nothing like it was found")
    return Met() if expectation.when is None else in_states(expectation.when, findings)


def _same(new: Sequence[Finding], before: Sequence[Finding] | None) -> Answer:
    if not new:
        return Met()
    if before is None:
        return Unsure(("a model without the proposal to compare with",))
    return Unmet(f"{len(new)} finding{'s are' if len(new) > 1 else ' is'} new, the first: {new[0].message}")


def _failure(expectation: Expectation, answer: Answer) -> tuple[Finding, ...]:
    failed = Finding(
        code=CODE,
        level=Level.ERROR,
        message=f"expected: {words(expectation)}",
        clauses=expectation.clauses,
        flow=expectation.flow,
        span=expectation.span,
        help="mend the model, or say in the expect block what is true of it now",
    )
    match answer:
        case Unmet(because, routes, cause):
            return (evolve(failed, message=f"{failed.message}, but {because}", routes=routes, cause=cause),)
        case Unsure(needs):
            return (evolve(failed, message=f"{failed.message}, but that can't be told", needs=needs),)
        case Met():
            return ()


def _unnamed(finding: Finding) -> Finding:
    """The list is complete, so what it doesn't name fails it. The finding itself is told elsewhere, with its proof."""
    return Finding(
        code=CODE,
        level=Level.ERROR,
        message=f"not expected: {finding.level.value} {finding.code}, {finding.message}",
        choice=finding.choice,
        flow=finding.flow,
        actor=finding.actor,
        data=finding.data,
        about=finding.about,
        span=finding.span,
        help=_suggestion(finding),
    )


def _suggestion(finding: Finding) -> str:
    beside = [f"{key}: {name}" for key, name in (("choice", finding.choice), ("flow", finding.flow)) if name]
    clause = finding.clauses[0].rpartition("/")[2] if finding.clauses else ""
    line = ""
    if finding.verdict is Verdict.UNDISCLOSED:
        line = f"undisclosed: {finding.flow}"
    elif finding.verdict is Verdict.UNDECIDED and clause:
        line = f"undecided: {clause}"
    elif finding.verdict is Verdict.FORBIDDEN and clause:
        line = f"breaks: {clause}"
    elif finding.verdict is Verdict.CONFLICTING and len(finding.clauses) > 1:
        line = f"conflicts: [{', '.join(one.rpartition('/')[2] for one in finding.clauses)}]"
    elif finding.code:
        line = f"{{finds: {', '.join([finding.code, *beside])}}}"
    return f"mend the model, or add `{line}` to the expect block" if line else "mend the model"
