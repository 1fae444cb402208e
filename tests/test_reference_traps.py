"""The traps of section 9 of the semantics, each shown on the reference.

Left to the product's own tests: diffing without aligning definitions.
"""

from __future__ import annotations

from flowvow.findings.finding import Status, Verdict
from flowvow.model.actors import BUILT_IN_ACTORS, NOBODY, Actor
from flowvow.model.clauses import Carve, Clause, ClauseForm, Need, Only, PermittedBy, Policy, Reach, Require
from flowvow.model.conditions import ALWAYS, All, Condition, ConditionKind, Default, Named, Not
from flowvow.model.flows import Flow, How
from flowvow.model.names import Extent, Form, Name
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

from .reference import BAD, Reference, enabling_sets, stopping_sets
from .reference.facts import MAYBE, NO, YES, at_most

PERMITTED, FORBIDDEN, CONFLICTING, UNDISCLOSED, UNDECIDED, DISCLAIMED = (
    Verdict.PERMITTED,
    Verdict.FORBIDDEN,
    Verdict.CONFLICTING,
    Verdict.UNDISCLOSED,
    Verdict.UNDECIDED,
    Verdict.DISCLAIMED,
)
NOW: frozenset[str] = frozenset()
CONTACT = Name("contact", Extent.OPEN, ("email", "phone"))
CUSTOMER, SHOP = Actor("customer", ("person",)), Actor("shop")


def choice(name: str, by: str = "customer", default: Default = Default.REFUSED, asked: str = "") -> Condition:
    return Condition(name, ConditionKind.CHOICE, by, default, asked=asked)


def circumstance(name: str) -> Condition:
    return Condition(name, ConditionKind.CIRCUMSTANCE, "court")


def move(name: str, sender: str, recipient: str, *data: str, **more: object) -> Flow:
    """A flow, by default for `serve`."""
    return Flow(name, sender=sender, recipient=recipient, data=data, **{"purposes": ("serve",), **more})


def derive(name: str, at: str, data: tuple[str, ...], makes: str, how: How, **more: object) -> Flow:
    return Flow(name, at=at, data=data, makes=makes, how=how, **{"purposes": ("serve",), **more})


def tuples(fields: dict[str, object]) -> dict[str, object]:
    return {key: (value,) if isinstance(value, str | Form) else value for key, value in fields.items()}


def reach(**fields: object) -> Reach:
    return Reach(**tuples(fields))


def clause(name: str, form: ClauseForm, reach_: Reach, **more: object) -> Clause:
    return Clause(name, "policy", form, reach_, **more)


def permit(name: str, act: object = (), **fields: object) -> Clause:
    return clause(name, ClauseForm.PERMIT, reach(act=act, **fields))


def forbid(name: str, act: object = (), **fields: object) -> Clause:
    more = {key: fields.pop(key) for key in ("condition", "exceptions", "travels", "until") if key in fields}
    return clause(name, ClauseForm.FORBID, reach(act=act, **fields), **more)


def only(name: str, limit: Only, **fields: object) -> Clause:
    return clause(name, ClauseForm.ONLY, reach(**fields), only=limit)


def require(name: str, asked: Require, **fields: object) -> Clause:
    more = {key: fields.pop(key) for key in ("condition", "travels") if key in fields}
    return clause(name, ClauseForm.REQUIRE, reach(**fields), require=asked, **more)


