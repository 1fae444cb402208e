"""Policies and their clauses: what a published text promises."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from flowvow.model.conditions import ALWAYS, Expression
from flowvow.model.names import Form
from flowvow.model.times import Duration
from flowvow.text.span import NOWHERE, Span


class ClauseForm(Enum):
    """What a clause says of its reach."""

    PERMIT = "permit"
    FORBID = "forbid"
    ONLY = "only"
    REQUIRE = "require"
    DUTY = "duty"
    DISCLAIM = "disclaim"


@frozen(cache_hash=True)
class Reach:
    """A pattern over flows. Every field lists names, any of which fits; an empty field is free.

    Attributes:
        act: acts; empty for ``any``.
        by: doers.
        sender, recipient: ends (``from``, ``to``).
        at: where data arrive, stay or leave.
        through: places, flows or frames on the datum's way.
        about: subjects.
        data: data types.
        purposes: purposes (``for``).
        form: forms.
        makes: products of a derivation.
    """

    act: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    sender: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    form: tuple[Form, ...] = ()
    makes: tuple[str, ...] = ()


@frozen(cache_hash=True)
class Carve:
    """An exception by condition, by pattern or by both: all of it must fit, unless an inner exception does."""

    reach: Reach = Reach()
    when: Expression = ALWAYS
    exceptions: tuple[Exception_, ...] = ()
    span: Span = NOWHERE


@frozen(cache_hash=True)
class PermittedBy:
    """An exception for whatever the named permits cover; without names, whatever the text permits."""

    clauses: tuple[str, ...] = ()
    span: Span = NOWHERE


Exception_ = Carve | PermittedBy


@frozen(cache_hash=True)
class Only:
    """The limits of an ``only`` clause; those left out (empty or None) limit nothing."""

    purposes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    while_: Expression | None = None
    kept: Duration | None = None


class Need(Enum):
    """What a ``require`` clause asks for: four of each flow in reach, three by presence."""

    WITH = "with"
    CONSENT = "consent"
    OPT_OUT = "opt-out"
    HAPPENS = "happens"
    DELETE = "delete"
    RETURN = "return"
    NOTIFY = "notify"


PRESENCE = frozenset({Need.DELETE, Need.RETURN, Need.NOTIFY})


@frozen(cache_hash=True)
class Require:
    """What a ``require`` clause asks for.

    Attributes:
        need: which kind of requirement.
        names: safeguards (all of them) for ``with``; one choice for ``consent`` and ``opt-out``; data types for
            ``delete`` and ``return``; actors for ``notify``; empty for ``happens``.
        to: who must get what is returned; empty is anyone.
        of: data types that a notice carries.
        within: the deadline of a deletion or return, None where none is promised.
        ahead: how long before its event a notice is due, None where none is promised.
    """

    need: Need
    names: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    within: Duration | None = None
    ahead: Duration | None = None


@frozen(cache_hash=True)
class Clause:
    """One promise.

    Attributes:
        name: as written; unique in its policy.
        policy: the policy's name.
        form: permit, forbid, only, require, duty or disclaim.
        reach: the pattern.
        condition: ``if``; part of a permit's pattern.
        exceptions: any one of them carves.
        only, require: filled for those forms.
        duty: the promise of a duty, short.
        why: for a duty, why no flow could show it.
        travels: whether the clause follows the data.
        until: the form at which it ends, or None.
        hedged: the softening word, or empty where the clause is firm.
        implied: the reading, or empty where the clause is stated.
        idle: the reason why nothing is in its reach, or empty.
    """

    name: str
    policy: str
    form: ClauseForm
    reach: Reach = Reach()
    condition: Expression = ALWAYS
    exceptions: tuple[Exception_, ...] = ()
    only: Only | None = None
    require: Require | None = None
    duty: str = ""
    why: str = ""
    travels: bool = False
    until: Form | None = None
    hedged: str = ""
    implied: str = ""
    idle: str = ""
    cites: tuple[str, ...] = ()
    says: str = ""
    span: Span = NOWHERE

    @property
    def id(self) -> str:
        """``policy/name``."""
        return f"{self.policy}/{self.name}"


@frozen(cache_hash=True)
class NonNormative:
    """Sentences that promise nothing, and why."""

    sentences: tuple[str, ...]
    why: str
    span: Span = NOWHERE


@frozen(cache_hash=True)
class Policy:
    """A published text's promises.

    Attributes:
        name: the policy's name.
        party: the actor who makes the promises.
        version: date or label of the text.
        title: the text's title.
        url: where the text was published, or empty.
        outline: path of the outline file, or empty.
        sentences: the outline's sentence numbers in order; empty without an outline.
    """

    name: str
    party: str
    version: str = ""
    title: str = ""
    url: str = ""
    outline: str = ""
    sentences: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    non_normative: tuple[NonNormative, ...] = ()
    span: Span = NOWHERE
