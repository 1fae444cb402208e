"""A report built by hand: what a shop's design review would see."""

from __future__ import annotations

from attrs import evolve

from flowvow.findings.finding import Cause, Finding, Level, Place, Status, Verdict
from flowvow.findings.report import ClauseStatus, Counts, Outcome, Report
from flowvow.model.clauses import ClauseForm
from flowvow.model.routes import Route, Shows, Step
from flowvow.text.span import Span

FLOWS = "flows/webshop/webshop.flow.yaml"
POLICY = "flows/webshop/webshop.policy.yaml"
PROPOSAL = "flows/webshop/proposals/ads.broken.yaml"

SOURCES = {
    FLOWS: """\
flowvow: 1
system: Example webshop
flows:
  place-order: {from: customer, to: web-server, data: email-address, for: serve-order, when: orders, cites: 2.1}
  count-visits: {at: web-server, data: site-actions, makes: visit-counts, how: aggregate, for: measure-use}
  log-in: {from: customer, to: web-server, data: [login-name, password]}
  profile: {at: web-server, data: [email-address, visit-counts], makes: customer-profile, how: join}
""",
    POLICY: """\
flowvow: 1
policy: webshop
clauses:
  no-list-selling: {forbid: share, data: personal, to: third-party, for: marketing, travels: yes, cites: 4.5}
  card-solely:
    {data: card-number, at: shop, only: {for: take-payment},
     travels: yes, cites: 4.2}
""",
    PROPOSAL: """\
flowvow: 1
proposal: Send order mails to an ad network
flows: {sync-audience: {from: shop, to: ad-network, data: email-address, for: marketing}}
""",
}

PLACE_ORDER = Step(1, (), "place-order", "customer", "web-server", "", ("email-address",), Span(FLOWS, 4, 3, 4, 14))
SYNC = Step(2, (1,), "sync-audience", "shop", "ad-network", "", ("email-address",), Span(PROPOSAL, 3, 9, 3, 22))

SOLD = Finding(
    code="P101",
    level=Level.ERROR,
    message="email-address goes to ad-network for marketing, which no-list-selling forbids",
    verdict=Verdict.FORBIDDEN,
    clauses=("webshop/no-list-selling",),
    cites=("webshop/4.5",),
    flow="sync-audience",
    actor="ad-network",
    data=("email-address",),
    about=("customer",),
    routes=(Route(Shows.BAD, (PLACE_ORDER, SYNC)),),
    cause=Cause((("orders", "not court-order"),), 0, (("not orders",), ("court-order",)), 0, "no"),
    span=Span(PROPOSAL, 3, 9, 3, 22),
    places=(Place("clause", Span(POLICY, 4, 3, 4, 18)),),
    help="remove sync-audience, or leave marketing out of its purposes",
    fingerprint="5f2d8c0a1b3e",
)

JOINED = Finding(
    code="P104",
    level=Level.WARNING,
    message="it is not known whether customer-profile may be made for an unstated purpose",
    verdict=Verdict.UNDECIDED,
    clauses=("webshop/card-solely", "webshop/no-list-selling"),
    cites=("webshop/4.2", "webshop/4.5"),
    needs=("`for` of the flow profile",),
    flow="profile",
    actor="web-server",
    data=("customer-profile",),
    routes=(
        Route(
            Shows.BAD,
            (
                PLACE_ORDER,
                Step(2, (), "log-in", "customer", "web-server", "", ("login-name",), Span(FLOWS, 6, 3, 6, 9)),
                Step(3, (2,), "count-visits", "", "", "web-server", ("visit-counts",), Span(FLOWS, 5, 3, 5, 15)),
                Step(4, (1, 3), "profile", "", "", "web-server", ("customer-profile",), Span(FLOWS, 7, 3, 7, 10)),
            ),
            shortest=False,
        ),
        Route(Shows.GOOD, (PLACE_ORDER,)),
    ),
    cause=Cause(((),), 0, (), 0, "yes"),
    span=Span(FLOWS, 7, 3, 7, 10),
    places=(Place("the store it ends in", Span(FLOWS, 6, 3, 6, 9)),),
)

UNUSED = Finding(
    code="M105",
    level=Level.NOTE,
    message="nothing uses the data type password",
    data=("password",),
    span=Span(FLOWS, 6, 56, 6, 64),
)

CLAUSES = (
    ClauseStatus("webshop/vendors", ClauseForm.PERMIT, Status.KEPT, ("webshop/4.1",)),
    ClauseStatus(
        "webshop/no-list-selling",
        ClauseForm.FORBID,
        Status.BROKEN,
        ("webshop/4.5",),
        span=Span(POLICY, 4, 3, 4, 18),
    ),
    ClauseStatus(
        "webshop/card-solely",
        ClauseForm.ONLY,
        Status.UNDECIDED,
        ("webshop/4.2", "webshop/4.3"),
        hedged="usually",
        span=Span(POLICY, 5, 3, 5, 14),
    ),
    ClauseStatus("webshop/nobody-else", ClauseForm.FORBID, Status.IDLE, ("webshop/4.4",)),
    ClauseStatus("webshop/discipline", ClauseForm.DUTY, Status.ATTEST, ("webshop/7.4",), says="discipline staff"),
)

REPORT = Report(
    system="Example webshop",
    policies=("Webshop privacy policy (2026-01-01)",),
    outcome=Outcome.BROKEN,
    nothing_checked=False,
    counts=Counts(
        actors=9, flows=4, clauses=5, sentences=9, cited=7, kept=1, broken=1, undecided=1, idle=1, attest=1,
        non_normative=1,
    ),
    findings=(SOLD, JOINED, UNUSED),
    clauses=CLAUSES,
    proposals=("Send order mails to an ad network",),
    expected=True,
    titles=(("webshop", "Webshop privacy policy"),),
)  # fmt: skip

KEPT = evolve(
    REPORT,
    outcome=Outcome.KEPT,
    counts=Counts(actors=9, flows=4, clauses=1, kept=1),
    findings=(),
    clauses=CLAUSES[:1],
    proposals=(),
    expected=None,
)

_HOSTILE = "x\x1b[2J\u202eevil\x07\u2028\u200b"
HOSTILE = evolve(
    KEPT,
    system=_HOSTILE,
    outcome=Outcome.BROKEN,
    policies=(_HOSTILE,),
    titles=((_HOSTILE, _HOSTILE),),
    clauses=(
        ClauseStatus(f"{_HOSTILE}/a", ClauseForm.FORBID, Status.BROKEN, (f"{_HOSTILE}/1.1",), _HOSTILE, _HOSTILE),
    ),
    findings=(
        evolve(
            SOLD,
            message=_HOSTILE,
            clauses=(f"{_HOSTILE}/a", "unknown"),
            cites=(f"{_HOSTILE}/1.1",),
            needs=(_HOSTILE,),
            help=_HOSTILE,
            fingerprint=_HOSTILE,
            cause=Cause(((_HOSTILE,),), 1, ((_HOSTILE,),), 2, "no"),
            span=Span(_HOSTILE, 1, 2),
            places=(Place(_HOSTILE, Span(_HOSTILE, 1, 1)),),
            routes=(Route(Shows.BAD, (Step(1, (), _HOSTILE, _HOSTILE, _HOSTILE, "", (_HOSTILE,)),)),),
        ),
    ),
)
HOSTILE_SOURCES = {_HOSTILE: "a" + _HOSTILE * 20}