def system(*values: object, party: str = "shop") -> System:
    """A system of actors, data types, conditions, flows and clauses; names that are only used are declared here."""
    of = {kind: [v for v in values if isinstance(v, kind)] for kind in (Actor, Name, Condition, Flow, Clause)}
    flows, clauses = of[Flow], of[Clause]
    actors = {a.name: a for a in (*BUILT_IN_ACTORS, CUSTOMER, SHOP, *of[Actor])}
    named = {end for f in flows for end in (f.sender, f.recipient, f.at) if end}
    named |= {k for a in actors.values() for k in (*a.kinds, *a.of)} | {"vendor"}
    actors |= {name: Actor(name) for name in named - set(actors)}
    data = {d.name: d for d in of[Name]}
    used = {d for f in flows for d in (*f.data, f.makes, f.key) if d} | {p for d in data.values() for p in d.parts}
    used |= {d for c in clauses for d in (*c.reach.data, *c.reach.makes)} | {"email", "phone"}
    data |= {name: Name(name) for name in used - set(data)}
    purposes = {p: Name(p) for p in ("serve", "market", "measure")}
    conditions = {c.name: c for c in of[Condition]}
    policies = (Policy("policy", party, clauses=tuple(clauses)),)
    return System("trap", actors, data, purposes, conditions=conditions, flows=tuple(flows), policies=policies)


def verdicts(model: System, flow: str, state: frozenset[str] = NOW, **unit: str) -> set[Verdict | None]:
    """The verdicts of a flow's units, of those that have the fields named."""
    ref = Reference(model)
    return {
        ruling.verdict
        for u, ruling in ref.rulings(state).items()
        if model.flows[u.flow].name == flow and all(getattr(u, field) == value for field, value in unit.items())
    }


def holds(model: System, state: frozenset[str], actor: str, atom: str, subject: str) -> bool:
    return any(copy[:3] == (actor, atom, subject) for copy in Reference(model).known(state))


def happens(model: System, state: frozenset[str], flow: int, atom: str, subject: str) -> bool:
    return any(use[1:] == (atom, subject) for use in Reference(model).uses(state, flow))


def deciding(model: System, flow: str, state: frozenset[str] = NOW) -> set[str]:
    ref = Reference(model)
    found = [r.certain for u, r in ref.rulings(state).items() if model.flows[u.flow].name == flow]
    return {clause_id.removeprefix("policy/") for ids in found for clause_id in ids}


def ends(model: System, name: str) -> Status:
    return Reference(model).statuses()[f"policy/{name}"]


ORDER = move("order", "customer", "shop", "email", "phone")


# --- any and all --------------------------------------------------------------------------------------------------


def test_a_forbid_needs_only_one_of_what_it_lists():
    model = system(
        ORDER,
        move("pass-on", "shop", "pay", "email", purposes=("serve", "market")),
        forbid("no", "share", data=("email", "phone"), purposes=("market", "measure")),
    )
    assert verdicts(model, "pass-on", purpose="market") == {FORBIDDEN}


def test_a_permit_of_one_atom_does_not_cover_the_bundle():
    model = system(ORDER, permit("emails", "collect", data="email"))
    assert verdicts(model, "order", atom="email") == {PERMITTED}
    assert verdicts(model, "order", atom="phone") == {UNDISCLOSED}


def test_every_purpose_of_a_flow_must_be_covered():
    model = system(
        move("order", "customer", "shop", "email", purposes=("serve", "market")),
        permit("serving", "collect", data="email", purposes="serve"),
    )
    assert verdicts(model, "order", purpose="serve") == {PERMITTED}
    assert verdicts(model, "order", purpose="market") == {UNDISCLOSED}


def test_such_as_is_not_means():
    flows = [move("order", "customer", "shop", "contact"), permit("parts", "collect", data=("email", "phone"))]
    assert verdicts(system(CONTACT, *flows), "order", atom="contact/other") == {UNDISCLOSED}
    assert verdicts(system(CONTACT, *flows), "order", atom="email") == {PERMITTED}
    closed = Name("contact", Extent.CLOSED, ("email", "phone"))
    assert verdicts(system(closed, *flows), "order") == {PERMITTED}


def test_an_exclusion_holds_inside_a_bundle():
    personal = Name("personal", Extent.CLOSED, ("card", "email"))
    less = Name("less", Extent.CLOSED, ("personal",), without=("card",))
    model = system(personal, less, move("order", "customer", "shop", "personal"), permit("p", "collect", data="less"))
    assert verdicts(model, "order", atom="email") == {PERMITTED}
    assert verdicts(model, "order", atom="card") == {UNDISCLOSED}


