"""What `consent` answers: data for its writers."""

from __future__ import annotations

from attrs import frozen

from flowvow.findings.finding import Cause
from flowvow.model.actors import NOBODY
from flowvow.model.routes import Route
from flowvow.text.span import NOWHERE, Span


@frozen(slots=True)
class Carried:
    """What one flow carries, as far as it hinges on the same and is in the same hands.

    Attributes:
        flow: the flow's name.
        sender, recipient: its ends, in natural order; for what happens in place the place is the sender.
        data: names, in natural order.
        about: the subjects, in natural order.
        purposes: as listed; empty where they are unknown.
        cause: the minimal sets that enable and stop it, and whether it happens by default.
        choices: the choices on which it hinges, each with whose it is.
        alone: a smallest set of signed choices by which each subject alone stops it; None where there is none.
        others: whether others, circumstances among them, can cause it whatever a subject chooses.
        unsure: whether the states are only an upper bound, because the budget was passed.
        span: where the flow is declared.
    """

    flow: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    data: tuple[str, ...]
    about: tuple[str, ...]
    purposes: tuple[str, ...]
    cause: Cause
    choices: tuple[tuple[str, str], ...]
    alone: tuple[str, ...] | None
    others: bool
    unsure: bool
    span: Span = NOWHERE

    @property
    def hinges(self) -> bool:
        """Whether it doesn't happen in all states."""
        return self.cause.enabled_by != ((),)


@frozen(slots=True)
class Counts:
    """How many flows of a model hinge on what; only what carries something in some state is counted.

    Attributes:
        flows: all of them.
        hinge: those that hinge on choices or circumstances, in part or whole.
        by_default: of these, those that can happen, in part or whole, with every choice at its default.
        about_somebody: of these, those that are about some person.
        alone: of those, what each person concerned can stop alone.
        others: of those, what others can cause, circumstances among them, whatever some person concerned chooses.
    """

    flows: int
    hinge: int
    by_default: int
    about_somebody: int
    alone: int
    others: int


@frozen(slots=True)
class Effect:
    """What a choice does to one flow.

    Attributes:
        carried: what of the flow is concerned; its cause tells the states of the flow.
        direct: whether the flow's own guard names the choice; else it loses its data.
        cause: the states of the other conditions in which the choice makes the difference.
    """

    carried: Carried
    direct: bool
    cause: Cause


@frozen(slots=True)
class Anyway:
    """What goes on although a choice is refused.

    Attributes:
        stopped: the flow that refusing stops.
        by: the flow that brings the same to the same.
        route: how, by the shortest way; None where it begins with nobody.
    """

    stopped: str
    by: str
    data: tuple[str, ...]
    about: tuple[str, ...]
    to: tuple[str, ...]
    cause: Cause
    route: Route | None


@frozen(slots=True)
class Remains:
    """What withdrawing a choice leaves behind.

    Attributes:
        place: where.
        kept: how long it is kept there, as far as that is told.
        promised: whether a clause promises its deletion, in all of these states.
        route: how it came there.
    """

    place: str
    data: tuple[str, ...]
    about: tuple[str, ...]
    kept: tuple[str, ...]
    promised: bool
    cause: Cause
    route: Route | None


@frozen(slots=True)
class ChoiceAccount:
    """One choice, told whole.

    Attributes:
        name, by, default, asked, withdraw, says, cites: as declared.
        way_back: how it can be withdrawn, in words.
        adds: what granting it adds, and refusing so stops.
        starts: what refusing starts in its place.
        anyway: what goes on all the same.
        bundle: the purposes that it stands for, where no declared purpose contains them all.
        ends: purposes that refusing ends.
        beyond: those of them that the choice doesn't admit, where it says what refusing ends.
        remains: what withdrawing leaves behind.
    """

    name: str
    by: str
    default: str
    asked: str
    withdraw: str
    way_back: str
    says: str
    cites: tuple[str, ...]
    adds: tuple[Effect, ...]
    starts: tuple[Effect, ...]
    anyway: tuple[Anyway, ...]
    bundle: tuple[str, ...]
    ends: tuple[str, ...]
    beyond: tuple[str, ...]
    remains: tuple[Remains, ...]
    span: Span = NOWHERE


@frozen(slots=True)
class Consent:
    """Every choice and every flow of one model.

    Attributes:
        model: the system's name.
        choices: in natural order.
        flows: in natural order.
        proposals: those laid over it.
    """

    model: str
    choices: tuple[ChoiceAccount, ...]
    flows: tuple[Carried, ...]
    proposals: tuple[str, ...] = ()

    @property
    def counts(self) -> Counts:
        """The flows, counted by what they hinge on."""
        rows: dict[str, list[Carried]] = {}
        for row in self.flows:
            rows.setdefault(row.flow, []).append(row)
        hinging = {flow: mine for flow, mine in rows.items() if any(row.hinges for row in mine)}
        about = {flow: [row for row in mine if row.about != (NOBODY,)] for flow, mine in hinging.items()}
        return Counts(
            flows=len(rows),
            hinge=len(hinging),
            by_default=sum(any(row.cause.by_default == "yes" for row in mine) for mine in hinging.values()),
            about_somebody=sum(bool(mine) for mine in about.values()),
            alone=sum(bool(mine) and all(row.alone is not None for row in mine) for mine in about.values()),
            others=sum(any(row.others for row in mine) for mine in about.values()),
        )
