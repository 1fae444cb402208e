"""What is in a model and what comes of it, in words: what a share or a pair of them is counted of.

A thing counts where it is at work: a clause where something is in its reach, a flow where it happens, a name where it
is carried. The answers are the product's; that the reference gives the same is compared of the same models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from flowvow.checks.case import Case
from flowvow.checks.statuses import status_of
from flowvow.findings.finding import Status, Verdict
from flowvow.graph.states import NONE
from flowvow.model.actors import NOBODY
from flowvow.model.clauses import Carve, Clause, Exception_, Need, PermittedBy
from flowvow.model.conditions import ALWAYS, Default
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form
from flowvow.model.system import System

BAD = (Verdict.FORBIDDEN, Verdict.CONFLICTING)
VERDICTS = tuple(f"verdict {verdict.value}" for verdict in Verdict)
STATUSES = tuple(f"status {status.value}" for status in Status)
ONLY = tuple(f"only {limit}" for limit in ("for", "to", "while", "kept"))
REQUIRE = tuple(f"require {need.value}" for need in Need)
LIMITS = ("forbid", *ONLY, *REQUIRE)
FORMS = ("permit", *LIMITS, "disclaim", "duty")
FINDING = "a finding"


def features(system: System) -> frozenset[str]:
    """All of one model."""
    case = Case(system)
    live = [flow for i, flow in enumerate(system.flows) if _happens(case, i)]
    return frozenset((*_of_clauses(case), *_of_verdicts(case), *_of_flows(case, live), *_of_copies(case)))


def form_of(clause: Clause) -> str:
    """A clause's form, with its need or limit."""
    if clause.require is not None:
        return f"require {clause.require.need.value}"
    only = clause.only
    if only is None:
        return clause.form.value
    limit = "for" if only.purposes else "to" if only.recipients else "kept" if only.kept else "while"
    return f"only {limit}"


def _happens(case: Case, i: int) -> bool:
    presence = case.presence
    if any(presence.happens(i, copy) != NONE for copy in presence.sources[i]):
        return True
    return case.system.flows[i].act == "delete" and presence.guards[i] != NONE


# --- promises -------------------------------------------------------------------------------------------------------


def _of_clauses(case: Case) -> Iterator[str]:
    for clause in case.system.clauses:
        status = status_of(case, clause)
        form = form_of(clause)
        yield f"status {status.value}"
        yield f"{form} {status.value}"
        if status is Status.IDLE:
            continue
        yield form
        yield from _of_reach(clause)
    if len(case.system.policies) > 1:
        yield "two policies"
    if any(rule.travels and status_of(case, rule.clause) is not Status.IDLE for rule in case.rules):
        yield "travelling"


def _of_reach(clause: Clause) -> Iterator[str]:
    if clause.condition != ALWAYS:
        yield "if"
    if clause.until is not None:
        yield "until"
    nested = [e for e in clause.exceptions if isinstance(e, Carve) and e.exceptions]
    yield from ("exception",) if clause.exceptions else ()
    yield from ("exception in an exception",) if nested else ()
    yield from ("exception of permits",) if any(isinstance(e, PermittedBy) for e in clause.exceptions) else ()
    for reach in (clause.reach, *(e.reach for e in _carves(clause.exceptions))):
        for field in ("by", "at", "through", "about", "form", "makes"):
            if getattr(reach, field):
                yield f"pattern {field}"


def _carves(exceptions: Iterable[Exception_]) -> Iterator[Carve]:
    for exception in exceptions:
        if isinstance(exception, Carve):
            yield exception
            yield from _carves(exception.exceptions)


def _of_verdicts(case: Case) -> Iterator[str]:
    for name, sweep in case.sweeps.items():
        for ruled in sweep.rulings:
            ruling = ruled.ruling
            yield f"verdict {ruling.verdict.value}"
            if ruling.verdict in BAD:
                yield FINDING
                deciding = case.clause[ruling.clauses[0]]
                yield f"{form_of(deciding)} decides"
                if deciding.reach.data and ruled.atom not in case.vocabulary.data.all_atoms(deciding.reach.data):
                    yield "a limit kept by what is derived decides"
            elif ruling.verdict is Verdict.UNDISCLOSED and ruled.act not in ("delete", "return", "notify", "read"):
                yield FINDING
            elif ruling.verdict is Verdict.UNDECIDED:
                yield from (f"undecided by {need.partition(' ')[0]}" for need in ruling.needs)
            if ruling.bad and ruling.good:
                yield "sources that differ"
        yield from (FINDING for missing in case.events[name].missing if missing.sure)