def test_bundling_changes_no_verdict():
    clauses = [permit("emails", data="email"), forbid("phones", "share", data="phone", recipient="pay")]
    bundled = system(ORDER, move("pass-on", "shop", "pay", "email", "phone"), *clauses)
    split = system(ORDER, move("pass-on", "shop", "pay", "email"), move("again", "shop", "pay", "phone"), *clauses)
    assert verdicts(bundled, "pass-on", atom="phone") == verdicts(split, "again") == {FORBIDDEN}
    assert verdicts(bundled, "pass-on", atom="email") == verdicts(split, "pass-on") == {PERMITTED}


def test_pairs_written_line_by_line_are_not_crossed():
    model = system(
        ORDER,
        move("one", "shop", "pay", "email"),
        move("other", "shop", "pay", "phone"),
        permit("first", "share", data="email", recipient="mailer"),
        permit("second", "share", data="phone", recipient="pay"),
        Actor("mailer"),
    )
    assert verdicts(model, "one") == {UNDISCLOSED}
    assert verdicts(model, "other") == {PERMITTED}


def test_what_a_node_holds_is_not_on_every_flow_it_sends():
    model = system(ORDER, move("mail", "shop", "ads", "email"), forbid("phones", data="phone", recipient="ads"))
    assert verdicts(model, "mail") == {UNDISCLOSED}
    assert not holds(model, NOW, "ads", "phone", "customer")


# --- forms of promise ---------------------------------------------------------------------------------------------


def test_only_permits_nothing():
    model = system(ORDER, only("serving", Only(purposes=("serve",)), data="email", at="shop"))
    assert verdicts(model, "order", atom="email") == {UNDISCLOSED}
    assert ends(model, "serving") is Status.KEPT


def test_a_permit_is_not_exclusive():
    model = system(ORDER, move("pass-on", "shop", "pay", "email"), permit("mails", "share", recipient="mailer"))
    assert verdicts(model, "pass-on") == {UNDISCLOSED}


def test_an_exception_is_no_grant():
    spare = (Carve(when=Named("court-order")),)
    model = system(
        ORDER,
        circumstance("court-order"),
        move("hand-over", "shop", "court", "email"),
        forbid("nobody", "share", data="email", exceptions=spare),
    )
    assert verdicts(model, "hand-over") == {FORBIDDEN}
    assert verdicts(model, "hand-over", frozenset({"court-order"})) == {UNDISCLOSED}


def test_an_exception_inside_an_exception_takes_back():
    inner = Carve(Reach(data=("email",)))
    spare = (Carve(Reach(recipient=("court",)), exceptions=(inner,)),)
    model = system(ORDER, move("out", "shop", "court", "email", "phone"), forbid("no", "share", exceptions=spare))
    assert verdicts(model, "out", atom="email") == {FORBIDDEN}
    assert verdicts(model, "out", atom="phone") == {UNDISCLOSED}


def test_what_permits_cover_can_be_spared():
    rest = forbid("nobody-else", "share", exceptions=(PermittedBy(),))
    model = system(ORDER, move("out", "shop", "pay", "email", "phone"), permit("mails", "share", data="email"), rest)
    assert verdicts(model, "out", atom="email") == {PERMITTED}
    assert verdicts(model, "out", atom="phone") == {FORBIDDEN}


def test_a_missing_safeguard_is_not_excused_by_silence():
    model = system(
        ORDER,
        Condition("tls", ConditionKind.SAFEGUARD, "technical"),
        require("sealed-lines", Require(Need.WITH, ("tls",)), act="collect", data="email"),
    )
    assert verdicts(model, "order", atom="email") == {FORBIDDEN}
    assert deciding(model, "order") == {"sealed-lines"}


