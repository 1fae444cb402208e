"""Findings about a choice; the checks of choices share this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowvow.checks.case import Case
from flowvow.findings.finding import Cause, Finding, Level, Place
from flowvow.graph.routes import Target
from flowvow.graph.states import NONE
from flowvow.model.clauses import Need
from flowvow.model.conditions import Default
from flowvow.model.flows import Flow
from flowvow.text.natural import natural


def as_finding(
    case: Case,
    choice: str,
    code: str,
    level: Level,
    message: str,
    help_: str,
    *,
    flow: Flow | None = None,
    actor: str = "",
    atoms: Iterable[str] = (),
    about: Iterable[str] = (),
    targets: Iterable[Target] = (),
    states: int | None = None,
) -> Finding:
    """A finding that points at the choice's definition, or at a flow that shows it.

    Args:
        case: the model.
        choice: which.
        code, level, message, help_: as they stand in the finding.
        flow, actor, atoms, about: what it is told of, where it is told of a flow or place.
        targets: what its route shows.
        states: in which it is so; None where it is a matter of no state.
    """
    condition = case.system.conditions[choice]
    places = [Place(f"choice {choice}", condition.span)] if flow is not None else []
    return Finding(
        code=code,
        level=level,
        message=message,
        choice=choice,
        cites=condition.cites,
        flow=flow.name if flow is not None else "",
        actor=actor,
        data=names_at(case, flow, atoms),
        about=tuple(sorted(about, key=natural)),
        routes=case.route_to(t for t in targets if t.states != NONE),
        cause=Cause() if states is None else case.cause(states),
        span=condition.span if flow is None else flow.span,
        places=tuple(places),
        help=help_,
    )


def names_at(case: Case, flow: Flow | None, atoms: Iterable[str]) -> tuple[str, ...]:
    """Atoms as a flow lists them; without a flow under the widest names that they fill."""
    return case.names_of(flow, atoms) if flow is not None else widest(case, set(atoms))


def widest(case: Case, atoms: set[str]) -> tuple[str, ...]:
    """The atoms under the widest names all of whose atoms are there."""
    hierarchy = case.vocabulary.data
    whole = [name for name in hierarchy.names if len(hierarchy.atoms(name)) > 1 and hierarchy.atoms(name) <= atoms]
    most = [n for n in whole if not any(hierarchy.atoms(n) < hierarchy.atoms(m) for m in whole)]
    return tuple(sorted({*most, *(atoms - hierarchy.all_atoms(most))}, key=natural))


def promised(case: Case, choice: str) -> bool:
    """Whether a clause asks for this choice, as a consent or as a way out."""
    requires = (clause.require for clause in case.system.clauses)
    return any(one and one.need in (Need.CONSENT, Need.OPT_OUT) and choice in one.names for one in requires)


def weighty(case: Case, choice: str) -> Level:
    """Warning for a choice that is promised, or that stands granted untouched; note for what somebody merely does."""
    granted = case.system.conditions[choice].default is Default.GRANTED
    return Level.WARNING if granted or promised(case, choice) else Level.NOTE


def not_after(flows: Sequence[str]) -> str:
    """What a question or notice should do about the flows that wait for it."""
    return "come after none of them" if len(flows) > 1 else "not come after it"


def listed(words: Iterable[str], most: int = 6) -> str:
    """Words in a row; only the first of many."""
    shown = list(words)
    if len(shown) > most:
        return f"{', '.join(shown[:most])} and {len(shown) - most} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
