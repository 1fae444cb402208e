"""Random models of all the language's features, small enough for the reference.

`python -m tests.models 500` counts what is in 500 of them.

A model's vocabulary is a shop's. Flows are laid so that a sender likely holds what it sends, and clauses are cut to
flows that are there, so that most models say something.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from random import Random
from time import perf_counter

from attrs import evolve

from flowvow.findings.finding import Verdict
from flowvow.model.actors import BUILT_IN_ACTORS, NOBODY, Actor
from flowvow.model.clauses import (
    Carve,
    Clause,
    ClauseForm,
    Exception_,
    Need,
    Only,
    PermittedBy,
    Policy,
    Reach,
    Require,
)
from flowvow.model.conditions import ALWAYS, All, Condition, ConditionKind, Default, Expression, Named, Not, Some
from flowvow.model.flows import Flow, How
from flowvow.model.names import BUILT_IN_ACTS, Extent, Form, Name
from flowvow.model.system import System
from flowvow.model.times import Duration, Length

from .reference import BAD, Reference

COUNTS = [(24, "hours"), (10, "days"), (30, "days"), (10, "business days"), (1, "months"), (2, "weeks"), (1, "years")]
TIMES = [Duration(Length.COUNT, n, unit) for n, unit in COUNTS]
TERMS = [Duration(Length.SESSION), Duration(Length.UNTIL, name="settled"), Duration(Length.FOREVER), *TIMES]
TERMS += [Duration(Length.NONE)]
PRODUCTS = {
    How.AGGREGATE: "counts",
    How.STRIP: "hashed",
    How.SEAL: "sealed",
    How.JOIN: "profile",
    How.LINK: "profile",
    How.REIDENTIFY: "found-again",
}


class Maker:
    """Builds one model from one stream of chances."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.flows: list[Flow] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, values: Sequence[object], most: int = 1, least: int = 1) -> tuple[object, ...]:
        """Some of the values, no more than there are, in natural order of names."""
        count = min(len(values), self.random.randint(least, most))
        return tuple(sorted(self.random.sample(list(values), count), key=str))

    def one(self, *values: object) -> object:
        return self.random.choice(values)

    # --- words --------------------------------------------------------------------------------------------------

    def actors(self) -> dict[str, Actor]:
        contract = ("contract",) if self.chance(0.25) else ()
        found = [
            Actor("customer", ("visitor",) if self.chance(0.4) else ("person",)),
            Actor("shop", safeguards=contract if self.chance(0.3) else ()),
            Actor("mailer", ("vendor",), safeguards=contract),
        ]
        chosen = [
            (0.75, Actor("web", of=("shop",))),
            (0.6, Actor("book", of=("shop",), store=True, kept=self.one(None, *TERMS))),
            (0.3, Actor("jar", of=("customer",), store=True, kept=self.one(None, *TERMS))),
            (0.5, Actor("friend", ("person",))),
            (0.4, Actor("pay", ("vendor",), of=("bank",) if self.chance(0.5) else ())),
            (0.4, Actor("court")),
            (0.25, Actor("vault", of=("mailer",), store=True)),
        ]
        found += [actor for share, actor in chosen if self.chance(share)][:5]
        used = {name for actor in found for name in (*actor.kinds, *actor.of)} - {a.name for a in found}
        if "vendor" in used:
            found.append(Actor("vendor", ("third-party",) if self.chance(0.5) else (), closed=self.chance(0.2)))
            used |= set(found[-1].kinds)
        if "visitor" in used:
            found.append(Actor("visitor", ("person",)))
        found += [Actor(name) for name in ("bank", "third-party") if name in used]
        return {actor.name: actor for actor in (*BUILT_IN_ACTORS, *found)}

    def data(self) -> dict[str, Name]:
        extent = self.one(Extent.OPEN, Extent.CLOSED)
        found = [
            Name("contact", extent, ("email", "phone")),
            Name("email", form=Form.IDENTIFIED if self.chance(0.2) else None),
            Name("phone"),
        ]
        if self.chance(0.5):
            form = self.one(None, None, None, Form.PSEUDONYMOUS)
            found += [Name("personal", self.one(Extent.OPEN, Extent.CLOSED), ("card", "contact"), form=form)]
            found += [Name("card", origin=("shop",) if self.chance(0.1) else ())]
            if self.chance(0.4):
                found += [Name("profile-facts", Extent.CLOSED, ("personal",), without=("card",))]
        if self.chance(0.35):
            found += [Name("list", self.one(Extent.OPEN, Extent.CLOSED), ("email",))]
        if "friend" in self.names and self.chance(0.7):
            found += [Name("friend-mail", about=("friend",), origin=("customer",))]
        if self.chance(0.6):
            found += [Name("notice", about=self.one((), (NOBODY,)), origin=("shop",))]
        return {name.name: name for name in found}

    def words(self) -> None:
        self.actor_of = self.actors()
        self.names = [name for name in self.actor_of if name != "anyone"]
        self.friends = [name for name in self.names if name == "friend"]
        self.ends = [n for n in self.names if n not in ("public", "person", "third-party", "visitor", "bank")]
        self.ends = [n for n in self.ends if n != "vendor"]
        self.name_of = self.data()
        purposes = [Name("serve", self.one(Extent.OPEN, Extent.CLOSED), ("pay-for", "ship"))]
        self.purposes = {p.name: p for p in (*purposes, Name("pay-for"), Name("ship"), Name("market"))}
        self.acts = {act.name: act for act in BUILT_IN_ACTS}
        if self.chance(0.15):
            use = self.acts["use"]
            self.acts |= {"use": Name("use", use.extent, ("derive", "review")), "review": Name("review")}
        choices = [Condition("news", ConditionKind.CHOICE, self.one("customer", "person"), self.one(*Default))]
        choices += [Condition("orders", ConditionKind.CHOICE, "customer", self.one(*Default))]
        others = [Condition(n, ConditionKind.CIRCUMSTANCE, "court") for n in ("court-order", "change")]
        found = [*choices[: self.random.randint(1, 2)], *others[: self.random.randint(0, 2)]]
        self.variables = [c.name for c in found]
        found += [Condition("contract", ConditionKind.SAFEGUARD, "contract")]
        found += [Condition("tls", ConditionKind.SAFEGUARD, "technical")] if self.chance(0.3) else []
        self.safeguards = [c.name for c in found if c.kind is ConditionKind.SAFEGUARD]
        self.conditions = {c.name: c for c in found}

    def expression(self, names: Sequence[str], depth: int = 2) -> Expression:
        if depth == 0 or self.chance(0.6):
            named = Named(self.one(*names))
            return Not(named) if self.chance(0.3) else named
        parts = tuple(self.expression(names, depth - 1) for _ in range(2))
        return self.one(All(parts), Some(parts), Not(Some(parts)))

    # --- flows --------------------------------------------------------------------------------------------------

    def lay_flows(self) -> None:
        """Flows one after the other; `held` is a guess at who has what by then."""
        self.held: dict[str, list[str]] = {name: [] for name in self.ends}
        self.held["customer"] = [n.name for n in self.name_of.values() if not n.about and not n.origin]
        for name in self.name_of.values():
            for origin in name.origin:
                self.held[origin].append(name.name)
        if "friend" in self.held:
            self.held["friend"] = ["email", "contact"]
        first = self.one(*[n for n in ("shop", "web") if n in self.ends])
        data = self.pick(self.held["customer"], 2)
        self.add(sender="customer", recipient=first, data=data, when=ALWAYS, about=())
        self.held[first] += data
        self.held["shop"] += [d for d in data if d not in self.held["shop"]]
        shapes = ["move", "again", "use", "derive", "delete", "return", "notify"]
        for _ in range(self.random.randint(2, 6)):
            shape = self.random.choices(shapes, [52, 13, 6, 20, 6, 4, 4])[0]
            holders = [n for n in self.ends if self.held[n]]
            inner = [n for n in holders if not self.held_by_person(n)] or holders
            place = self.one(*(inner if self.chance(0.8) else holders))
            if shape == "again":
                self.bring_again()
            elif shape == "move":
                self.lay(place, self.one(*[n for n in self.ends if n != place]))
            elif shape == "derive":
                self.derive(place)
            elif shape == "use":
                act = self.one("", *[name for name in self.acts if name == "review"])
                self.add(at=place, data=self.some_data(place), act=act)
            else:
                self.serve(shape, place)
        if self.chance(0.2):
            self.go_round()

    def held_by_person(self, name: str) -> bool:
        return bool({"person", "visitor"} & {*self.actor_of[name].kinds})

    def some_data(self, holder: str) -> tuple[str, ...]:
        pool = self.held[holder] if self.held[holder] and self.chance(0.93) else list(self.name_of)
        return self.pick(pool, self.random.choice([1, 1, 2]))

    def add(self, **fields: object) -> Flow:
        earlier = [flow.name for flow in self.flows]
        stated = fields.get("act") in ("delete", "return", "notify")
        drawn = {
            "name": f"f{len(self.flows) + 1}",
            "frame": self.one("", "", "", "frame-1"),
            "purposes": self.pick(list(self.purposes), self.random.choice([1, 1, 2])) if self.chance(0.8) else (),
            "when": self.expression(self.variables, self.random.choice([0, 0, 2])) if self.chance(0.35) else ALWAYS,
            "safeguards": self.pick(self.safeguards) if self.chance(0.3) else (),
            "after": self.pick(earlier) if earlier and self.chance(0.4) else (),
            "about": self.pick(["customer", *self.friends]) if self.chance(0.07) else (),
            "kept": self.one(*TERMS) if "recipient" in fields and not stated and self.chance(0.3) else None,
        }
        flow = Flow(**(drawn | fields))
        self.flows.append(flow)
        return flow

    def lay(self, sender: str, recipient: str) -> None:
        any_of = self.actor_of[recipient].kinds == ("vendor",) and self.chance(0.3)
        end = "vendor" if any_of else recipient
        flow = self.add(
            sender=sender,
            recipient=end,
            any_of=any_of,
            data=self.some_data(sender),
            act=self.one("", "", "", "", "sell", "share", "publish"),
            via=self.one(*self.sources(sender)) if self.chance(0.15) else "",
        )
        for holder in (recipient, *self.actor_of[recipient].of):
            self.held.setdefault(holder, []).extend(d for d in flow.data if d not in self.held.get(holder, ()))

    def sources(self, holder: str) -> list[str]:
        """Places whose copies a sender may mean."""
        parts = [a.name for a in self.actor_of.values() if holder in a.of]
        return parts or [f.sender for f in self.flows if f.recipient == holder] or [holder]

    def derive(self, place: str) -> None:
        how = self.how(place)
        product = PRODUCTS[how]
        forms = {"counts": Form.AGGREGATE, "hashed": self.one(None, Form.PSEUDONYMOUS, Form.ANONYMOUS)}
        if product not in self.name_of:
            about = self.one((), (), (), (NOBODY,)) if how is How.AGGREGATE else ()
            form = forms.get(product) if self.chance(0.8) else self.one(None, *Form)
            self.name_of[product] = Name(product, form=form, about=about)
        inputs = [d for d in self.held[place] if d != product] or [d for d in self.name_of if d != product]
        key = ""
        if how is How.SEAL and self.chance(0.8):
            key = "key"
            self.name_of.setdefault("key", Name("key", origin=(place,)))
            self.held[place].append("key")
        data = self.pick(inputs, 2 if how in (How.JOIN, How.LINK, How.REIDENTIFY) else 1)
        self.add(at=place, data=data, makes=product, how=how, key=key)
        self.held[place] += [product] * 2
        others = [n for n in self.ends if n != place]
        if self.chance(0.8):
            receiver = self.one(*others)
            data = (product,) if not key or self.chance(0.3) else tuple(sorted(("key", product)))
            self.add(sender=place, recipient=receiver, data=data)
            self.held[receiver] += data

    def how(self, place: str) -> How:
        """How a place derives."""
        return How.REIDENTIFY if "hashed" in self.held[place] and self.chance(0.6) else self.one(*How)

    def serve(self, act: str, place: str) -> None:
        late = self.one(None, *TIMES)
        data = self.some_data(place)
        if act == "notify":
            data = ("notice",) if "notice" in self.name_of else data
            self.add(act=act, sender=self.one("shop", place), recipient="customer", data=data, ahead=late)
        elif act == "return":
            self.add(act=act, sender=place, recipient="customer", data=data, within=late)
        elif self.chance(0.6):
            self.add(act=act, at=place, data=data, within=late)
        else:
            self.add(act=act, sender=self.one("shop", "customer", "mailer"), recipient=place, data=data, within=late)

    def bring_again(self) -> None:
        """Somebody else who has the data of a flow sends them to the same place."""
        flow = self.one(*[flow for flow in self.flows if flow.recipient in self.held])
        others = [n for n in self.ends if n not in (flow.sender, flow.recipient, *self.friends)]
        holders = [n for n in others if set(flow.data) & set(self.held[n])]
        if holders:
            self.add(sender=self.one(*holders), recipient=flow.recipient, data=flow.data, when=ALWAYS)
            self.add(sender=flow.recipient, recipient=self.one(*others), data=flow.data)

    def go_round(self) -> None:
        """Close a loop: somebody passes data back to whom it came from."""
        moved = [flow for flow in self.flows if flow.recipient in self.held and flow.sender]
        flow = self.one(*moved)
        if flow.recipient != flow.sender:
            self.add(sender=flow.recipient, recipient=flow.sender, data=flow.data)

    # --- clauses ------------------------------------------------------------------------------------------------

    def wider(self, names: Sequence[str], words: dict[str, Name]) -> tuple[str, ...]:
        """A name from the list, or one around it."""
        name = self.one(*names)
        parents = [p.name for p in words.values() if name in p.parts]
        return (self.one(*parents),) if parents and self.chance(0.4) else (name,)

    def ends_around(self, name: str) -> tuple[str, ...]:
        entry = self.actor_of[name]
        kinds = [k for kind in entry.kinds for k in (kind, *self.actor_of[kind].kinds)]
        return (self.one(name, name, *kinds, *entry.of),)

    def reach(self, flow: Flow, share: float = 0.5, act: bool = True) -> Reach:
        """A pattern that a flow likely fits."""
        fields: dict[str, tuple[object, ...]] = {}
        if flow.data and self.chance(0.8):
            pool = [*flow.data, *([flow.makes] if flow.makes else [])]
            fields["data"] = self.wider(pool, self.name_of)
            if self.chance(0.2):
                fields["data"] = tuple(sorted({*fields["data"], *self.pick(list(self.name_of))}))
        if act and self.chance(0.6):
            fields["act"] = (self.act_of(flow),)
        if flow.recipient and self.chance(share * 0.8):
            fields["recipient"] = self.ends_around(flow.recipient)
        if flow.sender and self.chance(share * 0.4):
            fields["sender"] = self.ends_around(flow.sender)
        if self.chance(share * 0.25):
            fields["at"] = self.ends_around(flow.recipient or flow.at)
        if flow.purposes and self.chance(share * 0.7):
            fields["purposes"] = self.wider(flow.purposes, self.purposes)
        if self.chance(share * 0.25):
            fields["by"] = (self.one("anyone", "anyone", "shop", "mailer"),)
        if self.chance(share * 0.15):
            fields["about"] = (self.one("customer", "person", *self.friends),)
        if self.chance(share * 0.15):
            fields["form"] = self.pick(list(Form), 2)
        if self.chance(share * 0.15):
            fields["through"] = (self.one(*self.ends, *(f.name for f in self.flows), "frame-1"),)
        if flow.makes and self.chance(share * 0.5):
            fields["makes"] = (flow.makes,)
        return Reach(**fields)

    def act_of(self, flow: Flow) -> str:
        """An act that the flow likely is."""
        if flow.act:
            return self.one(flow.act, "share" if flow.act in ("sell", "publish") else flow.act)
        if flow.at:
            return self.one("derive", "use") if flow.makes else "use"
        inside = {"shop", "web", "book"}
        if flow.recipient in inside:
            return self.one("use", "keep") if flow.sender in inside else self.one("collect", "collect", "keep")
        return "use" if flow.recipient == "customer" else "share"

    def exceptions(self, flow: Flow, permits: Sequence[str], depth: int = 2) -> tuple[Exception_, ...]:
        found: list[Exception_] = []
        while self.chance(0.35) and len(found) < 2:
            if depth == 2 and self.chance(0.3):
                found.append(PermittedBy(self.pick(permits) if permits and self.chance(0.5) else ()))
                continue
            reach = self.reach(flow, 0.4) if self.chance(0.7) else Reach()
            when = self.expression([*self.variables, *self.safeguards]) if self.chance(0.4) else ALWAYS
            if reach == Reach() and when == ALWAYS:
                continue
            found.append(Carve(reach, when, self.exceptions(flow, (), depth - 1) if depth and depth < 3 else ()))
        return tuple(found)

    def clause(self, name: str, policy: str, permits: Sequence[str], form: ClauseForm) -> Clause:
        flow = self.one(*self.flows)
        condition = self.expression([*self.variables, *self.safeguards], 1) if self.chance(0.25) else ALWAYS
        if form is ClauseForm.DUTY:
            return Clause(name, policy, form, duty="teach staff", why="no flow shows it")
        if form is ClauseForm.DISCLAIM:
            reach = self.reach(flow, 0.6, act=False)
            return Clause(name, policy, form, reach if reach != Reach() else Reach(at=self.ends_around(self.ends[-1])))
        if form is ClauseForm.PERMIT:
            carves = tuple(e for e in self.exceptions(flow, (), 1) if isinstance(e, Carve))
            return Clause(name, policy, form, self.reach(flow, 0.4), condition, carves if self.chance(0.4) else ())
        travels = self.chance(0.3)
        until = self.one(Form.AGGREGATE, Form.ANONYMOUS) if self.chance(0.15) else None
        more = {"travels": travels, "until": until, "exceptions": self.exceptions(flow, permits)}
        if form is ClauseForm.FORBID:
            return Clause(name, policy, form, self.reach(flow, 0.7), condition, **more)
        if form is ClauseForm.ONLY:
            return Clause(name, policy, form, self.reach(flow, 0.4), condition, only=self.only(flow), **more)
        if self.of_each_flow():
            return Clause(name, policy, form, self.reach(flow, 0.4), condition, require=self.per_flow(), **more)
        return self.presence(name, policy, condition, more)

    def only(self, flow: Flow) -> Only:
        kind = self.limit()
        return Only(
            purposes=self.wider(flow.purposes or ("serve",), self.purposes) if kind == "for" else (),
            recipients=self.ends_around(flow.recipient or "shop") if kind == "to" else (),
            while_=self.expression([*self.variables, *self.safeguards], 1) if kind == "while" else None,
            kept=self.one(*TERMS) if kind == "kept" else None,
        )

    def limit(self) -> str:
        """What an ``only`` limits."""
        return self.one("for", "to", "while", "kept")

    def need(self) -> Need:
        """What is required of each flow in reach."""
        return self.one(Need.WITH, Need.CONSENT, Need.CONSENT, Need.OPT_OUT, Need.HAPPENS)

    def event(self) -> Need:
        """What is required to be there."""
        return self.one(*[Need.DELETE] * 3, *[Need.RETURN] * 2, *[Need.NOTIFY] * 2)

    def of_each_flow(self) -> bool:
        """Whether a requirement is of each flow in reach."""
        return self.chance(0.6)

    def per_flow(self) -> Require:
        need = self.need()
        choices = [c.name for c in self.conditions.values() if c.kind is ConditionKind.CHOICE]
        if need is Need.CONSENT and self.chance(0.7):
            choices = self.asked_first or choices
        names = {Need.WITH: self.pick(self.safeguards), Need.HAPPENS: ()}.get(need, (self.one(*choices),))
        return Require(need, names)

    def presence(self, name: str, policy: str, condition: Expression, more: dict[str, object]) -> Clause:
        need = self.event()
        reach = Reach(
            at=(self.one("shop", "mailer", "vendor"),) if self.chance(0.3) else (),
            about=("customer",) if self.chance(0.15) else (),
        )
        stored = [d for flow in self.flows if flow.recipient in ("shop", "web", "book") for d in flow.data]
        due = self.one(None, None, None, *TIMES)
        if need is Need.NOTIFY:
            of = ("notice",) if "notice" in self.name_of and self.chance(0.7) else ()
            due = due if self.chance(0.4) else None
            require = Require(need, (self.one("person", "customer"),), of=of, ahead=due)
            reach = self.about_flow()
            if self.chance(0.5 if reach == Reach() else 0.8):
                early = self.one(None, *TIMES)
                self.tell(data=of or ("email",), ahead=early)
            return Clause(name, policy, ClauseForm.REQUIRE, reach, condition, require=require)
        served = [d for flow in self.flows if flow.act == need.value for d in flow.data]
        names = self.wider(served if served and self.chance(0.7) else stored or ["email"], self.name_of)
        late = self.one(None, *TIMES)
        if self.chance(0.5) and need is Need.DELETE:
            self.add(act="delete", at=self.one("shop", *[n for n in self.ends if n == "book"]), data=names, within=late)
        elif self.chance(0.5):
            self.add(act="return", sender="shop", recipient="customer", data=names, within=late)
        to = (self.one("customer", "person"),) if need is Need.RETURN and self.chance(0.7) else ()
        require = Require(need, names, to=to, within=due)
        more = {"travels": more["travels"] and need is Need.DELETE, "exceptions": more["exceptions"]}
        return Clause(name, policy, ClauseForm.REQUIRE, reach, condition, require=require, **more)

    def about_flow(self) -> Reach:
        """What a notice is due before, if it is due before anything: a flow that is there."""
        if self.chance(0.3):
            return Reach()
        flow = self.one(*self.flows)
        drawn = self.reach(flow, 0.9)
        return evolve(Reach(), **{n: getattr(drawn, n) for n in ("act", "data", "sender", "recipient", "purposes")})

    def tell(self, **fields: object) -> None:
        """A notice, before most of the other flows or after some of them."""
        first = self.chance(0.6)
        fields |= {"after": () if first else self.pick([flow.name for flow in self.flows], 2)}
        notice = self.add(act="notify", sender="shop", recipient="customer", **fields).name
        for i, flow in enumerate(self.flows if first else ()):
            if flow.name != notice and self.chance(0.8):
                self.flows[i] = evolve(flow, after=tuple(sorted({*flow.after, notice})))

    def policy(self, name: str, party: str) -> Policy:
        forms = [ClauseForm.PERMIT, ClauseForm.FORBID, ClauseForm.ONLY, ClauseForm.REQUIRE]
        forms += [ClauseForm.DISCLAIM, ClauseForm.DUTY]
        chosen = self.random.choices(forms, [30, 24, 14, 22, 7, 3], k=self.random.randint(2, 6))
        permits = [f"c{i}" for i, form in enumerate(chosen) if form is ClauseForm.PERMIT]
        clauses = [self.clause(f"c{i}", name, permits, form) for i, form in enumerate(chosen)]
        if self.chance(0.5):  # say of everything that is received and used that it is covered
            acts = self.pick(["collect", "use", "keep", "read", "share"], 4, 2) if self.chance(0.6) else ()
            by = self.one((), ("anyone",))
            clauses.append(Clause("broad", name, ClauseForm.PERMIT, Reach(act=acts, by=by)))
        return Policy(name, party, clauses=tuple(clauses))

    def system(self) -> System:
        self.words()
        self.lay_flows()
        self.ask()
        policies = [self.policy("shop-policy", "shop")]
        if self.chance(0.15):
            policies.append(self.policy("mailer-policy", "mailer"))
        return System(
            "random",
            self.actor_of,
            self.name_of,
            self.purposes,
            self.acts,
            self.conditions,
            tuple(self.flows),
            tuple(policies),
        )

    def ask(self) -> None:
        """Some choices are asked for by a flow, in some states only perhaps; `asked_first` are those asked in time."""
        self.asked_first: list[str] = []
        for name, condition in self.conditions.items():
            if condition.kind is ConditionKind.CHOICE and self.chance(0.6):
                asked = self.one(*self.flows[:3]).name
                self.conditions[name] = Condition(name, condition.kind, condition.by, condition.default, asked=asked)
                if self.chance(0.5):
                    when = self.expression(self.variables, 1)
                    self.flows = [evolve(f, when=when) if f.name == asked else f for f in self.flows]
                if self.chance(0.6):
                    self.asked_first.append(name)
                    place = [flow.name for flow in self.flows].index(asked)
                    later = [evolve(f, after=tuple(sorted({asked, *f.after}))) for f in self.flows[place + 1 :]]
                    self.flows[place + 1 :] = later


