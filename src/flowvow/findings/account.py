"""What `explain` and `trace` answer: data for their writers."""

from __future__ import annotations

from attrs import frozen

from flowvow.findings.finding import Cause, Finding
from flowvow.model.names import Form
from flowvow.model.routes import Route
from flowvow.text.span import NOWHERE, Span


@frozen(slots=True)
class Edit:
    """A change that clears a finding, tried on a copy of the model.

    Attributes:
        words: what to do, in a sentence.
        proposal: the same as lines of a proposal file.
        tried: how many smaller or earlier changes were tried and didn't do.
    """

    words: str
    proposal: str
    tried: int


@frozen(slots=True)
class Account:
    """What is to be said of a code, clause, flow or finding.

    Attributes:
        name: what was asked about.
        kind: ``code``, ``clause``, ``flow`` or ``finding``.
        model: the system's name; empty for a code.
        manual: the manual of the code concerned, or empty.
        facts: labels, each with its lines.
        findings: the findings concerned, as in the report.
        edit: the smallest change found that clears the finding and brings no other; None where none was looked for or
            found.
        searched: whether a change was looked for.
        span: where it is declared.
    """

    name: str
    kind: str
    model: str = ""
    manual: str = ""
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    findings: tuple[Finding, ...] = ()
    edit: Edit | None = None
    searched: bool = False
    span: Span = NOWHERE


@frozen(slots=True)
class Sighting:
    """Data that somebody can hold.

    Attributes:
        holder: who or where.
        data: names of atoms, in natural order.
        about: the subject.
        form: None where it is unknown.
        own: whether they begin there.
        cause: in which states.
        route: how they came there, by the shortest way; None where they begin there.
    """

    holder: str
    data: tuple[str, ...]
    about: str
    form: Form | None
    own: bool
    cause: Cause
    route: Route | None


@frozen(slots=True)
class Trace:
    """The answer to one question about who can hold what.

    Attributes:
        question: in words.
        model: the system's name.
        sightings: by holder, then data, in natural order; empty where nobody can.
    """

    question: str
    model: str
    sightings: tuple[Sighting, ...]