def test_a_forbid_does_not_hide_its_conflict():
    model = system(
        ORDER,
        move("out", "shop", "pay", "email"),
        permit("yes", "share", data="email", recipient="pay"),
        forbid("no", "share", data="email", recipient="pay"),
    )
    assert verdicts(model, "out") == {CONFLICTING}
    assert deciding(model, "out") == {"yes", "no"}


def test_narrowing_is_no_conflict():
    model = system(
        CONTACT,
        ORDER,
        move("out", "shop", "pay", "email", "phone"),
        permit("yes", "share", data="contact", recipient="pay"),
        forbid("no", "share", data="email", recipient="pay"),
    )
    assert verdicts(model, "out", atom="email") == {FORBIDDEN}
    assert verdicts(model, "out", atom="phone") == {PERMITTED}
    assert deciding(model, "out") == {"yes", "no"}


def test_crossing_patterns_conflict():
    model = system(
        ORDER,
        move("out", "shop", "pay", "email"),
        permit("yes", "share", data=("email", "phone"), recipient="pay", purposes="serve"),
        forbid("no", "share", data="email", recipient="pay"),
    )
    assert verdicts(model, "out") == {CONFLICTING}


def test_disclaimed_only_where_nothing_else_speaks():
    out = clause("out-of-scope", ClauseForm.DISCLAIM, reach(at="court"))
    model = system(ORDER, move("a", "shop", "court", "email", "phone"), out, permit("mails", "share", data="email"))
    assert verdicts(model, "a", atom="phone") == {DISCLAIMED}
    assert verdicts(model, "a", atom="email") == {PERMITTED}


# --- unknowns -----------------------------------------------------------------------------------------------------


def test_an_unknown_purpose_does_not_pass_silently():
    model = system(
        ORDER,
        move("out", "shop", "ads", "email", purposes=()),
        permit("all", "share"),
        forbid("no", "share", purposes="market"),
    )
    assert verdicts(model, "out") == {UNDECIDED}
    assert ends(model, "no") is Status.UNDECIDED


def test_a_forbid_that_cannot_be_resolved_is_not_skipped():
    model = system(
        Name("ticket", origin=("shop",)),
        move("out", "shop", "pay", "ticket"),
        permit("all", "share"),
        forbid("no", "share", form=Form.IDENTIFIED),
    )
    assert verdicts(model, "out") == {UNDECIDED}


def test_a_possible_permit_is_undecided_not_undisclosed():
    model = system(move("order", "customer", "shop", "email", purposes=()), permit("p", "collect", purposes="serve"))
    assert verdicts(model, "order") == {UNDECIDED}


def test_business_days_are_not_days():
    days, business = Duration(Length.COUNT, 10, "days"), Duration(Length.COUNT, 10, "business days")
    assert at_most(business, days) == MAYBE
    assert at_most(days, business) == YES
    assert at_most(business, Duration(Length.COUNT, 5, "days")) == NO
    month, year = Duration(Length.COUNT, 1, "months"), Duration(Length.COUNT, 1, "years")
    assert [at_most(month, Duration(Length.COUNT, n, "days")) for n in (27, 28, 30, 31)] == [NO, MAYBE, MAYBE, YES]
    assert at_most(Duration(Length.COUNT, 12, "months"), year) == YES
    assert at_most(Duration(Length.SESSION), days) == MAYBE


# --- whom and what a flow is about --------------------------------------------------------------------------------


def test_we_is_not_anyone():
    flows = [ORDER, move("charge", "shop", "pay", "email"), move("sell-on", "pay", "ads", "email")]
    ours = system(*flows, forbid("no", "share", data="email", recipient="ads"))
    assert verdicts(ours, "sell-on") == {UNDISCLOSED}
    anyones = system(*flows, forbid("no", "share", data="email", recipient="ads", by="anyone"))
    assert verdicts(anyones, "sell-on") == {FORBIDDEN}