def random_system(seed: int) -> System:
    """The model of a seed; the same one on every run."""
    return Maker(seed).system()


def features(system: System) -> set[str]:
    """What is in a model, and what comes of it by the reference."""
    ref = Reference(system)
    clauses = {clause.id: clause for clause in system.clauses}
    found = {f"status {status.value}" for status in ref.statuses().values()}
    for clause_id, status in ref.statuses().items():
        form = clauses[clause_id].require.need if clauses[clause_id].require else clauses[clause_id].form
        found.add(f"{form.value} {status.value}")
    for state in ref.states():
        for event in ref.events(state):
            found |= {"error", "error by a clause"} if event.status.value == "broken" else set()
        units = ref.units(state)
        for unit, ruling in ref.rulings(state).items():
            found.add(f"verdict {ruling.verdict.value if ruling.verdict else 'none'}")
            if ref.reported(unit, ruling) and ruling.verdict is not Verdict.UNDECIDED:
                found.add("error")
            deciding = [clauses[c] for c in ruling.certain] if ruling.verdict in BAD else []
            found |= {"error by a clause"} if deciding else set()
            found |= {"a travelling clause decides" for c in deciding if ref.travels(c)}
            found |= {"a limit decides" for c in deciding if c.reach.data and unit.atom not in ref.atoms(*c.reach.data)}
            found |= {"through decides" for c in deciding if c.reach.through}
            found |= {"until in reach" for c in deciding if c.until}
            found |= {f"role {unit.role}", f"subject {unit.subject}", f"act {unit.act}"}
            found |= {"happens missed"} if unit not in units else set()
            own = {ref.judge(unit, copy, state).verdict for copy in units.get(unit, ())}
            found |= {"several copies"} if len(units.get(unit, ())) > 1 else set()
            found |= {"sources differ"} if len(own) > 1 else set()
            for copy in units.get(unit, ()):
                given = state | ref.safeguards(system.flows[unit.flow])
                for clause in ref.policies[unit.policy].clauses:
                    spares = partial(ref.spares, clause, unit, copy, state)
                    found |= {"an exception spares"} if ref.spared(clause.exceptions, given, spares) else set()
        for index, flow in enumerate(system.flows):
            if ref.uses(state, index):
                found |= {f"derive {flow.how.value}"} if flow.how else set()
                found |= {"via"} if flow.via else set()
                found |= {"any of"} if flow.any_of else set()
                found |= {"several subjects"} if len({use[2] for use in ref.uses(state, index)}) > 1 else set()
                found |= {"sealed and opened" for *_, opened in ref.arisen(ref.known(state), flow) if opened}
    exceptions = [e for c in system.clauses for e in c.exceptions]
    found |= {"nested exception" for e in exceptions if isinstance(e, Carve) and e.exceptions}
    found |= {"clauses exception" for e in exceptions if isinstance(e, PermittedBy)}
    found |= {"not in a guard" for f in system.flows if "not" in str(f.when)}
    found |= {"two policies"} if len(system.policies) > 1 else set()
    found |= {"phantom"} if ref.phantoms() else set()
    found |= {"contradictory when"} if ref.contradictory() else set()
    found |= {"false form"} if ref.false_forms() else set()
    return found


def count_features(models: int) -> tuple[Counter[str], list[float]]:
    """In how many of the first models each feature is, and the seconds each model took."""
    counted: Counter[str] = Counter()
    seconds = []
    for seed in range(models):
        start = perf_counter()
        counted.update(features(random_system(seed)))
        seconds.append(perf_counter() - start)
    return counted, seconds


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    table, times = count_features(size)
    for feature, count in sorted(table.items(), key=lambda pair: -pair[1]):
        print(f"{count / size:7.1%}  {feature}")
    print(f"{size} models; median {sorted(times)[size // 2] * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms")