# --- facts ----------------------------------------------------------------------------------------------------------


def _of_flows(case: Case, live: Iterable[Flow]) -> Iterator[str]:
    system = case.system
    live = list(live)
    routes: nx.DiGraph = nx.DiGraph((f.sender, f.recipient) for f in live if f.sender and f.recipient)
    if any(len(one) > 1 for one in nx.strongly_connected_components(routes)):
        yield "loop"
    names = {name for flow in live for name in (*flow.data, *((flow.makes,) if flow.makes else ()))}
    names |= {name for clause in system.clauses for name in clause.reach.data}
    for name in names:
        entry = system.data[name]
        if entry.without:
            yield "without"
        elif entry.extent is Extent.OPEN:
            yield "open name"
        elif entry.parts:
            yield "closed name"
        if sum(name in other.parts for other in system.data.values()) > 1:
            yield "several parents"
        yield from ("about in a definition",) if set(entry.about) - {NOBODY} else ()
        yield from ("origin",) if entry.origin else ()
    for flow in live:
        yield from _of_flow(system, flow)


def _of_flow(system: System, flow: Flow) -> Iterator[str]:
    if flow.how is not None:
        yield f"derive {flow.how.value}"
    told = {
        "any of": flow.any_of,
        "via": flow.via,
        "frame": flow.frame,
        "after": flow.after,
        "kept": flow.kept,
        "stated subject": flow.about,
        "safeguard": flow.safeguards,
        "key": flow.key,
        "store": any(end and system.actors[end].store for end in (flow.sender, flow.recipient)),
        "unknown purpose": not flow.purposes,
        "several purposes": len(flow.purposes) > 1,
        "guard": flow.when != ALWAYS,
        "guard with not": "not" in str(flow.when),
        "stated act": flow.act,
        "deletion": flow.act == "delete",
        "return": flow.act == "return",
        "notice": flow.act == "notify",
        "in place": flow.at and not flow.makes,
    }
    yield from (name for name, there in told.items() if there)


def _of_copies(case: Case) -> Iterator[str]:
    presence = case.presence
    for i in range(len(case.system.flows)):
        used = [c for c in presence.sources[i] if presence.happens(i, c) != NONE]
        yield from (f"form {copy.form.value if copy.form else 'unknown'}" for copy in used)
        yield from ("subject nobody" for copy in used if copy.subject == NOBODY)
        whose = {copy.subject for copy in used}
        yield from ("several subjects",) if len(whose) > 1 else ()
        if len({(copy.atom, copy.subject) for copy in used}) < len(used):
            yield "several sources"
    if any(c.default is Default.UNSTATED for c in case.system.conditions.values()):
        yield "default unstated"


DERIVATIONS = tuple(f"derive {how.value}" for how in How)
COPIES = tuple(f"form {form}" for form in (*(f.value for f in Form), "unknown"))

# Every pair of these, and of each with every verdict and form of clause, is to be met.
TRAITS = (
    *("exception in an exception", "exception of permits", "travelling", "until", "pattern through", "if"),
    *("open name", "closed name", "without", "several parents"),
    *("about in a definition", "stated subject", "subject nobody", "several subjects"),
    *COPIES,
    *DERIVATIONS,
    *("any of", "via", "unknown purpose", "store", "guard with not", "loop", "several sources"),
    *("deletion", "return", "notice", "two policies"),
)

# Met alone.
SINGLE = (
    *STATUSES,
    FINDING,
    *(f"{form} {status}" for form in LIMITS for status in ("kept", "broken", "undecided", "idle")),
    *(f"{form} {status}" for form in ("permit", "disclaim") for status in ("kept", "idle")),
    *(f"{form} decides" for form in ("forbid", *ONLY, *REQUIRE[:4])),
    *("undecided by for", "undecided by form", "undecided by to", "undecided by via", "undecided by after"),
    *("undecided by asked", "undecided by default", "undecided by kept"),
    *("a limit kept by what is derived decides", "sources that differ"),
    *(f"pattern {field}" for field in ("by", "at", "about", "form", "makes")),
    *("exception", "origin", "frame", "after", "kept", "safeguard", "key", "several purposes", "guard", "in place"),
    *("stated act", "default unstated", "duty attest"),
)
PAIRED = (*VERDICTS, *FORMS, *TRAITS)