def test_a_flow_to_a_kind_is_not_a_flow_to_all_of_it():
    pay = Actor("pay", ("vendor",))
    named = system(pay, ORDER, move("out", "shop", "vendor", "email"), forbid("no", "share", recipient="pay"))
    assert not holds(named, NOW, "pay", "email", "customer")
    assert verdicts(named, "out") == {UNDISCLOSED}
    some = system(pay, ORDER, move("out", "shop", "vendor", "email", any_of=True), forbid("no", recipient="pay"))
    assert verdicts(some, "out") == {UNDECIDED}


def test_one_persons_mail_does_not_carry_everybodys_data():
    model = system(
        Actor("friend", ("person",)),
        move("order", "customer", "shop", "email"),
        move("join", "friend", "shop", "email"),
        move("mail", "shop", "customer", "email"),
        move("charge", "shop", "pay", "email"),
    )
    assert happens(model, NOW, 2, "email", "customer")
    assert not happens(model, NOW, 2, "email", "friend")
    assert happens(model, NOW, 3, "email", "friend")


def test_an_origin_keeps_the_other_as_subject():
    brought = Name("friend-mail", about=("friend",), origin=("customer",))
    model = system(Actor("friend", ("person",)), brought, move("refer", "customer", "shop", "friend-mail"))
    assert holds(model, NOW, "shop", "friend-mail", "friend")
    assert not holds(model, NOW, "shop", "friend-mail", "customer")


def test_an_origin_of_data_about_nobody_known_sends_them_about_nobody():
    model = system(
        Name("ticket", origin=("shop",)),
        move("out", "shop", "pay", "ticket"),
        move("tell", "shop", "customer", "ticket"),
    )
    assert holds(model, NOW, "pay", "ticket", NOBODY)
    assert not holds(model, NOW, "pay", "ticket", "customer")
    assert happens(model, NOW, 1, "ticket", "customer")


def test_a_visitors_data_are_not_under_a_customers_choice():
    model = system(
        Actor("visitor", ("person",)),
        choice("agreed", by="customer", asked="ask"),
        move("ask", "shop", "customer", "email"),
        move("visit", "visitor", "shop", "email", after=("ask",)),
        move("order", "customer", "shop", "email", after=("ask",)),
        require("consent", Require(Need.CONSENT, ("agreed",)), act="collect", data="email"),
    )
    agreed = frozenset({"agreed"})
    assert verdicts(model, "visit", agreed) == {FORBIDDEN}
    assert verdicts(model, "order", agreed) == {UNDISCLOSED}
    assert verdicts(model, "order") == {FORBIDDEN}


def test_consent_must_have_been_asked_before():
    flows = [
        choice("agreed", asked="ask"),
        move("ask", "shop", "customer", "phone"),
        require("consent", Require(Need.CONSENT, ("agreed",)), act="collect"),
    ]
    agreed = frozenset({"agreed"})
    assert verdicts(system(*flows, move("order", "customer", "shop", "email")), "order", agreed) == {UNDECIDED}
    later = [
        move("order", "customer", "shop", "email", after=("between",)),
        move("between", "customer", "shop", "phone"),
    ]
    late = system(
        choice("agreed", asked="ask"), move("ask", "shop", "customer", "email", after=("order",)), flows[2], *later
    )
    assert verdicts(late, "order", agreed) == {FORBIDDEN}


def test_consent_to_collect_is_not_consent_to_share_on():
    model = system(
        choice("kept-posted", asked="ask"),
        choice("passed-on", asked="ask"),
        move("ask", "shop", "customer", "phone"),
        move("order", "customer", "shop", "email", when=Named("kept-posted"), after=("ask",)),
        move("out", "shop", "ads", "email", after=("order",)),
        require("consent", Require(Need.CONSENT, ("passed-on",)), act="share", data="email"),
    )
    assert verdicts(model, "out", frozenset({"kept-posted"})) == {FORBIDDEN}
    assert verdicts(model, "out", frozenset({"kept-posted", "passed-on"})) == {UNDISCLOSED}


def test_collecting_is_not_sharing():
    flows = [ORDER, move("out", "shop", "pay", "email"), permit("in", "collect"), permit("out", "share")]
    ours, theirs = system(*flows), system(*flows, party="pay")
    assert {u.act for u in Reference(ours).units(NOW) if u.flow == 0} == {"collect"}
    assert {u.act for u in Reference(ours).units(NOW) if u.flow == 1} == {"share"}
    assert {u.act for u in Reference(theirs).units(NOW) if u.flow == 1} == {"collect"}


def test_unset_is_not_refused():
    model = system(
        choice("news", default=Default.UNSTATED), move("order", "customer", "shop", "email", when=Named("news"))
    )
    ref = Reference(model)
    there = [state for state in ref.states() if ref.uses(state, 0)]
    assert ref.by_default(there) == "undecided"
    refused = Reference(system(choice("news"), model.flows[0]))
    assert refused.by_default(there) == "no"


def test_an_opt_out_must_stop_the_flow():
    mail = move("mail", "shop", "customer", "email")
    asked = require("stop", Require(Need.OPT_OUT, ("news",)), act="use", recipient="person")
    model = system(choice("news"), ORDER, mail, asked)
    assert verdicts(model, "mail") == {FORBIDDEN}
    assert verdicts(model, "mail", frozenset({"news"})) == {UNDISCLOSED}


# --- derivations and forms ----------------------------------------------------------------------------------------


def test_dropping_labels_does_not_make_anonymous():
    model = system(
        Name("record", form=Form.ANONYMOUS),
        move("order", "customer", "shop", "email", "phone"),
        derive("put-together", "shop", ("email", "phone"), "record", How.JOIN),
        move("publish", "shop", "public", "record"),
        forbid("no", "share", form=Form.IDENTIFIED),
    )
    assert verdicts(model, "publish") == {FORBIDDEN}
    assert Reference(model).false_forms() == {(1, "record", Form.ANONYMOUS, Form.IDENTIFIED)}


def hidden(*more: object) -> System:
    return system(
        move("order", "customer", "shop", "email"),
        derive("hide", "shop", ("email",), "token", How.STRIP),
        derive("find", "shop", ("token",), "who", How.REIDENTIFY),
        move("tokens", "shop", "ads", "token"),
        move("people", "shop", "ads", "who"),
        *more,
    )


def test_what_is_derived_keeps_the_limit():
    model = hidden(forbid("no", "share", data="email", recipient="ads"))
    assert verdicts(model, "tokens") == verdicts(model, "people") == {FORBIDDEN}


def test_re_identification_ends_the_release():
    model = hidden(forbid("no", "share", data="email", recipient="ads", until=Form.PSEUDONYMOUS))
    assert verdicts(model, "tokens") == {UNDISCLOSED}
    assert verdicts(model, "people") == {FORBIDDEN}


def test_only_the_key_opens_what_is_sealed():
    model = system(
        Name("key", origin=("shop",)),
        move("order", "customer", "shop", "email"),
        derive("seal", "shop", ("email",), "letter", How.SEAL, key="key"),
        move("carry", "shop", "carrier", "letter"),
        move("deliver", "carrier", "mailer", "letter"),
        move("entrust", "shop", "mailer", "key"),
    )
    assert not holds(model, NOW, "carrier", "email", "customer")
    assert holds(model, NOW, "mailer", "email", "customer")


def test_a_derivation_needs_every_input_of_one_person():
    model = system(
        Actor("friend", ("person",)),
        move("a", "customer", "shop", "email"),
        move("b", "friend", "shop", "phone"),
        derive("join", "shop", ("email", "phone"), "record", How.JOIN),
    )
    assert not any(copy.holder == "shop" and copy.atom == "record" for copy in Reference(model).known(NOW))
    assert Reference(model).dead_flows() == {2}


def test_a_loop_feeds_nobody():
    secret = Name("secret", origin=("court",))
    model = system(secret, move("there", "shop", "pay", "secret"), move("back", "pay", "shop", "secret"))
    assert not holds(model, NOW, "shop", "secret", NOBODY)
    assert Reference(model).dead_flows() == {0, 1}
    assert {error for *_, error, _ in Reference(model).phantoms()} == {True}


# --- travelling ---------------------------------------------------------------------------------------------------

CARD_ONLY = only("card", Only(purposes=("serve",)), data="email", at="vendor")
PAY = Actor("pay", ("vendor",))


def test_a_limit_travels_beyond_the_one_it_binds():
    flows = [ORDER, move("charge", "shop", "pay", "email"), move("on", "pay", "ads", "email")]
    flows += [move("further", "ads", "court", "email", purposes=("market",)), PAY]
    model = system(*flows, CARD_ONLY)
    assert verdicts(model, "further") == {FORBIDDEN}
    unit = next(u for u in Reference(model).units(NOW) if u.flow == 3)
    assert Reference(model).shortest_route(unit, lambda ruling: "policy/card" in ruling.certain) == (
        4,
        ("order", "charge", "on", "further"),
    )


def test_a_limit_ends_with_its_subject():
    flows = [ORDER, move("charge", "shop", "pay", "email"), move("back", "pay", "customer", "email"), PAY]
    model = system(*flows, move("own-will", "customer", "ads", "email", purposes=("market",)), CARD_ONLY)
    assert verdicts(model, "own-will") == {None}
    jar = [Actor("phone-app", of=("customer",)), move("back", "pay", "phone-app", "email")]
    on = move("own-will", "phone-app", "ads", "email", purposes=("market",))
    assert verdicts(system(*flows[:2], PAY, *jar, on, CARD_ONLY), "own-will") == {None}


def test_a_limit_on_others_leaves_the_partys_own_copy_alone():
    flows = [ORDER, move("charge", "shop", "pay", "email"), move("back", "pay", "shop", "email"), PAY]
    model = system(*flows, Flow("use", at="shop", data=("email",), purposes=("market",)), CARD_ONLY)
    assert verdicts(model, "use") == {UNDISCLOSED}


def test_a_limit_on_the_party_itself_holds():
    solely = only("solely", Only(purposes=("serve",)), data="email", at="shop")
    model = system(ORDER, Flow("use", at="shop", data=("email",), purposes=("market",)), solely)
    assert verdicts(model, "use") == {FORBIDDEN}


# --- sources ------------------------------------------------------------------------------------------------------


def two_sources(via: str = "", **second: object) -> System:
    """`shop` has what `pay` may not pass on, and `web` has it straight from the customer."""
    return system(
        Actor("desk", of=("ads",)),
        Actor("inbox", of=("ads",)),
        ORDER,
        move("first", "shop", "desk", "email"),
        move("second", "customer", "inbox", "email", **second),
        move("out", "ads", "court", "email", via=via),
        forbid("no", "share", data="email", recipient="court", travels=True),
        permit("yes", "share", data="email", by="anyone"),
    )


def test_a_good_source_does_not_hide_a_bad_one():
    assert verdicts(two_sources(), "out") == {UNDECIDED}
    assert ends(two_sources(), "no") is Status.UNDECIDED


def test_every_source_is_tried_and_via_says_which():
    assert verdicts(two_sources("desk"), "out") == {FORBIDDEN}
    assert verdicts(two_sources("inbox"), "out") == {PERMITTED}


def test_without_the_good_source_the_bad_one_decides():
    model = two_sources(when=All((Named("never"), Not(Named("never")))))
    model = system(*model.flows, *model.clauses, *model.actors.values(), circumstance("never"))
    assert verdicts(model, "out") == {FORBIDDEN}
    assert Reference(model).contradictory() == {2}


# --- promised events ----------------------------------------------------------------------------------------------

BOOK = Actor("book", of=("shop",), store=True)
ASKED = frozenset({"asked"})


def erasing(*more: object, within: Duration | None = None, **fields: object) -> System:
    wanted = Require(Need.DELETE, ("email",), within=within)
    save = move("save", "shop", "book", "email")
    return system(
        ORDER, BOOK, save, circumstance("asked"), require("erase", wanted, condition=Named("asked"), **fields), *more
    )


def delete(name: str, **fields: object) -> Flow:
    return Flow(name, act="delete", data=("email",), when=Named("asked"), **fields)


def test_a_promise_nobody_serves_is_broken_not_idle():
    assert ends(erasing(), "erase") is Status.BROKEN
    assert {event.place for event in Reference(erasing()).events(ASKED)} == {"book"}
    assert Reference(erasing()).events(NOW) == set()
    assert ends(erasing(delete("wipe", at="shop")), "erase") is Status.KEPT
    told = Require(Need.NOTIFY, ("person",), of=("notice",))
    silent = system(
        circumstance("asked"), Name("notice", origin=("shop",)), require("tell", told, condition=Named("asked"))
    )
    assert ends(silent, "tell") is Status.BROKEN


def test_deletion_is_not_demanded_of_a_court():
    court = move("hand-over", "shop", "court", "email", kept=Duration(Length.FOREVER))
    model = erasing(court, delete("wipe", at="book"))
    assert ends(model, "erase") is Status.KEPT


def test_a_travelling_promise_to_delete_reaches_vendors_and_delays_add_up():
    days = [Duration(Length.COUNT, n, "days") for n in (10, 20, 30)]
    charge = move("charge", "shop", "pay", "email", kept=Duration(Length.FOREVER))
    further = move("further", "pay", "bank", "email", kept=Duration(Length.FOREVER))
    chain = [
        delete("wipe", at="book", within=days[0]),
        delete("ask", sender="shop", recipient="pay", within=days[0]),
        delete("ask-on", sender="pay", recipient="bank", within=days[1]),
    ]
    events = {
        limit.count: {
            event.place: event.status
            for event in Reference(erasing(charge, further, *chain, within=limit, travels=True)).events(ASKED)
        }
        for limit in days
    }
    assert events == {10: {"bank": Status.BROKEN}, 20: {"bank": Status.BROKEN}, 30: {}}


def test_returning_is_not_deleting():
    back = Flow("back", act="return", sender="shop", recipient="customer", data=("email",), when=ALWAYS)
    assert ends(erasing(back), "erase") is Status.BROKEN


def test_what_should_always_happen_is_missed_where_it_does_not():
    model = system(
        circumstance("asked"),
        move("order", "customer", "shop", "email", when=Named("asked")),
        require("always", Require(Need.HAPPENS), act="collect", data="email"),
    )
    assert verdicts(model, "order") == {FORBIDDEN}
    assert verdicts(model, "order", ASKED) == {UNDISCLOSED}


# --- states -------------------------------------------------------------------------------------------------------


def test_enabling_and_stopping_sets_are_prime_and_dual():
    rows = [frozenset(), frozenset("a"), frozenset("b"), frozenset("ab")]
    assert enabling_sets([frozenset("a"), frozenset("b"), frozenset("ab")], "ab") == {frozenset("a"), frozenset("b")}
    assert stopping_sets([frozenset("a"), frozenset("b"), frozenset("ab")], rows, "ab") == {
        frozenset({"not a", "not b"})
    }
    assert enabling_sets(rows, "ab") == {frozenset()}
    assert enabling_sets([], "ab") == set()


def test_a_route_is_the_shortest_with_ties_in_natural_order():
    hops = [move("f5", "customer", "mailer", "email"), move("f13", "customer", "pay", "email")]
    model = system(
        *reversed(hops),
        move("to-shop", "mailer", "shop", "email"),
        move("to-shop-too", "pay", "shop", "email"),
        move("out", "shop", "ads", "email"),
        forbid("no", "share", recipient="ads"),
    )
    unit = next(u for u in Reference(model).units(NOW) if u.flow == 4)
    assert verdicts(model, "out") <= set(BAD)
    assert Reference(model).shortest_route(unit) == (3, ("f5", "to-shop", "out"))
